//! What whole runs outside a browser are made from.

use playground::playground::{Environment, FieldValue, Fields, RunRequest};
use playground::strategies;
use playground::workers::{Process, Rung};

/// A process that is given bytes, and nothing else.
pub fn process() -> Process {
    Process::new(|message| Box::pin(strategies::answer(message)))
}

pub fn fields(fields: &[(&str, &str)]) -> Fields {
    let field =
        |&(name, value): &(&str, &str)| (name.to_owned(), FieldValue::Text(value.to_owned()));
    fields.iter().map(field).collect()
}

/// The request that fields ask for, on two cores.
pub fn request(given: &[(&str, &str)]) -> RunRequest {
    RunRequest::check(&fields(given), 2).expect("the test's own request is sound")
}

pub fn environment(rung: Rung) -> Environment {
    Environment {
        browser: "none".into(),
        logical_cores: 2,
        isolated: rung == Rung::Threads,
        rung,
        timer_resolution_ms: 0.0,
        build_id: "test".into(),
        simulated_network: false,
        python: None,
    }
}
