//! `lost-updates`: many workers count on one counter.
//!
//! To add one by loading and storing takes two steps, each of them atomic. What another worker
//! stored between the two is overwritten.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use locale::{Text, say};

use super::{Entry, Scene, scene};
use crate::error::PlaygroundError;
use crate::timeline::{LaneKind, SpanKind, Timeline, now_ms};
use crate::workers::{Crew, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "lost-updates",
    title: Text::new("Lost updates", "Verlorene Aktualisierungen"),
    summary: Text::new(
        "Every thread adds one to the same counter, 200,000 times. Where that is done as load, add, store, whatever another thread stored in between is overwritten.",
        "Jeder Thread addiert 200.000-mal eins zu demselben Zähler. Wo das als Laden, Addieren, Speichern geschieht, wird überschrieben, was ein anderer Thread dazwischen gespeichert hat.",
    ),
    lesson: Text::new(
        "An update that is more than one step needs an atomic operation or a lock. The GIL does not help: it guards each bytecode, and “counter += 1” is several, so Python needs threading.Lock as well.",
        "Eine Aktualisierung aus mehr als einem Schritt braucht eine atomare Operation oder eine Sperre. Der GIL hilft nicht: Er schützt jeden Bytecode, und „counter += 1“ sind mehrere, sodass auch Python threading.Lock braucht.",
    ),
    needs: Rung::Threads,
    run: |crew, workers| Box::pin(run(crew, workers)),
};

/// How often each worker counts.
const TIMES: u32 = 200_000;

/// A way to count.
trait Counter: Default + Send + Sync + 'static {
    const TITLE: Text;

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
    const TITLE: Text = Text::new("Load, then store", "Laden, dann speichern");

    fn add_one(&self) {
        let value = self.0.load(Ordering::Relaxed);
        self.0.store(value.wrapping_add(1), Ordering::Relaxed);
    }

    fn value(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Counter for OneStep {
    const TITLE: Text = Text::new("Atomic add", "Atomar addieren");

    fn add_one(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn value(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Counter for Locked {
    const TITLE: Text = Text::new("With a lock", "Mit einer Sperre");

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
    let name = |number| say!("thread {number}", "Thread {number}");
    let names = (1..=workers).map(|number| (name(number), LaneKind::Thread));
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
    let [counted, wanted, told] = [counted, wanted, lost].map(locale::count);
    Ok(Scene {
        outcome: match lost {
            0 => say!(
                "Counted {counted} of {wanted}: none was lost.",
                "{counted} von {wanted} gezählt: keine Aktualisierung ging verloren."
            ),
            _ => say!(
                "Counted {counted} of {wanted}: {told} updates were lost.",
                "{counted} von {wanted} gezählt: {told} Aktualisierungen gingen verloren."
            ),
        },
        harmed: lost > 0,
        ..scene(C::TITLE, begin_ms, timeline)
    })
}
