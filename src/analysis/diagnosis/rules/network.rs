//! What the network has to do with it.

use locale::{Text, say};

use super::{found, is_python, milliseconds, percent, strategies};
use crate::analysis::breakdown::{time_of, worker_lanes};
use crate::analysis::diagnosis::{Case, Finding, Remedy};
use crate::order::sort_by_number;
use crate::timeline::{Lane, LaneKind, SpanKind};

/// HTTP/1.1 connections to one host, in every browser.
const CONNECTIONS: u32 = 6;
/// The most requests in flight that are advised.
const MOST_IN_FLIGHT: u32 = 64;

pub(super) fn waiting_on_the_network(case: &Case) -> Option<Finding> {
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
    let available_ms = (lanes.len() as f64 * case.own.median_ms).max(f64::MIN_POSITIVE);
    let waited = time_of(lanes.iter().copied(), SpanKind::Fetch) / available_ms;
    if waited < 0.6 {
        return None;
    }
    let waited = percent(waited);
    let evidence = if is_loop {
        say!(
            "{waited} of the time of all places for requests went into waiting for responses.",
            "{waited} der Zeit aller Plätze für Anfragen vergingen mit dem Warten auf Antworten."
        )
    } else {
        say!(
            "{waited} of the time of all workers went into waiting for responses.",
            "{waited} der Zeit aller Worker vergingen mit dem Warten auf Antworten."
        )
    };
    let in_flight = circumstances.in_flight;
    let (message, remedy) = if !is_loop && is_python(case) {
        (
            Text::new(
                "Each worker waits for one download at a time. A thread that waits needs no GIL: threads are right for this, and an event loop waits for as many at once as it is allowed.",
                "Jeder Worker wartet auf einen Download zur Zeit. Ein Thread, der wartet, braucht keinen GIL: Threads sind dafür richtig, und eine Event-Loop wartet auf so viele zugleich, wie ihr erlaubt sind.",
            ),
            strategies(
                case,
                Text::new(
                    "Compare with threads and the event loop",
                    "Mit Threads und der Event-Loop vergleichen",
                ),
                &["threads", "event-loop"],
            ),
        )
    } else if !is_loop {
        (
            Text::new(
                "Each worker waits for one download at a time. An event loop waits for many at once.",
                "Jeder Worker wartet auf einen Download zur Zeit. Eine Event-Loop wartet auf viele zugleich.",
            ),
            strategies(
                case,
                Text::new(
                    "Compare with the event loop",
                    "Mit der Event-Loop vergleichen",
                ),
                &["event-loop"],
            ),
        )
    } else if in_flight < MOST_IN_FLIGHT && (in_flight as usize) < circumstances.items {
        let more = (in_flight * 2).min(MOST_IN_FLIGHT);
        (
            Text::new(
                "All places for requests are taken nearly all the time: more of them would help.",
                "Alle Plätze für Anfragen sind fast die ganze Zeit belegt: Mehr davon würden helfen.",
            ),
            allow(more),
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

pub(super) fn six_connections(case: &Case) -> Option<Finding> {
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
        message: Text::new(
            "A browser opens six connections to a host that speaks HTTP/1.1; further requests wait inside the browser.",
            "Ein Browser öffnet sechs Verbindungen zu einem Host, der HTTP/1.1 spricht; weitere Anfragen warten im Browser.",
        )
        .into(),
        evidence: say!(
            "With {in_flight} requests in flight one took {own}, alone {alone}.",
            "Bei {in_flight} gleichzeitigen Anfragen dauerte eine {own}, allein {alone}.",
            own = milliseconds(own),
            alone = milliseconds(alone)
        ),
        remedy: Some(allow(CONNECTIONS)),
        ..found("six-connections", case)
    })
}

fn allow(requests: u32) -> Remedy {
    Remedy {
        label: say!(
            "Allow {requests} requests in flight",
            "{requests} gleichzeitige Anfragen erlauben"
        ),
        field: "inFlight".into(),
        value: requests.to_string(),
    }
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
    sort_by_number(&mut times, |time| *time);
    times.get(times.len() * 3 / 4).copied()
}
