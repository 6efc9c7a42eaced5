//! What the page's TypeScript is told of the Rust: the catalogue, and the types of all that
//! crosses between them; and what those who write reports are told, the reports' schema.

use std::error::Error;
use std::path::Path;

use playground::analysis::{Scaling, ScalingPoint};
use playground::error::PlaygroundError;
use playground::hazards::{self, HazardReport};
use playground::locale::Locale;
use playground::playground::{
    Accuracy, Catalogue, FieldValue, Forecast, MeasuredTime, Outlook, PythonAbilities, PythonTrial,
    PythonTrialRequest, RunEvent, RunReport, RunRequest, catalogue, report_schema,
};
use ts_rs::{Config, ExportError, TS, TypeVisitor};

use crate::folder::{self, Files};

/// Makes `folder` hold `catalogue.json` and `hazards.json`, in German with `.de.json` at the end, and
/// `report.schema.json` and `types/`. Returns how many files changed.
pub fn write(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let mut files = types()?;
    files.extend(catalogues()?);
    files.insert(
        "report.schema.json".into(),
        serde_json::to_vec_pretty(&report_schema())?,
    );
    Ok(folder::replace(folder, &files)?)
}

/// What there is to choose from, in each language that the page speaks; English comes last, and stays.
fn catalogues() -> serde_json::Result<Files> {
    let mut files = Files::new();
    for (locale, ending) in [(Locale::German, "de.json"), (Locale::English, "json")] {
        locale.set();
        let catalogue = serde_json::to_vec_pretty(&catalogue())?;
        files.insert(format!("catalogue.{ending}"), catalogue);
        // Apart, since who opens the page has no use for them yet.
        let hazards = serde_json::to_vec_pretty(hazards::CATALOGUE)?;
        files.insert(format!("hazards.{ending}"), hazards);
    }
    Ok(files)
}

/// A file for each type, and an `index.ts` that has them all.
fn types() -> Result<Files, ExportError> {
    let mut types = Types {
        config: Config::new().with_large_int("number"),
        files: Ok(Files::new()),
    };
    types.visit::<Accuracy>();
    types.visit::<Catalogue>();
    types.visit::<FieldValue>();
    types.visit::<Forecast>();
    types.visit::<hazards::Entry>();
    types.visit::<HazardReport>();
    types.visit::<MeasuredTime>();
    types.visit::<Outlook>();
    types.visit::<PlaygroundError>();
    types.visit::<PythonAbilities>();
    types.visit::<PythonTrial>();
    types.visit::<PythonTrialRequest>();
    types.visit::<RunEvent>();
    types.visit::<RunReport>();
    types.visit::<RunRequest>();
    types.visit::<Scaling>();
    types.visit::<ScalingPoint>();
    let mut files = types.files?;
    files.insert("types/index.ts".into(), index(&files).into_bytes());
    Ok(files)
}

fn index(types: &Files) -> String {
    let names = types
        .keys()
        .filter_map(|name| name.strip_prefix("types/")?.strip_suffix(".ts"));
    names
        .map(|name| format!("export type * from \"./{name}\";\n"))
        .collect()
}

/// Types and all that they refer to, as TypeScript.
struct Types {
    config: Config,
    files: Result<Files, ExportError>,
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let (Some(path), Ok(files)) = (T::output_path(), &mut self.files) else {
            return;
        };
        let name = format!("types/{}", path.display());
        if files.contains_key(&name) {
            return;
        }
        match T::export_to_string(&self.config) {
            Ok(text) => {
                files.insert(name, text.into_bytes());
                T::visit_dependencies(self);
            }
            Err(error) => self.files = Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn texts() -> BTreeMap<String, String> {
        let files = types().expect("every type can be written");
        let text = |bytes| String::from_utf8(bytes).expect("TypeScript is text");
        files
            .into_iter()
            .map(|(name, bytes)| (name, text(bytes)))
            .collect()
    }

    /// The types that the page's programs import by name.
    #[test]
    fn all_that_crosses_has_a_type() {
        let texts = texts();
        for wanted in [
            "Catalogue",
            "Environment",
            "ErrorCode",
            "FieldValue",
            "HazardReport",
            "PlaygroundError",
            "RunEvent",
            "RunReport",
            "RunRequest",
            "Rung",
            "Skipped",
            "TrialRecord",
        ] {
            let text = &texts[&format!("types/{wanted}.ts")];
            assert!(text.contains(&format!("export type {wanted} = ")), "{text}");
        }
    }

    #[test]
    fn what_is_imported_and_exported_is_there() {
        let texts = texts();
        let sources = texts
            .values()
            .flat_map(|text| text.split(" from \"./").skip(1));
        for source in sources.filter_map(|rest| rest.split('"').next()) {
            let plain = source.strip_suffix(".ts").unwrap_or(source);
            assert!(
                texts.contains_key(&format!("types/{plain}.ts")),
                "no {source}"
            );
        }
    }

    /// JavaScript has numbers from serde-wasm-bindgen, never its own large integers.
    #[test]
    fn numbers_are_numbers() {
        for (name, text) in texts() {
            assert!(!text.contains("bigint"), "{name} has a bigint");
        }
    }

    /// The one test that writes, since what language the page speaks holds for the whole process.
    #[test]
    fn each_catalogue_is_of_one_language_and_what_was_generated_is_left_alone()
    -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let files = write(folder.path())?;
        let written = folder::read(folder.path())?;
        assert_eq!(written.len(), files);
        for (file, title) in [
            ("catalogue.json", "Count primes"),
            ("catalogue.de.json", "Primzahlen zählen"),
            ("hazards.json", "Lost updates"),
            ("hazards.de.json", "Verlorene Aktualisierungen"),
        ] {
            let text = str::from_utf8(&written[file])?;
            assert!(text.contains(&format!("\"title\": \"{title}\"")), "{file}");
        }
        assert_eq!(write(folder.path())?, 0);
        Ok(())
    }
}
