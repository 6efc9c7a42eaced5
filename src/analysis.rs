//! What the timings of trials say.

mod progress_log;
mod statistics;

pub use progress_log::ProgressLog;
pub use statistics::Statistics;
