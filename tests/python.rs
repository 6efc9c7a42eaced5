//! Whole runs that are in Python as well, by a stand-in for it: whose turn it is, what is skipped
//! and why, what is compared with what, and what becomes of a trial that fails.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use playground::error::{ErrorCode, PlaygroundError};
use playground::language::Language;
use playground::playground::{
    FieldValue, Fields, Host, Printed, PythonAbilities, PythonLane, PythonTraffic, PythonTrial,
    PythonTrialRequest, RunEvent, RunReport, RunRequest, Stream, Version,
};
use playground::strategies::Cancellation;
use playground::tasks::{self, Body, FetchFailure, FetchFailureCode, Fetched, File, Format};
use playground::tasks::{Make, Parameters, SavedBody};
use playground::timeline::{LaneKind, Span, SpanKind};
use playground::workers::Rung;
use serde_json::{Value, json};
use support::{crew, request};

/// What a trial in the stand-in comes to, unless it computes well.
type Mishap = fn(&PythonTrialRequest) -> Option<PlaygroundError>;

/// A place whose Python answers what Rust's tasks do.
struct Place {
    abilities: Result<PythonAbilities, PlaygroundError>,
    mishap: Mishap,
    /// What is made of an answer before it is told.
    twist: fn(Value) -> Value,
    /// Where the run is cancelled, if it is: a trial there goes on until it is interrupted.
    cancelled_at: Option<(&'static str, u32)>,
    cancellation: Arc<Cancellation>,
    interrupted: RefCell<bool>,
    events: RefCell<Vec<RunEvent>>,
    asked: RefCell<Vec<PythonTrialRequest>>,
    kept: RefCell<HashMap<usize, Vec<u8>>>,
    saved: RefCell<Vec<String>>,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            abilities: Ok(PythonAbilities {
                version: "3.14.2".into(),
                threads: true,
                preemption: true,
                packages: vec!["joblib".into()],
            }),
            mishap: |_| None,
            twist: |value| value,
            cancelled_at: None,
            cancellation: Arc::default(),
            interrupted: RefCell::default(),
            events: RefCell::default(),
            asked: RefCell::default(),
            kept: RefCell::default(),
            saved: RefCell::default(),
        }
    }
}

/// A PNG of one pixel.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(1, 1, image::Rgb([1, 2, 3]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a small PNG can be written");
    bytes.into_inner()
}

/// A contact sheet as Python's program hands it over.
fn sheet() -> File {
    File {
        name: "contact-sheet.jpg".into(),
        bytes: b"a sheet".to_vec(),
    }
}

impl Host for Place {
    fn emit(&self, event: RunEvent, _: Option<Vec<u8>>) {
        self.events.borrow_mut().push(event);
    }

    async fn picture(&self, _: u32) -> Fetched {
        Ok(Body::from(picture()).into())
    }

    async fn set_up_directory(&self) -> Result<(), PlaygroundError> {
        Ok(())
    }

    fn keep(&self, item: usize, body: &[u8]) {
        self.kept.borrow_mut().insert(item, body.to_vec());
    }

    async fn kept(&self, item: usize) -> Option<Vec<u8>> {
        self.kept.borrow().get(&item).cloned()
    }

    async fn shows(&self, _: usize, _: Format) -> bool {
        true
    }

    async fn save(&self, files: &[File], bodies: &[SavedBody]) -> Result<(), PlaygroundError> {
        let bodies = bodies.iter().map(|body| body.name.clone());
        let files = files.iter().map(|file| file.name.clone());
        self.saved.borrow_mut().extend(bodies.chain(files));
        Ok(())
    }

    async fn start_python(&self) -> Result<PythonAbilities, PlaygroundError> {
        self.abilities.clone()
    }

    async fn python_trial(
        &self,
        request: PythonTrialRequest,
    ) -> Result<PythonTrial, PlaygroundError> {
        self.asked.borrow_mut().push(request.clone());
        if self.cancelled_at == Some((request.strategy.as_str(), request.trial)) {
            self.cancellation.cancel();
            futures::future::poll_fn(|context| {
                context.waker().wake_by_ref();
                match *self.interrupted.borrow() {
                    true => std::task::Poll::Ready(()),
                    false => std::task::Poll::Pending,
                }
            })
            .await;
            return Err(PlaygroundError::new(ErrorCode::Cancelled, "interrupted"));
        }
        match (self.mishap)(&request) {
            Some(failure) => Err(failure),
            None => Ok(self.execute(&request)),
        }
    }

    fn interrupt_python(&self) {
        self.interrupted.replace(true);
    }
}

impl Place {
    /// Two threads that take turns, and Rust's answer; of downloads, every second fails.
    fn execute(&self, request: &PythonTrialRequest) -> PythonTrial {
        if let Some(version) = &request.version {
            return self.print(&version.source);
        }
        let task = tasks::find(&request.task).expect("it is one of ours");
        let downloads = task.kind == tasks::Kind::Download;
        let task = (task.build)(&Parameters {
            size: request.size,
            seed: request.seed,
            make: request.make,
            urls: &[],
            pictures: &[],
        });
        let items = task.len();
        let (output, bodies) = if downloads {
            (
                json!({}),
                Some((0..items).map(|item| self.download(item)).collect()),
            )
        } else {
            let output = task.combine(vec![task.run(0..items, Vec::new())]);
            ((self.twist)(task.describe(output).value), None)
        };
        PythonTrial {
            begin_ms: 0.0,
            elapsed_ms: 100.0,
            startup_ms: 5.0,
            workers: if request.strategy == "sequential" {
                1
            } else {
                request.workers
            },
            items: items as u32,
            lanes: lanes(&request.strategy, items as u32),
            traffic: PythonTraffic {
                messages: 1,
                bytes_copied: 2.0,
                bytes_received: 3.0,
                retries: request.retries,
            },
            output,
            bodies,
            files: match request.make {
                Make::Files => Vec::new(),
                Make::ContactSheet => vec![sheet()],
            },
            incidents: Vec::new(),
            fingerprint: None,
            console: vec![printed(&format!("printed by {}", request.strategy))],
        }
    }

    /// What a version prints: the words of its source; their order is free after the word `free`.
    fn print(&self, source: &str) -> PythonTrial {
        let words = source.trim_start_matches("free ");
        let mut sorted: Vec<_> = words.split(' ').collect();
        sorted.sort_unstable();
        let own = (words == source).then_some(words);
        let fingerprint = json!({ "things": [sorted.join(" ")], "own": own });
        PythonTrial {
            begin_ms: 0.0,
            elapsed_ms: 100.0,
            startup_ms: 5.0,
            workers: 1,
            items: 1,
            lanes: lanes("sequential", 1),
            traffic: PythonTraffic {
                messages: 0,
                bytes_copied: 0.0,
                bytes_received: 0.0,
                retries: 0,
            },
            output: words.into(),
            fingerprint: serde_json::from_value(fingerprint).expect("it is one"),
            bodies: None,
            files: Vec::new(),
            incidents: Vec::new(),
            console: vec![printed(words)],
        }
    }

    fn download(&self, item: usize) -> Option<FetchFailure> {
        if item.is_multiple_of(2) {
            self.keep(item, &picture());
            return None;
        }
        Some(FetchFailure {
            code: FetchFailureCode::TimedOut,
            message: "timed out".into(),
        })
    }

    fn run(&self, rung: Rung, given: &[(&str, &str)]) -> RunReport {
        self.finish(rung, request(given))
    }

    fn finish(&self, rung: Rung, request: RunRequest) -> RunReport {
        support::report(request, &mut crew(rung), self.cancellation.clone(), self)
    }

    /// Which trials began, in order.
    fn begun(&self) -> Vec<(u32, Language, String)> {
        let events = self.events.borrow();
        let begun = events.iter().filter_map(|event| match event {
            RunEvent::TrialStart(begun) => {
                Some((begun.trial, begun.language, begun.strategy.clone()))
            }
            _ => None,
        });
        begun.collect()
    }
}

fn printed(text: &str) -> Printed {
    Printed {
        at_ms: 1.0,
        who: "main".into(),
        stream: Stream::Out,
        text: text.into(),
    }
}

fn lanes(strategy: &str, items: u32) -> Vec<PythonLane> {
    let span = |kind, start_ms, end_ms, range| Span {
        kind,
        start_ms,
        end_ms,
        range,
    };
    let half = items / 2;
    if strategy == "sequential" {
        return vec![PythonLane {
            name: "main".into(),
            kind: LaneKind::Coordinator,
            spans: vec![span(
                SpanKind::Run,
                0.0,
                100.0,
                Some((0..items as usize).into()),
            )],
        }];
    }
    let thread = |name: &str, from: f64, range| PythonLane {
        name: name.into(),
        kind: if strategy == "processes" {
            LaneKind::Process
        } else {
            LaneKind::Thread
        },
        // Not in order: whoever passes the GIL on may tell of it late.
        spans: vec![
            span(SpanKind::LockWait, 50.0 - from, 100.0 - from, None),
            span(SpanKind::Run, from, from + 50.0, Some(range)),
        ],
    };
    vec![
        thread("thread 1", 0.0, (0..half as usize).into()),
        thread("thread 2", 50.0, (half as usize..items as usize).into()),
    ]
}

const BOTH: (&str, &str) = ("language", "rust python");
const PYTHON: (&str, &str) = ("language", "python");
const SMALL: (&str, &str) = ("size", "5000");

/// What was skipped: the language, the strategy and the reason.
fn skipped(report: &RunReport) -> Vec<(Language, &str, &str)> {
    let skipped = report.skipped.iter();
    skipped
        .map(|it| (it.language, it.strategy.as_str(), it.reason.as_str()))
        .collect()
}

#[test]
fn a_request_is_of_rust_unless_it_says_otherwise() {
    assert_eq!(request(&[]).language, [Language::Rust]);
    let both = request(&[("language", "python, rust python")]);
    assert_eq!(both.language, [Language::Python, Language::Rust]);
    for task in tasks::CATALOGUE {
        let size = |language| request(&[("task", task.id), ("language", language)]).size;
        assert_eq!(size("rust"), task.size.default, "{}", task.id);
        assert_eq!(size("python"), task.size.python_default, "{}", task.id);
        assert_eq!(size("rust python"), task.size.python_default, "{}", task.id);
    }
}

/// One that was saved before there was a choice has none to tell of.
#[test]
fn a_request_of_before_there_were_languages_is_of_rust() {
    let mut saved = serde_json::to_value(request(&[])).expect("a request is plain data");
    let fields = saved.as_object_mut().expect("it has fields");
    fields.remove("language").expect("it has one");
    let read: RunRequest = serde_json::from_value(saved).expect("it is sound");
    assert_eq!(read, request(&[]));
}

#[test]
fn languages_and_strategies_take_turns() {
    let place = Place::default();
    let fields = [BOTH, SMALL, ("strategies", "threads"), ("trials", "2")];
    let report = place.run(Rung::Threads, &fields);
    let round = |trial| {
        [Language::Rust, Language::Python]
            .into_iter()
            .flat_map(move |language| {
                ["sequential", "threads"].map(|id| (trial, language, id.to_owned()))
            })
    };
    assert_eq!(place.begun(), Vec::from_iter((0..=2).flat_map(round)));
    assert_eq!(report.skipped, []);
    assert_eq!(report.environment.python.as_deref(), Some("3.14.2"));
    for result in &report.results {
        assert!(result.matches_sequential, "{result:?}");
        assert_eq!(result.trials.len(), 2);
        if result.language == Language::Python {
            // Its own sequential took as long, whatever Rust's took.
            assert_eq!(result.speedup, 1.0, "{}", result.strategy);
            let text = format!("printed by {}", result.strategy);
            assert_eq!(result.trials[0].console, [printed(&text)]);
        }
    }
    let [.., threads] = &report.results[..] else {
        panic!("there are results");
    };
    let stack = threads.stack.expect("there are two workers");
    assert_eq!((stack.speedup, stack.lock_wait), (1.0, 1.0));
    let spans = &threads.trials[0].lanes[0].spans;
    assert!(spans.is_sorted_by(|one, next| one.start_ms <= next.start_ms));
    let found = report.diagnosis.iter();
    let found: Vec<_> = found.map(|it| (it.language, it.code.as_str())).collect();
    assert!(
        found.contains(&(Language::Python, "held-by-the-gil")),
        "{found:?}"
    );
}

#[test]
fn python_is_told_all_that_its_programs_take() {
    let place = Place::default();
    let fields = [
        PYTHON,
        ("task", "download-images"),
        ("strategies", "event-loop"),
        ("size", "6"),
        ("workers", "4"),
        ("inFlight", "3"),
        ("network", "real"),
        ("seed", "9"),
        ("retries", "5"),
    ];
    let report = place.run(Rung::Threads, &fields);
    let asked = place.asked.into_inner();
    let sizes = asked.iter().map(|of| (of.trial, of.size, of.urls.len()));
    // A warm-up opens the connections.
    let expected = [(0, 4, 4), (0, 4, 4), (1, 6, 6), (1, 6, 6)];
    assert_eq!(sizes.collect::<Vec<_>>(), expected);
    let last = &asked[3];
    assert_eq!(last.urls[5], "http://host/pictures/06.jpg?copy=1");
    assert_eq!((last.strategy.as_str(), last.seed), ("event-loop", 9));
    assert_eq!((last.workers, last.in_flight), (4, 3));
    assert_eq!(last.retries, 5);
    // The stand-in says that it tried so often.
    assert_eq!(report.results[1].trials[0].traffic.retries, 5);
}

#[test]
fn what_python_cannot_do_here_is_skipped_with_its_reason() {
    let with = |change: fn(&mut PythonAbilities)| {
        let mut place = Place::default();
        change(place.abilities.as_mut().expect("it has some"));
        place
    };
    let all = ("strategies", "event-loop threads processes pipeline");
    let reasons = |place: Place, rung, task: &'static str| {
        let fields = [PYTHON, ("task", task), all, ("size", "8"), ("trials", "1")];
        let report = place.run(rung, &fields);
        let skipped = skipped(&report);
        let of = |&(_, id, reason): &(_, &str, &str)| (id.to_owned(), reason.to_owned());
        skipped.iter().map(of).collect::<HashMap<_, _>>()
    };
    let here = reasons(Place::default(), Rung::Threads, "count-primes");
    assert_eq!(here.len(), 1, "{here:?}");
    assert!(here["pipeline"].contains("unlike stages"), "{here:?}");

    let without_memory = reasons(Place::default(), Rung::Processes, "count-primes");
    assert_eq!(without_memory, here, "threads of Python need none");

    let alone = reasons(Place::default(), Rung::Single, "count-primes");
    assert_eq!(alone["processes"], Rung::Processes.out_of_reach());
    assert_eq!(alone.len(), 2);

    let without_stacks = with(|of| of.threads = false);
    let without_stacks = reasons(without_stacks, Rung::Threads, "count-primes");
    assert_eq!(without_stacks.len(), 4);
    assert!(without_stacks["threads"].contains("Promise Integration"));

    let without_pillow = reasons(Place::default(), Rung::Threads, "make-thumbnails");
    assert_eq!(without_pillow.len(), 5);
    assert!(without_pillow["sequential"].contains("`cargo xtask build --python-packages DIR`"));

    let with_pillow = with(|of| of.packages.push("pillow".into()));
    assert_eq!(
        reasons(with_pillow, Rung::Threads, "make-thumbnails").len(),
        1
    );
}

#[test]
fn python_that_does_not_start_costs_nothing_but_its_own() {
    let place = Place {
        abilities: Err(PlaygroundError::new(
            ErrorCode::StartFailed,
            "python.js is missing",
        )),
        ..Place::default()
    };
    let fields = [BOTH, SMALL, ("strategies", "threads"), ("trials", "1")];
    let report = place.run(Rung::Threads, &fields);
    assert_eq!(report.results.len(), 2);
    let reason = "python.js is missing";
    assert_eq!(
        skipped(&report),
        [
            (Language::Python, "sequential", reason),
            (Language::Python, "threads", reason)
        ]
    );
}

#[test]
fn python_is_not_started_where_nobody_asks_for_it() {
    let place = Place {
        abilities: Err(PlaygroundError::new(
            ErrorCode::StartFailed,
            "never to be told",
        )),
        ..Place::default()
    };
    let report = place.run(Rung::Threads, &[SMALL, ("trials", "1")]);
    assert_eq!(report.skipped, []);
}

#[test]
fn threads_that_cannot_be_made_to_switch_say_so() {
    let mut place = Place::default();
    place.abilities.as_mut().expect("it has some").preemption = false;
    let fields = [
        PYTHON,
        SMALL,
        ("strategies", "threads processes"),
        ("trials", "1"),
    ];
    for result in place.run(Rung::Processes, &fields).results {
        let incidents = &result.trials[0].incidents;
        let says_so = incidents
            .iter()
            .any(|it| it.contains("only where they wait"));
        assert_eq!(says_so, result.strategy == "threads", "{incidents:?}");
    }
}

#[test]
fn a_cancelled_trial_is_interrupted_and_what_finished_is_kept() {
    let place = Place {
        cancelled_at: Some(("threads", 1)),
        ..Place::default()
    };
    let fields = [BOTH, SMALL, ("strategies", "threads"), ("trials", "3")];
    let report = place.run(Rung::Threads, &fields);
    assert!(*place.interrupted.borrow());
    let finished: Vec<_> = report
        .results
        .iter()
        .map(|it| (it.language, it.strategy.as_str(), it.trials.len()))
        .collect();
    assert_eq!(
        finished,
        [
            (Language::Rust, "sequential", 1),
            (Language::Rust, "threads", 1),
            (Language::Python, "sequential", 1),
        ]
    );
    let [(Language::Python, "threads", reason)] = skipped(&report)[..] else {
        panic!("{:?}", report.skipped);
    };
    assert!(reason.contains("cancelled"), "{reason}");
}

#[test]
fn an_output_that_is_not_rusts_is_told() {
    let matches = |twist, language| {
        let place = Place {
            twist,
            ..Place::default()
        };
        let fields = [
            ("language", language),
            SMALL,
            ("trials", "1"),
            ("strategies", "threads"),
        ];
        let results = place.run(Rung::Threads, &fields).results;
        let own = results
            .iter()
            .map(|it| (it.language, it.matches_sequential));
        own.collect::<Vec<_>>()
    };
    let (rust, python) = (Language::Rust, Language::Python);
    let right = [(rust, true), (rust, true), (python, true), (python, true)];
    let wrong = [(rust, true), (rust, true), (python, false), (python, false)];
    // JavaScript has but one kind of numbers.
    let float = |value: Value| json!(value.as_f64().expect("a number"));
    assert_eq!(matches(float, "rust python"), right);
    let other = |_| json!(42);
    assert_eq!(matches(other, "rust python"), wrong);
    assert_eq!(
        matches(other, "python"),
        right[2..],
        "alone it agrees with itself"
    );
}

fn raised(request: &PythonTrialRequest, strategy: &str, trial: u32) -> Option<PlaygroundError> {
    let raises = request.strategy == strategy && request.trial == trial;
    raises.then(|| PlaygroundError::new(ErrorCode::ProgramFailed, "ZeroDivisionError"))
}

#[test]
fn a_trial_that_fails_costs_its_strategy_alone() {
    let place = Place {
        mishap: |request| raised(request, "threads", 2),
        ..Place::default()
    };
    let fields = [BOTH, SMALL, ("strategies", "threads"), ("trials", "3")];
    let report = place.run(Rung::Threads, &fields);
    let trials = report.results.iter().map(|it| it.trials.len());
    assert_eq!(trials.collect::<Vec<_>>(), [3, 3, 3, 1]);
    let [incident] = &report.results[3].trials[0].incidents[..] else {
        panic!("{:?}", report.results[3].trials[0].incidents);
    };
    assert!(incident.contains("ZeroDivisionError"), "{incident}");
}

#[test]
fn without_its_sequential_a_language_has_nothing_to_compare_with() {
    let place = Place {
        mishap: |request| raised(request, "sequential", 0),
        ..Place::default()
    };
    let fields = [BOTH, SMALL, ("strategies", "threads"), ("trials", "1")];
    let report = place.run(Rung::Threads, &fields);
    assert_eq!(report.results.len(), 2);
    let skipped = skipped(&report);
    assert_eq!(
        skipped[0],
        (Language::Python, "sequential", "ZeroDivisionError")
    );
    let (Language::Python, "threads", reason) = skipped[1] else {
        panic!("{skipped:?}");
    };
    assert!(
        reason.starts_with("There is nothing to compare it with."),
        "{reason}"
    );
    assert_eq!(place.asked.borrow().len(), 1, "and nothing more is tried");
}

#[test]
fn what_python_downloads_is_described_shown_and_saved_as_rusts_is() {
    let place = Place::default();
    let fields = [
        PYTHON,
        ("task", "download-images"),
        ("size", "4"),
        ("strategies", "threads"),
    ];
    let report = place.run(Rung::Threads, &fields);
    for result in &report.results {
        assert!(result.matches_sequential, "{}", result.strategy);
        assert_eq!(result.output["pictures"], 2, "{}", result.strategy);
        assert_eq!(result.output["failures"][0]["code"], "timed-out");
    }
    assert_eq!(
        *place.saved.borrow(),
        ["001-picture.jpg", "003-picture.jpg"]
    );
    let events = place.events.borrow();
    let shown = events.iter().filter_map(|event| match event {
        RunEvent::Picture(it) => Some((it.language, it.strategy.as_str(), it.item, it.worker)),
        _ => None,
    });
    let expected = [
        (Language::Python, "sequential", 0, 0),
        (Language::Python, "sequential", 2, 0),
        (Language::Python, "threads", 0, 0),
        (Language::Python, "threads", 2, 1),
    ];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn a_sheet_that_python_made_is_saved_beside_its_pictures() {
    let mut place = Place::default();
    let packages = &mut place.abilities.as_mut().expect("it has some").packages;
    packages.push("pillow".into());
    let fields = [
        PYTHON,
        ("task", "download-images"),
        ("size", "4"),
        ("strategies", "threads"),
        ("make", "contact-sheet"),
    ];
    for result in place.run(Rung::Threads, &fields).results {
        assert!(result.matches_sequential, "{}", result.strategy);
        assert_eq!(result.output["pictures"], 2, "{}", result.strategy);
        assert_eq!(result.output["sheet"].as_str().map(str::len), Some(16));
    }
    assert_eq!(
        *place.saved.borrow(),
        ["001-picture.jpg", "003-picture.jpg", "contact-sheet.jpg"]
    );
}

/// Fields that ask for a program of these versions.
fn program(versions: Vec<Version>) -> Fields {
    let task = FieldValue::Text("program".into());
    let trials = FieldValue::Number(2.0);
    Fields::from([
        ("task".into(), task),
        ("trials".into(), trials),
        ("versions".into(), FieldValue::Versions(versions)),
    ])
}

fn version(name: &str, source: &str) -> Version {
    Version {
        id: String::new(),
        name: name.into(),
        source: source.into(),
        ranks: None,
        unordered: false,
    }
}

/// A program of three versions; in the stand-in each prints its own source.
fn three(sources: [&str; 3]) -> RunRequest {
    let names = ["Plain loop", "Threads", "Threads"];
    let versions = names.iter().zip(sources);
    let versions = versions.map(|(name, source)| version(name, source));
    RunRequest::check(&program(versions.collect()), 2).expect("it is sound")
}

#[test]
fn a_program_is_checked_version_by_version() {
    let refused = |versions: Vec<Version>| {
        let error = RunRequest::check(&program(versions), 2).expect_err("it is not sound");
        assert_eq!(error.field.as_deref(), Some("versions"));
        (error.code, error.message)
    };
    let ranks = |ranks| Version {
        ranks: Some(ranks),
        ..version("Ranks", "pass")
    };
    for (versions, code, says) in [
        (vec![], ErrorCode::Missing, "no program"),
        (vec![version(" ", "pass")], ErrorCode::Missing, "no name"),
        (vec![version("A", " \n")], ErrorCode::Missing, "is empty"),
        (vec![ranks(0)], ErrorCode::OutOfRange, "1 to 16"),
        (vec![ranks(17)], ErrorCode::OutOfRange, "1 to 16"),
        (
            vec![version("A", &"#".repeat(200_001))],
            ErrorCode::OutOfRange,
            "too long",
        ),
        (
            vec![version("A", "pass"); 13],
            ErrorCode::OutOfRange,
            "at most 12",
        ),
    ] {
        let (found, message) = refused(versions);
        assert_eq!(found, code, "{message}");
        assert!(message.contains(says), "{message}");
    }
    let request = three(["a", "b", "c"]);
    assert_eq!(request.strategies, ["plain-loop", "threads", "threads-2"]);
    assert_eq!(request.language, [Language::Python]);
    let named = Version {
        id: "mine".into(),
        ..version("名前", "pass")
    };
    let request = RunRequest::check(&program(vec![named, version("名前", "pass")]), 2);
    assert_eq!(
        request.expect("it is sound").strategies,
        ["mine", "version"]
    );
}

#[test]
fn versions_take_turns_and_the_first_is_the_yardstick() {
    let place = Place::default();
    let report = place.finish(Rung::Threads, three(["same", "same", "other"]));
    let ids = ["plain-loop", "threads", "threads-2"];
    let round = |trial| ids.map(move |id| (trial, Language::Python, id.to_owned()));
    assert_eq!(place.begun(), Vec::from_iter((0..=2).flat_map(round)));
    assert_eq!(report.skipped, []);
    let matches = report.results.iter().map(|it| it.matches_sequential);
    assert_eq!(matches.collect::<Vec<_>>(), [true, true, false]);
    for result in &report.results {
        assert_eq!(result.trials.len(), 2);
        assert_eq!((result.speedup, result.items), (1.0, 1));
    }
    assert!(report.diagnosis.iter().all(|it| it.remedy.is_none()));
    let told: Vec<_> = place.asked.borrow().iter().map(asked_of).collect();
    assert_eq!(told[..2], [("same".to_owned(), 2), ("same".to_owned(), 2)]);
    let saved = serde_json::to_value(&report).expect("a report is plain data");
    let read = RunReport::read(|| &saved).expect("it can be opened again");
    assert_eq!(read.request, report.request);
    assert_eq!(read.results, report.results);
}

fn asked_of(request: &PythonTrialRequest) -> (String, u32) {
    let version = request.version.as_ref().expect("it is of a program");
    (version.source.clone(), request.workers)
}

#[test]
fn the_order_of_lines_counts_only_where_both_have_one() {
    let matches = |sources: [&str; 3]| {
        let report = Place::default().finish(Rung::Threads, three(sources));
        let results = report.results.iter();
        let all = results.map(|it| (it.matches_sequential, it.not_comparable.is_some()));
        all.collect::<Vec<_>>()
    };
    let same = (true, false);
    assert_eq!(matches(["a b", "b a", "a b"])[1], (false, false));
    assert_eq!(matches(["a b", "free b a", "a b"]), [same; 3]);
    assert_eq!(matches(["free a b", "b a", "a b"]), [same; 3]);
    assert_eq!(matches(["a b", "free b c", "a b"])[1], (false, false));
}

#[test]
fn a_version_that_raises_costs_itself_alone() {
    for (strategy, left) in [
        ("plain-loop", ["threads", "threads-2"]),
        ("threads", ["plain-loop", "threads-2"]),
    ] {
        let place = Place {
            mishap: match strategy {
                "threads" => |request| raised(request, "threads", 0),
                _ => |request| raised(request, "plain-loop", 0),
            },
            ..Place::default()
        };
        let report = place.finish(Rung::Threads, three(["same"; 3]));
        let results = report.results.iter().map(|it| it.strategy.as_str());
        assert_eq!(results.collect::<Vec<_>>(), left);
        assert!(report.results.iter().all(|it| it.matches_sequential));
        assert_eq!(
            skipped(&report),
            [(Language::Python, strategy, "ZeroDivisionError")]
        );
    }
}
