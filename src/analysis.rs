//! What the timings of trials say.

mod breakdown;
mod diagnosis;
mod inflation;
mod interference;
mod laws;
mod pace;
mod prediction;
mod progress_log;
mod scaling;
mod speedup_stack;
mod statistics;

pub use breakdown::{Breakdown, KindTime, is_of_gpu};
pub use diagnosis::{Adapter, Case, Circumstances, Evidence, Finding, Remedy};
pub use inflation::{Inflation, InflationCause, Machine, computing_ms};
pub use interference::{Interference, interrupted_share};
pub use laws::Usl;
pub use pace::{Estimate, Pace};
pub use prediction::{Measured, Model, Sounding, WhatIf, combining_ms};
pub use progress_log::ProgressLog;
pub use scaling::{FittedSpeedup, MeasuredSpeedup, Scaling, ScalingPoint, Standing};
pub use speedup_stack::{SpeedupStack, Timed};
pub use statistics::{Statistics, times_as_fast};
