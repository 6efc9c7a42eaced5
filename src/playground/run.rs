//! One run: a warm-up of every strategy, then its trials, in turn.
//!
//! Trials of different strategies alternate, so that a machine that grows slower or faster does
//! so for all of them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;

use futures::future::{Either, select, try_join_all};

use super::assemble;
use super::event::RunEvent;
use super::host::Host;
use super::inspection::inspect;
use super::plan::plan;
use super::report::{Environment, RunReport, Skipped, Trial, TrialRecord};
use super::request::RunRequest;
use super::timings::{timings, traffic};
use super::watch::Watch;
use crate::analysis::Pace;
use crate::error::{ErrorCode, PlaygroundError};
use crate::strategies::{self, Cancellation, Entry, Execution, Plan, StartMethod, Stop};
use crate::tasks::{
    self, AnyTask, Description, FetchFailure, Fingerprint, Kind, PICTURES, Parameters,
};
use crate::timeline::{SpanKind, now_ms};
use crate::workers::{Crew, Rung};

/// Runs a request on a crew and reports. After a cancellation the report holds what finished.
///
/// # Errors
/// `start-failed` or `build-mismatch` if the workers that this place seemed to allow cannot be
/// started; `picture-unavailable` if what the task works on cannot be fetched.
pub async fn run(
    request: RunRequest,
    environment: Environment,
    base_url: &str,
    crew: &mut Crew,
    cancellation: Arc<Cancellation>,
    host: &impl Host,
) -> Result<RunReport, PlaygroundError> {
    let mut run = Run::prepare(request, environment, base_url, cancellation, host);
    run.start_workers(crew).await?;
    match run.execute(crew).await {
        Ok(()) => {}
        // They may still be at work; threads are waited for.
        Err(Stop::Cancelled) => crew.end_processes(),
        Err(Stop::Failed(failure)) => return Err(failure),
    }
    Ok(assemble(
        run.request,
        run.environment,
        run.records,
        run.skipped,
    ))
}

/// A run in progress.
struct Run<'host, H> {
    request: RunRequest,
    environment: Environment,
    plan: Plan,
    task: &'static tasks::Entry,
    strategies: Vec<&'static Entry>,
    cancellation: Arc<Cancellation>,
    host: &'host H,
    /// By the strategy's id: the time of the warm-up, where it did the whole work.
    warm_ups: HashMap<&'static str, f64>,
    /// By the strategy's id.
    paces: HashMap<&'static str, RefCell<Pace>>,
    /// Bytes that a process needs of the task, whatever its items.
    shared_bytes: usize,
    records: Vec<TrialRecord>,
    skipped: Vec<Skipped>,
    saved: Option<Fingerprint>,
}

impl<'host, H: Host> Run<'host, H> {
    fn prepare(
        request: RunRequest,
        environment: Environment,
        base_url: &str,
        cancellation: Arc<Cancellation>,
        host: &'host H,
    ) -> Self {
        let task = tasks::find(&request.task).expect("the request's check knows its task");
        let find =
            |id: &String| strategies::find(id).expect("the request's check knows its strategies");
        let mut run = Self {
            plan: plan(&request, base_url),
            task,
            strategies: request.strategies.iter().map(find).collect(),
            request,
            environment,
            cancellation,
            host,
            warm_ups: HashMap::new(),
            paces: HashMap::new(),
            shared_bytes: 0,
            records: Vec::new(),
            skipped: Vec::new(),
            saved: None,
        };
        run.skip_what_cannot_run();
        run
    }

    fn skip_what_cannot_run(&mut self) {
        let rung = self.environment.rung;
        let (can, cannot) = self
            .strategies
            .iter()
            .partition(|entry| entry.needs <= rung);
        self.strategies = can;
        for entry in Vec::from_iter::<Vec<&Entry>>(cannot) {
            self.skip(entry, entry.needs.out_of_reach());
        }
        let task = self.task;
        for entry in self.strategies.clone() {
            if let Err(reason) = (entry.suits)(task) {
                self.strategies.retain(|other| other.id != entry.id);
                self.skip(entry, reason);
            }
        }
    }

    fn skip(&mut self, entry: &Entry, reason: impl Into<String>) {
        let skipped = Skipped {
            strategy: entry.id.into(),
            reason: reason.into(),
        };
        self.host
            .emit(RunEvent::StrategySkipped(skipped.clone()), None);
        self.skipped.push(skipped);
    }

    /// Starts all workers that any strategy needs, before anything is timed.
    async fn start_workers(&self, crew: &mut Crew) -> Result<(), PlaygroundError> {
        if self.needs(Rung::Threads) {
            crew.start_threads(self.plan.workers).await?;
        }
        if self.needs(Rung::Processes) {
            crew.start_processes(
                self.plan.workers,
                self.request.start_method == StartMethod::Spawn,
            )
            .await?;
        }
        Ok(())
    }

    fn needs(&self, rung: Rung) -> bool {
        self.strategies.iter().any(|entry| entry.needs == rung)
    }

    async fn execute(&mut self, crew: &Crew) -> Result<(), Stop> {
        let pictures = self.pictures().await?;
        let RunRequest {
            size,
            seed,
            ref urls,
            make,
            trials,
            ..
        } = self.request;
        let parameters = Parameters {
            size,
            seed,
            make,
            urls,
            pictures: &pictures,
        };
        let task: Arc<dyn AnyTask> = (self.task.build)(&parameters).into();
        if self.task.kind == Kind::Download {
            self.notice_failure(self.host.set_up_directory().await);
        }
        let pace = |entry: &&'static Entry| (entry.id, Pace::new(trials, task.len()).into());
        self.paces = self.strategies.iter().map(pace).collect();
        if self.needs(Rung::Processes) {
            self.shared_bytes = task.extract(0..0).encode().len();
        }
        let warm_up = self.warm_up(&task);
        for trial in 0..=trials {
            let task = if trial == 0 { &warm_up } else { &task };
            for entry in self.strategies.clone() {
                match self.trial(entry, trial, task.clone(), crew).await {
                    Ok(()) => {}
                    Err(Stop::Cancelled) => return Err(Stop::Cancelled),
                    Err(Stop::Failed(failure)) => self.give_up(entry, &failure),
                }
            }
        }
        Ok(())
    }

    /// What a task that works on the playground's own pictures is made from. Fetching them is not
    /// part of its work, and so done before.
    async fn pictures(&self) -> Result<Vec<Vec<u8>>, PlaygroundError> {
        let count = if self.task.needs_pictures {
            self.request.size.min(PICTURES)
        } else {
            0
        };
        let fetches = (0..count).map(async |number| {
            let body = self.host.picture(number).await?;
            Ok::<_, FetchFailure>(body.to_vec())
        });
        try_join_all(fetches).await.map_err(|failure| {
            PlaygroundError::new(
                ErrorCode::PictureUnavailable,
                format!("The pictures to work on cannot be had. {failure}"),
            )
        })
    }

    /// A warm-up lets the browser compile what is hot: it needs the whole work. For a download
    /// it opens the connections: an item a worker will do.
    fn warm_up(&self, task: &Arc<dyn AnyTask>) -> Arc<dyn AnyTask> {
        match self.task.kind {
            Kind::Compute => task.clone(),
            Kind::Download => task.extract(0..task.len().min(self.plan.workers)).into(),
        }
    }

    /// No more trials of a strategy whose worker failed; those it finished are kept.
    fn give_up(&mut self, entry: &'static Entry, failure: &PlaygroundError) {
        self.strategies.retain(|other| other.id != entry.id);
        if self
            .records
            .iter()
            .any(|record| record.strategy == entry.id)
        {
            self.notice("trials-given-up", format!("{}: {failure}", entry.title));
        } else {
            self.skip(entry, failure.to_string());
        }
    }

    async fn trial(
        &mut self,
        entry: &'static Entry,
        trial: u32,
        task: Arc<dyn AnyTask>,
        crew: &Crew,
    ) -> Result<(), Stop> {
        self.renew_processes(entry, crew).await?;
        let timeline = (entry.lanes)(&self.plan, &*task);
        let (execution, mut news) = Execution::new(
            self.task.id,
            task,
            self.plan.clone(),
            timeline,
            self.cancellation.clone(),
        );
        let execution = Arc::new(execution);
        let pace = &self.paces[entry.id];
        let shares_memory = self.environment.rung == Rung::Threads;
        let mut watch = Watch::new(self.host, entry, trial, &execution, pace);
        let begin_ms = watch.begin_ms;
        watch.tell_start();
        if shares_memory {
            watch.open_window();
        }
        let execute = (entry.execute)(execution.clone(), crew);
        let parts = match select(execute, pin!(watch.watch(&mut news))).await {
            Either::Left((parts, _)) => parts?,
            Either::Right((never, _)) => match never {},
        };
        let combine = || execution.task.combine(parts);
        let output = execution.coordinator().span(SpanKind::Run, None, combine);
        let elapsed_ms = now_ms() - begin_ms;
        let log = watch.finish(news);
        pace.borrow_mut()
            .finish(trial, execution.task.len(), elapsed_ms);
        if trial == 0 {
            if self.task.kind == Kind::Compute {
                self.warm_ups.insert(entry.id, elapsed_ms);
            }
            return Ok(());
        }
        let mut traffic = traffic(&execution.counters);
        if entry.needs == Rung::Processes {
            traffic.bytes_shared = self.shared_bytes as f64;
        }
        let output = inspect(&*execution.task, output, self.host).await;
        let description = execution.task.describe(output);
        self.keep(TrialRecord {
            strategy: entry.id.into(),
            workers: (entry.workers)(&self.plan) as u32,
            items: execution.task.len() as u32,
            warm_up_ms: self.warm_ups.get(entry.id).copied(),
            output: description.value.clone(),
            fingerprint: description.fingerprint.clone(),
            trial: Trial {
                log,
                traffic,
                ..timings(&execution, crew, begin_ms, elapsed_ms)
            },
        });
        self.save(description).await;
        Ok(())
    }

    /// Starts the processes anew for a trial, unless one pool is to serve all.
    async fn renew_processes(&self, entry: &Entry, crew: &Crew) -> Result<(), Stop> {
        let method = self.request.start_method;
        if entry.needs == Rung::Processes && method != StartMethod::Reuse {
            crew.end_processes();
            crew.start_processes(self.plan.workers, method == StartMethod::Spawn)
                .await?;
        }
        Ok(())
    }

    fn keep(&mut self, record: TrialRecord) {
        self.host
            .emit(RunEvent::TrialEnd(Box::new(record.clone())), None);
        self.records.push(record);
    }

    /// Saves what belongs in the download directory of an output, unless the same is saved already.
    async fn save(&mut self, output: Description) {
        let Description {
            fingerprint,
            files,
            bodies,
            ..
        } = output;
        let is_nothing = files.is_empty() && bodies.is_empty();
        if is_nothing || self.saved.as_ref() == Some(&fingerprint) {
            return;
        }
        self.notice_failure(self.host.save(&files, &bodies).await);
        self.saved = Some(fingerprint);
    }

    fn notice_failure(&self, outcome: Result<(), PlaygroundError>) {
        if let Err(failure) = outcome {
            self.notice("directory-unavailable", failure.message);
        }
    }

    fn notice(&self, code: &str, message: String) {
        let code = code.into();
        self.host.emit(RunEvent::Notice { code, message }, None);
    }
}
