//! What a task that a GPU can compute as well says of itself: what its kernel is given, and what
//! that yields.
//!
//! The kernel is the file beside the task's, in WGSL: `count_primes.wgsl`. It begins with
//!
//! ```wgsl
//! @group(0) @binding(0) var<storage, read> told: array<u32>;
//! @group(0) @binding(1) var<storage, read_write> found: …;
//! ```
//!
//! where `told` has the first item to compute, the one after the last, and then the job's numbers;
//! `found`, which begins as zeros, is the output of all items; and the job's inputs have the
//! bindings from 2 on. Its function `main` has workgroups of 64 in a grid of two dimensions.

use std::borrow::Cow;

use locale::Text;
use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::any_task::{Part, own_ref};
use super::task::Task;

/// What a kernel is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job<'task> {
    /// Numbers that it is told.
    pub numbers: Vec<u32>,
    /// What is copied to it.
    pub inputs: Vec<Cow<'task, [u8]>>,
    /// How often it is invoked for each item.
    pub invocations: usize,
    /// The length of what it yields, in bytes.
    pub output: usize,
}

/// How invocations that a GPU has go in step get on with a task: where they take different
/// branches, all wait for the one that takes longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// They take the same.
    Alike,
    /// They do not, for a reason that a learner is told.
    Diverging(Text),
}

/// How an output of 32-bit floats differs from the exact one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deviation {
    /// Whether it is within what the task allows.
    pub tolerable: bool,
    /// By how much, and what is allowed, for a reader.
    pub told: String,
}

/// A task that has a kernel.
pub trait OnGpu: Task {
    /// What the kernel is given to compute all items.
    fn job(&self) -> Job<'_>;

    /// The output, which the kernel yields as so many bytes as the job says.
    fn read(&self, output: &[u8]) -> Self::Part;

    /// How an output differs from the exact one, where it does. Whole numbers never do.
    fn deviation(&self, _exact: &Self::Part, _own: &Self::Part) -> Option<Deviation> {
        None
    }
}

/// An [`OnGpu`] with its types hidden.
pub trait AnyOnGpu {
    /// [`OnGpu::job`].
    fn job(&self) -> Job<'_>;
    /// [`OnGpu::read`].
    fn read(&self, output: &[u8]) -> Part;
    /// [`OnGpu::deviation`].
    fn deviation(&self, exact: &Part, own: &Part) -> Option<Deviation>;
}

impl<T: OnGpu> AnyOnGpu for T {
    fn job(&self) -> Job<'_> {
        OnGpu::job(self)
    }

    fn read(&self, output: &[u8]) -> Part {
        Box::new(OnGpu::read(self, output))
    }

    fn deviation(&self, exact: &Part, own: &Part) -> Option<Deviation> {
        OnGpu::deviation(self, own_ref::<T>(exact), own_ref::<T>(own))
    }
}

/// The numbers of 32 bits that a kernel yielded.
pub(super) fn numbers(output: &[u8]) -> impl Iterator<Item = u32> {
    let (numbers, _) = output.as_chunks();
    numbers.iter().map(|&bytes| u32::from_le_bytes(bytes))
}

/// The one number that a kernel yielded which counts.
pub(super) fn total(output: &[u8]) -> u64 {
    numbers(output).map(u64::from).sum()
}
