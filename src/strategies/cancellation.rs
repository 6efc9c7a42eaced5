//! Being asked to stop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::Shared;

use crate::timeline::now_ms;

/// A wish to stop, which every worker that shares our memory can see and await.
#[derive(Debug)]
pub struct Cancellation {
    wished: AtomicBool,
    tell: Mutex<Option<oneshot::Sender<()>>>,
    told: Shared<oneshot::Receiver<()>>,
    told_threads: Condvar,
}

impl Default for Cancellation {
    fn default() -> Self {
        let (tell, told) = oneshot::channel();
        Self {
            wished: AtomicBool::new(false),
            tell: Mutex::new(Some(tell)),
            told: told.shared(),
            told_threads: Condvar::new(),
        }
    }
}

impl Cancellation {
    /// Wishes that the work stop.
    pub fn cancel(&self) {
        self.wished.store(true, Ordering::Relaxed);
        // Dropping the sender wakes all who wait.
        self.tell
            .lock()
            .expect("nobody panics while holding it")
            .take();
        self.told_threads.notify_all();
    }

    /// Whether the work should stop.
    pub fn is_wished(&self) -> bool {
        self.wished.load(Ordering::Relaxed)
    }

    /// Lets a thread wait for so long, or until the work should stop.
    pub fn wait(&self, timeout: Duration) {
        // By our own clock: the standard library has none in WebAssembly, and would panic.
        let ends_ms = now_ms() + timeout.as_secs_f64() * 1e3;
        let mut tell = self.tell.lock().expect("nobody panics while holding it");
        loop {
            let left_ms = ends_ms - now_ms();
            if tell.is_none() || left_ms <= 0.0 {
                return;
            }
            let left = Duration::from_secs_f64(left_ms / 1e3);
            (tell, _) = self
                .told_threads
                .wait_timeout(tell, left)
                .expect("nobody panics while holding it");
        }
    }

    /// Returns once the work should stop.
    pub async fn wished(&self) {
        // The sender never sends: both outcomes mean that it was dropped.
        let _ = self.told.clone().await;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_thread_that_waits_hears_of_it() {
        const LONG: Duration = Duration::from_secs(3_600);
        let cancellation = Cancellation::default();
        let begin = Instant::now();
        std::thread::scope(|scope| {
            scope.spawn(|| cancellation.wait(LONG));
            cancellation.cancel();
        });
        cancellation.wait(LONG);
        assert!(begin.elapsed() < LONG, "and does not wait if it was before");
    }

    #[test]
    fn a_thread_waits_no_longer_than_it_wants() {
        Cancellation::default().wait(Duration::from_millis(1));
    }
}
