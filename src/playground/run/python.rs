//! The trials of a run that are in Python, which the run's host executes.

use std::pin::pin;

use futures::future::{Either, select};
use locale::Text;

use super::{Contender, Run, Stop};
use crate::analysis::Breakdown;
use crate::error::{ErrorCode, PlaygroundError};
use crate::language::Language;
use crate::network::Conditions;
use crate::playground::event::{PictureArrival, Progress, RunEvent};
use crate::playground::host::Host;
use crate::playground::inspection::inspect;
use crate::playground::python::{PythonAbilities, PythonTrial, PythonTrialRequest};
use crate::playground::report::{Trial, TrialRecord};
use crate::strategies::{ON_GPU, YARDSTICK};
use crate::tasks::{
    AnyTask, Body, Description, FetchFailure, Fetched, Kind, Make, PICTURES, Source,
};
use crate::timeline::{Lane, LaneKind};

/// The package without which Python has no pictures.
const PILLOW: &str = "pillow";
const WITHOUT_PILLOW: Text = Text::new(
    "Python’s program works on pictures with Pillow, which this site was built without: Python’s package index has none for WebAssembly. Build the site with `cargo xtask build --python-packages DIR`, where DIR is a folder that has it, such as Pyodide’s full distribution.",
    "Pythons Programm arbeitet mit Pillow an Bildern, und diese Website wurde ohne Pillow gebaut: Pythons Paketverzeichnis hat keines für WebAssembly. Die Website mit `cargo xtask build --python-packages DIR` bauen, wobei DIR ein Ordner ist, der es hat, etwa Pyodides volle Distribution.",
);
const WITHOUT_STACK_SWITCHING: Text = Text::new(
    "Python’s threads, processes and event loop wait for each other by leaving one stack for another (JavaScript Promise Integration), which this browser does not have. Use a newer one, or another.",
    "Pythons Threads, Prozesse und Event-Loop warten aufeinander, indem sie von einem Stack zum anderen wechseln (JavaScript Promise Integration), was dieser Browser nicht kann. Einen neueren oder einen anderen verwenden.",
);
const WITHOUT_GPU: Text = Text::new(
    "Python’s program for a GPU is shown, but not run here: numba.cuda compiles for NVIDIA’s GPUs, which no browser lets it reach.",
    "Pythons Programm für eine GPU wird gezeigt, hier aber nicht ausgeführt: numba.cuda kompiliert für NVIDIAs GPUs, an die kein Browser es heranlässt.",
);
const WITHOUT_PREEMPTION: Text = Text::new(
    "Python’s threads let go of the GIL only where they wait: passing it on every 5 ms takes shared memory, which browsers give only to a cross-origin isolated page.",
    "Pythons Threads lassen den GIL nur los, wo sie warten: Ihn alle 5 ms weiterzugeben braucht gemeinsamen Speicher, den Browser nur einer cross-origin-isolierten Seite geben.",
);

impl<H: Host> Run<'_, H> {
    /// Has Python ready if any of the run is in Python, and skips what it cannot do here.
    pub(super) async fn start_python(&mut self) -> Result<(), Stop> {
        if self.of(Language::Python).is_empty() {
            return Ok(());
        }
        let start = pin!(self.host.start_python());
        let started = match select(start, pin!(self.cancellation.wished())).await {
            Either::Left((started, _)) => started,
            Either::Right(_) => return Err(Stop::Cancelled),
        };
        for contender in self.of(Language::Python) {
            let reason = match &started {
                Ok(abilities) => self.beyond(abilities, contender).map(String::from),
                Err(failure) => Some(failure.to_string()),
            };
            if let Some(reason) = reason {
                self.skip(contender, reason);
            }
        }
        self.environment.python = started.as_ref().ok().map(|python| python.version.clone());
        self.python = started.ok();
        Ok(())
    }

    /// Why Python cannot execute a strategy here, if it cannot.
    fn beyond(&self, abilities: &PythonAbilities, contender: Contender) -> Option<Text> {
        let entry = contender.entry;
        let draws = self.task.needs_pictures || self.request.make == Make::ContactSheet;
        if entry.id == ON_GPU {
            Some(WITHOUT_GPU)
        } else if draws && !abilities.packages.iter().any(|name| name == PILLOW) {
            Some(WITHOUT_PILLOW)
        } else if entry.id != YARDSTICK && !abilities.threads {
            Some(WITHOUT_STACK_SWITCHING)
        } else {
            None
        }
    }

    pub(super) async fn python_trial(
        &mut self,
        contender: Contender,
        trial: u32,
        task: &dyn AnyTask,
    ) -> Result<(), Stop> {
        if self.cancellation.is_wished() {
            return Err(Stop::Cancelled);
        }
        let begun = Progress {
            language: Language::Python,
            strategy: contender.id(&self.request).into(),
            trial,
            completed: 0,
            items: task.len() as u32,
            bytes: 0.0,
            retries: 0,
            elapsed_ms: 0.0,
            rate: None,
            remaining_ms: None,
        };
        self.host.emit(RunEvent::TrialStart(begun.clone()), None);
        let finished = self.execute_in_python(contender, trial, task).await?;
        self.tell_finished(contender, begun, &finished);
        if trial > 0 {
            self.keep_python(contender, trial, task, finished).await;
        }
        Ok(())
    }

    /// Executes a trial; if the run is cancelled meanwhile, Python is interrupted and waited for.
    async fn execute_in_python(
        &self,
        contender: Contender,
        trial: u32,
        task: &dyn AnyTask,
    ) -> Result<PythonTrial, Stop> {
        let asked = self.python_request(contender, trial, task);
        let execute = pin!(self.host.python_trial(asked));
        let outcome = match select(execute, pin!(self.cancellation.wished())).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(((), execute)) => {
                self.host.interrupt_python();
                execute.await
            }
        };
        outcome.map_err(|failure| match failure {
            PlaygroundError {
                code: ErrorCode::Cancelled,
                ..
            } => Stop::Cancelled,
            failure => Stop::Failed(failure),
        })
    }

    fn python_request(
        &self,
        contender: Contender,
        trial: u32,
        task: &dyn AnyTask,
    ) -> PythonTrialRequest {
        let request = &self.request;
        let version = contender.version;
        PythonTrialRequest {
            task: request.task.clone(),
            strategy: contender.id(request).into(),
            version: version.map(|place| request.versions[place].clone()),
            trial,
            size: match self.task.kind {
                Kind::Compute => request.size,
                Kind::Download => task.len() as u32,
            },
            seed: request.seed,
            make: request.make,
            urls: self.addresses(task),
            retries: request.retries,
            timeout_ms: request.timeout_ms,
            workers: request.workers,
            in_flight: request.in_flight,
            pre_dispatch: request.pre_dispatch,
            start_method: request.start_method,
        }
    }

    /// What Python has to ask for: an item's source, or the pictures that a task works on, which go
    /// past any simulated network.
    fn addresses(&self, task: &dyn AnyTask) -> Vec<String> {
        let conditions = &self.plan.conditions;
        let sources = (0..task.len()).map_while(|item| task.source(item));
        if self.task.needs_pictures {
            let real = Conditions::real(&conditions.base_url);
            let pictures = (0..self.request.size.min(PICTURES)).map(Source::Picture);
            pictures.map(|it| real.address_for_others(&it)).collect()
        } else {
            sources
                .map(|it| conditions.address_for_others(&it))
                .collect()
        }
    }

    fn tell_finished(&self, contender: Contender, begun: Progress, finished: &PythonTrial) {
        let trial = begun.trial;
        let (items, elapsed_ms) = (begun.items as usize, finished.elapsed_ms);
        let mut pace = self.pace(contender).borrow_mut();
        let estimate = pace.estimate(trial, items, items, elapsed_ms);
        pace.finish(trial, items, elapsed_ms);
        let progress = Progress {
            completed: begun.items,
            bytes: finished.traffic.bytes_received,
            retries: finished.traffic.retries,
            elapsed_ms,
            rate: estimate.map(|estimate| estimate.rate),
            remaining_ms: estimate.map(|estimate| estimate.remaining_ms),
            ..begun
        };
        self.host.emit(RunEvent::Progress(progress), None);
    }

    async fn keep_python(
        &mut self,
        contender: Contender,
        trial: u32,
        task: &dyn AnyTask,
        mut finished: PythonTrial,
    ) {
        let output = finished.output.take();
        let fingerprint = finished.fingerprint.take();
        let mut files = std::mem::take(&mut finished.files);
        let mut description = match finished.bodies.take() {
            None => Description {
                files,
                ..task.describe_told(output)
            },
            Some(came) => {
                let description = self.describe_bodies(task, came).await;
                match files.pop() {
                    Some(sheet) => description.with_sheet(sheet),
                    None => description,
                }
            }
        };
        if let Some(fingerprint) = fingerprint {
            description.fingerprint = fingerprint;
        }
        let (workers, items) = (finished.workers, finished.items);
        let trial_of_report = self.trial_of_report(finished);
        let strategy = contender.id(&self.request).to_owned();
        self.show_bodies(&strategy, trial, task, &description, &trial_of_report.lanes)
            .await;
        let warm_up_ms = self.pace(contender).borrow().warm_up_ms();
        self.keep(TrialRecord {
            language: Language::Python,
            strategy,
            workers,
            items,
            warm_up_ms,
            output: description.value.clone(),
            fingerprint: description.fingerprint.clone(),
            deviation: None,
            trial: trial_of_report,
        });
        self.save(description).await;
    }

    /// What is to be said of bodies that Python downloaded: the same as of our own.
    async fn describe_bodies(
        &self,
        task: &dyn AnyTask,
        came: Vec<Option<FetchFailure>>,
    ) -> Description {
        // The bodies themselves are looked at where the host keeps them.
        let fetched = |failure: Option<FetchFailure>| -> Fetched {
            failure.map_or_else(|| Ok(Body::from(Vec::new()).into()), Err)
        };
        let output = task.run(0..task.len(), came.into_iter().map(fetched).collect());
        task.describe(inspect(task, output, self.host).await)
    }

    /// Shows the pictures that came, now that they can be had.
    async fn show_bodies(
        &self,
        strategy: &str,
        trial: u32,
        task: &dyn AnyTask,
        description: &Description,
        lanes: &[Lane],
    ) {
        for item in description.bodies.iter().map(|body| body.item) {
            let event = PictureArrival {
                language: Language::Python,
                strategy: strategy.into(),
                trial,
                item: item as u32,
                worker: worker_of(item as u32, lanes),
                url: task
                    .source(item)
                    .map(|it| it.to_string())
                    .unwrap_or_default(),
            };
            if let Some(body) = self.host.kept(item).await {
                self.host.emit(RunEvent::Picture(event), Some(body));
            }
        }
    }

    fn trial_of_report(&self, finished: PythonTrial) -> Trial {
        let PythonTrial {
            elapsed_ms,
            startup_ms,
            items,
            lanes,
            traffic,
            mut incidents,
            console,
            ..
        } = finished;
        let lanes: Vec<Lane> = lanes.into_iter().map(Lane::from).collect();
        let switches = self.python.as_ref().is_none_or(|python| python.preemption);
        if !switches && lanes.iter().any(|lane| lane.kind == LaneKind::Thread) {
            incidents.push(WITHOUT_PREEMPTION.into());
        }
        Trial {
            elapsed_ms,
            startup_ms,
            traffic: traffic.into(),
            breakdown: Breakdown::of(&lanes, elapsed_ms, items as usize),
            lanes,
            tracks: Vec::new(),
            graph: Vec::new(),
            incidents,
            log: Vec::new(),
            console,
        }
    }
}

/// The number of the lane on which an item was done; the first where no span tells.
fn worker_of(item: u32, lanes: &[Lane]) -> u32 {
    let did = |lane: &Lane| {
        let mut ranges = lane.spans.iter().filter_map(|span| span.range);
        ranges.any(|range| (range.start..range.end).contains(&item))
    };
    lanes.iter().position(did).unwrap_or(0) as u32
}
