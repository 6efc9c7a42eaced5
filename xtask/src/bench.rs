//! The benchmark: the playground against the same tasks elsewhere, measured side by side.

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::browsers::{CHROMIUM, FIREFOX};
use crate::line::Line;
use crate::need::Need;
use crate::node::Packages;
use crate::provide::provide;
use crate::python::Environment;
use crate::step::Step;
use crate::{site, tools};

/// What it is made of, besides what drives a browser.
pub const PACKAGES: Packages = Packages {
    folder: "benches",
    purpose: "what is compared with is made of them",
};

/// What it runs in: the end-to-end tests' own way to drive a browser.
const DRIVER: Packages = Packages {
    folder: "tests/end-to-end",
    purpose: "they drive the built site",
};

/// Builds the site, gets all that it is compared with, and compares.
///
/// # Errors
/// If something it needs cannot be had, or the benchmark fails.
pub fn run(sh: &Shell, arguments: &[String]) -> Result<()> {
    site::build(sh, &site::Options::default())?;
    provide(sh, &needs())?;
    if arguments.iter().any(|argument| argument == "--firefox") {
        let firefox: [Box<dyn Need>; 2] = [Box::new(FIREFOX), Box::new(tools::geckodriver())];
        provide(sh, &firefox)?;
    }
    let line = Line::new(cmd!(
        sh,
        "npm run --silent --prefix benches bench -- {arguments...}"
    ));
    let line = Environment::apply(FIREFOX.apply(CHROMIUM.apply(line.with_tools(sh))));
    let why = "each in turn, so leave the machine alone meanwhile";
    Step::new("Benchmark", why, line).run()
}

fn needs() -> Vec<Box<dyn Need>> {
    vec![
        Box::new(CHROMIUM),
        Box::new(DRIVER),
        Box::new(PACKAGES),
        Box::new(Environment),
    ]
}
