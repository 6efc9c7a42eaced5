//! From a report to what other workers would do.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::report::RunReport;
use crate::analysis::{Measured, MeasuredSpeedup, Model, Statistics, WhatIf};
use crate::strategies::YARDSTICK;

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

/// A prediction beside what was measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct CheckedPrediction {
    /// How many workers.
    pub workers: u32,
    /// How long it was predicted to take.
    pub predicted_ms: f64,
    /// Sequential's median, in the run that was predicted from, over that.
    pub speedup: f64,
    /// How far that is from the measured median, as a share of it.
    pub error: f64,
}

/// How near predictions from one run come to what other runs measured, on the same machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Accuracy {
    /// The workers of the run that was predicted from.
    pub from_workers: u32,
    /// Each measured worker count, in the order they came in.
    pub checked: Vec<CheckedPrediction>,
    /// The median of the errors at the other worker counts; none without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub median_error: Option<f64>,
}

/// What a strategy of a report would take under other circumstances; nothing where the report does
/// not have its trials and sequential's, or their lanes say nothing of items.
pub fn predict(report: &RunReport, strategy: &str, what_ifs: &[WhatIf]) -> Vec<Prediction> {
    let Some(basis) = Basis::of(report, strategy) else {
        return Vec::new();
    };
    let predict = |&what_if| basis.predict(what_if);
    what_ifs.iter().map(predict).collect()
}

impl Accuracy {
    /// Of predictions from a report, at the worker counts that were measured; none where nothing
    /// can be predicted from it.
    pub fn of(report: &RunReport, strategy: &str, measured: &[MeasuredSpeedup]) -> Option<Self> {
        let basis = Basis::of(report, strategy)?;
        let check = |point: &MeasuredSpeedup| {
            let Prediction {
                predicted_ms,
                speedup,
                ..
            } = basis.predict(WhatIf::here(
                point.workers,
                report.environment.logical_cores,
            ));
            CheckedPrediction {
                workers: point.workers,
                predicted_ms,
                speedup,
                error: (predicted_ms - point.median_ms).abs() / point.median_ms,
            }
        };
        let checked: Vec<_> = measured.iter().map(check).collect();
        let from_workers = basis.workers;
        let others = checked.iter().filter(|point| point.workers != from_workers);
        Some(Self {
            from_workers,
            median_error: Statistics::of(others.map(|point| point.error)).map(|of| of.median),
            checked,
        })
    }
}

/// What a report has to predict from.
struct Basis {
    model: Model,
    workers: u32,
    sequential_ms: f64,
}

impl Basis {
    fn of(report: &RunReport, strategy: &str) -> Option<Self> {
        let result = |id: &str| report.results.iter().find(|result| result.strategy == id);
        let (own, sequential) = (result(strategy)?, result(YARDSTICK)?);
        let trial = own.median_trial()?;
        let alone = &sequential.median_trial()?.lanes;
        Some(Self {
            model: Model::of(
                alone,
                &Measured {
                    lanes: &trial.lanes,
                    workers: own.workers,
                    elapsed_ms: trial.elapsed_ms,
                    bytes_copied: trial.traffic.bytes_copied,
                    bytes_shared: trial.traffic.bytes_shared,
                },
            )?,
            workers: own.workers,
            sequential_ms: sequential.median_ms,
        })
    }

    fn predict(&self, what_if: WhatIf) -> Prediction {
        let predicted_ms = self.model.predict_ms(&what_if);
        Prediction {
            what_if,
            predicted_ms,
            speedup: self.sequential_ms / predicted_ms,
        }
    }
}
