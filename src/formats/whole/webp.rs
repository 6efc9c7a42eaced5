//! One RIFF chunk, which says how long it is.

use crate::reader::Reader;

pub(super) fn end(bytes: &[u8]) -> Option<()> {
    let mut reader = Reader(bytes);
    reader.skip(4)?;
    let length = reader.u32_le()?;
    reader.skip(length)
}
