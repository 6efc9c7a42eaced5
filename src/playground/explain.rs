//! What follows from a report's trials: it is found when the run is over, and again whenever the
//! report is read, so that one that was saved before a finding was thought of has it too.

use super::report::{Environment, RunReport, StrategyResult};
use super::request::{NetworkMode, RunRequest};
use crate::analysis::{
    Adapter, Case, Circumstances, Evidence, Finding, Inflation, Interference, Machine,
    SpeedupStack, Statistics, Timed, computing_ms, is_of_gpu,
};
use crate::strategies::ON_EVENT_LOOP;
use crate::tasks::{self, Kind, Steps};
use crate::workers::GpuInfo;

impl RunReport {
    /// Finds what became of the workers, and why each strategy took as long as it did.
    pub(super) fn explain(&mut self) {
        let mut trials = self.results.iter().flat_map(|result| &result.trials);
        let task = tasks::find(&self.request.task);
        let downloads = match task {
            Some(task) => task.kind == Kind::Download,
            None => trials.any(|trial| trial.traffic.bytes_received > 0.0),
        };
        let place = Place {
            request: &self.request,
            environment: &self.environment,
            interference: self.interference,
            downloads,
            diverges: task.and_then(|task| match task.on_gpu {
                Ok(Steps::Diverging(why)) => Some(why.read()),
                Ok(Steps::Alike) | Err(_) => None,
            }),
        };
        let mut diagnosis = Vec::new();
        for &language in &self.request.language {
            let own = self.results.iter_mut();
            let mut own: Vec<_> = own.filter(|result| result.language == language).collect();
            diagnosis.extend(place.explain(&mut own).into_iter().flatten());
        }
        self.diagnosis = diagnosis;
        if self.request.is_program() {
            // What to do about a program is said in words: no field of a request changes it.
            self.diagnosis.iter_mut().for_each(|it| it.remedy = None);
        }
    }
}

/// Where a run took place, and what was asked for.
struct Place<'run> {
    request: &'run RunRequest,
    environment: &'run Environment,
    interference: Option<Interference>,
    downloads: bool,
    diverges: Option<&'static str>,
}

impl Place<'_> {
    /// Says of each result of a language what became of its workers, and of each what may be the
    /// matter; nothing without a result of sequential to compare with.
    fn explain(&self, results: &mut [&mut StrategyResult]) -> Option<Vec<Finding>> {
        let mut strategies = results.iter().map(|result| &result.strategy);
        let yardstick = strategies.position(|strategy| self.request.may_be_yardstick(strategy))?;
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
            diverges: self.diverges,
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
        let evidence = |result| evidence(result, self.environment.gpu.as_ref());
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

    /// What a program has in flight, nobody but its author knows.
    fn in_flight(&self, result: &StrategyResult) -> Option<u32> {
        if !self.downloads || self.request.is_program() {
            return None;
        }
        let on_event_loop = ON_EVENT_LOOP.contains(&result.strategy.as_str());
        Some(if on_event_loop {
            self.request.in_flight.min(result.items)
        } else {
            result.workers
        })
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

fn evidence<'a>(result: &'a StrategyResult, gpu: Option<&'a GpuInfo>) -> Option<Evidence<'a>> {
    let trial = result.median_trial()?;
    let adapter = gpu.filter(|_| is_of_gpu(&trial.lanes));
    Some(Evidence {
        language: result.language,
        strategy: &result.strategy,
        workers: result.workers,
        median_ms: result.median_ms,
        warm_up_ms: result.warm_up_ms,
        lanes: &trial.lanes,
        breakdown: &trial.breakdown,
        inflation: result.inflation,
        adapter: adapter.map(|gpu| Adapter {
            name: &gpu.name,
            software: gpu.software,
        }),
    })
}
