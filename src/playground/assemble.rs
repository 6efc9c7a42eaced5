//! From finished trials to a report.

use super::report::{Environment, REPORT_VERSION, RunReport, Skipped, StrategyResult, TrialRecord};
use super::request::{NetworkMode, RunRequest};
use super::soundings::Soundings;
use crate::analysis::{
    Case, Circumstances, Evidence, Finding, Inflation, Interference, Machine, SpeedupStack,
    Statistics, Timed, computing_ms, times_as_fast,
};
use crate::strategies::YARDSTICK;
use crate::tasks::{self, Kind};
use crate::timeline::LaneKind;

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
    let diagnosis = Place {
        request: &request,
        environment: &environment,
        interference: soundings.interference,
        downloads: tasks::find(&request.task).is_some_and(|task| task.kind == Kind::Download),
    }
    .explain(&mut results);
    RunReport {
        version: REPORT_VERSION,
        ended_at: None,
        request,
        environment,
        results,
        skipped,
        interference: soundings.interference,
        soundings: soundings.combining,
        diagnosis: diagnosis.unwrap_or_default(),
    }
}

/// Where a run took place, and what was asked for.
struct Place<'run> {
    request: &'run RunRequest,
    environment: &'run Environment,
    interference: Option<Interference>,
    downloads: bool,
}

impl Place<'_> {
    /// Says of each result what became of its workers, and of each what may be the matter; nothing
    /// without a result of sequential to compare with.
    fn explain(&self, results: &mut [StrategyResult]) -> Option<Vec<Finding>> {
        let is_yardstick = |own: &StrategyResult| own.strategy == YARDSTICK;
        let yardstick = results.iter().position(is_yardstick)?;
        let sequential = &results[yardstick];
        let machine = Machine {
            logical_cores: self.environment.logical_cores,
            interference: self.interference,
            sequential: Statistics::of(sequential.trials.iter().map(|trial| trial.elapsed_ms))?,
        };
        let circumstances = Circumstances {
            machine,
            timer_resolution_ms: self.environment.timer_resolution_ms,
            items: sequential.items as usize,
            size: self.request.size,
            downloads: self.downloads,
            simulated: self.request.network == NetworkMode::Simulated,
            in_flight: self.request.in_flight,
        };
        let account = |result| {
            let stack = stack(result, sequential);
            (stack, self.inflation(stack, result, sequential, &machine))
        };
        let accounts: Vec<_> = results.iter().map(account).collect();
        for (result, (stack, inflation)) in results.iter_mut().zip(accounts) {
            result.in_flight = self.in_flight(result);
            (result.stack, result.inflation) = (stack, inflation);
        }
        let sequential = evidence(&results[yardstick])?;
        let diagnose = |own| {
            Case {
                circumstances: &circumstances,
                own,
                sequential,
            }
            .diagnose()
        };
        let evidence = results.iter().filter_map(evidence);
        Some(evidence.flat_map(diagnose).collect())
    }

    fn in_flight(&self, result: &StrategyResult) -> Option<u32> {
        let lanes = &result.trials.first()?.lanes;
        let requests = lanes
            .iter()
            .filter(|lane| lane.kind == LaneKind::Request)
            .count() as u32;
        let has_places = requests > 0;
        let in_flight = if has_places { requests } else { result.workers };
        self.downloads.then_some(in_flight)
    }

    /// Of computing alone: what waits for a network waits as long as that takes.
    fn inflation(
        &self,
        stack: Option<SpeedupStack>,
        result: &StrategyResult,
        sequential: &StrategyResult,
        machine: &Machine,
    ) -> Option<Inflation> {
        let stack = stack.filter(|_| !self.downloads)?;
        let computing = |of: &StrategyResult| Some(computing_ms(&of.median_trial()?.lanes));
        let factor = computing(result)? / computing(sequential)?;
        Inflation::of(&stack, factor, result.workers, machine)
    }
}

fn stack(result: &StrategyResult, sequential: &StrategyResult) -> Option<SpeedupStack> {
    SpeedupStack::of(timed(result)?, timed(sequential)?, result.speedup)
}

fn timed(result: &StrategyResult) -> Option<Timed<'_>> {
    let trial = result.median_trial()?;
    Some(Timed {
        lanes: &trial.lanes,
        elapsed_ms: trial.elapsed_ms,
    })
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
        inflation: result.inflation,
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
        let speedup = times_as_fast(self.median_ms, median);
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
