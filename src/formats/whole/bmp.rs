//! Two headers, which say where the rows begin, and how many and how long they are.

use crate::reader::Reader;

/// Length of the headers before the one that [`crate::signature`] looks at.
const FIRST_HEADER: usize = 14;
/// Length of the oldest second header, whose numbers are shorter.
const OLDEST: usize = 12;
/// Rows as they are, in the two ways of naming their colours.
const UNCOMPRESSED: [usize; 2] = [0, 3];

pub(super) fn end(bytes: &[u8]) -> Option<()> {
    let mut reader = Reader(bytes);
    reader.skip(2)?;
    let file = reader.u32_le()?;
    reader.skip(4)?;
    let rows_begin = reader.u32_le()?;
    let mut pixels = Reader(bytes.get(rows_begin.max(FIRST_HEADER)..)?);
    let rows = match reader.u32_le()? {
        OLDEST => {
            let [width, height] = [reader.u16_le()?, reader.u16_le()?];
            reader.skip(2)?;
            rows(width, height, reader.u16_le()?)
        }
        _ => {
            let [width, height] = [reader.u32_le()?, reader.u32_le()?];
            // From the top to the bottom if it is negative.
            let height = (height as u32 as i32).unsigned_abs() as usize;
            reader.skip(2)?;
            let bits = reader.u16_le()?;
            if UNCOMPRESSED.contains(&reader.u32_le()?) {
                rows(width, height, bits)
            } else {
                file.checked_sub(rows_begin)
            }
        }
    };
    pixels.skip(rows?)
}

/// Bytes of so many rows: each ends at a multiple of four bytes.
fn rows(width: usize, height: usize, bits: usize) -> Option<usize> {
    let row = width.checked_mul(bits)?.div_ceil(32).checked_mul(4)?;
    row.checked_mul(height)
}
