//! What language the programs of a run are in.

use locale::Text;
use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// The language of a program; a report that does not say was of Rust.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Compiled to WebAssembly.
    #[default]
    Rust,
    /// Interpreted by CPython, which is compiled to WebAssembly.
    Python,
}

/// A language's place in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct LanguageEntry {
    /// The word for it in a request.
    pub id: Language,
    /// What the page calls it.
    pub title: Text,
    /// What becomes of its programs, in a sentence for a learner.
    pub summary: Text,
}

/// All languages, in the order they are shown.
pub const LANGUAGES: [LanguageEntry; 2] = [
    LanguageEntry {
        id: Language::Rust,
        title: Text::alike("Rust"),
        summary: Text::new(
            "Compiled to WebAssembly. Its threads compute at the same time.",
            "Zu WebAssembly kompiliert. Seine Threads rechnen gleichzeitig.",
        ),
    },
    LanguageEntry {
        id: Language::Python,
        title: Text::alike("Python"),
        summary: Text::new(
            "Interpreted by CPython in this tab, with its GIL. Only its processes compute at the same time.",
            "Von CPython in diesem Tab interpretiert, mit seinem GIL. Nur seine Prozesse rechnen gleichzeitig.",
        ),
    },
];
