//! `make-thumbnails`: a small copy of each of many pictures.
//!
//! An item is a picture: decoded, reduced, sharpened and encoded again. Here the work is done by
//! good libraries and the program only calls them, as most programs do. Items are large and
//! independent, and little goes in and out, so that every parallel strategy does well.

use std::ops::Range;

use locale::Text;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use serde_json::{Value, json};

use super::digest::digest;
use super::entry::decode;
use super::fingerprint::Fingerprint;
use super::thumbnail::{jpeg, thumbnail};
use super::{Description, Entry, Fetched, File, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "make-thumbnails",
    title: Text::new("Make thumbnails", "Vorschaubilder machen"),
    summary: Text::new(
        "Decodes pictures, makes them small and sharp, and encodes them again. A few large items, easy to share among workers.",
        "Dekodiert Bilder, macht sie klein und scharf und kodiert sie wieder. Wenige große Elemente, die sich leicht auf Worker verteilen lassen.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Pictures", "Bilder"),
        unit: Text::new("pictures", "Bilder"),
        default: 60,
        python_default: 60,
        min: 1,
        max: 900,
    },
    needs_pictures: true,
    on_gpu: Err(Text::new(
        "A picture is decoded bit by bit, each depending on those before: that is no work for thousands at once.",
        "Ein Bild wird Bit für Bit dekodiert, und jedes hängt von denen davor ab: Das ist keine Arbeit für Tausende zugleich.",
    )),
    build: |parameters| Box::new(MakeThumbnails::new(parameters)),
    decode: decode::<MakeThumbnails>,
};

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
        let thumbnail = |item| {
            let small = thumbnail(self.picture(item))?;
            let jpeg = jpeg(&small).map_err(|cause| cause.to_string())?;
            Ok(ByteBuf::from(jpeg))
        };
        range.map(thumbnail).collect()
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
            ..self.describe_told(value)
        }
    }

    /// Another language's encoder makes other bytes, and gives other reasons.
    fn describe_told(&self, value: Value) -> Description {
        let failures = value["failures"].as_array().into_iter().flatten();
        let failed: Vec<&Value> = failures.map(|failure| &failure["item"]).collect();
        let alike = json!({ "pictures": value["pictures"], "failed": failed });
        let own = Some(value.to_string());
        Description {
            fingerprint: Fingerprint::of(&alike).with_own(own),
            ..value.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

    use super::*;
    use crate::Make;

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
            make: Make::Files,
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
}
