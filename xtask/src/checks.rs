//! Every check and every test, the cheap ones first.

use std::process::ExitCode;

use anyhow::Result;
use xshell::{Cmd, Shell, cmd};

use crate::browsers::{CHROMIUM, FIREFOX, WEBKIT};
use crate::lanes::{self, Tally};
use crate::line::Line;
use crate::need::Need;
use crate::node::Packages;
use crate::provide::provide;
use crate::python::Environment;
use crate::std_tests::StandardTests;
use crate::step::Step;
use crate::toolchain::{Linters, WasmToolchain};
use crate::{bench, site, tools};

const TARGET: &str = "wasm32-unknown-unknown";
const TOOLCHAIN: WasmToolchain = WasmToolchain { clippy: true };

/// Where Python is. What runs in the tab has rules of its own, since only one CPython runs it.
const PYTHON: [&str; 5] = [
    "python",
    "benches/python",
    "www/python",
    "tests/end-to-end/std-tests",
    "tests/native",
];

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
        Box::new(Environment),
        Box::new(StandardTests),
    ]
}

/// Runs them all, until one fails: what takes seconds first, then the rest in two lanes. What drives the
/// built site takes longest by far, and waits at times; all else is compiled and run beside it.
///
/// # Errors
/// If something they need cannot be had.
pub fn run(sh: &Shell) -> Result<ExitCode> {
    site::prepare(sh)?;
    provide(sh, &needs())?;
    let mut tally = lanes::run(sh, &[how_it_is_written])?;
    if tally.failed == 0 {
        tally = tally + lanes::run(sh, &[what_its_code_does, what_the_site_does])?;
    }
    let Tally {
        passed,
        failed,
        skipped,
    } = tally;
    println!("checks: {passed} passed, {failed} failed, {skipped} skipped");
    Ok(match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// What needs no compiler, but for the one that makes the types that all else is checked against.
fn how_it_is_written(sh: &Shell) -> Result<Vec<Step<'_>>> {
    let bin = "node_modules/.bin";
    let style = "one style";
    let lints = "mistakes that a linter sees";
    let types = "mistakes that the compiler sees";
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
            cmd!(sh, "{ruff} format --quiet --check {PYTHON...}"),
        ),
        native(
            "Python's lints",
            lints,
            cmd!(sh, "{ruff} check --quiet {PYTHON...}"),
        ),
        native(
            "Python's types",
            types,
            cmd!(
                sh,
                "{mypy} --config-file python/mypy.ini python benches/python tests/native"
            ),
        ),
        native(
            "Python's types in the tab",
            types,
            cmd!(
                sh,
                "{mypy} --config-file www/python/mypy.ini www/python/lib tests/end-to-end/std-tests"
            ),
        ),
        native(
            "Assets",
            "what follows needs the types that are generated from Rust's",
            cmd!(sh, "cargo run --locked --package=assets"),
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
    ])
}

fn what_its_code_does(sh: &Shell) -> Result<Vec<Step<'_>>> {
    let mut steps = natively(sh);
    steps.extend(in_webassembly(sh)?);
    Ok(steps)
}

fn natively(sh: &Shell) -> Vec<Step<'_>> {
    let python = Environment::program("python");
    vec![
        native(
            "Clippy",
            "mistakes that a linter sees",
            cmd!(
                sh,
                "cargo clippy --workspace --all-targets --features schema,typescript --locked -- --deny warnings"
            ),
        ),
        strictly(native(
            "Documentation",
            "links that lead nowhere",
            cmd!(sh, "cargo doc --workspace --no-deps --locked"),
        )),
        Step::new(
            "Native tests",
            "all that needs no browser",
            Environment::apply(Line::new(cmd!(sh, "cargo test --workspace --locked"))),
        ),
        native(
            "Tests in Python",
            "the package's command, on this machine and on others' engines",
            cmd!(sh, "{python} -m pytest --quiet tests/native"),
        ),
        native(
            "The benchmark's tests",
            "what it calls worse than before",
            cmd!(sh, "npm test --prefix benches"),
        ),
        native(
            "Models",
            "our own protocols, under every order of events",
            // Of the workspace, though only one member has any: what it shares with the tests above is
            // then compiled as it was for them.
            cmd!(
                sh,
                "cargo test --workspace --features models --test models --locked"
            ),
        ),
    ]
}

fn in_webassembly(sh: &Shell) -> Result<Vec<Step<'_>>> {
    Ok(vec![
        wasm(
            sh,
            "Clippy for WebAssembly",
            "mistakes that a linter sees",
            cmd!(
                sh,
                "cargo clippy --target {TARGET} --lib --tests --locked -- --deny warnings"
            ),
        )?,
        in_worker(sh, "Chromium", "--chrome")?,
        in_worker(sh, "Firefox", "--firefox")?,
        strictly(wasm(
            sh,
            "Documentation for WebAssembly",
            "links that lead nowhere",
            cmd!(sh, "cargo doc --target {TARGET} --no-deps --locked"),
        )?),
    ])
}

fn what_the_site_does(sh: &Shell) -> Result<Vec<Step<'_>>> {
    Ok(vec![
        site::step(sh, &site::Options::default())?,
        Step::new(
            "End-to-end tests",
            "the built site, driven in browsers, by itself and in articles",
            end_to_end(sh),
        ),
    ])
}

/// Other tests run beside these: what would be a hang on an idle machine need not be one, nor a driver
/// that takes more than five seconds to start.
fn in_worker<'a>(sh: &'a Shell, browser: &str, option: &str) -> Result<Step<'a>> {
    let step = wasm(
        sh,
        &format!("Tests in {browser}"),
        "the boundary between JavaScript and Rust, in a browser's worker",
        cmd!(
            sh,
            "wasm-pack test --mode no-install --headless {option} . --locked"
        ),
    )?;
    Ok(Step {
        line: step
            .line
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60"),
        ..step
    })
}

fn end_to_end(sh: &Shell) -> Line<'_> {
    let line = Line::new(cmd!(sh, "npm test --prefix tests/end-to-end")).with_tools(sh);
    let in_environment = |name: &str| {
        let program = sh.current_dir().join(Environment::program(name));
        program.display().to_string()
    };
    let line = [CHROMIUM, FIREFOX, WEBKIT]
        .iter()
        .fold(line, |line, browser| browser.apply(line))
        .env("MKDOCS", &in_environment("mkdocs"))
        .env("PYTHON", &in_environment("python"))
        .env("SPHINX_BUILD", &in_environment("sphinx-build"));
    StandardTests::apply(sh, line)
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
