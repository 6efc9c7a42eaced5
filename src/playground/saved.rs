//! A report that was saved, read again. It comes from a file, so nothing of it is taken for
//! granted: whoever gets it may draw it without asking further.

use std::fmt::Display;

use locale::{Text, say};
use serde::{Deserialize, Deserializer};

use super::report::{REPORT_VERSION, RunReport, Trial};
use crate::analysis::Breakdown;
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
        Self::read_and_complete(saved, |_| {})
    }

    /// [`RunReport::read`] of data without the spans, which `complete` puts where they belong.
    pub(super) fn read_and_complete<'de, D: Deserializer<'de>>(
        saved: impl Fn() -> D,
        complete: impl FnOnce(&mut Self),
    ) -> Result<Self, PlaygroundError> {
        let Versioned { version } = Versioned::deserialize(saved()).map_err(|cause| {
            unreadable(&say!(
                "It says: {cause}. Besides reports, a Chrome trace, a Dask task stream or a Spark event log can be opened.",
                "Dazu heißt es: {cause}. Außer Berichten lassen sich ein Trace von Chrome, ein Task-Stream von Dask und ein Ereignisprotokoll von Spark öffnen."
            ))
        })?;
        if version != REPORT_VERSION {
            return Err(unreadable(&say!(
                "It is of version {version}, and this playground reads version {REPORT_VERSION}.",
                "Er ist von Version {version}, und dieser Playground liest Version {REPORT_VERSION}."
            )));
        }
        let mut report = Self::deserialize(saved()).map_err(no_report)?;
        complete(&mut report);
        if let Some(flaw) = report.flaw() {
            return Err(unreadable(flaw.read()));
        }
        for result in &mut report.results {
            for trial in &mut result.trials {
                group_by_machine(&mut trial.lanes);
                trial.breakdown =
                    Breakdown::of(&trial.lanes, trial.elapsed_ms, result.items as usize);
            }
        }
        report.explain();
        Ok(report)
    }

    /// What cannot have come from a run.
    fn flaw(&self) -> Option<Text> {
        if self.results.iter().any(|result| result.trials.is_empty()) {
            return Some(Text::new(
                "One of its strategies has no trial.",
                "Eine seiner Strategien hat keinen Versuch.",
            ));
        }
        self.results
            .iter()
            .flat_map(|result| &result.trials)
            .find_map(flaw_of_trial)
    }
}

fn flaw_of_trial(trial: &Trial) -> Option<Text> {
    if trial.elapsed_ms < 0.0 || trial.startup_ms < 0.0 {
        return Some(Text::new(
            "One of its trials took less than no time.",
            "Einer seiner Versuche dauerte weniger als keine Zeit.",
        ));
    }
    if !trial.lanes.iter().all(is_in_order) {
        return Some(Text::new(
            "The spans of one of its lanes are out of order.",
            "Die Abschnitte einer seiner Spuren sind nicht in der Reihenfolge.",
        ));
    }
    let in_order = |track: &Track| {
        track
            .samples
            .is_sorted_by(|one, next| one.at_ms <= next.at_ms)
    };
    if !trial.tracks.iter().all(in_order) {
        return Some(Text::new(
            "The values of one of its tracks are out of order.",
            "Die Werte einer seiner Kurven sind nicht in der Reihenfolge.",
        ));
    }
    if !depends_backwards(&trial.graph) {
        return Some(Text::new(
            "One of its graphs goes round in a circle.",
            "Einer seiner Graphen läuft im Kreis.",
        ));
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

/// Brings the lanes of each machine together, in the order in which machines and lanes come first:
/// whoever wrote the report may have gone by something else.
fn group_by_machine(lanes: &mut [Lane]) {
    let mut machines = Vec::new();
    for lane in &*lanes {
        if !machines.contains(&lane.machine) {
            machines.push(lane.machine.clone());
        }
    }
    lanes.sort_by_key(|lane| machines.iter().position(|name| *name == lane.machine));
}

/// A refusal of what is no report at all.
pub(super) fn no_report(cause: impl Display) -> PlaygroundError {
    unreadable(&say!("It says: {cause}.", "Dazu heißt es: {cause}."))
}

fn unreadable(why: &str) -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::UnreadableReport,
        say!(
            "This file is not a report that this playground can open. {why}",
            "Diese Datei ist kein Bericht, den dieser Playground öffnen kann. {why}"
        ),
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
        // What follows from the lanes need not be written.
        assert_eq!(report.results[0].trials[0].breakdown.utilisation, 1.0);
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

    /// An engine's executors come in the order of their numbers, wherever they are.
    #[test]
    fn lanes_of_a_machine_are_brought_together() {
        let mut of_cluster = with_threads();
        let lane = |name: &str, machine: Option<&str>| {
            let machine = json!(machine);
            json!({ "name": name, "kind": "process", "machine": machine, "busyMs": 0, "spans": [] })
        };
        of_cluster["results"][1]["trials"][0]["lanes"] = json!([
            lane("main", None),
            lane("one", Some("node-7")),
            lane("two", Some("node-10")),
            lane("three", Some("node-7")),
            lane("four", None),
        ]);
        let report = RunReport::read(|| &of_cluster).expect("it is sound");
        let lanes = report.results[1].trials[0].lanes.iter();
        let names: Vec<_> = lanes.map(|lane| lane.name.as_str()).collect();
        assert_eq!(names, ["main", "four", "one", "three", "two"]);
    }

    /// An event loop in Python has no lane for a request.
    #[test]
    fn downloads_in_flight_are_those_that_were_asked_for() {
        let mut downloads = with_threads();
        downloads["request"]["task"] = json!("download-images");
        downloads["request"]["inFlight"] = json!(8);
        let mut event_loop = downloads["results"][0].clone();
        event_loop["strategy"] = json!("event-loop");
        event_loop["items"] = json!(60);
        let results = downloads["results"].as_array_mut();
        results.expect("there are results").push(event_loop);
        let in_flight = |data: &Value| -> Vec<_> {
            let report = RunReport::read(|| data).expect("it is sound");
            report.results.iter().map(|it| it.in_flight).collect()
        };
        assert_eq!(in_flight(&downloads), [Some(1), Some(2), Some(8)]);
        downloads["results"][2]["items"] = json!(5);
        assert_eq!(in_flight(&downloads)[2], Some(5));
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
    fn who_has_something_else_is_told_what_can_be_opened() {
        assert!(refusal(&json!({ "events": [] })).contains("a Chrome trace"));
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
