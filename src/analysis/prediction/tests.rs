//! What the model says of runs that are known.

use super::*;
use crate::timeline::{ItemRange, Lane, LaneKind, Span, SpanKind};

/// A lane that computes these ranges, one after another.
fn lane(kind: LaneKind, ranges: &[(u32, u32, f64)]) -> Lane {
    let mut now = 0.0;
    let span = |&(start, end, took_ms): &(u32, u32, f64)| {
        let start_ms = now;
        now += took_ms;
        Span {
            kind: SpanKind::Run,
            start_ms,
            end_ms: now,
            range: Some(ItemRange { start, end }),
        }
    };
    let spans: Vec<Span> = ranges.iter().map(span).collect();
    Lane {
        name: "lane".into(),
        kind,
        machine: None,
        busy_ms: now,
        spans,
    }
}

/// 100 items of 1 ms each, measured on two threads with no overhead at all.
fn even() -> Model {
    let sequential = [lane(
        LaneKind::Coordinator,
        &[(0, 50, 50.0), (50, 100, 50.0)],
    )];
    let threads = [
        lane(LaneKind::Thread, &[(0, 25, 25.0), (25, 50, 25.0)]),
        lane(LaneKind::Thread, &[(50, 75, 25.0), (75, 100, 25.0)]),
        lane(LaneKind::Coordinator, &[]),
    ];
    Model::of(&sequential, &measured(&threads, 2, 50.0)).expect("there are ranges")
}

fn measured(lanes: &[Lane], workers: u32, elapsed_ms: f64) -> Measured<'_> {
    Measured {
        lanes,
        workers,
        cores: workers,
        elapsed_ms,
        bytes_copied: 0.0,
        bytes_shared: 0.0,
        soundings: &[],
        inflation_beside_another: None,
        was_disturbed: false,
    }
}

fn workers(workers: u32) -> WhatIf {
    WhatIf::here(workers, workers)
}

fn predicted(model: &Model, what_if: &WhatIf) -> f64 {
    model
        .predict_ms(what_if)
        .expect("combining costs nothing here")
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

#[test]
fn even_work_without_overhead_scales_with_the_workers() {
    let model = even();
    for (count, expected) in [(1, 100.0), (2, 50.0), (4, 26.0), (100, 1.0)] {
        let predicted = predicted(&model, &workers(count));
        assert!(close(predicted, expected), "{count}: {predicted}");
    }
}

#[test]
fn workers_share_the_cores_there_are() {
    let crowded = WhatIf::here(4, 2);
    assert!(close(predicted(&even(), &crowded), 52.0));
    let two_machines = WhatIf {
        machines: 2,
        ..crowded
    };
    assert!(close(predicted(&even(), &two_machines), 26.0));
}

#[test]
fn workers_that_share_a_lock_compute_one_at_a_time() {
    let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
    let mut threads = [
        lane(LaneKind::Thread, &[(0, 50, 50.0)]),
        lane(LaneKind::Thread, &[(50, 100, 50.0)]),
    ];
    for span in &mut threads[1].spans {
        (span.start_ms, span.end_ms) = (50.0, 100.0);
    }
    threads[1].spans.insert(
        0,
        Span {
            kind: SpanKind::LockWait,
            start_ms: 0.0,
            end_ms: 50.0,
            range: Some((50..100).into()),
        },
    );
    let model = Model::of(&sequential, &measured(&threads, 2, 100.0)).expect("there are ranges");
    assert!(close(predicted(&model, &workers(4)), 100.0));
}

#[test]
fn workers_have_the_cores_of_the_machine_they_are_on() {
    let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
    let quarters = [(0, "near"), (25, "near"), (50, "far"), (75, "far")];
    let processes = quarters.map(|(start, machine)| Lane {
        machine: Some(machine.into()),
        // Two on a machine slow each other down.
        ..lane(LaneKind::Process, &[(start, start + 25, 30.0)])
    });
    let measured = Measured {
        cores: 2,
        ..measured(&processes, 4, 30.0)
    };
    let model = Model::of(&sequential, &measured).expect("there are ranges");
    let alike = WhatIf {
        machines: 2,
        ..WhatIf::here(4, 2)
    };
    assert!(close(predicted(&model, &alike), 30.0), "as measured");
    let wider = WhatIf {
        workers: 8,
        machines: 4,
        ..alike
    };
    assert!(close(predicted(&model, &wider), 13.0 * 1.2));
}

#[test]
fn what_is_only_waited_for_scales_beyond_the_cores() {
    let mut lanes = [
        lane(LaneKind::Coordinator, &[(0, 4, 40.0), (4, 8, 40.0)]),
        lane(LaneKind::Process, &[(0, 4, 40.0)]),
        lane(LaneKind::Process, &[(4, 8, 40.0)]),
    ];
    for lane in &mut lanes {
        lane.busy_ms = 0.0;
        for span in &mut lane.spans {
            span.kind = SpanKind::Fetch;
        }
    }
    let [sequential, processes @ ..] = lanes;
    let measured = measured(&processes, 2, 40.0);
    let model = Model::of(&[sequential], &measured).expect("there are ranges");
    assert!(close(predicted(&model, &WhatIf::here(4, 1)), 20.0));
}

#[test]
fn one_great_chunk_leaves_all_but_one_idle() {
    let one = WhatIf {
        chunk_size: Some(100),
        ..workers(4)
    };
    assert!(close(predicted(&even(), &one), 100.0));
}

#[test]
fn a_network_adds_its_time_to_the_first_message_and_the_last() {
    let far = WhatIf {
        message_ms: 3.0,
        ..workers(2)
    };
    assert!(close(predicted(&even(), &far), 56.0));
}

/// 100 items of 1 ms on one process, in four ranges that took a coordinator 10 ms each to hand
/// out, with a gigabyte copied for each.
fn copying(bytes_shared: f64) -> Model {
    let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
    let quarters = [
        (0, 25, 25.0),
        (25, 50, 25.0),
        (50, 75, 25.0),
        (75, 100, 25.0),
    ];
    let mut coordinator = lane(
        LaneKind::Coordinator,
        &quarters.map(|(a, b, _)| (a, b, 10.0)),
    );
    for span in &mut coordinator.spans {
        span.kind = SpanKind::Copy;
    }
    let lanes = [lane(LaneKind::Process, &quarters), coordinator];
    let measured = Measured {
        bytes_copied: 4e9,
        bytes_shared,
        ..measured(&lanes, 1, 110.0)
    };
    Model::of(&sequential, &measured).expect("there are ranges")
}

#[test]
fn items_that_are_copied_cost_the_same_in_however_many_ranges() {
    let hardly_a_range = predicted(&copying(0.0), &workers(100));
    assert!((40.0..45.0).contains(&hardly_a_range), "{hardly_a_range}");
}

#[test]
fn what_every_range_needs_is_copied_for_each() {
    let all_ranges = predicted(&copying(1e9), &workers(100));
    assert!(all_ranges > 100.0 * 10.0, "{all_ranges}");
}

#[test]
fn uneven_work_is_as_long_as_its_longest_range() {
    let sequential = [lane(
        LaneKind::Coordinator,
        &[(0, 1, 1.0), (1, 2, 40.0), (2, 4, 2.0)],
    )];
    let threads = [lane(
        LaneKind::Thread,
        &[(0, 1, 1.0), (1, 2, 40.0), (2, 3, 1.0), (3, 4, 1.0)],
    )];
    let model = Model::of(&sequential, &measured(&threads, 1, 43.0)).expect("there are ranges");
    let single = WhatIf {
        chunk_size: Some(1),
        ..workers(4)
    };
    assert!(close(predicted(&model, &single), 40.0));
}

#[test]
fn a_lone_trial_without_ranges_says_nothing() {
    let nothing = [lane(LaneKind::Coordinator, &[])];
    assert_eq!(Model::of(&nothing, &measured(&nothing, 1, 0.0)), None);
}

/// A million numbers, one item each thousand: sorted by one worker in 40 ms, by two in 24 ms, 4 of
/// which are merging two runs.
fn sorting(soundings: &[Sounding]) -> Model {
    let sequential = [lane(LaneKind::Coordinator, &[(0, 1_024, 40.0)])];
    let mut merging = lane(LaneKind::Coordinator, &[(0, 0, 4.0)]);
    merging.spans[0] = Span {
        range: None,
        start_ms: 20.0,
        end_ms: 24.0,
        ..merging.spans[0]
    };
    let lanes = [
        lane(LaneKind::Thread, &[(0, 512, 20.0)]),
        lane(LaneKind::Thread, &[(512, 1_024, 20.0)]),
        merging,
    ];
    let measured = Measured {
        soundings,
        ..measured(&lanes, 2, 24.0)
    };
    Model::of(&sequential, &measured).expect("there are ranges")
}

/// What one worker takes to sort in more and more runs, and to merge them.
const SORTING: [Sounding; 3] = [
    Sounding {
        ranges: 16,
        computing_ms: 40.0,
        combining_ms: 16.0,
    },
    Sounding {
        ranges: 64,
        computing_ms: 40.0,
        combining_ms: 25.0,
    },
    Sounding {
        ranges: 256,
        computing_ms: 40.0,
        combining_ms: 33.0,
    },
];

#[test]
fn more_runs_are_merged_for_longer() {
    let model = sorting(&SORTING);
    assert_eq!(model.most_ranges(), 256);
    assert!(close(predicted(&model, &workers(2)), 24.0));
    assert!(close(predicted(&model, &workers(16)), 40.0 / 16.0 + 16.0));
    assert!(close(predicted(&model, &workers(64)), 40.0 / 64.0 + 25.0));
    let between = predicted(&model, &workers(32));
    assert!((18.0..24.0).contains(&between), "{between}");
}

/// Many runs can be had on two cores: there a prediction can be held against what is measured.
#[test]
fn smaller_chunks_are_more_runs_too() {
    let runs = |count: u32| WhatIf {
        chunk_size: Some(1_024 / count),
        ..workers(2)
    };
    let model = sorting(&SORTING);
    assert!(close(predicted(&model, &runs(16)), 20.0 + 16.0));
    assert!(close(predicted(&model, &runs(64)), 20.0 + 25.0));
}

/// Smaller runs need fewer comparisons in all, which is not to be taken for quicker workers.
#[test]
fn what_costs_less_in_smaller_ranges_is_known_to() {
    let half = SORTING.map(|sounding| Sounding {
        computing_ms: 20.0,
        ..sounding
    });
    let model = sorting(&half);
    let few = WhatIf {
        chunk_size: Some(1_024 / 64),
        ..WhatIf::here(1, 1)
    };
    assert!(close(predicted(&model, &few), 20.0 + 25.0));
}

#[test]
fn nothing_is_said_of_more_ranges_than_were_measured_where_that_matters() {
    let model = sorting(&SORTING);
    assert_eq!(model.predict_ms(&workers(512)), None);
    let unmeasured = sorting(&[]);
    assert_eq!(unmeasured.most_ranges(), 2);
    assert!(close(predicted(&unmeasured, &workers(2)), 24.0));
    assert_eq!(unmeasured.predict_ms(&workers(4)), None);
}

/// Threads that took turns on too few cores are as fast as ever on enough of them.
#[test]
fn turns_are_no_slowdown() {
    let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
    let quarter = |number: u32| {
        let (start, end) = (25 * number, 25 * (number + 1));
        lane(LaneKind::Thread, &[(start, end, 50.0)])
    };
    let lanes = [0, 1, 2, 3].map(quarter);
    let measured = Measured {
        cores: 2,
        ..measured(&lanes, 4, 50.0)
    };
    let model = Model::of(&sequential, &measured).expect("there are ranges");
    assert!(close(predicted(&model, &WhatIf::here(4, 2)), 50.0));
    assert!(close(predicted(&model, &workers(4)), 25.0));
}

/// Both threads took twice as long: the hardware always does that, other programs did it once.
#[test]
fn a_disturbed_run_is_predicted_from_as_if_it_were_not() {
    let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
    let half = |number: u32| {
        let (start, end) = (50 * number, 50 * (number + 1));
        lane(LaneKind::Thread, &[(start, end, 100.0)])
    };
    let lanes = [0, 1].map(half);
    let of = |was_disturbed| {
        let measured = Measured {
            was_disturbed,
            ..measured(&lanes, 2, 100.0)
        };
        Model::of(&sequential, &measured).expect("there are ranges")
    };
    assert!(close(predicted(&of(false), &workers(2)), 100.0));
    assert!(close(predicted(&of(true), &workers(2)), 50.0));
}

/// How much a second worker slows the first down is no trial's to tell that has one.
#[test]
fn a_lone_worker_is_predicted_from_by_what_another_beside_it_costs() {
    let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
    let alone = [lane(LaneKind::Thread, &[(0, 50, 50.0), (50, 100, 50.0)])];
    let of = |inflation_beside_another| {
        let measured = Measured {
            inflation_beside_another,
            ..measured(&alone, 1, 100.0)
        };
        let model = Model::of(&sequential, &measured).expect("there are ranges");
        let on_four = |count| predicted(&model, &WhatIf::here(count, 4));
        [1, 2, 4].map(on_four)
    };
    assert_eq!(of(None), [100.0, 50.0, 26.0]);
    for (told, expected) in of(Some(1.2)).into_iter().zip([100.0, 60.0, 26.0 * 1.6]) {
        assert!(close(told, expected), "{told} for {expected}");
    }
    assert_eq!(of(Some(0.9)), of(None), "nobody is faster beside another");
}

/// Four leaves are merged by two workers: two pairs at once, then what these gave.
#[test]
fn a_tree_of_merges_ends_with_a_lone_one() {
    let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
    let mut lanes = [
        lane(
            LaneKind::Thread,
            &[(0, 25, 25.0), (25, 50, 25.0), (0, 0, 4.0)],
        ),
        lane(
            LaneKind::Thread,
            &[(50, 75, 25.0), (75, 100, 25.0), (0, 0, 4.0), (0, 0, 8.0)],
        ),
    ];
    for span in lanes
        .iter_mut()
        .flat_map(|lane| lane.spans.iter_mut().skip(2))
    {
        span.range = None;
    }
    let model = Model::of(&sequential, &measured(&lanes, 2, 62.0)).expect("there are ranges");
    assert!(close(predicted(&model, &workers(2)), 50.0 + 4.0 + 8.0));
    let one_each = WhatIf {
        chunk_size: Some(25),
        ..workers(4)
    };
    assert!(close(predicted(&model, &one_each), 25.0 + 4.0 + 8.0));
}
