//! A picture written as a PNG.
//!
//! Of all that a PNG can be this is one kind, and fits on a page; a library that writes every kind
//! would be a tenth of the WebAssembly module.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// Bytes of a pixel.
const CHANNELS: usize = 3;
/// What follows width and height: eight bits a channel, of which there are red, green and blue;
/// compressed and filtered as always, and not interlaced.
const KIND: [u8; 5] = [8, 2, 0, 0, 0];
/// Says of a row that each pixel is written as what it differs from the one on its left.
const SUB: u8 = 1;

/// Its table is small, unlike those of quicker ways.
static CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// The picture whose pixels these are, row after row, each red, green and blue.
pub(super) fn png(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let rows = pixels.chunks_exact(CHANNELS * width as usize);
    let filtered: Vec<u8> = rows.flat_map(differences).collect();
    let [width, height] = [width, height].map(u32::to_be_bytes);
    let mut png = SIGNATURE.to_vec();
    put_chunk(&mut png, b"IHDR", &[&width[..], &height, &KIND].concat());
    put_chunk(&mut png, b"IDAT", &fdeflate::compress_to_vec(&filtered));
    put_chunk(&mut png, b"IEND", &[]);
    png
}

fn differences(row: &[u8]) -> impl Iterator<Item = u8> {
    let left = std::iter::repeat_n(&0, CHANNELS).chain(row);
    let difference = |(here, left): (&u8, &u8)| here.wrapping_sub(*left);
    std::iter::once(SUB).chain(row.iter().zip(left).map(difference))
}

fn put_chunk(png: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let checked = png.len();
    png.extend(name);
    png.extend(data);
    let sum = CRC.checksum(&png[checked..]);
    png.extend(sum.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

    use super::*;

    #[test]
    fn another_reader_reads_what_was_written() {
        for (width, height) in [(1, 1), (7, 5), (300, 2)] {
            let colour = |x, y| Rgb([x as u8, (50 * y) as u8, (x * y) as u8]);
            let picture = RgbImage::from_fn(width, height, colour);
            let written = png(&picture, width, height);
            let read = image::load_from_memory_with_format(&written, ImageFormat::Png);
            assert_eq!(read.expect("a PNG").into_rgb8(), picture);
        }
    }
}
