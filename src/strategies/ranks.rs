//! `ranks`: distributed memory, as MPI does it. Processes are numbered; the first is given the
//! whole task, and by direct connections it is scattered down a tree, computed by all, and
//! reduced up the same tree. The coordinator only starts them and gets the result.
//!
//! The tree is binomial, as in MPI's usual scatter and reduce: the parent of a rank is the rank
//! without its lowest set bit, so that a subtree is a run of neighbouring ranks.

use std::ops::Range;
use std::sync::Arc;

use futures::future::try_join_all;
use locale::Text;
use serde_bytes::ByteBuf;

use super::entry::Entry;
use super::here::{Here, receive};
use super::lanes::{COORDINATOR, RANK, lanes};
use super::remote::{Call, RankCall, SentTask, ask, to_bytes};
use super::{Execution, Stop};
use crate::tasks::Part;
use crate::timeline::{LaneKind, SpanKind, Timeline};
use crate::workers::{Crew, Message, Rung, link_to};

pub(super) const ENTRY: Entry = Entry {
    id: "ranks",
    title: Text::alike("Ranks (MPI)"),
    summary: Text::new(
        "Numbered processes share a task among themselves by direct messages: scatter, compute, reduce. Programs that run on many machines work this way.",
        "Nummerierte Prozesse teilen eine Aufgabe durch direkte Nachrichten unter sich auf: Scatter, Rechnen, Reduce. So arbeiten Programme, die auf vielen Maschinen laufen.",
    ),
    in_python: None,
    needs: Rung::Processes,
    scales: true,
    suits: |_| Ok(()),
    workers: |plan| plan.workers,
    lanes: |plan, _| lanes(LaneKind::Process, RANK, plan.workers, COORDINATOR),
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let (ranks, items) = (execution.plan.workers, execution.task.len());
    crew.connect((1..ranks).map(|rank| (parent(rank), rank)))?;
    let execution = &execution;
    let employ = async |rank| {
        let process = crew.process(rank)?;
        let task = (rank == 0).then_some(0..items);
        let range = task.clone().unwrap_or(0..0);
        let call = || {
            let task = task.map(|range| SentTask::cut(execution, range));
            Call::Rank(RankCall {
                rank,
                ranks,
                items,
                task,
            })
        };
        let mut reply = ask(execution, &process, &range, call).await?;
        let own = block(rank..rank + 1, ranks, items);
        reply.note(execution, rank, own.start);
        execution.completed(own.len());
        Ok::<_, Stop>(reply)
    };
    let replies = try_join_all((0..ranks).map(employ)).await?;
    let Some(root) = replies.first() else {
        return Ok(Vec::new());
    };
    let part = root.part(execution)?;
    execution.show(0..items, 0, &part);
    Ok(vec![part])
}

/// In a process: its part as a rank.
pub(super) async fn answer(timeline: Timeline, call: RankCall) -> Vec<u8> {
    let RankCall {
        rank,
        ranks,
        items,
        task,
    } = call;
    let task = match task {
        Some(task) => task,
        None => receive(timeline.lane(0), from(parent(rank)).await),
    };
    let here = Here::unpack(timeline, task);
    let whole = block(subtree(rank, ranks), ranks, items);
    let within = |range: Range<usize>| range.start - whole.start..range.end - whole.start;

    // The largest subtrees first: they have the longest way to go.
    for child in children(rank, ranks).rev() {
        let range = within(block(subtree(child, ranks), ranks, items));
        let task = here.lane().span(SpanKind::Serialise, None, || {
            to_bytes(&SentTask::cut(&here.execution, range))
        });
        send(&here, child, &task);
    }
    let mut part = here.run(within(block(rank..rank + 1, ranks, items))).await;
    // The nearest first: what there is then always ends where the next begins.
    for child in children(rank, ranks) {
        let message = here
            .lane()
            .span_async(SpanKind::Wait, None, from(child))
            .await;
        let bytes: ByteBuf = receive(here.lane(), message);
        let read = || {
            here.execution
                .task
                .decode_part(&bytes)
                .expect("the sender is of the same build")
        };
        let theirs = here.lane().span(SpanKind::Serialise, None, read);
        let combine = || here.execution.task.combine(vec![part, theirs]);
        part = here.lane().span(SpanKind::Run, None, combine);
    }
    let part = here.lane().span(SpanKind::Serialise, None, || {
        here.execution.task.encode_part(part)
    });
    if rank == 0 {
        return here.reply(part);
    }
    let message = here
        .lane()
        .span(SpanKind::Serialise, None, || to_bytes(&ByteBuf::from(part)));
    send(&here, parent(rank), &message);
    here.reply(Vec::new())
}

async fn from(peer: usize) -> Message {
    let link =
        link_to(peer).expect("the coordinator connected a rank with its parent and children");
    link.receive()
        .await
        .expect("a peer lives as long as the run")
}

fn send(here: &Here, peer: usize, bytes: &[u8]) {
    let link =
        link_to(peer).expect("the coordinator connected a rank with its parent and children");
    here.execution.counters.sent(bytes.len());
    here.lane().span(SpanKind::Copy, None, || link.send(bytes));
}

/// The items that some neighbouring ranks have between them: all get equally many, but for one.
fn block(of: Range<usize>, ranks: usize, items: usize) -> Range<usize> {
    of.start * items / ranks..of.end * items / ranks
}

/// The rank without its lowest set bit.
fn parent(rank: usize) -> usize {
    rank & rank.saturating_sub(1)
}

/// The ranks whose parent this is, nearest first.
fn children(rank: usize, ranks: usize) -> impl DoubleEndedIterator<Item = usize> {
    let reach = if rank == 0 {
        usize::BITS
    } else {
        rank.trailing_zeros()
    };
    let below: Vec<usize> = (0..reach.min(usize::BITS - 1))
        .map(|bit| rank + (1 << bit))
        .collect();
    below.into_iter().filter(move |child| *child < ranks)
}

/// The ranks below and including this one.
fn subtree(rank: usize, ranks: usize) -> Range<usize> {
    let end = if rank == 0 {
        ranks
    } else {
        rank + (1 << rank.trailing_zeros())
    };
    rank..end.min(ranks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rank_but_the_first_is_its_parents_child_and_subtrees_tile() {
        for ranks in 1..40 {
            for rank in 0..ranks {
                let mut end = rank + 1;
                for child in children(rank, ranks) {
                    assert_eq!(parent(child), rank);
                    assert_eq!(subtree(child, ranks).start, end, "of {rank} in {ranks}");
                    end = subtree(child, ranks).end;
                }
                assert_eq!(subtree(rank, ranks), rank..end);
            }
            let all: Vec<_> = (0..ranks).flat_map(|rank| children(rank, ranks)).collect();
            assert_eq!(all.len(), ranks - 1);
        }
    }

    #[test]
    fn blocks_share_all_items() {
        assert_eq!(block(0..1, 3, 10), 0..3);
        assert_eq!(block(1..2, 3, 10), 3..6);
        assert_eq!(block(2..3, 3, 10), 6..10);
    }
}
