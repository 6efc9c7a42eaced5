//! The README's tables are the catalogue's.
#![cfg(not(target_arch = "wasm32"))]

use playground::{strategies, tasks};

#[test]
fn the_readme_lists_every_task_and_every_strategy() {
    let readme = include_str!("../README.md");
    let tasks = tasks::CATALOGUE
        .iter()
        .map(|entry| (entry.id, entry.summary));
    let strategies = strategies::CATALOGUE
        .iter()
        .map(|entry| (entry.id, entry.summary));
    for (id, summary) in tasks.chain(strategies) {
        let row = format!("| `{id}` | {summary} |\n");
        assert!(readme.contains(&row), "the README lacks this row: {row}");
    }
}
