//! A text that is not made of parts.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Locale;

/// A text in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    english: &'static str,
    german: &'static str,
}

impl Text {
    /// The same text in both languages.
    pub const fn new(english: &'static str, german: &'static str) -> Self {
        Self { english, german }
    }

    /// A word that is the same in all languages.
    pub const fn alike(word: &'static str) -> Self {
        Self::new(word, word)
    }

    /// In the language that the page speaks.
    pub fn read(self) -> &'static str {
        match Locale::current() {
            Locale::English => self.english,
            Locale::German => self.german,
        }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.read().into()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.read())
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.read())
    }
}

#[cfg(feature = "typescript")]
impl ts_rs::TS for Text {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> String {
        "string".into()
    }

    fn inline(config: &ts_rs::Config) -> String {
        Self::name(config)
    }
}
