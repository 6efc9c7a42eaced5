//! What a body that was downloaded is, found out without its pixels.

use formats::Format;
use locale::Text;
use sandbox::{Failed, Reader};
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
        let answer = FORMAT.call(body).map_err(unread)?;
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
        message: Text::new(
            "The answer is not a picture that this browser can show. Give the address of the picture itself, not of a page that shows it.",
            "Die Antwort ist kein Bild, das dieser Browser zeigen kann. Die Adresse des Bildes selbst angeben, nicht die einer Seite, die es zeigt.",
        )
        .into(),
    }
}

/// A body that came, and for which the browser has no place.
pub fn not_kept() -> FetchFailure {
    FetchFailure {
        code: FetchFailureCode::TooLarge,
        message: Text::new(
            "It arrived, but this browser has no room to keep it beside the others. Download fewer at once, or smaller ones.",
            "Es ist angekommen, aber dieser Browser hat neben den anderen keinen Platz dafür. Weniger auf einmal herunterladen oder kleinere.",
        )
        .into(),
    }
}

impl Flaw {
    fn into_failure(self) -> FetchFailure {
        match self {
            Self::Unknown => not_a_picture(),
            Self::Incomplete => FetchFailure {
                code: FetchFailureCode::Truncated,
                message: Text::new(
                    "The picture ends before its last row: it was cut off on its way, or is damaged on its server. Try again, or look at it there.",
                    "Das Bild endet vor seiner letzten Zeile: Es wurde unterwegs abgeschnitten oder ist auf seinem Server beschädigt. Noch einmal versuchen oder es dort ansehen.",
                )
                .into(),
            },
        }
    }
}

/// A body that could not be inspected.
fn unread(cause: Failed) -> FetchFailure {
    match cause {
        Failed::Died => not_a_picture(),
        Failed::Missing => FetchFailure {
            code: FetchFailureCode::NotAPicture,
            message: cause.to_string(),
        },
    }
}

const FORMAT: Reader = Reader::new("format", read_format);

/// What format a body is of, for [`Inspected::of`]; called in a sandbox, since it may panic.
pub fn read_format(body: &[u8]) -> Vec<u8> {
    let format = match Format::of(body) {
        None => Err(Flaw::Unknown),
        Some(format) if !format.is_whole(body) => Err(Flaw::Incomplete),
        Some(format) => Ok(format),
    };
    postcard::to_stdvec(&format).expect("plain data has a length known in advance")
}
