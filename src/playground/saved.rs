//! A report that was saved, read again. It comes from a file, so nothing of it is taken for
//! granted: whoever gets it may draw it without asking further.

use std::fmt::Display;

use serde::{Deserialize, Deserializer};

use super::report::{REPORT_VERSION, RunReport, Trial};
use crate::error::{ErrorCode, PlaygroundError};
use crate::strategies::GraphNode;
use crate::timeline::{Lane, Track};

/// All that every version of a report has.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

impl RunReport {
    /// Reads a report from the plain data that it was saved as, which `saved` yields whenever it
    /// is asked.
    ///
    /// # Errors
    /// `unreadable-report`: the data are no report, one of another version, or one that cannot
    /// have come from a run.
    pub fn read<'de, D: Deserializer<'de>>(saved: impl Fn() -> D) -> Result<Self, PlaygroundError> {
        let Versioned { version } = Versioned::deserialize(saved()).map_err(no_report)?;
        if version != REPORT_VERSION {
            return Err(unreadable(&format!(
                "It is of version {version}, and this playground reads version {REPORT_VERSION}."
            )));
        }
        let mut report = Self::deserialize(saved()).map_err(no_report)?;
        if let Some(flaw) = report.flaw() {
            return Err(unreadable(flaw));
        }
        report.explain();
        Ok(report)
    }

    /// What cannot have come from a run.
    fn flaw(&self) -> Option<&'static str> {
        if self.results.iter().any(|result| result.trials.is_empty()) {
            return Some("One of its strategies has no trial.");
        }
        self.results
            .iter()
            .flat_map(|result| &result.trials)
            .find_map(flaw_of_trial)
    }
}

fn flaw_of_trial(trial: &Trial) -> Option<&'static str> {
    if trial.elapsed_ms < 0.0 || trial.startup_ms < 0.0 {
        return Some("One of its trials took less than no time.");
    }
    if !trial.lanes.iter().all(is_in_order) {
        return Some("The spans of one of its lanes are out of order.");
    }
    let in_order = |track: &Track| {
        track
            .samples
            .is_sorted_by(|one, next| one.at_ms <= next.at_ms)
    };
    if !trial.tracks.iter().all(in_order) {
        return Some("The values of one of its tracks are out of order.");
    }
    if !depends_backwards(&trial.graph) {
        return Some("One of its graphs goes round in a circle.");
    }
    None
}

/// Whether no span ends before it begins, or begins before the one before it.
fn is_in_order(lane: &Lane) -> bool {
    lane.spans.iter().all(|span| span.start_ms <= span.end_ms)
        && lane
            .spans
            .is_sorted_by(|one, next| one.start_ms <= next.start_ms)
}

fn depends_backwards(graph: &[GraphNode]) -> bool {
    graph.iter().enumerate().all(|(number, node)| {
        let earlier = |&dependency: &u32| (dependency as usize) < number;
        node.depends_on.iter().all(earlier)
    })
}

/// A refusal of what is no report at all.
pub(super) fn no_report(cause: impl Display) -> PlaygroundError {
    unreadable(&format!("It says: {cause}."))
}

fn unreadable(why: &str) -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::UnreadableReport,
        format!("This file is not a report that this playground can open. {why}"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::playground::{Fields, RunRequest};

    /// A report of one trial, as it is saved.
    fn saved() -> Value {
        let request = RunRequest::check(&Fields::default(), 2).expect("nothing asked is sound");
        json!({
            "version": REPORT_VERSION,
            "request": request,
            "environment": {
                "browser": "a browser", "logicalCores": 2, "isolated": true, "rung": "threads",
                "timerResolutionMs": 0.005, "buildId": "0", "simulatedNetwork": true,
            },
            "results": [{
                "strategy": "sequential", "workers": 1, "items": 2, "output": 4,
                "matchesSequential": true, "medianMs": 3.0, "minMs": 3.0, "maxMs": 3.0,
                "speedup": 1.0, "efficiency": 1.0,
                "trials": [{
                    "elapsedMs": 3.0, "startupMs": 0.0,
                    "traffic": {
                        "messages": 0, "bytesCopied": 0, "bytesReceived": 0, "retries": 0,
                    },
                    "breakdown": {
                        "utilisation": 1.0, "imbalance": 0.0, "overheadPerItemUs": 0.0,
                        "kinds": [],
                    },
                    "lanes": [{
                        "name": "worker", "kind": "coordinator", "busyMs": 3.0,
                        "spans": [
                            { "kind": "run", "startMs": 0.0, "endMs": 1.0 },
                            { "kind": "run", "startMs": 1.0, "endMs": 3.0 },
                        ],
                    }],
                    "tracks": [{
                        "name": "queue depth", "unit": "ranges",
                        "samples": [{ "atMs": 0.0, "value": 1.0 }, { "atMs": 1.0, "value": 0.0 }],
                    }],
                    "graph": [
                        { "label": "run 0–1", "dependsOn": [] },
                        { "label": "combine", "dependsOn": [0] },
                    ],
                    "incidents": [],
                    "log": [],
                }],
            }],
            "skipped": [],
            "diagnosis": [],
        })
    }

    fn refusal(report: &Value) -> String {
        let error = RunReport::read(|| report).expect_err("it cannot be read");
        assert_eq!(error.code, ErrorCode::UnreadableReport);
        error.message
    }

    #[test]
    fn a_report_comes_back_as_it_was_saved() {
        let data = saved();
        let report = RunReport::read(|| &data).expect("it is sound");
        let again = serde_json::to_value(&report).expect("a report is plain data");
        assert_eq!(RunReport::read(|| &again), Ok(report));
    }

    #[test]
    fn a_report_of_before_a_field_was_added_is_read() {
        let mut old = saved();
        let remove = |from: &mut Value, name: &str| {
            let fields = from.as_object_mut().expect("it has fields");
            assert!(fields.remove(name).is_some(), "{name}");
        };
        remove(&mut old, "diagnosis");
        for name in ["tracks", "graph", "incidents", "log"] {
            remove(&mut old["results"][0]["trials"][0], name);
        }
        let report = RunReport::read(|| &old).expect("it is sound");
        assert_eq!((report.ended_at, report.diagnosis), (None, Vec::new()));
        let result = &report.results[0];
        assert_eq!((result.warm_up_ms, result.in_flight), (None, None));
        assert_eq!((result.stack, result.inflation), (None, None));
        assert_eq!(report.interference, None);
        let mut newer = saved();
        newer["endedAt"] = json!("2026-02-28T09:30:00.000Z");
        newer["notThoughtOfYet"] = json!({ "by": "us" });
        let report = RunReport::read(|| &newer).expect("it is sound");
        assert!(report.ended_at.is_some());
        newer["endedAt"] = json!("some day");
        assert!(refusal(&newer).contains("date"));
    }

    /// A second result: two threads, one of which waited for the other for half of the time.
    fn with_threads() -> Value {
        let mut report = saved();
        let lane = |end_ms: f64| {
            json!({
                "name": "thread", "kind": "thread", "busyMs": end_ms,
                "spans": [{
                    "kind": "run", "startMs": 0.0, "endMs": end_ms,
                    "range": { "start": 0, "end": 1 },
                }],
            })
        };
        let mut threads = report["results"][0].clone();
        threads["strategy"] = json!("threads");
        threads["workers"] = json!(2);
        threads["trials"][0]["breakdown"]["imbalance"] = json!(0.33);
        threads["trials"][0]["lanes"] = json!([lane(3.0), lane(1.5)]);
        report["results"]
            .as_array_mut()
            .expect("there are results")
            .push(threads);
        report
    }

    /// What follows from the trials is found when a report is read, whoever wrote it.
    #[test]
    fn a_report_is_explained_anew() {
        let mut written_elsewhere = with_threads();
        written_elsewhere["diagnosis"] = json!([{ "code": "out of thin air" }]);
        written_elsewhere["results"][1]["stack"] = json!({ "speedup": 64.0 });
        let report = RunReport::read(|| &written_elsewhere).expect("it is sound");
        let codes = report.diagnosis.iter().map(|finding| finding.code.as_str());
        assert_eq!(codes.collect::<Vec<_>>(), ["imbalanced"]);
        let stack = report.results[1].stack.expect("there are two workers");
        assert_eq!((stack.speedup, stack.lock_wait), (1.0, 0.0));
        assert!((stack.speedup + stack.lost() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_report_is_refused() {
        for data in [json!(""), json!(42), json!({}), json!([1, 2]), json!(null)] {
            let error = RunReport::read(|| &data).expect_err("it is no report");
            assert_eq!(error.code, ErrorCode::UnreadableReport);
        }
        let mut without = saved();
        without["results"][0]["trials"][0]["lanes"][0]["spans"][0]["kind"] = json!("sleep");
        assert!(refusal(&without).contains("sleep"), "the cause is named");
    }

    #[test]
    fn another_version_is_named() {
        let mut later = saved();
        later["version"] = json!(REPORT_VERSION + 1);
        assert!(refusal(&later).contains("version"));
    }

    #[test]
    fn what_no_run_can_have_reported_is_refused() {
        let spoiled = |path: &str, value: Value| {
            let mut report = saved();
            *report.pointer_mut(path).expect("the path exists") = value;
            refusal(&report)
        };
        let trial = "/results/0/trials/0";
        assert!(spoiled("/results/0/trials", json!([])).contains("no trial"));
        assert!(spoiled(&format!("{trial}/elapsedMs"), json!(-1)).contains("time"));
        let start = format!("{trial}/lanes/0/spans/1/startMs");
        assert!(spoiled(&start, json!(9)).contains("order"));
        assert!(spoiled(&start, json!(-9)).contains("order"));
        assert!(spoiled(&format!("{trial}/tracks/0/samples/0/atMs"), json!(2)).contains("order"));
        let circle = spoiled(&format!("{trial}/graph/0/dependsOn"), json!([1]));
        assert!(circle.contains("circle"));
    }
}
