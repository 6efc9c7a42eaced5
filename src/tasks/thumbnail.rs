//! A picture made small: decoded, reduced, sharpened.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageResult, RgbImage};
use locale::Text;
use sandbox::Reader;
use serde_bytes::ByteBuf;

use super::picture::decode;

/// A thumbnail's width in pixels.
pub(super) const WIDTH: u32 = 160;
/// The most a thumbnail's height may be; higher ones are squeezed.
const MOST_HEIGHT: u32 = 10 * WIDTH;
/// From 1 to 100.
const JPEG_QUALITY: u8 = 85;

/// A thumbnail on its way out of the sandbox: its height and pixels, or why there is none.
type Sent = Result<(u32, ByteBuf), String>;

/// Decodes, reduces and sharpens a picture, of which nothing is taken for granted.
///
/// # Errors
/// Why it cannot be decoded.
pub(super) fn thumbnail(picture: &[u8]) -> Result<RgbImage, String> {
    let sent = THUMBNAIL.call(picture).map_err(|cause| cause.to_string())?;
    let sent: Sent = postcard::from_bytes(&sent).map_err(|cause| cause.to_string())?;
    let (height, pixels) = sent?;
    let small = RgbImage::from_raw(WIDTH, height, pixels.into_vec());
    small.ok_or_else(|| Text::new("it has lost pixels", "ihm fehlen Pixel").into())
}

/// Whether a picture can be decoded here: not all that browsers show can.
pub fn decodes(picture: &[u8]) -> bool {
    thumbnail(picture).is_ok()
}

const THUMBNAIL: Reader = Reader::new("thumbnail", read_thumbnail);

/// A picture made small, to be a thumbnail; called in a sandbox, since decoders may panic.
pub fn read_thumbnail(picture: &[u8]) -> Vec<u8> {
    let small = decode(picture).map(|picture| sharpen(&reduce(&picture)));
    let sent: Sent = match small {
        Ok(small) => Ok((small.height(), small.into_raw().into())),
        Err(cause) => Err(cause.to_string()),
    };
    postcard::to_stdvec(&sent).expect("plain data has a length known in advance")
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
fn reduce(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let [wide, high, small_width] = [width, height, WIDTH].map(u64::from);
    let in_proportion = (high * small_width + wide / 2) / wide;
    let small_height = in_proportion.clamp(1, MOST_HEIGHT.into()) as u32;
    let mut small = RgbImage::new(WIDTH, small_height);
    let (small_width, small_height) = small.dimensions();
    let from = TypedImageRef::<U8x3>::from_buffer(width, height, picture);
    let to = TypedImage::<U8x3>::from_buffer(small_width, small_height, &mut small);
    let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let resized = match (from, to) {
        (Ok(from), Ok(mut to)) => Resizer::new()
            .resize_typed(&from, &mut to, &lanczos)
            .is_ok(),
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
