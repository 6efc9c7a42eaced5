//! From a report to what other workers would do.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::report::RunReport;
use crate::analysis::{Inflation, InflationCause, Measured, Model, Statistics, WhatIf, is_of_gpu};
use crate::language::Language;

/// What a run would take, as the model has it: a prediction and no measurement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Prediction {
    /// What was imagined.
    pub what_if: WhatIf,
    /// How long it would take.
    pub predicted_ms: f64,
    /// Sequential's measured median over that.
    pub speedup: f64,
}

/// What a strategy of a report would take under other circumstances.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Outlook {
    /// One for each of what was imagined; none where there is nothing to stand on, since it hangs
    /// on what combining costs in more ranges than that was measured with.
    pub predictions: Vec<Option<Prediction>>,
    /// The most ranges with which combining was measured.
    pub most_ranges: u32,
    /// Work inflation that explains what this strategy lost. A busy machine is no property of the
    /// work: all is predicted as if it had had nothing else to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub inflation: Option<Inflation>,
}

/// What some workers were measured to take.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct MeasuredTime {
    /// How many.
    pub workers: u32,
    /// Items that they were given at a time, where that was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub chunk_size: Option<u32>,
    /// The median time.
    pub median_ms: f64,
}

/// A prediction beside what was measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct CheckedPrediction {
    /// How long it was predicted to take.
    pub predicted_ms: f64,
    /// Sequential's median, in the run that was predicted from, over that.
    pub speedup: f64,
    /// How far that is from the measured median, as a share of it.
    pub error: f64,
}

/// How near predictions from one run come to what other runs measured, on the same machine.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Accuracy {
    /// The workers of the run that was predicted from.
    pub from_workers: u32,
    /// Each measured time, in the order they came in; none where nothing is predicted.
    pub checked: Vec<Option<CheckedPrediction>>,
    /// The median of the errors at other workers or chunks; none without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub median_error: Option<f64>,
}

impl Outlook {
    /// Of a strategy of a report, in a language; none where the report does not have its trials and sequential's,
    /// or their lanes say nothing of items.
    pub fn of(
        report: &RunReport,
        (language, strategy): (Language, &str),
        what_ifs: &[WhatIf],
    ) -> Option<Self> {
        let basis = Basis::of(report, language, strategy)?;
        let predict = |&what_if| basis.predict(what_if);
        Some(Self {
            predictions: what_ifs.iter().map(predict).collect(),
            most_ranges: basis.model.most_ranges(),
            inflation: basis.inflation,
        })
    }
}

impl Accuracy {
    /// Of predictions from a report, at the workers and chunks that were measured; none where
    /// nothing can be predicted from it.
    pub fn of(
        report: &RunReport,
        (language, strategy): (Language, &str),
        measured: &[MeasuredTime],
    ) -> Option<Self> {
        let basis = Basis::of(report, language, strategy)?;
        let check = |time: &MeasuredTime| {
            let what_if = WhatIf {
                chunk_size: time.chunk_size,
                ..WhatIf::here(time.workers, report.environment.logical_cores)
            };
            let Prediction {
                predicted_ms,
                speedup,
                ..
            } = basis.predict(what_if)?;
            Some(CheckedPrediction {
                predicted_ms,
                speedup,
                error: (predicted_ms - time.median_ms).abs() / time.median_ms,
            })
        };
        let checked: Vec<_> = measured.iter().map(check).collect();
        let from_workers = basis.workers;
        let is_other =
            |time: &MeasuredTime| time.workers != from_workers || time.chunk_size.is_some();
        let pairs = measured.iter().zip(&checked);
        let errors = pairs.filter_map(|(time, checked)| Some((is_other(time), (*checked)?.error)));
        let others = errors.filter_map(|(is_other, error)| is_other.then_some(error));
        Some(Self {
            from_workers,
            median_error: Statistics::of(others).map(|of| of.median),
            checked,
        })
    }
}

/// What a report has to predict from.
struct Basis {
    model: Model,
    workers: u32,
    sequential_ms: f64,
    inflation: Option<Inflation>,
}

impl Basis {
    fn of(report: &RunReport, language: Language, strategy: &str) -> Option<Self> {
        let of_language = || report.results.iter().filter(|own| own.language == language);
        let own = of_language().find(|own| own.strategy == strategy)?;
        let sequential =
            of_language().find(|own| report.request.may_be_yardstick(&own.strategy))?;
        let trial = own.median_trial()?;
        if is_of_gpu(&trial.lanes) {
            // It takes what it takes, however many workers and cores there are beside it.
            return None;
        }
        let alone = &sequential.median_trial()?.lanes;
        // They were measured in Rust alone.
        let (soundings, inflation_beside_another) = match language {
            Language::Rust => (&report.soundings[..], report.inflation_beside_another),
            Language::Python => (&[][..], None),
        };
        let measured = Measured {
            lanes: &trial.lanes,
            workers: own.workers,
            cores: report.environment.logical_cores,
            elapsed_ms: trial.elapsed_ms,
            bytes_copied: trial.traffic.bytes_copied,
            bytes_shared: trial.traffic.bytes_shared,
            soundings,
            inflation_beside_another,
            was_disturbed: own
                .inflation
                .is_some_and(|inflation| inflation.cause == InflationCause::BusyMachine),
        };
        Some(Self {
            model: Model::of(alone, &measured)?,
            workers: own.workers,
            sequential_ms: sequential.median_ms,
            inflation: own.inflation,
        })
    }

    fn predict(&self, what_if: WhatIf) -> Option<Prediction> {
        let predicted_ms = self.model.predict_ms(&what_if)?;
        Some(Prediction {
            what_if,
            predicted_ms,
            speedup: self.sequential_ms / predicted_ms,
        })
    }
}
