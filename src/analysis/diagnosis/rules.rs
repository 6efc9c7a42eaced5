//! The rules: each looks at a case and either finds something or nothing.

use super::{Case, Finding, Remedy};
use crate::analysis::breakdown::{time_of, worker_lanes};
use crate::text::count;
use crate::timeline::{Lane, LaneKind, Span, SpanKind};

/// A rule.
pub(super) type Rule = fn(&Case) -> Option<Finding>;

/// All rules, the weightiest first.
pub(super) const ALL: &[Rule] = &[
    timer_too_coarse,
    held_by_the_gil,
    waiting_on_the_network,
    six_connections,
    too_fine_grained,
    copying_dominates,
    oversubscribed,
    memory_bound,
    imbalanced,
    cold_start,
];

/// A timing of fewer clock steps than this says little.
const FEWEST_STEPS: f64 = 50.0;
/// The share of their time that workers may spend on a side matter before it is told.
const NOTABLE_SHARE: f64 = 0.25;
/// The share of their time that two threads under one lock wait at the least: half in all, less
/// what the machine spends on other things.
const TURNS_SHARE: f64 = 0.1;
/// By how much computing may take longer on several workers than alone.
const NOTABLE_SLOWDOWN: f64 = 1.3;
/// How many times as long as a later trial the first one may take.
const NOTABLE_WARM_UP: f64 = 1.6;
/// Below this a warm-up's surplus is not worth a word.
const LEAST_WARM_UP_MS: f64 = 20.0;
/// HTTP/1.1 connections to one host, in every browser.
const CONNECTIONS: u32 = 6;
/// The most requests in flight that are advised.
const MOST_IN_FLIGHT: u32 = 64;

fn timer_too_coarse(case: &Case) -> Option<Finding> {
    let step_ms = case.circumstances.timer_resolution_ms;
    let median_ms = case.own.median_ms;
    (median_ms < FEWEST_STEPS * step_ms).then(|| Finding {
        message: "This is too short to be timed well: give it more to do.".into(),
        evidence: format!(
            "It took {}, and the browser’s clock moves in steps of {}.",
            milliseconds(median_ms),
            milliseconds(step_ms)
        ),
        remedy: Some(larger_size(case)),
        ..found("timer-too-coarse", case)
    })
}

fn held_by_the_gil(case: &Case) -> Option<Finding> {
    let waited = share_of(case, &[SpanKind::LockWait]);
    (waited > TURNS_SHARE).then(|| Finding {
        message: "The threads take turns: only the one that holds the lock computes. So it is with Python’s threads.".into(),
        evidence: format!("They spent {} of their time waiting for the lock.", percent(waited)),
        remedy: Some(strategies(case, "Compare with threads and processes", &["threads", "processes"])),
        ..found("held-by-the-gil", case)
    })
}

fn waiting_on_the_network(case: &Case) -> Option<Finding> {
    let circumstances = case.circumstances;
    if !circumstances.downloads {
        return None;
    }
    let requests: Vec<&Lane> = case
        .own
        .lanes
        .iter()
        .filter(|lane| lane.kind == LaneKind::Request)
        .collect();
    let (lanes, is_loop) = if requests.is_empty() {
        (worker_lanes(case.own.lanes), false)
    } else {
        (requests, true)
    };
    let waited =
        time_of(lanes.iter().copied(), SpanKind::Fetch) / (lanes.len() as f64 * case.own.median_ms);
    if waited < 0.6 {
        return None;
    }
    let evidence = format!(
        "{} of the time of {} went into waiting for responses.",
        percent(waited),
        if is_loop {
            "all places for a request"
        } else {
            "all workers"
        }
    );
    let in_flight = circumstances.in_flight;
    let (message, remedy) = if !is_loop {
        (
            "Each worker waits for one download at a time. An event loop waits for many at once.",
            strategies(case, "Compare with the event loop", &["event-loop"]),
        )
    } else if in_flight < MOST_IN_FLIGHT && (in_flight as usize) < circumstances.items {
        let more = (in_flight * 2).min(MOST_IN_FLIGHT);
        (
            "All places for requests are taken nearly all the time: more in flight would help.",
            Remedy {
                label: format!("Have {more} requests in flight"),
                field: "inFlight".into(),
                value: more.to_string(),
            },
        )
    } else {
        return None;
    };
    Some(Finding {
        message: message.into(),
        evidence,
        remedy: Some(remedy),
        ..found("waiting-on-the-network", case)
    })
}

fn six_connections(case: &Case) -> Option<Finding> {
    let circumstances = case.circumstances;
    let in_flight = circumstances.in_flight;
    if !circumstances.downloads || circumstances.simulated || in_flight <= CONNECTIONS {
        return None;
    }
    let own = upper_quartile(&fetches(case.own.lanes))?;
    let alone = upper_quartile(&fetches(case.sequential.lanes))?;
    let has_many = case
        .own
        .lanes
        .iter()
        .any(|lane| lane.kind == LaneKind::Request);
    (has_many && own > alone * 1.5).then(|| Finding {
        message: "A browser opens six connections to a host that speaks HTTP/1.1; further requests wait inside the browser.".into(),
        evidence: format!(
            "With {in_flight} requests in flight one took {}, alone {}.",
            milliseconds(own),
            milliseconds(alone)
        ),
        remedy: Some(Remedy {
            label: "Have 6 requests in flight".into(),
            field: "inFlight".into(),
            value: CONNECTIONS.to_string(),
        }),
        ..found("six-connections", case)
    })
}

fn too_fine_grained(case: &Case) -> Option<Finding> {
    if case.own.workers < 2 || case.circumstances.downloads || takes_turns(case) {
        return None;
    }
    let lanes = worker_lanes(case.own.lanes);
    let ranges = lanes.iter().flat_map(|lane| runs(lane)).count();
    let per_worker = ranges / lanes.len().max(1);
    let busy: f64 = lanes.iter().map(|lane| lane.busy_ms).sum();
    let available = lanes.len() as f64 * case.own.median_ms;
    let (cost, overhead) = (busy / ranges as f64, (available - busy) / ranges as f64);
    if ranges < 2 || cost > 1.0 || overhead < cost / 2.0 {
        return None;
    }
    let evidence = format!(
        "A range took {} to compute and {} to hand out and take back.",
        milliseconds(cost),
        milliseconds(overhead)
    );
    let remedy = if per_worker > 4 {
        let size = case.circumstances.items.div_ceil(4 * lanes.len());
        Remedy {
            label: format!("Use chunks of {} items", count(size as u64)),
            field: "chunkSize".into(),
            value: size.to_string(),
        }
    } else {
        larger_size(case)
    };
    Some(Finding {
        message: "The pieces of work are too small: handing them out costs more than it gains."
            .into(),
        evidence,
        remedy: Some(remedy),
        ..found("too-fine-grained", case)
    })
}

fn copying_dominates(case: &Case) -> Option<Finding> {
    let copied = share_of_all(case, &[SpanKind::Serialise, SpanKind::Copy]);
    (copied > NOTABLE_SHARE).then(|| Finding {
        message: "Much of the time goes into turning data into bytes and copying it from one memory to another. Threads share one memory and copy nothing.".into(),
        evidence: format!("Serialising and copying took {} of the time spent on lanes.", percent(copied)),
        remedy: Some(strategies(case, "Compare with threads", &["threads"])),
        ..found("copying-dominates", case)
    })
}

fn oversubscribed(case: &Case) -> Option<Finding> {
    let cores = case.circumstances.logical_cores;
    let is_crowded = case.own.workers > cores && cores > 0 && !case.circumstances.downloads;
    is_crowded.then(|| Finding {
        message: "There are more workers than cores: they take turns, and gain nothing by it."
            .into(),
        evidence: format!("{} workers, {cores} logical cores.", case.own.workers),
        remedy: Some(Remedy {
            label: format!("Use {cores} workers"),
            field: "workers".into(),
            value: cores.to_string(),
        }),
        ..found("oversubscribed", case)
    })
}

fn memory_bound(case: &Case) -> Option<Finding> {
    let circumstances = case.circumstances;
    let computes_alone = case.own.workers < 2 || circumstances.downloads;
    let took_turns = case.own.workers > circumstances.logical_cores || takes_turns(case);
    let busy = |lanes| time_of(lanes, SpanKind::Run);
    let alone = busy(case.sequential.lanes);
    let slowdown = busy(case.own.lanes) / alone;
    (!computes_alone && !took_turns && alone > LEAST_WARM_UP_MS && slowdown > NOTABLE_SLOWDOWN).then(|| Finding {
        message: "The same work takes longer when several workers do it at once: they share a memory and its caches, or the cores are busy with something else.".into(),
        evidence: format!(
            "Computing took {} in all, {} alone.",
            milliseconds(alone * slowdown),
            milliseconds(alone)
        ),
        ..found("memory-bound", case)
    })
}

fn imbalanced(case: &Case) -> Option<Finding> {
    let imbalance = case.own.breakdown.imbalance;
    let lanes = worker_lanes(case.own.lanes);
    let most = lanes.iter().map(|lane| lane.busy_ms).fold(0.0, f64::max);
    let computes = most > case.own.median_ms / 2.0;
    (lanes.len() > 1 && !takes_turns(case) && computes && imbalance > NOTABLE_SHARE).then(|| {
        Finding {
            message: "The work is shared unevenly: the others wait for the busiest worker.".into(),
            evidence: format!(
                "The busiest worker computed {} longer than the mean.",
                percent(imbalance)
            ),
            remedy: Some(smaller_chunks(case, lanes.len())),
            ..found("imbalanced", case)
        }
    })
}

fn cold_start(case: &Case) -> Option<Finding> {
    let (warm_up, median) = (case.own.warm_up_ms?, case.own.median_ms);
    (warm_up > median * NOTABLE_WARM_UP && warm_up - median > LEAST_WARM_UP_MS).then(|| Finding {
        message: "The first time took longer: browsers first compile WebAssembly quickly, then well. That is what the warm-up is for; it is not among the trials.".into(),
        evidence: format!(
            "The warm-up took {}, the median trial {}.",
            milliseconds(warm_up),
            milliseconds(median)
        ),
        ..found("cold-start", case)
    })
}

/// A finding that says nothing yet.
fn found(code: &str, case: &Case) -> Finding {
    Finding {
        code: code.into(),
        strategy: case.own.strategy.into(),
        message: String::new(),
        evidence: String::new(),
        remedy: None,
    }
}

fn larger_size(case: &Case) -> Remedy {
    let size = u64::from(case.circumstances.size) * 10;
    Remedy {
        label: format!("Set the size to {}", count(size)),
        field: "size".into(),
        value: size.to_string(),
    }
}

fn smaller_chunks(case: &Case, workers: usize) -> Remedy {
    let size = case.circumstances.items.div_ceil(64 * workers);
    Remedy {
        label: format!("Use chunks of {} items", count(size as u64)),
        field: "chunkSize".into(),
        value: size.to_string(),
    }
}

fn strategies(case: &Case, label: &str, others: &[&str]) -> Remedy {
    let chosen = [case.sequential.strategy, case.own.strategy];
    Remedy {
        label: label.into(),
        field: "strategies".into(),
        value: [&chosen, others].concat().join(" "),
    }
}

/// Whether the workers share a lock, which explains all else.
fn takes_turns(case: &Case) -> bool {
    share_of(case, &[SpanKind::LockWait]) > 0.0
}

/// How much of the workers' time went into these kinds of things.
fn share_of(case: &Case, kinds: &[SpanKind]) -> f64 {
    let lanes = worker_lanes(case.own.lanes);
    let took = |&kind| time_of(lanes.iter().copied(), kind);
    let available = lanes.len() as f64 * case.own.median_ms;
    kinds.iter().map(took).sum::<f64>() / available.max(f64::MIN_POSITIVE)
}

/// How much of all that was recorded went into these kinds of things.
fn share_of_all(case: &Case, kinds: &[SpanKind]) -> f64 {
    let (mut own, mut all) = (0.0, f64::MIN_POSITIVE);
    for time in &case.own.breakdown.kinds {
        if !matches!(time.kind, SpanKind::Start | SpanKind::Wait) {
            all += time.total_ms;
        }
        if kinds.contains(&time.kind) {
            own += time.total_ms;
        }
    }
    own / all
}

fn runs(lane: &Lane) -> impl Iterator<Item = &Span> {
    lane.spans
        .iter()
        .filter(|span| span.kind == SpanKind::Run && span.range.is_some())
}

/// How long each request took.
fn fetches(lanes: &[Lane]) -> Vec<f64> {
    let spans = lanes.iter().flat_map(|lane| &lane.spans);
    spans
        .filter(|span| span.kind == SpanKind::Fetch)
        .map(|span| span.end_ms - span.start_ms)
        .collect()
}

/// What a quarter of the times are longer than; none of none.
fn upper_quartile(times: &[f64]) -> Option<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get(times.len() * 3 / 4).copied()
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn milliseconds(milliseconds: f64) -> String {
    if milliseconds < 1.0 {
        format!("{:.0} µs", milliseconds * 1e3)
    } else if milliseconds < 1_000.0 {
        format!("{milliseconds:.1} ms")
    } else {
        format!("{:.2} s", milliseconds / 1e3)
    }
}

#[cfg(test)]
mod tests;
