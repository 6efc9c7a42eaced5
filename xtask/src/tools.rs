//! The project's own tools, built into a folder of its own, at the versions it was made with.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::line::{Line, TOOLS};
use crate::need::{Need, Way};

/// A program from crates.io.
pub struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    /// What limits its features to those that are used here.
    features: Option<&'static str>,
    purpose: &'static str,
}

/// Builds, watches and serves the site.
pub fn trunk() -> Tool {
    Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        features: Some("--no-default-features"),
        purpose: "it builds and serves the site",
    }
}

/// Writes the JavaScript side of the WebAssembly module; the crate and it must be of one version.
///
/// # Errors
/// If `Cargo.lock` does not say which.
pub fn wasm_bindgen(sh: &Shell) -> Result<Tool> {
    let id = cmd!(sh, "cargo pkgid wasm-bindgen").quiet().read()?;
    let (_, version) = id
        .rsplit_once('@')
        .context("Cargo.lock names no version of wasm-bindgen")?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: version.to_owned(),
        features: Some("--no-default-features"),
        purpose: "it writes the JavaScript side of the WebAssembly module",
    })
}

/// Drives Firefox.
pub fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        program: "geckodriver",
        version: "0.37.1".to_owned(),
        features: None,
        purpose: "it drives Firefox",
    }
}

/// Makes a book, for an article of the tests.
pub fn mdbook() -> Tool {
    Tool {
        package: "mdbook",
        program: "mdbook",
        version: "0.5.4".to_owned(),
        features: Some("--no-default-features"),
        purpose: "it makes one of the articles that the tests have the playground in",
    }
}

/// Runs the tests that need a browser's worker.
pub fn wasm_pack() -> Tool {
    Tool {
        package: "wasm-pack",
        program: "wasm-pack",
        version: "0.15.1".to_owned(),
        features: None,
        purpose: "it runs tests of the WebAssembly module in a browser",
    }
}

impl Tool {
    fn spec(&self) -> String {
        format!("{}@{}", self.package, self.version)
    }

    /// Ready-made, if the reader uses cargo-binstall and somebody offers it.
    fn ready_made<'a>(&self, sh: &'a Shell) -> Option<Way<'a>> {
        which::which("cargo-binstall").ok()?;
        let spec = self.spec();
        Some(Way {
            lines: vec![Line::new(cmd!(
                sh,
                "cargo binstall --no-confirm --disable-strategies compile --root {TOOLS} {spec}"
            ))],
            as_root: false,
        })
    }

    /// From source. A tool is waited for once and then runs for seconds: what counts is how soon it
    /// is built, so without optimisation, and without TLS, which none of them uses here. Sharing a
    /// target folder, they share what they have in common.
    fn built<'a>(&self, sh: &'a Shell, locked: Option<&str>) -> Way<'a> {
        let Self { features, .. } = self;
        let spec = self.spec();
        let install = cmd!(
            sh,
            "cargo install --debug {locked...} {features...} --root {TOOLS} {spec}"
        );
        let line = Line::new(install)
            .env("CARGO_TARGET_DIR", "target/tools")
            .env("CARGO_PROFILE_DEV_DEBUG", "false");
        Way {
            lines: vec![line],
            as_root: false,
        }
    }
}

impl Need for Tool {
    fn name(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    fn find(&self, sh: &Shell) -> Option<String> {
        let path = sh.current_dir().join(TOOLS).join("bin").join(self.program);
        let printed = Line::new(cmd!(sh, "{path} --version")).read()?;
        // mdBook puts a `v` before its version, the others do not.
        let is_it = printed
            .split_whitespace()
            .any(|word| word.strip_prefix('v').unwrap_or(word) == self.version);
        is_it.then(|| format!("{TOOLS}/bin/{}", self.program))
    }

    /// The last way is for a registry that lacks a version which the tool was released with.
    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        let built = [Some("--locked"), None].map(|locked| self.built(sh, locked));
        self.ready_made(sh).into_iter().chain(built).collect()
    }

    fn advice(&self) -> &'static str {
        "    the program itself, put into .tools/bin"
    }

    fn is_compiled(&self) -> bool {
        true
    }
}
