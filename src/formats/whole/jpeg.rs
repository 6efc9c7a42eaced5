//! Segments, of which some are followed by coded pixels, up to the marker that ends the picture.

use crate::reader::Reader;

/// What a marker begins with.
const MARKER: u8 = 0xff;
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

pub(super) fn end(bytes: &[u8]) -> Option<()> {
    let mut reader = Reader(bytes);
    let mut has_scan = false;
    loop {
        match marker(&mut reader)? {
            END_OF_IMAGE if has_scan => return Some(()),
            // Alone, without a length: a byte of the pixels, fill bytes, restarts, starts and ends.
            0x00 | 0x01 | 0xd0..=END_OF_IMAGE | MARKER => {}
            segment => {
                has_scan |= segment == START_OF_SCAN;
                let length = reader.u16_be()?;
                reader.skip(length.checked_sub(2)?)?;
            }
        }
    }
}

/// The next marker, past whatever comes before it.
fn marker(reader: &mut Reader) -> Option<u8> {
    let before = reader.0.iter().position(|&byte| byte == MARKER)?;
    reader.skip(before)?;
    while reader.0.first() == Some(&MARKER) {
        reader.skip(1)?;
    }
    reader.byte()
}
