//! Blocks up to a trailer. Many are without one, and are shown: they end with any picture's block.

use crate::reader::Reader;

const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;

pub(super) fn end(bytes: &[u8]) -> Option<()> {
    let mut reader = Reader(bytes);
    reader.skip(10)?;
    let flags = reader.byte()?;
    reader.skip(2 + palette(flags))?;
    let mut has_picture = false;
    loop {
        match reader.byte() {
            Some(EXTENSION) => reader.skip(1)?,
            Some(PICTURE) => {
                reader.skip(8)?;
                let flags = reader.byte()?;
                // After the palette, the size of the codes.
                reader.skip(palette(flags) + 1)?;
                has_picture = true;
            }
            _ => return has_picture.then_some(()),
        }
        data(&mut reader)?;
    }
}

/// The length of the palette that these flags announce.
fn palette(flags: u8) -> usize {
    match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    }
}

/// Pieces, each after its length, up to an empty one.
fn data(reader: &mut Reader) -> Option<()> {
    loop {
        match reader.byte()? {
            0 => return Some(()),
            length => reader.skip(length.into())?,
        }
    }
}
