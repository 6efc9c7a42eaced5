//! joblib's `batch_size="auto"` (`joblib/_parallel_backends.py`, `AutoBatchingMixin`): batches are
//! made larger or smaller until one takes between 0.2 and 2 seconds.

/// Seconds below which a batch is too small.
const MIN_IDEAL_DURATION: f64 = 0.2;
/// Seconds above which a batch is too large.
const MAX_IDEAL_DURATION: f64 = 2.0;

/// The present size of a batch, and how long batches of this size took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AutoBatch {
    size: usize,
    /// A running average in seconds; nothing before the first batch of this size is done.
    smoothed_duration: Option<f64>,
}

impl Default for AutoBatch {
    fn default() -> Self {
        Self {
            size: 1,
            smoothed_duration: None,
        }
    }
}

impl AutoBatch {
    /// The size of the next batch (`compute_batch_size`).
    pub(super) fn size(&mut self) -> usize {
        let old = self.size;
        let Some(duration) = self.smoothed_duration.filter(|duration| *duration > 0.0) else {
            return old;
        };
        let ideal = (old as f64 * MIN_IDEAL_DURATION / duration) as usize;
        if duration < MIN_IDEAL_DURATION {
            self.size = (2 * old).min(2 * ideal).max(1);
        } else if duration > MAX_IDEAL_DURATION && old >= 2 {
            self.size = (2 * ideal).max(1);
        }
        if self.size != old {
            self.smoothed_duration = None;
        }
        self.size
    }

    /// Notes a batch (`batch_completed`); one of another size than the present says nothing.
    pub(super) fn completed(&mut self, size: usize, duration: f64) {
        if size == self.size {
            let smoothed = self
                .smoothed_duration
                .map_or(duration, |old| 0.8 * old + 0.2 * duration);
            self.smoothed_duration = Some(smoothed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_while_batches_are_too_short() {
        let mut batch = AutoBatch::default();
        let sizes: Vec<_> = (0..5)
            .map(|_| {
                let size = batch.size();
                batch.completed(size, 0.001 * size as f64);
                size
            })
            .collect();
        assert_eq!(sizes, [1, 2, 4, 8, 16]);
    }

    #[test]
    fn approaches_the_ideal_from_below_and_from_above() {
        let mut batch = AutoBatch {
            size: 16,
            smoothed_duration: Some(0.18),
        };
        // 2 x floor(16 x 0.2 / 0.18) = 34, but never more than twice the size.
        assert_eq!(batch.size(), 32);
        let mut batch = AutoBatch {
            size: 100,
            smoothed_duration: Some(4.0),
        };
        assert_eq!(batch.size(), 10);
        let mut batch = AutoBatch {
            size: 100,
            smoothed_duration: Some(1.0),
        };
        assert_eq!(batch.size(), 100);
    }

    #[test]
    fn averages_and_passes_over_other_sizes() {
        let mut batch = AutoBatch {
            size: 4,
            smoothed_duration: Some(5.0),
        };
        batch.completed(4, 10.0);
        assert_eq!(batch.smoothed_duration, Some(6.0));
        batch.completed(2, 100.0);
        assert_eq!(batch.smoothed_duration, Some(6.0));
    }
}
