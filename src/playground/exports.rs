//! What JavaScript sees: a coordinator, and what a process does.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, Once};

use js_sys::{Array, Function, JSON, Reflect, Uint8Array};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::prelude::*;

use super::packing::{put_spans, restore, take_spans, trials, unpack_spans};
use super::request::unknown;
use super::saved::no_report;
use super::{
    Accuracy, Date, Environment, Fields, Host, RunEvent, RunReport, RunRequest, Skipped,
    TrialRecord, assemble, predict, run,
};
use crate::analysis::{MeasuredSpeedup, Scaling, ScalingPoint, WhatIf};
use crate::error::{ErrorCode, PlaygroundError};
use crate::hazards;
use crate::network::{self, Conditions, Directory};
use crate::strategies::{self, Cancellation};
use crate::tasks::{Fetched, File, Source};
use crate::timeline::{self, resolution_ms};
use crate::workers::{self, Crew, Process, Rung, StartProcess};

/// What a coordinator must be told of the place it is in.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CoordinatorSettings {
    /// The build of the page that started it.
    pub build_id: String,
    /// The playground's own root: an absolute address that ends in a slash.
    pub base_url: String,
    /// The script of a process.
    pub process_worker_url: String,
    /// The rung that this place was found to allow.
    pub rung: Rung,
    /// Whether the service worker is there to simulate a network.
    pub simulated_network: bool,
    /// The user-agent string.
    pub browser: String,
    /// Processors the browser admits to.
    pub logical_cores: u32,
    /// Whether the page is cross-origin isolated.
    pub isolated: bool,
}

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
    /// A coordinator without workers yet.
    ///
    /// # Errors
    /// If `settings` is not a `CoordinatorSettings`.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: JsValue) -> Result<Self, JsValue> {
        KEEP_PANICS.call_once(keep_panics);
        let settings: CoordinatorSettings = from_js(settings)?;
        Ok(Self {
            environment: Environment {
                browser: settings.browser.clone(),
                logical_cores: settings.logical_cores,
                isolated: settings.isolated,
                rung: settings.rung,
                timer_resolution_ms: resolution_ms(),
                build_id: settings.build_id.clone(),
                simulated_network: settings.simulated_network,
            },
            crew: RefCell::new(Some(Crew::new(settings.rung, process_starter(&settings)))),
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

    /// Whether this coordinator's threads, if it has any, are as many as a `RunRequest` wants.
    /// Where not, another coordinator has to be started.
    ///
    /// # Errors
    /// If `request` is not a `RunRequest`.
    pub fn fits(&self, request: JsValue) -> Result<bool, JsValue> {
        let request: RunRequest = from_js(request)?;
        let count = self.crew.borrow().as_ref().and_then(Crew::thread_count);
        Ok(count.is_none_or(|count| count == request.workers as usize))
    }

    /// Runs the request that `fields` ask for, calls `on_event` with every `RunEvent`, and yields
    /// a `RunReport`. Spans come packed, with the events of their trials; the report has none.
    ///
    /// # Errors
    /// A `PlaygroundError`.
    pub async fn run(&self, fields: JsValue, on_event: Function) -> Result<JsValue, JsValue> {
        let request = self.checked(fields)?;
        let mut crew = self.borrow_crew()?;
        let cancellation = Arc::new(Cancellation::default());
        self.cancellation.replace(cancellation.clone());
        let environment = self.environment.clone();
        let host = WorkerHost {
            base_url: self.settings.base_url.clone(),
            on_event,
        };
        let (report, crew) = workers::run_here(async move {
            let base_url = &host.base_url;
            let report = run(
                request,
                environment,
                base_url,
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

    /// What timings at several worker counts say: a `Scaling` from a list of `ScalingPoint`, or
    /// null where they are too few.
    ///
    /// # Errors
    /// If `points` are not of that type.
    pub fn scaling(&self, points: JsValue) -> Result<JsValue, JsValue> {
        let points: Vec<ScalingPoint> = from_js(points)?;
        to_js(&Scaling::of(&points))
    }

    /// What a strategy of a `RunReport`, its spans packed, would take under each `WhatIf`: a list
    /// of `Prediction`.
    ///
    /// # Errors
    /// If they are not of those types.
    pub fn predict(
        &self,
        report: JsValue,
        strategy: String,
        what_ifs: JsValue,
    ) -> Result<JsValue, JsValue> {
        let what_ifs: Vec<WhatIf> = from_js(what_ifs)?;
        to_js(&predict(&report_from_js(report)?, &strategy, &what_ifs))
    }

    /// How near what is predicted from a `RunReport`, its spans packed, comes to a list of
    /// `MeasuredSpeedup`: an `Accuracy`, or null where nothing can be predicted.
    ///
    /// # Errors
    /// If they are not of those types.
    pub fn accuracy(
        &self,
        report: JsValue,
        strategy: String,
        measured: JsValue,
    ) -> Result<JsValue, JsValue> {
        let measured: Vec<MeasuredSpeedup> = from_js(measured)?;
        to_js(&Accuracy::of(
            &report_from_js(report)?,
            &strategy,
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
        )))
    }

    /// A `RunReport`, its spans packed, from the JSON that it was saved as.
    ///
    /// # Errors
    /// A `PlaygroundError`, `unreadable-report`.
    #[wasm_bindgen(js_name = readReport)]
    pub fn read_report(&self, text: &str) -> Result<JsValue, JsValue> {
        let saved = JSON::parse(text)
            .map_err(|cause| no_report(cause.unchecked_into::<js_sys::Error>().message()))?;
        report_to_js(RunReport::read(|| Deserializer::from(saved.clone()))?)
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
            let busy = "This coordinator is in the middle of a run: wait until it is over.";
            PlaygroundError::new(ErrorCode::StartFailed, busy)
        })
    }

    /// The request that `fields` ask for. Where no network can be simulated it goes through the
    /// real one, and says so.
    fn checked(&self, fields: JsValue) -> Result<RunRequest, JsValue> {
        let fields: Fields = from_js(fields)?;
        let mut request = RunRequest::check(&fields, self.environment.logical_cores)?;
        if !self.environment.simulated_network {
            request.network = super::NetworkMode::Real;
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

/// In a process: answers the coordinator from now on.
#[wasm_bindgen(js_name = serveProcess)]
pub fn serve_process() {
    workers::serve(strategies::answer);
}

static KEEP_PANICS: Once = Once::new();
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// From now on, what a panic says is kept before the trap that follows.
fn keep_panics() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if let Ok(mut last) = LAST_PANIC.lock() {
            *last = Some(panic.to_string());
        }
        report(panic);
    }));
}

/// What the last panic in this memory said, if there was one: it explains a trap.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> Option<String> {
    LAST_PANIC.try_lock().ok()?.clone()
}

/// How this worker's crew starts a process.
fn process_starter(settings: &CoordinatorSettings) -> StartProcess {
    let CoordinatorSettings {
        process_worker_url,
        build_id,
        ..
    } = settings.clone();
    Box::new(move |number, from_nothing| {
        let (url, build_id) = (process_worker_url.clone(), build_id.clone());
        let name = format!("process {}", number + 1);
        Box::pin(async move { Process::start(&url, &build_id, &name, from_nothing).await })
    })
}

/// A run's place is this worker.
struct WorkerHost {
    base_url: String,
    on_event: Function,
}

impl Host for WorkerHost {
    fn emit(&self, mut event: RunEvent, picture: Option<Vec<u8>>) {
        let spans = match &mut event {
            RunEvent::TrialEnd(record) => take_spans(&mut record.trial),
            _ => Vec::new(),
        };
        let event = to_js(&event).and_then(|event| {
            if !spans.is_empty() {
                put_spans(&trial_of(&event)?, spans)?;
            }
            if let Some(bytes) = picture {
                Reflect::set(&event, &"bytes".into(), &Uint8Array::from(bytes.as_slice()))?;
            }
            self.on_event.call1(&JsValue::NULL, &event)
        });
        // An event that cannot be delivered is the page's loss, not the run's.
        drop(event);
    }

    async fn picture(&self, number: u32) -> Fetched {
        let conditions = Conditions::real(&self.base_url);
        let tried = network::get(&conditions, &Source::Picture(number), 0, |_| ()).await;
        tried.map_err(|failed| failed.failure)
    }

    async fn set_up_directory(&self) -> Result<(), PlaygroundError> {
        Directory::set_up().await.map(drop)
    }

    async fn save(&self, files: &[File]) -> Result<(), PlaygroundError> {
        Directory::set_up().await?.save(files).await
    }
}

impl From<PlaygroundError> for JsValue {
    fn from(error: PlaygroundError) -> Self {
        to_js(&error).unwrap_or_else(|_| Self::from(error.message))
    }
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

/// A report with its spans packed.
fn report_to_js(mut report: RunReport) -> Result<JsValue, JsValue> {
    let spans: Vec<_> = report.trials_mut().map(take_spans).collect();
    let report = to_js(&report)?;
    for (trial, spans) in trials(&report)?.iter().zip(spans) {
        put_spans(trial, spans)?;
    }
    Ok(report)
}

/// [`report_to_js`], undone.
fn report_from_js(report: JsValue) -> Result<RunReport, JsValue> {
    let spans: Result<Vec<_>, _> = trials(&report)?.iter().map(unpack_spans).collect();
    let spans = spans?;
    let mut report: RunReport = from_js(report)?;
    for (trial, spans) in report.trials_mut().zip(spans) {
        restore(trial, spans);
    }
    Ok(report)
}

/// Records as the page was sent them.
fn records_from_js(records: JsValue) -> Result<Vec<TrialRecord>, JsValue> {
    let spans: Result<Vec<_>, _> = Array::from(&records)
        .iter()
        .map(|record| unpack_spans(&trial_of(&record)?))
        .collect();
    let spans = spans?;
    let mut records: Vec<TrialRecord> = from_js(records)?;
    for (record, spans) in records.iter_mut().zip(spans) {
        restore(&mut record.trial, spans);
    }
    Ok(records)
}

/// The trial of a `TrialRecord` as JavaScript has it.
fn trial_of(record: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(record, &"trial".into())
}

/// Plain objects, arrays, numbers and texts, as JSON would have them.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// Only the engine calls: a value of another type comes from another build.
fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|cause| {
        PlaygroundError::new(
            ErrorCode::BuildMismatch,
            format!("The page asked in words of another build ({cause}): reload it."),
        )
        .into()
    })
}
