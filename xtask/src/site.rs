//! The site: built and served by Trunk, as `Trunk.toml` says.

use std::path::{self, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use xshell::{Cmd, Shell, cmd};

use crate::line::Line;
use crate::need::Need;
use crate::node::{Node, Packages};
use crate::provide::provide;
use crate::python::Python;
use crate::step::Step;
use crate::toolchain::WasmToolchain;
use crate::tools;
use crate::wheels::Wheels;

/// Where the site is built, below the project's folder.
pub const DIST: &str = "dist";

const TOOLCHAIN: WasmToolchain = WasmToolchain { clippy: false };

/// What a site is to have besides what every site has.
#[derive(Default, Args)]
pub struct Options {
    /// Where the site will be, such as <https://example.org/playground/>: then it has oEmbed, by
    /// which hosts make a frame of a link to it
    #[arg(long, value_name = "ADDRESS")]
    at: Option<String>,
    /// A folder of Python packages for the tab (wheels), such as Pyodide's full distribution: then
    /// programs can import those as well
    #[arg(long, value_name = "DIR")]
    python_packages: Option<PathBuf>,
}

/// What building the site needs.
///
/// # Errors
/// If `Cargo.lock` cannot be read.
pub fn needs(sh: &Shell) -> Result<Vec<Box<dyn Need>>> {
    Ok(vec![
        Box::new(Node),
        Box::new(Packages {
            folder: "www",
            purpose: "the page's elements are made of them",
        }),
        Box::new(Python),
        Box::new(Wheels),
        Box::new(TOOLCHAIN),
        Box::new(tools::wasm_bindgen(sh)?),
        Box::new(tools::trunk()),
    ])
}

/// Gets everything that building the site needs, and what is needed besides.
///
/// # Errors
/// If something cannot be had.
pub fn prepare(sh: &Shell, besides: Vec<Box<dyn Need>>) -> Result<()> {
    let mut needs = needs(sh)?;
    needs.extend(besides);
    provide(sh, &needs)?;
    let fetch = cmd!(sh, "cargo fetch --locked --target wasm32-unknown-unknown");
    let why = "what the module is made of, since Trunk itself downloads nothing";
    Step::new("Crates", why, in_environment(sh, fetch)?).run()
}

/// The step that builds the site into `dist/`.
///
/// # Errors
/// If the toolchain is missing.
pub fn step<'a>(sh: &'a Shell, options: &Options) -> Result<Step<'a>> {
    let why = "the module, the pictures, the page's scripts and CPython, into dist/";
    let mut line = trunk(sh, "build")?;
    if let Some(address) = &options.at {
        line = line.env("SITE_ADDRESS", address);
    }
    if let Some(folder) = &options.python_packages {
        // It was said below the folder where the command was typed, which Trunk does not run in.
        line = line.env(
            "PYTHON_PACKAGES",
            &path::absolute(folder)?.display().to_string(),
        );
    }
    Ok(Step::new("Site", why, line))
}

/// Gets everything, and builds the site into `dist/`.
///
/// # Errors
/// If something it needs cannot be had, or the build fails.
pub fn build(sh: &Shell, options: &Options) -> Result<()> {
    prepare(sh, vec![])?;
    if let Some(folder) = &options.python_packages {
        let why = "which ones the site is to have besides its own";
        let folder = path::absolute(folder)?;
        let look = cmd!(sh, "node www/python/check-added.mjs {folder}");
        Step::new("Python packages", why, Line::new(look)).run()?;
    }
    let before = script(sh);
    step(sh, options)?.run()?;
    match script(sh) == before {
        true => println!("    Site: nothing has changed since the last build"),
        false => println!("    Site: built anew"),
    }
    Ok(())
}

/// Serves the site, built from the sources as they are, until it is stopped.
///
/// Trunk serves even what it could not build, and waits for it to be mended. So the first build is
/// a step of its own, which may fail; from then on there is a site to serve.
///
/// # Errors
/// If something it needs cannot be had, or the first build fails; otherwise it does not return.
pub fn serve(sh: &Shell) -> Result<()> {
    match script(sh) {
        Some(_) => prepare(sh, vec![])?,
        None => build(sh, &Options::default())?,
    }
    let line = trunk(sh, "serve")?;
    println!("==> Server: builds what has changed, now and later, and serves at the address below");
    println!("    {line}");
    let by_hand = line.to_string();
    Err(line.become_it()).with_context(|| format!("Trunk does not start. By hand:\n    {by_hand}"))
}

/// The bundle that carries the build's name: it changes with any change of code.
fn script(sh: &Shell) -> Option<Vec<u8>> {
    sh.read_binary_file(format!("{DIST}/parallel-playground.js"))
        .ok()
}

fn trunk<'a>(sh: &'a Shell, verb: &str) -> Result<Line<'a>> {
    in_environment(sh, cmd!(sh, "trunk {verb}"))
}

/// The environment that the module is built in.
fn in_environment<'a>(sh: &Shell, command: Cmd<'a>) -> Result<Line<'a>> {
    TOOLCHAIN.apply(sh, Line::new(command).with_tools(sh))
}
