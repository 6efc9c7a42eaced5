//! What a trial tells while it goes on.

use std::ops::Range;
use std::sync::Arc;

use crate::tasks::Body;

/// Something that whoever watches a trial is told soon after it happened.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// A source's body has arrived.
    Arrival(Arrival),
    /// So many items were completed; told where a log is kept.
    Completed {
        /// How many.
        items: usize,
        /// When, by [`now_ms`](crate::timeline::now_ms).
        at_ms: f64,
    },
    /// A part of a picture is there to be looked at.
    Painted(Band),
}

/// A part of a picture: rows one below the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The items it shows.
    pub items: Range<usize>,
    /// The lane of the worker that made it.
    pub lane: usize,
    /// Its pixels: [`AnyTask::paint`](crate::tasks::AnyTask::paint).
    pub pixels: Vec<u8>,
}

impl Band {
    /// Adds a band to others; where it lies right below one of the same worker, it becomes part of that.
    pub fn add_to(self, bands: &mut Vec<Self>) {
        let is_above =
            |other: &&mut Self| (other.lane, other.items.end) == (self.lane, self.items.start);
        match bands.iter_mut().find(is_above) {
            Some(above) => {
                above.items.end = self.items.end;
                above.pixels.extend(self.pixels);
            }
            None => bands.push(self),
        }
    }
}

/// A source whose body has just arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The item it is for.
    pub item: usize,
    /// The lane of the worker that fetched it.
    pub lane: usize,
    /// Its body.
    pub body: Arc<Body>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_below_one_another_are_one_band_of_their_worker() {
        let band = |items: Range<usize>, lane| Band {
            pixels: items.clone().map(|item| item as u8).collect(),
            items,
            lane,
        };
        let mut bands = Vec::new();
        for (items, lane) in [
            (0..2, 0),
            (5..6, 1),
            (2..4, 0),
            (6..8, 0),
            (6..7, 1),
            (4..5, 1),
        ] {
            band(items, lane).add_to(&mut bands);
        }
        let joined = [(0..4, 0), (5..7, 1), (6..8, 0), (4..5, 1)];
        assert_eq!(bands, joined.map(|(items, lane)| band(items, lane)));
    }
}
