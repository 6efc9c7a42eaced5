//! The face: a request in, events while running, a report out.
//!
//! `request` checks what is asked for, `run` executes it, `watch` tells those who watch, `timings`
//! reads off what it took, and `assemble` makes the report. What JavaScript calls is in `exports`.

mod assemble;
mod catalogue;
mod contender;
mod date;
mod event;
mod explain;
#[cfg(target_arch = "wasm32")]
mod exports;
mod fields;
mod forecast;
mod host;
mod inspection;
#[cfg(target_arch = "wasm32")]
mod javascript;
mod outlook;
#[cfg(target_arch = "wasm32")]
mod packing;
#[cfg(any(target_arch = "wasm32", test))]
mod panics;
mod plan;
mod python;
mod report;
mod request;
mod run;
mod saved;
#[cfg(target_arch = "wasm32")]
mod settings;
mod soundings;
mod timings;
mod watch;
#[cfg(target_arch = "wasm32")]
mod worker_host;

pub use assemble::assemble;
pub use catalogue::{Catalogue, TaskChoice, Unsuited, catalogue};
pub use date::{Date, NoDate};
pub use event::{
    LogLines, PaintedRows, PictureArrival, Progress, RunEvent, TrialSoFar, TrialWindow,
};
#[cfg(target_arch = "wasm32")]
pub use exports::{Coordinator, serve_process, worker_threw};
pub use fields::{ChoiceField, NumberField};
pub use forecast::Forecast;
pub use host::Host;
pub use outlook::{Accuracy, CheckedPrediction, MeasuredTime, Outlook, Prediction};
#[cfg(target_arch = "wasm32")]
pub use panics::last_panic;
pub use python::{PythonAbilities, PythonLane, PythonTraffic, PythonTrial, PythonTrialRequest};
pub use report::{
    Environment, REPORT_VERSION, RunReport, Skipped, StrategyResult, Traffic, Trial, TrialRecord,
};
pub use request::{FieldValue, Fields, NetworkMode, REQUEST_VERSION, RunRequest};
pub use run::run;
#[cfg(target_arch = "wasm32")]
pub use settings::CoordinatorSettings;
pub use soundings::Soundings;
