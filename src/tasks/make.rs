//! What is made of pictures that were downloaded.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// What is made of pictures that were downloaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Make {
    /// They are kept as they came.
    #[default]
    Files,
    /// They are kept, and each is decoded, made small and put on a sheet with the others.
    ContactSheet,
}
