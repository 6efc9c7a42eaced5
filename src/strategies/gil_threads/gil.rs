//! A lock that behaves as CPython's global interpreter lock does (`Python/ceval_gil.c`).
//!
//! A thread that waits asks the holder to let go when it has waited for a switch interval during
//! which nobody else got the lock. The holder looks for such a request between two steps of its
//! work; if there is one it lets go, and then waits until another thread has taken the lock, so
//! that it cannot snatch it back at once.

use std::time::Duration;

use crate::strategies::sync::{AtomicBool, Condvar, Mutex, MutexGuard, Ordering};

/// How long a thread waits before it asks: CPython's `DEFAULT_INTERVAL`, 5000 µs.
const SWITCH_INTERVAL: Duration = Duration::from_millis(5);

/// One lock for all threads.
#[derive(Debug, Default)]
pub struct Gil {
    state: Mutex<State>,
    freed: Condvar,
    switched: Condvar,
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    locked: bool,
    last_holder: Option<usize>,
    switches: u64,
}

impl Gil {
    /// Takes the lock for thread `me`, waiting as long as it must (`take_gil`).
    pub fn take(&self, me: usize) {
        let mut state = self.lock();
        while state.locked {
            let switches = state.switches;
            let timed_out;
            (state, timed_out) = self.wait_an_interval(state);
            if timed_out && state.locked && state.switches == switches {
                self.request_drop();
            }
        }
        state.locked = true;
        if state.last_holder != Some(me) {
            state.last_holder = Some(me);
            state.switches += 1;
        }
        self.drop_request.store(false, Ordering::Relaxed);
        self.switched.notify_all();
    }

    /// Lets go of the lock that thread `me` holds (`drop_gil`). If another asked for it, returns
    /// only when another has it.
    pub fn drop_by(&self, me: usize) {
        let mut state = self.lock();
        state.locked = false;
        self.freed.notify_one();
        if self.drop_requested() {
            while state.last_holder == Some(me) {
                state = self
                    .switched
                    .wait(state)
                    .expect("nobody panics while holding it");
            }
        }
    }

    /// Asks the holder to let go, as [`Gil::take`] does after an interval.
    pub fn request_drop(&self) {
        self.drop_request.store(true, Ordering::Relaxed);
    }

    /// Whether the holder is asked to let go.
    pub fn drop_requested(&self) -> bool {
        self.drop_request.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics while holding it")
    }

    fn wait_an_interval<'gil>(
        &self,
        state: MutexGuard<'gil, State>,
    ) -> (MutexGuard<'gil, State>, bool) {
        let (state, outcome) = self
            .freed
            .wait_timeout(state, SWITCH_INTERVAL)
            .expect("nobody panics while holding it");
        (state, outcome.timed_out())
    }
}
