//! One run: a warm-up of every strategy, then its trials, in turn.
//!
//! Trials of different strategies alternate, so that a machine that grows slower or faster does
//! so for all of them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures::channel::mpsc::UnboundedReceiver;
use futures::future::{Either, select, try_join_all};
use futures::{StreamExt, stream};

use super::assemble;
use super::event::{
    LogLines, PaintedRows, PictureArrival, Progress, RunEvent, TrialSoFar, TrialWindow,
};
use super::host::Host;
use super::report::{Environment, RunReport, Skipped, Traffic, Trial, TrialRecord};
use super::request::{NetworkMode, RunRequest};
use super::soundings::{Soundings, look_for_others, sound_combining};
use crate::analysis::{Breakdown, Interference, Pace, ProgressLog};
use crate::error::{ErrorCode, PlaygroundError};
use crate::network::{Conditions, Simulation};
use crate::strategies::{
    self, Arrival, Cancellation, Counters, Entry, Execution, News, Plan, StartMethod, Stop,
    YARDSTICK,
};
use crate::tasks::{self, AnyTask, File, Kind, PICTURES, Parameters};
use crate::timeline::{Lane, LaneKind, LaneRecorder, OpenWindow, Span, SpanKind, now_ms};
use crate::workers::{Crew, Rung, tick};

/// Time between two progress events.
const PROGRESS_EVERY_MS: u32 = 50;
/// Progress events for one look at the lanes.
const LOOK_EVERY: u32 = 5;
/// A lane's outline has at most so many gaps: about as many as pixels can show.
const OUTLINE_GAPS: f64 = 1_000.0;

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
        run.soundings,
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
    soundings: Soundings,
    saved: Option<String>,
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
            soundings: Soundings::default(),
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
        let mut before = None;
        for trial in 0..=trials {
            if trial == 1 {
                before = self.look_for_others(crew).await?;
            }
            let task = if trial == 0 { &warm_up } else { &task };
            for entry in self.strategies.clone() {
                match self.trial(entry, trial, task.clone(), crew).await {
                    Ok(()) => {}
                    Err(Stop::Cancelled) => return Err(Stop::Cancelled),
                    Err(Stop::Failed(failure)) => self.give_up(entry, &failure),
                }
            }
        }
        let after = self.look_for_others(crew).await?;
        self.soundings.interference = before.zip(after).map(|(before, after)| Interference {
            workers: crew.thread_count().unwrap_or(1) as u32,
            before,
            after,
        });
        self.sound_combining(&task, crew).await
    }

    async fn look_for_others(&self, crew: &Crew) -> Result<Option<f64>, Stop> {
        let resolution_ms = self.environment.timer_resolution_ms;
        look_for_others(self.task.kind, resolution_ms, crew).await
    }

    /// Only several workers have several ranges to combine.
    async fn sound_combining(&mut self, task: &Arc<dyn AnyTask>, crew: &Crew) -> Result<(), Stop> {
        let mut others = self.strategies.iter();
        if others.any(|entry| (entry.workers)(&self.plan) > 1) {
            let alone_ms = self.warm_ups.get(YARDSTICK).copied();
            let how = (&self.plan, &self.cancellation);
            self.soundings.combining =
                sound_combining(self.task.id, task, how, alone_ms, crew).await?;
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
        let fetches = (0..count).map(|number| self.host.picture(number));
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
        let description = execution.task.describe(output);
        self.keep(TrialRecord {
            strategy: entry.id.into(),
            workers: (entry.workers)(&self.plan) as u32,
            items: execution.task.len() as u32,
            warm_up_ms: self.warm_ups.get(entry.id).copied(),
            output: description.value,
            fingerprint: description.fingerprint.clone(),
            trial: Trial {
                log,
                traffic,
                ..timings(&execution, crew, begin_ms, elapsed_ms)
            },
        });
        self.save(description.fingerprint, &description.files).await;
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

    /// Saves an output's files, unless the same are saved already.
    async fn save(&mut self, fingerprint: String, files: &[File]) {
        if files.is_empty() || self.saved.as_ref() == Some(&fingerprint) {
            return;
        }
        self.notice_failure(self.host.save(files).await);
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

fn plan(request: &RunRequest, base_url: &str) -> Plan {
    let simulation = Simulation {
        latency_ms: request.latency_ms,
        jitter_ms: request.jitter_ms,
        bandwidth_kib: request.bandwidth_kib,
        failure_percent: request.failure_percent,
        seed: request.seed,
    };
    Plan {
        workers: request.workers as usize,
        chunk_size: request.chunk_size,
        in_flight: request.in_flight as usize,
        call: request.call,
        pre_dispatch: request.pre_dispatch as usize,
        verbose: request.verbose,
        paints: true,
        conditions: Conditions {
            base_url: base_url.into(),
            retries: request.retries,
            timeout_ms: request.timeout_ms,
            simulation: (request.network == NetworkMode::Simulated).then_some(simulation),
        },
    }
}

/// Tells whoever watches how a trial goes on.
struct Watch<'run, H> {
    host: &'run H,
    strategy: &'static Entry,
    trial: u32,
    begin_ms: f64,
    execution: &'run Execution,
    pace: &'run RefCell<Pace>,
    log: RefCell<Log>,
    /// Through which the page sees the spans, if it shares this memory.
    window: Option<OpenWindow<'run>>,
}

/// A trial's log, and how much of it has been told.
struct Log {
    progress: ProgressLog,
    lines: Vec<String>,
    told: usize,
}

enum Never {}

impl<'run, H: Host> Watch<'run, H> {
    fn new(
        host: &'run H,
        strategy: &'static Entry,
        trial: u32,
        execution: &'run Execution,
        pace: &'run RefCell<Pace>,
    ) -> Self {
        let plan = &execution.plan;
        let workers = (strategy.workers)(plan);
        let progress = ProgressLog::new(plan.verbose, workers, execution.task.len());
        Self {
            host,
            strategy,
            trial,
            begin_ms: now_ms(),
            execution,
            pace,
            log: RefCell::new(Log {
                lines: progress.opening(strategy.id).into_iter().collect(),
                progress,
                told: 0,
            }),
            window: None,
        }
    }

    /// Shows the page where the spans are, so that it need not be told of them.
    fn open_window(&mut self) {
        let (open, window) = OpenWindow::on(&self.execution.timeline, self.begin_ms);
        self.window = Some(open);
        let event = TrialWindow {
            strategy: self.strategy.id.into(),
            trial: self.trial,
            window,
        };
        self.host.emit(RunEvent::TrialWindow(event), None);
    }

    async fn watch(&self, news: &mut UnboundedReceiver<News>) -> Never {
        let mut ticks = pin!(stream::repeat(PROGRESS_EVERY_MS).then(tick));
        let mut looks = (1..LOOK_EVERY).chain([0]).cycle();
        loop {
            match select(news.next(), ticks.next()).await {
                Either::Left((Some(news), _)) => self.tell(news),
                Either::Left((None, _)) => futures::future::pending().await,
                Either::Right(_) => {
                    self.tell_progress();
                    if looks.next() == Some(0) {
                        self.tell_so_far();
                    }
                }
            }
        }
    }

    /// What happened since the last event, once the trial is over; yields the whole log.
    fn finish(self, mut news: UnboundedReceiver<News>) -> Vec<String> {
        while let Ok(news) = news.try_recv() {
            self.tell(news);
        }
        self.tell_progress();
        self.log.into_inner().lines
    }

    fn tell_start(&self) {
        self.host.emit(RunEvent::TrialStart(self.progress()), None);
    }

    fn tell_progress(&self) {
        self.tell_log();
        self.host.emit(RunEvent::Progress(self.progress()), None);
    }

    fn tell_so_far(&self) {
        let elapsed_ms = now_ms() - self.begin_ms;
        let gap_ms = elapsed_ms / OUTLINE_GAPS;
        let lanes = self.execution.timeline.lanes().iter();
        let lanes = lanes
            .map(|lane| Lane::so_far(lane, self.begin_ms, gap_ms))
            .collect();
        let mut so_far = trial_of(self.execution, lanes, elapsed_ms);
        if self.window.is_some() {
            so_far.lanes.iter_mut().for_each(|lane| lane.spans.clear());
        }
        let event = TrialSoFar {
            strategy: self.strategy.id.into(),
            trial: self.trial,
            so_far,
        };
        self.host.emit(RunEvent::TrialSoFar(Box::new(event)), None);
    }

    fn tell_log(&self) {
        let Log { lines, told, .. } = &mut *self.log.borrow_mut();
        if *told < lines.len() {
            let lines = lines[std::mem::replace(told, lines.len())..].to_vec();
            let event = LogLines {
                strategy: self.strategy.id.into(),
                trial: self.trial,
                lines,
            };
            self.host.emit(RunEvent::Log(event), None);
        }
    }

    fn progress(&self) -> Progress {
        let Counters {
            completed,
            bytes,
            retries,
            ..
        } = &self.execution.counters;
        let completed = completed.load(Ordering::Relaxed);
        let (items, elapsed_ms) = (self.execution.task.len(), now_ms() - self.begin_ms);
        let mut pace = self.pace.borrow_mut();
        let estimate = pace.estimate(self.trial, items, completed, elapsed_ms);
        Progress {
            strategy: self.strategy.id.into(),
            trial: self.trial,
            completed: completed as u32,
            items: items as u32,
            bytes: bytes.load(Ordering::Relaxed) as f64,
            retries: retries.load(Ordering::Relaxed),
            elapsed_ms,
            rate: estimate.map(|estimate| estimate.rate),
            remaining_ms: estimate.map(|estimate| estimate.remaining_ms),
        }
    }

    fn tell(&self, news: News) {
        match news {
            News::Arrival(arrival) => self.tell_arrival(arrival),
            News::Completed { items, at_ms } => {
                let Log {
                    progress, lines, ..
                } = &mut *self.log.borrow_mut();
                lines.extend(progress.completed(items, at_ms - self.begin_ms));
            }
            News::Painted {
                items,
                lane,
                pixels,
            } => {
                let event = PaintedRows {
                    strategy: self.strategy.id.into(),
                    trial: self.trial,
                    rows: items.into(),
                    height: self.execution.task.len() as u32,
                    worker: lane as u32,
                };
                self.host.emit(RunEvent::Painted(event), Some(pixels));
            }
        }
    }

    fn tell_arrival(&self, arrival: Arrival) {
        let source = self.execution.task.source(arrival.item);
        let event = PictureArrival {
            strategy: self.strategy.id.into(),
            trial: self.trial,
            item: arrival.item as u32,
            worker: arrival.lane as u32,
            url: source.map(|source| source.to_string()).unwrap_or_default(),
        };
        self.host.emit(RunEvent::Picture(event), Some(arrival.body));
    }
}

/// A trial's lanes, from its beginning on; a worker's start, which was before it, is put before
/// zero.
fn timings(execution: &Execution, crew: &Crew, begin_ms: f64, elapsed_ms: f64) -> Trial {
    let started_in_ms = |(index, lane): (usize, &LaneRecorder)| match lane.kind {
        LaneKind::Thread => crew.threads().ok().map(|threads| threads.started_in_ms()),
        LaneKind::Process => crew
            .process(index)
            .ok()
            .map(|process| process.started_in_ms()),
        LaneKind::Coordinator | LaneKind::Request => None,
    };
    let lanes = execution.timeline.lanes();
    let starts: Vec<Option<f64>> = lanes.iter().enumerate().map(started_in_ms).collect();
    let startup_ms = starts.iter().flatten().copied().fold(0.0, f64::max);
    let lane = |(lane, took_ms): (&LaneRecorder, &Option<f64>)| {
        let start = took_ms.map(|took_ms| Span {
            kind: SpanKind::Start,
            start_ms: -startup_ms,
            end_ms: took_ms - startup_ms,
            range: None,
        });
        Lane::of(lane, begin_ms, start)
    };
    let lanes = lanes.iter().zip(&starts).map(lane).collect();
    Trial {
        startup_ms,
        tracks: execution.timeline.tracks_since(begin_ms),
        graph: execution.graph.get().cloned().unwrap_or_default(),
        ..trial_of(execution, lanes, elapsed_ms)
    }
}

/// A trial with these lanes; without its workers' start, its tracks, graph and log.
fn trial_of(execution: &Execution, lanes: Vec<Lane>, elapsed_ms: f64) -> Trial {
    Trial {
        elapsed_ms,
        startup_ms: 0.0,
        traffic: traffic(&execution.counters),
        breakdown: Breakdown::of(&lanes, elapsed_ms, execution.task.len()),
        lanes,
        tracks: Vec::new(),
        graph: Vec::new(),
        incidents: execution.incidents(),
        log: Vec::new(),
    }
}

fn traffic(counters: &Counters) -> Traffic {
    Traffic {
        messages: counters.messages.load(Ordering::Relaxed) as u32,
        bytes_copied: counters.copied.load(Ordering::Relaxed) as f64,
        bytes_shared: 0.0,
        bytes_received: counters.bytes.load(Ordering::Relaxed) as f64,
        retries: counters.retries.load(Ordering::Relaxed),
    }
}
