//! Every task there is.

use super::entry::Entry;
use super::{
    count_in_range, count_primes, count_words, do_nothing, download_images, estimate_pi,
    make_thumbnails, mandelbrot, multiply_matrices, sort_numbers,
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

/// The entry of an id.
pub fn find(id: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.id == id)
}

/// All ids, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|entry| entry.id)
}
