//! `download-images`: fetch many pictures.
//!
//! The tutorial's program for everything that waits: an item is a picture, nearly all of its time
//! is spent waiting for a server, and so its cost hardly depends on the processor. A contact sheet
//! of the pictures makes it a program with two unlike stages: waiting, then computing.

use std::ops::Range;

use locale::Text;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::contact_sheet::{Tile, contact_sheet};
use super::digest::digest;
use super::entry::decode;
use super::file_name::file_name;
use super::fingerprint::Fingerprint;
use super::inspection::Inspected;
use super::make::Make;
use super::thumbnail::{jpeg, thumbnail};
use super::{
    Description, Entry, FetchFailure, Fetched, File, Kind, Parameters, SavedBody, SizeField,
    Source, Task, Verbs,
};

pub(super) const ENTRY: Entry = Entry {
    id: "download-images",
    title: Text::new("Download images", "Bilder herunterladen"),
    summary: Text::new(
        "Downloads pictures. Nearly all its time is spent waiting for a server.",
        "Lädt Bilder herunter. Fast die ganze Zeit vergeht mit dem Warten auf einen Server.",
    ),
    kind: Kind::Download,
    size: SizeField {
        label: Text::new("Pictures", "Bilder"),
        unit: Text::new("pictures", "Bilder"),
        default: 60,
        python_default: 60,
        min: 1,
        max: 900,
    },
    needs_pictures: false,
    on_gpu: Err(Text::new(
        "It waits for the network, and computes nothing.",
        "Sie wartet auf das Netz und rechnet nichts.",
    )),
    build: |parameters| Box::new(DownloadImages::new(parameters)),
    decode: decode::<DownloadImages>,
};

/// Downloads pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadImages {
    sources: Vec<Source>,
    make: Make,
}

/// What came of an item. Its body is not in here: it goes to whoever keeps bodies as it comes, so
/// that no more of them are in memory than have to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Download {
    source: Source,
    /// What its body was found to be; nothing as long as nobody has looked.
    body: Result<Option<Inspected>, FetchFailure>,
    /// Its place on the contact sheet, if there is one, or why it has none.
    tile: Option<Result<Tile, String>>,
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
        let tile = |body: &Fetched| match (self.make, body) {
            (Make::ContactSheet, Ok(body)) => Some(thumbnail(body).map(Tile::of)),
            (Make::ContactSheet, Err(_)) | (Make::Files, _) => None,
        };
        let download = |(source, body): (&Source, Fetched)| Download {
            source: source.clone(),
            tile: tile(&body),
            body: body.map(|_| None),
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
                run: Text::new("keep", "behalten"),
                combine: Text::new("collect", "sammeln"),
            },
            Make::ContactSheet => Verbs {
                run: Text::new("decode, resize", "verkleinern"),
                combine: Text::new("sheet", "Bogen"),
            },
        }
    }

    fn combine(&self, parts: Vec<Vec<Download>>) -> Vec<Download> {
        parts.into_iter().flatten().collect()
    }

    fn came(&self, downloads: &Vec<Download>) -> Vec<usize> {
        let came = |(item, download): (usize, &Download)| download.body.is_ok().then_some(item);
        downloads.iter().enumerate().filter_map(came).collect()
    }

    fn note(
        &self,
        downloads: &mut Vec<Download>,
        item: usize,
        found: Result<Inspected, FetchFailure>,
    ) {
        if let Some(download) = downloads.get_mut(item) {
            download.body = found.map(Some);
        }
    }

    fn describe(&self, downloads: Vec<Download>) -> Description {
        let pictures: Vec<&Inspected> = downloads.iter().filter_map(Download::picture).collect();
        let digests = || pictures.iter().flat_map(|picture| picture.digest.bytes());
        let digests: Vec<u8> = digests().collect();
        let mut value = json!({
            "pictures": pictures.len(),
            "bytes": pictures.iter().map(|picture| picture.bytes).sum::<usize>(),
            "digest": digest(&digests),
            "failures": of_some(&downloads, Download::failure),
        });
        // Why a download failed is not part of it: a request that blocks is told less by the
        // browser than one that does not.
        let things: Vec<Option<String>> = downloads
            .iter()
            .map(|download| download.picture().map(|picture| picture.digest.clone()))
            .collect();
        let sheet = self.sheet(&downloads);
        if sheet.is_some() {
            value["notOnSheet"] = of_some(&downloads, Download::missing_tile);
        }
        let description = Description {
            value,
            fingerprint: Fingerprint::of_several(things),
            files: Vec::new(),
            bodies: bodies(&downloads),
        };
        match sheet {
            Some(sheet) => description.with_sheet(sheet),
            None => description,
        }
    }
}

impl DownloadImages {
    /// The contact sheet as a JPEG, if one was asked for.
    fn sheet(&self, downloads: &[Download]) -> Option<File> {
        match self.make {
            Make::Files => None,
            Make::ContactSheet => Some(File {
                name: "contact-sheet.jpg".into(),
                bytes: jpeg(&contact_sheet(downloads.iter().map(Download::tile))).ok()?,
            }),
        }
    }
}

impl Download {
    fn picture(&self) -> Option<&Inspected> {
        self.body.as_ref().ok()?.as_ref()
    }

    fn failure(&self) -> Option<Value> {
        let FetchFailure { code, message } = self.body.as_ref().err()?;
        Some(json!({ "code": code, "message": message }))
    }

    fn tile(&self) -> Option<&Tile> {
        self.picture()?;
        self.tile.as_ref()?.as_ref().ok()
    }

    /// Why a picture is not on the sheet, though there is one.
    fn missing_tile(&self) -> Option<Value> {
        let message = self.tile.as_ref()?.as_ref().err()?;
        self.picture().map(|_| json!({ "message": message }))
    }
}

/// What is to be said of some downloads, each with its number and address.
fn of_some(downloads: &[Download], say: fn(&Download) -> Option<Value>) -> Value {
    let of_one = |(item, download): (usize, &Download)| {
        let mut said = say(download)?;
        said["item"] = item.into();
        said["url"] = download.source.to_string().into();
        Some(said)
    };
    downloads.iter().enumerate().filter_map(of_one).collect()
}

/// The pictures that came, each with the name that it is saved under.
fn bodies(downloads: &[Download]) -> Vec<SavedBody> {
    let body = |(item, download): (usize, &Download)| {
        let format = download.picture()?.format;
        let address = match &download.source {
            Source::Picture(_) => "picture.jpg",
            Source::Url(url) => url,
        };
        let name = file_name(item, address, format);
        Some(SavedBody { item, name })
    };
    downloads.iter().enumerate().filter_map(body).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Body, Comparison, FetchFailureCode};

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

    fn gone() -> Fetched {
        Err(FetchFailure {
            code: FetchFailureCode::BadStatus,
            message: "404".into(),
        })
    }

    fn came(body: &[u8]) -> Fetched {
        Ok(Body::from(body.to_vec()).into())
    }

    /// What is described once every body has been looked at.
    fn describe(
        task: &DownloadImages,
        mut output: Vec<Download>,
        bodies: &[Fetched],
    ) -> Description {
        for item in task.came(&output) {
            let body = bodies[item].as_ref().expect("it came");
            task.note(&mut output, item, Inspected::of(body));
        }
        task.describe(output)
    }

    fn names(bodies: &[SavedBody]) -> Vec<(usize, &str)> {
        bodies
            .iter()
            .map(|body| (body.item, body.name.as_str()))
            .collect()
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
            "http://host/a?x=/y",
            "http://host/cut.png",
            "http://host/page",
            "http://host/gone",
        ];
        let task = task(&urls, Make::Files);
        let whole = png();
        let bodies = [
            came(&whole),
            came(&whole[..whole.len() / 2]),
            came(b"<p>"),
            gone(),
        ];
        let output = task.run(0..4, bodies.to_vec());
        let description = describe(&task, output, &bodies);

        assert!(description.files.is_empty());
        assert_eq!(names(&description.bodies), [(0, "001-a.png")]);
        assert_eq!(description.value["pictures"], 1);
        assert_eq!(description.value["bytes"], whole.len());
        let failures = description.value["failures"].as_array().expect("a list");
        let failures: Vec<_> = failures
            .iter()
            .map(|failure| (&failure["item"], &failure["url"], &failure["code"]))
            .collect();
        let expected = [
            (&json!(1), &json!(urls[1]), &json!("truncated")),
            (&json!(2), &json!(urls[2]), &json!("not-a-picture")),
            (&json!(3), &json!(urls[3]), &json!("bad-status")),
        ];
        assert_eq!(failures, expected);
    }

    #[test]
    fn what_the_network_kept_leaves_a_comparison_open() {
        let task = task(&["http://host/a", "http://host/b"], Make::ContactSheet);
        let fingerprint = |bodies: [Fetched; 2]| {
            let output = task.run(0..2, bodies.to_vec());
            describe(&task, output, &bodies).fingerprint
        };
        let both = fingerprint([came(&png()), came(&png())]);
        let one = fingerprint([came(&png()), gone()]);
        assert_eq!(both.compare(&one), Comparison::Open);
        let other = fingerprint([
            came(b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;"),
            gone(),
        ]);
        assert_eq!(both.compare(&other), Comparison::Different);
    }

    #[test]
    fn puts_what_arrived_on_a_contact_sheet() {
        let task = task(
            &["http://host/a.png", "http://host/b.svg", "http://host/gone"],
            Make::ContactSheet,
        );
        let bodies = [came(&png()), came(b"<svg/>"), gone()];
        let description = describe(&task, task.run(0..3, bodies.to_vec()), &bodies);
        let expected = [(0, "001-a.png"), (1, "002-b.svg")];
        assert_eq!(names(&description.bodies), expected);
        assert_eq!(description.files[0].name, "contact-sheet.jpg");
        assert!(description.value["sheet"].is_string());
        let missing = &description.value["notOnSheet"];
        assert_eq!(missing[0]["item"], 1, "{missing}");
        assert!(missing[0]["message"].is_string());
        assert!(missing[1].is_null());

        let parts = [0..1, 1..3].map(|range| task.run(range.clone(), bodies[range].to_vec()));
        let in_parts = describe(&task, task.combine(parts.into()), &bodies);
        assert_eq!(in_parts, description);
    }
}
