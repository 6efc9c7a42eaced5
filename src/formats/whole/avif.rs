//! Boxes, each of which says how long it is; the last may go on to the end. One has the pixels.

use crate::reader::Reader;

/// In the place of a length: the true one follows, in eight bytes.
const LONG: usize = 1;
/// In the place of a length: up to the end.
const REST: usize = 0;

pub(super) fn end(bytes: &[u8]) -> Option<()> {
    let mut reader = Reader(bytes);
    let mut has_pixels = false;
    while !reader.0.is_empty() {
        let length = reader.u32_be()?;
        has_pixels |= reader.take(4)? == b"mdat";
        let content = match length {
            REST => reader.0.len(),
            LONG => {
                let [high, low] = [reader.u32_be()?, reader.u32_be()?];
                (high == 0).then_some(low)?.checked_sub(16)?
            }
            length => length.checked_sub(8)?,
        };
        reader.skip(content)?;
    }
    has_pixels.then_some(())
}
