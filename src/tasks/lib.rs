//! What is computed: pure Rust, no browser, no threads, no clock.
//!
//! A [`Task`] is a row of independent items. It can compute any range of them into a part,
//! combine all parts, in order, into an output, and cut a range out of itself as a smaller task
//! of the same kind, which is what a process is sent, having no access to our memory.
//!
//! To add a task: write its file and name it in [`CATALOGUE`].

mod catalogue;
mod contact_sheet;
mod count_in_range;
mod count_primes;
mod count_words;
mod digest;
mod do_nothing;
mod download_images;
mod estimate_pi;
mod make_thumbnails;
mod mandelbrot;
mod multiply_matrices;
mod packed;
mod picture;
mod png;
mod random;
mod sort_numbers;
mod source;
mod thumbnail;

use std::any::Any;
use std::ops::Range;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

pub use catalogue::{CATALOGUE, DEFAULT, Decode, Entry, Kind, Parameters, SizeField, find, ids};
pub use count_in_range::CountInRange;
pub use count_primes::CountPrimes;
pub use count_words::CountWords;
pub use do_nothing::DoNothing;
pub use download_images::{DownloadImages, Make};
pub use estimate_pi::EstimatePi;
pub use make_thumbnails::{MakeThumbnails, Thumbnail};
pub use mandelbrot::Mandelbrot;
pub use multiply_matrices::MultiplyMatrices;
pub use packed::Packed;
pub use sort_numbers::SortNumbers;
pub use source::{FetchFailure, FetchFailureCode, Fetched, PICTURES, Source};

/// A row of independent items to compute.
#[expect(
    clippy::len_without_is_empty,
    reason = "strategies ask `AnyTask::is_empty`, which every task has"
)]
pub trait Task: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What a range of items yields. That of all items is the task's output.
    type Part: Serialize + DeserializeOwned + Send + 'static;

    /// How many items there are.
    fn len(&self) -> usize;

    /// What has to be downloaded before an item can be computed, if anything.
    fn source(&self, _item: usize) -> Option<Source> {
        None
    }

    /// Computes a range of items. `fetched` holds what came of the items' sources, in order; it
    /// is empty for a task without sources.
    fn run(&self, range: Range<usize>, fetched: Vec<Fetched>) -> Self::Part;

    /// The same task with only these items: all that has to be sent to compute them elsewhere.
    fn extract(&self, range: Range<usize>) -> Self;

    /// Puts the parts of neighbouring ranges together, in the order of their items. It does not
    /// matter which neighbours are put together first.
    fn combine(&self, parts: Vec<Self::Part>) -> Self::Part;

    /// Whether combining is real work, so that a lone worker does better not to cut the task.
    fn combining_is_work(&self) -> bool {
        false
    }

    /// What running and combining are called in a graph of this task's work.
    fn verbs(&self) -> Verbs {
        Verbs {
            run: "run",
            combine: "combine",
        }
    }

    /// A part as pixels, where it is a part of a picture: row after row of as many pixels as the
    /// task's size, four bytes each (red, green, blue, opacity).
    fn paint(&self, _part: &Self::Part) -> Option<Vec<u8>> {
        None
    }

    /// What to show and keep of the output. It is not part of the timed work.
    fn describe(&self, output: Self::Part) -> Description;
}

/// What a task's two steps are called, in a word or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verbs {
    /// [`Task::run`].
    pub run: &'static str,
    /// [`Task::combine`].
    pub combine: &'static str,
}

/// What is shown and kept of an output.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// What the report holds; of a large output, its main figures and a digest.
    pub value: Value,
    /// Equal for equal outputs, and for no others.
    pub fingerprint: String,
    /// What belongs in the download directory.
    pub files: Vec<File>,
}

/// A file to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, unique among the files of one output.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

impl From<Value> for Description {
    /// An output without files, all of which the value tells.
    fn from(value: Value) -> Self {
        Self {
            fingerprint: value.to_string(),
            value,
            files: Vec::new(),
        }
    }
}

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
    /// [`Task::describe`].
    fn describe(&self, output: Part) -> Description;
    /// The task as bytes, for [`Entry::decode`].
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

    fn describe(&self, output: Part) -> Description {
        Task::describe(self, own_part::<T>(output))
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

/// Plain data, which postcard can always write to a growing vector.
fn to_bytes(data: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(data).expect("plain data has a length known in advance")
}
