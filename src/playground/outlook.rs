//! From a report to what other workers would do.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::report::RunReport;
use crate::analysis::{Model, WhatIf};
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

/// What a strategy of a report would take under other circumstances; nothing where the report does
/// not have its trials and sequential's, or their lanes say nothing of items.
pub fn predict(report: &RunReport, strategy: &str, what_ifs: &[WhatIf]) -> Vec<Prediction> {
    let result = |id: &str| report.results.iter().find(|result| result.strategy == id);
    let model = || {
        let (own, sequential) = (result(strategy)?, result(YARDSTICK)?);
        let trial = own.median_trial()?;
        let alone = &sequential.median_trial()?.lanes;
        let model = Model::of(alone, &trial.lanes, own.workers, trial.elapsed_ms)?;
        Some((model, sequential.median_ms))
    };
    let Some((model, sequential_ms)) = model() else {
        return Vec::new();
    };
    let predict = |&what_if: &WhatIf| {
        let predicted_ms = model.predict_ms(&what_if);
        Prediction {
            what_if,
            predicted_ms,
            speedup: sequential_ms / predicted_ms,
        }
    };
    what_ifs.iter().map(predict).collect()
}
