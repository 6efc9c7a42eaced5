//! Each rule, firing and not firing.

use super::*;
use crate::analysis::breakdown::tests::lane;
use crate::analysis::diagnosis::{Adapter, Circumstances, Evidence};
use crate::analysis::{
    Breakdown, Inflation, InflationCause, Interference, Machine, Statistics, computing_ms,
};
use crate::language::Language;
use crate::timeline::{Lane, LaneKind};

const MACHINE: Machine = Machine {
    logical_cores: 4,
    interference: None,
    sequential: Statistics {
        median: 100.0,
        min: 90.0,
        max: 160.0,
    },
};

const PLACE: Circumstances = Circumstances {
    machine: MACHINE,
    timer_resolution_ms: 0.005,
    items: 1_000,
    size: 1_000,
    downloads: false,
    diverges: None,
    simulated: true,
    in_flight: 8,
};

const NETWORK: Circumstances = Circumstances {
    downloads: true,
    items: 60,
    ..PLACE
};

/// A strategy's trial, and what a run of it and sequential looks like to the rules.
struct Trial {
    language: Language,
    strategy: &'static str,
    elapsed_ms: f64,
    warm_up_ms: f64,
    inflation: Option<Inflation>,
    adapter: Option<Adapter<'static>>,
    lanes: Vec<Lane>,
    alone: Vec<Lane>,
}

impl Trial {
    fn new(strategy: &'static str, elapsed_ms: f64, lanes: Vec<Lane>) -> Self {
        Self {
            language: Language::Rust,
            strategy,
            elapsed_ms,
            warm_up_ms: elapsed_ms,
            inflation: None,
            adapter: None,
            lanes,
            alone: vec![lane(LaneKind::Coordinator, &[(SpanKind::Run, 0.0, 100.0)])],
        }
    }

    /// The codes of what is found.
    fn codes(&self, circumstances: &Circumstances) -> Vec<String> {
        let findings = self.findings(circumstances);
        findings.into_iter().map(|finding| finding.code).collect()
    }

    fn findings(&self, circumstances: &Circumstances) -> Vec<Finding> {
        let breakdown = Breakdown::of(&self.lanes, self.elapsed_ms, circumstances.items);
        let of = |strategy, lanes, median_ms| Evidence {
            language: self.language,
            strategy,
            workers: worker_lanes(lanes).len() as u32,
            median_ms,
            warm_up_ms: Some(self.warm_up_ms),
            lanes,
            breakdown: &breakdown,
            inflation: self.inflation,
            adapter: self.adapter,
        };
        let case = Case {
            circumstances,
            own: of(self.strategy, &self.lanes, self.elapsed_ms),
            sequential: of("sequential", &self.alone, 100.0),
        };
        case.diagnose()
    }
}

/// Two threads that compute nearly all the time: nothing is the matter.
fn sound() -> Trial {
    let busy = || lane(LaneKind::Thread, &[(SpanKind::Run, 0.0, 50.0)]);
    Trial::new("threads", 51.0, vec![busy(), busy()])
}

#[test]
fn a_sound_run_needs_no_explanation() {
    assert_eq!(sound().codes(&PLACE), Vec::<String>::new());
}

#[test]
fn a_clock_too_coarse_for_the_run() {
    let coarse = Circumstances {
        timer_resolution_ms: 2.0,
        ..PLACE
    };
    assert_eq!(sound().codes(&coarse), ["timer-too-coarse"]);
}

#[test]
fn threads_that_wait_for_a_lock() {
    let turn = |from| {
        lane(
            LaneKind::Thread,
            &[
                (SpanKind::Run, from, from + 50.0),
                (SpanKind::LockWait, 50.0 - from, 100.0 - from),
            ],
        )
    };
    let trial = Trial::new("gil-threads", 100.0, vec![turn(0.0), turn(50.0)]);
    assert_eq!(trial.codes(&PLACE), ["held-by-the-gil"]);
    assert_eq!(
        compared_with(&trial),
        "sequential gil-threads threads processes"
    );
    let python = in_python(trial);
    assert_eq!(python.codes(&PLACE), ["held-by-the-gil"]);
    assert_eq!(compared_with(&python), "sequential gil-threads processes");
}

fn in_python(trial: Trial) -> Trial {
    Trial {
        language: Language::Python,
        ..trial
    }
}

/// The strategies that the first remedy is to compare with.
fn compared_with(trial: &Trial) -> String {
    let finding = trial.findings(&PLACE).swap_remove(0);
    assert_eq!(finding.language, trial.language);
    finding.remedy.expect("there is a remedy").value
}

/// No field of the request cuts Python's work into other pieces.
#[test]
fn no_chunk_size_is_advised_of_in_python() {
    let uneven = |until| lane(LaneKind::Process, &[(SpanKind::Run, 0.0, until)]);
    for (code, trial) in [
        ("too-fine-grained", crumbs(100, 4.0)),
        (
            "imbalanced",
            Trial::new("processes", 71.0, vec![uneven(70.0), uneven(30.0)]),
        ),
    ] {
        let finding = in_python(trial).findings(&PLACE).swap_remove(0);
        assert_eq!(finding.code, code);
        assert!(finding.remedy.is_none_or(|remedy| remedy.field == "size"));
    }
}

#[test]
fn threads_are_right_for_downloads_in_python() {
    let finding = in_python(fetching(LaneKind::Thread, 2, 0.95)).findings(&NETWORK);
    let remedy = finding[0].remedy.clone().expect("there is a remedy");
    assert!(remedy.value.ends_with("threads event-loop"), "{remedy:?}");
}

fn fetching(kind: LaneKind, lanes: usize, share: f64) -> Trial {
    let fetch = || lane(kind, &[(SpanKind::Fetch, 0.0, 200.0 * share)]);
    let mut all: Vec<Lane> = (0..lanes).map(|_| fetch()).collect();
    all.push(lane(LaneKind::Coordinator, &[]));
    Trial {
        alone: vec![lane(
            LaneKind::Coordinator,
            &[(SpanKind::Fetch, 0.0, 200.0)],
        )],
        ..Trial::new("event-loop", 200.0, all)
    }
}

#[test]
fn places_for_requests_that_are_always_taken() {
    let code = "waiting-on-the-network";
    assert_eq!(fetching(LaneKind::Request, 8, 0.95).codes(&NETWORK), [code]);
    assert!(
        fetching(LaneKind::Request, 8, 0.4)
            .codes(&NETWORK)
            .is_empty()
    );
    let few = Circumstances {
        items: 8,
        ..NETWORK
    };
    assert!(fetching(LaneKind::Request, 8, 0.95).codes(&few).is_empty());
    let remedy = |kind| fetching(kind, 2, 0.95).findings(&NETWORK)[0].remedy.clone();
    assert!(remedy(LaneKind::Thread).is_some_and(|remedy| remedy.field == "strategies"));
    assert!(remedy(LaneKind::Request).is_some_and(|remedy| remedy.value == "16"));
}

#[test]
fn six_connections_are_the_most_a_browser_opens() {
    let real = Circumstances {
        simulated: false,
        items: 8,
        ..NETWORK
    };
    let mut trial = fetching(LaneKind::Request, 8, 1.0);
    assert!(trial.codes(&real).is_empty());
    trial.alone = vec![lane(LaneKind::Coordinator, &[(SpanKind::Fetch, 0.0, 90.0)])];
    assert_eq!(trial.codes(&real), ["six-connections"]);
    let simulated = Circumstances {
        items: 8,
        ..NETWORK
    };
    assert!(trial.codes(&simulated).is_empty());
}

/// Two threads with `ranges` short runs each.
fn crumbs(ranges: usize, elapsed_ms: f64) -> Trial {
    let busy = || {
        let spans: Vec<_> = (0..ranges)
            .map(|number| (SpanKind::Run, number as f64, number as f64 + 0.01))
            .collect();
        let mut lane = lane(LaneKind::Thread, &spans);
        for span in &mut lane.spans {
            span.range = Some((0..1).into());
        }
        lane
    };
    Trial::new("threads", elapsed_ms, vec![busy(), busy()])
}

#[test]
fn pieces_too_small_to_be_handed_out() {
    let findings = crumbs(100, 4.0).findings(&PLACE);
    assert_eq!(findings[0].code, "too-fine-grained");
    let field = |finding: &Finding| finding.remedy.clone().map(|remedy| remedy.field);
    assert_eq!(field(&findings[0]).as_deref(), Some("chunkSize"));
    let few = crumbs(2, 4.0).findings(&PLACE);
    assert_eq!(field(&few[0]).as_deref(), Some("size"));
    assert!(crumbs(100, 1.1).codes(&PLACE).is_empty());
}

#[test]
fn bytes_that_take_longer_than_the_work() {
    let copying = |copied| {
        let worker = || {
            lane(
                LaneKind::Process,
                &[(SpanKind::Copy, 0.0, copied), (SpanKind::Run, 40.0, 90.0)],
            )
        };
        Trial::new("processes", 95.0, vec![worker(), worker()])
    };
    assert_eq!(copying(40.0).codes(&PLACE), ["copying-dominates"]);
    assert!(copying(4.0).codes(&PLACE).is_empty());
    let python = in_python(copying(40.0)).findings(&PLACE);
    assert_eq!(
        python[0].remedy, None,
        "its threads would not compute at the same time"
    );
}

#[test]
fn more_workers_than_cores() {
    let single = Circumstances {
        machine: Machine {
            logical_cores: 1,
            ..MACHINE
        },
        ..PLACE
    };
    assert_eq!(sound().codes(&single), ["oversubscribed"]);
}

/// Two threads that take longer over the same work.
fn inflated(cause: InflationCause) -> Trial {
    let busy = || {
        let mut lane = lane(LaneKind::Thread, &[(SpanKind::Run, 0.0, 80.0)]);
        lane.spans[0].range = Some((0..500).into());
        lane
    };
    let mut trial = Trial::new("threads", 82.0, vec![busy(), busy()]);
    trial.alone[0].spans[0].range = Some((0..1_000).into());
    assert_eq!(computing_ms(&trial.lanes), 160.0);
    let factor = 1.6;
    Trial {
        inflation: Some(Inflation { factor, cause }),
        ..trial
    }
}

#[test]
fn work_that_takes_longer_in_company() {
    for (cause, code) in [
        (InflationCause::SharedHardware, "memory-bound"),
        (InflationCause::BusyMachine, "busy-machine"),
        (InflationCause::Unknown, "work-inflation"),
    ] {
        assert_eq!(inflated(cause).codes(&PLACE), [code]);
    }
    let turns = inflated(InflationCause::Oversubscribed);
    assert!(
        turns.codes(&PLACE).is_empty(),
        "another rule tells of these"
    );
}

#[test]
fn a_busy_machine_is_told_by_what_was_seen_of_it() {
    let trial = inflated(InflationCause::BusyMachine);
    let evidence = |interference| {
        let place = Circumstances {
            machine: Machine {
                interference,
                ..MACHINE
            },
            ..PLACE
        };
        trial.findings(&place)[0].evidence.clone()
    };
    let computing = "Computing took 160.0 ms in all, 100.0 ms alone.";
    let seen = Interference {
        workers: 2,
        before: 0.0,
        after: 0.45,
    };
    assert_eq!(
        evidence(Some(seen)),
        format!("{computing} Other programs used 45% of the cores.")
    );
    assert_eq!(
        evidence(None),
        format!("{computing} Sequential’s own trials took from 90.0 ms to 160.0 ms.")
    );
}

#[test]
fn one_worker_that_does_more_than_the_others() {
    let busy = |until| lane(LaneKind::Thread, &[(SpanKind::Run, 0.0, until)]);
    let trial = Trial::new("threads", 71.0, vec![busy(70.0), busy(30.0)]);
    assert_eq!(trial.codes(&PLACE), ["imbalanced"]);
}

#[test]
fn a_warm_up_that_took_longer() {
    let trial = Trial {
        warm_up_ms: 120.0,
        ..sound()
    };
    assert_eq!(trial.codes(&PLACE), ["cold-start"]);
}

const ADAPTER: Adapter = Adapter {
    name: "a card",
    software: false,
};

/// A GPU that computes from one of these times to the other, of 100 ms, and copies before.
fn on_gpu(from_ms: f64, to_ms: f64) -> Trial {
    let spans = [
        (SpanKind::Copy, 0.0, from_ms),
        (SpanKind::Run, from_ms, to_ms),
    ];
    Trial {
        adapter: Some(ADAPTER),
        ..Trial::new("gpu", 100.0, vec![lane(LaneKind::Gpu, &spans)])
    }
}

#[test]
fn a_gpu_that_computes_most_of_the_time_needs_no_explanation() {
    assert_eq!(on_gpu(20.0, 90.0).codes(&PLACE), Vec::<String>::new());
}

#[test]
fn a_gpu_with_too_little_to_compute() {
    let trial = on_gpu(60.0, 90.0);
    assert_eq!(trial.codes(&PLACE), ["too-little-for-the-gpu"]);
    let [finding] = &trial.findings(&PLACE)[..] else {
        panic!("there is one finding");
    };
    assert!(
        finding.evidence.contains("60.0 ms went into copying"),
        "{}",
        finding.evidence
    );
}

#[test]
fn neighbours_that_take_different_branches() {
    let uneven = Circumstances {
        diverges: Some("some divide more often"),
        ..PLACE
    };
    assert_eq!(on_gpu(20.0, 90.0).codes(&uneven), ["diverging-branches"]);
    assert_eq!(
        on_gpu(60.0, 90.0).codes(&uneven),
        ["too-little-for-the-gpu"],
        "it is not what takes the time"
    );
    assert_eq!(
        sound().codes(&uneven),
        Vec::<String>::new(),
        "threads go their own ways"
    );
}

#[test]
fn a_gpu_that_is_none() {
    let software = Trial {
        adapter: Some(Adapter {
            software: true,
            ..ADAPTER
        }),
        ..on_gpu(20.0, 90.0)
    };
    let uneven = Circumstances {
        diverges: Some("some divide more often"),
        ..PLACE
    };
    assert_eq!(
        software.codes(&uneven),
        ["software-adapter"],
        "nothing in it goes in step"
    );
}

#[test]
fn a_kernel_that_was_compiled_first() {
    let first = Trial {
        warm_up_ms: 300.0,
        ..on_gpu(20.0, 90.0)
    };
    assert_eq!(first.codes(&PLACE), ["shader-compiled"]);
}
