//! Every task in the catalogue: however it is cut, and wherever its parts are computed, the
//! output is the same.
#![cfg(not(target_arch = "wasm32"))]

use std::io::Cursor;
use std::ops::Range;

use image::{ImageFormat, Rgb, RgbImage};
use playground::tasks::{
    self, AnyTask, Body, Entry, FetchFailure, FetchFailureCode, Fetched, Fingerprint, Make,
    Parameters, Part,
};
use proptest::prelude::*;

fn build(entry: &Entry, size: u32, seed: u32) -> Box<dyn AnyTask> {
    // A task whose items are large, or grow with its size, is given fewer.
    let size = match entry.id {
        "mandelbrot" | "multiply-matrices" => size.isqrt(),
        "make-thumbnails" => size % 8,
        _ => size,
    };
    let size = size.max(entry.size.min);
    (entry.build)(&Parameters {
        size,
        seed,
        make: Make::Files,
        urls: &[],
        pictures: &pictures(),
    })
}

/// Stands in for the playground's own: a few small JPEGs, and one that is broken.
fn pictures() -> Vec<Vec<u8>> {
    let picture = |number: u8| {
        let paint = |x, y| Rgb([x as u8, y as u8, 40 * number]);
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_fn(40 + u32::from(number), 8, paint)
            .write_to(&mut bytes, ImageFormat::Jpeg)
            .expect("a small JPEG can be written");
        bytes.into_inner()
    };
    let mut pictures: Vec<_> = (0..4).map(picture).collect();
    pictures[2].truncate(100);
    pictures
}

/// Stands in for what the network would bring: bytes that tell the items apart.
fn fetched(task: &dyn AnyTask, range: Range<usize>) -> Vec<Fetched> {
    let body = |item| match item % 3 {
        0 => Err(FetchFailure {
            code: FetchFailureCode::BadStatus,
            message: format!("item {item}"),
        }),
        _ => Ok(Body::from(format!("body of {item}").into_bytes()).into()),
    };
    if task.source(0).is_none() {
        Vec::new()
    } else {
        range.map(body).collect()
    }
}

fn fingerprint(task: &dyn AnyTask, parts: Vec<Part>) -> Fingerprint {
    task.describe(task.combine(parts)).fingerprint
}

fn whole(task: &dyn AnyTask) -> Fingerprint {
    let items = 0..task.len();
    fingerprint(task, vec![task.run(items.clone(), fetched(task, items))])
}

/// Runs a range as a process does: the range is cut out, sent as bytes, and its part sent back.
fn elsewhere(entry: &Entry, task: &dyn AnyTask, range: Range<usize>) -> Part {
    let sent =
        (entry.decode)(&task.extract(range.clone()).encode()).expect("a task survives being sent");
    assert_eq!(sent.len(), range.len());
    let part = sent.run(0..sent.len(), fetched(task, range));
    task.decode_part(&sent.encode_part(part))
        .expect("a part survives being sent")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_cut_gives_the_same_output(size in 1_u32..600, seed: u32, cuts in prop::collection::vec(0.0..1.0, 0..8)) {
        for entry in tasks::CATALOGUE {
            let task = build(entry, size, seed);
            let mut cuts: Vec<usize> = cuts.iter().map(|at| (at * task.len() as f64) as usize).collect();
            cuts.extend([0, task.len()]);
            cuts.sort_unstable();
            let ranges = || cuts.windows(2).map(|pair| pair[0]..pair[1]).filter(|range| !range.is_empty());

            let whole = whole(&*task);
            let here = ranges().map(|range| task.run(range.clone(), fetched(&*task, range))).collect();
            prop_assert_eq!(fingerprint(&*task, here), whole.clone(), "{} cut at {:?}", entry.id, &cuts);
            let there = ranges().map(|range| elsewhere(entry, &*task, range)).collect();
            prop_assert_eq!(fingerprint(&*task, there), whole, "{} sent, cut at {:?}", entry.id, &cuts);
        }
    }
}

#[test]
fn bytes_of_nothing_are_refused() {
    for entry in tasks::CATALOGUE {
        assert!((entry.decode)(&[]).is_err(), "{}", entry.id);
        let task = build(entry, 10, 1);
        assert!(task.decode_part(&[]).is_err(), "{}", entry.id);
    }
}

#[test]
fn ids_are_kebab_case_and_unique() {
    let ids: Vec<_> = tasks::ids().collect();
    for (index, id) in ids.iter().enumerate() {
        assert!(
            id.chars()
                .all(|character| character.is_ascii_lowercase() || character == '-'),
            "{id}"
        );
        assert!(!ids[..index].contains(id), "{id} twice");
    }
}
