//! A trial while it runs: the task, how it is cut, and what is noted on the way.

use std::cell::Cell;
use std::ops::Range;
use std::pin::pin;
use std::sync::{Arc, Mutex, OnceLock};

use futures::channel::mpsc::{self, UnboundedReceiver, UnboundedSender};
use futures::future::{Either, select};
use locale::Text;

use super::cancellation::Cancellation;
use super::chunks::chunks_per_worker;
use super::counters::Counters;
use super::graph_node::GraphNode;
use super::news::{Band, News};
use super::plan::Plan;
use crate::error::PlaygroundError;
use crate::network::{Orders, Requester};
use crate::tasks::{AnyTask, Fetched, Part};
use crate::timeline::{LaneRecorder, SpanKind, Timeline, now_ms};
use crate::workers::next_turn;

/// How long a worker may compute before it lets the event loop have a turn: cancelling within
/// 100 ms leaves room for a few of these, and a turn costs some microseconds.
const TURN_EVERY_MS: f64 = 20.0;

/// Why an execution ended without its parts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// It was cancelled.
    #[error("{}", Text::new("the run was cancelled", "der Lauf wurde abgebrochen"))]
    Cancelled,
    /// A worker failed.
    #[error(transparent)]
    Failed(#[from] PlaygroundError),
}

/// What the workers of an execution have to say, for the coordinator.
#[derive(Debug)]
pub struct Inbox {
    /// What happens, for whoever watches.
    pub news: UnboundedReceiver<News>,
    /// The requests that threads wait for: [`Execution::make_requests`].
    pub orders: Orders,
}

/// A trial while it runs. Threads share it.
pub struct Execution {
    /// The task's id, by which a process finds it.
    pub task_id: &'static str,
    /// What is computed.
    pub task: Arc<dyn AnyTask>,
    /// How it is to be executed.
    pub plan: Plan,
    /// A lane for each worker, and last the coordinator's.
    pub timeline: Timeline,
    /// What has been done so far.
    pub counters: Counters,
    /// Whether to stop.
    pub cancellation: Arc<Cancellation>,
    /// Where news are told, as they come.
    news: UnboundedSender<News>,
    /// Where threads leave the requests that they wait for.
    pub(super) requester: Requester,
    /// The graph of the work, if the strategy made one.
    pub graph: OnceLock<Vec<GraphNode>>,
    incidents: Mutex<Vec<String>>,
}

impl Execution {
    /// An execution that has not begun, and where its workers' words arrive.
    pub fn new(
        task_id: &'static str,
        task: Arc<dyn AnyTask>,
        plan: Plan,
        timeline: Timeline,
        cancellation: Arc<Cancellation>,
    ) -> (Self, Inbox) {
        let (news, told) = mpsc::unbounded();
        let (requester, orders) = Requester::open();
        let execution = Self {
            task_id,
            task,
            plan,
            timeline,
            counters: Counters::default(),
            cancellation,
            news,
            requester,
            graph: OnceLock::new(),
            incidents: Mutex::default(),
        };
        (execution, Inbox { news: told, orders })
    }

    /// Cuts the task into ranges of the size that was asked for, or else of `auto` items.
    pub fn ranges(&self, auto: usize) -> Vec<Range<usize>> {
        self.plan.chunk_size.ranges(self.task.len(), auto)
    }

    /// The size that cuts the task into so many chunks for each worker; a download is a chunk of
    /// its own, as its time hardly depends on anything else.
    pub fn chunk(&self, chunks: usize) -> usize {
        if self.downloads() {
            1
        } else {
            chunks_per_worker(chunks, self.task.len(), self.plan.workers)
        }
    }

    /// [`Execution::chunk`], but one for each worker where combining many would cost more than
    /// evenness gains.
    pub fn few_or(&self, chunks: usize) -> usize {
        self.chunk(if self.task.combining_is_work() {
            1
        } else {
            chunks
        })
    }

    /// Whether the task's items have to be downloaded.
    pub fn downloads(&self) -> bool {
        self.task.source(0).is_some()
    }

    /// Notes the graph of the work, for whoever watches.
    pub fn show_graph(&self, nodes: Vec<GraphNode>) {
        // A trial has one graph: a second would be a mistake, and the first is kept.
        let _ = self.graph.set(nodes);
    }

    /// What went wrong and was mended, each in a sentence.
    pub fn incidents(&self) -> Vec<String> {
        self.incidents
            .lock()
            .expect("nobody panics while holding it")
            .clone()
    }

    /// Notes something that went wrong and was mended.
    pub fn note_incident(&self, incident: String) {
        self.incidents
            .lock()
            .expect("nobody panics while holding it")
            .push(incident);
    }

    /// The coordinator's own lane.
    pub fn coordinator(&self) -> &LaneRecorder {
        self.timeline.lane(self.timeline.lanes().len() - 1)
    }

    /// Executes a range on an event loop: requests are awaited, one after another. They are
    /// drawn on lane `fetching`, computing on lane `computing`.
    ///
    /// # Errors
    /// [`Stop::Cancelled`].
    pub async fn run(
        &self,
        range: Range<usize>,
        fetching: usize,
        computing: usize,
    ) -> Result<Part, Stop> {
        let fetched = self.fetch_range(range.clone(), fetching).await?;
        self.compute(range, fetched, computing)
    }

    /// Executes a range on a thread, which waits for each of its requests.
    ///
    /// # Errors
    /// [`Stop::Cancelled`].
    pub fn run_blocking(&self, range: Range<usize>, lane: usize) -> Result<Part, Stop> {
        let fetched = self.fetch_range_blocking(range.clone(), lane)?;
        self.compute(range, fetched, lane)
    }

    /// Computes a range whose items' sources have been fetched.
    ///
    /// # Errors
    /// [`Stop::Cancelled`].
    pub fn compute(
        &self,
        range: Range<usize>,
        fetched: Vec<Fetched>,
        lane: usize,
    ) -> Result<Part, Stop> {
        self.check_cancelled()?;
        let items = range.len();
        let run = || self.task.run(range.clone(), fetched);
        let part = self
            .timeline
            .lane(lane)
            .span(SpanKind::Run, Some(range.clone().into()), run);
        self.completed(items);
        self.show(range, lane, &part);
        Ok(part)
    }

    /// Counts items as completed.
    pub fn completed(&self, items: usize) {
        self.counters.complete(items);
        if self.plan.verbose > 0 {
            let at_ms = now_ms();
            self.tell(News::Completed { items, at_ms });
        }
    }

    /// Shows a part that is a part of a picture; others cannot be seen.
    pub fn show(&self, items: Range<usize>, lane: usize, part: &Part) {
        if self.plan.paints
            && let Some(pixels) = self.task.paint(part)
        {
            self.tell(News::Painted(Band {
                items,
                lane,
                pixels,
            }));
        }
    }

    /// Tells whoever watches; nobody does any more where the run is being given up.
    pub fn tell(&self, news: News) {
        let _ = self.news.unbounded_send(news);
    }

    /// What `work` yields, unless the run is cancelled before: then `work` is dropped.
    ///
    /// # Errors
    /// [`Stop::Cancelled`].
    pub async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Result<T, Stop> {
        match select(pin!(work), pin!(self.cancellation.wished())).await {
            Either::Left((done, _)) => Ok(done),
            Either::Right(_) => Err(Stop::Cancelled),
        }
    }

    /// Gives the event loop a turn if it has had none for a while since `last`.
    pub async fn turn(&self, last: &Cell<f64>) {
        if now_ms() - last.get() >= TURN_EVERY_MS {
            next_turn().await;
            last.set(now_ms());
        }
    }

    pub(super) fn check_cancelled(&self) -> Result<(), Stop> {
        if self.cancellation.is_wished() {
            return Err(Stop::Cancelled);
        }
        Ok(())
    }
}
