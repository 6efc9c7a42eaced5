//! What a run measures besides its trials, each by itself and in none of their times.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::future::join;

use crate::analysis::{Interference, Sounding, Statistics, computing_ms, interrupted_share};
use crate::strategies::{self, Cancellation, ChunkSize, Execution, Plan, Stop, YARDSTICK};
use crate::tasks::{AnyTask, Kind};
use crate::timeline::{Lane, now_ms};
use crate::workers::Crew;

/// In so many ranges a task is computed to learn what combining them costs: as a few workers would
/// have them, and as many would.
const RANGES: [u32; 3] = [16, 64, 256];
/// A task that takes a lone worker longer than this is not computed again.
const LONGEST_MS: f64 = 1_000.0;
/// Of shorter computing it cannot be told what slows it down.
const SHORTEST_MS: f64 = 20.0;
/// So often computing is compared with computing beside another worker.
const COMPARED: usize = 3;

/// All that a run measured besides its trials.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Soundings {
    /// What other programs had of the cores.
    pub interference: Option<Interference>,
    /// What combining takes in more and more ranges.
    pub combining: Vec<Sounding>,
    /// How much longer computing takes beside another worker, as [`RunReport`] has it.
    ///
    /// [`RunReport`]: super::report::RunReport
    pub inflation_beside_another: Option<f64>,
}

/// How much of the cores other programs have, as all threads see it at once; without threads, as
/// the coordinator sees it. A download does not need them.
pub(super) async fn look_for_others(
    kind: Kind,
    resolution_ms: f64,
    crew: &Crew,
) -> Result<Option<f64>, Stop> {
    if kind == Kind::Download {
        return Ok(None);
    }
    let Ok(threads) = crew.threads() else {
        return Ok(interrupted_share(resolution_ms));
    };
    let look = move |_| interrupted_share(resolution_ms);
    let shares = threads.run_on_each(look).await?;
    let sum: Option<f64> = shares.iter().copied().sum();
    Ok(sum.map(|sum| sum / shares.len() as f64))
}

/// Computes a task by one worker in more and more ranges, where a lone worker's time, as it was
/// seen, is short.
pub(super) async fn sound_combining(
    task_id: &'static str,
    task: &Arc<dyn AnyTask>,
    (plan, cancellation): (&Plan, &Arc<Cancellation>),
    alone_ms: Option<f64>,
    crew: &Crew,
) -> Result<Vec<Sounding>, Stop> {
    let mut soundings = Vec::new();
    if alone_ms.is_some_and(|alone| alone <= LONGEST_MS) {
        for ranges in RANGES {
            let size = (task.len() as u32).div_ceil(ranges);
            let Some(size) = NonZeroU32::new(size) else {
                break;
            };
            let plan = Plan {
                chunk_size: ChunkSize::Items(size),
                verbose: 0,
                paints: false,
                ..plan.clone()
            };
            soundings.push(sound(task_id, task.clone(), plan, cancellation.clone(), crew).await?);
        }
    }
    Ok(soundings)
}

/// How many times as long computing takes while another worker computes as well, where a run has
/// one worker: with more, its trials tell. The coordinator computes a half of the items alone, and
/// again while the thread computes the other half for as long as that takes.
pub(super) async fn sound_inflation(
    task: &Arc<dyn AnyTask>,
    cancellation: &Cancellation,
    alone_ms: Option<f64>,
    crew: &Crew,
) -> Result<Option<f64>, Stop> {
    let Ok(threads) = crew.threads() else {
        return Ok(None);
    };
    let tells = |alone: f64| (SHORTEST_MS..=LONGEST_MS).contains(&alone);
    if threads.workers() > 1 || !alone_ms.is_some_and(tells) {
        return Ok(None);
    }
    let middle = task.len() / 2;
    let own_half = || {
        let begin_ms = now_ms();
        task.run(middle..task.len(), Vec::new());
        now_ms() - begin_ms
    };
    let mut factors = Vec::new();
    for _ in 0..COMPARED {
        if cancellation.is_wished() {
            return Err(Stop::Cancelled);
        }
        let alone_ms = own_half();
        let is_over = Arc::new(AtomicBool::new(false));
        let others_half = {
            let (task, is_over) = (task.clone(), is_over.clone());
            move |_| {
                while !is_over.load(Ordering::Relaxed) {
                    task.run(0..middle, Vec::new());
                }
            }
        };
        // The first to be polled is under way when the second begins.
        let (beside, beside_ms) = join(threads.run_on_each(others_half), async {
            let beside_ms = own_half();
            is_over.store(true, Ordering::Relaxed);
            beside_ms
        })
        .await;
        beside?;
        factors.push(beside_ms / alone_ms);
    }
    Ok(Statistics::of(factors).map(|of| of.median))
}

async fn sound(
    task_id: &'static str,
    task: Arc<dyn AnyTask>,
    plan: Plan,
    cancellation: Arc<Cancellation>,
    crew: &Crew,
) -> Result<Sounding, Stop> {
    let entry = strategies::find(YARDSTICK).expect("the catalogue has its own yardstick");
    let timeline = (entry.lanes)(&plan, &*task);
    // Nobody watches, and nothing is downloaded: its news and orders are dropped.
    let (execution, ..) = Execution::new(task_id, task, plan, timeline, cancellation);
    let execution = Arc::new(execution);
    let begin_ms = now_ms();
    let parts = (entry.execute)(execution.clone(), crew).await?;
    let ranges = parts.len() as u32;
    let began_ms = now_ms();
    execution.task.combine(parts);
    let combining_ms = now_ms() - began_ms;
    let lanes = execution.timeline.lanes().iter();
    let lanes: Vec<_> = lanes.map(|lane| Lane::of(lane, begin_ms, None)).collect();
    Ok(Sounding {
        ranges,
        computing_ms: computing_ms(&lanes),
        combining_ms,
    })
}
