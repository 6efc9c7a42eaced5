//! `download-images`: fetch many pictures.
//!
//! The tutorial's program for everything that waits: an item is a picture, nearly all of its time
//! is spent waiting for a server, and so its cost hardly depends on the processor.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use serde_json::json;

use super::catalogue::decode;
use super::digest::digest;
use super::{
    Description, Entry, FetchFailure, FetchFailureCode, Fetched, File, Kind, Parameters, SizeField,
    Source, Task,
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
}

/// A picture, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Download {
    source: Source,
    body: Result<ByteBuf, FetchFailure>,
}

impl DownloadImages {
    fn new(&Parameters { size, urls, .. }: &Parameters) -> Self {
        let sources = if urls.is_empty() {
            (0..size).map(Source::Picture).collect()
        } else {
            urls.iter().cloned().map(Source::Url).collect()
        };
        Self { sources }
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
        let download = |(source, body): (&Source, Fetched)| Download {
            source: source.clone(),
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
        }
    }

    fn combine(&self, parts: Vec<Vec<Download>>) -> Vec<Download> {
        parts.into_iter().flatten().collect()
    }

    /// Decodes every picture, which is why it is not part of the timed work.
    fn describe(&self, downloads: Vec<Download>) -> Description {
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
        let digest = digest(files.iter().flat_map(|file| &file.bytes));
        Description {
            // Why a download failed is not part of it: a request that blocks is told less by the
            // browser than one that does not.
            fingerprint: format!("{digest} without {failed:?}"),
            value: json!({
                "pictures": files.len(),
                "bytes": files.iter().map(|file| file.bytes.len()).sum::<usize>(),
                "digest": digest,
                "failures": failures,
            }),
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
    image::load_from_memory(body).map(drop).map_err(|cause| FetchFailure {
        code: FetchFailureCode::NotAPicture,
        message: format!("The answer is not a complete JPEG, PNG, GIF or WebP picture ({cause}). Give the address of the picture itself, not of a page that shows it."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(urls: &[&str]) -> DownloadImages {
        let urls: Vec<String> = urls.iter().map(|&url| url.to_owned()).collect();
        DownloadImages::new(&Parameters {
            size: 3,
            seed: 1,
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
            task(&[]).sources,
            [Source::Picture(0), Source::Picture(1), Source::Picture(2)]
        );
        assert_eq!(
            task(&["http://a/b.png"]).sources,
            [Source::Url("http://a/b.png".into())]
        );
    }

    #[test]
    fn keeps_what_arrived_and_names_what_did_not() {
        let task = task(&[
            "http://host/a.png?x=/y",
            "http://host/page",
            "http://host/gone",
        ]);
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
}
