//! Many small pictures side by side, as photographers looked at a film.

use image::{Rgb, RgbImage, imageops};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::thumbnail::WIDTH;

/// Tiles in a row.
const COLUMNS: u32 = 10;
/// A tile's height in pixels; higher pictures are cut.
const HEIGHT: u32 = 3 * WIDTH / 4;
/// Pixels between two tiles, and around all.
const GAP: u32 = 8;
/// Around the pictures, and where one is missing.
const BLACK: Rgb<u8> = Rgb([16; 3]);

/// A small picture on its way to the sheet: the pixels, row by row, three bytes each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tile(ByteBuf);

impl Tile {
    /// A picture as wide as a tile, in the middle of one.
    pub(super) fn of(picture: RgbImage) -> Self {
        let mut tile = RgbImage::from_pixel(WIDTH, HEIGHT, BLACK);
        let above = (i64::from(HEIGHT) - i64::from(picture.height())) / 2;
        imageops::replace(&mut tile, &picture, 0, above);
        Self(tile.into_raw().into())
    }

    /// As a picture; nothing if it is not of a tile's size, having come from another build.
    fn picture(&self) -> Option<RgbImage> {
        RgbImage::from_raw(WIDTH, HEIGHT, self.0.to_vec())
    }
}

/// The tiles in rows; a missing one leaves its place dark.
pub(super) fn contact_sheet<'a>(
    tiles: impl ExactSizeIterator<Item = Option<&'a Tile>>,
) -> RgbImage {
    let count = tiles.len() as u32;
    let (columns, rows) = (count.clamp(1, COLUMNS), count.div_ceil(COLUMNS).max(1));
    let (width, height) = (WIDTH + GAP, HEIGHT + GAP);
    let mut sheet = RgbImage::from_pixel(columns * width + GAP, rows * height + GAP, BLACK);
    for (number, tile) in (0..).zip(tiles) {
        if let Some(picture) = tile.and_then(Tile::picture) {
            let (column, row) = (number % COLUMNS, number / COLUMNS);
            let (x, y) = (GAP + column * width, GAP + row * height);
            imageops::replace(&mut sheet, &picture, x.into(), y.into());
        }
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_lie_in_rows_and_a_missing_one_leaves_a_gap() {
        let white = Tile::of(RgbImage::from_pixel(WIDTH, 10, Rgb([255; 3])));
        let tiles: Vec<_> = (0..12)
            .map(|number| (number != 1).then_some(&white))
            .collect();
        let sheet = contact_sheet(tiles.into_iter());
        assert_eq!(sheet.dimensions(), (10 * 168 + 8, 2 * 128 + 8));
        let middle =
            |column: u32, row: u32| sheet.get_pixel(8 + column * 168 + 80, 8 + row * 128 + 60).0[0];
        assert_eq!([middle(0, 0), middle(1, 0), middle(9, 0)], [255, 16, 255]);
        assert_eq!([middle(1, 1), middle(2, 1)], [255, 16]);
    }

    #[test]
    fn a_high_picture_is_cut_and_an_empty_sheet_is_dark() {
        let tile = Tile::of(RgbImage::from_pixel(WIDTH, 500, Rgb([200; 3])));
        let picture = tile.picture().expect("a tile is of its own size");
        assert!(picture.pixels().all(|pixel| pixel.0 == [200; 3]));
        assert_eq!(contact_sheet(std::iter::empty()).dimensions(), (176, 136));
    }
}
