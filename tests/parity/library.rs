//! The library of `python/programs/`: each version of a program prints what its first one does, and
//! ends.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde::Deserialize;

use crate::interpreter::interpreter;
use crate::server::Server;

const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python/programs");

/// The versions that are there to print something else than the first, and to never end.
const DIFFERENT: (&str, &str) = ("race_and_lock", "The race");
const ENDLESS: (&str, &str) = ("deadlock", "The deadlock");

/// How often one that never ends is asked whether it has, and how long it is left alone in between.
const LOOKS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// What `program.json` says of a program.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Program {
    title: String,
    see: String,
    versions: Vec<Version>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Version {
    name: String,
    file: String,
    ranks: Option<u32>,
    #[serde(default)]
    unordered: bool,
}

/// The programs' folders, as `library.json` lists them.
fn folders() -> Vec<PathBuf> {
    let library = Path::new(LIBRARY);
    let list = std::fs::read(library.join("library.json")).expect("the library has a list");
    let names: Vec<String> = serde_json::from_slice(&list).expect("a list of names");
    let entries = std::fs::read_dir(library).expect("the library is there");
    let paths = entries.map(|entry| entry.expect("its entries can be read").path());
    let there = paths
        .filter(|path| path.join("program.json").exists())
        .count();
    assert_eq!(names.len(), there, "the list names every program once");
    names.iter().map(|name| library.join(name)).collect()
}

fn read(folder: &Path) -> Program {
    let manifest = std::fs::read(folder.join("program.json")).expect("it has a manifest");
    let program: Program = serde_json::from_slice(&manifest).expect("a manifest");
    assert!(!program.title.is_empty() && !program.see.is_empty());
    program
}

/// Starts a version as a reader would.
fn start(folder: &Path, version: &Version, arguments: &[String]) -> Child {
    // Named from the project's folder, and started in another.
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join(interpreter());
    let mut command = match version.ranks {
        None => Command::new(&python),
        Some(ranks) => {
            let mut mpiexec = Command::new(python.with_file_name("mpiexec"));
            mpiexec.arg("-n").arg(ranks.to_string()).arg(&python);
            mpiexec
        }
    };
    command
        .arg(&version.file)
        .args(arguments)
        .current_dir(folder)
        .env("no_proxy", "*")
        .env("PYTHONIOENCODING", "utf-8")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", version.file))
}

/// The lines that a version prints.
fn printed(folder: &Path, version: &Version, arguments: &[String]) -> Vec<String> {
    let done = start(folder, version, arguments)
        .wait_with_output()
        .expect("it was started");
    assert!(done.status.success(), "{}: {}", version.name, done.status);
    let text = String::from_utf8(done.stdout).expect("what is printed is text");
    assert_ne!(text, "", "{} prints nothing", version.name);
    text.lines().map(str::to_owned).collect()
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

#[test]
fn every_version_of_a_program_prints_what_its_first_does() {
    let pictures: Vec<_> = (1..=3).map(|size| vec![7; size * 10_000]).collect();
    let server = Server::start(pictures.clone(), |_| false);
    let urls: Vec<String> = (0..pictures.len())
        .map(|number| server.url(&format!("{number}/{number:02}.jpg")))
        .collect();
    for folder in folders() {
        let id = folder.file_name().and_then(|name| name.to_str());
        let id = id.expect("a folder has a name");
        let arguments = if id == "download_pictures" {
            &urls[..]
        } else {
            &[]
        };
        let Program { versions, .. } = read(&folder);
        let [first, others @ ..] = &versions[..] else {
            panic!("{id} has no version");
        };
        let wanted = printed(&folder, first, arguments);
        for other in others {
            let pair = (id, &other.name[..]);
            if pair == ENDLESS {
                continue;
            }
            let lines = printed(&folder, other, arguments);
            let is_same = if other.unordered {
                sorted(lines.clone()) == sorted(wanted.clone())
            } else {
                lines == wanted
            };
            assert_eq!(is_same, pair != DIFFERENT, "{pair:?}: {lines:?}");
        }
    }
}

#[test]
fn the_deadlock_is_one() {
    let folder = Path::new(LIBRARY).join(ENDLESS.0);
    let versions = read(&folder).versions;
    let version = versions.iter().find(|version| version.name == ENDLESS.1);
    let mut started = start(&folder, version.expect("it is there"), &[]);
    for _ in 0..LOOKS {
        let ended = started.try_wait().expect("it was started");
        assert!(ended.is_none(), "it ended: {ended:?}");
        thread::sleep(PAUSE);
    }
    started.kill().expect("it goes on");
    started.wait().expect("it is killed");
    let mut text = String::new();
    let mut stdout = started.stdout.take().expect("it was asked for");
    stdout
        .read_to_string(&mut text)
        .expect("what is printed is text");
    assert_eq!(text, "");
}
