//! What an item needs from the network, and what came of it.

use std::fmt;
use std::sync::Arc;

use locale::say;
use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::body::Body;

/// How many pictures the playground has of its own; a longer download begins again with the first.
pub const PICTURES: u32 = 60;

/// Something to download.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// One of the playground's own pictures, by its number from 0.
    Picture(u32),
    /// An address as the reader wrote it.
    Url(String),
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Picture(number) => formatter.write_str(&say!(
                "picture {number}",
                "Bild {number}",
                number = number + 1
            )),
            Self::Url(url) => formatter.write_str(url),
        }
    }
}

/// Why a download failed, in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum FetchFailureCode {
    /// The address cannot be read.
    MalformedUrl,
    /// Not an `http:` or `https:` address.
    UnsupportedScheme,
    /// An `http:` address on an `https:` page, which no browser asks for.
    MixedContent,
    /// The server answered that it cannot at the moment (status 429 or 5xx).
    ServerError,
    /// The server answered with another status that is not a success.
    BadStatus,
    /// No answer: no such host, no connection, or no permission for other sites (CORS).
    BlockedOrUnreachable,
    /// Fewer bytes came than were announced, or than the picture has.
    Truncated,
    /// The answer did not end in time.
    TimedOut,
    /// The answer did not end within the size that is allowed.
    TooLarge,
    /// The answer is not a picture that can be decoded.
    NotAPicture,
    /// The request went past the simulated network.
    NotSimulated,
}

/// A download that failed, in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[error("{message}")]
pub struct FetchFailure {
    /// Its kind.
    pub code: FetchFailureCode,
    /// What happened and what to do about it, for a reader.
    pub message: String,
}

/// What came of one source: its body, or why there is none.
pub type Fetched = Result<Arc<Body>, FetchFailure>;
