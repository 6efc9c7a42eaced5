//! How the lanes of a trial in progress are seen by whoever shares this memory.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::{LaneRecorder, Timeline};

/// How many windows have been opened and closed. It stays where it is, so that a reader can always
/// ask whether what it is about to read, or has just read, was a window's.
static EPOCH: AtomicU32 = AtomicU32::new(0);

/// Where a trial's spans are in the coordinator's memory while it goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Window {
    /// The address of a number that is `epoch` while the window is open, and never again.
    pub epoch_address: u32,
    /// The number.
    pub epoch: u32,
    /// The trial's beginning, on the clock of its spans.
    pub begin_ms: f64,
    /// For each lane the address of its spans' contents: their number, then where each block of
    /// them is; a block has room for twice as many as the one before.
    pub lanes: Vec<u32>,
    /// Spans that a lane's first block has room for.
    pub first_block: u32,
}

/// A window while it is open. What can be seen through it outlives it.
#[derive(Debug)]
pub struct OpenWindow<'timeline>(PhantomData<&'timeline Timeline>);

impl OpenWindow<'_> {
    /// Opens a window on a timeline whose trial began at `begin_ms`, and says where it is.
    pub fn on(timeline: &Timeline, begin_ms: f64) -> (OpenWindow<'_>, Window) {
        let window = Window {
            epoch_address: EPOCH.as_ptr().addr() as u32,
            epoch: EPOCH.fetch_add(1, Ordering::SeqCst) + 1,
            begin_ms,
            lanes: timeline.lanes().iter().map(LaneRecorder::address).collect(),
            first_block: LaneRecorder::FIRST_BLOCK,
        };
        (OpenWindow(PhantomData), window)
    }
}

impl Drop for OpenWindow<'_> {
    fn drop(&mut self) {
        EPOCH.fetch_add(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::LaneKind;

    #[test]
    fn no_two_windows_have_the_same_epoch() {
        let lanes = ["a", "b"].map(|name| (name.to_owned(), LaneKind::Thread));
        let timeline = Timeline::new(lanes);
        let (open, first) = OpenWindow::on(&timeline, 1.0);
        assert_eq!(first.lanes.len(), 2);
        assert_ne!(first.lanes[0], first.lanes[1]);
        drop(open);
        assert!(EPOCH.load(Ordering::SeqCst) > first.epoch, "it is closed");
        let (_open, second) = OpenWindow::on(&timeline, 2.0);
        assert!(second.epoch > first.epoch + 1);
    }
}
