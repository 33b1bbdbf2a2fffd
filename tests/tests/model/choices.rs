//! Windows for single stages, durations by environment, routes, pins, readiness, preferences.

use slotwise::Programme;
use slotwise::model::{
    Blackout, Eligible, Environment, Exclusivity, Participant, Pin, Preference, Ready, Route,
    Stage, Starts, Step, Target, TrancheSlot, Unavailability, UnavailabilityKind, Window,
};
use slotwise_tests::small::{day, end, programme};

use super::{planned, slots};

/// One participant in one stage, which takes five days in the one environment.
fn one() -> Programme {
    let mut programme = programme();
    programme.stages.truncate(1);
    programme.environments.truncate(1);
    programme.participants = vec![Participant::new("Acme", ["Functional"])];
    programme
}

fn only(programme: &Programme) -> String {
    let slots = slots(programme);
    assert_eq!(slots.len(), 1, "{slots:?}");
    slots[0].1.clone()
}

#[test]
fn a_window_that_names_a_stage_is_the_one_that_counts_for_it() {
    let mut programme = one();
    let window = Window::new(day(22), end()).with_stages(["Functional"]);
    programme.environments[0].windows.push(window);
    assert_eq!(only(&programme), "Mon 22 Jul 00:00 - Sat 27 Jul 00:00");
}

#[test]
fn a_stage_takes_longer_in_one_environment_than_in_another() {
    let mut programme = one();
    programme.environments.push(Environment::new("SIT-C", day(8), end()));
    programme.stages[0].environments.push(Eligible::new("SIT-C", 2));
    assert_eq!(only(&programme), "Mon 08 Jul 00:00 - Wed 10 Jul 00:00");
}

#[test]
fn starts_on_a_grid_on_weekdays_on_days_and_by_hand() {
    let mut programme = one();
    programme.participants[0].ready.push(Ready::new(day(9)));
    for (starts, expected) in [
        (Starts::every(3), "Thu 11 Jul 00:00 - Thu 18 Jul 00:00"),
        (
            Starts::Every { periods: 5, anchor: Some(day(10).into()) },
            "Wed 10 Jul 00:00 - Wed 17 Jul 00:00",
        ),
        (Starts::weekdays([chrono::Weekday::Fri]), "Fri 12 Jul 00:00 - Fri 19 Jul 00:00"),
        (Starts::on([day(18), day(16)]), "Tue 16 Jul 00:00 - Tue 23 Jul 00:00"),
    ] {
        programme.stages[0].slots.starts = starts;
        assert_eq!(only(&programme), expected);
    }
    programme.stages[0].slots.starts = Starts::ByHand;
    programme.slots = vec![TrancheSlot::new("first", "Functional", "SIT-A", day(17))];
    assert_eq!(only(&programme), "Wed 17 Jul 00:00 - Wed 24 Jul 00:00");
}

#[test]
fn the_cheaper_of_two_routes_is_taken() {
    let mut programme = programme();
    let sit = Route::new("SIT", ["Functional"]).with_penalty(2.0);
    let uit = Route::new("UIT", ["Operational"]).with_penalty(1.0);
    programme.participants = vec![Participant::with_routes("Acme", [sit, uit])];
    programme.objective.levels.rotate_right(1);
    let (problem, outcome) = planned(&programme);
    // Preferences alone would leave it unplaced; so the first level says who is placed.
    assert_eq!(outcome.plan.assignments.len(), 0, "{:?}", problem.levels);
    programme.objective.levels.rotate_left(1);
    let (problem, outcome) = planned(&programme);
    let assignment = &outcome.plan.assignments[0];
    let routes = &problem.programme.participants[0].routes;
    assert_eq!(routes[assignment.route as usize].id, "UIT");
}

#[test]
fn pins_readiness_and_blackouts_move_a_slot() {
    let mut programme = one();
    let acme = programme.participants[0].clone();
    let mut with = |participant: Participant| {
        programme.participants[0] = participant;
        only(&programme)
    };
    assert_eq!(
        with(acme.clone().with_ready(Ready::new(day(10)))),
        "Wed 10 Jul 00:00 - Wed 17 Jul 00:00"
    );
    assert_eq!(
        with(acme.clone().with_pin(Pin::new("Functional").with_start(day(16)))),
        "Tue 16 Jul 00:00 - Tue 23 Jul 00:00"
    );
    assert_eq!(
        with(acme.clone().with_blackout(Blackout::new(day(10), day(11), "audit"))),
        "Thu 11 Jul 00:00 - Thu 18 Jul 00:00"
    );
    let elsewhere = Ready::new(day(22)).with_environment("SIT-A").with_stage("Functional");
    assert_eq!(with(acme.with_ready(elsewhere)), "Mon 22 Jul 00:00 - Sat 27 Jul 00:00");
}

#[test]
fn preferences_choose_between_environments() {
    let mut programme = one();
    programme.environments.push(Environment::new("SIT-C", day(8), end()));
    programme.stages[0].environments.push("SIT-C".into());
    let prefers = Preference::new(1.0).with_environment("SIT-A");
    programme.participants[0].preferences.push(prefers);
    let (problem, outcome) = planned(&programme);
    let place = outcome.plan.slots[0].environment;
    assert_eq!(problem.programme.environments[place.index()].id, "SIT-C");
}

#[test]
fn a_stage_avoids_what_is_unavailable_or_pauses() {
    let mut programme = one();
    programme.environments[0].components = vec!["DIP".into()];
    let incident =
        Unavailability::new("DIP down", Target::Component("DIP".into()), day(10), day(11));
    programme.unavailability.push(incident.with_kind(UnavailabilityKind::Unplanned));
    assert_eq!(only(&programme), "Thu 11 Jul 00:00 - Thu 18 Jul 00:00");
    programme.stages[0] = programme.stages[0].clone().with_pauses(1);
    assert_eq!(only(&programme), "Mon 08 Jul 00:00 - Tue 16 Jul 00:00");
}

#[test]
fn exclusivity_changeover_and_overlap_decide_how_close_slots_are() {
    let mut programme = programme();
    programme.stages[1].environments = vec!["SIT-A".into()];
    programme.environments.truncate(1);
    programme.participants.truncate(1);
    programme.participants[0].routes = vec![Route::new(
        "both",
        [Step::new("Functional"), Step::new("Operational").with_lags(-5, None)],
    )];
    let ends = |programme: &Programme| slots(programme).into_iter().map(|slot| slot.1).max();
    let mut by = |exclusivity, changeover| {
        programme.environments[0].exclusivity = exclusivity;
        programme.environments[0].changeover.periods = changeover;
        ends(&programme).expect("slots")
    };
    assert!(by(Exclusivity::OneStage, 0).starts_with("Mon 15 Jul"));
    assert!(by(Exclusivity::OneStage, 2).starts_with("Wed 17 Jul"));
    assert!(by(Exclusivity::OnePhase, 2).starts_with("Mon 08 Jul"));
    assert!(by(Exclusivity::Shared, 2).starts_with("Mon 08 Jul"));
}

#[test]
fn a_prerequisite_is_met_by_a_stage_before_or_one_that_is_completed() {
    let mut programme = programme();
    programme.stages[1] = programme.stages[1].clone().with_prerequisite(["Functional"]);
    programme.stages.push(Stage::new("Spare", 1, ["SIT-A"]));
    programme.participants = vec![
        Participant::new("Acme", ["Functional", "Operational"]),
        Participant::new("Bolt", ["Operational"]).with_completed("Functional", day(15)),
        Participant::new("Cole", ["Operational"]),
        Participant::new("Dune", ["Spare"]),
    ];
    let (problem, outcome) = planned(&programme);
    let names: Vec<&str> = (outcome.unplaced.iter())
        .map(|unplaced| problem.programme.participants[unplaced.participant.index()].id.as_str())
        .collect();
    assert_eq!(names, ["Cole"]);
}
