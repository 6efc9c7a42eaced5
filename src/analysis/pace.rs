//! How fast a strategy's trials go, and how long the rest of them will take.

use super::Statistics;

/// How much of what is newly seen goes into an estimate, each time it is asked for.
const NEW: f64 = 0.1;

/// The pace of one strategy, from its warm-up to its last trial.
///
/// A trial's own pace misleads early on: the first items may cost less than the others. So it is
/// taken to last as long as those before it, and its own pace counts only where there are none.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Trials that count, besides the warm-up.
    trials: u32,
    /// Items of such a trial; a warm-up may have fewer.
    items: usize,
    /// What the warm-up took, if it did the whole work.
    warm_up_ms: Option<f64>,
    /// What each finished trial took.
    finished_ms: Vec<f64>,
    /// What an item of the present trial takes, smoothed.
    per_item_ms: Option<f64>,
}

/// How fast it goes now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Items a second in the present trial.
    pub rate: f64,
    /// How long this strategy's trials will still take, other strategies' left out.
    pub remaining_ms: f64,
}

impl Pace {
    /// Of so many trials of so many items each.
    pub fn new(trials: u32, items: usize) -> Self {
        Self {
            trials,
            items,
            warm_up_ms: None,
            finished_ms: Vec::new(),
            per_item_ms: None,
        }
    }

    /// What the warm-up took, if it did the whole work.
    pub fn warm_up_ms(&self) -> Option<f64> {
        self.warm_up_ms
    }

    /// The estimate in trial number `trial`, of `items` items, when `completed` of them took
    /// `elapsed_ms`; none before anything is completed. Trial 0 is the warm-up.
    pub fn estimate(
        &mut self,
        trial: u32,
        items: usize,
        completed: usize,
        elapsed_ms: f64,
    ) -> Option<Estimate> {
        if completed == 0 || elapsed_ms <= 0.0 {
            return None;
        }
        let seen = elapsed_ms / completed as f64;
        let per_item = self
            .per_item_ms
            .map_or(seen, |last| last + NEW * (seen - last));
        self.per_item_ms = Some(per_item);
        let before = self.before_ms();
        let present_ms = before.unwrap_or(per_item * items as f64);
        let rest_ms = if completed < items {
            (present_ms - elapsed_ms).max(0.0)
        } else {
            0.0
        };
        let later = f64::from(self.trials.saturating_sub(trial));
        let later_ms = later * before.unwrap_or(per_item * self.items as f64);
        Some(Estimate {
            rate: 1e3 / seen,
            remaining_ms: rest_ms + later_ms,
        })
    }

    /// Trial number `trial`, of `items` items, is over.
    pub fn finish(&mut self, trial: u32, items: usize, elapsed_ms: f64) {
        if trial > 0 {
            self.finished_ms.push(elapsed_ms);
        } else if items == self.items {
            self.warm_up_ms = Some(elapsed_ms);
        }
        self.per_item_ms = None;
    }

    /// What a trial took before the present one.
    pub fn before_ms(&self) -> Option<f64> {
        Statistics::of(self.finished_ms.iter().copied())
            .map(|of| of.median)
            .or(self.warm_up_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The remaining time told at each tenth of a trial whose items take ever longer: after a
    /// quarter of the time, half of them are done.
    fn told(pace: &mut Pace, trial: u32) -> Vec<f64> {
        let at = |tenth: i32| f64::from(tenth) / 10.0;
        (1..=10)
            .map(|tenth| {
                let completed = (100.0 * at(tenth).sqrt()).round() as usize;
                let estimate = pace.estimate(trial, 100, completed, 1_000.0 * at(tenth));
                estimate.expect("something is completed").remaining_ms
            })
            .collect()
    }

    #[test]
    fn counts_down_steadily_once_a_trial_is_known() {
        let mut pace = Pace::new(2, 100);
        told(&mut pace, 0);
        pace.finish(0, 100, 1_000.0);
        let first: Vec<_> = (1..=10)
            .map(|tenth| 2_000.0 - 100.0 * f64::from(tenth))
            .collect();
        assert_eq!(told(&mut pace, 1), first);
        pace.finish(1, 100, 1_000.0);
        assert_eq!(told(&mut pace, 2).last(), Some(&0.0));
    }

    #[test]
    fn a_small_warm_up_is_scaled_to_a_trial_and_then_forgotten() {
        let mut pace = Pace::new(1, 100);
        let estimate = pace.estimate(0, 2, 2, 20.0).expect("two are done");
        assert_eq!((estimate.rate, estimate.remaining_ms), (100.0, 1_000.0));
        pace.finish(0, 2, 20.0);
        let estimate = pace.estimate(1, 100, 50, 100.0).expect("fifty are done");
        assert_eq!((estimate.rate, estimate.remaining_ms), (500.0, 100.0));
    }

    #[test]
    fn nothing_is_told_before_anything_is_completed() {
        assert_eq!(Pace::new(1, 100).estimate(0, 100, 0, 5.0), None);
    }

    #[test]
    fn a_single_slow_moment_moves_it_little() {
        let mut pace = Pace::new(0, 1_000);
        let before = pace
            .estimate(0, 1_000, 100, 100.0)
            .map(|of| of.remaining_ms);
        let after = pace
            .estimate(0, 1_000, 101, 150.0)
            .map(|of| of.remaining_ms);
        let (Some(before), Some(after)) = (before, after) else {
            panic!("something is completed");
        };
        assert!((after - before).abs() < 0.05 * before, "{before}, {after}");
    }
}
