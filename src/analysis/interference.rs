//! How much of the cores other programs have while a run takes place.

use std::hint::black_box;

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use crate::timeline::now_ms;

/// How long a worker looks.
const LOOK_MS: f64 = 25.0;
/// Steps of a piece of computing: about a twentieth of a millisecond, and no more than three where
/// the piece is not compiled well yet.
const STEPS: u64 = 50_000;
/// A piece that takes so much longer than the shortest was interrupted: schedulers leave a core to
/// another program for at least as long.
const INTERRUPTION_MS: f64 = 1.0;
/// A clock of larger steps does not show interruptions.
const COARSEST_CLOCK_MS: f64 = 1.0;
/// Other programs that have so much of the cores are felt.
const BUSY: f64 = 0.15;
/// Other programs that have no more than this are not.
const CALM: f64 = 0.05;

/// How much of the cores other programs had, looked at for 25 ms before the first timed trial and
/// after the last, by several workers at once.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interference {
    /// How many looked: each saw what it was kept from on a core of its own.
    pub workers: u32,
    /// Before the first timed trial: 0 to 1.
    pub before: f64,
    /// After the last.
    pub after: f64,
}

impl Interference {
    /// Whether other programs were felt.
    pub fn is_busy(&self) -> bool {
        self.before.max(self.after) > BUSY
    }

    /// Whether so many cores were left to the run.
    pub fn is_calm(&self, cores: u32) -> bool {
        self.workers >= cores && self.before.max(self.after) < CALM
    }
}

/// Computes for a while, and tells for how much of it this worker was kept from that: 0 to 1. None
/// by a clock of too large steps.
///
/// A computation that needs no memory is done again and again. What a shared memory or a shared
/// core slows down, it slows down each time; another program takes the core for a while and leaves
/// it again.
pub fn interrupted_share(timer_resolution_ms: f64) -> Option<f64> {
    if timer_resolution_ms > COARSEST_CLOCK_MS {
        return None;
    }
    let mut pieces = Vec::new();
    let begin_ms = now_ms();
    let mut now = begin_ms;
    while now - begin_ms < LOOK_MS {
        black_box((0..black_box(STEPS)).fold(1, |state: u64, step| {
            (state ^ step).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        }));
        let last = std::mem::replace(&mut now, now_ms());
        pieces.push(now - last);
    }
    Some(share_beyond(&pieces, INTERRUPTION_MS + timer_resolution_ms))
}

/// How much of the time lies in what pieces took beyond the shortest, where that is notable.
fn share_beyond(pieces: &[f64], notable_ms: f64) -> f64 {
    let least = pieces.iter().copied().fold(f64::INFINITY, f64::min);
    let (all, beyond) = pieces.iter().fold((0.0, 0.0), |(all, beyond), took| {
        let more = took - least;
        let counted = if more > notable_ms { more } else { 0.0 };
        (all + took, beyond + counted)
    });
    if all > 0.0 { beyond / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_interruptions_count() {
        assert_eq!(share_beyond(&[0.5; 40], 1.0), 0.0);
        assert_eq!(share_beyond(&[], 1.0), 0.0);
        let compiled_late = [&[0.5; 10][..], &[0.125; 40]].concat();
        assert_eq!(share_beyond(&compiled_late, 1.0), 0.0);
        let interrupted = [&[0.5; 8][..], &[4.5, 4.5]].concat();
        assert_eq!(share_beyond(&interrupted, 1.0), 8.0 / 13.0);
    }

    #[test]
    fn a_share_is_a_share_and_a_coarse_clock_has_none() {
        let share = interrupted_share(0.005).expect("this clock is fine");
        assert!((0.0..1.0).contains(&share), "{share}");
        assert_eq!(interrupted_share(16.0), None);
    }

    #[test]
    fn either_look_may_find_others_and_both_must_not() {
        let of = |before, after| Interference {
            workers: 2,
            before,
            after,
        };
        assert!(of(0.4, 0.0).is_busy() && of(0.0, 0.4).is_busy());
        assert!(!of(0.1, 0.1).is_busy() && !of(0.1, 0.0).is_calm(2));
        assert!(of(0.0, 0.04).is_calm(2));
        assert!(
            !of(0.0, 0.0).is_calm(4),
            "two see nothing of the other cores"
        );
    }
}
