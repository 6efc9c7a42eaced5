//! What a reader is told on a page in German. The language holds for a whole process, so that all of
//! this one's tests set the same.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/bare.rs"]
mod bare;
mod support;

use std::sync::Arc;

use playground::locale::{Locale, count, decimal};
use playground::playground::{RunReport, RunRequest, catalogue};
use playground::tasks::Body;
use playground::workers::Rung;
use serde_json::Value;

use bare::Bare;
use support::{crew, fields, request};

/// A run that was saved on a page in English: threads and processes count few primes.
const SAVED: &str = include_str!("reports/of-rust-in-a-tab.json");

#[test]
fn numbers_are_written_as_in_german() {
    Locale::German.set();
    let counted = [0_u32, 999, 1_000, 1_234_567].map(count);
    assert_eq!(counted, ["0", "999", "1.000", "1.234.567"]);
    assert_eq!(decimal(format_args!("{:.1} ms", 2.5)), "2,5 ms");
}

#[test]
fn findings_of_a_report_are_in_the_language_of_the_page_that_opens_it() {
    Locale::German.set();
    let saved: Value = serde_json::from_str(SAVED).expect("the report is JSON");
    let report = RunReport::read(|| &saved).expect("it can be read");
    let told: Vec<_> = report
        .diagnosis
        .iter()
        .map(|finding| {
            let remedy = finding.remedy.as_ref().expect("each has a remedy");
            [&finding.message, &finding.evidence, &remedy.label].map(String::as_str)
        })
        .collect();
    assert_eq!(
        told,
        [
            [
                "Die Arbeitsstücke sind zu klein: Sie zu verteilen kostet mehr, als es bringt.",
                "Ein Bereich brauchte 4 µs zum Rechnen und 23 µs zum Verteilen und Einsammeln.",
                "Blöcke von 2.500 Elementen nehmen",
            ],
            [
                "Die Arbeitsstücke sind zu klein: Sie zu verteilen kostet mehr, als es bringt.",
                "Ein Bereich brauchte 49 µs zum Rechnen und 865 µs zum Verteilen und Einsammeln.",
                "Größe auf 200.000 setzen",
            ],
            [
                "Viel Zeit geht darin auf, Daten in Bytes zu verwandeln und von einem Speicher in den anderen zu kopieren. Threads teilen sich einen Speicher und kopieren nichts.",
                "Serialisieren und Kopieren nahmen 30\u{a0}% der Zeit aller Spuren.",
                "Mit Threads vergleichen",
            ],
        ]
    );
}

#[test]
fn a_run_names_its_lanes_and_says_why_it_skips() {
    Locale::German.set();
    let host = Bare {
        tell: drop,
        picture: |_| Ok(Body::from(Vec::new()).into()),
    };
    let asked = [
        ("task", "count-words"),
        ("size", "1000"),
        ("trials", "1"),
        ("strategies", "work-queue gpu"),
    ];
    let report = support::report(
        request(&asked),
        &mut crew(Rung::Threads),
        Arc::default(),
        &host,
    );
    let trial = &report.results[1].trials[0];
    let lanes: Vec<_> = trial.lanes.iter().map(|lane| &*lane.name).collect();
    assert_eq!(lanes, ["Thread 1", "Thread 2", "Erzeuger"]);
    assert_eq!(trial.tracks[0].name, "Länge der Warteschlange");
    assert_eq!(
        report.skipped[0].reason,
        "Eine GPU rechnet mit Zahlen in Feldern von bekannter Größe, nicht mit Wörtern in einer Tabelle, die wächst."
    );
}

#[test]
fn a_refusal_names_the_field_as_the_page_does() {
    Locale::German.set();
    let refused = RunRequest::check(&fields(&[("chunkSize", "0")]), 2).expect_err("zero items");
    assert_eq!(
        refused.message,
        "Blockgröße muss zwischen 1 und 1.000.000.000 liegen, 0 tut es nicht."
    );
}

/// Authors write attributes and links as on any page.
#[test]
fn numbers_are_read_as_they_are_written() {
    Locale::German.set();
    for written in ["1.000.000", "1,000,000", "1000000", "1e6"] {
        assert_eq!(request(&[("size", written)]).size, 1_000_000, "{written}");
    }
    for written in ["1.5", "1.000,000", ".000"] {
        assert!(
            RunRequest::check(&fields(&[("size", written)]), 2).is_err(),
            "{written}"
        );
    }
}

/// What is not a word of the field itself has a German word of its own.
#[test]
fn the_catalogue_has_german_titles() {
    Locale::German.set();
    let catalogue = catalogue();
    let tasks = catalogue.tasks.iter().map(|task| task.entry.title.read());
    let strategies = catalogue.strategies.iter().map(|entry| entry.title.read());
    let titles: Vec<_> = tasks.chain(strategies).collect();
    for title in [
        "Primzahlen zählen",
        "Nichts tun",
        "Prozesse",
        "Threads mit GIL",
    ] {
        assert!(titles.contains(&title), "{titles:?}");
    }
}
