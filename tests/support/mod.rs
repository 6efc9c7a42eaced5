//! What whole runs outside a browser are made from.

use std::sync::Arc;

use futures::executor::block_on;
use playground::playground::{Environment, FieldValue, Fields, Host, RunReport, RunRequest, run};
use playground::strategies::{self, Cancellation};
use playground::workers::{Crew, Process, Rung};

/// A process that is given bytes, and nothing else.
pub fn process() -> Process {
    Process::new(|message| Box::pin(strategies::answer(message)))
}

/// Workers as a rung has them.
pub fn crew(rung: Rung) -> Crew {
    Crew::new(rung, Box::new(|_, _| Box::pin(async { Ok(process()) })))
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
        gpu: None,
        native: None,
    }
}

/// What a run comes to, in a place on its workers' rung.
pub fn report(
    request: RunRequest,
    crew: &mut Crew,
    cancellation: Arc<Cancellation>,
    host: &impl Host,
) -> RunReport {
    let environment = environment(crew.rung());
    block_on(run(
        request,
        environment,
        "http://host/",
        crew,
        cancellation,
        host,
    ))
    .expect("the run starts")
}
