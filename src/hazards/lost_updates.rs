//! `lost-updates`: many workers count on one counter.
//!
//! To add one by loading and storing takes two steps, each of them atomic. What another worker
//! stored between the two is overwritten.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use super::{Entry, Scene, scene};
use crate::error::PlaygroundError;
use crate::text;
use crate::timeline::{LaneKind, SpanKind, Timeline, now_ms};
use crate::workers::{Crew, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "lost-updates",
    title: "Lost updates",
    summary: "Every thread adds one to the same counter, 200,000 times. Done as load, add, store, what another thread stored in between is overwritten.",
    lesson: "An update that is more than one step needs an atomic operation or a lock. The GIL does not help: it guards each bytecode, and “counter += 1” is several, so Python needs threading.Lock as well.",
    needs: Rung::Threads,
    run: |crew, workers| Box::pin(run(crew, workers)),
};

/// How often each worker counts.
const TIMES: u32 = 200_000;

/// A way to count.
trait Counter: Default + Send + Sync + 'static {
    const TITLE: &str;

    fn add_one(&self);
    fn value(&self) -> u32;
}

/// Loads, then stores.
#[derive(Default)]
struct TwoSteps(AtomicU32);

/// Adds in one step.
#[derive(Default)]
struct OneStep(AtomicU32);

/// Adds while nobody else may.
#[derive(Default)]
struct Locked(Mutex<u32>);

impl Counter for TwoSteps {
    const TITLE: &str = "Load, then store";

    fn add_one(&self) {
        let value = self.0.load(Ordering::Relaxed);
        self.0.store(value.wrapping_add(1), Ordering::Relaxed);
    }

    fn value(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Counter for OneStep {
    const TITLE: &str = "Atomic add";

    fn add_one(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn value(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Counter for Locked {
    const TITLE: &str = "With a lock";

    fn add_one(&self) {
        *self.0.lock().expect("adding does not panic") += 1;
    }

    fn value(&self) -> u32 {
        *self.0.lock().expect("adding does not panic")
    }
}

async fn run(crew: &Crew, workers: usize) -> Result<Vec<Scene>, PlaygroundError> {
    Ok(vec![
        count::<TwoSteps>(crew, workers).await?,
        count::<OneStep>(crew, workers).await?,
        count::<Locked>(crew, workers).await?,
    ])
}

async fn count<C: Counter>(crew: &Crew, workers: usize) -> Result<Scene, PlaygroundError> {
    let names = (1..=workers).map(|number| (format!("thread {number}"), LaneKind::Thread));
    let shared = Arc::new((C::default(), Timeline::new(names)));
    let begin_ms = now_ms();
    let ours = shared.clone();
    crew.threads()?
        .run_on_each(move |me| {
            let (counter, timeline) = &*ours;
            let add = || (0..TIMES).for_each(|_| counter.add_one());
            timeline.lane(me).span(SpanKind::Run, None, add);
        })
        .await?;
    let (counter, timeline) = &*shared;
    let (wanted, counted) = (workers as u32 * TIMES, counter.value());
    let lost = wanted - counted;
    let result = format!(
        "Counted {} of {}",
        text::count(counted),
        text::count(wanted)
    );
    Ok(Scene {
        outcome: match lost {
            0 => format!("{result}: none was lost."),
            lost => format!("{result}: {} updates were lost.", text::count(lost)),
        },
        harmed: lost > 0,
        ..scene(C::TITLE, begin_ms, timeline)
    })
}
