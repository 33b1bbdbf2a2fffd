//! The acceptance scenarios of rules that bind participants and slots to one another, each under
//! its number in the project's list of the document's scenarios.

use chrono::NaiveDate;
use slotwise::check::check;
use slotwise::model::{
    Calendar, Capacity, Environment, Exclusivity, Gate, Level, OverUnavailability, Participant,
    Pin, Reliance, Relied, Resource, RuleKind, Stage, Take, Target, Term, Unavailability,
    UnavailabilityId,
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
        kind: slotwise::model::UnavailabilityKind::Planned,
        cause: slotwise::model::Cause::Maintenance,
        ..Unavailability::new("DSP outage", Target::Resource("DSP".into()), day(3, 5), day(3, 6))
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
    // Both are dependants, though neither's own system is down.
    let reached = problem.dependants(UnavailabilityId(0));
    assert_eq!(reached.iter().map(|id| id.0).collect::<Vec<_>>(), [0, 1]);
    assert!(problem.environments.iter().all(|e| e.unavailable.is_empty()));
    assert!(problem.participants.iter().all(|p| p.unavailable.is_empty()));
}

/// D-10 as a whole stage: Functional opens once all who take part are through Component Integration.
#[test]
fn d_10_functional_opens_after_component_integration() {
    let calendar = Calendar::days("Europe/London", day(3, 4), day(5, 1));
    let mut programme = Programme::new("SIT-A", calendar);
    let mut environment = Environment::new("SIT-A", day(3, 4), day(5, 1));
    environment.exclusivity = Exclusivity::Shared;
    programme.environments.push(environment);
    for id in ["Component Integration", "Functional"] {
        let mut stage = Stage::new(id, 5, ["SIT-A"]);
        stage.slots.capacity = Capacity { min: 0, max: 2 };
        programme.stages.push(stage);
    }
    for id in ["P1", "P2", "P3"] {
        let route = ["Component Integration", "Functional"];
        programme.participants.push(Participant::new(id, route));
    }
    programme.participants.push(Participant::new("only functional", ["Functional"]));
    let first_functional = |programme: &Programme| {
        let (problem, outcome) = solved(programme);
        assert!(outcome.unplaced.is_empty());
        let functional = outcome.plan.slots.iter().filter(|slot| slot.stage.0 == 1);
        let starts = functional.map(|slot| problem.timeline.day(slot.span.start));
        (starts.min().expect("somebody takes it"), outcome)
    };
    // Without the gate, two are in Functional while the third is still to come to Integration.
    assert_eq!(first_functional(&programme).0, day(3, 11));
    programme.gates.push(Gate::new("integrated", "Component Integration", "Functional"));
    let (start, outcome) = first_functional(&programme);
    assert_eq!(start, day(3, 18));

    let problem = Problem::new(&programme).expect("valid");
    let mut early = outcome.plan;
    for slot in &mut early.slots {
        if slot.stage.0 == 1 && problem.timeline.day(slot.span.start) == start {
            slot.span = slotwise::calendar::Span::new(5, 10);
        }
    }
    let gate = check(&problem, &early).into_iter().find(|v| v.rule == RuleKind::Gate);
    let message = gate.expect("it opens too early").message;
    assert!(message.contains("3 that count for integrated"), "{message}");
}

/// D-55: an outage of one organisation's system hits those who depend on it, directly and through
/// others; D-27: one relies on another's testing.
#[test]
fn d_55_an_outage_reaches_those_who_depend_on_it() {
    let calendar = Calendar::days("Europe/London", day(3, 4), day(4, 1));
    let mut programme = Programme::new("chain", calendar);
    let mut environment = Environment::new("SIT-A", day(3, 4), day(4, 1));
    environment.exclusivity = Exclusivity::Shared;
    programme.environments.push(environment);
    let mut stage = Stage::new("Functional", 5, ["SIT-A"]);
    stage.slots.capacity = Capacity { min: 0, max: 4 };
    stage.overlap = true;
    programme.stages.push(stage);
    programme.objective.levels = vec![
        Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
        Level::new("completion", [(Term::Completion, 1.0)]),
    ];
    for (id, on) in [("DCC", None), ("DSP", Some("DCC")), ("supplier", Some("DSP"))] {
        let mut participant = Participant::new(id, ["Functional"]);
        let relies_on = on.map(|on| Reliance::from(Relied::Participant(on.into())));
        participant.relies_on.extend(relies_on);
        programme.participants.push(participant);
    }
    programme.participants.push(Participant::new("other", ["Functional"]));
    programme.unavailability.push(Unavailability {
        kind: slotwise::model::UnavailabilityKind::Unplanned,
        cause: slotwise::model::Cause::Infrastructure,
        ..Unavailability::new("DCC outage", Target::Participant("DCC".into()), day(3, 5), day(3, 6))
    });
    let (problem, outcome) = solved(&programme);
    let starts = |problem: &Problem, outcome: &Outcome| -> Vec<(String, NaiveDate)> {
        spans(problem, outcome).into_iter().map(|(id, start, _)| (id, start)).collect()
    };
    let expected =
        [("DCC", day(3, 6)), ("DSP", day(3, 6)), ("other", day(3, 4)), ("supplier", day(3, 6))];
    assert_eq!(starts(&problem, &outcome), expected.map(|(id, start)| (id.into(), start)));
    let reached = problem.dependants(UnavailabilityId(0));
    assert_eq!(reached.iter().map(|id| id.0).collect::<Vec<_>>(), [0, 1, 3]);

    // The other relies on the supplier's testing.
    programme.participants[3].relies_on.push(
        Relied::Finished { participant: "supplier".into(), stage: "Functional".into(), lag: 2 }
            .into(),
    );
    let (problem, outcome) = solved(&programme);
    let other = &starts(&problem, &outcome)[2];
    // [6 March, 13 March), and two days more.
    assert_eq!(other, &("other".to_owned(), day(3, 15)));
}

/// Slots that few are in are hardly worth opening, and environments are used evenly, if the
/// objective says so.
#[test]
fn slots_are_filled_and_environments_balanced_as_the_objective_asks() {
    let calendar = Calendar::days("Europe/London", day(3, 4), day(4, 1));
    let mut programme = Programme::new("terms", calendar);
    for id in ["SIT-A", "SIT-B"] {
        programme.environments.push(Environment::new(id, day(3, 4), day(4, 1)));
    }
    let mut stage = Stage::new("Functional", 5, ["SIT-A", "SIT-B"]);
    stage.slots.capacity = Capacity { min: 0, max: 4 };
    stage.target = 4;
    programme.stages.push(stage);
    for id in ["P1", "P2", "P3", "P4"] {
        programme.participants.push(Participant::new(id, ["Functional"]));
    }
    let mut loads_by = |term| {
        programme.objective.levels = vec![
            Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
            Level::new("loads", [(term, 1.0)]),
            Level::new("completion", [(Term::Completion, 1.0)]),
        ];
        let (problem, outcome) = solved(&programme);
        let mut loads = vec![0; problem.environments.len()];
        for visit in outcome.plan.assignments.iter().flat_map(|a| &a.visits) {
            loads[outcome.plan.slots[visit.slot as usize].environment.index()] += 1;
        }
        loads.sort_unstable();
        (loads, outcome.score.values()[1])
    };
    assert_eq!(loads_by(Term::UnderTarget), (vec![0, 4], 0));
    assert_eq!(loads_by(Term::Balance), (vec![2, 2], 2_000_000));
}
