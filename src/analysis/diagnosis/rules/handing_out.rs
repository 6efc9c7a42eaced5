//! How the work is handed out has to do with it.

use locale::{Text, count, say};

use super::{
    found, is_python, larger_size, milliseconds, percent, share_of, strategies, takes_turns,
};
use crate::analysis::breakdown::worker_lanes;
use crate::analysis::diagnosis::{Case, Finding, Remedy};
use crate::timeline::{Lane, Span, SpanKind};

/// The share of their time that workers may spend on a side matter before it is told.
const NOTABLE_SHARE: f64 = 0.25;
/// The share of their time that two threads under one lock wait at the least: half in all, less
/// what the machine spends on other things.
const TURNS_SHARE: f64 = 0.1;

pub(super) fn held_by_the_gil(case: &Case) -> Option<Finding> {
    let waited = share_of(case, &[SpanKind::LockWait]);
    let (message, remedy) = if is_python(case) {
        (
            Text::new(
                "The threads take turns: only the one that holds the GIL executes Python. Threads gain where they wait; computing at the same time takes processes, each with a GIL of its own.",
                "Die Threads wechseln sich ab: Nur der führt Python aus, der den GIL hält. Threads gewinnen, wo sie warten; gleichzeitig zu rechnen braucht Prozesse, jeden mit einem eigenen GIL.",
            ),
            strategies(
                case,
                Text::new("Compare with processes", "Mit Prozessen vergleichen"),
                &["processes"],
            ),
        )
    } else {
        (
            Text::new(
                "The threads take turns: only the one that holds the lock computes. Python’s threads work this way.",
                "Die Threads wechseln sich ab: Nur der rechnet, der die Sperre hält. Pythons Threads arbeiten so.",
            ),
            strategies(
                case,
                Text::new(
                    "Compare with threads and processes",
                    "Mit Threads und Prozessen vergleichen",
                ),
                &["threads", "processes"],
            ),
        )
    };
    (waited > TURNS_SHARE).then(|| Finding {
        message: message.into(),
        evidence: say!(
            "They spent {waited} of their time waiting for the lock.",
            "{waited} ihrer Zeit haben sie auf die Sperre gewartet.",
            waited = percent(waited)
        ),
        remedy: Some(remedy),
        ..found("held-by-the-gil", case)
    })
}

pub(super) fn too_fine_grained(case: &Case) -> Option<Finding> {
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
    let evidence = say!(
        "A range took {cost} to compute and {overhead} to hand out and take back.",
        "Ein Bereich brauchte {cost} zum Rechnen und {overhead} zum Verteilen und Einsammeln.",
        cost = milliseconds(cost),
        overhead = milliseconds(overhead)
    );
    // Python's programs cut by a rule of their own, which no field of the request changes.
    let remedy = if per_worker > 4 && !is_python(case) {
        use_chunks(case.circumstances.items.div_ceil(4 * lanes.len()))
    } else {
        larger_size(case)
    };
    Some(Finding {
        message: if is_python(case) {
            Text::new(
                "The pieces of work are too small: pickling them, handing them out and taking their parts back costs more than it gains. In your own program, raise the chunksize of Pool.map.",
                "Die Arbeitsstücke sind zu klein: Sie mit pickle zu verpacken, zu verteilen und ihre Teile einzusammeln kostet mehr, als es bringt. Im eigenen Programm die chunksize von Pool.map erhöhen.",
            )
        } else {
            Text::new(
                "The pieces of work are too small: handing them out costs more than it gains.",
                "Die Arbeitsstücke sind zu klein: Sie zu verteilen kostet mehr, als es bringt.",
            )
        }
        .into(),
        evidence,
        remedy: Some(remedy),
        ..found("too-fine-grained", case)
    })
}

pub(super) fn copying_dominates(case: &Case) -> Option<Finding> {
    let copied = share_of_all(case, &[SpanKind::Serialise, SpanKind::Copy]);
    let (message, remedy) = if is_python(case) {
        (
            Text::new(
                "Much of the time goes into pickling data and copying it from one interpreter to another. Send less: have each process make what it works on, or read it itself. Threads would copy nothing, but compute in turns.",
                "Viel Zeit geht darin auf, Daten mit pickle zu verpacken und von einem Interpreter zum anderen zu kopieren. Weniger senden: Jeden Prozess selbst machen oder lesen lassen, woran er arbeitet. Threads würden nichts kopieren, aber nur abwechselnd rechnen.",
            ),
            None,
        )
    } else {
        (
            Text::new(
                "Much of the time goes into turning data into bytes and copying it from one memory to another. Threads share one memory and copy nothing.",
                "Viel Zeit geht darin auf, Daten in Bytes zu verwandeln und von einem Speicher in den anderen zu kopieren. Threads teilen sich einen Speicher und kopieren nichts.",
            ),
            Some(strategies(
                case,
                Text::new("Compare with threads", "Mit Threads vergleichen"),
                &["threads"],
            )),
        )
    };
    (copied > NOTABLE_SHARE && case.own.adapter.is_none()).then(|| Finding {
        message: message.into(),
        evidence: say!(
            "Serialising and copying took {copied} of the time spent on lanes.",
            "Serialisieren und Kopieren nahmen {copied} der Zeit aller Spuren.",
            copied = percent(copied)
        ),
        remedy,
        ..found("copying-dominates", case)
    })
}

pub(super) fn imbalanced(case: &Case) -> Option<Finding> {
    let imbalance = case.own.breakdown.imbalance;
    let lanes = worker_lanes(case.own.lanes);
    let most = lanes.iter().map(|lane| lane.busy_ms).fold(0.0, f64::max);
    let computes = most > case.own.median_ms / 2.0;
    (lanes.len() > 1 && !takes_turns(case) && computes && imbalance > NOTABLE_SHARE).then(|| {
        Finding {
            message: Text::new(
                "The work is shared unevenly: the others wait for the busiest worker.",
                "Die Arbeit ist ungleich verteilt: Die anderen warten auf den Worker, der am meisten zu tun hat.",
            )
            .into(),
            evidence: say!(
                "The busiest worker computed {longer} longer than the mean.",
                "Der Worker mit der meisten Arbeit rechnete {longer} länger als der Durchschnitt.",
                longer = percent(imbalance)
            ),
            remedy: (!is_python(case))
                .then(|| use_chunks(case.circumstances.items.div_ceil(64 * lanes.len()))),
            ..found("imbalanced", case)
        }
    })
}

fn use_chunks(size: usize) -> Remedy {
    Remedy {
        label: say!(
            "Use chunks of {items} items",
            "Blöcke von {items} Elementen nehmen",
            items = count(size as u64)
        ),
        field: "chunkSize".into(),
        value: size.to_string(),
    }
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
