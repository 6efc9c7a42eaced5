//! About how long a run will take, from what is known before it begins.

use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::contender::Contender;
use super::plan::plan;
use super::request::{NetworkMode, RunRequest};
use crate::strategies::{Entry, Plan, YARDSTICK};
use crate::tasks::{self, AnyTask, Kind, Parameters};
use crate::timeline::LaneKind;
use crate::workers::Rung;

/// About how long a run will take, without starting its workers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// All of it: the warm-up and every trial of every strategy.
    pub total_ms: f64,
    /// The trials of sequential among it.
    pub sequential_ms: f64,
}

impl Forecast {
    /// Of a request, in a place that allows `rung`; `seen_ms` is what a trial of each of its
    /// [contenders](RunRequest::contenders) took when the same was last asked for. None where
    /// nothing is known of one of them.
    pub fn of(request: &RunRequest, rung: Rung, seen_ms: &[Option<f64>]) -> Option<Self> {
        let task = tasks::find(&request.task)?;
        let plan = plan(request, "");
        let simulated = simulated(request, task);
        let trials = f64::from(request.trials);
        let mut seen_ms = seen_ms.iter();
        let (mut total_ms, mut sequential_ms) = (0.0, 0.0);
        for contender in Contender::all(request) {
            let (entry, seen_ms) = (contender.entry, seen_ms.next().copied().flatten());
            if !contender.is_in_reach(rung) || (entry.suits)(task).is_err() {
                continue;
            }
            let simulated_ms = simulated.as_ref().map(|of| of.trial_ms(entry, &plan));
            let trial_ms = seen_ms.or(simulated_ms)?;
            // A warm-up does the whole work, or only opens connections.
            let warm_up = if task.kind == Kind::Compute { 1.0 } else { 0.0 };
            total_ms += trial_ms * (trials + warm_up);
            if entry.id == YARDSTICK {
                sequential_ms += trial_ms * trials;
            }
        }
        Some(Self {
            total_ms,
            sequential_ms,
        })
    }
}

/// Downloads through a simulated network whose every wait is known.
struct Simulated {
    task: Box<dyn AnyTask>,
    /// What a download takes, tries again included.
    download_ms: f64,
}

/// None of a task that computes; nor where a response's size matters, or nothing is waited for.
fn simulated(request: &RunRequest, task: &tasks::Entry) -> Option<Simulated> {
    let is_known = request.network == NetworkMode::Simulated && request.bandwidth_kib == 0;
    if task.kind != Kind::Download || !is_known || request.latency_ms == 0 {
        return None;
    }
    let fails = f64::from(request.failure_percent) / 100.0;
    let tries: f64 = (0..=request.retries)
        .map(|before| fails.powi(before as i32))
        .sum();
    let waits_ms = f64::from(request.latency_ms.min(request.timeout_ms));
    Some(Simulated {
        task: (task.build)(&Parameters {
            size: request.size,
            seed: request.seed,
            make: request.make,
            urls: &request.urls,
            pictures: &[],
        }),
        download_ms: waits_ms * tries,
    })
}

impl Simulated {
    fn trial_ms(&self, entry: &Entry, plan: &Plan) -> f64 {
        let timeline = (entry.lanes)(plan, &*self.task);
        let lanes = timeline.lanes().iter();
        let requests = lanes.filter(|lane| lane.kind == LaneKind::Request).count();
        let at_once = if requests > 0 {
            requests
        } else {
            (entry.workers)(plan)
        };
        self.task.len().div_ceil(at_once) as f64 * self.download_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::{FieldValue, Fields};

    fn request(given: &[(&str, &str)]) -> RunRequest {
        let field = |&(name, value): &(&str, &str)| (name.into(), FieldValue::Text(value.into()));
        let fields: Fields = given.iter().map(field).collect();
        RunRequest::check(&fields, 2).expect("the test's own request is sound")
    }

    fn downloads(further: &[(&str, &str)]) -> RunRequest {
        let given = [
            ("task", "download-images"),
            ("size", "900"),
            ("latencyMs", "200"),
            ("strategies", "sequential"),
        ];
        request(&[&given, further].concat())
    }

    fn total_ms(request: &RunRequest) -> Option<f64> {
        Forecast::of(request, Rung::Threads, &[]).map(|forecast| forecast.total_ms)
    }

    #[test]
    fn a_simulated_network_tells_how_long_downloads_wait() {
        assert_eq!(total_ms(&downloads(&[])), Some(180_000.0));
        let both = downloads(&[("strategies", "event-loop threads"), ("trials", "2")]);
        let forecast = Forecast::of(&both, Rung::Threads, &[]).expect("all of it is simulated");
        assert_eq!(forecast.sequential_ms, 360_000.0);
        let event_loop = f64::from(900_u32.div_ceil(8) * 200);
        assert_eq!(forecast.total_ms, 2.0 * (180_000.0 + event_loop + 90_000.0));
        let without_threads = Forecast::of(&both, Rung::Processes, &[]);
        let skipped = without_threads
            .expect("what cannot run takes no time")
            .total_ms;
        assert_eq!(forecast.total_ms - skipped, 180_000.0);
    }

    #[test]
    fn tries_again_take_their_time_too() {
        let half_fail = downloads(&[("failurePercent", "50"), ("retries", "2")]);
        assert_eq!(total_ms(&half_fail), Some(180_000.0 * 1.75));
        let in_python = [
            ("failurePercent", "50"),
            ("retries", "2"),
            ("language", "python"),
        ];
        assert_eq!(total_ms(&downloads(&in_python)), total_ms(&half_fail));
        let too_slow = downloads(&[("latencyMs", "10000"), ("timeoutMs", "1000")]);
        assert_eq!(total_ms(&too_slow), Some(900_000.0));
    }

    #[test]
    fn nothing_is_said_of_what_is_not_known() {
        assert_eq!(total_ms(&downloads(&[("network", "real")])), None);
        assert_eq!(total_ms(&downloads(&[("bandwidthKib", "64")])), None);
        assert_eq!(total_ms(&downloads(&[("latencyMs", "0")])), None);
        assert_eq!(total_ms(&request(&[])), None);
    }

    #[test]
    fn what_was_seen_tells_of_the_same_again() {
        let asked = request(&[("strategies", "threads"), ("trials", "4")]);
        let of = |seen_ms: &[Option<f64>]| Forecast::of(&asked, Rung::Threads, seen_ms);
        let both = of(&[Some(100.0), Some(50.0)]).expect("both were seen");
        assert_eq!((both.total_ms, both.sequential_ms), (750.0, 400.0));
        assert_eq!(of(&[Some(100.0), None]), None);
        assert_eq!(of(&[Some(100.0)]), None);
    }
}
