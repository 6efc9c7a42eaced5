//! Odd pictures (`tests/cases/`), and odder ones made of them: each may cost its own item, and never
//! a run.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use playground::tasks::{
    self, AnyTask, Body, Description, Fetched, Inspected, Make, Parameters, decodes, not_a_picture,
};
use proptest::prelude::*;
use serde::Deserialize;

/// What is right of a case.
#[derive(Debug, Deserialize)]
struct Right {
    /// `picture`, or a failure's code.
    right: String,
    /// Of a picture: whether it has a place on a contact sheet.
    tile: Option<bool>,
}

/// A case's file, and what is right of it.
type Case = (Vec<u8>, Right);

static CASES: LazyLock<BTreeMap<String, Case>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let read = |file: PathBuf| std::fs::read(file).expect("a case can be read");
    let right = read(folder.join("right.json"));
    let right: BTreeMap<String, Right> = serde_json::from_slice(&right).expect("a table");
    let case = |(name, right)| (read(folder.join(&name)), right, name);
    let cases = right.into_iter().map(case);
    cases
        .map(|(body, right, name)| (name, (body, right)))
        .collect()
});

fn fetched(body: &[u8]) -> Fetched {
    Ok(Body::from(body.to_vec()).into())
}

/// What is described of these downloads; what browsers show besides what we decode is believed.
fn describe(task: &dyn AnyTask, bodies: &[Fetched]) -> Description {
    let mut output = task.combine(vec![task.run(0..task.len(), bodies.to_vec())]);
    for item in task.came(&output) {
        let body = bodies[item].as_ref().expect("it came");
        let is_shown = |found: &Inspected| {
            let foreign = ["avif", "bmp", "ico", "svg"];
            foreign.contains(&found.format.extensions()[0]) || decodes(body)
        };
        let found = match Inspected::of(body) {
            Ok(found) if !is_shown(&found) => Err(not_a_picture()),
            found => found,
        };
        task.note(&mut output, item, found);
    }
    task.describe(output)
}

#[test]
fn each_case_costs_no_more_than_its_own_item() {
    let urls: Vec<String> = CASES
        .keys()
        .map(|name| format!("http://host/{name}"))
        .collect();
    let task = tasks::find("download-images").expect("a task");
    let task = (task.build)(&Parameters {
        size: 1,
        seed: 1,
        make: Make::ContactSheet,
        urls: &urls,
        pictures: &[],
    });
    let bodies: Vec<_> = CASES.values().map(|(body, _)| fetched(body)).collect();
    let Description { value, bodies, .. } = describe(&*task, &bodies);

    let of_item = |list: &str, item: usize| {
        let list = value[list].as_array().expect("a list");
        list.iter().find(|entry| entry["item"] == item).cloned()
    };
    for (item, (name, (_, Right { right, tile }))) in CASES.iter().enumerate() {
        let failure = of_item("failures", item);
        let found = failure.as_ref().map_or("picture", |failure| {
            failure["code"].as_str().expect("a failure has a code")
        });
        assert_eq!(found, right, "{name}: {failure:?}");
        let is_kept = bodies
            .iter()
            .any(|body| body.item == item && body.name.ends_with(name));
        assert_eq!(is_kept, right == "picture", "{name}");
        let missing = of_item("notOnSheet", item);
        assert_eq!(
            missing.is_some(),
            *tile == Some(false),
            "{name}: {missing:?}"
        );
    }
}

/// As a camera held it: the JPEG lies on its side, and its thumbnail stands.
#[test]
fn a_thumbnail_is_upright() {
    let task = tasks::find("make-thumbnails").expect("a task");
    let (body, _) = &CASES["turned.jpg"];
    let task = (task.build)(&Parameters {
        size: 1,
        seed: 1,
        make: Make::Files,
        urls: &[],
        pictures: std::slice::from_ref(body),
    });
    let files = describe(&*task, &[]).files;
    let thumbnail = image::load_from_memory(&files[0].bytes).expect("a thumbnail");
    assert_eq!((thumbnail.width(), thumbnail.height()), (160, 213));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Decoders of strangers' bytes may panic: that stays where they are decoded.
    #[test]
    fn no_bytes_cost_more_than_their_own_item(
        name in prop::sample::select(CASES.keys().collect::<Vec<_>>()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut body = CASES[name].0.clone();
        for (place, byte) in changes {
            *place.get_mut(&mut body) = byte;
        }
        if let Some(cut) = cut {
            body.truncate(cut.index(body.len()));
        }
        let (whole, shown) = (Inspected::of(&body).is_ok(), decodes(&body));
        prop_assert!(whole || !shown, "what is not whole is not decoded");
    }
}
