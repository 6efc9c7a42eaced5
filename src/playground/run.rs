//! One run: a warm-up of every strategy in every language, then its trials, in turn.
//!
//! Trials of different strategies alternate, so that a machine that grows slower or faster does
//! so for all of them.

mod python;

use std::cell::RefCell;
use std::pin::pin;
use std::sync::Arc;

use futures::future::{Either, join, select, try_join_all};
use locale::say;

use super::assemble;
use super::contender::Contender;
use super::event::RunEvent;
use super::host::Host;
use super::inspection::inspect;
use super::plan::plan;
use super::python::PythonAbilities;
use super::report::{Environment, RunReport, Skipped, Trial, TrialRecord};
use super::request::RunRequest;
use super::soundings::{Soundings, look_for_others, sound_combining, sound_inflation};
use super::timings::{timings, traffic};
use super::watch::Watch;
use crate::analysis::{Interference, Pace, combining_ms, is_of_gpu};
use crate::error::{ErrorCode, PlaygroundError};
use crate::language::Language;
use crate::strategies::{
    Cancellation, Entry, Execution, Inbox, ON_GPU, Plan, StartMethod, Stop, YARDSTICK,
};
use crate::tasks::{
    self, AnyTask, Description, Deviation, FetchFailure, Fingerprint, Kind, Make, PICTURES,
    Parameters, Part,
};
use crate::timeline::{SpanKind, now_ms};
use crate::workers::{Crew, Rung};

/// Runs a request on a crew and reports. After a cancellation the report holds what finished.
///
/// # Errors
/// `start-failed` if the threads that this place seemed to allow cannot be started; `picture-unavailable` if what the task works on cannot be fetched.
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
    run.tell_gpu(crew);
    Ok(assemble(
        run.request,
        run.environment,
        run.records,
        run.skipped,
        run.soundings,
    ))
}

/// What a program is to a run: work of which the number of items is all that is known.
const OPAQUE: &str = "do-nothing";

/// Combining that took more of a trial than this share is measured in more ranges.
const LONG: f64 = 0.05;

fn combines_for_long(record: &TrialRecord) -> bool {
    let Trial {
        lanes, elapsed_ms, ..
    } = &record.trial;
    record.language == Language::Rust && combining_ms(lanes) > LONG * elapsed_ms
}

/// A run in progress.
struct Run<'host, H> {
    request: RunRequest,
    environment: Environment,
    plan: Plan,
    task: &'static tasks::Entry,
    contenders: Vec<Contender>,
    cancellation: Arc<Cancellation>,
    host: &'host H,
    paces: Vec<(Contender, RefCell<Pace>)>,
    /// Bytes that a process needs of the task, whatever its items.
    shared_bytes: usize,
    records: Vec<TrialRecord>,
    skipped: Vec<Skipped>,
    soundings: Soundings,
    /// Sequential's output, if another is to be compared with it that may be rounded.
    exact: Option<Part>,
    /// What Python can do here, once it is ready.
    python: Option<PythonAbilities>,
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
        // A program is a single item, of which nobody but itself knows what is in it.
        let task = if request.is_program() {
            OPAQUE
        } else {
            &request.task
        };
        let task = tasks::find(task).expect("the request's check knows its task");
        let mut run = Self {
            plan: plan(&request, base_url),
            task,
            contenders: Contender::all(&request),
            request,
            environment,
            cancellation,
            host,
            paces: Vec::new(),
            shared_bytes: 0,
            records: Vec::new(),
            skipped: Vec::new(),
            soundings: Soundings::default(),
            exact: None,
            python: None,
            saved: None,
        };
        run.skip_what_cannot_run();
        run
    }

    fn skip_what_cannot_run(&mut self) {
        for contender in self.contenders.clone() {
            let entry = contender.entry;
            if !contender.is_in_reach(self.environment.rung) {
                self.skip(contender, entry.needs.out_of_reach());
            } else if let Err(reason) = (entry.suits)(self.task) {
                self.skip(contender, reason);
            }
        }
    }

    fn skip(&mut self, contender: Contender, reason: impl Into<String>) {
        self.contenders.retain(|other| *other != contender);
        let skipped = Skipped {
            language: contender.language,
            strategy: contender.id(&self.request).into(),
            reason: reason.into(),
        };
        self.host
            .emit(RunEvent::StrategySkipped(skipped.clone()), None);
        self.skipped.push(skipped);
    }

    /// Starts all workers that any strategy needs, before anything is timed. Processes that do not
    /// start cost the strategies that need them; without its threads this place is on another rung.
    async fn start_workers(&mut self, crew: &mut Crew) -> Result<(), PlaygroundError> {
        if self.needs(Rung::Threads) {
            crew.start_threads(self.plan.workers).await?;
        }
        if self.needs(Rung::Processes)
            && let Err(failure) = self.start_processes(crew).await
        {
            for contender in self.of(Language::Rust) {
                if contender.entry.needs == Rung::Processes {
                    self.give_up(contender, &failure);
                }
            }
        }
        Ok(())
    }

    /// Starts those of its processes that are not there.
    async fn start_processes(&self, crew: &Crew) -> Result<(), PlaygroundError> {
        let from_nothing = self.request.start_method == StartMethod::Spawn;
        crew.start_processes(self.plan.workers, from_nothing).await
    }

    fn pace(&self, contender: Contender) -> &RefCell<Pace> {
        let mut paces = self.paces.iter();
        let own = paces.find(|(own, _)| *own == contender);
        &own.expect("each contender has its pace before its first trial")
            .1
    }

    /// What is still to be run in a language.
    fn of(&self, language: Language) -> Vec<Contender> {
        let own = self.contenders.iter().copied();
        own.filter(|own| own.language == language).collect()
    }

    /// Whether Rust needs workers of this kind.
    fn needs(&self, rung: Rung) -> bool {
        let mut own = self.of(Language::Rust).into_iter();
        own.any(|own| own.entry.needs == rung)
    }

    async fn execute(&mut self, crew: &Crew) -> Result<(), Stop> {
        self.start_python().await?;
        self.prepare_reader()?;
        let pictures = self.pictures().await?;
        let RunRequest {
            size,
            seed,
            ref urls,
            make,
            trials,
            ..
        } = self.request;
        let build = |make| -> Arc<dyn AnyTask> {
            let parameters = Parameters {
                size,
                seed,
                make,
                urls,
                pictures: &pictures,
            };
            (self.task.build)(&parameters).into()
        };
        let task = build(make);
        // What Python makes of pictures, it makes itself.
        let python_task = match make {
            Make::Files => task.clone(),
            Make::ContactSheet => build(Make::Files),
        };
        if self.task.kind == Kind::Download {
            self.notice_failure(self.host.set_up_directory().await);
        }
        let pace = |&contender: &Contender| (contender, Pace::new(trials, task.len()).into());
        self.paces = self.contenders.iter().map(pace).collect();
        if self.needs(Rung::Processes) {
            self.shared_bytes = task.extract(0..0).encode().len();
        }
        let mut before = None;
        for trial in 0..=trials {
            if trial == 1 {
                before = self.look_for_others(crew).await?;
            }
            for contender in self.contenders.clone() {
                if !self.contenders.contains(&contender) {
                    continue;
                }
                let outcome = match contender.language {
                    Language::Rust => {
                        let task = self.extent(&task, trial);
                        self.rust_trial(contender, trial, task, crew).await
                    }
                    Language::Python => {
                        let task = self.extent(&python_task, trial);
                        self.python_trial(contender, trial, &*task).await
                    }
                };
                match outcome {
                    Ok(()) => {}
                    Err(Stop::Cancelled) => return Err(Stop::Cancelled),
                    Err(Stop::Failed(failure)) => {
                        if contender.language == Language::Rust {
                            // What is left of them may wait for ever for one that died.
                            crew.end_processes();
                        }
                        self.give_up(contender, &failure);
                    }
                }
            }
        }
        let after = self.look_for_others(crew).await?;
        self.soundings.interference = before.zip(after).map(|(before, after)| Interference {
            workers: crew.thread_count().unwrap_or(1) as u32,
            before,
            after,
        });
        self.sound(&task, crew).await
    }

    async fn look_for_others(&self, crew: &Crew) -> Result<Option<f64>, Stop> {
        let resolution_ms = self.environment.timer_resolution_ms;
        look_for_others(self.task.kind, resolution_ms, crew).await
    }

    /// Only what could have several workers has several ranges to combine; with one worker, it is
    /// foretold what several would take.
    async fn sound(&mut self, task: &Arc<dyn AnyTask>, crew: &Crew) -> Result<(), Stop> {
        let own = self.of(Language::Rust);
        let alone = own.iter().find(|own| own.entry.id == YARDSTICK);
        let Some(&alone) = alone.filter(|_| own.iter().any(|own| own.entry.scales)) else {
            return Ok(());
        };
        if self.task.kind != Kind::Compute {
            return Ok(());
        }
        let alone_ms = self.pace(alone).borrow().before_ms();
        if task.combining_is_work() || self.records.iter().any(combines_for_long) {
            let how = (&self.plan, &self.cancellation);
            self.soundings.combining =
                sound_combining(self.task.id, task, how, alone_ms, crew).await?;
        }
        if self.environment.logical_cores > 1 && !self.is_disturbed() {
            self.soundings.inflation_beside_another =
                sound_inflation(task, &self.cancellation, alone_ms, crew).await?;
        }
        Ok(())
    }

    /// Whether other programs were felt.
    fn is_disturbed(&self) -> bool {
        let interference = self.soundings.interference;
        interference.is_some_and(|interference| interference.is_busy())
    }

    /// Has at hand what reads pictures, where there will be any.
    fn prepare_reader(&self) -> Result<(), PlaygroundError> {
        if self.task.kind != Kind::Download && !self.task.needs_pictures {
            return Ok(());
        }
        sandbox::prepare()
            .map_err(|cause| PlaygroundError::new(ErrorCode::StartFailed, cause.to_string()))
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
                say!(
                    "The pictures to work on did not come. {failure}",
                    "Die Bilder, mit denen gearbeitet wird, sind nicht gekommen. {failure}"
                ),
            )
        })
    }

    /// How much of a task a trial does. A warm-up lets the browser compile what is hot: it needs
    /// the whole work. For a download it opens the connections: an item a worker will do.
    fn extent(&self, task: &Arc<dyn AnyTask>, trial: u32) -> Arc<dyn AnyTask> {
        match self.task.kind {
            Kind::Download if trial == 0 => {
                task.extract(0..task.len().min(self.plan.workers)).into()
            }
            Kind::Compute | Kind::Download => task.clone(),
        }
    }

    /// No more trials of a strategy whose worker failed; those it finished are kept.
    fn give_up(&mut self, contender: Contender, failure: &PlaygroundError) {
        self.contenders.retain(|other| *other != contender);
        let language = contender.language;
        let id = contender.id(&self.request);
        // Of a program, the first version that comes to its end is the yardstick.
        let is_yardstick = id == YARDSTICK && contender.version.is_none();
        let mut records = self.records.iter_mut();
        let is_own =
            |record: &&mut TrialRecord| record.language == language && record.strategy == id;
        if let Some(last) = records.rfind(is_own) {
            let incident = say!(
                "{failure} The remaining trials were given up.",
                "{failure} Die übrigen Versuche wurden aufgegeben."
            );
            last.trial.incidents.push(incident);
            let title = contender.title(&self.request);
            self.notice("trials-given-up", format!("{title}: {failure}"));
            return;
        }
        self.skip(contender, failure.to_string());
        if is_yardstick {
            for other in self.of(language) {
                let reason = say!(
                    "There is nothing to compare it with. {failure}",
                    "Es gibt nichts, womit es zu vergleichen wäre. {failure}"
                );
                self.skip(other, reason);
            }
        }
    }

    async fn rust_trial(
        &mut self,
        contender: Contender,
        trial: u32,
        task: Arc<dyn AnyTask>,
        crew: &Crew,
    ) -> Result<(), Stop> {
        let entry = contender.entry;
        self.renew_processes(entry, crew).await?;
        let timeline = (entry.lanes)(&self.plan, &*task);
        let (execution, Inbox { mut news, orders }) = Execution::new(
            self.task.id,
            task,
            self.plan.clone(),
            timeline,
            self.cancellation.clone(),
        );
        let execution = Arc::new(execution);
        let pace = self.pace(contender);
        let shares_memory = self.environment.rung == Rung::Threads;
        let mut watch = Watch::new(self.host, entry, trial, &execution, pace);
        let begin_ms = watch.begin_ms;
        watch.tell_start();
        if shares_memory {
            watch.open_window();
        }
        let execute = (entry.execute)(execution.clone(), crew);
        let beside = join(watch.watch(&mut news), execution.make_requests(orders));
        let outcome = match select(execute, pin!(beside)).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(((never, ()), _)) => match never {},
        };
        let parts = match outcome {
            Ok(parts) => parts,
            Err(stop) => {
                watch.finish(news);
                return Err(stop);
            }
        };
        let combine = || execution.task.combine(parts);
        let output = execution.coordinator().span(SpanKind::Run, None, combine);
        let elapsed_ms = now_ms() - begin_ms;
        let log = watch.finish(news);
        pace.borrow_mut()
            .finish(trial, execution.task.len(), elapsed_ms);
        let warm_up_ms = pace.borrow().warm_up_ms();
        if trial == 0 {
            self.keep_exact(entry, output);
            return Ok(());
        }
        let mut traffic = traffic(&execution.counters);
        if entry.needs == Rung::Processes {
            traffic.bytes_shared = self.shared_bytes as f64;
        }
        let output = inspect(&*execution.task, output, self.host).await;
        let deviation = self.deviation(&*execution.task, &output);
        let description = execution.task.describe(output);
        self.keep(TrialRecord {
            language: Language::Rust,
            strategy: entry.id.into(),
            workers: (entry.workers)(&self.plan) as u32,
            items: execution.task.len() as u32,
            warm_up_ms,
            output: description.value.clone(),
            fingerprint: description.fingerprint.clone(),
            deviation,
            trial: Trial {
                log,
                traffic,
                ..timings(&execution, crew, begin_ms, elapsed_ms)
            },
        });
        self.save(description).await;
        Ok(())
    }

    /// Keeps what sequential's warm-up came to, where it did the whole work, and the GPU is to be
    /// compared with it.
    fn keep_exact(&mut self, entry: &Entry, output: Part) {
        let has_gpu = self
            .of(Language::Rust)
            .iter()
            .any(|own| own.entry.id == ON_GPU);
        if has_gpu && entry.id == YARDSTICK && self.task.kind == Kind::Compute {
            self.exact = Some(output);
        }
    }

    /// How an output differs from what is kept of sequential's.
    fn deviation(&self, task: &dyn AnyTask, output: &Part) -> Option<Deviation> {
        task.on_gpu()?.deviation(self.exact.as_ref()?, output)
    }

    /// Notes which GPU it was that computed, if one did.
    fn tell_gpu(&mut self, crew: &Crew) {
        let of_gpu = |record: &TrialRecord| is_of_gpu(&record.trial.lanes);
        if self.records.iter().any(of_gpu) {
            self.environment.gpu = crew.gpu_told().map(|(info, _)| info);
        }
    }

    /// Sees to it that a trial has its processes: the pool that serves all, or fresh ones.
    async fn renew_processes(&self, entry: &Entry, crew: &Crew) -> Result<(), Stop> {
        if entry.needs == Rung::Processes {
            if self.request.start_method != StartMethod::Reuse {
                crew.end_processes();
            }
            self.start_processes(crew).await?;
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
