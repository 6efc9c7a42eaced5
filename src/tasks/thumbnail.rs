//! A picture made small: decoded, reduced, sharpened.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageResult, RgbImage};

use super::picture::decode;

/// A thumbnail's width in pixels.
pub(super) const WIDTH: u32 = 160;
/// The most a thumbnail's height may be; higher ones are squeezed.
const MOST_HEIGHT: u32 = 10 * WIDTH;
/// From 1 to 100.
const JPEG_QUALITY: u8 = 85;

/// Decodes, reduces and sharpens a picture.
pub(super) fn thumbnail(picture: &[u8], resizer: &mut Resizer) -> ImageResult<RgbImage> {
    let picture = decode(picture)?;
    Ok(sharpen(&reduce(&picture, resizer)))
}

/// A picture as a JPEG.
pub(super) fn jpeg(picture: &RgbImage) -> ImageResult<Vec<u8>> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY).write_image(
        picture,
        picture.width(),
        picture.height(),
        ExtendedColorType::Rgb8,
    )?;
    Ok(jpeg)
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
    use image::Rgb;

    use super::*;

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
