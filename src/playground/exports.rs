//! What JavaScript sees: a coordinator, and what a process does.

use std::cell::RefCell;
use std::sync::Arc;

use js_sys::{Function, JsString, Uint8Array};
use locale::{Locale, Text};
use wasm_bindgen::prelude::*;

use super::assemble;
use super::date::Date;
use super::forecast::Forecast;
use super::javascript::{
    from_js, records_from_js, report_from_js, report_to_js, saved_report_from_js, to_js,
};
use super::outlook::{Accuracy, MeasuredTime, Outlook};
use super::panics::keep_panics;
use super::report::{Environment, RunReport, Skipped};
use super::request::{Fields, NetworkMode, RunRequest, unknown};
use super::run;
use super::saved::no_report;
use super::settings::CoordinatorSettings;
use super::soundings::Soundings;
use super::worker_gpu::gpu_opener;
use super::worker_host::WorkerHost;
use crate::analysis::{Scaling, ScalingPoint, WhatIf};
use crate::error::{ErrorCode, PlaygroundError};
use crate::hazards;
use crate::language::Language;
use crate::network::Directory;
use crate::strategies::{self, Cancellation};
use crate::tasks::{self, Kind};
use crate::timeline;
use crate::workers::{self, Crew, Mailbox, Mailroom};

/// The coordinator: it checks requests, runs them and keeps the workers.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Coordinator {
    settings: CoordinatorSettings,
    environment: Environment,
    /// Lent to the run in progress.
    crew: RefCell<Option<Crew>>,
    cancellation: RefCell<Arc<Cancellation>>,
}

#[wasm_bindgen]
impl Coordinator {
    /// A coordinator without workers yet. The `GpuHost` that `open_gpu` promises is its GPU; it is not
    /// called where none is wanted. Where memory can be shared, its processes have mailboxes.
    ///
    /// # Errors
    /// If `settings` is not a `CoordinatorSettings`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        settings: JsValue,
        open_gpu: Function,
        mailroom: Option<Mailroom>,
    ) -> Result<Self, JsValue> {
        keep_panics();
        let settings: CoordinatorSettings = from_js(settings)?;
        settings.locale.set();
        sandbox::found_at(settings.pictures_url.clone());
        let crew = Crew::new(settings.rung, settings.process_starter(mailroom));
        Ok(Self {
            environment: settings.environment(),
            crew: RefCell::new(Some(crew.with_gpu(gpu_opener(open_gpu)))),
            cancellation: RefCell::default(),
            settings,
        })
    }

    /// Where this is: an `Environment`.
    ///
    /// # Errors
    /// None that is known.
    pub fn environment(&self) -> Result<JsValue, JsValue> {
        to_js(&self.environment)
    }

    /// The memory of this coordinator and its threads.
    pub fn memory(&self) -> JsValue {
        wasm_bindgen::memory()
    }

    /// The request that `fields` ask for, defaults filled in: a `RunRequest`.
    ///
    /// # Errors
    /// A `PlaygroundError` about the first field that is not sound.
    pub fn check(&self, fields: JsValue) -> Result<JsValue, JsValue> {
        to_js(&self.checked(fields)?)
    }

    /// About how long a `RunRequest` will take, where a trial of each strategy in each language took as
    /// long as `seen_ms` says, or null where that was not seen: a `Forecast`, or null where it is
    /// not known.
    ///
    /// # Errors
    /// If they are not of those types.
    pub fn forecast(&self, request: JsValue, seen_ms: JsValue) -> Result<JsValue, JsValue> {
        let seen_ms: Vec<Option<f64>> = from_js(seen_ms)?;
        let rung = self.environment.rung;
        to_js(&Forecast::of(&from_js(request)?, rung, &seen_ms))
    }

    /// Whether this coordinator's threads, if it has any, are as many as a `RunRequest` wants; what
    /// is in Python alone wants none. Where not, another coordinator has to be started.
    ///
    /// # Errors
    /// If `request` is not a `RunRequest`.
    pub fn fits(&self, request: JsValue) -> Result<bool, JsValue> {
        let request: RunRequest = from_js(request)?;
        let count = self.crew.borrow().as_ref().and_then(Crew::thread_count);
        let wants_any = request.language.contains(&Language::Rust);
        Ok(!wants_any || count.is_none_or(|count| count == request.workers as usize))
    }

    /// Runs the request that `fields` ask for, calls `on_event` with every `RunEvent`, and yields
    /// a `RunReport`. What is in Python is executed by the `PythonHost` that `open_python` promises;
    /// it is not called where nothing is. Spans come packed, with the events of their trials; the report has none.
    ///
    /// # Errors
    /// A `PlaygroundError`.
    pub async fn run(
        &self,
        fields: JsValue,
        on_event: Function,
        open_python: Function,
    ) -> Result<JsValue, JsValue> {
        let request = self.checked(fields)?;
        let mut crew = self.borrow_crew()?;
        let cancellation = Arc::new(Cancellation::default());
        self.cancellation.replace(cancellation.clone());
        let environment = self.environment.clone();
        let base_url = self.settings.base_url.clone();
        let host = WorkerHost::new(&base_url, on_event, open_python);
        let (report, crew) = workers::run_here(async move {
            let report = run(
                request,
                environment,
                &base_url,
                &mut crew,
                cancellation,
                &host,
            )
            .await;
            (report, crew)
        })
        .await;
        self.crew.replace(Some(crew));
        to_js(&fresh(report?))
    }

    /// Runs a hazard, by its id: a `HazardReport`.
    ///
    /// # Errors
    /// A `PlaygroundError`.
    #[wasm_bindgen(js_name = runHazard)]
    pub async fn run_hazard(&self, id: String) -> Result<JsValue, JsValue> {
        let Some(entry) = hazards::find(&id) else {
            return Err(unknown("hazard", &id, hazards::ids()).into());
        };
        let mut crew = self.borrow_crew()?;
        let workers = self.environment.logical_cores as usize;
        let (report, crew) = workers::run_here(async move {
            let report = hazards::run(entry, &mut crew, workers).await;
            (report, crew)
        })
        .await;
        self.crew.replace(Some(crew));
        to_js(&report?)
    }

    /// What timings of a task at several worker counts say: a `Scaling` from a list of
    /// `ScalingPoint`, or null where they are too few.
    ///
    /// # Errors
    /// If `points` are not of that type.
    pub fn scaling(&self, task: &str, points: JsValue) -> Result<JsValue, JsValue> {
        let points: Vec<ScalingPoint> = from_js(points)?;
        let computes = tasks::find(task).is_none_or(|task| task.kind == Kind::Compute);
        let cores = computes.then_some(self.environment.logical_cores);
        to_js(&Scaling::of(&points, cores))
    }

    /// What a strategy of a `RunReport`, its spans packed, would take in a `Language` under each `WhatIf`: an
    /// `Outlook`, or null where nothing can be predicted.
    ///
    /// # Errors
    /// If they are not of those types.
    pub fn predict(
        &self,
        report: JsValue,
        language: JsValue,
        strategy: String,
        what_ifs: JsValue,
    ) -> Result<JsValue, JsValue> {
        let what_ifs: Vec<WhatIf> = from_js(what_ifs)?;
        to_js(&Outlook::of(
            &report_from_js(report)?,
            (from_js(language)?, &strategy),
            &what_ifs,
        ))
    }

    /// How near what is predicted from a `RunReport`, its spans packed, in a `Language` comes to a list of
    /// `MeasuredTime`: an `Accuracy`, or null where nothing can be predicted.
    ///
    /// # Errors
    /// If they are not of those types.
    pub fn accuracy(
        &self,
        report: JsValue,
        language: JsValue,
        strategy: String,
        measured: JsValue,
    ) -> Result<JsValue, JsValue> {
        let measured: Vec<MeasuredTime> = from_js(measured)?;
        to_js(&Accuracy::of(
            &report_from_js(report)?,
            (from_js(language)?, &strategy),
            &measured,
        ))
    }

    /// Asks the run in progress to stop; it then yields a report of what finished.
    pub fn cancel(&self) {
        self.cancellation.borrow().cancel();
    }

    /// The `RunReport`, without spans, of a run whose coordinator had to be ended: from its
    /// `RunRequest`, the `TrialRecord`s as it sent them and what it had `Skipped`.
    ///
    /// # Errors
    /// If they are not of those types.
    pub fn assemble(
        &self,
        request: JsValue,
        records: JsValue,
        skipped: JsValue,
    ) -> Result<JsValue, JsValue> {
        let records = records_from_js(records)?;
        let skipped: Vec<Skipped> = from_js(skipped)?;
        to_js(&fresh(assemble(
            from_js(request)?,
            self.environment.clone(),
            records,
            skipped,
            Soundings::default(),
        )))
    }

    /// A `RunReport`, its spans packed, from what the JSON that it was saved as was parsed to, whose
    /// spans may be packed, or from the error that parsing ended with.
    ///
    /// # Errors
    /// A `PlaygroundError`, `unreadable-report`.
    #[wasm_bindgen(js_name = readReport)]
    pub fn read_report(&self, saved: &JsValue) -> Result<JsValue, JsValue> {
        match saved.dyn_ref::<js_sys::Error>() {
            Some(error) => Err(no_report(error.message()).into()),
            None => report_to_js(saved_report_from_js(saved)?),
        }
    }

    /// The download directory's files: a list of `DirectoryEntry`.
    ///
    /// # Errors
    /// A `PlaygroundError`, `directory-unavailable`.
    #[wasm_bindgen(js_name = listDirectory)]
    pub async fn list_directory(&self) -> Result<JsValue, JsValue> {
        to_js(&Directory::set_up().await?.list().await?)
    }

    /// One file of the download directory.
    ///
    /// # Errors
    /// A `PlaygroundError`, `directory-unavailable`.
    #[wasm_bindgen(js_name = readFile)]
    pub async fn read_file(&self, name: String) -> Result<Uint8Array, JsValue> {
        Ok(Directory::set_up().await?.read(&name).await?)
    }

    /// Removes all files from the download directory.
    ///
    /// # Errors
    /// A `PlaygroundError`, `directory-unavailable`.
    #[wasm_bindgen(js_name = clearDirectory)]
    pub async fn clear_directory(&self) -> Result<(), JsValue> {
        Ok(Directory::clear().await?)
    }

    /// The workers, for one run; they must be put back.
    fn borrow_crew(&self) -> Result<Crew, PlaygroundError> {
        self.crew.take().ok_or_else(|| {
            PlaygroundError::new(
                ErrorCode::StartFailed,
                Text::new(
                    "This coordinator is in the middle of a run: wait until it is over.",
                    "Dieser Koordinator ist mitten in einem Lauf: warten, bis er vorbei ist.",
                ),
            )
        })
    }

    /// The request that `fields` ask for. Where no network can be simulated it goes through the
    /// real one, and says so.
    fn checked(&self, fields: JsValue) -> Result<RunRequest, JsValue> {
        let fields: Fields = from_js(fields)?;
        let mut request = RunRequest::check(&fields, self.environment.logical_cores)?;
        if !self.environment.simulated_network {
            request.network = NetworkMode::Real;
        }
        Ok(request)
    }
}

/// What it takes to record a span here, in nanoseconds, for the benchmark: the mean of `spans`, the
/// readings of the clock left out.
#[wasm_bindgen(js_name = recordingNs)]
pub fn recording_ns(spans: u32) -> f64 {
    timeline::recording_ns(spans)
}

/// In a coordinator: tells that a worker threw what nobody caught; whether that is seen to, and no
/// crash.
#[wasm_bindgen(js_name = workerThrew)]
pub fn worker_threw(message: JsString) -> bool {
    workers::worker_threw(message)
}

/// In a process: answers the coordinator from now on, in the page's language, a [`Locale`]; by
/// `mailbox`, if it was given one. The module that reads pictures is at `pictures_url`.
///
/// # Errors
/// If `locale` is none.
#[wasm_bindgen(js_name = serveProcess)]
pub fn serve_process(
    pictures_url: String,
    locale: JsValue,
    mailbox: Option<Mailbox>,
) -> Result<(), JsValue> {
    from_js::<Locale>(locale)?.set();
    sandbox::found_at(pictures_url);
    workers::serve(strategies::answer, mailbox);
    Ok(())
}

/// A report of a run that has just ended. Its lanes are empty: the page has their spans from the
/// trials' own events.
fn fresh(mut report: RunReport) -> RunReport {
    report.ended_at = Some(Date::now());
    for lane in report.trials_mut().flat_map(|trial| &mut trial.lanes) {
        lane.spans.clear();
    }
    report
}
