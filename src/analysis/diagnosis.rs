//! Why a run took as long as it did, in words: small rules, each with its evidence and, where
//! there is one, a remedy.

mod rules;

use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::{Breakdown, Inflation, Machine};
use crate::language::Language;
use crate::timeline::Lane;

/// What was found of one strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// A kebab-case name for the rule that found it.
    pub code: String,
    /// The language that it is in.
    pub language: Language,
    /// The strategy's id.
    pub strategy: String,
    /// What is the matter, in a sentence for a learner.
    pub message: String,
    /// The figures from which it was concluded.
    pub evidence: String,
    /// What may help, if anything does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub remedy: Option<Remedy>,
}

/// A field that may be set to something better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Remedy {
    /// What to do, in a few words: a button's.
    pub label: String,
    /// The request's field.
    pub field: String,
    /// What to set it to.
    pub value: String,
}

/// Where a run took place and what was asked for, as far as the rules look at it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circumstances {
    /// The machine.
    pub machine: Machine,
    /// The smallest step the clock was seen to make.
    pub timer_resolution_ms: f64,
    /// Items of the task.
    pub items: usize,
    /// The task's main number.
    pub size: u32,
    /// Whether the task waits for a network.
    pub downloads: bool,
    /// Why neighbouring items take different branches, if they do.
    pub diverges: Option<&'static str>,
    /// Whether that network is a simulated one.
    pub simulated: bool,
    /// Requests that the event loop keeps in flight.
    pub in_flight: u32,
}

/// What is known of one strategy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence<'a> {
    /// The language that it is in.
    pub language: Language,
    /// Its id.
    pub strategy: &'a str,
    /// Workers that computed.
    pub workers: u32,
    /// The median of its trials' times.
    pub median_ms: f64,
    /// The warm-up's time, where it did the whole work.
    pub warm_up_ms: Option<f64>,
    /// The lanes of its median trial.
    pub lanes: &'a [Lane],
    /// What its workers did with their time.
    pub breakdown: &'a Breakdown,
    /// Work inflation, where it explains what was lost.
    pub inflation: Option<Inflation>,
    /// The GPU that computed, if one did.
    pub adapter: Option<Adapter<'a>>,
}

/// A GPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adapter<'a> {
    /// Its name, as far as the browser tells.
    pub name: &'a str,
    /// Whether it is none: the processor computes in its place.
    pub software: bool,
}

/// What the rules look at: a strategy, sequential to compare it with, and the circumstances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case<'a> {
    /// Where and what.
    pub circumstances: &'a Circumstances,
    /// The strategy to be explained.
    pub own: Evidence<'a>,
    /// The yardstick.
    pub sequential: Evidence<'a>,
}

impl Case<'_> {
    /// What all rules find, the weightiest first.
    pub fn diagnose(&self) -> Vec<Finding> {
        rules::ALL.iter().filter_map(|rule| rule(self)).collect()
    }
}
