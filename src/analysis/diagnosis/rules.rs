//! The rules: each looks at a case and either finds something or nothing.

mod gpu;
mod handing_out;
mod machine;
mod network;

use locale::{Text, count, decimal, say};

use super::{Case, Finding, Remedy};
use crate::analysis::breakdown::{time_of, worker_lanes};
use crate::language::Language;
use crate::timeline::SpanKind;
use gpu::{diverging_branches, shader_compiled, software_adapter, too_little_for_the_gpu};
use handing_out::{copying_dominates, held_by_the_gil, imbalanced, too_fine_grained};
use machine::{cold_start, oversubscribed, timer_too_coarse, work_inflation};
use network::{six_connections, waiting_on_the_network};

/// A rule.
pub(super) type Rule = fn(&Case) -> Option<Finding>;

/// All rules, the weightiest first.
pub(super) const ALL: &[Rule] = &[
    software_adapter,
    timer_too_coarse,
    held_by_the_gil,
    waiting_on_the_network,
    six_connections,
    too_fine_grained,
    too_little_for_the_gpu,
    diverging_branches,
    copying_dominates,
    oversubscribed,
    work_inflation,
    imbalanced,
    cold_start,
    shader_compiled,
];

/// A finding that says nothing yet.
fn found(code: &str, case: &Case) -> Finding {
    Finding {
        code: code.into(),
        language: case.own.language,
        strategy: case.own.strategy.into(),
        message: String::new(),
        evidence: String::new(),
        remedy: None,
    }
}

fn larger_size(case: &Case) -> Remedy {
    let size = u64::from(case.circumstances.size) * 10;
    Remedy {
        label: say!(
            "Set the size to {size}",
            "Größe auf {size} setzen",
            size = count(size)
        ),
        field: "size".into(),
        value: size.to_string(),
    }
}

fn strategies(case: &Case, label: Text, others: &[&str]) -> Remedy {
    let chosen = [case.sequential.strategy, case.own.strategy];
    Remedy {
        label: label.into(),
        field: "strategies".into(),
        value: [&chosen, others].concat().join(" "),
    }
}

fn is_python(case: &Case) -> bool {
    case.own.language == Language::Python
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

fn percent(share: f64) -> String {
    say!(
        "{percent:.0}%",
        "{percent:.0}\u{a0}%",
        percent = share * 100.0
    )
}

fn milliseconds(milliseconds: f64) -> String {
    if milliseconds < 1.0 {
        format!("{:.0} µs", milliseconds * 1e3)
    } else if milliseconds < 1_000.0 {
        decimal(format_args!("{milliseconds:.1} ms"))
    } else {
        decimal(format_args!("{:.2} s", milliseconds / 1e3))
    }
}

#[cfg(test)]
mod tests;
