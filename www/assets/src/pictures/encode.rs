//! From pixels to a JPEG of a bounded size.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageResult, RgbImage};

/// No picture is larger, in bytes: the sizes of a photograph on a page.
pub const LARGEST: usize = 58_000;

/// The picture as JPEG, in the best quality that keeps it within [`LARGEST`].
///
/// # Errors
/// When the encoder fails, which for memory it does not.
pub fn encode(pixels: &RgbImage) -> ImageResult<Vec<u8>> {
    let mut quality = 90;
    loop {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(pixels)?;
        if bytes.len() <= LARGEST || quality <= 20 {
            return Ok(bytes);
        }
        quality -= 5;
    }
}
