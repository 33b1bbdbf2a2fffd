//! A programme small enough to see by eye why somebody is where they are, and plans of it.

use chrono::{NaiveDate, Weekday};
use slotwise::calendar::Span;
use slotwise::check::check;
use slotwise::model::{
    Blackout, Calendar, Capacity, Cause, DayOfWeek, Environment, EnvironmentId, Optional,
    Participant, ParticipantId, Ready, Stage, StageId, Starts, Target, TrancheSlotId,
    Unavailability, UnavailabilityKind, When,
};
use slotwise::plan::{Assignment, PlanSlot, Visit};
use slotwise::{Plan, Problem, Programme};

/// A day of 2024.
pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).expect("a date")
}

/// April to June: Functional takes two weeks in SIT-A, Migration one in SIT-B, both for two at a
/// time, from Mondays on; SIT-C is optional.
pub fn programme() -> Programme {
    let mut programme =
        Programme::new("spring", Calendar::days("Europe/London", day(4, 1), day(7, 1)));
    for (id, from, to) in [
        ("SIT-A", day(4, 1), day(7, 1)),
        ("SIT-B", day(5, 6), day(6, 17)),
        ("SIT-C", day(4, 1), day(7, 1)),
    ] {
        let mut environment = Environment::new(id, from, to);
        environment.changeover.periods = 2;
        programme.environments.push(environment);
    }
    programme.environments[2].optional =
        Some(Optional { cost: 5.0, approved: false, approval: String::new() });
    for (id, duration, places) in
        [("Functional", 10, vec!["SIT-A"]), ("Migration", 5, vec!["SIT-B", "SIT-C"])]
    {
        let mut stage = Stage::new(id, duration, places);
        stage.slots.starts = Starts::Weekdays(vec![DayOfWeek(Weekday::Mon)]);
        stage.slots.capacity = Capacity { min: 0, max: 2 };
        programme.stages.push(stage);
    }
    for id in ["Acme", "Bolt", "Cole", "Dune", "Echo"] {
        programme.participants.push(Participant::new(id, ["Functional", "Migration"]));
    }
    programme.unavailability.push(Unavailability {
        kind: UnavailabilityKind::Planned,
        cause: Cause::Patching,
        reason: "quarterly patches".into(),
        ..Unavailability::new(
            "patching May",
            Target::Environment("SIT-B".into()),
            day(5, 20),
            day(5, 22),
        )
    });
    programme
}

/// The same, changed for one of them.
pub fn programme_with(id: &str, change: impl FnOnce(&mut Participant)) -> Programme {
    let mut programme = programme();
    change(programme.participants.iter_mut().find(|p| p.id == id).expect("a participant"));
    programme
}

/// A blackout.
pub fn blackout(from: NaiveDate, to: NaiveDate, reason: &str) -> Blackout {
    Blackout { from: from.into(), to: to.into(), reason: reason.into() }
}

/// A readiness everywhere.
pub fn ready(from: NaiveDate, reason: &str) -> Ready {
    Ready { from: from.into(), environment: None, stage: None, reason: reason.into() }
}

/// The programme in periods.
pub fn problem(programme: &Programme) -> Problem {
    Problem::new(programme).unwrap_or_else(|findings| panic!("{findings}"))
}

/// A plan by names: slots as stage, environment, first day, and who is in them.
pub fn plan(problem: &Problem, slots: &[(&str, &str, NaiveDate, &[&str])]) -> Plan {
    let programme = &problem.programme;
    let mut plan = Plan::default();
    let mut visits: Vec<Vec<Visit>> = vec![Vec::new(); programme.participants.len()];
    for (stage, environment, start, people) in slots {
        let stage = programme.stages.iter().position(|s| s.id == *stage).expect("a stage");
        let place = programme.environments.iter().position(|e| e.id == *environment);
        let start = problem.timeline.first_from(When::Day(*start));
        let (stage, environment) = (StageId::new(stage), EnvironmentId::new(place.expect("it")));
        let hand = problem.hand_slots.iter().position(|hand| {
            (hand.stage, hand.environment, hand.span.start) == (stage, environment, start)
        });
        let end = slotwise::candidates::slot_end(problem, stage, environment, start);
        let span = Span::new(start, end.expect("a slot that fits"));
        for id in *people {
            let who = programme.participants.iter().position(|p| p.id == *id).expect("somebody");
            let steps = &problem.participants[who].routes[0].steps;
            let step = steps.iter().position(|step| step.stage == stage).expect("on its route");
            visits[who].push(Visit { step: step as u32, slot: plan.slots.len() as u32 });
        }
        let by_hand = hand.map(TrancheSlotId::new);
        plan.slots.push(PlanSlot { stage, environment, span, by_hand });
    }
    for (who, mut visits) in visits.into_iter().enumerate().filter(|(_, v)| !v.is_empty()) {
        visits.sort_by_key(|visit| visit.step);
        plan.assignments.push(Assignment {
            participant: ParticipantId::new(who),
            route: 0,
            visits,
        });
    }
    plan
}

/// Acme, Bolt, Cole and Dune in two tranches; Echo is not placed.
pub fn four(problem: &Problem) -> Plan {
    let plan = plan(
        problem,
        &[
            ("Functional", "SIT-A", day(4, 1), &["Acme", "Bolt"]),
            ("Functional", "SIT-A", day(4, 15), &["Cole", "Dune"]),
            ("Migration", "SIT-B", day(5, 6), &["Acme", "Bolt"]),
            ("Migration", "SIT-B", day(5, 13), &["Cole", "Dune"]),
        ],
    );
    assert_eq!(check(problem, &plan), []);
    plan
}
