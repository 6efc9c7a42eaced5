//! What the timings of trials say.

mod breakdown;
mod diagnosis;
mod pace;
mod prediction;
mod progress_log;
mod scaling;
mod statistics;

pub use breakdown::{Breakdown, KindTime};
pub use diagnosis::{Case, Circumstances, Evidence, Finding, Remedy};
pub use pace::{Estimate, Pace};
pub use prediction::{Measured, Model, WhatIf};
pub use progress_log::ProgressLog;
pub use scaling::{FittedSpeedup, MeasuredSpeedup, Scaling, ScalingPoint, Usl};
pub use statistics::Statistics;
