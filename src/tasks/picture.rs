//! Pictures decoded: JPEGs, which are the playground's own, quickly, and what else pages have.

use std::io::ErrorKind;

use formats::{Format, MOST_SIDE, limits, upright};
use image::error::{DecodingError, ImageFormatHint};
use image::{ImageError, ImageFormat, ImageResult, RgbImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The pixels of a JPEG, PNG, GIF or WebP picture, upright and to its last row: of an animation, its
/// first frame. What is transparent is shown.
///
/// The decoders may panic, or want more memory than there is: this is only called in a sandbox.
pub(super) fn decode(picture: &[u8]) -> ImageResult<RgbImage> {
    match Format::of(picture) {
        None => Err(ImageError::Unsupported(ImageFormatHint::Unknown.into())),
        Some(format) if !format.is_whole(picture) => {
            Err(ImageError::IoError(ErrorKind::UnexpectedEof.into()))
        }
        Some(Format::Jpeg) => jpeg(picture),
        Some(other) => formats::decode(picture, other),
    }
}

fn jpeg(picture: &[u8]) -> ImageResult<RgbImage> {
    let undecodable =
        |cause| ImageError::Decoding(DecodingError::new(ImageFormat::Jpeg.into(), cause));
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(MOST_SIDE)
        .set_max_height(MOST_SIDE)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(picture), options);
    decoder.decode_headers().map_err(undecodable)?;
    limits(decoder.output_buffer_size())?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    let mut pixels = RgbImage::new(width as u32, height as u32);
    decoder.decode_into(&mut pixels).map_err(undecodable)?;
    let exif = decoder.exif().map(Vec::as_slice);
    Ok(upright(pixels, exif))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, Rgb};

    use super::*;

    fn colours() -> DynamicImage {
        RgbImage::from_fn(19, 11, |x, y| Rgb([13 * x as u8, 20 * y as u8, 200])).into()
    }

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let done = picture.write_to(&mut bytes, format);
        done.expect("a small picture can be written");
        bytes.into_inner()
    }

    #[test]
    fn each_format_is_known_by_its_first_bytes() {
        use ImageFormat::{Gif, Jpeg, Png, WebP};
        for (picture, format) in [
            (colours(), Jpeg),
            (colours().into_luma8().into(), Jpeg),
            (colours(), Png),
            (colours(), Gif),
            (colours(), WebP),
        ] {
            let bytes = written(&picture, format);
            let reference = image::load_from_memory(&bytes).expect("a picture");
            let decoded = decode(&bytes).expect("a picture");
            assert_eq!(decoded, reference.into_rgb8(), "{format:?}");
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [
            &b""[..],
            b"<!doctype html>",
            b"BM of another format",
            b"\xff\xd8\xff",
            b"<svg/>",
        ] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
        let whole = written(&colours(), ImageFormat::Jpeg);
        assert!(
            decode(&whole[..whole.len() - 2]).is_err(),
            "it is not whole"
        );
    }
}
