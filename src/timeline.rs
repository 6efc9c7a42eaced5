//! Spans on lanes, recorded while a run goes on.

mod clock;
mod lane;
mod recorder;
mod span;
mod store;
mod track;
mod window;

#[cfg(target_arch = "wasm32")]
pub use clock::shift_clock;
pub use clock::{now_ms, resolution_ms, shift_between};
pub use lane::Lane;
pub use recorder::{InARow, LaneRecorder, Timeline, recording_ns};
pub use span::{ItemRange, LaneKind, Span, SpanKind};
pub use track::{Sample, Track};
pub use window::{OpenWindow, Window};
