//! Versions of a reader's own program: each a whole script in Python, one way of writing it.

use locale::{Text, say};
use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::request::FieldValue;
use crate::error::{ErrorCode, PlaygroundError};

/// What a request calls its task where it runs a reader's own program.
pub const PROGRAM: &str = "program";

/// The most versions of a program: as many as a reader can tell apart.
const MOST_VERSIONS: usize = 12;
/// The longest that a script may be, in bytes.
const LONGEST_SOURCE: usize = 200_000;
/// The most ranks that a version may have: each is an interpreter.
const MOST_RANKS: u32 = 16;

/// A version of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Version {
    /// What results call it, one of a kind; where none is given, its name in lower case, its words
    /// joined by `-`.
    #[serde(default)]
    pub id: String,
    /// What the page calls it.
    pub name: String,
    /// The whole script.
    pub source: String,
    /// How many ranks run it, as by `mpiexec -n`; without it, it runs by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub ranks: Option<u32>,
    /// Whether the order of the lines that it prints is left open.
    #[serde(default)]
    pub unordered: bool,
}

/// Checks the versions of a request, and sees to it that each has an id of its own.
///
/// # Errors
/// What is not sound, and in which version.
pub(super) fn checked(given: Option<&FieldValue>) -> Result<Vec<Version>, PlaygroundError> {
    let given = match given {
        Some(FieldValue::Versions(given)) => &given[..],
        _ => &[],
    };
    if given.is_empty() {
        let message = Text::new(
            "There is no program to run: give at least one version, with a name and a source.",
            "Es gibt kein Programm auszuführen: mindestens eine Fassung angeben, mit Name und Quelltext.",
        );
        return Err(refused(ErrorCode::Missing, message.into()));
    }
    if given.len() > MOST_VERSIONS {
        let message = say!(
            "{given} versions are too many: give at most {MOST_VERSIONS}.",
            "{given} Fassungen sind zu viele: höchstens {MOST_VERSIONS} angeben.",
            given = given.len()
        );
        return Err(refused(ErrorCode::OutOfRange, message));
    }
    let mut versions: Vec<Version> = Vec::new();
    for version in given {
        check(version, versions.len() + 1)?;
        let mut id = version.id.clone();
        if id.is_empty() {
            id = slug(&version.name);
        }
        while versions.iter().any(|other| other.id == id) {
            id += "-2";
        }
        let version = version.clone();
        versions.push(Version { id, ..version });
    }
    Ok(versions)
}

fn check(version: &Version, number: usize) -> Result<(), PlaygroundError> {
    let name = version.name.trim();
    let (code, flaw) = if name.is_empty() {
        let flaw = Text::new(
            "has no name: give it one.",
            "hat keinen Namen: ihr einen geben.",
        );
        (ErrorCode::Missing, flaw.into())
    } else if version.source.trim().is_empty() {
        let flaw = Text::new(
            "is empty: write a program, or remove the version.",
            "ist leer: ein Programm schreiben oder die Fassung entfernen.",
        );
        (ErrorCode::Missing, flaw.into())
    } else if version.source.len() > LONGEST_SOURCE {
        let flaw = say!(
            "is too long: a program may have {LONGEST_SOURCE} bytes.",
            "ist zu lang: Ein Programm darf {LONGEST_SOURCE} Bytes haben."
        );
        (ErrorCode::OutOfRange, flaw)
    } else if version
        .ranks
        .is_some_and(|ranks| !(1..=MOST_RANKS).contains(&ranks))
    {
        let flaw = say!(
            "must have from 1 to {MOST_RANKS} ranks, as a whole number.",
            "muss 1 bis {MOST_RANKS} Ranks haben, als ganze Zahl."
        );
        (ErrorCode::OutOfRange, flaw)
    } else {
        return Ok(());
    };
    let message = say!(
        "Version {number} ({name}) {flaw}",
        "Fassung {number} ({name}) {flaw}"
    );
    Err(refused(code, message))
}

fn refused(code: ErrorCode, message: String) -> PlaygroundError {
    PlaygroundError::about(code, "versions", message)
}

/// A name as an id; names of other alphabets leave nothing of it.
fn slug(name: &str) -> String {
    let parts = name.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    if words.is_empty() {
        return "version".into();
    }
    words.join("-").to_ascii_lowercase()
}
