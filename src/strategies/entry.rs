//! What the catalogue has of a strategy: what a page must know to offer it, and how it executes.

use std::sync::Arc;

use futures::future::LocalBoxFuture;
use locale::Text;
use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::execution::{Execution, Stop};
use super::plan::Plan;
use crate::tasks::{self, AnyTask, Part};
use crate::timeline::Timeline;
use crate::workers::{Crew, Rung};

/// What a strategy's execution comes to: all parts in order, or why not.
pub type Outcome<'crew> = LocalBoxFuture<'crew, Result<Vec<Part>, Stop>>;

/// A strategy's place in the catalogue.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS), ts(rename = "StrategyEntry"))]
pub struct Entry {
    /// Its kebab-case id.
    pub id: &'static str,
    /// What the page calls it.
    pub title: Text,
    /// What it does, in a sentence for a learner.
    pub summary: Text,
    /// What differs in Python, if anything does, in a sentence for a learner.
    #[serde(rename = "inPython", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub in_python: Option<Text>,
    /// The rung it needs.
    pub needs: Rung,
    /// Whether its workers all do the same, so that there may be more of them.
    pub scales: bool,
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
