//! Runs with a GPU outside a browser, where a stand-in takes its place: what becomes of what it
//! yields, and of a run whose GPU fails. The kernels themselves are tested in a browser.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/bare.rs"]
mod bare;
mod support;

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use playground::analysis::WhatIf;
use playground::error::{ErrorCode, PlaygroundError};
use playground::language::Language;
use playground::playground::{Outlook, RunReport};
use playground::tasks::{Body, Job};
use playground::timeline::{LaneKind, Span, SpanKind, now_ms};
use playground::workers::{Computed, Gpu, GpuInfo, OpenGpu, Rung};

use bare::Bare;
use support::{crew, request};

/// How many primes a stand-in that cannot count finds.
const WRONG: u32 = 1;

/// What computes in place of a GPU.
struct StandIn {
    /// From which call on it fails, counted from 0.
    fails_at: usize,
    calls: Cell<usize>,
    /// What it yields for a task and its job.
    kernel: fn(&Job) -> Vec<u8>,
}

impl Gpu for StandIn {
    fn compute<'a>(
        &'a self,
        _task: &'a str,
        job: Job<'a>,
        ranges: &'a [Range<usize>],
    ) -> LocalBoxFuture<'a, Result<Computed, PlaygroundError>> {
        let call = self.calls.replace(self.calls.get() + 1);
        if call >= self.fails_at {
            let lost = PlaygroundError::new(ErrorCode::WorkerCrashed, "The GPU was lost.");
            return async { Err(lost) }.boxed_local();
        }
        let begin_ms = now_ms();
        let output = (self.kernel)(&job);
        let spans = ranges.iter().map(|range| Span {
            kind: SpanKind::Run,
            start_ms: begin_ms,
            end_ms: now_ms(),
            range: Some(range.clone().into()),
        });
        let computed = Computed {
            output,
            spans: spans.collect(),
            started_in_ms: 7.0,
            info: GpuInfo {
                name: "a stand-in".into(),
                software: true,
                own_clock: false,
            },
        };
        async { Ok(computed) }.boxed_local()
    }

    fn give_up(&self) {}
}

/// Runs by two strategies what fields ask for besides.
fn run_with(fields: &[(&str, &str)], open_gpu: Option<OpenGpu>) -> RunReport {
    let fields = [&[("strategies", "gpu threads")], fields].concat();
    let mut crew = match open_gpu {
        Some(open_gpu) => crew(Rung::Threads).with_gpu(open_gpu),
        None => crew(Rung::Threads),
    };
    let host = Bare {
        tell: |_| (),
        picture: |_| Ok(Body::default().into()),
    };
    support::report(request(&fields), &mut crew, Arc::default(), &host)
}

fn stand_in(fails_at: usize, kernel: fn(&Job) -> Vec<u8>) -> Option<OpenGpu> {
    let gpu = Rc::new(StandIn {
        fails_at,
        calls: Cell::new(0),
        kernel,
    });
    Some(Box::new(move || {
        let gpu: Rc<dyn Gpu> = gpu.clone();
        async { Ok(gpu) }.boxed_local()
    }))
}

const NEVER: usize = usize::MAX;

const PRIMES: [(&str, &str); 3] = [("task", "count-primes"), ("size", "1000"), ("trials", "2")];

const PICTURE: [(&str, &str); 3] = [("task", "mandelbrot"), ("size", "90"), ("trials", "1")];

fn count_primes(_: &Job) -> Vec<u8> {
    168_u32.to_le_bytes().into()
}

/// The Mandelbrot set in 32-bit floats, as its kernel has it.
fn mandelbrot(job: &Job) -> Vec<u8> {
    let [width, height, first] = job.numbers[..] else {
        panic!("a picture has three numbers");
    };
    assert_eq!(first, 0);
    let place = |at: u32, all: u32, begin: f32, extent: f32| {
        begin + extent * (at as f32 + 0.5) / all as f32
    };
    let pixels = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
    let counts = pixels.map(|(row, column)| {
        let c = (
            place(column, width, -2.1, 3.0),
            place(row, height, -1.0, 2.0),
        );
        let (mut x, mut y) = (0_f32, 0_f32);
        let stays = |_: &u32| {
            let (x_squared, y_squared) = (x * x, y * y);
            let is_inside = x_squared + y_squared <= 4.0;
            (x, y) = (x_squared - y_squared + c.0, 2.0 * x * y + c.1);
            is_inside
        };
        (0..2_000_u32).take_while(stays).count() as u32
    });
    counts.flat_map(u32::to_le_bytes).collect()
}

fn result<'report>(
    report: &'report RunReport,
    strategy: &str,
) -> &'report playground::playground::StrategyResult {
    let mut results = report.results.iter();
    results
        .find(|result| result.strategy == strategy)
        .unwrap_or_else(|| panic!("{strategy} has a result: {:?}", report.skipped))
}

#[test]
fn a_gpu_has_a_lane_and_a_name() {
    let report = run_with(&PRIMES, stand_in(NEVER, count_primes));
    assert_eq!(report.skipped, []);
    let own = result(&report, "gpu");
    assert!(own.matches_sequential);
    assert_eq!(own.deviation, None);
    let told = report.environment.gpu.as_ref().expect("a GPU computed");
    assert_eq!(told.name, "a stand-in");
    for trial in &own.trials {
        assert_eq!(trial.startup_ms, 7.0);
        assert_eq!(trial.lanes[0].kind, LaneKind::Gpu);
        let ranges = trial.lanes[0].spans.iter().filter_map(|span| span.range);
        assert_eq!(
            ranges.map(|range| range.end - range.start).sum::<u32>(),
            1_000
        );
    }
    let codes = report.diagnosis.iter().filter(|own| own.strategy == "gpu");
    assert!(codes.into_iter().any(|own| own.code == "software-adapter"));
}

#[test]
fn more_workers_are_not_predicted_for_a_gpu() {
    let report = run_with(&PRIMES, stand_in(NEVER, count_primes));
    let what_if = [WhatIf::here(4, 4)];
    let of = |strategy| Outlook::of(&report, (Language::Rust, strategy), &what_if);
    assert!(of("gpu").is_none());
    assert!(of("threads").is_some());
}

/// It is told by how much, and never called equal.
#[test]
fn an_output_in_fewer_digits_is_compared_by_the_tasks_tolerance() {
    let report = run_with(&PICTURE, stand_in(NEVER, mandelbrot));
    let own = result(&report, "gpu");
    assert!(!own.matches_sequential);
    let deviation = own.deviation.as_ref().expect("some pixels differ");
    assert!(deviation.tolerable, "{}", deviation.told);
    assert!(deviation.told.starts_with("f32: "), "{}", deviation.told);
    assert!(result(&report, "threads").deviation.is_none());
}

#[test]
fn an_output_that_is_too_far_off_is_not_tolerated() {
    let black = |job: &Job| vec![0; job.output];
    let report = run_with(&PICTURE, stand_in(NEVER, black));
    let own = result(&report, "gpu");
    assert!(!own.matches_sequential);
    assert!(!own.deviation.as_ref().expect("all pixels differ").tolerable);
}

/// What is counted is counted right, or wrong.
#[test]
fn a_wrong_count_is_wrong() {
    let report = run_with(&PRIMES, stand_in(NEVER, |_| WRONG.to_le_bytes().into()));
    let own = result(&report, "gpu");
    assert!(!own.matches_sequential);
    assert_eq!(own.deviation, None);
}

#[test]
fn a_gpu_that_fails_at_once_is_skipped_and_says_why() {
    let report = run_with(&PRIMES, stand_in(0, count_primes));
    let [skipped] = &report.skipped[..] else {
        panic!("one was skipped: {:?}", report.skipped);
    };
    assert_eq!(skipped.strategy, "gpu");
    assert_eq!(skipped.reason, "The GPU was lost.");
    assert!(result(&report, "threads").matches_sequential);
    assert_eq!(report.environment.gpu, None);
}

/// The warm-up is the first call.
#[test]
fn what_a_gpu_finished_before_it_failed_is_kept() {
    let report = run_with(&PRIMES, stand_in(2, count_primes));
    assert_eq!(report.skipped, []);
    let own = result(&report, "gpu");
    assert_eq!(own.trials.len(), 1);
    let [incident] = &own.trials[0].incidents[..] else {
        panic!("it is told: {:?}", own.trials[0].incidents);
    };
    assert!(incident.starts_with("The GPU was lost."), "{incident}");
    assert_eq!(result(&report, "threads").trials.len(), 2);
}

#[test]
fn without_a_gpu_the_rest_of_a_run_is_unharmed() {
    let report = run_with(&PRIMES, None);
    assert_eq!(report.skipped.len(), 1);
    assert_eq!(result(&report, "threads").trials.len(), 2);
}

#[test]
fn a_task_without_a_kernel_says_why() {
    let report = run_with(
        &[("task", "sort-numbers"), ("size", "100"), ("trials", "1")],
        stand_in(NEVER, |_| panic!("it is not asked")),
    );
    let [skipped] = &report.skipped[..] else {
        panic!("one was skipped: {:?}", report.skipped);
    };
    assert!(skipped.reason.contains("kernel"), "{}", skipped.reason);
}
