//! All there is to choose from, as the page reads it at build time.

use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::fields::{self, ChoiceField, NumberField};
use crate::language::{LANGUAGES, LanguageEntry};
use crate::timeline::SpanKind;
use crate::{strategies, tasks};

/// All there is to choose from.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    /// The tasks, in the order they are shown.
    pub tasks: Vec<TaskChoice>,
    /// The task that is run when none is named.
    pub default_task: &'static str,
    /// The languages, in the order they are shown; the first is run when none is named.
    pub languages: [LanguageEntry; 2],
    /// The strategies, in the order they are shown.
    pub strategies: Vec<strategies::Entry>,
    /// The strategies that are run when none are named.
    pub default_strategies: Vec<&'static str>,
    /// The strategies that do not suit a task, and why; every other pair goes together.
    pub unsuited: Vec<Unsuited>,
    /// The kinds of spans, in the order in which they are shown and numbered.
    pub span_kinds: [SpanKind; 7],
    /// The strategy that is always run, since the others are compared with it.
    pub yardstick: &'static str,
    /// `workers`; its default, here 1, is really the number of logical cores.
    pub workers: NumberField,
    /// The numbers that every task has besides.
    pub fields: Vec<NumberField>,
    /// The choices that strategies with processes have.
    pub process_choices: Vec<ChoiceField>,
    /// The choices that a task has besides when it downloads.
    pub download_choices: Vec<ChoiceField>,
    /// The numbers that a task has besides when it downloads.
    pub download_fields: Vec<NumberField>,
}

/// A task and the numbers that are its own.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct TaskChoice {
    /// What it is.
    #[serde(flatten)]
    pub entry: tasks::Entry,
    /// `trials`, with this task's default.
    pub trials: NumberField,
}

/// Why a strategy does not suit a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct Unsuited {
    /// The strategy's id.
    pub strategy: &'static str,
    /// The task's id.
    pub task: &'static str,
    /// Why, in a sentence for a learner.
    pub reason: &'static str,
}

/// The catalogue of this build.
pub fn catalogue() -> Catalogue {
    let choice = |&entry: &tasks::Entry| TaskChoice {
        entry,
        trials: fields::trials(entry.kind),
    };
    Catalogue {
        tasks: tasks::CATALOGUE.iter().map(choice).collect(),
        default_task: tasks::DEFAULT,
        languages: LANGUAGES,
        strategies: strategies::CATALOGUE.to_vec(),
        default_strategies: strategies::DEFAULT.to_vec(),
        unsuited: unsuited(),
        span_kinds: SpanKind::ALL,
        yardstick: strategies::YARDSTICK,
        workers: fields::workers(1),
        fields: fields::COMMON.to_vec(),
        process_choices: fields::PROCESSES.to_vec(),
        download_choices: fields::DOWNLOAD_CHOICES.to_vec(),
        download_fields: fields::DOWNLOAD.to_vec(),
    }
}

fn unsuited() -> Vec<Unsuited> {
    let pairs = strategies::CATALOGUE
        .iter()
        .flat_map(|strategy| tasks::CATALOGUE.iter().map(move |task| (strategy, task)));
    pairs
        .filter_map(|(strategy, task)| {
            let reason = (strategy.suits)(task).err()?;
            Some(Unsuited {
                strategy: strategy.id,
                task: task.id,
                reason,
            })
        })
        .collect()
}
