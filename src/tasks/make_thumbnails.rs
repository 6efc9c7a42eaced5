//! `make-thumbnails`: a small copy of each of many pictures.
//!
//! An item is a picture: decoded, reduced, sharpened and encoded again. Here the work is done by
//! good libraries and the program only calls them, as most programs do. Items are large and
//! independent, and little goes in and out, so that every parallel strategy does well.

use std::ops::Range;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageResult, RgbImage};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use serde_json::json;

use super::catalogue::decode;
use super::digest::digest;
use super::{Description, Entry, Fetched, File, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "make-thumbnails",
    title: "Make thumbnails",
    summary: "Decodes pictures, makes them small and sharp, and encodes them again. A few large items, which any workers share well.",
    kind: Kind::Compute,
    size: SizeField {
        label: "Pictures",
        unit: "pictures",
        default: 60,
        min: 1,
        max: 900,
    },
    needs_pictures: true,
    build: |parameters| Box::new(MakeThumbnails::new(parameters)),
    decode: decode::<MakeThumbnails>,
};

/// A thumbnail's width in pixels.
const WIDTH: u32 = 160;
/// The most a thumbnail's height may be; higher ones are squeezed.
const MOST_HEIGHT: u32 = 10 * WIDTH;
/// From 1 to 100.
const JPEG_QUALITY: u8 = 85;

/// Makes thumbnails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeThumbnails {
    /// The pictures as they came. There may be more items than pictures, which are then used
    /// again from the first on.
    pictures: Vec<ByteBuf>,
    len: usize,
}

/// A thumbnail as a JPEG, or why there is none.
pub type Thumbnail = Result<ByteBuf, String>;

impl MakeThumbnails {
    /// As many thumbnails as the task's size, or none where there are no pictures.
    fn new(&Parameters { size, pictures, .. }: &Parameters) -> Self {
        let len = if pictures.is_empty() {
            0
        } else {
            size as usize
        };
        let used = &pictures[..pictures.len().min(len)];
        Self {
            pictures: used.iter().cloned().map(ByteBuf::from).collect(),
            len,
        }
    }

    fn picture(&self, item: usize) -> &ByteBuf {
        &self.pictures[item % self.pictures.len()]
    }
}

impl Task for MakeThumbnails {
    type Part = Vec<Thumbnail>;

    fn len(&self) -> usize {
        self.len
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> Vec<Thumbnail> {
        let mut resizer = Resizer::new();
        let mut thumbnail = |item| thumbnail(self.picture(item), &mut resizer);
        range
            .map(|item| thumbnail(item).map_err(|cause| cause.to_string()))
            .collect()
    }

    /// The pictures of these items, each once: of a range longer than all pictures, all of them,
    /// from the first item's on.
    fn extract(&self, range: Range<usize>) -> Self {
        let len = range.len();
        let used = range.take(self.pictures.len());
        Self {
            pictures: used.map(|item| self.picture(item).clone()).collect(),
            len,
        }
    }

    fn combine(&self, parts: Vec<Vec<Thumbnail>>) -> Vec<Thumbnail> {
        parts.into_iter().flatten().collect()
    }

    fn describe(&self, thumbnails: Vec<Thumbnail>) -> Description {
        let mut files = Vec::new();
        let mut failures = Vec::new();
        for (item, thumbnail) in thumbnails.into_iter().enumerate() {
            match thumbnail {
                Ok(bytes) => files.push(File {
                    name: format!("thumbnail-{:03}.jpg", item + 1),
                    bytes: bytes.into_vec(),
                }),
                Err(message) => failures.push(json!({ "item": item, "message": message })),
            }
        }
        let value = json!({
            "pictures": files.len(),
            "bytes": files.iter().map(|file| file.bytes.len()).sum::<usize>(),
            "digest": digest(files.iter().flat_map(|file| &file.bytes)),
            "failures": failures,
        });
        Description {
            files,
            ..value.into()
        }
    }
}

/// Decodes, reduces, sharpens and encodes a picture.
fn thumbnail(picture: &[u8], resizer: &mut Resizer) -> ImageResult<ByteBuf> {
    let picture = image::load_from_memory(picture)?.into_rgb8();
    let small = sharpen(&reduce(&picture, resizer));
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY).write_image(
        &small,
        small.width(),
        small.height(),
        ExtendedColorType::Rgb8,
    )?;
    Ok(jpeg.into())
}

/// A picture [`WIDTH`] wide, and as high as keeps its shape.
fn reduce(picture: &RgbImage, resizer: &mut Resizer) -> RgbImage {
    let (width, height) = picture.dimensions();
    let in_proportion = (height * WIDTH + width / 2) / width;
    let mut small = RgbImage::new(WIDTH, in_proportion.clamp(1, MOST_HEIGHT));
    let (small_width, small_height) = small.dimensions();
    let from = TypedImageRef::<U8x3>::from_buffer(width, height, picture);
    let to = TypedImage::<U8x3>::from_buffer(small_width, small_height, &mut small);
    let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let resized = match (from, to) {
        (Ok(from), Ok(mut to)) => resizer.resize_typed(&from, &mut to, &lanczos).is_ok(),
        _ => false,
    };
    assert!(resized, "both pictures hold as many bytes as they say");
    small
}

/// Bytes of a pixel.
const CHANNELS: usize = 3;

/// Adds to each pixel half of what it differs from its blurred neighbourhood (an unsharp mask of
/// 3 x 3 pixels, weighted 1 2 1 each way). At the edges the outermost pixels are their own
/// neighbours.
fn sharpen(picture: &RgbImage) -> RgbImage {
    let stride = picture.width() as usize * CHANNELS;
    let rows: Vec<&[u8]> = picture.chunks_exact(stride).collect();
    let mut sharp = picture.clone();
    for (y, sharp) in sharp.chunks_exact_mut(stride).enumerate() {
        let (above, here) = (rows[y.saturating_sub(1)], rows[y]);
        let below = rows[(y + 1).min(rows.len() - 1)];
        let down = |x: usize| i32::from(above[x]) + 2 * i32::from(here[x]) + i32::from(below[x]);
        let columns: Vec<i32> = (0..stride).map(down).collect();
        for (x, sharp) in sharp.iter_mut().enumerate() {
            let left = columns[x.checked_sub(CHANNELS).unwrap_or(x)];
            let right = columns.get(x + CHANNELS).unwrap_or(&columns[x]);
            // The weights add up to 16, so this is 32 times what it shall be.
            let blurred = left + 2 * columns[x] + right;
            let result = 32 * i32::from(here[x]) + (16 * i32::from(here[x]) - blurred);
            *sharp = ((result + 16) >> 5).clamp(0, 255) as u8;
        }
    }
    sharp
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb};

    use super::*;

    fn jpeg(width: u32, height: u32, shade: u8) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, shade]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        let written = picture.write_to(&mut bytes, ImageFormat::Jpeg);
        written.expect("a small JPEG can be written");
        bytes.into_inner()
    }

    fn task(size: u32, pictures: &[Vec<u8>]) -> MakeThumbnails {
        MakeThumbnails::new(&Parameters {
            size,
            seed: 1,
            urls: &[],
            pictures,
        })
    }

    #[test]
    fn thumbnails_are_as_wide_as_agreed_and_keep_their_shape() {
        let pictures = [
            jpeg(648, 432, 1),
            jpeg(80, 120, 2),
            jpeg(900, 1, 3),
            jpeg(1, 90, 4),
        ];
        let task = task(4, &pictures);
        let Description { value, files, .. } = task.describe(task.run(0..4, Vec::new()));
        assert_eq!(value["pictures"], 4);
        let sizes = files.iter().map(|file| {
            let picture = image::load_from_memory(&file.bytes).expect("a JPEG");
            (file.name.as_str(), picture.width(), picture.height())
        });
        assert_eq!(
            sizes.collect::<Vec<_>>(),
            [
                ("thumbnail-001.jpg", 160, 107),
                ("thumbnail-002.jpg", 160, 240),
                ("thumbnail-003.jpg", 160, 1),
                ("thumbnail-004.jpg", 160, 1_600),
            ]
        );
    }

    #[test]
    fn a_thumbnail_looks_like_its_picture() {
        let [thumbnail] = &task(1, &[jpeg(240, 240, 77)]).run(0..1, Vec::new())[..] else {
            panic!("one thumbnail");
        };
        let thumbnail = thumbnail.as_ref().expect("a JPEG");
        let thumbnail = image::load_from_memory(thumbnail)
            .expect("a JPEG")
            .into_rgb8();
        for (x, y) in [(10, 10), (80, 40), (150, 120)] {
            let Rgb(pixel) = *thumbnail.get_pixel(x, y);
            let expected = [3 * x / 2, 3 * y / 2, 77];
            for (value, expected) in pixel.into_iter().zip(expected) {
                assert!(
                    u32::from(value).abs_diff(expected) < 8,
                    "{pixel:?} at {x}, {y}"
                );
            }
        }
    }

    #[test]
    fn a_picture_that_cannot_be_decoded_fails_alone() {
        let pictures = [jpeg(30, 20, 1), b"no picture".to_vec(), jpeg(30, 20, 2)];
        let task = task(4, &pictures);
        let Description { value, files, .. } = task.describe(task.run(0..4, Vec::new()));
        assert_eq!(value["pictures"], 3);
        assert_eq!(value["failures"][0]["item"], 1);
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "thumbnail-001.jpg",
                "thumbnail-003.jpg",
                "thumbnail-004.jpg"
            ]
        );
        assert_eq!(
            files[0].bytes, files[2].bytes,
            "the fourth item is the first picture again"
        );
    }

    #[test]
    fn without_pictures_there_is_nothing_to_do() {
        let task = task(5, &[]);
        assert_eq!(task.len(), 0);
        assert_eq!(
            task.describe(task.run(0..0, Vec::new())).value["pictures"],
            0
        );
    }

    #[test]
    fn sends_each_picture_that_is_needed_once() {
        let task = task(7, &[vec![0], vec![1], vec![2]]);
        for (range, sent) in [
            (1..2, vec![vec![1]]),
            (2..4, vec![vec![2], vec![0]]),
            (1..7, vec![vec![1], vec![2], vec![0]]),
            (4..4, vec![]),
        ] {
            let extract = task.extract(range.clone());
            assert_eq!(extract.pictures, sent, "{range:?}");
            assert_eq!(extract.len(), range.len());
        }
    }

    #[test]
    fn sharpening_leaves_what_is_even_and_steepens_edges() {
        let even = RgbImage::from_pixel(5, 4, Rgb([0, 100, 255]));
        assert_eq!(sharpen(&even), even);

        // An edge of a quarter of the neighbours' weight: half of that on either side.
        let edge = RgbImage::from_fn(4, 3, |x, _| Rgb([if x < 2 { 100 } else { 164 }; 3]));
        let shades: Vec<u8> = sharpen(&edge)
            .rows()
            .next()
            .map_or(Vec::new(), |row| row.map(|pixel| pixel.0[0]).collect());
        assert_eq!(shades, [100, 92, 172, 164]);
    }
}
