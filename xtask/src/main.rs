//! `cargo xtask`: provides the tools and the environment that serve, build and test the
//! playground. What the site consists of, and how it is served, stands in `Trunk.toml`.

mod bench;
mod browsers;
mod checks;
mod debian;
mod doctor;
mod lanes;
mod line;
mod need;
mod node;
mod provide;
mod python;
mod site;
mod std_tests;
mod step;
mod toolchain;
mod tools;
mod wheels;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xshell::Shell;

/// Serve, build, test and look after the playground.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Get what is missing, build the site and serve it at http://127.0.0.1:8080
    Serve,
    /// Get what is missing and build the site into dist/, for any static host and any path
    Build(site::Options),
    /// Get what is missing and run every check and test
    Test,
    /// Get what is missing and measure the playground against native Rust, JavaScript and Python
    Bench {
        /// --quick: a first look in about three minutes; --firefox: in Firefox too; --against FILE: say
        /// what is better and worse than in an earlier target/bench/results.json; --only tasks|overheads|
        /// downloads|predictions|python|gpu|page|growth; --workers N
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Say what is there, what is missing and how to get it
    Doctor,
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<ExitCode> {
    let sh = Shell::new()?;
    sh.change_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    match command {
        Command::Serve => site::serve(&sh).map(|()| ExitCode::SUCCESS),
        Command::Build(options) => site::build(&sh, options).map(|()| ExitCode::SUCCESS),
        Command::Test => checks::run(&sh),
        Command::Bench { arguments } => bench::run(&sh, arguments).map(|()| ExitCode::SUCCESS),
        Command::Doctor => doctor::examine(&sh),
    }
}
