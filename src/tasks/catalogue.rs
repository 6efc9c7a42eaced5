//! Every task there is, and what a page must know to offer it.

use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::{
    AnyTask, DecodeError, Make, Task, count_in_range, count_primes, count_words, do_nothing,
    download_images, estimate_pi, make_thumbnails, mandelbrot, multiply_matrices, sort_numbers,
};

/// The task that is run when none is named.
pub const DEFAULT: &str = "count-primes";

/// All tasks, in the order they are shown.
pub const CATALOGUE: &[Entry] = &[
    count_primes::ENTRY,
    count_in_range::ENTRY,
    estimate_pi::ENTRY,
    mandelbrot::ENTRY,
    multiply_matrices::ENTRY,
    sort_numbers::ENTRY,
    count_words::ENTRY,
    make_thumbnails::ENTRY,
    download_images::ENTRY,
    do_nothing::ENTRY,
];

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
pub struct SizeField {
    /// What the page calls it.
    pub label: &'static str,
    /// What is counted, in a word.
    pub unit: &'static str,
    /// What it is when nothing is said.
    pub default: u32,
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
    pub title: &'static str,
    /// What it does, in a sentence for a learner.
    pub summary: &'static str,
    /// What mostly takes its time.
    pub kind: Kind,
    /// Its main number.
    pub size: SizeField,
    /// Whether it is made from the playground's own pictures, so that they are fetched first.
    #[serde(skip)]
    pub needs_pictures: bool,
    /// Makes the task.
    #[serde(skip)]
    pub build: fn(&Parameters) -> Box<dyn AnyTask>,
    /// Makes the task from [`AnyTask::encode`]'s bytes.
    #[serde(skip)]
    pub decode: Decode,
}

/// Makes a task from its bytes, or says that they are from another build.
pub type Decode = fn(&[u8]) -> Result<Box<dyn AnyTask>, DecodeError>;

/// The entry of an id.
pub fn find(id: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.id == id)
}

/// All ids, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|entry| entry.id)
}

/// [`Entry::decode`] for tasks of type `T`.
pub(super) fn decode<T: Task>(bytes: &[u8]) -> Result<Box<dyn AnyTask>, DecodeError> {
    let task = postcard::from_bytes::<T>(bytes).map_err(|cause| DecodeError {
        what: "a task",
        cause,
    })?;
    Ok(Box::new(task))
}
