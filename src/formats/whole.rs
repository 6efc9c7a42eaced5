//! Whether a picture's bytes are all there, as its format says where they end.
//!
//! Browsers draw what has come, and leave the rest grey or clear; but a download that broke off is
//! none. This is told by a picture's structure alone, without memory for its pixels.

mod avif;
mod bmp;
mod gif;
mod ico;
mod jpeg;
mod png;
mod svg;
mod webp;

pub(crate) use png::{Chunk, chunks};

use crate::format::Format;

impl Format {
    /// Whether a picture of this format does not end before its last row.
    pub fn is_whole(self, bytes: &[u8]) -> bool {
        let end = match self {
            Self::Jpeg => jpeg::end(bytes),
            Self::Png => png::end(bytes),
            Self::Gif => gif::end(bytes),
            Self::WebP => webp::end(bytes),
            Self::Avif => avif::end(bytes),
            Self::Svg => svg::end(bytes),
            Self::Bmp => bmp::end(bytes),
            Self::Ico => ico::end(bytes),
        };
        end.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, Rgb, RgbImage};
    use proptest::prelude::*;

    use super::*;

    fn written(format: ImageFormat) -> Vec<u8> {
        let colours = |x, y| Rgb([40 * x as u8, 50 * y as u8, 200]);
        let picture = RgbImage::from_fn(7, 5, colours);
        let mut bytes = Cursor::new(Vec::new());
        let done = picture.write_to(&mut bytes, format);
        done.expect("a small picture can be written");
        bytes.into_inner()
    }

    /// A picture of 3 x 2 pixels of 24 bits, from the bottom to the top or the other way round.
    fn bitmap(height: i32) -> Vec<u8> {
        let numbers = [40, 3, height, 1 | 24 << 16, 0, 24, 0, 0, 0, 0];
        let header = numbers.into_iter().flat_map(i32::to_le_bytes).collect();
        let file = [
            b"BM".to_vec(),
            vec![78, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0],
            header,
        ];
        [file.concat(), vec![7; 24]].concat()
    }

    /// One of each format, and how many bytes may be missing before a row is.
    fn pictures() -> Vec<(Format, Vec<u8>, usize)> {
        let png = written(ImageFormat::Png);
        let icon = [
            &b"\0\0\x01\0\x01\0\x07\x05\0\0\x01\0\x18\0"[..],
            &(png.len() as u32).to_le_bytes(),
            &[22, 0, 0, 0],
            &png,
        ]
        .concat();
        let avif =
            b"\0\0\0\x14ftypavif\0\0\0\0mif1\0\0\0\x0bmetaabc\0\0\0\x01mdat\0\0\0\0\0\0\0\x14wxyz"
                .to_vec();
        let svg = |text: &str| (Format::Svg, text.into(), 0);
        let old_bitmap = [
            &b"BM\0\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x01\0\x02\0\x01\0\x01\0"[..],
            &[0; 8],
        ]
        .concat();
        vec![
            (Format::Jpeg, written(ImageFormat::Jpeg), 0),
            // The last checksums, and the chunk that says it is over.
            (Format::Png, png, 24),
            (Format::Gif, written(ImageFormat::Gif), 1),
            (Format::WebP, written(ImageFormat::WebP), 0),
            (Format::Avif, avif, 0),
            svg("<svg><svg/></svg>"),
            svg("<?xml version='1.0'?><s:svg\n></s:svg >"),
            svg("<svg/>"),
            (Format::Bmp, bitmap(2), 0),
            (Format::Bmp, bitmap(-2), 0),
            (Format::Bmp, old_bitmap, 0),
            (Format::Ico, icon, 0),
        ]
    }

    #[test]
    fn whole_pictures_are_whole_whatever_follows() {
        for (format, bytes, _) in pictures() {
            assert_eq!(Format::of(&bytes), Some(format));
            assert!(format.is_whole(&bytes), "{format:?}");
            let followed = match format {
                // Boxes may follow, but nothing else; and comments.
                Format::Avif => [&bytes[..], b"\0\0\0\x08free"].concat(),
                Format::Svg => [&bytes[..], b"\n<!-- by hand --> <!-- <svg> -->\n"].concat(),
                _ => [&bytes[..], b"more"].concat(),
            };
            assert!(format.is_whole(&followed), "{format:?}, followed");
        }
    }

    #[test]
    fn what_ends_before_its_last_row_is_not() {
        for (format, bytes, spare) in pictures() {
            for length in 0..bytes.len() - spare {
                assert!(
                    !format.is_whole(&bytes[..length]),
                    "{format:?}, {length} bytes"
                );
            }
        }
    }

    #[test]
    fn rows_of_every_depth_and_order_are_counted() {
        // 5 x 3 pixels, four colours: a row takes two bytes, and one before them.
        for (interlaced, length) in [(0, 9), (1, 2 + 2 + 2 + 2 + 2 * 2 + 3)] {
            let whole = fdeflate::compress_to_vec(&vec![0; length]);
            let short = fdeflate::compress_to_vec(&vec![0; length - 1]);
            for (rows, is_whole) in [(whole, true), (short, false)] {
                let header = [0, 0, 0, 5, 0, 0, 0, 3, 2, 3, 0, 0, interlaced];
                let chunk = |name: &[u8], content: &[u8]| {
                    [
                        &(content.len() as u32).to_be_bytes(),
                        name,
                        content,
                        &[0; 4],
                    ]
                    .concat()
                };
                let (one, other) = rows.split_at(3);
                let png = [
                    b"\x89PNG\r\n\x1a\n".to_vec(),
                    chunk(b"IHDR", &header),
                    chunk(b"IDAT", one),
                    chunk(b"IDAT", other),
                ]
                .concat();
                assert_eq!(
                    Format::Png.is_whole(&png),
                    is_whole,
                    "interlaced: {interlaced}"
                );
            }
        }
    }

    #[test]
    fn many_rows_of_little_are_counted_without_being_kept() {
        let black = RgbImage::new(2_000, 2_000);
        let mut bytes = Cursor::new(Vec::new());
        let done = black.write_to(&mut bytes, ImageFormat::Png);
        done.expect("a large picture can be written");
        assert!(Format::Png.is_whole(bytes.get_ref()));
    }

    proptest! {
        /// Whatever bytes come, none are read that are not there.
        #[test]
        fn no_bytes_are_too_odd(
            picture in prop::sample::select(pictures()),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
            cut in any::<prop::sample::Index>(),
        ) {
            let (format, mut bytes, _) = picture;
            for (place, byte) in changes {
                *place.get_mut(&mut bytes) = byte;
            }
            bytes.truncate(cut.index(bytes.len() + 1));
            for other in Format::of(&bytes).into_iter().chain([format]) {
                other.is_whole(&bytes);
            }
        }
    }
}
