//! Workers that share our memory: rayon's pool.

#[cfg(target_arch = "wasm32")]
mod web;

use futures::StreamExt;
use futures::channel::{mpsc, oneshot};
use locale::Text;

use crate::error::{ErrorCode, PlaygroundError};
use crate::timeline::now_ms;

#[cfg(target_arch = "wasm32")]
pub use web::worker_threw;

/// A pool of threads. It lives as long as the coordinator: it can be neither resized nor stopped.
#[derive(Debug)]
pub struct Threads {
    workers: usize,
    started_in_ms: f64,
    #[cfg(not(target_arch = "wasm32"))]
    pool: rayon::ThreadPool,
}

impl Threads {
    /// Starts so many threads.
    ///
    /// # Errors
    /// `start-failed` if memory cannot be shared here, or if not all of them answered in time.
    pub async fn start(workers: usize) -> Result<Self, PlaygroundError> {
        let begin_ms = now_ms();
        #[cfg(target_arch = "wasm32")]
        web::start_pool(workers).await?;
        #[cfg(not(target_arch = "wasm32"))]
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(workers)
            .build()
            .map_err(|cause| PlaygroundError::new(ErrorCode::StartFailed, cause.to_string()))?;
        let threads = Self {
            workers,
            started_in_ms: now_ms() - begin_ms,
            #[cfg(not(target_arch = "wasm32"))]
            pool,
        };
        #[cfg(target_arch = "wasm32")]
        web::set_clocks(&threads).await?;
        Ok(threads)
    }

    /// How many threads there are.
    pub fn workers(&self) -> usize {
        self.workers
    }

    /// What starting them took.
    pub fn started_in_ms(&self) -> f64 {
        self.started_in_ms
    }

    /// Does `work` on the pool, while the caller's event loop goes on.
    ///
    /// # Errors
    /// `worker-crashed` if `work` ended without a result.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PlaygroundError> {
        let (done, result) = oneshot::channel();
        let work = move || {
            // Nobody waits any more where the whole run was dropped.
            let _ = done.send(work());
        };
        #[cfg(target_arch = "wasm32")]
        rayon::spawn(work);
        #[cfg(not(target_arch = "wasm32"))]
        self.pool.spawn(work);
        result.await.map_err(|_| crashed())
    }

    /// Does `work` once on every thread, each given its number, and yields what they return, in
    /// the order of the threads.
    ///
    /// # Errors
    /// `worker-crashed` if one ended without a result.
    pub async fn run_on_each<T: Send + 'static>(
        &self,
        work: impl Fn(usize) -> T + Send + Sync + 'static,
    ) -> Result<Vec<T>, PlaygroundError> {
        let (done, mut returned) = mpsc::unbounded();
        let work = move |thread: rayon::BroadcastContext<'_>| {
            // Nobody waits any more where the whole run was dropped.
            let _ = done.unbounded_send((thread.index(), work(thread.index())));
        };
        #[cfg(target_arch = "wasm32")]
        rayon::spawn_broadcast(work);
        #[cfg(not(target_arch = "wasm32"))]
        self.pool.spawn_broadcast(work);
        let mut results: Vec<_> = (0..self.workers).map(|_| None).collect();
        while let Some((thread, result)) = returned.next().await {
            results[thread] = Some(result);
        }
        results
            .into_iter()
            .collect::<Option<_>>()
            .ok_or_else(crashed)
    }
}

fn crashed() -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::WorkerCrashed,
        Text::new(
            "A thread stopped in the middle of its work. Run again.",
            "Ein Thread hat mitten in der Arbeit aufgehört. Noch einmal starten.",
        ),
    )
}
