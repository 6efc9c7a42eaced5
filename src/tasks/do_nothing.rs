//! `do-nothing`: items that cost nothing.
//!
//! What it takes is what handing items out and collecting them takes, and nothing else. It shows
//! what a strategy costs an item, and why small items are handed out many at a time.

use std::ops::Range;

use locale::Text;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Description, Entry, Fetched, Kind, Parameters, SizeField, Task, entry::decode};

pub(super) const ENTRY: Entry = Entry {
    id: "do-nothing",
    title: Text::new("Do nothing", "Nichts tun"),
    summary: Text::new(
        "Counts items that cost nothing. All the time it takes goes into handing them out: the overhead of each strategy.",
        "Zählt Elemente, die nichts kosten. Alle Zeit vergeht mit dem Verteilen: Das ist der Zusatzaufwand jeder Strategie.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Items", "Elemente"),
        unit: Text::new("items", "Elemente"),
        default: 100_000,
        python_default: 100_000,
        min: 1,
        max: 10_000_000,
    },
    needs_pictures: false,
    on_gpu: Err(Text::new(
        "There is nothing to compute.",
        "Es gibt nichts zu berechnen.",
    )),
    build: |&Parameters { size, .. }| Box::new(DoNothing { items: size }),
    decode: decode::<DoNothing>,
};

/// So many items that cost nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoNothing {
    items: u32,
}

impl Task for DoNothing {
    type Part = u64;

    fn len(&self) -> usize {
        self.items as usize
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> u64 {
        range.len() as u64
    }

    fn extract(&self, range: Range<usize>) -> Self {
        Self {
            items: range.len() as u32,
        }
    }

    fn combine(&self, parts: Vec<u64>) -> u64 {
        parts.into_iter().sum()
    }

    fn describe(&self, done: u64) -> Description {
        json!(done).into()
    }
}
