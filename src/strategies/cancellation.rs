//! Being asked to stop.

use std::sync::atomic::{AtomicBool, Ordering};

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::Shared;
use std::sync::Mutex;

/// A wish to stop, which every worker that shares our memory can see and await.
#[derive(Debug)]
pub struct Cancellation {
    wished: AtomicBool,
    tell: Mutex<Option<oneshot::Sender<()>>>,
    told: Shared<oneshot::Receiver<()>>,
}

impl Default for Cancellation {
    fn default() -> Self {
        let (tell, told) = oneshot::channel();
        Self {
            wished: AtomicBool::new(false),
            tell: Mutex::new(Some(tell)),
            told: told.shared(),
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
    }

    /// Whether the work should stop.
    pub fn is_wished(&self) -> bool {
        self.wished.load(Ordering::Relaxed)
    }

    /// Returns once the work should stop.
    pub async fn wished(&self) {
        // The sender never sends: both outcomes mean that it was dropped.
        let _ = self.told.clone().await;
    }
}
