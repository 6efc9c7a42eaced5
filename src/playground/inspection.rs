//! Looking at what came over a network, once it does not count any more.

use super::host::Host;
use crate::tasks::{AnyTask, Inspected, Part, not_a_picture, not_kept};

/// An output in which is noted, of every body that came, what picture it is, if it is one: whole, of
/// a format that is known, and shown by the browser. Bodies are looked at one after another, so that
/// no two of them have to be in memory.
pub(super) async fn inspect(task: &dyn AnyTask, mut output: Part, host: &impl Host) -> Part {
    for item in task.came(&output) {
        let Some(body) = host.kept(item).await else {
            task.note(&mut output, item, Err(not_kept()));
            continue;
        };
        let found = match Inspected::of(&body) {
            Ok(found) if !host.shows(item, found.format).await => Err(not_a_picture()),
            found => found,
        };
        task.note(&mut output, item, found);
    }
    output
}
