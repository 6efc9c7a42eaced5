//! Every strategy there is, and what a page must know to offer it.

use std::sync::Arc;

use futures::future::LocalBoxFuture;
use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::{
    Execution, Plan, Stop, event_loop, gil_threads, pipeline, processes, ranks, sequential,
    task_graph, threads, work_queue,
};
use crate::tasks::{self, AnyTask, Part};
use crate::timeline::{LaneKind, Timeline};
use crate::workers::{Crew, Rung};

/// The strategies that are run when none are named.
pub const DEFAULT: [&str; 4] = ["sequential", "event-loop", "threads", "processes"];

/// The strategy that every other is compared with.
pub const YARDSTICK: &str = sequential::ENTRY.id;

/// All strategies, in the order they are shown.
pub const CATALOGUE: &[Entry] = &[
    sequential::ENTRY,
    event_loop::ENTRY,
    threads::ENTRY,
    gil_threads::ENTRY,
    processes::ENTRY,
    work_queue::ENTRY,
    task_graph::ENTRY,
    pipeline::ENTRY,
    ranks::ENTRY,
];

/// What a strategy's execution comes to: all parts in order, or why not.
pub type Outcome<'crew> = LocalBoxFuture<'crew, Result<Vec<Part>, Stop>>;

/// A strategy's place in the catalogue.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS), ts(rename = "StrategyEntry"))]
pub struct Entry {
    /// Its kebab-case id.
    pub id: &'static str,
    /// What the page calls it.
    pub title: &'static str,
    /// What it does, in a sentence for a learner.
    pub summary: &'static str,
    /// The rung it needs.
    pub needs: Rung,
    /// Whether it suits a task; if not, why, in a sentence for a learner.
    #[serde(skip)]
    pub suits: fn(&tasks::Entry) -> Result<(), &'static str>,
    /// How many workers compute under a plan.
    #[serde(skip)]
    pub workers: fn(&Plan) -> usize,
    /// The lanes it draws on: the workers', and last the coordinator's.
    #[serde(skip)]
    pub lanes: fn(&Plan, &dyn AnyTask) -> Timeline,
    /// Executes a trial on a crew that has the workers it needs.
    #[serde(skip)]
    pub execute: fn(Arc<Execution>, &Crew) -> Outcome<'_>,
}

/// The entry of an id.
pub fn find(id: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.id == id)
}

/// All ids, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|entry| entry.id)
}

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
