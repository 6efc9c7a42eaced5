//! The face: a request in, events while running, a report out.

mod assemble;
mod catalogue;
mod date;
mod event;
#[cfg(target_arch = "wasm32")]
mod exports;
mod fields;
mod host;
mod outlook;
#[cfg(target_arch = "wasm32")]
mod packing;
mod report;
mod request;
mod run;
mod saved;
mod soundings;

pub use assemble::assemble;
pub use catalogue::{Catalogue, TaskChoice, Unsuited, catalogue};
pub use date::{Date, NoDate};
pub use event::{
    LogLines, PaintedRows, PictureArrival, Progress, RunEvent, TrialSoFar, TrialWindow,
};
#[cfg(target_arch = "wasm32")]
pub use exports::{Coordinator, CoordinatorSettings, last_panic, serve_process};
pub use fields::{ChoiceField, NumberField};
pub use host::Host;
pub use outlook::{Accuracy, CheckedPrediction, MeasuredTime, Outlook, Prediction};
pub use report::{
    Environment, REPORT_VERSION, RunReport, Skipped, StrategyResult, Traffic, Trial, TrialRecord,
};
pub use request::{FieldValue, Fields, NetworkMode, REQUEST_VERSION, RunRequest};
pub use run::run;
pub use soundings::Soundings;
