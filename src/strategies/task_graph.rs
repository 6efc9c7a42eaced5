//! `task-graph`: first a graph of small pieces of work is built, nothing being computed; then it
//! is executed by threads, each piece as soon as all it depends on is done. So does dask.delayed.

mod countdown;

use std::ops::Range;
use std::sync::{Arc, Mutex};

use locale::{Text, say};

use super::entry::Entry;
use super::graph_node::GraphNode;
use super::lanes::{COORDINATOR, THREAD, lanes};
use super::{Execution, Stop};
use crate::tasks::{Fetched, Part, Verbs};
use crate::timeline::{LaneKind, SpanKind};
use crate::workers::{Crew, Rung};

pub use countdown::Countdown;

pub(super) const ENTRY: Entry = Entry {
    id: "task-graph",
    title: Text::new("Task graph", "Aufgabengraph"),
    summary: Text::new(
        "Builds a graph of what depends on what, then executes each piece once its inputs are there: dask.delayed. Combining happens in a tree, in parallel too.",
        "Baut einen Graphen davon, was wovon abhängt, und führt dann jedes Stück aus, sobald seine Eingaben da sind: dask.delayed. Zusammengefügt wird in einem Baum, auch das parallel.",
    ),
    in_python: None,
    needs: Rung::Threads,
    scales: true,
    suits: |_| Ok(()),
    workers: |plan| plan.workers,
    lanes: |plan, _| lanes(LaneKind::Thread, THREAD, plan.workers, COORDINATOR),
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

/// Enough leaves that the threads stay busy, few enough that the graph can be looked at.
const CHUNKS_PER_WORKER: usize = 16;

/// What a node does, from what the nodes it depends on yielded.
enum Work {
    Download(Range<usize>),
    Run(Range<usize>),
    Combine,
}

/// What a node yields.
enum Yield {
    Fetched(Vec<Fetched>),
    Part(Part),
}

struct Node {
    work: Work,
    depends_on: Vec<usize>,
    yielded: Mutex<Option<Yield>>,
}

struct Graph {
    execution: Arc<Execution>,
    nodes: Vec<Node>,
    countdown: Countdown,
}

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let auto = execution.chunk(CHUNKS_PER_WORKER);
    let nodes = execution
        .coordinator()
        .span(SpanKind::Run, None, || build(&execution, auto));
    let verbs = execution.task.verbs();
    execution.show_graph(nodes.iter().map(|node| node.shown(verbs)).collect());
    let depends_on: Vec<_> = nodes.iter().map(|node| node.depends_on.clone()).collect();
    let graph = Graph {
        countdown: Countdown::new(&depends_on),
        execution,
        nodes,
    };

    let on_threads = move || {
        let stopped = Mutex::new(None);
        rayon::scope(|scope| {
            for node in graph.countdown.first() {
                let (graph, stopped) = (&graph, &stopped);
                scope.spawn(move |scope| graph.execute(node, scope, stopped));
            }
        });
        let stop = stopped
            .into_inner()
            .expect("no thread panics while holding it");
        stop.map_or_else(|| Ok(graph.output()), Err)
    };
    crew.threads()?.run(on_threads).await?
}

/// A leaf for each range, after its downloads if it has any, and above them a tree in which two
/// neighbours are combined at a time.
fn build(execution: &Execution, auto: usize) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut add = |work, depends_on| {
        nodes.push(Node {
            work,
            depends_on,
            yielded: Mutex::new(None),
        });
        nodes.len() - 1
    };
    let mut level = Vec::new();
    for range in execution.ranges(auto) {
        let download = execution
            .downloads()
            .then(|| add(Work::Download(range.clone()), Vec::new()));
        level.push(add(Work::Run(range), Vec::from_iter(download)));
    }
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [alone] => *alone,
                neighbours => add(Work::Combine, neighbours.to_vec()),
            })
            .collect();
    }
    nodes
}

impl Node {
    fn shown(&self, Verbs { run, combine }: Verbs) -> GraphNode {
        let label = match &self.work {
            Work::Download(range) => {
                say!("download {item}", "laden {item}", item = range.start + 1)
            }
            Work::Run(range) if range.len() == 1 => format!("{run} {}", range.start + 1),
            Work::Run(range) => format!("{run} {}–{}", range.start + 1, range.end),
            Work::Combine => combine.into(),
        };
        GraphNode {
            label,
            depends_on: self.depends_on.iter().map(|&node| node as u32).collect(),
        }
    }

    fn take(&self) -> Option<Yield> {
        self.yielded
            .lock()
            .expect("no thread panics while holding it")
            .take()
    }
}

impl Graph {
    /// Does the work of a node, then that of every node it was the last condition for.
    fn execute<'scope>(
        &'scope self,
        node: usize,
        scope: &rayon::Scope<'scope>,
        stopped: &'scope Mutex<Option<Stop>>,
    ) {
        match self.work(node) {
            Ok(result) => {
                *self.nodes[node]
                    .yielded
                    .lock()
                    .expect("no thread panics while holding it") = Some(result);
                for next in self.countdown.done(node) {
                    scope.spawn(move |scope| self.execute(next, scope, stopped));
                }
            }
            Err(stop) => *stopped.lock().expect("no thread panics while holding it") = Some(stop),
        }
    }

    fn work(&self, node: usize) -> Result<Yield, Stop> {
        let (execution, lane) = (&*self.execution, rayon::current_thread_index().unwrap_or(0));
        let Node {
            work, depends_on, ..
        } = &self.nodes[node];
        let inputs = depends_on
            .iter()
            .filter_map(|&node| self.nodes[node].take());
        Ok(match work {
            Work::Download(range) => {
                Yield::Fetched(execution.fetch_range_blocking(range.clone(), lane)?)
            }
            Work::Run(range) => {
                let fetched = inputs.filter_map(Yield::fetched).flatten().collect();
                Yield::Part(execution.compute(range.clone(), fetched, lane)?)
            }
            Work::Combine => {
                let parts = inputs.filter_map(Yield::part).collect();
                let combine = || execution.task.combine(parts);
                Yield::Part(
                    execution
                        .timeline
                        .lane(lane)
                        .span(SpanKind::Run, None, combine),
                )
            }
        })
    }

    /// What the last node yielded, which all others lead to.
    fn output(&self) -> Vec<Part> {
        let last = self.nodes.last().and_then(Node::take);
        Vec::from_iter(last.and_then(Yield::part))
    }
}

impl Yield {
    fn fetched(self) -> Option<Vec<Fetched>> {
        match self {
            Self::Fetched(fetched) => Some(fetched),
            Self::Part(_) => None,
        }
    }

    fn part(self) -> Option<Part> {
        match self {
            Self::Part(part) => Some(part),
            Self::Fetched(_) => None,
        }
    }
}
