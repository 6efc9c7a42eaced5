//! The pixels of PNG, GIF and WebP pictures.
//!
//! `image::load_from_memory` does as much, but brings its conversions between all kinds of pixels
//! along.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::{DecodingError, ImageFormatHint, LimitError, LimitErrorKind};
use image::{ImageDecoder, ImageError, ImageFormat, ImageResult, Limits, RgbImage};
use zune_png::PngDecoder;
use zune_png::zune_core::bytestream::ZCursor;
use zune_png::zune_core::options::DecoderOptions;

use crate::format::Format;
use crate::orientation::upright;
use crate::whole::{Chunk, chunks};

/// What a decoder's options allow in width and height by themselves: of large pictures it is the
/// pixels that matter, which [`limits`] counts.
pub const MOST_SIDE: usize = i32::MAX as usize;

/// The pixels of a picture, upright: of an animation, its first frame. What is transparent is
/// shown.
///
/// # Errors
/// If it is of another format, damaged or too large.
pub fn decode(picture: &[u8], format: Format) -> ImageResult<RgbImage> {
    let reader = Cursor::new(picture);
    match format {
        Format::Png => png(picture),
        Format::Gif => by_image(GifDecoder::new(reader)?),
        Format::WebP => by_image(WebPDecoder::new(reader)?),
        other => {
            let name = other.media_type().to_owned();
            Err(ImageError::Unsupported(ImageFormatHint::Name(name).into()))
        }
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
        .set_max_width(MOST_SIDE)
        .set_max_height(MOST_SIDE)
        .png_set_strip_to_8bit(true);
    let essence = essence_of_png(picture);
    let mut decoder = PngDecoder::new_with_options(ZCursor::new(&essence), options);
    decoder.decode_headers().map_err(undecodable)?;
    limits(decoder.output_buffer_size())?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    let colours = decoder.colorspace();
    let pixels = decoder.decode_raw().map_err(undecodable)?;
    let channels = colours.map_or(1, |colours| colours.num_components());
    let lying = rgb(width as u32, height as u32, &pixels, channels)?;
    let exif = chunks(picture).find(|chunk| chunk.name == b"eXIf");
    Ok(upright(lying, exif.map(|chunk| chunk.content)))
}

/// A PNG with only what its colours are made of. Browsers show a PNG whatever is wrong with the
/// rest, so that this is kept from the decoder; and it ends where nothing is left to be shown.
fn essence_of_png(picture: &[u8]) -> Vec<u8> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    const END: &[u8] = b"\0\0\0\0IEND\xaeB`\x82";
    let is_critical = |chunk: &Chunk| matches!(chunk.name, b"IHDR" | b"PLTE" | b"IDAT");
    let critical = chunks(picture).filter(is_critical).map(|chunk| chunk.all);
    let pieces: Vec<&[u8]> = [SIGNATURE]
        .into_iter()
        .chain(critical)
        .chain([END])
        .collect();
    pieces.concat()
}

fn by_image(mut decoder: impl ImageDecoder) -> ImageResult<RgbImage> {
    let bytes = decoder.total_bytes() as usize;
    decoder.set_limits(limits(Some(bytes))?)?;
    let (width, height) = decoder.dimensions();
    let channels = usize::from(decoder.color_type().channel_count());
    let exif = decoder.exif_metadata()?;
    let mut pixels = vec![0; bytes];
    decoder.read_image(&mut pixels)?;
    let lying = rgb(width, height, &pixels, channels)?;
    Ok(upright(lying, exif.as_deref()))
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
            let decoded = decode(&written(&picture, ImageFormat::Png), Format::Png);
            let expected = DynamicImage::from(grey.clone()).into_rgb8();
            assert_eq!(
                decoded.expect("a picture"),
                expected,
                "{:?}",
                picture.color()
            );
        }
    }

    #[test]
    fn every_format_is_decoded() {
        for (name, format) in [
            (ImageFormat::Png, Format::Png),
            (ImageFormat::Gif, Format::Gif),
            (ImageFormat::WebP, Format::WebP),
        ] {
            let bytes = written(&colours(), name);
            let reference = image::load_from_memory(&bytes).expect("a picture");
            let decoded = decode(&bytes, format).expect("a picture");
            assert_eq!(decoded, reference.into_rgb8(), "{format:?}");
        }
    }

    #[test]
    fn what_a_png_has_besides_its_pixels_spoils_nothing() {
        let whole = written(&colours(), ImageFormat::Png);
        let (before, after) = whole.split_at(whole.len() - 12);
        let wrong: &[u8] = b"\0\0\0\x04tEXtabcd\0\0\0\0";
        let reference = decode(&whole, Format::Png).expect("a picture");
        for picture in [
            [before, wrong, after].concat(),
            [before, wrong].concat(),
            before.to_vec(),
        ] {
            assert_eq!(decode(&picture, Format::Png).expect("a picture"), reference);
        }
    }

    #[test]
    fn a_side_may_be_long_but_pixels_may_not_be_too_many() {
        let long = RgbImage::from_pixel(40_000, 1, Rgb([1, 2, 3]));
        let bytes = written(&long.clone().into(), ImageFormat::Png);
        assert_eq!(decode(&bytes, Format::Png).expect("a picture"), long);
        let mut claims_much = bytes;
        claims_much[18..24].fill(0xff);
        assert!(decode(&claims_much, Format::Png).is_err());
    }

    #[test]
    fn no_other_format_is() {
        assert!(decode(b"BM", Format::Bmp).is_err());
    }
}
