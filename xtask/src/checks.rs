//! Every check and every test, the cheap ones first.

use std::process::ExitCode;

use anyhow::Result;
use xshell::{Cmd, Shell, cmd};

use crate::browsers::{CHROMIUM, FIREFOX, WEBKIT};
use crate::line::Line;
use crate::need::{self, Need};
use crate::node::Packages;
use crate::python::{Environment, Python};
use crate::step::Step;
use crate::toolchain::{Linters, WasmToolchain};
use crate::{bench, site, tools};

const TARGET: &str = "wasm32-unknown-unknown";
const TOOLCHAIN: WasmToolchain = WasmToolchain { clippy: true };

/// What the tests need besides what the site needs.
pub fn needs() -> Vec<Box<dyn Need>> {
    vec![
        Box::new(Linters),
        Box::new(TOOLCHAIN),
        Box::new(tools::wasm_pack()),
        Box::new(CHROMIUM),
        Box::new(FIREFOX),
        Box::new(tools::geckodriver()),
        Box::new(WEBKIT),
        Box::new(tools::mdbook()),
        Box::new(Packages {
            folder: "tests/end-to-end",
            purpose: "they drive the built site",
        }),
        Box::new(bench::PACKAGES),
        Box::new(Python),
        Box::new(Environment),
    ]
}

/// Runs them all, up to the first that fails.
///
/// # Errors
/// If something they need cannot be had.
pub fn run(sh: &Shell) -> Result<ExitCode> {
    site::prepare(sh)?;
    need::provide(sh, &needs())?;
    let checks = all(sh)?;
    for (passed, check) in checks.iter().enumerate() {
        if let Err(error) = check.run() {
            eprintln!("error: {error:#}");
            println!(
                "checks: {passed} passed, 1 failed, {} not run",
                checks.len() - passed - 1
            );
            return Ok(ExitCode::FAILURE);
        }
    }
    println!("checks: {} passed, 0 failed", checks.len());
    Ok(ExitCode::SUCCESS)
}

fn all(sh: &Shell) -> Result<Vec<Step<'_>>> {
    let mut checks = how_it_is_written(sh)?;
    checks.extend(what_it_does(sh)?);
    Ok(checks)
}

fn how_it_is_written(sh: &Shell) -> Result<Vec<Step<'_>>> {
    let bin = "node_modules/.bin";
    let style = "one style";
    let lints = "mistakes that a linter sees";
    let types = "mistakes that the compiler sees";
    let links = "links that lead nowhere";
    let [ruff, mypy] = ["ruff", "mypy"].map(Environment::program);
    Ok(vec![
        native("Rust's format", style, cmd!(sh, "cargo fmt --all --check")),
        native(
            "The web's format and lints",
            lints,
            cmd!(sh, "npm --prefix www run --silent lint"),
        ),
        native(
            "Python's format",
            style,
            cmd!(sh, "{ruff} format --quiet --check python benches/python"),
        ),
        native(
            "Python's lints",
            lints,
            cmd!(sh, "{ruff} check --quiet python benches/python"),
        ),
        native(
            "Python's types",
            types,
            cmd!(
                sh,
                "{mypy} --config-file python/mypy.ini python benches/python"
            ),
        ),
        native(
            "Clippy",
            lints,
            cmd!(
                sh,
                "cargo clippy --workspace --all-targets --features typescript --locked -- --deny warnings"
            ),
        ),
        wasm(
            sh,
            "Clippy for WebAssembly",
            lints,
            cmd!(
                sh,
                "cargo clippy --target {TARGET} --lib --tests --locked -- --deny warnings"
            ),
        )?,
        native(
            "Assets",
            "what follows needs the types that are generated from Rust's",
            cmd!(sh, "cargo run --profile=assets --locked --package=assets"),
        ),
        native(
            "The page's types",
            types,
            cmd!(sh, "www/{bin}/tsc --project www"),
        ),
        native(
            "The end-to-end tests' types",
            types,
            cmd!(sh, "tests/end-to-end/{bin}/tsc --project tests/end-to-end"),
        ),
        native(
            "The benchmark's types",
            types,
            cmd!(sh, "benches/{bin}/tsc --project benches"),
        ),
        strictly(native(
            "Documentation",
            links,
            cmd!(sh, "cargo doc --workspace --no-deps --locked"),
        )),
        strictly(wasm(
            sh,
            "Documentation for WebAssembly",
            links,
            cmd!(sh, "cargo doc --target {TARGET} --no-deps --locked"),
        )?),
    ])
}

fn what_it_does(sh: &Shell) -> Result<Vec<Step<'_>>> {
    Ok(vec![
        Step::new(
            "Native tests",
            "all that needs no browser",
            Environment::apply(Line::new(cmd!(sh, "cargo test --workspace --locked"))),
        ),
        native(
            "The benchmark's tests",
            "what it calls worse than before",
            cmd!(sh, "npm test --prefix benches"),
        ),
        Step::new(
            "Models",
            "our own protocols, under every order of events",
            Line::new(cmd!(
                sh,
                "cargo test --features models --test models --locked"
            )),
        ),
        in_worker(sh, "Chromium", "--chrome")?,
        in_worker(sh, "Firefox", "--firefox")?,
        site::step(sh, None)?,
        Step::new(
            "End-to-end tests",
            "the built site, driven in browsers, by itself and in articles",
            end_to_end(sh),
        ),
    ])
}

fn in_worker<'a>(sh: &'a Shell, browser: &str, option: &str) -> Result<Step<'a>> {
    wasm(
        sh,
        &format!("Tests in {browser}"),
        "the boundary between JavaScript and Rust, in a browser's worker",
        cmd!(
            sh,
            "wasm-pack test --mode no-install --headless {option} . --locked"
        ),
    )
}

fn end_to_end(sh: &Shell) -> Line<'_> {
    let line = Line::new(cmd!(sh, "npm test --prefix tests/end-to-end")).with_tools(sh);
    let mkdocs = sh.current_dir().join(Environment::program("mkdocs"));
    [CHROMIUM, FIREFOX, WEBKIT]
        .iter()
        .fold(line, |line, browser| browser.apply(line))
        .env("MKDOCS", &mkdocs.display().to_string())
}

/// A check of what is built for this machine.
fn native<'a>(what: &str, why: &'static str, command: Cmd<'a>) -> Step<'a> {
    Step::new(what, why, Line::new(command))
}

/// A check of what is built for the browser.
fn wasm<'a>(sh: &Shell, what: &str, why: &'static str, command: Cmd<'a>) -> Result<Step<'a>> {
    Ok(Step::new(
        what,
        why,
        TOOLCHAIN.apply(sh, Line::new(command).with_tools(sh))?,
    ))
}

/// Has rustdoc fail where it would only warn.
fn strictly(step: Step<'_>) -> Step<'_> {
    Step {
        line: step.line.env("RUSTDOCFLAGS", "-Dwarnings"),
        ..step
    }
}
