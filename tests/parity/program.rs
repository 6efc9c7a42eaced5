//! The programs that are held against Rust's: what strategies Python has, and how to run them.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use playground::strategies::{self, Entry};
use playground::tasks::{self, Parameters};
use serde_json::{Value, json};

use super::interpreter::interpreter;
use super::{IN_FLIGHT, WORKERS};

const STRATEGIES: &str = include_str!("../../python/parallel_playground/strategies.py");

/// The functions of `python/parallel_playground/strategies.py`, by name: each is a way to execute a task.
pub fn functions() -> impl Iterator<Item = &'static str> {
    STRATEGIES.lines().filter_map(|line| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("def ")?.split('(').next()
    })
}

/// The strategy that a function is Python's for: it has its id's name, or begins with it.
pub fn strategy_of(function: &str) -> Option<&'static Entry> {
    strategies::CATALOGUE.iter().find(|strategy| {
        let rest = function.strip_prefix(&strategy.id.replace('-', "_"));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    })
}

/// A command, and what it prints.
pub struct Program {
    command: Vec<OsString>,
    /// What it reads.
    input: String,
}

impl Program {
    /// Python executes a task by some strategies, one after another.
    pub fn python(task: &tasks::Entry, parameters: &Parameters, strategies: &[&str]) -> Self {
        let ids = strategies.iter().map(|strategy| strategy.replace('_', "-"));
        let program = Self::new(interpreter(), "-m")
            .word("parallel_playground")
            .word("output")
            .arguments("--strategies", ids)
            .argument("--task", task.id)
            .argument("--size", parameters.size.to_string())
            .argument("--seed", parameters.seed.to_string())
            .argument("--workers", WORKERS.to_string())
            .argument("--in-flight", IN_FLIGHT.to_string());
        match parameters.urls {
            [] => program,
            urls => program.arguments("--urls", urls),
        }
    }

    /// Python's benchmark executes tasks of some sizes in all of its ways; it answers each with a
    /// line.
    pub fn python_benchmark(tasks: &[(&str, u32)], seed: u32) -> Self {
        let job = |(task, size): &(&str, u32)| {
            let job = json!({ "task": task, "size": size, "workers": WORKERS, "seed": seed });
            format!("{job}\n")
        };
        Self {
            input: tasks.iter().map(job).collect(),
            ..Self::new(interpreter(), "benches/python/bench.py")
        }
    }

    /// Plain JavaScript executes a task.
    pub fn javascript(task: &tasks::Entry, parameters: &Parameters) -> Self {
        Self::new("node", "benches/javascript/output.mjs")
            .word(task.id)
            .word(parameters.size.to_string())
            .word(parameters.seed.to_string())
    }

    fn new(interpreter: impl Into<OsString>, script: &str) -> Self {
        Self {
            command: vec![interpreter.into(), script.into()],
            input: String::new(),
        }
    }

    fn word(mut self, word: impl AsRef<OsStr>) -> Self {
        self.command.push(word.as_ref().to_owned());
        self
    }

    fn arguments(self, name: &str, values: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        values.into_iter().fold(self.word(name), Self::word)
    }

    /// Gives it one argument more.
    pub fn argument(self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.word(name).word(value)
    }

    /// Has MPI start it, so many times.
    pub fn started_by_mpi(mut self, ranks: usize) -> Self {
        let mpiexec = Path::new(&interpreter()).with_file_name("mpiexec");
        let start = [mpiexec.into(), "-n".into(), ranks.to_string().into()];
        self.command.splice(0..0, start);
        self
    }

    /// The lines that it prints, each of JSON.
    pub fn outputs(&self) -> Vec<Value> {
        let Self { command, input } = self;
        let mut started = Command::new(&command[0])
            .args(&command[1..])
            // The tests' server is not to be asked for through one elsewhere.
            .env("no_proxy", "*")
            .env("PYTHONPATH", "python")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", command[0].display()));
        let mut stdin = started.stdin.take().expect("it was asked for");
        // A program that reads nothing may be over by now.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let done = started.wait_with_output().expect("it was started");
        assert!(done.status.success(), "{command:?}: {}", done.status);
        let printed = String::from_utf8(done.stdout).expect("JSON is text");
        let read = |line| serde_json::from_str(line).expect("each line is JSON");
        printed.lines().map(read).collect()
    }
}
