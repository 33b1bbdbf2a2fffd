//! What the checker says, word for word, of small plans on the edge of a rule: what mutation testing
//! (`make mutants`) found that mistakes in rich programmes do not tell apart.

use slotwise::calendar::Span;
use slotwise::check::check;
use slotwise::model::{
    AmountChange, Blackout, Cause, Completed, ComponentVersion, Deployment, EnvironmentId,
    Exclusivity, Gate, Movable, NeededVersion, OverUnavailability, Prerequisite, Ready, Relied,
    RequiredVersion, Reserve, Resolution, Resource, StageId, Take, Target, Unavailability, Window,
};
use slotwise::plan::{PlanSlot, Visit};
use slotwise::{Plan, Problem};
use slotwise_tests::programmes::{Draft, Scene};

fn draft() -> Draft {
    let mut draft = Draft::new(Resolution::Day, 2);
    draft.environment("Lab");
    draft
}

/// Rule, message and slots of each violation.
fn told(problem: &Problem, plan: &Plan) -> String {
    let lines: Vec<String> = (check(problem, plan).iter())
        .map(|v| {
            let who: Vec<&str> = (v.participants.iter())
                .map(|id| problem.programme.participants[id.index()].id.as_str())
                .collect();
            format!("{}: {} | {} {:?}", v.rule, v.message, who.join(", "), v.slots)
        })
        .collect();
    lines.join("\n")
}

fn judged(scene: &Scene) -> String {
    told(&scene.problem, &scene.plan)
}

#[test]
fn nobody_is_placed_without_a_step() {
    let mut draft = draft();
    draft.stage("Only", 2, &["Lab"]);
    draft.participant("may", &["Only"]).routes[0].steps[0].optional = true;
    draft.participant("must", &["Only"]);
    draft.place("may", &[]);
    draft.place("must", &[]);
    insta::assert_snapshot!(judged(&draft.finish()), @"
    demand: may is placed on its route route but takes no step of it | may []
    demand: must goes without Only, a step of its route route | must []
    ");
}

/// A step that is not sound is told once: what waits for it does not tell it again.
#[test]
fn a_mistake_is_told_once() {
    let mut draft = draft();
    draft.stage("Base", 2, &["Lab"]);
    draft.stage("Sand", 2, &["Lab"]).prerequisites =
        vec![Prerequisite { any_of: vec!["Base".into()] }];
    let (base, sand) = (draft.open("Base", "Lab", 5, 7), draft.open("Sand", "Lab", 10, 12));
    for (id, optional) in [("goes without", false), ("nowhere", true)] {
        draft.participant(id, &["Base", "Sand"]).routes[0].steps[0].optional = optional;
        draft.place(id, &[base, sand]);
    }
    let scene = draft.finish();
    let plan = scene.with(|plan| {
        plan.assignments[0].visits.remove(0);
        plan.assignments[1].visits[0] = Visit { step: 0, slot: 999 };
    });
    insta::assert_snapshot!(told(&scene.problem, &plan), @"
    demand: goes without goes without Base, a step of its route route | goes without []
    demand: nowhere takes Base in slot number 999: the plan has 2 | nowhere []
    ");
    // Going without an optional step leaves the next one without what it waits for.
    let plan = scene.with(|plan| {
        plan.assignments[1].visits.remove(0);
    });
    insta::assert_snapshot!(told(&scene.problem, &plan), @"prerequisite: nowhere is in Sand in Lab [2024-01-22, 2024-01-24), but by then is not through Base | nowhere [1]");
}

#[test]
fn what_does_not_exist_is_just_past_the_last() {
    let mut draft = draft();
    draft.stage("Only", 2, &["Lab"]);
    let slot = draft.open("Only", "Lab", 5, 7);
    let scene = draft.finish();
    let changed = |change: fn(&mut PlanSlot)| {
        let plan = scene.with(|plan| change(&mut plan.slots[slot]));
        let found = check(&scene.problem, &plan);
        // Where and when is told as data only if it exists.
        let of: Vec<_> =
            found.iter().map(|v| (v.environment.is_some(), v.span.is_some())).collect();
        format!("{} {of:?}", told(&scene.problem, &plan))
    };
    let all = [
        changed(|slot| slot.stage = StageId(1)),
        changed(|slot| slot.environment = EnvironmentId(1)),
        changed(|slot| slot.span = Span::new(5, 5)),
        changed(|slot| slot.span = Span::new(119, 121)),
        changed(|slot| slot.span = Span::new(118, 120)),
        changed(|slot| slot.span = Span::new(5, 8)),
    ];
    insta::assert_snapshot!(all.join("\n"), @"
    slot: slot number 0, stage number 1 (of 1) in Lab [2024-01-15, 2024-01-17): there is no such stage |  [0] [(false, false)]
    slot: slot number 0, Only in environment number 1 (of 1) [2024-01-15, 2024-01-17): there is no such environment |  [0] [(false, false)]
    slot: slot number 0, Only in Lab [period 5, period 5): it ends before it has begun |  [0] [(false, false)]
    slot: slot number 0, Only in Lab [period 119, period 121): it ends after the calendar, whose first 120 periods are all |  [0] [(false, false)]
     []
    slot: Only in Lab [2024-01-15, 2024-01-18): it has 3 working periods, not 2 |  [0] [(true, true)]
    ");
}

#[test]
fn slots_that_start_while_an_environment_is_overfull() {
    let mut draft = draft();
    draft.environment("Small").max_participants = Some(2);
    draft.stage("Long", 10, &["Small"]);
    draft.stage("Short", 3, &["Small"]);
    let long = draft.open("Long", "Small", 10, 20);
    let short = [15, 16, 22].map(|start| draft.open("Short", "Small", start, start + 3));
    draft.visitors("long", "Long", &[long, long]);
    draft.visitors("short", "Short", &short);
    insta::assert_snapshot!(judged(&draft.finish()), @"capacity: Small has 4 in it [2024-01-29, 2024-02-02), its most is 2 |  [1, 2]");
}

#[test]
fn lags_may_be_reached_on_both_sides() {
    let mut draft = draft();
    draft.stage("First", 2, &["Lab"]);
    draft.stage("Then", 2, &["Lab"]);
    let first = draft.open("First", "Lab", 5, 7);
    let then = [8, 9, 11, 12].map(|start| draft.open("Then", "Lab", start, start + 2));
    for (number, slot) in then.into_iter().enumerate() {
        let id = format!("p{number}");
        let step = &mut draft.participant(&id, &["First", "Then"]).routes[0].steps[1];
        (step.min_lag, step.max_lag) = (2, Some(4));
        draft.place(&id, &[first, slot]);
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"
    order: p0: Then in Lab [2024-01-18, 2024-01-20) starts 1 working period after the end of First in Lab [2024-01-15, 2024-01-17), asked for is at least 2 | p0 [0, 1]
    order: p3: Then in Lab [2024-01-24, 2024-01-26) starts 5 working periods after the end of First in Lab [2024-01-15, 2024-01-17), asked for is at most 4 | p3 [0, 4]
    ");
}

#[test]
fn a_gate_names_those_who_are_missing() {
    let mut draft = draft();
    draft.stage("Before", 2, &["Lab"]);
    draft.stage("After", 2, &["Lab"]);
    let before = [6, 7, 8].map(|start| draft.open("Before", "Lab", start, start + 2));
    let after = draft.open("After", "Lab", 10, 12);
    // Through at 8, 9 and 10; the last does not count.
    draft.visitors("before", "Before", &before);
    draft.visitors("after", "After", &[after]);
    let participants = vec!["before 0".into(), "before 1".into()];
    let gate = Gate { participants, ..Gate::new("all", "Before", "After") };
    draft.programme.gates.push(Gate { lag: 2, ..gate.clone() });
    insta::assert_snapshot!(judged(&draft.finish()), @"gate: After opens with After in Lab [2024-01-22, 2024-01-24), but 1 of 2 that count for all have been through Before 2 working periods before, 1 of 1 must: not before 1 | before 1 [3]");

    let mut draft = self::draft();
    draft.stage("Before", 2, &["Lab"]);
    draft.stage("After", 2, &["Lab"]);
    let before = [6, 9].map(|start| draft.open("Before", "Lab", start, start + 2));
    let after = draft.open("After", "Lab", 10, 12);
    draft.visitors("before", "Before", &before);
    draft.visitors("after", "After", &[after]);
    draft.programme.gates.push(gate);
    insta::assert_snapshot!(judged(&draft.finish()), @"gate: After opens with After in Lab [2024-01-22, 2024-01-24), but 1 of 2 that count for all have been through Before by then, 1 of 1 must: not before 1 | before 1 [2]");
}

#[test]
fn maintenance_takes_one_place() {
    let mut draft = draft();
    let first = draft.programme.calendar.from;
    draft.programme.unavailability.push(Unavailability {
        movable: Some(Movable::Around { days: 1 }),
        ..Unavailability::new(
            "refresh",
            Target::Environment("Lab".into()),
            first + chrono::Days::new(3),
            first + chrono::Days::new(4),
        )
    });
    let scene = draft.finish();
    let none = scene.with(|plan| plan.maintenance.clear());
    insta::assert_snapshot!(told(&scene.problem, &none), @"movable: refresh takes no place |  []");
    let two = scene.with(|plan| plan.maintenance.push(plan.maintenance[0]));
    insta::assert_snapshot!(told(&scene.problem, &two), @"movable: refresh takes more than one place |  []");
}

#[test]
fn reasons_are_told_where_there_are_any() {
    let mut draft = draft();
    draft.stage("Only", 3, &["Lab"]);
    let slot = draft.open("Only", "Lab", 5, 8);
    let (from, to) = (draft.at(7), draft.until(9));
    let late = draft.at(6);
    for (id, reason) in [("told", "a move"), ("silent", "")] {
        let participant = draft.participant(id, &["Only"]);
        participant.unavailable.push(Blackout { from, to, reason: reason.into() });
        participant.ready.push(Ready {
            from: late,
            environment: None,
            stage: None,
            reason: reason.into(),
        });
        draft.place(id, &[slot]);
    }
    draft.participant("nameless", &["Only"]);
    draft.place("nameless", &[slot]);
    draft.programme.entry =
        Some(slotwise::model::Entry { environment_manager: true, ..Default::default() });
    for id in ["told", "silent"] {
        let all = &mut draft.programme.participants;
        let one = all.iter_mut().find(|participant| participant.id == id).expect("just added");
        one.environment_manager = "Kim".into();
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"
    readiness: told is in Only in Lab [2024-01-15, 2024-01-18), but ready only from 2024-01-16 (a move) | told [0]
    readiness: silent is in Only in Lab [2024-01-15, 2024-01-18), but ready only from 2024-01-16 | silent [0]
    readiness: nameless is in Only in Lab [2024-01-15, 2024-01-18), but can't start: environment manager not named | nameless [0]
    participant: told is in Only in Lab [2024-01-15, 2024-01-18), but can't be [2024-01-17, 2024-01-19) (a move) | told [0]
    participant: silent is in Only in Lab [2024-01-15, 2024-01-18), but can't be [2024-01-17, 2024-01-19) | silent [0]
    ");
}

#[test]
fn versions_bind_where_they_are_needed() {
    let mut draft = draft();
    let version = |text: &str| ComponentVersion { component: "LSS".into(), version: text.into() };
    for id in ["Here", "There"] {
        let environment = draft.environment(id);
        environment.components = vec!["LSS".into()];
        environment.versions = vec![version("2")];
    }
    // 2 until 10, 1 from 11, 2 again from 31 on.
    for (id, period, text) in [("back", 10, "1"), ("forth", 30, "2")] {
        let (from, to) = (draft.at(period), draft.until(period + 1));
        draft.programme.unavailability.push(Unavailability {
            cause: Cause::Deployment,
            deploys: Some(Deployment {
                versions: vec![version(text)],
                despite_freeze: String::new(),
            }),
            ..Unavailability::new(id, Target::Environment("Here".into()), from, to)
        });
    }
    for stage in ["One", "Two"] {
        draft.stage(stage, 2, &["Here", "There"]);
    }
    let slots = [("One", "Here"), ("One", "There"), ("Two", "Here"), ("Two", "There")]
        .map(|(stage, environment)| (stage, draft.open(stage, environment, 15, 17)));
    for (number, (stage, slot)) in slots.into_iter().enumerate() {
        let id = format!("p{number}");
        draft.participant(&id, &[stage]).versions.push(NeededVersion {
            needs: RequiredVersion { component: "LSS".into(), version: "2".into(), exactly: false },
            stage: Some("One".into()),
            environment: Some("Here".into()),
        });
        draft.place(&id, &[slot]);
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"release: p0 is in One in Here [2024-01-29, 2024-01-31): LSS required 2, found 1; earliest 2024-02-20 | p0 [0]");
}

/// Leader is in a slot that ends a period before the follower's starts, if it is placed.
fn relying(on: Relied, completed: bool, placed: bool) -> String {
    let mut draft = draft();
    draft.stage("Lead", 2, &["Lab"]);
    draft.stage("Follow", 2, &["Lab"]);
    let lead = draft.open("Lead", "Lab", 9, 11);
    let follow = draft.open("Follow", "Lab", 12, 14);
    let begin = draft.at(0);
    let leader = draft.participant("leader", &["Lead"]);
    if completed {
        leader.completed.push(Completed { stage: "Lead".into(), on: begin });
    }
    draft.participant("follower", &["Follow"]).relies_on.push(on.into());
    draft.place("follower", &[follow]);
    if placed {
        draft.place("leader", &[lead]);
    }
    judged(&draft.finish())
}

#[test]
fn reliance_is_judged_for_each() {
    let names = || ("leader".to_owned(), "Lead".to_owned());
    let finished = |lag| {
        let (participant, stage) = names();
        Relied::Finished { participant, stage, lag }
    };
    let (participant, stage) = names();
    let alongside = Relied::Alongside { participant, stage };
    let mut lines = Vec::new();
    for (on, completed, placed) in [
        (finished(0), false, false),
        (finished(1), false, true),
        (finished(2), false, true),
        (finished(2), true, true),
        (finished(0), true, false),
        (alongside.clone(), true, false),
        (alongside, false, true),
    ] {
        lines.push(relying(on, completed, placed));
    }
    insta::assert_snapshot!(lines.join("\n--\n"), @"
    reliance: follower is in Follow in Lab [2024-01-24, 2024-01-26) and needs leader to have finished Lead, which does not take it | follower, leader [1]
    --

    --
    reliance: follower is in Follow in Lab [2024-01-24, 2024-01-26) and needs leader to have finished Lead 2 working periods before, which is in Lead in Lab [2024-01-19, 2024-01-23) | follower, leader [1, 0]
    --

    --

    --
    reliance: follower is in Follow in Lab [2024-01-24, 2024-01-26) and needs leader to take Lead all the while, which does not take it | follower, leader [1]
    --
    reliance: follower is in Follow in Lab [2024-01-24, 2024-01-26) and needs leader to take Lead all the while, which is in Lead in Lab [2024-01-19, 2024-01-23) | follower, leader [1, 0]
    ");
}

/// Both begin while there are two; then there is one, and two again.
#[test]
fn a_resource_may_become_scarce_while_slots_run() {
    let mut draft = draft();
    let mut team = Resource::new("Team", 2);
    let change = |from, to, amount| AmountChange { from, to, amount };
    team.changes.push(change(draft.at(11), draft.until(14), 1));
    team.changes.push(change(draft.at(50), draft.until(60), 1));
    draft.programme.resources.push(team);
    for id in ["One", "Two"] {
        draft.stage(id, 6, &["Lab"]).takes.push(Take::from("Team"));
        let slots = [10, 44].map(|start| draft.open(id, "Lab", start, start + 6));
        draft.visitors(id, id, &slots);
    }
    // Three are taken of the one, then four, then three again.
    for (id, duration, starts) in [("Short", 1, vec![12, 13]), ("Longer", 2, vec![13])] {
        draft.stage(id, duration, &["Lab"]).takes.push(Take::from("Team"));
        let slots: Vec<usize> = (starts.into_iter())
            .map(|start| draft.open(id, "Lab", start, start + duration))
            .collect();
        draft.visitors(id, id, &slots);
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"resource: 4 of Team are taken [2024-01-23, 2024-01-27), of which there is 1: by One in Lab [2024-01-22, 2024-01-30), Two in Lab [2024-01-22, 2024-01-30), Short in Lab [2024-01-25, 2024-01-26), Longer in Lab [2024-01-25, 2024-01-27) |  [0, 2, 5, 6]");
}

#[test]
fn outages_reach_slots_that_they_overlap() {
    let mut draft = draft();
    draft.stage("Follow", 3, &["Lab"]);
    draft.stage("Other", 3, &["Lab"]);
    draft.participant("provider", &["Follow"]);
    let (from, to) = (draft.at(10), draft.until(12));
    draft.programme.unavailability.push(Unavailability::new(
        "down",
        Target::Participant("provider".into()),
        from,
        to,
    ));
    for (stage, start) in [("Follow", 7), ("Follow", 11), ("Follow", 12), ("Other", 11)] {
        let slot = draft.open(stage, "Lab", start, start + 3);
        let id = format!("{stage} {start}");
        let mut reliance = slotwise::model::Reliance::from(Relied::Participant("provider".into()));
        reliance.stage = Some("Follow".into());
        let participant = draft.participant(&id, &[stage]);
        participant.routes[0].steps[0].optional = true;
        if stage == "Other" {
            participant.routes[0].steps.push("Follow".into());
            participant.routes[0].steps[1].optional = true;
        }
        participant.relies_on.push(reliance);
        draft.place(&id, &[slot]);
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"reliance: Follow 11 is in Follow in Lab [2024-01-23, 2024-01-26), but relies on provider, which down reaches [2024-01-22, 2024-01-24) | Follow 11 [1]");
}

#[test]
fn places_are_kept_from_the_first_day_to_the_last() {
    let mut draft = draft();
    let (from, to) = (draft.at(10), draft.at(12));
    let stage = draft.stage("Regression", 1, &["Lab"]);
    stage.slots.capacity.max = 3;
    stage.reserved = vec![Reserve::places(2).with_starts_in(from, to)];
    for start in 9..13 {
        let slot = draft.open("Regression", "Lab", start, start + 1);
        draft.visitors(&format!("from {start}"), "Regression", &[slot, slot]);
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"
    retest: Regression in Lab [2024-01-22, 2024-01-23) keeps 2 of 3 for re-tests, but 2 are taken by others (from 10 0, from 10 1) | from 10 0, from 10 1 [1]
    retest: Regression in Lab [2024-01-23, 2024-01-24) keeps 2 of 3 for re-tests, but 2 are taken by others (from 11 0, from 11 1) | from 11 0, from 11 1 [2]
    ");
}

#[test]
fn a_changeover_that_is_too_short_is_told_with_its_length() {
    let mut draft = draft();
    let environment = draft.environment("Turned");
    environment.exclusivity = Exclusivity::OneStage;
    environment.changeover.periods = 3;
    draft.stage("One", 2, &["Turned"]);
    draft.stage("Two", 2, &["Turned"]);
    for (stage, start) in [("One", 5), ("Two", 9), ("One", 14)] {
        draft.open(stage, "Turned", start, start + 2);
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"exclusive: between One in Turned [2024-01-15, 2024-01-17) and Two in Turned [2024-01-19, 2024-01-23) there are 2 working periods, the changeover takes 3 |  [0, 1]");
}

/// The lab is away for two periods, the team a period later for two.
#[test]
fn pauses_are_judged_by_what_they_are_for() {
    let mut draft = draft();
    draft.programme.resources.push(Resource::new("Team", 9));
    for (id, on, from, to) in [
        ("paint", Target::Environment("Lab".into()), 10, 12),
        ("training", Target::Resource("Team".into()), 11, 13),
    ] {
        let (from, to) = (draft.at(from), draft.until(to));
        draft.programme.unavailability.push(Unavailability::new(id, on, from, to));
    }
    for (id, pauses) in [("Avoids", None), ("Pauses", Some(3)), ("Hurries", Some(2))] {
        let stage = draft.stage(id, 3, &["Lab"]);
        stage.takes.push(Take::from("Team"));
        if let Some(allowance) = pauses {
            stage.over_unavailability = OverUnavailability::Pause { allowance };
        }
    }
    for (stage, from, to) in [
        ("Avoids", 7, 10),
        ("Avoids", 9, 12),
        ("Pauses", 9, 15),
        ("Pauses", 11, 16),
        ("Pauses", 7, 12),
        ("Pauses", 6, 15),
        ("Hurries", 8, 14),
    ] {
        draft.open(stage, "Lab", from, to);
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"
    slot: Pauses in Lab [2024-01-17, 2024-01-24): it ends with a pause |  [4]
    slot: Pauses in Lab [2024-01-16, 2024-01-27): it has 6 working periods and 3 of pause, not 3 |  [5]
    unavailable: Avoids in Lab [2024-01-19, 2024-01-24) runs while Lab, Team is unavailable [2024-01-22, 2024-01-25) (paint, training) |  [1]
    unavailable: Pauses in Lab [2024-01-23, 2024-01-30) starts while Lab, Team is unavailable [2024-01-22, 2024-01-25) (paint, training) |  [3]
    unavailable: Hurries in Lab [2024-01-18, 2024-01-26) pauses 3 working periods, 2 are allowed (paint, training) |  [6]
    ");
}

#[test]
fn windows_are_told_if_there_are_any() {
    let mut draft = draft();
    draft.stage("Never", 2, &["Lab"]);
    draft.stage("Later", 2, &["Lab"]);
    let (from, to) = (draft.at(20), draft.until(30));
    let window = |stage: &str, from, to| Window {
        from,
        to,
        stages: vec![stage.into()],
        source: String::new(),
    };
    // A Sunday, without any period.
    let sunday = draft.programme.calendar.from + chrono::Days::new(6);
    let none = window("Never", sunday.into(), (sunday + chrono::Days::new(1)).into());
    draft.programme.environments[0].windows = vec![none, window("Later", from, to)];
    for stage in ["Never", "Later"] {
        draft.open(stage, "Lab", 5, 7);
    }
    insta::assert_snapshot!(judged(&draft.finish()), @"
    window: Never in Lab [2024-01-15, 2024-01-17) is not inside a window: Lab is open to Never never |  [0]
    window: Later in Lab [2024-01-15, 2024-01-17) is not inside a window: Lab is open to Later [2024-02-05, 2024-02-17) |  [1]
    ");
}
