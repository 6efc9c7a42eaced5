//! What a task is: a row of independent items, and what their parts come to.

use std::ops::Range;

use locale::Text;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::digest::digest;
use super::fingerprint::Fingerprint;
use super::inspection::Inspected;
use super::on_gpu::AnyOnGpu;
use super::source::{FetchFailure, Fetched, Source};

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
            run: Text::new("run", "rechnen"),
            combine: Text::new("combine", "zusammenfügen"),
        }
    }

    /// A part as pixels, where it is a part of a picture: row after row of as many pixels as the
    /// task's size, four bytes each (red, green, blue, opacity).
    fn paint(&self, _part: &Self::Part) -> Option<Vec<u8>> {
        None
    }

    /// What a GPU needs to know of this task, where its [entry](super::Entry) says that it has a kernel.
    fn on_gpu(&self) -> Option<&dyn AnyOnGpu> {
        None
    }

    /// The items whose bodies have come, of a task that downloads.
    fn came(&self, _output: &Self::Part) -> Vec<usize> {
        Vec::new()
    }

    /// Notes what the body of such an item was found to be. It is not part of the timed work.
    fn note(
        &self,
        _output: &mut Self::Part,
        _item: usize,
        _found: Result<Inspected, FetchFailure>,
    ) {
    }

    /// What to show and keep of the output, once all that came has been noted. It is not part of the
    /// timed work.
    fn describe(&self, output: Self::Part) -> Description;

    /// The same of an output that another language's program computed, and described as `value`.
    fn describe_told(&self, value: Value) -> Description {
        value.into()
    }
}

/// What a task's two steps are called, in a word or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verbs {
    /// [`Task::run`].
    pub run: Text,
    /// [`Task::combine`].
    pub combine: Text,
}

/// What is shown and kept of an output.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// What the report holds; of a large output, its main figures and a digest.
    pub value: Value,
    /// What tells whether it is another's equal.
    pub fingerprint: Fingerprint,
    /// What belongs in the download directory.
    pub files: Vec<File>,
    /// Bodies that came, which belong there as well.
    pub bodies: Vec<SavedBody>,
}

/// A file to save.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct File {
    /// Its name, unique among the files of one output.
    pub name: String,
    /// Its contents.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// A body to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedBody {
    /// The item it came for.
    pub item: usize,
    /// Its file's name, unique among the files of one output.
    pub name: String,
}

impl Description {
    /// The same of an output of which a sheet was made as well, by the encoder of its own language.
    pub fn with_sheet(mut self, sheet: File) -> Self {
        let name = digest(&sheet.bytes);
        self.value["sheet"] = name.clone().into();
        // It is another one where a picture is missing.
        let own = self.fingerprint.is_whole().then_some(name);
        self.fingerprint = self.fingerprint.with_own(own);
        self.files.push(sheet);
        self
    }
}

impl From<Value> for Description {
    /// An output without files, all of which the value tells.
    fn from(value: Value) -> Self {
        Self {
            fingerprint: Fingerprint::of(&value),
            value,
            files: Vec::new(),
            bodies: Vec::new(),
        }
    }
}
