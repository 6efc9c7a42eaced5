//! What the timings of trials say.

mod statistics;

pub use statistics::Statistics;
