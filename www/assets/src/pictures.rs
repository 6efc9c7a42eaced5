//! The gallery: sixty pictures, each made from nothing but its number.
//!
//! A picture is a function from a point to a colour. Points are measured in the picture's
//! height: x from 0 to [`render::ASPECT`], y from 0 (top) to 1.
//!
//! The pictures are the same bytes on every machine. Their arithmetic is what IEEE 754 fixes to
//! the last digit, and `libm`'s; `clippy.toml` keeps the platform's own functions out.

mod colour;
mod encode;
mod gallery;
mod noise;
mod palettes;
mod parts;
mod random;
mod render;
mod scenes;
mod shape;

use std::error::Error;
use std::io;
use std::path::Path;

use colour::Colour;
use glam::Vec2;
use image::ImageResult;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::folder::{self, Files};

/// A picture: the colour at each point.
type Picture = Box<dyn Fn(Vec2) -> Colour>;

/// What [`digest`] gives for the gallery. A test names the new one when a picture was changed.
const DIGEST: &str = "a12fc0c3f6939249d392bf9ceb17a3c9e8eeb5baef09ee3a97f57bc0017e925d";

/// Makes the pictures in `folder`, `01.jpg` to `60.jpg`, unless they are there. Returns how many
/// files changed.
pub fn make(folder: &Path) -> Result<usize, Box<dyn Error>> {
    if are_in(folder)? {
        return Ok(0);
    }
    Ok(folder::replace(folder, &all()?)?)
}

fn are_in(folder: &Path) -> io::Result<bool> {
    Ok(digest(&folder::read(folder)?) == DIGEST)
}

/// All pictures, as JPEG.
fn all() -> ImageResult<Files> {
    (0..gallery::PICTURES)
        .into_par_iter()
        .map(|number| Ok((name(number), jpeg(number)?)))
        .collect()
}

fn name(number: u32) -> String {
    format!("{:02}.jpg", number + 1)
}

fn jpeg(number: u32) -> ImageResult<Vec<u8>> {
    encode::encode(&render::render(
        &gallery::picture(number),
        gallery::seed(number),
    ))
}

/// A short name for files and what is in them, in hexadecimal.
fn digest(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        hash.update(format!("{name} {}\n", bytes.len()));
        hash.update(bytes);
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::sync::LazyLock;

    use super::*;

    static GALLERY: LazyLock<Files> = LazyLock::new(|| all().expect("every picture is made"));

    /// Two makings are equal: this one and the one that `DIGEST` was taken from.
    #[test]
    fn the_pictures_are_the_known_ones() {
        let digest = digest(&GALLERY);
        assert_eq!(
            digest, DIGEST,
            "if a picture was meant to change, DIGEST is now {digest}"
        );
    }

    #[test]
    fn there_are_sixty_and_no_two_are_alike() {
        let names: Vec<_> = (1..=60).map(|number| format!("{number:02}.jpg")).collect();
        assert!(GALLERY.keys().eq(&names));
        assert_eq!(GALLERY.values().collect::<BTreeSet<_>>().len(), 60);
    }

    #[test]
    fn they_are_as_large_as_pictures_on_a_page() {
        for (name, bytes) in &*GALLERY {
            assert!(
                (20_000..=60_000).contains(&bytes.len()),
                "{name} has {} bytes",
                bytes.len()
            );
        }
    }

    /// Decoded, and not one flat colour: a scene that fails shows nothing.
    #[test]
    fn they_decode_to_pictures_that_show_something() {
        for (name, bytes) in &*GALLERY {
            let picture = image::load_from_memory(bytes).expect(name).into_luma8();
            assert_eq!(
                picture.dimensions(),
                (render::WIDTH, render::HEIGHT),
                "{name}"
            );
            let tones = picture
                .pixels()
                .map(|pixel| pixel.0[0] / 16)
                .collect::<BTreeSet<_>>();
            assert!(tones.len() >= 6, "{name} has only {} tones", tones.len());
        }
    }

    #[test]
    fn a_folder_that_lacks_one_or_has_another_is_not_up_to_date() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        assert!(!are_in(folder.path())?);
        folder::replace(folder.path(), &GALLERY)?;
        assert!(are_in(folder.path())?);
        fs::write(folder.path().join("61.jpg"), b"another")?;
        assert!(!are_in(folder.path())?);
        fs::rename(folder.path().join("61.jpg"), folder.path().join("01.jpg"))?;
        assert!(!are_in(folder.path())?);
        Ok(())
    }

    #[test]
    fn a_digest_tells_names_and_contents_apart() {
        let digest_of =
            |name: &str, bytes: &[u8]| digest(&Files::from([(name.into(), bytes.into())]));
        let digests = [
            digest_of("a", b"1"),
            digest_of("b", b"1"),
            digest_of("a", b"2"),
            digest(&Files::new()),
        ];
        assert_eq!(BTreeSet::from(digests).len(), 4);
    }
}
