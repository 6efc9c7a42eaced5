//! The Rust toolchains. Everything native is built by whichever toolchain runs `cargo xtask`; the
//! WebAssembly module needs one that can build the standard library anew, with threads.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::debian;
use crate::line::Line;
use crate::need::{Need, Way};

/// Pinned, since what a nightly accepts changes from night to night.
const NIGHTLY: &str = "nightly-2026-04-01";
const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's own toolchain, for where rustup has nothing to download from.
const DEBIAN: [&str; 5] = [
    "cargo-web",
    "lld-22",
    "rust-web-llvm",
    "rust-web-src",
    "rustc-web",
];
const DEBIAN_CLIPPY: &str = "rust-web-clippy";

/// The toolchain that builds the WebAssembly module.
pub struct WasmToolchain {
    /// Whether Clippy has to be part of it.
    pub clippy: bool,
}

impl WasmToolchain {
    fn components(&self) -> Vec<&'static str> {
        ["rust-src"]
            .into_iter()
            .chain(self.clippy.then_some("clippy"))
            .collect()
    }

    fn packages(&self) -> Vec<&'static str> {
        DEBIAN
            .into_iter()
            .chain(self.clippy.then_some(DEBIAN_CLIPPY))
            .collect()
    }

    fn is_rustups(&self, sh: &Shell) -> bool {
        let listing = cmd!(
            sh,
            "rustup component list --toolchain {NIGHTLY} --installed"
        );
        let Some(installed) = Line::new(listing).read() else {
            return false;
        };
        let has = |component: &str| installed.lines().any(|line| line.starts_with(component));
        has(&format!("rust-std-{TARGET}")) && self.components().into_iter().all(has)
    }

    fn route(&self, sh: &Shell) -> Option<Route> {
        if self.is_rustups(sh) {
            Some(Route::Rustup)
        } else if debian::has(sh, &self.packages()) {
            Some(Route::Debian)
        } else {
            None
        }
    }

    fn by_rustup<'a>(&self, sh: &'a Shell) -> Option<Way<'a>> {
        which::which("rustup").ok()?;
        let components = self.components().join(",");
        Some(Way {
            lines: vec![Line::new(cmd!(
                sh,
                "rustup toolchain install {NIGHTLY} --profile minimal --component {components} --target {TARGET}"
            ))],
            as_root: false,
        })
    }

    /// Has a command use this toolchain.
    ///
    /// # Errors
    /// If the toolchain is not there.
    pub fn apply<'a>(&self, sh: &Shell, line: Line<'a>) -> Result<Line<'a>> {
        let route = self
            .route(sh)
            .context("the WebAssembly toolchain has gone missing")?;
        Ok(match route {
            Route::Rustup => line.env("RUSTUP_TOOLCHAIN", NIGHTLY),
            // A path names a toolchain as well as a name does, and leaves rustup's settings alone.
            // Debian's is a stable one: the variable opens what only nightlies offer.
            Route::Debian => line
                .env("RUSTUP_TOOLCHAIN", "/usr")
                .env("RUSTC_BOOTSTRAP", "1"),
        })
    }
}

enum Route {
    Rustup,
    Debian,
}

impl Need for WasmToolchain {
    fn name(&self) -> String {
        "Rust for WebAssembly".to_owned()
    }

    fn purpose(&self) -> &'static str {
        "threads need a standard library built with atomics"
    }

    fn find(&self, sh: &Shell) -> Option<String> {
        Some(match self.route(sh)? {
            Route::Rustup => format!("rustup's {NIGHTLY}"),
            Route::Debian => format!("Debian's {}", self.packages().join(" ")),
        })
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        self.by_rustup(sh)
            .into_iter()
            .chain(debian::install(sh, &self.packages()))
            .collect()
    }

    fn advice(&self) -> &'static str {
        "    rustup, from https://rustup.rs, and then the same again"
    }
}

/// The formatter and the linter of the toolchain that builds everything native.
pub struct Linters;

impl Need for Linters {
    fn name(&self) -> String {
        "rustfmt and Clippy".to_owned()
    }

    fn purpose(&self) -> &'static str {
        "they check how the Rust is written"
    }

    fn find(&self, sh: &Shell) -> Option<String> {
        let rustfmt = Line::new(cmd!(sh, "cargo fmt --version")).read()?;
        let clippy = Line::new(cmd!(sh, "cargo clippy --version")).read()?;
        Some(format!("{rustfmt}, {clippy}"))
    }

    fn ways<'a>(&self, sh: &'a Shell) -> Vec<Way<'a>> {
        let rustup = which::which("rustup").map(|_| Way {
            lines: vec![Line::new(cmd!(sh, "rustup component add rustfmt clippy"))],
            as_root: false,
        });
        rustup.into_iter().collect()
    }

    fn advice(&self) -> &'static str {
        "    the packages rustfmt and clippy of wherever cargo comes from"
    }
}
