//! From finished trials to a report.

use super::report::{Environment, REPORT_VERSION, RunReport, Skipped, StrategyResult, TrialRecord};
use super::request::{NetworkMode, RunRequest};
use crate::analysis::{Case, Circumstances, Evidence, Finding, Statistics};
use crate::strategies::YARDSTICK;
use crate::tasks::{self, Kind};

/// Puts finished trials together. A strategy without any, or without sequential trials to compare
/// with, is added to `skipped` unless it is there already: the run was cut short. The report is
/// not dated: that takes a clock.
pub fn assemble(
    request: RunRequest,
    environment: Environment,
    records: Vec<TrialRecord>,
    mut skipped: Vec<Skipped>,
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
    let diagnosis = diagnose(&request, &environment, &records, &results);
    RunReport {
        version: REPORT_VERSION,
        ended_at: None,
        request,
        environment,
        results,
        skipped,
        diagnosis,
    }
}

/// What can be said of each strategy that sequential can be compared with.
fn diagnose(
    request: &RunRequest,
    environment: &Environment,
    records: &[TrialRecord],
    results: &[StrategyResult],
) -> Vec<Finding> {
    let circumstances = Circumstances {
        logical_cores: environment.logical_cores,
        timer_resolution_ms: environment.timer_resolution_ms,
        items: records.first().map_or(0, |record| record.items) as usize,
        size: request.size,
        downloads: tasks::find(&request.task).is_some_and(|task| task.kind == Kind::Download),
        simulated: request.network == NetworkMode::Simulated,
        in_flight: request.in_flight,
    };
    let evidence: Vec<_> = results.iter().filter_map(evidence).collect();
    let Some(&sequential) = evidence.iter().find(|own| own.strategy == YARDSTICK) else {
        return Vec::new();
    };
    let case = |&own| Case {
        circumstances: &circumstances,
        own,
        sequential,
    };
    evidence
        .iter()
        .flat_map(|own| case(own).diagnose())
        .collect()
}

fn evidence(result: &StrategyResult) -> Option<Evidence<'_>> {
    let trial = result.median_trial()?;
    Some(Evidence {
        strategy: &result.strategy,
        workers: result.workers,
        median_ms: result.median_ms,
        warm_up_ms: result.warm_up_ms,
        lanes: &trial.lanes,
        breakdown: &trial.breakdown,
    })
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
            warm_up_ms: first.warm_up_ms,
        })
    }
}
