//! The boundary between JavaScript and Rust, in a real browser's worker: requests, events and
//! reports cross it as plain objects; the event loop and processes run.
//!
//! Rayon's pool is not started here: it hangs inside this test runner (wasm-bindgen-rayon's
//! issues 6 and 26). The end-to-end tests start it in a real page.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Function, JSON, JsString, Object, Reflect};
use playground::playground::Coordinator;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const BUILD_ID: &str = "test";

/// A process worker's script: what `process.worker.ts` does, with the test's own module.
const PROCESS_WORKER: &str = r#"
    self.addEventListener("message", async ({ data }) => {
        const glue = await import(GLUE);
        await glue.default({ module_or_path: data.module });
        glue.serveProcess("", data.locale);
        self.postMessage({ kind: "ready", buildId: BUILD, isLocked: false });
    }, { once: true });
"#;

fn process_worker_url(build_id: &str) -> String {
    let origin = get(&js_sys::global(), "location.origin")
        .as_string()
        .expect("a worker has an origin");
    let script = PROCESS_WORKER
        .replace(
            "GLUE",
            &format!("{:?}", format!("{origin}/wasm-bindgen-test")),
        )
        .replace("BUILD", &format!("{build_id:?}"));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob =
        web_sys::Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &options);
    let url = blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    url.expect("a worker can make addresses for blobs")
}

fn coordinator(process_build_id: &str) -> Coordinator {
    let settings = json(&format!(
        r#"{{ "buildId": "{BUILD_ID}", "baseUrl": "http://host/", "rung": "processes", "simulatedNetwork": false,
              "locale": "en", "browser": "test", "logicalCores": 2, "isolated": false }}"#
    ));
    let url = process_worker_url(process_build_id).into();
    let urls = [
        ("processScriptUrl", &url),
        ("processWorkerUrl", &url),
        ("picturesUrl", &readers().into()),
    ];
    for (field, url) in urls {
        Reflect::set(&settings, &field.into(), url).expect("an object can be written to");
    }
    let open_gpu = Function::new_no_args("throw new Error('no GPU is wanted');");
    Coordinator::new(settings, open_gpu, None).expect("these are settings")
}

fn json(text: &str) -> JsValue {
    JSON::parse(text).expect("the test's own JSON is sound")
}

/// The value at a path such as `results.0.strategy`.
fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| {
        Reflect::get(&value, &key.into()).expect("an object")
    })
}

fn text(value: &JsValue, path: &str) -> String {
    get(value, path)
        .as_string()
        .unwrap_or_else(|| panic!("no text at {path} of {value:?}"))
}

/// Runs a request in Rust and keeps its events.
async fn run(coordinator: &Coordinator, fields: &str) -> (Result<JsValue, JsValue>, Array) {
    let no_python =
        "return Promise.reject({ code: 'start-failed', message: 'There is no Python.' })";
    run_with(coordinator, fields, no_python).await
}

/// Runs a request and keeps its events; `open_python` is a function's body.
async fn run_with(
    coordinator: &Coordinator,
    fields: &str,
    open_python: &str,
) -> (Result<JsValue, JsValue>, Array) {
    let events = Array::new();
    let push = Function::new_with_args("event", "this.push(event)").bind0(&events);
    let open_python = Function::new_no_args(open_python);
    (
        coordinator.run(json(fields), push, open_python).await,
        events,
    )
}

#[wasm_bindgen_test]
fn a_request_crosses_as_a_plain_object() {
    let request = coordinator(BUILD_ID).check(json(
        r#"{ "task": "count-primes", "size": "1e6", "workers": 3 }"#,
    ));
    let request = request.expect("the request is sound");
    assert_eq!(get(&request, "size"), 1_000_000);
    assert_eq!(get(&request, "workers"), 3);
    assert_eq!(text(&request, "chunkSize"), "auto");
    assert_eq!(
        text(&request, "network"),
        "real",
        "no service worker, no simulated network"
    );
}

#[wasm_bindgen_test]
fn a_refusal_names_its_field() {
    let refused = coordinator(BUILD_ID)
        .check(json(r#"{ "workers": "two" }"#))
        .expect_err("two is no number");
    assert_eq!(
        (text(&refused, "code"), text(&refused, "field")),
        ("not-a-number".into(), "workers".into())
    );
    assert!(text(&refused, "message").contains("two"));
}

#[wasm_bindgen_test]
async fn processes_and_the_event_loop_agree_with_sequential() {
    let fields = r#"{ "task": "count-primes", "size": 100000, "trials": 1, "strategies": ["event-loop", "processes"] }"#;
    let (report, events) = run(&coordinator(BUILD_ID), fields).await;
    let report = report.expect("the run ends well");
    assert_eq!(get(&report, "results.length"), 3);
    for result in Array::from(&get(&report, "results")) {
        assert_eq!(
            get(&result, "output"),
            9_592,
            "{}",
            text(&result, "strategy")
        );
        assert_eq!(get(&result, "matchesSequential"), true);
    }
    assert_eq!(get(&report, "results.2.trials.0.lanes.length"), 3);
    let kinds: Vec<String> = events.iter().map(|event| text(&event, "kind")).collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "trial-end").count(), 3);
    assert!(Object::is(
        &JsString::from(kinds[0].as_str()),
        &"trial-start".into()
    ));
}

/// Python as `www/python/` has it, which downloads a picture and fails to download another.
const PYTHON: &str = r#"
    const body = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), (of) => of.charCodeAt(0));
    const trial = {
        beginMs: 0, elapsedMs: 10, startupMs: 1, workers: 1, items: 2, incidents: [], console: [],
        traffic: { messages: 0, bytesCopied: 0, bytesReceived: body.length, retries: 1 },
        lanes: [{ name: "main", kind: "coordinator", spans: Float64Array.of(1, 0, 4, 0, 1, 0, 4, 10, -1, -1) }],
        output: {}, bodies: [body, { code: "timed-out", message: "Too late." }], files: [],
    };
    const abilities = { version: "3.14.2", threads: true, preemption: false, packages: [] };
    return Promise.resolve({
        start: async () => abilities,
        trial: async () => structuredClone(trial),
        cancel: () => {},
    });
"#;

#[wasm_bindgen_test]
async fn a_trial_in_python_crosses_with_its_lanes_and_bodies() {
    let fields = r#"{ "task": "download-images", "size": 2, "language": "python", "strategies": "sequential" }"#;
    let (report, events) = run_with(&coordinator(BUILD_ID), fields, PYTHON).await;
    let report = report.expect("the run ends well");
    assert_eq!(text(&report, "results.0.language"), "python");
    assert_eq!(get(&report, "results.0.output.pictures"), 1);
    assert_eq!(
        text(&report, "results.0.output.failures.0.code"),
        "timed-out"
    );
    let of_kind = |kind: &str| {
        let found = events.iter().find(|event| text(event, "kind") == kind);
        found.unwrap_or_else(|| panic!("no {kind}"))
    };
    assert_eq!(get(&of_kind("picture"), "bytes.length"), 70);
    let spans = get(&of_kind("trial-end"), "trial.lanes.0.spans");
    assert_eq!(
        js_sys::Float64Array::from(spans).to_vec()[..3],
        [1.0, 0.0, 4.0]
    );
    assert_eq!(
        get(&of_kind("trial-end"), "trial.lanes.0.busyMs"),
        6,
        "what Python ran, it ran from 4 to 10"
    );
    assert_eq!(get(&of_kind("trial-end"), "trial.traffic.retries"), 1);
}

#[wasm_bindgen_test]
async fn python_that_cannot_be_opened_is_skipped_with_its_reason() {
    let fields =
        r#"{ "size": 1000, "trials": 1, "language": "rust python", "strategies": "sequential" }"#;
    let (report, _) = run(&coordinator(BUILD_ID), fields).await;
    let report = report.expect("the run goes on");
    assert_eq!(get(&report, "results.length"), 1);
    assert_eq!(text(&report, "skipped.0.language"), "python");
    assert_eq!(text(&report, "skipped.0.reason"), "There is no Python.");
}

#[wasm_bindgen_test]
async fn what_does_not_fit_the_rung_is_skipped_with_its_reason() {
    let fields = r#"{ "size": 1000, "trials": 1, "strategies": "threads" }"#;
    let (report, _) = run(&coordinator(BUILD_ID), fields).await;
    let report = report.expect("the run ends well");
    assert_eq!(text(&report, "skipped.0.strategy"), "threads");
    assert!(text(&report, "skipped.0.reason").contains("isolated"));
}

#[wasm_bindgen_test]
async fn a_process_of_another_build_costs_the_strategies_that_need_it() {
    let fields = r#"{ "size": 1000, "trials": 1, "strategies": "processes" }"#;
    let (report, _) = run(&coordinator("another"), fields).await;
    let report = report.expect("the run goes on");
    assert_eq!(get(&report, "results.length"), 1);
    assert_eq!(text(&report, "skipped.0.strategy"), "processes");
    assert!(text(&report, "skipped.0.reason").contains("of build another"));
}

#[wasm_bindgen_test]
async fn the_download_directory_keeps_nothing_after_it_was_cleared() {
    let coordinator = coordinator(BUILD_ID);
    coordinator
        .clear_directory()
        .await
        .expect("the browser has a file system");
    let files = coordinator
        .list_directory()
        .await
        .expect("the directory is made anew");
    assert_eq!(get(&files, "length"), 0);
}

/// A module as `src/pictures/` is one: it knows one format, turns bytes
/// round, or traps, for one reason or another.
const READERS: &str = r#"(module
  (import "env" "memory" (memory 1 8192 shared))
  (global $length (mut i32) (i32.const 0))
  (func (export "exchange") (param $length i32) (result i32)
    (global.set $length (local.get $length))
    (drop (memory.grow (i32.shr_u (local.get $length) (i32.const 16))))
    (i32.const 65536))
  (func (export "reversed") (result i32)
    (local $left i32) (local $right i32) (local $byte i32)
    (local.set $left (i32.const 65536))
    (local.set $right (i32.add (i32.const 65535) (global.get $length)))
    (block $done (loop $next
      (br_if $done (i32.ge_s (local.get $left) (local.get $right)))
      (local.set $byte (i32.load8_u (local.get $left)))
      (i32.store8 (local.get $left) (i32.load8_u (local.get $right)))
      (i32.store8 (local.get $right) (local.get $byte))
      (local.set $left (i32.add (local.get $left) (i32.const 1)))
      (local.set $right (i32.sub (local.get $right) (i32.const 1)))
      (br $next)))
    (global.get $length))
  ;; All bodies are PNGs: postcard's way to write the second of the formats, and no flaw.
  (func (export "format") (result i32)
    (i32.store16 (i32.const 65536) (i32.const 0x0100))
    (i32.const 2))
  (func (export "panics") (result i32) unreachable)
  (func $recurses (export "recurses") (result i32) (i32.add (call $recurses) (i32.const 1))))"#;

/// An address of that module.
fn readers() -> String {
    let module = wat::parse_str(READERS).expect("it is well-formed");
    let escaped = module.iter().map(|byte| format!("%{byte:02x}"));
    format!("data:application/wasm,{}", escaped.collect::<String>())
}

#[wasm_bindgen_test]
fn what_dies_in_a_sandbox_dies_alone() {
    let reader = |name| sandbox::Reader::new(name, |_| unreachable!("the module has its own"));
    let reversed = reader("reversed");
    sandbox::found_at(readers());
    let numbers: Vec<u8> = (0..=255).cycle().take(9 << 20).collect();
    let backwards: Vec<u8> = numbers.iter().rev().copied().collect();
    for name in ["panics", "recurses", "no_such_reader"] {
        assert_eq!(reader(name).call(b"abc"), Err(sandbox::Failed::Died));
        // Other instances go on, and the next call has a fresh one.
        assert_eq!(reversed.call(b"abc"), Ok(b"cba".to_vec()));
        assert_eq!(reversed.call(&numbers), Ok(backwards.clone()));
        assert_eq!(reversed.call(b""), Ok(Vec::new()));
    }
}
