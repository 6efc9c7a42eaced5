//! Pictures as they were meant to be seen: a camera that is held upright stores them lying, and says
//! so beside the pixels (EXIF).

use image::metadata::Orientation;
use image::{RgbImage, imageops};

/// A picture turned and mirrored as its EXIF data, if it has any, say.
pub fn upright(picture: RgbImage, exif: Option<&[u8]>) -> RgbImage {
    use Orientation::*;
    use imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};
    match exif.and_then(Orientation::from_exif_chunk) {
        None | Some(NoTransforms) => picture,
        Some(Rotate90) => rotate90(&picture),
        Some(Rotate180) => rotate180(&picture),
        Some(Rotate270) => rotate270(&picture),
        Some(FlipHorizontal) => flip_horizontal(&picture),
        Some(FlipVertical) => flip_vertical(&picture),
        Some(Rotate90FlipH) => flip_horizontal(&rotate90(&picture)),
        Some(Rotate270FlipH) => flip_horizontal(&rotate270(&picture)),
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, Rgb};

    use super::*;

    #[test]
    fn all_eight_ways_are_turned_back() {
        let picture = RgbImage::from_fn(3, 2, |x, y| Rgb([x as u8, y as u8, 0]));
        for number in 1..=8 {
            let exif = [
                &b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"[..],
                &[number, 0, 0],
            ]
            .concat();
            let mut expected = DynamicImage::from(picture.clone());
            expected.apply_orientation(Orientation::from_exif(number).expect("one of eight"));
            assert_eq!(
                upright(picture.clone(), Some(&exif)),
                expected.into_rgb8(),
                "{number}"
            );
        }
    }

    #[test]
    fn what_says_nothing_changes_nothing() {
        let picture = RgbImage::from_fn(3, 2, |x, y| Rgb([x as u8, y as u8, 0]));
        for exif in [None, Some(&b""[..]), Some(b"MM\0*\0\0\0\x08")] {
            assert_eq!(upright(picture.clone(), exif), picture);
        }
    }
}
