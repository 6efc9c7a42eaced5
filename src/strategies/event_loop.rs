//! `event-loop`: one worker that starts many requests and goes on with whichever is answered,
//! as Python's asyncio does. While one range computes, no other can.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use futures::{StreamExt, TryStreamExt, stream};
use locale::Text;

use super::chunks::{alone, in_order};
use super::entry::Entry;
use super::lanes::{EVENT_LOOP, REQUEST, lanes};
use super::{Execution, Stop};
use crate::tasks::Part;
use crate::timeline::{LaneKind, now_ms};
use crate::workers::Rung;

pub(super) const ENTRY: Entry = Entry {
    id: "event-loop",
    title: Text::new("Event loop", "Event-Loop"),
    summary: Text::new(
        "One worker keeps many requests in flight and goes on with whichever is answered first: asyncio. It waits for many things at once, and computes one.",
        "Ein Worker hat viele Anfragen zugleich laufen und macht mit der weiter, die zuerst beantwortet wird: asyncio. Er wartet auf vieles zugleich und berechnet eines.",
    ),
    in_python: None,
    needs: Rung::Single,
    scales: false,
    suits: |_| Ok(()),
    workers: |_| 1,
    lanes: |plan, task| {
        let requests = if task.source(0).is_some() {
            plan.in_flight
        } else {
            0
        };
        lanes(LaneKind::Request, REQUEST, requests, EVENT_LOOP)
    },
    execute: |execution, _| Box::pin(execute(execution)),
};

async fn execute(execution: Arc<Execution>) -> Result<Vec<Part>, Stop> {
    let auto = if execution.downloads() {
        1
    } else {
        alone(&*execution.task)
    };
    let loop_lane = execution.timeline.lanes().len() - 1;
    let free_lanes = RefCell::new((0..loop_lane).rev().collect::<Vec<_>>());
    let turn = Cell::new(now_ms());

    let execution = &*execution;
    let coroutine = async |(index, range)| {
        let lane = free_lanes.borrow_mut().pop().unwrap_or(loop_lane);
        let part = execution.run(range, lane, loop_lane).await?;
        execution.turn(&turn).await;
        free_lanes.borrow_mut().push(lane);
        Ok::<_, Stop>((index, part))
    };
    let parts = stream::iter(execution.ranges(auto).into_iter().enumerate())
        .map(coroutine)
        .buffer_unordered(execution.plan.in_flight)
        .try_collect()
        .await?;
    Ok(in_order(parts))
}
