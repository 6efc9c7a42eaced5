//! `killed-worker`: a process is ended while it holds work.

use std::sync::Arc;

use futures::StreamExt;
use futures::future::join;
use locale::{Text, say};
use serde_json::Value;

use super::{Entry, Scene, scene};
use crate::error::{ErrorCode, PlaygroundError};
use crate::network::Conditions;
use crate::strategies::{self, Cancellation, ChunkSize, Execution, Inbox, Plan, PoolCall, Stop};
use crate::tasks::{self, AnyTask, Make, Parameters};
use crate::timeline::now_ms;
use crate::workers::{Crew, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "killed-worker",
    title: Text::new("Killed worker", "Getöteter Worker"),
    summary: Text::new(
        "Processes count primes; as soon as the first range is done, process 1 is killed with work in its hands.",
        "Prozesse zählen Primzahlen; sobald der erste Bereich fertig ist, wird Prozess 1 mit Arbeit in den Händen getötet.",
    ),
    lesson: Text::new(
        "A pool must notice a death and know what the dead one held. Ours runs those items again on a fresh process. In Python, concurrent.futures raises BrokenProcessPool and gives up the rest; multiprocessing.Pool starts a fresh process but forgets the work, so that map() never returns.",
        "Ein Pool muss einen Tod bemerken und wissen, was der Tote in der Hand hatte. Unserer berechnet diese Elemente auf einem neuen Prozess noch einmal. In Python wirft concurrent.futures BrokenProcessPool und gibt den Rest auf; multiprocessing.Pool startet einen neuen Prozess, vergisst aber die Arbeit, sodass map() nie zurückkehrt.",
    ),
    needs: Rung::Processes,
    run: |crew, workers| Box::pin(run(crew, workers)),
};

/// The primes below this are counted.
const LIMIT: u32 = 1_000_000;

async fn run(crew: &Crew, workers: usize) -> Result<Vec<Scene>, PlaygroundError> {
    let task: Arc<dyn AnyTask> = task()?.into();
    let (undisturbed, expected) = count(crew, workers, task.clone(), false).await?;
    let (disturbed, found) = count(crew, workers, task, true).await?;
    let disturbed = Scene {
        harmed: found != expected,
        ..disturbed
    };
    Ok(vec![undisturbed, disturbed])
}

/// The task, as a run would have it.
fn task() -> Result<Box<dyn AnyTask>, PlaygroundError> {
    let entry = tasks::find(tasks::DEFAULT).ok_or_else(unknown)?;
    Ok((entry.build)(&Parameters {
        size: LIMIT,
        seed: 1,
        make: Make::Files,
        urls: &[],
        pictures: &[],
    }))
}

async fn count(
    crew: &Crew,
    workers: usize,
    task: Arc<dyn AnyTask>,
    kill: bool,
) -> Result<(Scene, Value), PlaygroundError> {
    let strategy = strategies::find("processes").ok_or_else(unknown)?;
    let plan = plan(workers);
    let timeline = (strategy.lanes)(&plan, &*task);
    let (execution, Inbox { mut news, .. }) = Execution::new(
        tasks::DEFAULT,
        task,
        plan,
        timeline,
        Arc::new(Cancellation::default()),
    );
    let execution = Arc::new(execution);
    let begin_ms = now_ms();
    let murder = async {
        // The first news is that a range is done.
        if kill && news.next().await.is_some() {
            crew.process(0)?.kill();
        }
        Ok::<_, PlaygroundError>(())
    };
    let (parts, murdered) = join((strategy.execute)(execution.clone(), crew), murder).await;
    murdered?;
    let parts = parts.map_err(|stop| match stop {
        Stop::Failed(failure) => failure,
        Stop::Cancelled => PlaygroundError::new(ErrorCode::Cancelled, stop.to_string()),
    })?;
    let output = execution.task.describe(execution.task.combine(parts)).value;
    let title = if kill {
        Text::new("Process 1 is killed", "Prozess 1 wird getötet")
    } else {
        Text::new("Nobody is killed", "Niemand wird getötet")
    };
    let mut outcome = execution.incidents();
    outcome.push(say!(
        "Found {primes} primes below {limit}.",
        "{primes} Primzahlen unter {limit} gefunden.",
        primes = locale::count(output.as_u64().unwrap_or_default()),
        limit = locale::count(LIMIT)
    ));
    let scene = Scene {
        outcome: outcome.join(" "),
        ..scene(title, begin_ms, &execution.timeline)
    };
    Ok((scene, output))
}

/// As `Pool.map` would have it; completions are told.
fn plan(workers: usize) -> Plan {
    Plan {
        workers,
        chunk_size: ChunkSize::Auto,
        in_flight: 1,
        call: PoolCall::Map,
        pre_dispatch: 2,
        verbose: 1,
        paints: false,
        conditions: Conditions::real(""),
    }
}

fn unknown() -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::UnknownId,
        Text::new(
            "This build has lost its own catalogue: reload the page.",
            "Diesem Build ist sein eigener Katalog abhandengekommen: die Seite neu laden.",
        ),
    )
}
