//! `download-images`: fetch many pictures.
//!
//! The tutorial's program for everything that waits: an item is a picture, nearly all of its time
//! is spent waiting for a server, and so its cost hardly depends on the processor. A contact sheet
//! of the pictures makes it a program with two unlike stages: waiting, then computing.

use std::ops::Range;

use fast_image_resize::Resizer;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use serde_json::json;

use super::contact_sheet::{Tile, contact_sheet};
use super::digest::digest;
use super::entry::decode;
use super::make::Make;
use super::picture;
use super::thumbnail::{jpeg, thumbnail};
use super::{
    Description, Entry, FetchFailure, FetchFailureCode, Fetched, File, Kind, Parameters, SizeField,
    Source, Task, Verbs,
};

pub(super) const ENTRY: Entry = Entry {
    id: "download-images",
    title: "Download images",
    summary: "Downloads pictures. Nearly all its time is spent waiting for a server.",
    kind: Kind::Download,
    size: SizeField {
        label: "Pictures",
        unit: "pictures",
        default: 60,
        min: 1,
        max: 900,
    },
    needs_pictures: false,
    build: |parameters| Box::new(DownloadImages::new(parameters)),
    decode: decode::<DownloadImages>,
};

/// Downloads pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadImages {
    sources: Vec<Source>,
    make: Make,
}

/// A picture, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Download {
    source: Source,
    body: Result<ByteBuf, FetchFailure>,
    /// Its place on the contact sheet, if there is one.
    tile: Option<Tile>,
}

impl DownloadImages {
    fn new(
        &Parameters {
            size, urls, make, ..
        }: &Parameters,
    ) -> Self {
        let sources = if urls.is_empty() {
            (0..size).map(Source::Picture).collect()
        } else {
            urls.iter().cloned().map(Source::Url).collect()
        };
        Self { sources, make }
    }
}

impl Task for DownloadImages {
    type Part = Vec<Download>;

    fn len(&self) -> usize {
        self.sources.len()
    }

    fn source(&self, item: usize) -> Option<Source> {
        self.sources.get(item).cloned()
    }

    fn run(&self, range: Range<usize>, fetched: Vec<Fetched>) -> Vec<Download> {
        let mut resizer = Resizer::new();
        let mut tile = |body: &Fetched| match (self.make, body) {
            (Make::ContactSheet, Ok(body)) => thumbnail(body, &mut resizer).ok().map(Tile::of),
            (Make::ContactSheet, Err(_)) | (Make::Files, _) => None,
        };
        let download = |(source, body): (&Source, Fetched)| Download {
            source: source.clone(),
            tile: tile(&body),
            body: body.map(ByteBuf::from),
        };
        self.sources[range]
            .iter()
            .zip(fetched)
            .map(download)
            .collect()
    }

    fn extract(&self, range: Range<usize>) -> Self {
        Self {
            sources: self.sources[range].to_vec(),
            make: self.make,
        }
    }

    fn verbs(&self) -> Verbs {
        match self.make {
            Make::Files => Verbs {
                run: "keep",
                combine: "collect",
            },
            Make::ContactSheet => Verbs {
                run: "decode, resize",
                combine: "sheet",
            },
        }
    }

    fn combine(&self, parts: Vec<Vec<Download>>) -> Vec<Download> {
        parts.into_iter().flatten().collect()
    }

    /// Decodes every picture, which is why it is not part of the timed work.
    fn describe(&self, downloads: Vec<Download>) -> Description {
        let sheet = (self.make == Make::ContactSheet)
            .then(|| contact_sheet(downloads.iter().map(|download| download.tile.as_ref())));
        let mut files = Vec::new();
        let mut failures = Vec::new();
        let mut failed = Vec::new();
        for (item, download) in downloads.into_iter().map(Download::checked).enumerate() {
            let name = download.file_name(item);
            match download.body {
                Ok(body) => files.push(File {
                    name,
                    bytes: body.into_vec(),
                }),
                Err(FetchFailure { code, message }) => {
                    let url = download.source.to_string();
                    failed.push(item);
                    failures.push(
                        json!({ "item": item, "url": url, "code": code, "message": message }),
                    );
                }
            }
        }
        let pictures = digest(files.iter().flat_map(|file| &file.bytes));
        let mut value = json!({
            "pictures": files.len(),
            "bytes": files.iter().map(|file| file.bytes.len()).sum::<usize>(),
            "digest": pictures,
            "failures": failures,
        });
        // Why a download failed is not part of it: a request that blocks is told less by the
        // browser than one that does not.
        let mut fingerprint = format!("{pictures} without {failed:?}");
        if let Some(sheet) = sheet.and_then(|sheet| jpeg(&sheet).ok()) {
            let digest = digest(&sheet);
            fingerprint += &format!(", sheet {digest}");
            value["sheet"] = digest.into();
            files.push(File {
                name: "contact-sheet.jpg".into(),
                bytes: sheet,
            });
        }
        Description {
            value,
            fingerprint,
            files,
        }
    }
}

impl Download {
    /// Turns a body that is no picture into a failure.
    fn checked(mut self) -> Self {
        if let Ok(body) = &self.body
            && let Err(failure) = check_picture(body)
        {
            self.body = Err(failure);
        }
        self
    }

    /// A name to save item `item` under: its number, then the address's own last part.
    fn file_name(&self, item: usize) -> String {
        let stem = match &self.source {
            Source::Picture(_) => "picture.jpg",
            Source::Url(url) => {
                let path = url.split(['?', '#']).next().unwrap_or_default();
                path.rsplit('/').next().unwrap_or_default()
            }
        };
        let stem: String = stem
            .chars()
            .filter(|character| character.is_ascii_alphanumeric() || ".-_".contains(*character))
            .take(64)
            .collect();
        format!(
            "{:03}-{}",
            item + 1,
            if stem.is_empty() { "picture" } else { &stem }
        )
    }
}

/// Whether `body` decodes as a picture, to its last row.
fn check_picture(body: &[u8]) -> Result<(), FetchFailure> {
    picture::decode(body).map(drop).map_err(|cause| FetchFailure {
        code: FetchFailureCode::NotAPicture,
        message: format!("The answer is not a complete JPEG, PNG, GIF or WebP picture ({cause}). Give the address of the picture itself, not of a page that shows it."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(urls: &[&str], make: Make) -> DownloadImages {
        let urls: Vec<String> = urls.iter().map(|&url| url.to_owned()).collect();
        DownloadImages::new(&Parameters {
            size: 3,
            seed: 1,
            make,
            urls: &urls,
            pictures: &[],
        })
    }

    fn png() -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::from_pixel(4, 4, image::Rgb([1, 2, 3]));
        picture
            .write_to(&mut bytes, image::ImageFormat::Png)
            .expect("a small PNG can be written");
        bytes.into_inner()
    }

    fn describe(task: &DownloadImages, fetched: Vec<Fetched>) -> Description {
        let part = task.run(0..task.len(), fetched);
        task.describe(task.combine(vec![part]))
    }

    #[test]
    fn uses_its_own_pictures_unless_told_otherwise() {
        assert_eq!(
            task(&[], Make::Files).sources,
            [Source::Picture(0), Source::Picture(1), Source::Picture(2)]
        );
        assert_eq!(
            task(&["http://a/b.png"], Make::Files).sources,
            [Source::Url("http://a/b.png".into())]
        );
    }

    #[test]
    fn keeps_what_arrived_and_names_what_did_not() {
        let urls = [
            "http://host/a.png?x=/y",
            "http://host/page",
            "http://host/gone",
        ];
        let task = task(&urls, Make::Files);
        let gone = FetchFailure {
            code: FetchFailureCode::BadStatus,
            message: "404".into(),
        };
        let whole = png();
        let cut = whole[..whole.len() / 2].to_vec();
        let Description { value, files, .. } =
            describe(&task, vec![Ok(whole.clone()), Ok(cut), Err(gone)]);

        assert_eq!(
            files,
            [File {
                name: "001-a.png".into(),
                bytes: whole
            }]
        );
        assert_eq!(value["pictures"], 1);
        let codes: Vec<_> = value["failures"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|failure| &failure["code"])
            .collect();
        assert_eq!(codes, ["not-a-picture", "bad-status"]);
        assert_eq!(value["failures"][1]["item"], 2);
    }

    #[test]
    fn puts_what_arrived_on_a_contact_sheet() {
        let task = task(
            &["http://host/a.png", "http://host/gone"],
            Make::ContactSheet,
        );
        let gone = FetchFailure {
            code: FetchFailureCode::BadStatus,
            message: "404".into(),
        };
        let fetched = || vec![Ok(png()), Err(gone.clone())];
        let Description {
            value,
            files,
            fingerprint,
        } = describe(&task, fetched());
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["001-a.png", "contact-sheet.jpg"]);
        assert!(value["sheet"].is_string());

        let halves = [0..1, 1..2].map(|range| {
            let fetched = fetched().drain(range.clone()).collect();
            task.run(range, fetched)
        });
        let in_parts = task.describe(task.combine(halves.into()));
        assert_eq!(in_parts.fingerprint, fingerprint);
    }
}
