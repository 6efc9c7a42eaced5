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
#[cfg(any(feature = "schema", feature = "typescript"))]
mod native;
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
#[cfg(feature = "schema")]
mod schema;
#[cfg(target_arch = "wasm32")]
mod settings;
mod soundings;
mod timings;
mod version;
mod watch;
#[cfg(target_arch = "wasm32")]
mod worker_gpu;
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
#[cfg(any(feature = "schema", feature = "typescript"))]
pub use native::{Machine, Native};
pub use outlook::{Accuracy, CheckedPrediction, MeasuredTime, Outlook, Prediction};
#[cfg(target_arch = "wasm32")]
pub use panics::last_panic;
pub use python::{PythonAbilities, PythonLane, PythonTraffic, PythonTrial, PythonTrialRequest};
pub use report::{
    Environment, Printed, REPORT_VERSION, RunReport, Skipped, StrategyResult, Stream, Traffic,
    Trial, TrialRecord,
};
pub use request::{FieldValue, Fields, NetworkMode, REQUEST_VERSION, RunRequest};
pub use run::run;
#[cfg(feature = "schema")]
pub use schema::report_schema;
#[cfg(target_arch = "wasm32")]
pub use settings::CoordinatorSettings;
pub use soundings::Soundings;
pub use version::{PROGRAM, Version};
