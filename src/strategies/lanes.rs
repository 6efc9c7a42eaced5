//! The lanes that a strategy draws on: its workers', and last the coordinator's.

use crate::timeline::{LaneKind, Timeline};

/// `count` lanes of one kind, and the coordinator's.
pub(super) fn lanes(kind: LaneKind, word: &str, count: usize, coordinator: &str) -> Timeline {
    lanes_of(&[(kind, word, count)], coordinator)
}

/// So many lanes of each kind, and the coordinator's.
pub(super) fn lanes_of(kinds: &[(LaneKind, &str, usize)], coordinator: &str) -> Timeline {
    let numbered = kinds.iter().flat_map(|&(kind, word, count)| {
        (1..=count).map(move |number| (format!("{word} {number}"), kind))
    });
    Timeline::new(numbered.chain([(coordinator.to_owned(), LaneKind::Coordinator)]))
}
