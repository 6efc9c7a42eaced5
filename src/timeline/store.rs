//! Where a lane's spans are kept: in memory that they never leave, so that whoever shares it can
//! read them while the lane is being filled.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard};

use super::{ItemRange, Span, SpanKind};

/// Spans that the first block has room for; each other has room for twice as many as the one
/// before.
pub(super) const FIRST_BLOCK: usize = 64;
/// So many blocks hold more spans than there is memory for.
const BLOCKS: usize = 24;
/// In the place of items that there are not.
const NONE: u32 = u32::MAX;

/// A span as it lies in memory, of which `www/engine/window.ts` reads it: 32 bytes.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
struct Record {
    start_ms: f64,
    end_ms: f64,
    kind: SpanKind,
    /// The first item, and one past the last; both [`NONE`] if it is about none.
    start: u32,
    end: u32,
    unused: u32,
}

/// A lane's spans. Other readers of this memory are led by its contents: how many there are, then
/// where each block is, once there is one.
#[derive(Debug)]
pub(super) struct SpanStore {
    contents: [AtomicU32; 1 + BLOCKS],
    blocks: Mutex<Vec<Vec<Record>>>,
}

impl Default for SpanStore {
    fn default() -> Self {
        Self {
            contents: std::array::from_fn(|_| AtomicU32::new(0)),
            blocks: Mutex::default(),
        }
    }
}

impl SpanStore {
    /// Where its contents are in this memory; it must not be moved any more.
    pub(super) fn address(&self) -> u32 {
        address_of(self.contents.as_ptr())
    }

    /// Adds a span.
    pub(super) fn push(&self, span: Span) {
        let mut blocks = self.lock();
        let is_full = |block: &Vec<Record>| block.len() == block.capacity();
        if blocks.last().is_none_or(is_full) {
            let block = Vec::with_capacity(FIRST_BLOCK << blocks.len());
            if let Some(place) = self.contents.get(1 + blocks.len()) {
                place.store(address_of(block.as_ptr()), Ordering::Relaxed);
            }
            blocks.push(block);
        }
        if let Some(block) = blocks.last_mut() {
            block.push(span.into());
        }
        // What is counted has been written, and so has the address of its block.
        let [count, ..] = &self.contents;
        count.store(count.load(Ordering::Relaxed) + 1, Ordering::Release);
    }

    /// Calls `look` with each span, in the order in which they were added.
    pub(super) fn each(&self, look: impl FnMut(Span)) {
        self.lock()
            .iter()
            .flatten()
            .copied()
            .map(Span::from)
            .for_each(look);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Vec<Record>>> {
        self.blocks.lock().expect("a lane's writer never panics")
    }
}

/// WebAssembly's addresses have 32 bits; natively, nobody else reads this memory.
fn address_of<T>(pointer: *const T) -> u32 {
    pointer.addr() as u32
}

impl From<Span> for Record {
    fn from(span: Span) -> Self {
        let items = span.range.map(|range| (range.start, range.end));
        let (start, end) = items.unwrap_or((NONE, NONE));
        Self {
            start_ms: span.start_ms,
            end_ms: span.end_ms,
            kind: span.kind,
            start,
            end,
            unused: 0,
        }
    }
}

impl From<Record> for Span {
    fn from(record: Record) -> Self {
        let Record { start, end, .. } = record;
        Self {
            kind: record.kind,
            start_ms: record.start_ms,
            end_ms: record.end_ms,
            range: (start != NONE).then_some(ItemRange { start, end }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(number: u32) -> Span {
        Span {
            kind: SpanKind::ALL[number as usize % SpanKind::ALL.len()],
            start_ms: f64::from(number),
            end_ms: f64::from(number) + 0.5,
            range: (!number.is_multiple_of(3)).then_some(ItemRange {
                start: number,
                end: number + 1,
            }),
        }
    }

    #[test]
    fn keeps_all_spans_in_order_and_where_they_are() {
        let store = SpanStore::default();
        let contents = || -> Vec<u32> {
            let load = |number: &AtomicU32| number.load(Ordering::Relaxed);
            store.contents.iter().map(load).collect()
        };
        store.push(span(0));
        let [_, first_block, second_block, ..] = contents()[..] else {
            panic!("a count and places of blocks are expected")
        };
        assert_ne!(first_block, 0);
        assert_eq!(second_block, 0, "there is room in the first");
        let all = 3 * FIRST_BLOCK as u32 + 1;
        (1..all).for_each(|number| store.push(span(number)));
        let now = contents();
        assert_eq!(now[0], all);
        assert_eq!(now[1], first_block, "it may not move");
        assert_eq!(now.iter().filter(|place| **place != 0).count(), 1 + 3);
        let mut kept = Vec::new();
        store.each(|span| kept.push(span));
        assert_eq!(kept, (0..all).map(span).collect::<Vec<_>>());
    }

    #[test]
    fn lies_in_memory_as_the_page_reads_it() {
        use std::mem::{offset_of, size_of};

        assert_eq!(size_of::<Record>(), 32);
        let offsets = [
            offset_of!(Record, start_ms),
            offset_of!(Record, end_ms),
            offset_of!(Record, kind),
            offset_of!(Record, start),
            offset_of!(Record, end),
        ];
        assert_eq!(offsets, [0, 8, 16, 20, 24]);
    }
}
