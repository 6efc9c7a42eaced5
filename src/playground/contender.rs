//! What is timed against each other: strategies, each in some languages; or versions of a program.

use super::request::RunRequest;
use crate::language::Language;
use crate::strategies::{self, Entry, YARDSTICK};
use crate::workers::Rung;

/// A strategy in a language, or a version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contender {
    pub(super) language: Language,
    /// The strategy; a version may do whatever it likes, and is taken for one that needs nothing.
    pub(super) entry: &'static Entry,
    /// The place among the request's versions of the one that it is.
    pub(super) version: Option<usize>,
}

impl Contender {
    /// Each strategy of a request in each of its languages, in the order they are shown.
    pub(super) fn all(request: &RunRequest) -> Vec<Self> {
        let is_program = request.is_program();
        let entry = |id| strategies::find(id).expect("the request's check knows its strategies");
        let contender = |(place, (language, id))| Self {
            language,
            entry: entry(if is_program { YARDSTICK } else { id }),
            version: is_program.then_some(place),
        };
        request.contenders().enumerate().map(contender).collect()
    }

    /// The id of its strategy, or its own among the request's versions.
    pub(super) fn id<'request>(&self, request: &'request RunRequest) -> &'request str {
        match self.version {
            Some(place) => &request.versions[place].id,
            None => self.entry.id,
        }
    }

    /// What the page calls it; who reads of a run in Rust alone need not be told so.
    pub(super) fn title(&self, request: &RunRequest) -> String {
        let title = self.entry.title;
        match (self.version, self.language) {
            (Some(place), _) => request.versions[place].name.clone(),
            (None, Language::Rust) => title.into(),
            (None, Language::Python) => format!("{title} in Python"),
        }
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

impl PartialEq for Contender {
    fn eq(&self, other: &Self) -> bool {
        let of = |own: &Self| (own.language, own.entry.id, own.version);
        of(self) == of(other)
    }
}
