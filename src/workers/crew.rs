//! The workers at hand, started when they are first wanted and kept.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use futures::future::{LocalBoxFuture, try_join_all};
use locale::{Text, say};

use super::{Computed, Gpu, GpuInfo, Process, Rung, Threads};
use crate::error::{ErrorCode, PlaygroundError};
use crate::tasks::Job;

/// Starts a process, given its number from 0 and whether to begin from nothing, the module being
/// fetched and compiled anew.
pub type StartProcess =
    Box<dyn Fn(usize, bool) -> LocalBoxFuture<'static, Result<Process, PlaygroundError>>>;

/// Makes the GPU known.
pub type OpenGpu = Box<dyn Fn() -> LocalBoxFuture<'static, Result<Rc<dyn Gpu>, PlaygroundError>>>;

/// The workers of a coordinator.
pub struct Crew {
    rung: Rung,
    start_process: StartProcess,
    threads: Option<Threads>,
    processes: RefCell<Vec<Rc<Process>>>,
    open_gpu: Option<OpenGpu>,
    /// The GPU, once it has been wanted.
    gpu: RefCell<Option<Rc<dyn Gpu>>>,
    /// What it is and what its start took, as it last told.
    gpu_told: RefCell<Option<(GpuInfo, f64)>>,
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
            open_gpu: None,
            gpu: RefCell::default(),
            gpu_told: RefCell::default(),
        }
    }

    /// A crew to which a GPU belongs, which `open_gpu` makes known once it is wanted.
    pub fn with_gpu(self, open_gpu: OpenGpu) -> Self {
        Self {
            open_gpu: Some(open_gpu),
            ..self
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
                    say!(
                        "This coordinator has {count} threads and cannot have {workers}: start another.",
                        "Dieser Koordinator hat {count} Threads und kann nicht {workers} haben: einen anderen starten."
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
        self.threads
            .as_ref()
            .ok_or_else(|| missing(Text::new("threads", "Threads")))
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
            .ok_or_else(|| missing(Text::new("processes", "Prozesse")))
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

    /// Has the GPU compute: see [`Gpu::compute`].
    ///
    /// # Errors
    /// `start-failed` where there is none, or it does not start; `worker-crashed` if it is lost.
    pub async fn compute_on_gpu(
        &self,
        task: &str,
        job: Job<'_>,
        ranges: &[Range<usize>],
    ) -> Result<Computed, PlaygroundError> {
        let computed = self.gpu().await?.compute(task, job, ranges).await?;
        let told = (computed.info.clone(), computed.started_in_ms);
        self.gpu_told.replace(Some(told));
        Ok(computed)
    }

    /// Has the GPU stop whatever it is doing.
    pub fn give_up_gpu(&self) {
        if let Some(gpu) = &*self.gpu.borrow() {
            gpu.give_up();
        }
    }

    /// What GPU computed, and what its start took, if one did.
    pub fn gpu_told(&self) -> Option<(GpuInfo, f64)> {
        self.gpu_told.borrow().clone()
    }

    async fn gpu(&self) -> Result<Rc<dyn Gpu>, PlaygroundError> {
        if let Some(gpu) = &*self.gpu.borrow() {
            return Ok(gpu.clone());
        }
        let open = self.open_gpu.as_ref().ok_or_else(|| {
            PlaygroundError::new(
                ErrorCode::StartFailed,
                Text::new(
                    "There is no GPU outside a browser.",
                    "Außerhalb eines Browsers gibt es keine GPU.",
                ),
            )
        })?;
        let gpu = open().await?;
        self.gpu.replace(Some(gpu.clone()));
        Ok(gpu)
    }

    /// Ends all processes, whatever they are doing.
    pub fn end_processes(&self) {
        self.processes.borrow_mut().clear();
    }
}

fn missing(what: Text) -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::StartFailed,
        say!(
            "The {what} have not been started.",
            "Die {what} wurden nicht gestartet."
        ),
    )
}
