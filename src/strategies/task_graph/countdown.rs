//! When each node of a graph may begin: once all it depends on is done.

use crate::strategies::sync::{AtomicUsize, Ordering};

/// A graph that is being executed: for each node, how many it still waits for.
#[derive(Debug)]
pub struct Countdown {
    waiting_for: Vec<AtomicUsize>,
    dependents: Vec<Vec<usize>>,
}

impl Countdown {
    /// Nothing is done yet. `depends_on` lists, for each node, those it depends on, each once.
    pub fn new(depends_on: &[Vec<usize>]) -> Self {
        let mut dependents = vec![Vec::new(); depends_on.len()];
        for (node, dependencies) in depends_on.iter().enumerate() {
            for &dependency in dependencies {
                dependents[dependency].push(node);
            }
        }
        let waiting_for = depends_on
            .iter()
            .map(|nodes| AtomicUsize::new(nodes.len()))
            .collect();
        Self {
            waiting_for,
            dependents,
        }
    }

    /// The nodes that depend on nothing.
    pub fn first(&self) -> Vec<usize> {
        let waits = |node: &usize| self.waiting_for[*node].load(Ordering::Relaxed) > 0;
        (0..self.waiting_for.len())
            .filter(|node| !waits(node))
            .collect()
    }

    /// Notes that `node` is done, and yields the nodes that this was the last condition for: each
    /// node is yielded once, to one of the threads. What that thread then does sees all that was
    /// done for the conditions (acquire and release).
    pub fn done(&self, node: usize) -> impl Iterator<Item = usize> {
        let is_last =
            |dependent: &usize| self.waiting_for[*dependent].fetch_sub(1, Ordering::AcqRel) == 1;
        self.dependents[node].iter().copied().filter(is_last)
    }
}
