//! What a body that was downloaded is, found out without its pixels.

use formats::Format;
use serde::{Deserialize, Serialize};

use super::digest::digest;
use super::source::{FetchFailure, FetchFailureCode};

/// A body that is a picture, as far as can be told without decoding it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspected {
    /// Its format.
    pub format: Format,
    /// How long it is.
    pub(super) bytes: usize,
    /// Its digest.
    pub(super) digest: String,
}

/// Why a body is no picture.
#[derive(Debug, Serialize, Deserialize)]
enum Flaw {
    Unknown,
    Incomplete,
}

impl Inspected {
    /// Inspects a body, of which nothing is taken for granted.
    ///
    /// # Errors
    /// `not-a-picture` if it is of no format that browsers show, `truncated` if it is not whole.
    pub fn of(body: &[u8]) -> Result<Self, FetchFailure> {
        let answer = sandbox::call(format_here, body).map_err(|_| not_a_picture())?;
        let format = postcard::from_bytes(&answer).unwrap_or(Err(Flaw::Unknown));
        Ok(Self {
            format: format.map_err(|flaw: Flaw| flaw.into_failure())?,
            bytes: body.len(),
            digest: digest(body),
        })
    }
}

/// A body that is no picture.
pub fn not_a_picture() -> FetchFailure {
    FetchFailure {
        code: FetchFailureCode::NotAPicture,
        message: "The answer is not a picture that this browser shows. Give the address of the picture itself, not of a page that shows it.".into(),
    }
}

impl Flaw {
    fn into_failure(self) -> FetchFailure {
        match self {
            Self::Unknown => not_a_picture(),
            Self::Incomplete => FetchFailure {
                code: FetchFailureCode::Truncated,
                message: "The picture ends before its last row: it was cut off on its way, or is damaged where it lies. Try again, or look at it there.".into(),
            },
        }
    }
}

fn format_here(body: &[u8]) -> Vec<u8> {
    let format = match Format::of(body) {
        None => Err(Flaw::Unknown),
        Some(format) if !format.is_whole(body) => Err(Flaw::Incomplete),
        Some(format) => Ok(format),
    };
    postcard::to_stdvec(&format).expect("plain data has a length known in advance")
}
