//! What the documents say is so.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

use playground::playground::{REPORT_VERSION, REQUEST_VERSION};
use playground::{strategies, tasks};

const README: &str = include_str!("../README.md");
const CHANGELOG: &str = include_str!("../CHANGELOG.md");

/// Each document, with the folder that its links start from.
const DOCUMENTS: &[(&str, &str)] = &[
    ("", README),
    ("", CHANGELOG),
    ("", include_str!("../CONTRIBUTING.md")),
    ("benches", include_str!("../benches/README.md")),
    ("python", include_str!("../python/README.md")),
    ("www", include_str!("../www/README.md")),
];

/// The folders that a path in a document begins with.
const FOLDERS: [&str; 6] = ["src/", "www/", "python/", "tests/", "benches/", "xtask/"];
/// What the worked examples of `CONTRIBUTING.md` would add.
const EXAMPLES: &str = "sum_squares";

#[test]
fn the_readme_lists_every_task_and_every_strategy() {
    let tasks = tasks::CATALOGUE
        .iter()
        .map(|entry| (entry.id, entry.summary));
    let strategies = strategies::CATALOGUE
        .iter()
        .map(|entry| (entry.id, entry.summary));
    for (id, summary) in tasks.chain(strategies) {
        let row = format!("| `{id}` | {summary} |\n");
        assert!(README.contains(&row), "the README lacks this row: {row}");
    }
}

#[test]
fn the_changelog_names_the_versions() {
    for (what, version) in [
        (
            "The element, and all that is built with it",
            env!("CARGO_PKG_VERSION").to_owned(),
        ),
        (
            "`RunRequest`: the fields of a run",
            REQUEST_VERSION.to_string(),
        ),
        (
            "`RunReport`: what a run came to",
            REPORT_VERSION.to_string(),
        ),
    ] {
        let row = format!("| {what} | {version} |\n");
        assert!(
            CHANGELOG.contains(&row),
            "the changelog lacks this row: {row}"
        );
    }
}

#[test]
fn places_that_documents_name_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    for (folder, document) in DOCUMENTS {
        let quoted = document.split('`').skip(1).step_by(2);
        for place in quoted.filter(|text| FOLDERS.iter().any(|start| text.starts_with(start))) {
            if place.contains(EXAMPLES) || place.contains('*') {
                continue;
            }
            named += 1;
            assert!(root.join(place).exists(), "{folder}: there is no {place}");
        }
        let links = document
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            named += 1;
            assert!(
                root.join(folder).join(link).exists(),
                "{folder}: there is no {link}"
            );
        }
    }
    assert!(named > 20, "only {named} places were found");
}
