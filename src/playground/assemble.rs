//! From finished trials to a report.

use super::report::{Environment, REPORT_VERSION, RunReport, Skipped, StrategyResult, TrialRecord};
use super::request::RunRequest;
use super::soundings::Soundings;
use crate::analysis::Statistics;
use crate::strategies::YARDSTICK;

/// Puts finished trials together. A strategy without any, or without sequential trials to compare
/// with, is added to `skipped` unless it is there already: the run was cut short. The report is
/// not dated: that takes a clock.
pub fn assemble(
    request: RunRequest,
    environment: Environment,
    records: Vec<TrialRecord>,
    mut skipped: Vec<Skipped>,
    soundings: Soundings,
) -> RunReport {
    let yardstick = Yardstick::of(&records);
    let mut results = Vec::new();
    for strategy in &request.strategies {
        let own = records.iter().filter(|record| record.strategy == *strategy);
        match yardstick
            .as_ref()
            .and_then(|yardstick| yardstick.compare(own))
        {
            Some(result) => results.push(result),
            None if skipped.iter().any(|skipped| skipped.strategy == *strategy) => {}
            None => skipped.push(Skipped {
                strategy: strategy.clone(),
                reason: "The run was cancelled before a trial of it was finished.".into(),
            }),
        }
    }
    let mut report = RunReport {
        version: REPORT_VERSION,
        ended_at: None,
        request,
        environment,
        results,
        skipped,
        interference: soundings.interference,
        soundings: soundings.combining,
        diagnosis: Vec::new(),
    };
    report.explain();
    report
}

/// What every strategy is compared with: sequential's output and median.
struct Yardstick<'records> {
    fingerprint: &'records str,
    median_ms: f64,
}

impl<'records> Yardstick<'records> {
    fn of(records: &'records [TrialRecord]) -> Option<Self> {
        let own = || records.iter().filter(|record| record.strategy == YARDSTICK);
        let elapsed = own().map(|record| record.trial.elapsed_ms);
        Some(Self {
            fingerprint: &own().next()?.fingerprint,
            median_ms: Statistics::of(elapsed)?.median,
        })
    }

    fn compare<'a>(
        &self,
        records: impl Iterator<Item = &'a TrialRecord>,
    ) -> Option<StrategyResult> {
        let records: Vec<_> = records.collect();
        let first = *records.first()?;
        let Statistics { median, min, max } =
            Statistics::of(records.iter().map(|record| record.trial.elapsed_ms))?;
        let speedup = self.median_ms / median;
        Some(StrategyResult {
            strategy: first.strategy.clone(),
            workers: first.workers,
            items: first.items,
            output: first.output.clone(),
            matches_sequential: records
                .iter()
                .all(|record| record.fingerprint == self.fingerprint),
            trials: records.iter().map(|record| record.trial.clone()).collect(),
            median_ms: median,
            min_ms: min,
            max_ms: max,
            speedup,
            efficiency: speedup / f64::from(first.workers),
            stack: None,
            inflation: None,
            in_flight: None,
            warm_up_ms: first.warm_up_ms,
        })
    }
}
