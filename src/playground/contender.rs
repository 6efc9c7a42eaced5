//! What is timed against each other: strategies, each in some languages.

use std::fmt;

use super::request::RunRequest;
use crate::language::Language;
use crate::strategies::{self, Entry};
use crate::workers::Rung;

/// A strategy in a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contender {
    pub(super) language: Language,
    pub(super) entry: &'static Entry,
}

impl Contender {
    /// Each strategy of a request in each of its languages, in the order they are shown.
    pub(super) fn all(request: &RunRequest) -> Vec<Self> {
        let entry = |id| strategies::find(id).expect("the request's check knows its strategies");
        let contender = |(language, id)| Self {
            language,
            entry: entry(id),
        };
        request.contenders().map(contender).collect()
    }

    /// Whether it is this strategy in this language.
    pub(super) fn is(&self, language: Language, strategy: &str) -> bool {
        self.language == language && self.entry.id == strategy
    }

    /// Whether its workers can be had on a rung. Python's threads share no memory but their
    /// interpreter's, and need none.
    pub(super) fn is_in_reach(&self, rung: Rung) -> bool {
        let needs = self.entry.needs;
        match self.language {
            Language::Rust => needs <= rung,
            Language::Python => needs != Rung::Processes || needs <= rung,
        }
    }
}

impl fmt::Display for Contender {
    /// What the page calls it; who reads of a run in Rust alone need not be told so.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.entry.title;
        match self.language {
            Language::Rust => formatter.write_str(title),
            Language::Python => write!(formatter, "{title} in Python"),
        }
    }
}

impl PartialEq for Contender {
    fn eq(&self, other: &Self) -> bool {
        self.is(other.language, other.entry.id)
    }
}
