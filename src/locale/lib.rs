//! The languages that the page speaks.
//!
//! A sentence stands in all of them side by side, so that none can lack one: by [`say!`] where it is
//! made of parts, as a [`Text`] where it is not. Which of them is read holds for a whole memory, and
//! is set once: a page speaks one language.

mod number;
mod text;

use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;

pub use number::{count, decimal};
pub use text::Text;

/// Whether the page speaks German.
static IS_GERMAN: AtomicBool = AtomicBool::new(false);

/// A language that the page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Locale {
    /// What it speaks unless it is told otherwise.
    #[serde(rename = "en")]
    English,
    /// `Deutsch`.
    #[serde(rename = "de")]
    German,
}

impl Locale {
    /// The one that the page speaks.
    pub fn current() -> Self {
        if IS_GERMAN.load(Ordering::Relaxed) {
            Self::German
        } else {
            Self::English
        }
    }

    /// From now on, this is the one that the page speaks.
    pub fn set(self) {
        IS_GERMAN.store(self == Self::German, Ordering::Relaxed);
    }

    /// What browsers call it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

/// A sentence made of parts, in the language that the page speaks: `say!("English {x}", "Deutsch {x}")`,
/// and behind them what [`format!`] takes. Both have to be made of all parts that are named behind them.
#[macro_export]
macro_rules! say {
    ($english:literal, $german:literal $(, $($parts:tt)*)?) => {
        match $crate::Locale::current() {
            $crate::Locale::English => ::std::format!($english $(, $($parts)*)?),
            $crate::Locale::German => ::std::format!($german $(, $($parts)*)?),
        }
    };
}
