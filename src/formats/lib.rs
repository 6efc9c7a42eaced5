//! Pictures of the formats that are not the playground's own, decoded: PNG, GIF and WebP.
//!
//! A reader's own addresses may lead to them. They are no part of what is timed by default, so that
//! this is a crate of its own, compiled to be small and not to be quick. `image::load_from_memory`
//! does as much, but brings its conversions between all kinds of pixels along.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::{DecodingError, ImageFormatHint, LimitError, LimitErrorKind};
use image::{ImageDecoder, ImageError, ImageFormat, ImageResult, Limits, RgbImage};
use zune_png::PngDecoder;
use zune_png::zune_core::bytestream::ZCursor;
use zune_png::zune_core::options::DecoderOptions;

/// The pixels of a picture, to its last row: of an animation, its first frame. What is transparent
/// is shown.
///
/// # Errors
/// If it is of another format, damaged or not complete.
pub fn decode(picture: &[u8], format: ImageFormat) -> ImageResult<RgbImage> {
    let reader = Cursor::new(picture);
    match format {
        ImageFormat::Png => png(picture),
        ImageFormat::Gif => by_image(GifDecoder::new(reader)?),
        ImageFormat::WebP => by_image(WebPDecoder::new(reader)?),
        other => Err(ImageError::Unsupported(
            ImageFormatHint::Exact(other).into(),
        )),
    }
}

/// What a decoder may use besides so many bytes of pixels.
///
/// # Errors
/// If the pixels alone are too many.
pub fn limits(pixels: Option<usize>) -> ImageResult<Limits> {
    let mut limits = Limits::default();
    limits.reserve(pixels.map_or(u64::MAX, |bytes| bytes as u64))?;
    Ok(limits)
}

fn png(picture: &[u8]) -> ImageResult<RgbImage> {
    let undecodable =
        |cause| ImageError::Decoding(DecodingError::new(ImageFormat::Png.into(), cause));
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .png_set_strip_to_8bit(true)
        .png_set_decode_animated(false);
    let mut decoder = PngDecoder::new_with_options(ZCursor::new(picture), options);
    decoder.decode_headers().map_err(undecodable)?;
    limits(decoder.output_buffer_size())?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    let colours = decoder.colorspace();
    let pixels = decoder.decode_raw().map_err(undecodable)?;
    let channels = colours.map_or(1, |colours| colours.num_components());
    rgb(width as u32, height as u32, &pixels, channels)
}

fn by_image(mut decoder: impl ImageDecoder) -> ImageResult<RgbImage> {
    let bytes = decoder.total_bytes() as usize;
    decoder.set_limits(limits(Some(bytes))?)?;
    let (width, height) = decoder.dimensions();
    let channels = usize::from(decoder.color_type().channel_count());
    let mut pixels = vec![0; bytes];
    decoder.read_image(&mut pixels)?;
    rgb(width, height, &pixels, channels)
}

/// A picture of pixels that are grey or coloured, transparent or not, eight bits a channel.
fn rgb(width: u32, height: u32, pixels: &[u8], channels: usize) -> ImageResult<RgbImage> {
    let colour = |pixel: &[u8]| match *pixel {
        [red, green, blue, ..] => [red, green, blue],
        [grey, ..] => [grey; 3],
        [] => [0; 3],
    };
    let pixels = pixels.chunks_exact(channels).flat_map(colour).collect();
    let too_large = || ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError));
    RgbImage::from_raw(width, height, pixels).ok_or_else(too_large)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, Rgb};

    use super::*;

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let done = picture.write_to(&mut bytes, format);
        done.expect("a small picture can be written");
        bytes.into_inner()
    }

    fn colours() -> DynamicImage {
        RgbImage::from_fn(7, 5, |x, y| Rgb([40 * x as u8, 50 * y as u8, 200])).into()
    }

    #[test]
    fn every_kind_of_pixel_becomes_rgb() {
        let grey = colours().into_luma8();
        for picture in [
            grey.clone().into(),
            DynamicImage::from(grey.clone()).into_luma_alpha8().into(),
            DynamicImage::from(grey.clone()).into_luma16().into(),
            DynamicImage::from(grey.clone()).into_rgba8().into(),
            DynamicImage::from(grey.clone()).into_rgb16().into(),
        ] {
            let decoded =
                decode(&written(&picture, ImageFormat::Png), ImageFormat::Png).expect("a picture");
            let expected = DynamicImage::from(grey.clone()).into_rgb8();
            assert_eq!(decoded, expected, "{:?}", picture.color());
        }
    }

    #[test]
    fn every_format_is_decoded_to_its_last_row() {
        for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = written(&colours(), format);
            let reference = image::load_from_memory(&whole).expect("a picture");
            let decoded = decode(&whole, format).expect("a picture");
            assert_eq!(decoded, reference.into_rgb8(), "{format:?}");

            let half = decode(&whole[..whole.len() / 2], format);
            assert!(half.is_err(), "{format:?}");
        }
    }

    #[test]
    fn no_other_format_is() {
        assert!(decode(b"BM", ImageFormat::Bmp).is_err());
    }
}
