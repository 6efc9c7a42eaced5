//! Why something could not be done, in a form that a page can show and a program can test.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// The kinds of failure, by their kebab-case names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// A number was wanted and something else was given.
    NotANumber,
    /// A number below the smallest or above the largest that is allowed.
    OutOfRange,
    /// An id that the catalogue does not have.
    UnknownId,
    /// Something that has to be given was not.
    Missing,
    /// An address that cannot be asked for.
    InvalidUrl,
    /// A worker did not start, or not in time.
    StartFailed,
    /// A worker is of another build than the page.
    BuildMismatch,
    /// A worker stopped in the middle of its work.
    WorkerCrashed,
    /// A program raised, or could not go on.
    ProgramFailed,
    /// The run was cancelled.
    Cancelled,
    /// One of the playground's own pictures could not be fetched.
    PictureUnavailable,
    /// The browser's own file system is not to be had, or refused.
    DirectoryUnavailable,
    /// A file that was to be opened as a saved report is none.
    UnreadableReport,
}

/// A failure: what, where and what next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[error("{message}")]
pub struct PlaygroundError {
    /// Its kind.
    pub code: ErrorCode,
    /// The request's field it is about, if it is about one.
    #[serde(default)]
    pub field: Option<String>,
    /// What happened and what to do about it, for a reader.
    pub message: String,
}

impl PlaygroundError {
    /// A failure that is not about a field of the request.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            field: None,
            message: message.into(),
        }
    }

    /// A failure that is about one field of the request.
    pub fn about(code: ErrorCode, field: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            field: Some(field.into()),
            message: message.into(),
        }
    }
}
