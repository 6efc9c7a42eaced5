//! What is computed: pure Rust, no browser, no threads, no clock.
//!
//! A [`Task`] is a row of independent items. It can compute any range of them into a part,
//! combine all parts, in order, into an output, and cut a range out of itself as a smaller task
//! of the same kind, which is what a process is sent, having no access to our memory.
//!
//! To add a task: write its file and name it in [`CATALOGUE`].

mod any_task;
mod body;
mod catalogue;
mod contact_sheet;
mod count_in_range;
mod count_primes;
mod count_words;
mod digest;
mod do_nothing;
mod download_images;
mod entry;
mod estimate_pi;
mod file_name;
mod fingerprint;
mod inspection;
mod make;
mod make_thumbnails;
mod mandelbrot;
mod multiply_matrices;
mod on_gpu;
mod packed;
mod picture;
mod png;
mod random;
mod sort_numbers;
mod source;
mod task;
mod thumbnail;

pub use any_task::{AnyTask, DecodeError, Part};
pub use body::{Body, Full, MOST_HELD};
pub use catalogue::{CATALOGUE, DEFAULT, find, ids};
pub use count_in_range::CountInRange;
pub use count_primes::CountPrimes;
pub use count_words::CountWords;
pub use do_nothing::DoNothing;
pub use download_images::DownloadImages;
pub use entry::{Decode, Entry, Kind, Parameters, SizeField};
pub use estimate_pi::EstimatePi;
pub use fingerprint::{Comparison, Fingerprint};
pub use formats::Format;
pub use inspection::{Inspected, not_a_picture, not_kept, read_format};
pub use make::Make;
pub use make_thumbnails::{MakeThumbnails, Thumbnail};
pub use mandelbrot::Mandelbrot;
pub use multiply_matrices::MultiplyMatrices;
pub use on_gpu::{AnyOnGpu, Deviation, Job, OnGpu, Steps};
pub use packed::Packed;
pub use sort_numbers::SortNumbers;
pub use source::{FetchFailure, FetchFailureCode, Fetched, PICTURES, Source};
pub use task::{Description, File, SavedBody, Task, Verbs};
pub use thumbnail::{decodes, read_thumbnail};
