//! The workers at hand, started when they are first wanted and kept.

use super::{Process, Rung, Threads};
use crate::error::{ErrorCode, PlaygroundError};

/// The workers of a coordinator.
#[derive(Debug)]
pub struct Crew {
    rung: Rung,
    threads: Option<Threads>,
    processes: Vec<Process>,
}

impl Crew {
    /// A crew without workers yet, in a place that allows `rung`.
    pub fn new(rung: Rung) -> Self {
        Self {
            rung,
            threads: None,
            processes: Vec::new(),
        }
    }

    /// What this place allows.
    pub fn rung(&self) -> Rung {
        self.rung
    }

    /// How many threads have been started; their number is final.
    pub fn thread_count(&self) -> Option<usize> {
        self.threads.as_ref().map(Threads::workers)
    }

    /// Starts `workers` threads, or does nothing if they are there.
    ///
    /// # Errors
    /// `start-failed`, also if another number of them is there already.
    pub async fn start_threads(&mut self, workers: usize) -> Result<(), PlaygroundError> {
        match self.thread_count() {
            None => self.threads = Some(Threads::start(workers).await?),
            Some(count) if count == workers => {}
            Some(count) => {
                return Err(PlaygroundError::new(
                    ErrorCode::StartFailed,
                    format!(
                        "This coordinator has {count} threads and cannot have {workers}: start another."
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Makes the processes `workers` in number, each ready to work.
    ///
    /// # Errors
    /// `start-failed` or `build-mismatch`, naming the step.
    pub async fn start_processes<F>(
        &mut self,
        workers: usize,
        start: impl FnMut(usize) -> F,
    ) -> Result<(), PlaygroundError>
    where
        F: Future<Output = Result<Process, PlaygroundError>>,
    {
        self.processes.truncate(workers);
        let missing = (self.processes.len()..workers).map(start);
        let started = futures::future::try_join_all(missing).await?;
        self.processes.extend(started);
        Ok(())
    }

    /// Connects pairs of processes, by their numbers.
    ///
    /// # Errors
    /// `start-failed` if the browser does not make a connection.
    pub fn connect(
        &self,
        pairs: impl Iterator<Item = (usize, usize)>,
    ) -> Result<(), PlaygroundError> {
        for (a, b) in pairs {
            Process::connect(&self.processes, a, b)?;
        }
        Ok(())
    }

    /// Ends all processes, whatever they are doing.
    pub fn end_processes(&mut self) {
        self.processes.clear();
    }

    /// The threads.
    ///
    /// # Errors
    /// `start-failed` before [`Crew::start_threads`].
    pub fn threads(&self) -> Result<&Threads, PlaygroundError> {
        let missing =
            || PlaygroundError::new(ErrorCode::StartFailed, "The threads have not been started.");
        self.threads.as_ref().ok_or_else(missing)
    }

    /// The processes; there are none before [`Crew::start_processes`].
    pub fn processes(&self) -> &[Process] {
        &self.processes
    }
}
