//! A task whose types are hidden, so that strategies are written once for all tasks.

use std::any::Any;
use std::ops::Range;

use serde::Serialize;
use serde_json::Value;

use super::inspection::Inspected;
use super::on_gpu::AnyOnGpu;
use super::source::{FetchFailure, Fetched, Source};
use super::task::{Description, Task, Verbs};

/// A part whose type only its task knows.
pub type Part = Box<dyn Any + Send>;

/// A part or a task could not be read from bytes: they come from another build.
#[derive(Debug, thiserror::Error)]
#[error("{what} could not be read: {cause}")]
pub struct DecodeError {
    /// What was being read.
    pub what: &'static str,
    /// What stood in the way.
    pub cause: postcard::Error,
}

/// A [`Task`] with its types hidden, so that strategies are written once for all tasks.
pub trait AnyTask: Send + Sync {
    /// [`Task::len`].
    fn len(&self) -> usize;
    /// Whether there is nothing to do.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// [`Task::source`].
    fn source(&self, item: usize) -> Option<Source>;
    /// [`Task::run`].
    fn run(&self, range: Range<usize>, fetched: Vec<Fetched>) -> Part;
    /// [`Task::extract`].
    fn extract(&self, range: Range<usize>) -> Box<dyn AnyTask>;
    /// [`Task::combine`].
    fn combine(&self, parts: Vec<Part>) -> Part;
    /// [`Task::combining_is_work`].
    fn combining_is_work(&self) -> bool;
    /// [`Task::verbs`].
    fn verbs(&self) -> Verbs;
    /// [`Task::paint`].
    fn paint(&self, part: &Part) -> Option<Vec<u8>>;
    /// [`Task::on_gpu`].
    fn on_gpu(&self) -> Option<&dyn AnyOnGpu>;
    /// [`Task::came`].
    fn came(&self, output: &Part) -> Vec<usize>;
    /// [`Task::note`].
    fn note(&self, output: &mut Part, item: usize, found: Result<Inspected, FetchFailure>);
    /// [`Task::describe`].
    fn describe(&self, output: Part) -> Description;
    /// [`Task::describe_told`].
    fn describe_told(&self, value: Value) -> Description;
    /// The task as bytes, for [`Entry::decode`](crate::Entry::decode).
    fn encode(&self) -> Vec<u8>;
    /// One of this task's parts as bytes.
    fn encode_part(&self, part: Part) -> Vec<u8>;
    /// The part that [`AnyTask::encode_part`] made bytes of.
    ///
    /// # Errors
    /// If the bytes are not a part of this task.
    fn decode_part(&self, bytes: &[u8]) -> Result<Part, DecodeError>;
}

impl<T: Task> AnyTask for T {
    fn len(&self) -> usize {
        Task::len(self)
    }

    fn source(&self, item: usize) -> Option<Source> {
        Task::source(self, item)
    }

    fn run(&self, range: Range<usize>, fetched: Vec<Fetched>) -> Part {
        Box::new(Task::run(self, range, fetched))
    }

    fn extract(&self, range: Range<usize>) -> Box<dyn AnyTask> {
        Box::new(Task::extract(self, range))
    }

    fn verbs(&self) -> Verbs {
        Task::verbs(self)
    }

    fn paint(&self, part: &Part) -> Option<Vec<u8>> {
        Task::paint(self, part.downcast_ref()?)
    }

    fn on_gpu(&self) -> Option<&dyn AnyOnGpu> {
        Task::on_gpu(self)
    }

    fn came(&self, output: &Part) -> Vec<usize> {
        output
            .downcast_ref()
            .map_or_else(Vec::new, |output| Task::came(self, output))
    }

    fn note(&self, output: &mut Part, item: usize, found: Result<Inspected, FetchFailure>) {
        if let Some(output) = output.downcast_mut() {
            Task::note(self, output, item, found);
        }
    }

    fn describe(&self, output: Part) -> Description {
        Task::describe(self, own_part::<T>(output))
    }

    fn describe_told(&self, value: Value) -> Description {
        Task::describe_told(self, value)
    }

    fn combining_is_work(&self) -> bool {
        Task::combining_is_work(self)
    }

    fn combine(&self, parts: Vec<Part>) -> Part {
        Box::new(Task::combine(
            self,
            parts.into_iter().map(own_part::<T>).collect(),
        ))
    }

    fn encode(&self) -> Vec<u8> {
        to_bytes(self)
    }

    fn encode_part(&self, part: Part) -> Vec<u8> {
        to_bytes(&own_part::<T>(part))
    }

    fn decode_part(&self, bytes: &[u8]) -> Result<Part, DecodeError> {
        let part = postcard::from_bytes::<T::Part>(bytes).map_err(|cause| DecodeError {
            what: "a part",
            cause,
        })?;
        Ok(Box::new(part))
    }
}

/// A part of task `T`: strategies never mix the parts of two tasks.
fn own_part<T: Task>(part: Part) -> T::Part {
    *part
        .downcast()
        .expect("a part is only given to the task it came from")
}

/// [`own_part`] of a part that stays where it is.
pub(super) fn own_ref<T: Task>(part: &Part) -> &T::Part {
    part.downcast_ref()
        .expect("a part is only given to the task it came from")
}

/// Plain data, which postcard can always write to a growing vector.
fn to_bytes(data: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(data).expect("plain data has a length known in advance")
}
