//! `deadlock`: two threads need two locks, and take them in opposite orders.
//!
//! The locks know who holds them and who waits for them. A thread that has waited for a while
//! looks whether the one it waits for waits for it in turn; if so it gives up, lets go of what it
//! holds and begins again, as databases do.

use std::fmt;
use std::sync::{Arc, Barrier, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use locale::{Text, say};

use super::{Entry, Scene, scene};
use crate::error::PlaygroundError;
use crate::timeline::{LaneKind, SpanKind, Timeline, now_ms};
use crate::workers::{Crew, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "deadlock",
    title: Text::alike("Deadlock"),
    summary: Text::new(
        "Two threads need two locks. Thread 1 takes A, then B; thread 2 takes B, then A. Each holds what the other waits for.",
        "Zwei Threads brauchen zwei Sperren. Thread 1 nimmt A, dann B; Thread 2 nimmt B, dann A. Jeder hält, worauf der andere wartet.",
    ),
    lesson: Text::new(
        "Take locks in one order everywhere, and no such ring can form. In Python both threads would wait for ever: threading.Lock knows neither who holds it nor that nobody can go on. Give acquire() a timeout.",
        "Sperren überall in derselben Reihenfolge nehmen, dann kann kein solcher Kreis entstehen. In Python würden beide Threads ewig warten: threading.Lock weiß weder, wer sie hält, noch, dass niemand weiterkann. acquire() eine Frist geben.",
    ),
    needs: Rung::Threads,
    run: |crew, _| Box::pin(run(crew)),
};

/// What is said where nobody waited in vain.
const UNHARMED: Text = Text::new(
    "One waited for the other; both finished.",
    "Einer wartete auf den anderen; beide kamen zum Ende.",
);
/// How long a thread waits before it looks whether it waits in vain.
const PATIENCE: Duration = Duration::from_millis(250);
/// How long a thread that has both locks uses them.
const WORK: Duration = Duration::from_millis(40);

/// One of the two locks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    A,
    B,
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// Two locks that know who holds them and who waits for them.
#[derive(Debug, Default)]
struct Locks {
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The thread that holds A, and the one that holds B.
    holders: [Option<usize>; 2],
    /// What thread 0 waits for, and thread 1.
    awaited: [Option<Name>; 2],
    /// What was found, in a sentence, if two threads waited for each other.
    found: Option<String>,
}

/// Nobody can go on unless one gives up.
#[derive(Debug)]
struct Deadlocked;

impl Locks {
    /// Takes a lock for thread `me`, after the other thread if that has been waiting for it: or
    /// else one that gave up would snatch it back before the other has woken.
    ///
    /// # Errors
    /// [`Deadlocked`] if its holder waits for a lock that `me` holds.
    fn take(&self, me: usize, name: Name) -> Result<(), Deadlocked> {
        let others_turn = |state: &mut State| state.awaited[1 - me] == Some(name);
        let mut state = self
            .freed
            .wait_while(self.state(), others_turn)
            .expect("nobody panics while holding it");
        state.awaited[me] = Some(name);
        while state.holders[name as usize].is_some() {
            let (woken, timeout) = self
                .freed
                .wait_timeout(state, PATIENCE)
                .expect("nobody panics while holding it");
            state = woken;
            if timeout.timed_out() && state.in_a_ring(me) {
                state.note(me);
                state.awaited[me] = None;
                return Err(Deadlocked);
            }
        }
        state.awaited[me] = None;
        state.holders[name as usize] = Some(me);
        self.freed.notify_all();
        Ok(())
    }

    /// Lets go of all that thread `me` holds.
    fn release(&self, me: usize) {
        for holder in &mut self.state().holders {
            holder.take_if(|holder| *holder == me);
        }
        self.freed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics while holding it")
    }
}

impl State {
    /// The thread that holds what `waiting` waits for.
    fn holder_for(&self, waiting: usize) -> Option<usize> {
        self.holders[self.awaited[waiting]? as usize]
    }

    fn in_a_ring(&self, me: usize) -> bool {
        self.holder_for(me).and_then(|other| self.holder_for(other)) == Some(me)
    }

    fn note(&mut self, who_gives_up: usize) {
        let waits = |thread: usize| {
            let held = if self.holders[0] == Some(thread) {
                Name::A
            } else {
                Name::B
            };
            let awaited = self.awaited[thread].unwrap_or(held);
            say!(
                "thread {thread} held {held} and waited for {awaited}",
                "Thread {thread} hielt {held} und wartete auf {awaited}",
                thread = thread + 1
            )
        };
        self.found = Some(say!(
            "Deadlock: {one}, {other}. After {patience} ms thread {thread} gave up, let go of what it held, and began again.",
            "Deadlock: {one}, {other}. Nach {patience} ms gab Thread {thread} auf, ließ los, was er hielt, und begann von vorn.",
            one = waits(0),
            other = waits(1),
            patience = PATIENCE.as_millis(),
            thread = who_gives_up + 1
        ));
    }
}

async fn run(crew: &Crew) -> Result<Vec<Scene>, PlaygroundError> {
    Ok(vec![
        with_orders(
            crew,
            Text::new("Opposite orders", "Entgegengesetzte Reihenfolgen"),
            [[Name::A, Name::B], [Name::B, Name::A]],
        )
        .await?,
        with_orders(
            crew,
            Text::new("One order", "Eine Reihenfolge"),
            [[Name::A, Name::B]; 2],
        )
        .await?,
    ])
}

/// Two threads that take the locks in these orders.
struct Pair {
    orders: [[Name; 2]; 2],
    locks: Locks,
    /// Both come here after their first lock where both can have one, so that what could happen
    /// does happen.
    meeting: Barrier,
    timeline: Timeline,
}

async fn with_orders(
    crew: &Crew,
    title: Text,
    orders: [[Name; 2]; 2],
) -> Result<Scene, PlaygroundError> {
    let name = |number| say!("thread {number}", "Thread {number}");
    let names = (1..=2).map(|number| (name(number), LaneKind::Thread));
    let pair = Arc::new(Pair {
        orders,
        locks: Locks::default(),
        meeting: Barrier::new(2),
        timeline: Timeline::new(names),
    });
    let begin_ms = now_ms();
    let ours = pair.clone();
    let work = move |me| {
        if me < 2 {
            ours.work(me);
        }
    };
    crew.threads()?.run_on_each(work).await?;
    let found = pair.locks.state().found.clone();
    Ok(Scene {
        harmed: found.is_some(),
        outcome: found.unwrap_or_else(|| UNHARMED.into()),
        ..scene(title, begin_ms, &pair.timeline)
    })
}

impl Pair {
    /// Takes both locks, uses them and lets go; again from the beginning after a deadlock.
    fn work(&self, me: usize) {
        let [first, second] = self.orders[me];
        let mut meets = self.orders[0] != self.orders[1];
        loop {
            let taken = self.take(me, first).and_then(|()| {
                if std::mem::take(&mut meets) {
                    self.meeting.wait();
                }
                self.take(me, second)
            });
            if taken.is_ok() {
                let lane = self.timeline.lane(me);
                lane.span(SpanKind::Run, None, || std::thread::sleep(WORK));
            }
            self.locks.release(me);
            if taken.is_ok() {
                return;
            }
        }
    }

    fn take(&self, me: usize, name: Name) -> Result<(), Deadlocked> {
        let lane = self.timeline.lane(me);
        lane.span(SpanKind::LockWait, None, || self.locks.take(me, name))
    }
}
