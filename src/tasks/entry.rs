//! What the catalogue has of a task: what a page must know to offer it, and how it is made.

use locale::Text;
use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::any_task::{AnyTask, DecodeError};
use super::make::Make;
use super::on_gpu::Steps;
use super::task::Task;

/// What mostly takes a task's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Computing.
    Compute,
    /// Waiting for the network.
    Download,
}

/// A task's main number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct SizeField {
    /// What the page calls it.
    pub label: Text,
    /// What is counted, in a word.
    pub unit: Text,
    /// What it is when nothing is said.
    pub default: u32,
    /// What it is then where Python is among the languages: one worker takes a second or two.
    pub python_default: u32,
    /// The smallest that is allowed.
    pub min: u32,
    /// The largest that is allowed: memory and patience are bounded.
    pub max: u32,
}

/// What a task is made from.
#[derive(Debug, Clone)]
pub struct Parameters<'a> {
    /// The task's main number.
    pub size: u32,
    /// Whatever is random follows from it.
    pub seed: u32,
    /// What becomes of pictures that were downloaded.
    pub make: Make,
    /// Addresses to download instead of the playground's own pictures.
    pub urls: &'a [String],
    /// The playground's own pictures, for a task that [`needs_pictures`](Entry::needs_pictures).
    pub pictures: &'a [Vec<u8>],
}

/// A task's place in the catalogue.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS), ts(rename = "TaskEntry"))]
pub struct Entry {
    /// Its kebab-case id.
    pub id: &'static str,
    /// What the page calls it.
    pub title: Text,
    /// What it does, in a sentence for a learner.
    pub summary: Text,
    /// What mostly takes its time.
    pub kind: Kind,
    /// Its main number.
    pub size: SizeField,
    /// Whether it is made from the playground's own pictures, so that they are fetched first.
    #[serde(skip)]
    pub needs_pictures: bool,
    /// How a GPU gets on with it; or, where it has no kernel, why not, in a sentence for a learner.
    #[serde(skip)]
    pub on_gpu: Result<Steps, Text>,
    /// Makes the task.
    #[serde(skip)]
    pub build: fn(&Parameters) -> Box<dyn AnyTask>,
    /// Makes the task from [`AnyTask::encode`]'s bytes.
    #[serde(skip)]
    pub decode: Decode,
}

/// Makes a task from its bytes, or says that they are from another build.
pub type Decode = fn(&[u8]) -> Result<Box<dyn AnyTask>, DecodeError>;

/// [`Entry::decode`] for tasks of type `T`.
pub(super) fn decode<T: Task>(bytes: &[u8]) -> Result<Box<dyn AnyTask>, DecodeError> {
    let task = postcard::from_bytes::<T>(bytes).map_err(|cause| DecodeError {
        what: "a task",
        cause,
    })?;
    Ok(Box::new(task))
}
