//! A log of completions in the words of joblib's `Parallel(verbose=…)` (`joblib/parallel.py`,
//! `print_progress` and `_verbosity_filter`).
//!
//! joblib learns how many tasks there are only while it hands them out; here that is known from
//! the beginning, so that every line says what remains.

/// At this `verbose` and above every completion is reported.
const EVERY: u32 = 11;

/// Writes the lines of one trial's log.
#[derive(Debug, Clone)]
pub struct ProgressLog {
    verbose: u32,
    workers: usize,
    items: usize,
    /// Completions so far: joblib's batches.
    batches: usize,
    completed: usize,
}

impl ProgressLog {
    /// The log of `items` items on so many workers; at `verbose` 0 it says nothing.
    pub fn new(verbose: u32, workers: usize, items: usize) -> Self {
        Self {
            verbose,
            workers,
            items,
            batches: 0,
            completed: 0,
        }
    }

    /// The first line: who will do the work.
    pub fn opening(&self, backend: &str) -> Option<String> {
        let workers = self.workers;
        (self.verbose > 0).then(|| {
            self.line(&format!(
                "Using backend {backend} with {workers} concurrent workers."
            ))
        })
    }

    /// The line, if one is due, after another `items` were completed, `elapsed_ms` after the
    /// beginning.
    pub fn completed(&mut self, items: usize, elapsed_ms: f64) -> Option<String> {
        self.completed += items;
        let is_due = self.is_due();
        self.batches += 1;
        let is_last = self.completed >= self.items;
        (self.verbose > 0 && (is_due || is_last)).then(|| self.progress(elapsed_ms, is_last))
    }

    /// More and more seldom, the lower `verbose` is.
    fn is_due(&self) -> bool {
        if self.verbose >= EVERY {
            return true;
        }
        let scale = 0.5 * f64::from(EVERY - self.verbose).powi(2);
        let step = |batches: usize| (batches as f64 / scale).sqrt() as u64;
        self.batches == 0 || step(self.batches + 1) != step(self.batches)
    }

    fn progress(&self, elapsed_ms: f64, is_last: bool) -> String {
        let (completed, items) = (self.completed, self.items);
        let width = items.to_string().len();
        let rest = if is_last {
            "finished".to_owned()
        } else {
            let per_item = elapsed_ms / completed as f64;
            format!("remaining: {}", time(per_item * (items - completed) as f64))
        };
        self.line(&format!(
            "Done {completed:width$} out of {items:width$} | elapsed: {} {rest}",
            time(elapsed_ms)
        ))
    }

    fn line(&self, text: &str) -> String {
        format!("[Parallel(n_jobs={})]: {text}", self.workers)
    }
}

/// joblib's `short_format_time`, which begins with minutes after the first.
fn time(milliseconds: f64) -> String {
    let seconds = milliseconds / 1e3;
    if seconds > 60.0 {
        format!("{:5.1}min", seconds / 60.0)
    } else {
        format!("{seconds:5.1}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a log of `items` single completions, 100 ms apart, says.
    fn lines(verbose: u32, items: usize) -> Vec<String> {
        let mut log = ProgressLog::new(verbose, 2, items);
        (1..=items)
            .filter_map(|item| log.completed(1, item as f64 * 100.0))
            .collect()
    }

    /// The completions, from 1, that joblib's `_verbosity_filter(index, verbose)` lets through.
    #[test]
    fn reports_as_often_as_joblib_does() {
        let reported = |verbose| -> Vec<usize> {
            let number = |line: &String| {
                let words: Vec<&str> = line.split_whitespace().collect();
                words[2].parse().expect("a count after “Done”")
            };
            lines(verbose, 60).iter().map(number).collect()
        };
        assert_eq!(reported(0), Vec::<usize>::new());
        assert_eq!(reported(1), [1, 50, 60]);
        assert_eq!(reported(5), [1, 18, 60]);
        assert_eq!(reported(10).len(), 11);
        assert_eq!(reported(11).len(), 60);
    }

    #[test]
    fn says_what_is_done_and_what_remains() {
        let log = lines(11, 10);
        assert_eq!(
            log[3],
            "[Parallel(n_jobs=2)]: Done  4 out of 10 | elapsed:   0.4s remaining:   0.6s"
        );
        assert_eq!(
            log[9],
            "[Parallel(n_jobs=2)]: Done 10 out of 10 | elapsed:   1.0s finished"
        );
        assert_eq!(time(90_000.0), "  1.5min");
    }

    #[test]
    fn begins_with_who_works() {
        assert_eq!(ProgressLog::new(0, 2, 5).opening("threads"), None);
        assert_eq!(
            ProgressLog::new(1, 2, 5).opening("threads").as_deref(),
            Some("[Parallel(n_jobs=2)]: Using backend threads with 2 concurrent workers.")
        );
    }
}
