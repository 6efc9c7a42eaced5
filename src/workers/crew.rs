//! The workers at hand, started when they are first wanted and kept.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use futures::future::{LocalBoxFuture, try_join_all};

use super::{Process, Rung, Threads};
use crate::error::{ErrorCode, PlaygroundError};

/// Starts a process, given its number from 0 and whether to begin from nothing, the module being
/// fetched and compiled anew.
pub type StartProcess =
    Box<dyn Fn(usize, bool) -> LocalBoxFuture<'static, Result<Process, PlaygroundError>>>;

/// The workers of a coordinator.
pub struct Crew {
    rung: Rung,
    start_process: StartProcess,
    threads: Option<Threads>,
    processes: RefCell<Vec<Rc<Process>>>,
}

impl fmt::Debug for Crew {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Crew")
            .field("rung", &self.rung)
            .field("threads", &self.threads)
            .field("processes", &self.processes)
            .finish_non_exhaustive()
    }
}

impl Crew {
    /// A crew without workers yet, in a place that allows `rung`.
    pub fn new(rung: Rung, start_process: StartProcess) -> Self {
        Self {
            rung,
            start_process,
            threads: None,
            processes: RefCell::default(),
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

    /// Starts so many workers of the kind that belongs to a rung, or does nothing if they are
    /// there.
    ///
    /// # Errors
    /// `start-failed` where this place does not allow them, or they do not start.
    pub async fn start(&mut self, rung: Rung, workers: usize) -> Result<(), PlaygroundError> {
        if rung > self.rung {
            let reason = rung.out_of_reach();
            return Err(PlaygroundError::new(ErrorCode::StartFailed, reason));
        }
        match rung {
            Rung::Threads => self.start_threads(workers).await,
            Rung::Processes => self.start_processes(workers, false).await,
            Rung::Single => Ok(()),
        }
    }

    /// The threads.
    ///
    /// # Errors
    /// `start-failed` before [`Crew::start_threads`].
    pub fn threads(&self) -> Result<&Threads, PlaygroundError> {
        self.threads.as_ref().ok_or_else(|| missing("threads"))
    }

    /// Makes the processes `workers` in number, each ready to work; `from_nothing` as in
    /// [`StartProcess`].
    ///
    /// # Errors
    /// `start-failed` or `build-mismatch`, naming the step.
    pub async fn start_processes(
        &self,
        workers: usize,
        from_nothing: bool,
    ) -> Result<(), PlaygroundError> {
        let present = self.process_count();
        let missing = (present..workers).map(|number| (self.start_process)(number, from_nothing));
        let started = try_join_all(missing).await?;
        let mut processes = self.processes.borrow_mut();
        processes.truncate(workers);
        processes.extend(started.into_iter().map(Rc::new));
        Ok(())
    }

    /// How many processes there are.
    pub fn process_count(&self) -> usize {
        self.processes.borrow().len()
    }

    /// Process `number`.
    ///
    /// # Errors
    /// `start-failed` before [`Crew::start_processes`].
    pub fn process(&self, number: usize) -> Result<Rc<Process>, PlaygroundError> {
        self.processes
            .borrow()
            .get(number)
            .cloned()
            .ok_or_else(|| missing("processes"))
    }

    /// Puts a fresh process in the place of a dead one, unless that has been done.
    ///
    /// # Errors
    /// `start-failed` or `build-mismatch`, naming the step.
    pub async fn replace(&self, number: usize, dead: &Process) -> Result<(), PlaygroundError> {
        if std::ptr::eq(&*self.process(number)?, dead) {
            let fresh = Rc::new((self.start_process)(number, false).await?);
            if let Some(place) = self.processes.borrow_mut().get_mut(number) {
                *place = fresh;
            }
        }
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
            Process::connect((a, &*self.process(a)?), (b, &*self.process(b)?))?;
        }
        Ok(())
    }

    /// Ends all processes, whatever they are doing.
    pub fn end_processes(&self) {
        self.processes.borrow_mut().clear();
    }
}

fn missing(what: &str) -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::StartFailed,
        format!("The {what} have not been started."),
    )
}
