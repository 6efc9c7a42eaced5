//! `sequential`: one worker, one range after another. The yardstick of all others.

use std::cell::Cell;
use std::sync::Arc;

use locale::Text;

use super::chunks::alone;
use super::entry::Entry;
use super::lanes::{WORKER, lanes_of};
use super::{Execution, Stop};
use crate::tasks::Part;
use crate::timeline::now_ms;
use crate::workers::Rung;

pub(super) const ENTRY: Entry = Entry {
    id: "sequential",
    title: Text::new("Sequential", "Sequenziell"),
    summary: Text::new(
        "One worker does one item after another. Every other strategy is compared with it.",
        "Ein Worker erledigt ein Element nach dem anderen. Jede andere Strategie wird damit verglichen.",
    ),
    in_python: None,
    needs: Rung::Single,
    scales: false,
    suits: |_| Ok(()),
    workers: |_| 1,
    lanes: |_, _| lanes_of(&[], WORKER),
    execute: |execution, _| Box::pin(execute(execution)),
};

async fn execute(execution: Arc<Execution>) -> Result<Vec<Part>, Stop> {
    let mut parts = Vec::new();
    let turn = Cell::new(now_ms());
    for range in execution.ranges(alone(&*execution.task)) {
        parts.push(execution.run(range, 0, 0).await?);
        execution.turn(&turn).await;
    }
    Ok(parts)
}
