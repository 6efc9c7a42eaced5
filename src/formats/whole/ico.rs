//! A list of where pictures are, and how long.

use crate::reader::Reader;

pub(super) fn end(bytes: &[u8]) -> Option<()> {
    let mut reader = Reader(bytes);
    reader.skip(4)?;
    for _ in 0..reader.u16_le()? {
        reader.skip(8)?;
        let [length, begin] = [reader.u32_le()?, reader.u32_le()?];
        Reader(bytes.get(begin..)?).skip(length)?;
    }
    Some(())
}
