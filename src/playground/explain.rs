//! What follows from a report's trials: it is found when the run is over, and again whenever the
//! report is read, so that one that was saved before a finding was thought of has it too.

use super::report::{Environment, RunReport, StrategyResult};
use super::request::{NetworkMode, RunRequest};
use crate::analysis::{
    Case, Circumstances, Evidence, Finding, Inflation, Interference, Machine, SpeedupStack,
    Statistics, Timed, computing_ms,
};
use crate::strategies::YARDSTICK;
use crate::tasks::{self, Kind};
use crate::timeline::LaneKind;

impl RunReport {
    /// Finds what became of the workers, and why each strategy took as long as it did.
    pub(super) fn explain(&mut self) {
        let task = tasks::find(&self.request.task);
        let place = Place {
            request: &self.request,
            environment: &self.environment,
            interference: self.interference,
            downloads: task.is_some_and(|task| task.kind == Kind::Download),
        };
        let mut diagnosis = Vec::new();
        for &language in &self.request.language {
            let own = self.results.iter_mut();
            let mut own: Vec<_> = own.filter(|result| result.language == language).collect();
            diagnosis.extend(place.explain(&mut own).into_iter().flatten());
        }
        self.diagnosis = diagnosis;
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
    /// Says of each result of a language what became of its workers, and of each what may be the
    /// matter; nothing without a result of sequential to compare with.
    fn explain(&self, results: &mut [&mut StrategyResult]) -> Option<Vec<Finding>> {
        let mut strategies = results.iter().map(|result| &result.strategy);
        let yardstick = strategies.position(|strategy| strategy == YARDSTICK)?;
        let sequential = &*results[yardstick];
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
        let account = |result: &&mut StrategyResult| {
            let stack = stack(result, sequential);
            (stack, self.inflation(stack, result, sequential, &machine))
        };
        let accounts: Vec<_> = results.iter().map(account).collect();
        for (result, (stack, inflation)) in results.iter_mut().zip(accounts) {
            result.in_flight = self.in_flight(result);
            (result.stack, result.inflation) = (stack, inflation);
        }
        let sequential = evidence(results[yardstick])?;
        let diagnose = |own| {
            Case {
                circumstances: &circumstances,
                own,
                sequential,
            }
            .diagnose()
        };
        let evidence = results.iter().filter_map(|result| evidence(result));
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
        let computed = (computing(result)?, computing(sequential)?);
        Inflation::of(&stack, computed, result.workers, machine)
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
        language: result.language,
        strategy: &result.strategy,
        workers: result.workers,
        median_ms: result.median_ms,
        warm_up_ms: result.warm_up_ms,
        lanes: &trial.lanes,
        breakdown: &trial.breakdown,
        inflation: result.inflation,
    })
}
