//! Whole runs outside a browser: real threads, and processes that are given bytes alone.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/bare.rs"]
mod bare;
mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use playground::analysis::SpeedupStack;
use playground::error::{ErrorCode, PlaygroundError};
use playground::language::Language;
use playground::playground::{Accuracy, FieldValue, MeasuredTime, RunEvent, RunReport, RunRequest};
use playground::strategies::{self, Cancellation};
use playground::tasks::{self, Body, Fetched, Kind};
use playground::timeline::{Lane, LaneKind, Span, SpanKind};
use playground::workers::{Crew, Process, Rung, StartProcess};
use proptest::prelude::*;

use bare::Bare;
use support::{crew, fields, process, request};

/// A host that keeps all it is told, and may cancel when it is told something.
#[derive(Default)]
struct TestHost {
    events: RefCell<Vec<RunEvent>>,
    cancel: Option<CancelAt>,
    /// The pictures it has; where there are none, any.
    pictures: Vec<Vec<u8>>,
}

/// Which event cancels, and how.
struct CancelAt {
    event: fn(&RunEvent) -> bool,
    cancellation: Arc<Cancellation>,
}

impl TestHost {
    fn tell(&self, event: RunEvent) {
        if let Some(CancelAt {
            event: at,
            cancellation,
        }) = &self.cancel
            && at(&event)
        {
            cancellation.cancel();
        }
        self.events.borrow_mut().push(event);
    }

    fn picture(&self, number: u32) -> Fetched {
        if let Some(picture) = self.pictures.get(number as usize) {
            return Ok(Body::from(picture.clone()).into());
        }
        let picture = image::RgbImage::from_fn(40, 30, |x, y| {
            image::Rgb([number as u8, x as u8 * 6, y as u8 * 8])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, image::ImageFormat::Jpeg)
            .expect("a small JPEG can be written");
        Ok(Body::from(bytes.into_inner()).into())
    }
}

fn run_on(rung: Rung, request: RunRequest, host: &TestHost) -> RunReport {
    run_by(&mut crew(rung), request, host)
}

fn run_by(crew: &mut Crew, request: RunRequest, host: &TestHost) -> RunReport {
    let cancellation = host
        .cancel
        .as_ref()
        .map(|cancel| cancel.cancellation.clone());
    let place = Bare {
        tell: |event| host.tell(event),
        picture: |number| host.picture(number),
    };
    support::report(request, crew, cancellation.unwrap_or_default(), &place)
}

fn worker_lanes(lanes: &[Lane]) -> impl Iterator<Item = &Lane> {
    lanes
        .iter()
        .filter(|lane| matches!(lane.kind, LaneKind::Thread | LaneKind::Process))
}

fn runs(lane: &Lane) -> impl Iterator<Item = &Span> {
    lane.spans
        .iter()
        .filter(|span| span.kind == SpanKind::Run && span.range.is_some())
}

fn assert_every_item_ran_once(lanes: &[Lane], items: usize, what: &str) {
    let mut ran = vec![0; items];
    for span in lanes.iter().flat_map(runs) {
        let range = span.range.expect("run spans were chosen by their range");
        ran[range.start as usize..range.end as usize]
            .iter_mut()
            .for_each(|times| *times += 1);
    }
    assert!(ran.iter().all(|&times| times == 1), "{what}: {ran:?}");
}

/// Spans of one lane follow each other, but for what the clock cannot tell apart.
fn assert_lanes_are_orderly(lanes: &[Lane], workers: u32, what: &str) {
    assert!(worker_lanes(lanes).count() <= workers as usize, "{what}");
    for lane in lanes {
        for pair in lane.spans.windows(2) {
            assert!(
                pair[0].end_ms <= pair[1].start_ms + 1e-6,
                "{what}, {}: {pair:?}",
                lane.name
            );
        }
    }
}

/// A size up to a thousandth of the default, but enough to cut: the tests are not optimised.
fn small(task: &tasks::Entry, size: f64) -> u32 {
    let most = (task.size.default / 1_000).max(24);
    task.size.min.max((size * f64::from(most)) as u32)
}

/// The strategies that run outside a browser: tests/gpu.rs has a stand-in for the other.
fn without_gpu() -> impl Iterator<Item = &'static str> {
    strategies::ids().filter(|id| *id != strategies::ON_GPU)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_strategy_gives_sequentials_output(size in 0.0..1.0, workers in 1_u32..5, chunk in 0_u32..300, seed: u32) {
        for task in tasks::CATALOGUE {
            let size = small(task, size).to_string();
            let chunk = if chunk == 0 { "auto".to_owned() } else { chunk.to_string() };
            let all = without_gpu().collect::<Vec<_>>().join(" ");
            let request = request(&[
                ("task", task.id), ("strategies", &all), ("size", &size), ("seed", &seed.to_string()),
                ("workers", &workers.to_string()), ("chunkSize", &chunk), ("trials", "2"),
            ]);
            let report = run_on(Rung::Threads, request, &TestHost::default());
            let skipped: Vec<_> = report.skipped.iter().map(|skipped| skipped.strategy.as_str()).collect();
            let unsuited = without_gpu().filter(|id| strategies::find(id).is_some_and(|strategy| (strategy.suits)(task).is_err()));
            prop_assert_eq!(skipped, unsuited.collect::<Vec<_>>());
            for result in &report.results {
                let what = format!("{} by {}", task.id, result.strategy);
                prop_assert!(result.matches_sequential, "{}", &what);
                prop_assert_eq!(result.trials.len(), 2);
                for trial in &result.trials {
                    assert_lanes_are_orderly(&trial.lanes, result.workers, &what);
                    if task.kind == Kind::Compute {
                        let items = trial.lanes.iter().flat_map(runs).filter_map(|span| span.range).map(|range| range.end).max();
                        assert_every_item_ran_once(&trial.lanes, items.unwrap_or(0) as usize, &what);
                    }
                }
            }
        }
    }
}

/// The decoder panics over the second.
#[test]
fn a_picture_that_breaks_its_decoder_costs_one_item_under_every_strategy() {
    let picture = |name: &str| {
        let file = format!("{}/tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(file).expect("a case can be read")
    };
    let host = TestHost {
        pictures: ["turned.jpg", "two-components.jpg", "tiny.gif"]
            .map(picture)
            .into(),
        ..TestHost::default()
    };
    let all = strategies::ids().collect::<Vec<_>>().join(" ");
    let request = request(&[
        ("task", "make-thumbnails"),
        ("strategies", &all),
        ("size", "3"),
        ("trials", "1"),
    ]);
    let report = run_on(Rung::Threads, request, &host);
    assert_eq!(
        report.results.len(),
        strategies::CATALOGUE.len() - 2,
        "all but pipeline and gpu"
    );
    for result in &report.results {
        assert!(result.matches_sequential, "{}", result.strategy);
        assert_eq!(result.output["pictures"], 2, "{}", result.strategy);
        let failures = result.output["failures"].as_array().expect("a list");
        assert_eq!(failures.len(), 1, "{}", result.strategy);
        assert_eq!(failures[0]["item"], 1, "{}", result.strategy);
        assert!(result.trials[0].incidents.is_empty(), "{}", result.strategy);
    }
}

#[test]
fn counts_the_primes_below_a_million() {
    let request = request(&[
        ("task", "count-primes"),
        ("size", "1000000"),
        ("trials", "1"),
    ]);
    let report = run_on(Rung::Threads, request, &TestHost::default());
    let outputs: BTreeMap<_, _> = report
        .results
        .iter()
        .map(|result| (result.strategy.as_str(), result.output.clone()))
        .collect();
    assert_eq!(outputs.len(), 4);
    assert!(
        outputs.values().all(|output| output == 78_498),
        "{outputs:?}"
    );
}

#[test]
fn a_lower_rung_skips_what_it_cannot_run_and_says_why() {
    for (rung, skipped) in [
        (Rung::Processes, vec!["threads"]),
        (Rung::Single, vec!["threads", "processes"]),
    ] {
        let report = run_on(rung, request(&[("size", "1000")]), &TestHost::default());
        let ids: Vec<_> = report
            .skipped
            .iter()
            .map(|skipped| skipped.strategy.as_str())
            .collect();
        assert_eq!(ids, skipped);
        assert_eq!(report.results.len(), 4 - skipped.len());
        assert!(
            report
                .skipped
                .iter()
                .all(|skipped| !skipped.reason.is_empty())
        );
    }
}

#[test]
fn a_cancelled_run_keeps_what_finished() {
    let first_is_done = |event: &RunEvent| matches!(event, RunEvent::TrialEnd(_));
    let host = TestHost {
        cancel: Some(CancelAt {
            event: first_is_done,
            cancellation: Arc::default(),
        }),
        ..TestHost::default()
    };
    let report = run_on(Rung::Threads, request(&[("size", "1000")]), &host);
    let finished: Vec<_> = report
        .results
        .iter()
        .map(|result| result.strategy.as_str())
        .collect();
    assert_eq!(finished, ["sequential"]);
    assert_eq!(report.results[0].trials.len(), 1);
    assert_eq!(report.skipped.len(), 3);
}

#[test]
fn a_request_is_refused_by_its_first_unsound_field() {
    for (given, code, field) in [
        (("task", "count-sheep"), ErrorCode::UnknownId, "task"),
        (
            ("strategies", "threads hope"),
            ErrorCode::UnknownId,
            "strategies",
        ),
        (("workers", "0"), ErrorCode::OutOfRange, "workers"),
        (("workers", "-1.5"), ErrorCode::NotANumber, "workers"),
        (("workers", "1e9"), ErrorCode::OutOfRange, "workers"),
        (("workers", "1.5"), ErrorCode::NotANumber, "workers"),
        (("size", "many"), ErrorCode::NotANumber, "size"),
        (("size", "NaN"), ErrorCode::NotANumber, "size"),
        (("size", "inf"), ErrorCode::NotANumber, "size"),
        (("size", "2,5"), ErrorCode::NotANumber, "size"),
        (("size", "1,0000"), ErrorCode::NotANumber, "size"),
        (("size", ",000"), ErrorCode::NotANumber, "size"),
        (("size", "1__0"), ErrorCode::NotANumber, "size"),
        (("size", "_10"), ErrorCode::NotANumber, "size"),
        (("size", "0"), ErrorCode::OutOfRange, "size"),
        (
            ("size", "99999999999999999999"),
            ErrorCode::OutOfRange,
            "size",
        ),
        (("chunkSize", "0"), ErrorCode::OutOfRange, "chunkSize"),
        (("chunkSize", "some"), ErrorCode::NotANumber, "chunkSize"),
        (
            ("preDispatch", "3*cores"),
            ErrorCode::NotANumber,
            "preDispatch",
        ),
        (
            ("preDispatch", "n_jobs*n_jobs"),
            ErrorCode::NotANumber,
            "preDispatch",
        ),
        (
            ("preDispatch", "65*n_jobs"),
            ErrorCode::OutOfRange,
            "preDispatch",
        ),
        (("network", "pigeon"), ErrorCode::UnknownId, "network"),
        (("language", "rust cobol"), ErrorCode::UnknownId, "language"),
        (("trials", "0"), ErrorCode::OutOfRange, "trials"),
    ] {
        let given_of = fields(&[("task", "download-images"), given]);
        let refused = RunRequest::check(&given_of, 2).expect_err(given.1);
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (code, Some(field)),
            "{given:?}"
        );
        assert!(!refused.message.is_empty());
    }
}

/// Each of them wrong, and only where it is of use refused.
#[test]
fn what_a_request_has_no_use_for_is_not_checked() {
    let of = |given: &[(&str, &str)]| RunRequest::check(&fields(given), 2);
    let computing = ("task", "count-primes");
    let downloading = ("task", "download-images");
    let processes = ("strategies", "processes");
    for (wrong, useless, useful) in [
        ("retries", [computing, processes], [downloading, processes]),
        ("network", [computing, processes], [downloading, processes]),
        ("make", [computing, processes], [downloading, processes]),
        (
            "timeoutMs",
            [computing, processes],
            [downloading, processes],
        ),
        (
            "latencyMs",
            [downloading, ("network", "real")],
            [downloading, ("network", "simulated")],
        ),
        (
            "size",
            [downloading, ("urls", "http://h/1.png")],
            [computing, ("urls", "http://h/1.png")],
        ),
        (
            "call",
            [computing, ("strategies", "threads")],
            [computing, ("strategies", "ranks")],
        ),
    ] {
        let with_it =
            |others: [(&'static str, &'static str); 2]| of(&[others[0], others[1], (wrong, "abc")]);
        assert_eq!(
            with_it(useless),
            of(&useless),
            "{wrong} as if it were not there"
        );
        let refused = with_it(useful).expect_err(wrong);
        assert_eq!(refused.field.as_deref(), Some(wrong));
    }
}

#[test]
fn a_request_is_read_as_texts_and_fills_in_the_rest() {
    let request = request(&[
        ("task", " count-primes "),
        ("strategies", "threads, threads"),
        ("size", "1e6"),
        ("unknown", "x"),
    ]);
    assert_eq!(request.size, 1_000_000);
    assert_eq!(request.strategies, ["sequential", "threads"]);
    assert_eq!((request.workers, request.trials), (2, 3));
}

/// As joblib's users write them, and as the page itself prints them.
#[test]
fn numbers_are_read_as_their_users_write_them() {
    let read = |name: &str, given: FieldValue, of: fn(RunRequest) -> u32| {
        let fields = [(name.to_owned(), given)].into();
        of(RunRequest::check(&fields, 4).expect("it is sound"))
    };
    for name in ["workers", "nJobs"] {
        for (given, workers) in [(-1, 4), (-2, 3), (-4, 1), (-9, 1), (3, 3)] {
            let values = [
                FieldValue::Number(f64::from(given)),
                FieldValue::Text(given.to_string()),
            ];
            for value in values {
                assert_eq!(
                    read(name, value, |it| it.workers),
                    workers,
                    "{name} {given}"
                );
            }
        }
    }
    for given in ["2,000,000", "2_000_000", "20_00000", "2e6", "2,000e3"] {
        let size = read("size", FieldValue::Text(given.into()), |it| it.size);
        assert_eq!(size, 2_000_000, "{given}");
    }
    for (given, ahead) in [
        ("all", 64),
        ("2*n_jobs", 2),
        ("n_jobs * 3", 3),
        ("n_jobs", 1),
        ("5", 5),
    ] {
        let value = FieldValue::Text(given.into());
        assert_eq!(
            read("preDispatch", value, |it| it.pre_dispatch),
            ahead,
            "{given}"
        );
    }
}

#[test]
fn addresses_stay_whole() {
    let read = |urls: FieldValue| {
        let fields = [
            (
                "task".to_owned(),
                FieldValue::Text("download-images".into()),
            ),
            ("urls".to_owned(), urls),
        ];
        let request = RunRequest::check(&fields.into(), 2);
        let request = request.expect("addresses fail one by one, when they are asked for");
        assert_eq!(request.size as usize, request.urls.len());
        request.urls
    };
    let odd = "http://h/a b ü.png";
    let list = [odd, "", " http://h/2 ", "nonsense"].map(str::to_owned);
    let expected = [odd, "http://h/2", "nonsense"];
    assert_eq!(read(FieldValue::List(list.to_vec())), expected);
    for (text, expected) in [
        (
            "https://a/1 https://b/2\thttp://c/3",
            &["https://a/1", "https://b/2", "http://c/3"][..],
        ),
        (odd, &[odd]),
        (
            "http://h/a b ü.png\r\n\n  http://h/2\nnonsense\n",
            &expected,
        ),
        (
            "http://h/a b http://h/?from=http://i/",
            &["http://h/a b", "http://h/?from=http://i/"],
        ),
        // Nobody else is to read them in a report.
        (
            "https://user:p@ss@h/a@b http://user@i?c@d",
            &["https://h/a@b", "http://i?c@d"],
        ),
        (
            "https:user:p@h/a\nHTTP:/user@h/b\nhttp:///user@h/c\nhttp:\\\\us er@h/d\n//user@h/e",
            &[
                "https:h/a",
                "HTTP:/h/b",
                "http:///h/c",
                "http:\\\\h/d",
                "//h/e",
            ],
        ),
        (
            "http://a\\b@c\nmailto:me@h\ndata:,me@h",
            &["http://a\\b@c", "mailto:me@h", "data:,me@h"],
        ),
        // An attribute that a framework made of an array.
        (
            "http://h/1,2.png,http://h/3, https://i/",
            &["http://h/1,2.png", "http://h/3", "https://i/"],
        ),
    ] {
        assert_eq!(read(FieldValue::Text(text.into())), expected, "{text}");
    }
}

#[test]
fn a_verbose_run_logs_every_strategys_completions() {
    let all = strategies::ids().collect::<Vec<_>>().join(" ");
    let request = request(&[
        ("size", "5000"),
        ("strategies", &all),
        ("trials", "1"),
        ("verbose", "11"),
    ]);
    let host = TestHost::default();
    let report = run_on(Rung::Threads, request, &host);
    for result in &report.results {
        let log = &result.trials[0].log;
        let told: Vec<_> = host
            .events
            .borrow()
            .iter()
            .filter_map(|event| match event {
                RunEvent::Log(log) if log.strategy == result.strategy && log.trial == 1 => {
                    Some(log.lines.clone())
                }
                _ => None,
            })
            .flatten()
            .collect();
        assert_eq!(&told, log, "{}", result.strategy);
        assert!(log[0].contains(&result.strategy), "{log:?}");
        assert!(log[log.len() - 1].ends_with("finished"), "{log:?}");
    }
}

#[test]
fn a_picture_is_painted_whole_by_every_strategy() {
    let all = strategies::ids().collect::<Vec<_>>().join(" ");
    let request = request(&[
        ("task", "mandelbrot"),
        ("size", "30"),
        ("strategies", &all),
        ("trials", "1"),
    ]);
    let host = TestHost::default();
    let report = run_on(Rung::Threads, request, &host);
    for result in &report.results {
        let mut painted = [0; 20];
        for event in host.events.borrow().iter() {
            if let RunEvent::Painted(rows) = event
                && rows.strategy == result.strategy
                && rows.trial == 1
            {
                assert_eq!(rows.height, 20);
                let rows = rows.rows.start as usize..rows.rows.end as usize;
                painted[rows].iter_mut().for_each(|times| *times += 1);
            }
        }
        assert_eq!(painted, [1; 20], "{}", result.strategy);
    }
}

/// A process whose first message is its last: it dies with its work in hand.
fn mortal_process() -> Process {
    Process::new(|_| panic!("this process was killed"))
}

#[test]
fn what_a_dead_process_held_is_run_again_and_reported() {
    let born = Arc::new(AtomicUsize::new(0));
    let midwife = born.clone();
    let start: StartProcess = Box::new(move |_, _| {
        let first = midwife.fetch_add(1, Ordering::Relaxed) == 0;
        Box::pin(async move { Ok(if first { mortal_process() } else { process() }) })
    });
    let request = request(&[
        ("size", "5000"),
        ("strategies", "processes"),
        ("trials", "1"),
    ]);
    let mut crew = Crew::new(Rung::Processes, start);
    let report = run_by(&mut crew, request, &TestHost::default());
    assert_eq!(
        born.load(Ordering::Relaxed),
        3,
        "two processes, and one in the place of the dead"
    );
    assert_eq!(report.skipped, []);
    assert!(report.results[1].matches_sequential);
}

#[test]
fn a_range_that_kills_every_process_is_given_up_in_the_end() {
    let mut crew = Crew::new(
        Rung::Processes,
        Box::new(|_, _| Box::pin(async { Ok(mortal_process()) })),
    );
    let request = request(&[
        ("size", "5000"),
        ("strategies", "processes"),
        ("trials", "1"),
    ]);
    let report = run_by(&mut crew, request, &TestHost::default());
    assert_eq!(report.results.len(), 1);
    assert_eq!(report.skipped[0].strategy, "processes");
    assert!(
        report.skipped[0].reason.contains("stopped"),
        "{}",
        report.skipped[0].reason
    );
}

/// All such processes together answer once; whatever else they are sent kills them.
fn one_answer() -> Process {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    Process::new(|message| {
        let asked = ASKED.fetch_add(1, Ordering::Relaxed);
        assert_eq!(asked, 0, "this process was killed");
        Box::pin(strategies::answer(message))
    })
}

#[test]
fn what_a_trial_had_done_before_it_failed_is_told() {
    let request = request(&[
        ("task", "mandelbrot"),
        ("size", "30"),
        ("chunk_size", "5"),
        ("workers", "1"),
        ("strategies", "processes"),
        ("trials", "1"),
    ]);
    let host = TestHost::default();
    let start: StartProcess = Box::new(|_, _| Box::pin(async { Ok(one_answer()) }));
    let report = run_by(&mut Crew::new(Rung::Processes, start), request, &host);
    assert_eq!(report.skipped[0].strategy, "processes");
    let events = host.events.borrow();
    let told = events
        .iter()
        .filter(|event| matches!(event, RunEvent::Painted(rows) if rows.strategy == "processes"));
    assert_eq!(told.count(), 1);
}

/// A process that waits for ever, as a rank does for one that died.
fn waiting_process() -> Process {
    Process::new(|_| Box::pin(std::future::pending()))
}

#[test]
fn what_one_strategys_death_leaves_behind_is_not_the_next_ones() {
    let report = within_patience(|| {
        let born = AtomicUsize::new(0);
        let start: StartProcess = Box::new(move |_, _| {
            let process = match born.fetch_add(1, Ordering::Relaxed) {
                0 => mortal_process(),
                1 => waiting_process(),
                _ => process(),
            };
            Box::pin(async { Ok(process) })
        });
        let request = request(&[
            ("size", "5000"),
            ("strategies", "ranks processes"),
            ("trials", "1"),
        ]);
        let mut crew = Crew::new(Rung::Processes, start);
        run_by(&mut crew, request, &TestHost::default())
    });
    assert_eq!(report.skipped.len(), 1, "{:?}", report.skipped);
    assert_eq!(report.skipped[0].strategy, "ranks");
    assert!(report.results[1].matches_sequential);
}

/// What `work` yields; a test of what must not wait for ever had better not do so either.
fn within_patience<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    const PATIENCE: Duration = Duration::from_secs(60);
    let (done, result) = mpsc::channel();
    thread::spawn(move || {
        // Whoever has lost patience listens no more.
        let _ = done.send(work());
    });
    result.recv_timeout(PATIENCE).expect("it ends")
}

#[test]
fn a_strategy_that_lost_its_later_trials_says_so() {
    let born = AtomicUsize::new(0);
    let start: StartProcess = Box::new(move |_, _| {
        // Each trial has processes of its own: the warm-up's and the first trial's are well.
        let is_well = born.fetch_add(1, Ordering::Relaxed) < 6;
        Box::pin(async move { Ok(if is_well { process() } else { mortal_process() }) })
    });
    let request = request(&[
        ("size", "5000"),
        ("strategies", "processes"),
        ("startMethod", "forkserver"),
        ("trials", "3"),
    ]);
    let mut crew = Crew::new(Rung::Processes, start);
    let report = run_by(&mut crew, request, &TestHost::default());
    let trials = &report.results[1].trials;
    assert_eq!(trials.len(), 1);
    let [incident] = &trials[0].incidents[..] else {
        panic!("{:?}", trials[0].incidents)
    };
    assert!(incident.contains("stopped in the middle"), "{incident}");
}

#[test]
fn processes_that_do_not_start_cost_the_strategies_that_need_them() {
    let start: StartProcess = Box::new(|_, _| {
        let failure = PlaygroundError::new(ErrorCode::StartFailed, "process.worker.js is missing");
        Box::pin(async { Err(failure) })
    });
    let request = request(&[
        ("size", "5000"),
        ("strategies", "threads processes ranks"),
        ("trials", "1"),
    ]);
    let mut crew = Crew::new(Rung::Threads, start);
    let report = run_by(&mut crew, request, &TestHost::default());
    assert_eq!(report.environment.rung, Rung::Threads);
    let ran: Vec<_> = report.results.iter().map(|r| r.strategy.as_str()).collect();
    assert_eq!(ran, ["sequential", "threads"]);
    let skipped: Vec<_> = report
        .skipped
        .iter()
        .map(|skipped| (skipped.strategy.as_str(), skipped.reason.as_str()))
        .collect();
    let reason = "process.worker.js is missing";
    assert_eq!(skipped, [("processes", reason), ("ranks", reason)]);
}

#[test]
fn every_way_to_call_a_pool_gives_the_same_output() {
    for (field, words) in [
        (
            "call",
            &["map", "starmap", "imap-unordered", "apply-async", "apply"][..],
        ),
        ("startMethod", &["reuse", "forkserver", "spawn"][..]),
        ("chunkSize", &["auto", "joblib", "7"][..]),
        ("preDispatch", &["1", "5"][..]),
    ] {
        for word in words {
            let request = request(&[
                (field, word),
                ("size", "5000"),
                ("strategies", "processes threads"),
                ("trials", "1"),
            ]);
            let report = run_on(Rung::Threads, request, &TestHost::default());
            assert_eq!(report.skipped, [], "{field} {word}");
            assert!(
                report
                    .results
                    .iter()
                    .all(|result| result.matches_sequential),
                "{field} {word}"
            );
            if *word == "apply" {
                assert_no_two_at_once(&report.results[1].trials[0].lanes);
            }
        }
    }
}

/// Each worker is accounted for, whatever the strategy; a lone one and requests in flight are not.
#[test]
fn speedup_stacks_sum_to_the_workers() {
    let all = strategies::ids().collect::<Vec<_>>().join(" ");
    for task in tasks::CATALOGUE
        .iter()
        .filter(|task| task.kind == Kind::Compute)
    {
        let size = small(task, 1.0).to_string();
        let request = request(&[
            ("task", task.id),
            ("strategies", &all),
            ("size", &size),
            ("workers", "3"),
            ("trials", "2"),
        ]);
        let report = run_on(Rung::Threads, request, &TestHost::default());
        for result in &report.results {
            let what = format!("{} by {}", task.id, result.strategy);
            let Some(stack) = result.stack else {
                assert_eq!(result.workers, 1, "{what}");
                continue;
            };
            let SpeedupStack { speedup, .. } = stack;
            assert_eq!(speedup, result.speedup, "{what}");
            // The parts are as large as the speed-up where sequential was kept waiting.
            let rounding = 1e-9 * speedup.max(1.0);
            assert!(
                (speedup + stack.lost() - 3.0).abs() < rounding,
                "{what}: {stack:?}"
            );
        }
        let looked = report.interference.expect("the clock is fine");
        assert_eq!(looked.workers, 3);
    }
}

#[test]
fn a_download_says_how_many_it_has_in_flight() {
    let request = request(&[
        ("task", "download-images"),
        ("strategies", "event-loop threads pipeline"),
        ("size", "12"),
        ("inFlight", "5"),
        ("trials", "1"),
    ]);
    let report = run_on(Rung::Threads, request, &TestHost::default());
    let in_flight: Vec<_> = report
        .results
        .iter()
        .map(|result| result.in_flight)
        .collect();
    assert_eq!(in_flight, [Some(1), Some(5), Some(2), Some(5)]);
    assert_eq!(
        report.interference, None,
        "a download does not need the cores"
    );
}

/// Merging is measured in more runs than two workers have, by whoever may have more of them.
#[test]
fn combining_is_sounded_where_it_is_work() {
    let sounded = |task, strategies| {
        let request = request(&[
            ("task", task),
            ("strategies", strategies),
            ("size", "25600"),
            // What takes a lone worker long is not measured again; once it may be kept waiting.
            ("trials", "3"),
        ]);
        let report = run_on(Rung::Threads, request, &TestHost::default());
        let soundings = report.soundings.iter();
        soundings
            .map(|sounding| sounding.ranges)
            .collect::<Vec<_>>()
    };
    assert_eq!(sounded("sort-numbers", "threads"), [16, 64, 256]);
    assert_eq!(sounded("count-words", "processes").len(), 3);
    assert!(sounded("sort-numbers", "event-loop").is_empty());
    assert!(sounded("count-primes", "threads").is_empty());
}

/// A run of several workers tells what they cost one another; of one, another beside it does.
#[test]
fn what_another_worker_costs_is_sounded_where_a_run_has_one() {
    let reported = |size, workers| {
        let request = request(&[
            ("task", "count-primes"),
            ("strategies", "threads"),
            ("size", size),
            ("workers", workers),
            ("trials", "1"),
        ]);
        run_on(Rung::Threads, request, &TestHost::default())
    };
    let long = reported("2000000", "1");
    let is_busy = long.interference.is_some_and(|felt| felt.is_busy());
    let times = long.inflation_beside_another;
    assert_eq!(times.is_none(), is_busy, "{long:?}");
    assert!(times.is_none_or(|times| times > 0.0), "{times:?}");
    let too_short = reported("10", "1");
    let several = reported("2000000", "2");
    for report in [too_short, several] {
        assert_eq!(report.inflation_beside_another, None);
    }
}

/// What a run predicts of itself is no check of the model: only other worker counts are.
#[test]
fn predictions_are_held_against_other_worker_counts() {
    let request = request(&[
        ("strategies", "threads"),
        ("size", "20000"),
        ("trials", "1"),
    ]);
    let report = run_on(Rung::Threads, request, &TestHost::default());
    let measured = |workers, median_ms| MeasuredTime {
        workers,
        chunk_size: None,
        median_ms,
    };
    let of = |points: &[MeasuredTime]| {
        Accuracy::of(&report, (Language::Rust, "threads"), points).expect("the lanes have ranges")
    };
    let own = of(&[measured(2, 1.0)]);
    assert_eq!((own.from_workers, own.median_error), (2, None));
    let checked = of(&[measured(1, 1.0)]).checked[0];
    let predicted_ms = checked
        .expect("combining counts costs nothing")
        .predicted_ms;
    let points = [1.0, 2.0, 4.0].map(|times| measured(1, predicted_ms * times));
    let Accuracy {
        checked,
        median_error,
        ..
    } = of(&points);
    let percent = |error: f64| (error * 100.0).round();
    let checked = checked.iter().flatten();
    let errors: Vec<_> = checked.map(|point| percent(point.error)).collect();
    assert_eq!(errors, [0.0, 50.0, 75.0]);
    assert_eq!(median_error.map(percent), Some(50.0));
    assert_eq!(
        Accuracy::of(&report, (Language::Rust, "ranks"), &points),
        None
    );
}

/// The last range leaves the queue empty, in whichever order its takers note that.
#[test]
fn a_queues_depth_ends_at_zero() {
    let request = request(&[
        ("strategies", "work-queue"),
        ("size", "20000"),
        ("workers", "2"),
    ]);
    let report = run_on(Rung::Threads, request, &TestHost::default());
    let trials = report.results.iter().flat_map(|result| &result.trials);
    let depths: Vec<_> = trials.flat_map(|trial| &trial.tracks).collect();
    assert!(!depths.is_empty());
    for depth in depths {
        assert_eq!(depth.samples.last().map(|sample| sample.value), Some(0.0));
    }
}

#[test]
fn progress_tells_what_remains_and_at_last_that_nothing_does() {
    let host = TestHost::default();
    let request = request(&[
        ("strategies", "threads"),
        ("size", "200000"),
        ("trials", "2"),
    ]);
    run_on(Rung::Threads, request, &host);
    let events = host.events.into_inner();
    let own = events.iter().filter_map(|event| match event {
        RunEvent::Progress(progress) if progress.strategy == "threads" => Some(progress),
        _ => None,
    });
    let own: Vec<_> = own.collect();
    for progress in &own {
        assert_eq!(progress.rate.is_some(), progress.completed > 0);
        if progress.trial < 2 {
            assert!(
                progress
                    .remaining_ms
                    .is_none_or(|remaining| remaining > 0.0)
            );
        }
    }
    assert_eq!(
        own.last().and_then(|progress| progress.remaining_ms),
        Some(0.0)
    );
}

fn assert_no_two_at_once(lanes: &[Lane]) {
    let mut spans: Vec<_> = worker_lanes(lanes).flat_map(runs).collect();
    spans.sort_by(|a, b| a.start_ms.total_cmp(&b.start_ms));
    assert!(spans.len() > 1);
    assert!(
        spans
            .windows(2)
            .all(|pair| pair[0].end_ms <= pair[1].start_ms + 1e-6)
    );
}

/// joblib's n_jobs: -1 is all, -2 all but one, and never fewer than one.
#[test]
fn n_jobs_counts_from_the_end_when_it_is_negative() {
    for (given, workers) in [("-1", 4), ("-2", 3), ("-9", 1), ("2", 2)] {
        let request =
            RunRequest::check(&fields(&[("nJobs", given)]), 4).expect("these are job counts");
        assert_eq!(request.workers, workers, "n_jobs={given}");
    }
    assert!(RunRequest::check(&fields(&[("nJobs", "0")]), 4).is_err());
}
