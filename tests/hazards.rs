//! The hazards outside a browser: real threads, and processes that are given bytes alone.
#![cfg(not(target_arch = "wasm32"))]

use futures::executor::block_on;
use playground::error::ErrorCode;
use playground::hazards::{self, HazardReport};
use playground::strategies;
use playground::timeline::SpanKind;
use playground::workers::{Crew, Process, Rung};

fn crew(rung: Rung) -> Crew {
    let process = || Process::new(|message| Box::pin(strategies::answer(message)));
    Crew::new(
        rung,
        Box::new(move |_, _| Box::pin(async move { Ok(process()) })),
    )
}

fn run(id: &str) -> HazardReport {
    let entry = hazards::find(id).expect("a hazard of the catalogue");
    block_on(hazards::run(entry, &mut crew(Rung::Threads), 2)).expect("it runs here")
}

#[test]
fn only_the_counter_of_two_steps_can_lose() {
    let report = run("lost-updates");
    let [two_steps, atomic, locked] = &report.scenes[..] else {
        panic!("three scenes: {report:?}");
    };
    assert!(!atomic.harmed && !locked.harmed, "{report:?}");
    // Whether any are lost depends on how the threads are scheduled; what is said must fit.
    assert_eq!(two_steps.harmed, two_steps.outcome.contains("were lost"));
    assert!(report.scenes.iter().all(|scene| scene.lanes.len() == 2));
}

#[test]
fn opposite_orders_lock_and_one_order_does_not() {
    let report = run("deadlock");
    let [opposite, same] = &report.scenes[..] else {
        panic!("two scenes: {report:?}");
    };
    assert!(opposite.harmed && !same.harmed, "{report:?}");
    for words in [
        "thread 1 held A and waited for B",
        "thread 2 held B and waited for A",
    ] {
        assert!(opposite.outcome.contains(words), "{}", opposite.outcome);
    }
    for lane in opposite.lanes.iter().chain(&same.lanes) {
        let count = |kind| lane.spans.iter().filter(|span| span.kind == kind).count();
        assert_eq!(count(SpanKind::Run), 1, "both finish, once");
        assert!(count(SpanKind::LockWait) <= 4, "nobody gives up twice");
    }
}

#[test]
fn a_killed_process_loses_nothing() {
    let report = run("killed-worker");
    let [undisturbed, disturbed] = &report.scenes[..] else {
        panic!("two scenes: {report:?}");
    };
    assert!(!undisturbed.outcome.contains("died"), "{report:?}");
    assert!(disturbed.outcome.contains("Process 1 died"), "{report:?}");
    for scene in &report.scenes {
        assert!(!scene.harmed, "{report:?}");
        assert!(scene.outcome.contains("78,498"), "{report:?}");
    }
}

#[test]
fn a_hazard_that_cannot_be_had_says_why() {
    let entry = hazards::find("deadlock").expect("a hazard of the catalogue");
    let refused = block_on(hazards::run(entry, &mut crew(Rung::Processes), 2))
        .expect_err("there are no threads here");
    assert_eq!(refused.code, ErrorCode::StartFailed);
    assert!(refused.message.contains("isolated"), "{refused}");
}
