//! Every listing of the lessons runs, and prints what the lesson says it prints.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "parity/interpreter.rs"]
mod interpreter;
#[path = "parity/server.rs"]
mod server;

use interpreter::interpreter;
use server::Server;

const FENCE: &str = "```";

/// A whole program in a lesson.
struct Listing {
    /// The lesson's file and the line that the listing begins in.
    place: String,
    language: String,
    code: String,
    /// What it prints, where the lesson says so.
    printed: Option<String>,
}

#[test]
fn listings_in_python_run() {
    let python = interpreter();
    let server = Server::start(vec![vec![7; 200_000]; 3], |number| number == 0);
    let addresses = ["0/a", "1/b", "2/c"].map(|path| server.url(path));
    let folder = Folder::new("python");
    let listings = listings("python");
    assert!(listings.len() > 20, "only {} were found", listings.len());
    for listing in listings {
        let file = folder.0.join("listing.py");
        fs::write(&file, &listing.code).expect("the folder was made");
        // Those that download take addresses, and the others take no notice of them.
        let mut command = Command::new(&python);
        command.arg(&file).args(&addresses).env("no_proxy", "*");
        let printed = run(&listing, &mut command);
        if listing.code.contains("import aiohttp") {
            assert_eq!(printed, "3 files, 600000 bytes\n", "{}", listing.place);
        }
    }
    let waiting = server.log();
    assert_eq!(waiting.len(), addresses.len(), "who else downloads?");
    assert!(waiting.contains(&2), "one after another: {waiting:?}");
}

#[test]
fn listings_in_rust_run() {
    let folder = Folder::new("rust");
    let listings = listings("rust");
    assert!(listings.len() > 8, "only {} were found", listings.len());
    for listing in listings {
        let file = folder.0.join("listing.rs");
        let program = folder.0.join("listing");
        fs::write(&file, &listing.code).expect("the folder was made");
        let mut compile = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
        compile.args(["--edition=2024", "--deny=warnings", "-Copt-level=1", "-o"]);
        let mut whole = Command::new(&program);
        complete(&listing, compile.arg(&program).arg(&file));
        run(&listing, &mut whole);
    }
}

/// Runs a listing, and holds what it prints against the lesson.
fn run(listing: &Listing, command: &mut Command) -> String {
    let printed = complete(listing, command);
    if let Some(wanted) = &listing.printed {
        assert_eq!(&printed, wanted, "{}", listing.place);
    }
    printed
}

/// Runs a command to its good end.
fn complete(listing: &Listing, command: &mut Command) -> String {
    let done = command
        .output()
        .unwrap_or_else(|error| panic!("{}: {command:?}: {error}", listing.place));
    let complaints = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {complaints}", listing.place);
    String::from_utf8(done.stdout).expect("listings print text")
}

/// All listings in a language.
fn listings(language: &str) -> Vec<Listing> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/lessons");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the lessons are there")
        .map(|entry| entry.expect("a folder can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| read(file))
        .filter(|listing| listing.language == language)
        .collect()
}

/// The listings of a lesson: what stands between fences. What a block of `text` behind some says,
/// they print.
fn read(file: &Path) -> Vec<Listing> {
    let text = fs::read_to_string(file).expect("a lesson can be read");
    let mut lines = text.lines().enumerate();
    let mut found: Vec<Listing> = Vec::new();
    // Those that nothing but empty lines has come behind.
    let mut latest = 0;
    while let Some((number, line)) = lines.next() {
        let Some(told) = line.strip_prefix(FENCE) else {
            if !line.is_empty() {
                latest = found.len();
            }
            continue;
        };
        let language = told.split(' ').next().unwrap_or_default();
        let code: String = lines
            .by_ref()
            .map_while(|(_, line)| (line != FENCE).then(|| format!("{line}\n")))
            .collect();
        if language == "text" {
            for listing in &mut found[latest..] {
                listing.printed = Some(code.clone());
            }
        } else {
            found.push(Listing {
                place: format!("{}:{}", file.display(), number + 1),
                language: language.to_owned(),
                code,
                printed: None,
            });
        }
    }
    found
}

/// A folder that is gone again with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("playground-lessons-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("there is room for a folder");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of it is the system's to clear.
        let _ = fs::remove_dir_all(&self.0);
    }
}
