//! What more workers would do is foretold by reports that were made outside of a tab as well: by
//! Python itself, by Dask and by MPI, also of work that only waits. Whether more workers help depends on
//! what the machine did meanwhile, so what follows from given lanes is the model's own tests' to hold,
//! and how near it comes to what more workers do is the benchmark's to say.

use std::process::Command;

use playground::analysis::WhatIf;
use playground::language::Language;
use playground::playground::{Outlook, RunReport};
use serde_json::Value;

use crate::folder;
use crate::interpreter::interpreter;
use crate::server::Server;

const ENGINES: [&str; 3] = ["processes", "dask-distributed", "mpi"];
const ITEMS: usize = 12;

/// The report of a run by two workers.
fn report(words: &[&str]) -> RunReport {
    let path = folder("prediction").join("report.json");
    let done = Command::new(interpreter())
        .args([
            "-m",
            "parallel_playground",
            "run",
            "--trials",
            "1",
            "--workers",
            "2",
        ])
        .arg("--output")
        .arg(&path)
        .arg("--strategies")
        .args(ENGINES)
        .args(words)
        .env("no_proxy", "*")
        .env("PYTHONPATH", "python")
        .output()
        .expect("it can be started");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let text = std::fs::read(&path).expect("it wrote its report");
    let saved: Value = serde_json::from_slice(&text).expect("a report is JSON");
    RunReport::read(|| &saved).expect("a report")
}

/// Each engine's own lanes suffice to foretell what two and eight workers with cores of their own take.
fn assert_foretold(report: &RunReport) {
    for engine in ENGINES {
        let what_ifs = [2, 8].map(|workers| WhatIf::here(workers, workers));
        let outlook = Outlook::of(report, (Language::Python, engine), &what_ifs);
        let told = outlook.unwrap_or_else(|| panic!("{engine} foretells nothing"));
        for (what_if, prediction) in what_ifs.into_iter().zip(told.predictions) {
            let told = prediction.unwrap_or_else(|| panic!("{engine}: nothing for {what_if:?}"));
            assert_eq!(told.what_if, what_if, "{engine}");
            let ms = told.predicted_ms;
            assert!(ms.is_finite() && ms > 0.0, "{engine}: {ms} ms");
        }
    }
}

#[test]
fn reports_of_engines_elsewhere_foretell_more_workers() {
    assert_foretold(&report(&["--task", "count-primes", "--size", "100000"]));
    let server = Server::start(vec![], |_| false);
    let urls: Vec<String> = (0..ITEMS)
        .map(|item| server.url(&format!("{item}")))
        .collect();
    let mut words = vec!["--task", "download-images", "--urls"];
    words.extend(urls.iter().map(String::as_str));
    assert_foretold(&report(&words));
}
