//! The tasks as this machine runs them without a browser: the same code, the system's threads.
//!
//! It reads jobs as lines of JSON and answers each with a line of timings (`benches/contenders/contender.ts`), so
//! that whoever compares can take turns between contenders. A job's first answer is preceded by a
//! warm-up, as every run is.

#[path = "../tests/support/bare.rs"]
mod bare;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::Arc;

use futures::executor::block_on;
use playground::error::PlaygroundError;
use playground::playground::{Environment, FieldValue, Fields, RunReport, RunRequest, run};
use playground::strategies::Cancellation;
use playground::tasks::{Body, Fetched};
use playground::workers::{Crew, Process, Rung};
use serde::Deserialize;
use serde_json::json;

use bare::Bare;

/// What is to be timed.
#[derive(Deserialize)]
struct Job {
    task: String,
    size: f64,
    workers: u32,
    seed: f64,
}

/// One of the built site's pictures, by its number from 0.
fn picture(number: u32) -> Fetched {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/pictures");
    let path = folder.join(format!("{:02}.jpg", number + 1));
    let bytes = std::fs::read(&path);
    let bytes = bytes.unwrap_or_else(|error| {
        panic!("{}: {error}. Build the site first.", path.display());
    });
    Ok(Body::from(bytes).into())
}

fn main() -> io::Result<()> {
    let no_process = |_, _| -> std::pin::Pin<Box<dyn Future<Output = _>>> {
        Box::pin(async { Ok(Process::new(|_| Box::pin(async { Vec::new() }))) })
    };
    let mut crew = Crew::new(Rung::Threads, Box::new(no_process));
    for line in io::stdin().lock().lines() {
        let answer = match time(&line?, &mut crew) {
            Ok(report) => json!(timings(&report)),
            Err(error) => json!({ "error": error }),
        };
        println!("{answer}");
        io::stdout().flush()?;
    }
    Ok(())
}

fn time(line: &str, crew: &mut Crew) -> Result<RunReport, String> {
    let job: Job = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let request = request(&job).map_err(|error| error.to_string())?;
    let report = run(
        request,
        environment(),
        "http://nowhere/",
        crew,
        Arc::new(Cancellation::default()),
        // Nobody is told anything.
        &Bare {
            tell: |_| (),
            picture,
        },
    );
    block_on(report).map_err(|error| error.to_string())
}

fn request(job: &Job) -> Result<RunRequest, PlaygroundError> {
    let fields = Fields::from([
        ("task".to_owned(), FieldValue::Text(job.task.clone())),
        ("size".to_owned(), FieldValue::Number(job.size)),
        ("seed".to_owned(), FieldValue::Number(job.seed)),
        ("workers".to_owned(), FieldValue::Number(job.workers.into())),
        ("trials".to_owned(), FieldValue::Number(1.0)),
        (
            "strategies".to_owned(),
            FieldValue::Text("sequential threads".to_owned()),
        ),
    ]);
    RunRequest::check(&fields, job.workers)
}

fn environment() -> Environment {
    Environment {
        browser: "none".to_owned(),
        logical_cores: std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32),
        isolated: true,
        rung: Rung::Threads,
        timer_resolution_ms: 0.0,
        build_id: "native".to_owned(),
        simulated_network: false,
        python: None,
        gpu: None,
        native: None,
    }
}

fn timings(report: &RunReport) -> Vec<BTreeMap<&'static str, serde_json::Value>> {
    let timing = |result: &playground::playground::StrategyResult| {
        BTreeMap::from([
            ("strategy", json!(result.strategy)),
            ("workers", json!(result.workers)),
            ("ms", json!(result.median_ms)),
            ("output", result.output.clone()),
        ])
    };
    report.results.iter().map(timing).collect()
}
