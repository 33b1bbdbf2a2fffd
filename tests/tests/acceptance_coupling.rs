//! The acceptance scenarios of rules that bind participants and slots to one another, each under
//! its number in the project's list of the document's scenarios.

use chrono::NaiveDate;
use slotwise::check::check;
use slotwise::model::{
    Calendar, Environment, OverUnavailability, Participant, Pin, Resource, RuleKind, Stage, Take,
    Target, Unavailability,
};
use slotwise::solver::Status;
use slotwise::{Outcome, Problem, Programme, SolveOptions, solve};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).expect("a date")
}

/// P1 on SIT-A, P2 on SIT-B, 5 working days each from Monday 2024-03-04 on, both in need of DSP, of
/// which there are so many instances. P1 counts twice.
fn both_need_dsp(instances: i64, last: NaiveDate) -> Programme {
    let calendar = Calendar::days("Europe/London", day(3, 4), last);
    let mut programme = Programme::new("DSP", calendar);
    programme.resources.push(Resource::new("DSP", instances));
    for id in ["SIT-A", "SIT-B"] {
        programme.environments.push(Environment::new(id, day(3, 4), last));
    }
    let mut stage = Stage::new("Functional", 5, ["SIT-A", "SIT-B"]);
    stage.takes.push(Take::from("DSP"));
    programme.stages.push(stage);
    for (id, environment, weight) in [("P1", "SIT-A", 2.0), ("P2", "SIT-B", 1.0)] {
        let mut participant = Participant::new(id, ["Functional"]);
        participant.weight = weight;
        participant.pins.push(Pin {
            stage: "Functional".into(),
            environment: Some(environment.into()),
            start: None,
        });
        programme.participants.push(participant);
    }
    programme
}

fn solved(programme: &Programme) -> (Problem, Outcome) {
    let problem = Problem::new(programme).expect("valid");
    let outcome = solve(&problem, &SolveOptions::default().with_threads(1)).expect("an answer");
    assert_eq!(outcome.status, Status::Optimal);
    (problem, outcome)
}

/// When each placed participant is in its one slot, by name.
fn spans(problem: &Problem, outcome: &Outcome) -> Vec<(String, NaiveDate, NaiveDate)> {
    (outcome.plan.assignments.iter())
        .map(|assignment| {
            let id = &problem.programme.participants[assignment.participant.index()].id;
            let span = outcome.plan.slots[assignment.visits[0].slot as usize].span;
            (id.clone(), problem.timeline.day(span.start), problem.timeline.day_after(span.end))
        })
        .collect()
}

#[test]
fn a_13_one_instance_of_dsp_is_used_by_one_at_a_time() {
    let (problem, outcome) = solved(&both_need_dsp(1, day(4, 1)));
    assert_eq!(
        spans(&problem, &outcome),
        [("P1".into(), day(3, 4), day(3, 9)), ("P2".into(), day(3, 11), day(3, 16))]
    );
    // Why P2 is not there from the 4th on.
    let mut early = outcome.plan.clone();
    let slot = early.assignments[1].visits[0].slot as usize;
    early.slots[slot].span = early.slots[early.assignments[0].visits[0].slot as usize].span;
    let found = check(&problem, &early);
    assert_eq!(found.iter().map(|v| v.rule).collect::<Vec<_>>(), [RuleKind::Resource]);
    assert!(found[0].message.starts_with("2 of DSP are taken [2024-03-04, 2024-03-09)"));

    let (problem, outcome) = solved(&both_need_dsp(2, day(4, 1)));
    assert_eq!(
        spans(&problem, &outcome),
        [("P1".into(), day(3, 4), day(3, 9)), ("P2".into(), day(3, 4), day(3, 9))]
    );

    // With no time for both, P2 is left out, and the reason names DSP.
    let (problem, outcome) = solved(&both_need_dsp(1, day(3, 15)));
    assert_eq!(spans(&problem, &outcome), [("P1".into(), day(3, 4), day(3, 9))]);
    let reasons = &outcome.unplaced[0].reasons;
    assert!(reasons.iter().any(|r| r.rule == RuleKind::Resource && r.text.contains("DSP")));
}

/// A-13 with one instance and a planned outage of DSP over which slots stretch.
fn with_outage() -> Programme {
    let mut programme = both_need_dsp(1, day(4, 1));
    programme.stages[0].over_unavailability = OverUnavailability::Pause { allowance: 1 };
    programme.unavailability.push(Unavailability {
        id: "DSP outage".into(),
        on: Target::Resource("DSP".into()),
        from: day(3, 5).into(),
        to: day(3, 6).into(),
        kind: slotwise::model::UnavailabilityKind::Planned,
        cause: slotwise::model::Cause::Maintenance,
        reason: String::new(),
    });
    programme
}

#[test]
fn a_14_an_outage_of_dsp_stretches_the_slots_that_take_it() {
    let (problem, outcome) = solved(&with_outage());
    assert_eq!(
        spans(&problem, &outcome),
        [("P1".into(), day(3, 4), day(3, 12)), ("P2".into(), day(3, 12), day(3, 19))]
    );
    // Neither's own system is down.
    assert!(problem.environments.iter().all(|e| e.unavailable.is_empty()));
    assert!(problem.participants.iter().all(|p| p.unavailable.is_empty()));
}
