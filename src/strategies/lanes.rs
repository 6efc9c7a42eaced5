//! The lanes that a strategy draws on, by their names: its workers', and last the coordinator's.

use locale::Text;

use crate::timeline::{LaneKind, Timeline};

pub(super) const THREAD: Text = Text::new("thread", "Thread");
pub(super) const PROCESS: Text = Text::new("process", "Prozess");
pub(super) const RANK: Text = Text::new("rank", "Rank");
pub(super) const REQUEST: Text = Text::new("request", "Anfrage");
pub(super) const GPU: Text = Text::alike("GPU");
pub(super) const COORDINATOR: Text = Text::new("coordinator", "Koordinator");
pub(super) const EVENT_LOOP: Text = Text::new("event loop", "Event-Loop");
pub(super) const WORKER: Text = Text::new("worker", "Worker");
pub(super) const PRODUCER: Text = Text::new("producer", "Erzeuger");

/// `count` lanes of one kind, and the coordinator's.
pub(super) fn lanes(kind: LaneKind, word: Text, count: usize, coordinator: Text) -> Timeline {
    lanes_of(&[(kind, word, count)], coordinator)
}

/// So many lanes of each kind, and the coordinator's.
pub(super) fn lanes_of(kinds: &[(LaneKind, Text, usize)], coordinator: Text) -> Timeline {
    let numbered = kinds.iter().flat_map(|&(kind, word, count)| {
        (1..=count).map(move |number| (format!("{word} {number}"), kind))
    });
    Timeline::new(numbered.chain([(coordinator.into(), LaneKind::Coordinator)]))
}
