//! The Python programs of `python/` yield what the Rust ones do, and their downloads overlap as
//! their strategies say; so do the programs that the benchmarks compare with.
#![cfg(not(target_arch = "wasm32"))]

mod interpreter;
mod library;
mod prediction;
mod program;
mod server;

use std::io::Cursor;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use image::{ImageFormat, Rgb, RgbImage};
use playground::strategies;
use playground::tasks::{
    self, AnyTask, Body, Description, FetchFailure, FetchFailureCode, Fetched, File, Inspected,
    Make, Parameters, SavedBody,
};
use serde_json::Value;

use program::{Program, functions, strategy_of};
use server::Server;

const WORKERS: usize = 2;
const IN_FLIGHT: usize = 3;
const SEEDS: [u32; 2] = [1, 4_000_000_000];

/// Enough items that every strategy cuts them, few enough for Python.
fn size(task: &tasks::Entry) -> u32 {
    match task.id {
        "mandelbrot" => 40,
        "multiply-matrices" => 23,
        "make-thumbnails" => 6,
        _ => 3_007,
    }
}

/// The functions that execute a task, but for `ranks`, which is started in another way, and `gpu`,
/// which takes one.
fn suited(task: &tasks::Entry) -> Vec<&'static str> {
    let suits = |function: &&str| {
        let strategy = strategy_of(function).expect("every function is a strategy's");
        strategy.id != strategies::ON_GPU && (strategy.suits)(task).is_ok()
    };
    functions().filter(suits).collect()
}

/// What Rust says and saves, once every body that came has been looked at.
fn describe(task: &dyn AnyTask, fetched: &[Fetched]) -> Rust {
    let mut output = task.combine(vec![task.run(0..task.len(), fetched.to_vec())]);
    let body = |item: usize| fetched[item].as_ref().expect("it came");
    for item in task.came(&output) {
        task.note(&mut output, item, Inspected::of(body(item)));
    }
    let Description {
        value,
        files,
        bodies,
        ..
    } = task.describe(output);
    let came = bodies.into_iter().map(|SavedBody { item, name }| File {
        name,
        bytes: body(item).to_vec(),
    });
    let files = came.chain(files).collect();
    Rust { value, files }
}

/// What Rust says and saves.
struct Rust {
    value: Value,
    files: Vec<File>,
}

/// A description's value as it would be read from its JSON, like Python's, and without what
/// Python's libraries say or encode in another way.
fn comparable(value: &Value, task: &tasks::Entry) -> Value {
    let mut value: Value =
        serde_json::from_str(&value.to_string()).expect("a value's text is JSON");
    if let Some(failures) = value.get_mut("failures").and_then(Value::as_array_mut) {
        for failure in failures.iter_mut().filter_map(Value::as_object_mut) {
            let message = failure.remove("message");
            let told = message.as_ref().and_then(Value::as_str);
            assert!(told.is_some_and(|told| !told.is_empty()), "{failure:?}");
        }
    }
    if let Some(value) = value.as_object_mut() {
        value.remove("sheet");
        value.remove("notOnSheet");
        if task.id == "make-thumbnails" {
            value.remove("bytes").expect("how many bytes");
            value.remove("digest").expect("a digest");
        }
    }
    value
}

/// A folder for a test's files, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // It is there if the test was run before.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder can be written to");
    folder
}

fn read_files(folder: &Path) -> Vec<File> {
    let entries = std::fs::read_dir(folder).expect("the files were saved");
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("a folder's entry can be read");
        File {
            name: entry.file_name().to_string_lossy().into_owned(),
            bytes: std::fs::read(entry.path()).expect("a saved file can be read"),
        }
    };
    let mut files: Vec<File> = entries.map(read).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// A JPEG that says it was taken by a camera that was held upright.
fn turned(jpeg: &[u8]) -> Vec<u8> {
    const EXIF: &[u8] =
        b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let (start, rest) = jpeg.split_at(2);
    [start, EXIF, rest].concat()
}

/// Pictures of several shapes and much detail; the third is none, the fourth not whole, and the
/// last to be turned.
fn pictures() -> Vec<Vec<u8>> {
    let picture = |(number, (width, height)): (u32, (u32, u32))| {
        // Rings, wide enough that they survive being reduced.
        let paint = |x: u32, y: u32| {
            let wave = (f64::from(x * x + y * y) / f64::from(900 + number)).sin();
            Rgb([(127.0 * (1.0 + wave)) as u8, (x / 3) as u8, (y / 2) as u8])
        };
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_fn(width, height, paint)
            .write_to(&mut bytes, ImageFormat::Jpeg)
            .expect("a small JPEG can be written");
        bytes.into_inner()
    };
    let shapes = [(648, 432), (300, 450), (1, 1), (161, 60), (90, 60)];
    let mut pictures: Vec<Vec<u8>> = (0..).zip(shapes).map(picture).collect();
    pictures[2] = b"no picture".to_vec();
    let cut = pictures[3].len() / 2;
    pictures[3].truncate(cut);
    pictures[4] = turned(&pictures[4]);
    pictures
}

/// Among Python's functions there is one for every strategy, and none that is nobody's, so that
/// the tests below leave none out.
#[test]
fn every_strategy_has_its_python() {
    for id in strategies::ids() {
        let name = id.replace('-', "_");
        assert!(functions().any(|function| function == name), "{name}");
    }
    for function in functions() {
        assert!(strategy_of(function).is_some(), "{function}");
    }
}

/// The tasks that need nothing but a size and a seed, with some of each.
fn computing() -> impl Iterator<Item = (&'static tasks::Entry, Parameters<'static>)> {
    let computing = tasks::CATALOGUE
        .iter()
        .filter(|task| task.kind == tasks::Kind::Compute && !task.needs_pictures);
    computing.flat_map(|task| SEEDS.map(|seed| (task, parameters(task, seed))))
}

fn parameters(task: &tasks::Entry, seed: u32) -> Parameters<'static> {
    Parameters {
        size: size(task),
        seed,
        make: Make::Files,
        urls: &[],
        pictures: &[],
    }
}

/// What Rust yields, as others print it.
fn rust(task: &tasks::Entry, parameters: &Parameters) -> Value {
    let rust = describe(&*(task.build)(parameters), &[]);
    comparable(&rust.value, task)
}

#[test]
fn computing_tasks_have_rusts_output() {
    for (task, parameters) in computing() {
        // What a strategy does is the same for any seed.
        let strategies = if parameters.seed == SEEDS[0] {
            suited(task)
        } else {
            vec!["sequential"]
        };
        let rust = rust(task, &parameters);
        let outputs = Program::python(task, &parameters, &strategies).outputs();
        assert_eq!(outputs.len(), strategies.len(), "{}", task.id);
        for (strategy, output) in strategies.iter().zip(outputs) {
            let what = format!("{} by {strategy}, seed {}", task.id, parameters.seed);
            assert_eq!(output, rust, "{what}");
        }
    }
}

#[test]
fn ranks_that_mpi_starts_have_rusts_output() {
    for id in ["count-words", "multiply-matrices", "sort-numbers"] {
        let task = tasks::find(id).expect("a task");
        let parameters = parameters(task, SEEDS[0]);
        let program = Program::python(task, &parameters, &["ranks"]).started_by_mpi(3);
        assert_eq!(program.outputs(), [rust(task, &parameters)], "{id}");
    }
}

#[test]
fn plain_javascript_has_rusts_output() {
    for (task, parameters) in computing() {
        let outputs = Program::javascript(task, &parameters).outputs();
        let what = format!("{}, seed {}", task.id, parameters.seed);
        assert_eq!(outputs, [rust(task, &parameters)], "{what}");
    }
}

#[test]
fn what_pythons_benchmark_times_has_rusts_output() {
    for seed in SEEDS {
        let computing = || computing().filter(|(_, parameters)| parameters.seed == seed);
        let given = computing().map(|(task, parameters)| (task.id, parameters.size));
        let program = Program::python_benchmark(&given.collect::<Vec<_>>(), seed);
        let answers = program.outputs();
        assert_eq!(answers.len(), computing().count(), "a line for each job");
        for ((task, parameters), answer) in computing().zip(answers) {
            let rust = rust(task, &parameters);
            let mut strategies = Vec::new();
            for measured in answer.as_array().expect("a list of timings") {
                assert_eq!(measured["output"], rust, "{measured}, seed {seed}");
                strategies.push(measured["strategy"].as_str().expect("a strategy's id"));
            }
            let always = ["sequential", "processes", "processes-joblib"];
            assert!(
                strategies.starts_with(&always),
                "{}: {strategies:?}",
                task.id
            );
        }
    }
}

#[test]
fn thumbnails_look_like_rusts() {
    let task = tasks::find("make-thumbnails").expect("a task");
    let (given, saved) = (folder("pictures"), folder("thumbnails"));
    let pictures = pictures();
    for (number, picture) in pictures.iter().enumerate() {
        std::fs::write(given.join(format!("{number}.jpg")), picture)
            .expect("a file can be written");
    }
    let parameters = Parameters {
        pictures: &pictures,
        ..parameters(task, SEEDS[0])
    };
    let rust = describe(&*(task.build)(&parameters), &[]);
    let strategies = suited(task);
    let program = Program::python(task, &parameters, &strategies)
        .argument("--pictures", &given)
        .argument("--save", &saved);
    assert_saved_as_rust(task, &strategies, &program, &saved, &rust, assert_alike);
}

/// Every strategy's output and the files it saved are Rust's, by `assert_same`.
fn assert_saved_as_rust(
    task: &tasks::Entry,
    strategies: &[&str],
    program: &Program,
    saved: &Path,
    rust: &Rust,
    assert_same: impl Fn(&File, &File),
) {
    let outputs = program.outputs();
    assert_eq!(outputs.len(), strategies.len());
    for (strategy, output) in strategies.iter().zip(outputs) {
        let rust_value = comparable(&rust.value, task);
        assert_eq!(comparable(&output, task), rust_value, "{strategy}");
        let files = read_files(&saved.join(strategy.replace('_', "-")));
        assert_eq!(files.len(), rust.files.len(), "{strategy}");
        for (python, rust) in files.iter().zip(&rust.files) {
            assert_same(python, rust);
        }
    }
}

/// Two pictures that different encoders made of the same one.
fn assert_alike(python: &File, rust: &File) {
    assert_eq!(python.name, rust.name);
    let difference = mean_difference(&python.bytes, &rust.bytes);
    assert!(difference < 3.0, "{}: {difference}", python.name);
}

/// How far two pictures of the same size are apart in the mean, on a scale from 0 to 255.
fn mean_difference(python: &[u8], rust: &[u8]) -> f64 {
    let [python, rust] = [python, rust].map(|bytes| {
        image::load_from_memory(bytes)
            .expect("a thumbnail is a picture")
            .into_rgb8()
    });
    assert_eq!(python.dimensions(), rust.dimensions());
    let pairs = python.as_raw().iter().zip(rust.as_raw());
    let sum: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / rust.as_raw().len() as f64
}

/// How many requests a strategy's function has at most under way at once.
fn most_at_once(function: &str) -> RangeInclusive<usize> {
    match function {
        "sequential" | "processes_apply" => 1..=1,
        "event_loop" | "pipeline" => 2..=IN_FLIGHT,
        // A process may have done all the work before the next one has started.
        processes if processes.starts_with("processes") => 1..=WORKERS,
        // One rank, as it is not MPI that starts it.
        "ranks" => 1..=1,
        _ => 2..=WORKERS,
    }
}

/// Downloads from a server of its own, by Python and by Rust, and compares all they say and save.
/// For each strategy, how many requests were waiting as each of its own came.
fn download(strategies: &[&str], make: Make) -> Vec<Vec<usize>> {
    let task = tasks::find("download-images").expect("a task");
    let pictures = pictures();
    let overlap: Vec<bool> = strategies
        .iter()
        .map(|strategy| !most_at_once(strategy).contains(&1))
        .collect();
    let asked_by_each = pictures.len() + 1;
    let server = Server::start(pictures.clone(), move |number| {
        number % asked_by_each == 0 && overlap.get(number / asked_by_each) == Some(&true)
    });
    let mut urls: Vec<String> = (0..pictures.len())
        .map(|number| server.url(&format!("{number}/%E5%86%99%E7%9C%9F.?size=large/full")))
        .collect();
    urls.push(server.url("gone.jpg"));
    let parameters = Parameters {
        size: urls.len() as u32,
        make,
        urls: &urls,
        ..parameters(task, SEEDS[0])
    };
    let gone = FetchFailure {
        code: FetchFailureCode::BadStatus,
        message: "This message is Rust's own.".into(),
    };
    let came = pictures.into_iter().map(|body| Ok(Body::from(body).into()));
    let fetched: Vec<Fetched> = came.chain([Err(gone)]).collect();
    let rust = describe(&*(task.build)(&parameters), &fetched);
    assert_eq!(rust.value["failures"].as_array().map(Vec::len), Some(3));

    let made = serde_json::to_value(make).expect("a word can be written");
    let made = made.as_str().expect("a word");
    let saved = folder(&format!("downloads-{made}"));
    let program = Program::python(task, &parameters, strategies)
        .argument("--make", made)
        .argument("--save", &saved);
    let assert_same = |python: &File, rust: &File| {
        if rust.name == "contact-sheet.jpg" {
            assert_alike(python, rust);
        } else {
            assert_eq!(python, rust);
        }
    };
    assert_saved_as_rust(task, strategies, &program, &saved, &rust, assert_same);
    let log = server.log();
    assert_eq!(
        log.len(),
        strategies.len() * urls.len(),
        "each strategy asks for each picture once"
    );
    log.chunks(urls.len()).map(<[usize]>::to_vec).collect()
}

#[test]
fn downloads_have_rusts_output_and_overlap() {
    let strategies = suited(tasks::find("download-images").expect("a task"));
    let logs = download(&strategies, Make::Files);
    for (strategy, log) in strategies.iter().zip(logs) {
        let most = log.iter().max().copied().unwrap_or_default();
        let allowed = most_at_once(strategy);
        assert!(allowed.contains(&most), "{strategy}: {log:?}");
    }
}

#[test]
fn contact_sheets_look_like_rusts() {
    download(
        &["sequential", "event_loop", "processes", "pipeline"],
        Make::ContactSheet,
    );
}
