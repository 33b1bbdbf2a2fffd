//! Tranches: how many fit, slots given by hand beside them, least openings.

use slotwise::Programme;
use slotwise::candidates::Candidates;
use slotwise::model::{
    Capacity, Holiday, Level, Objective, Participant, Starts, Term, TrancheSlot,
};

use super::{dates, day, environment, planned, problem, programme, stage};

/// Qualification on UIT in tranches back to back, for so many participants.
fn tranches(people: usize, days: i64, each: i64, to: &str) -> Programme {
    let mut programme = programme();
    programme.environments.push(environment("UIT", "2024-07-09", to));
    let mut qualification = stage("Qualification", days, "UIT");
    let anchor = Some(day("2024-07-09").into());
    qualification.slots.starts = Starts::Every { periods: days, anchor };
    qualification.slots.capacity = Capacity { min: 0, max: each };
    programme.stages.push(qualification);
    for number in 1..=people {
        programme.participants.push(Participant::new(format!("TP {number:02}"), ["Qualification"]));
    }
    let level = Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]);
    programme.objective = Objective { levels: vec![level] };
    programme
}

/// How many are placed, and in how many tranches there are.
fn fit(programme: &Programme) -> (usize, usize) {
    let (problem, outcome) = planned(programme);
    (outcome.plan.assignments.len(), Candidates::new(&problem).slots.len())
}

#[test]
fn a_20_qualification_in_tranches_of_ten_days() {
    let closed = "2026-01-19";
    let full = tranches(78, 10, 2, closed);
    let problem = problem(&full);
    assert_eq!(problem.environments[0].windows[0][0].len(), 399);
    let slots = Candidates::new(&problem).slots;
    assert_eq!(slots.len(), 39);
    assert_eq!(dates(&problem, slots[0].span), (day("2024-07-09"), day("2024-07-23")));
    assert_eq!(dates(&problem, slots[38].span), (day("2025-12-23"), day("2026-01-06")));
    assert_eq!(fit(&full), (78, 39));
    // The 40th tranche would be over only on 2026-01-20.
    let fortieth = slotwise::calendar::Span::new(slots[38].span.end, slots[38].span.end + 10);
    assert_eq!(dates(&problem, fortieth).1, day("2026-01-20"));
    assert_eq!(fit(&tranches(79, 10, 2, closed)), (78, 39));
    // Ways out.
    assert_eq!(fit(&tranches(79, 10, 3, closed)), (79, 39));
    assert_eq!(fit(&tranches(88, 9, 2, closed)), (88, 44));
    assert_eq!(fit(&tranches(89, 9, 2, closed)), (88, 44));
    // The end inclusive.
    assert_eq!(fit(&tranches(80, 10, 2, "2026-01-20")), (80, 40));
}

#[test]
fn a_20_with_the_bank_holidays_of_england_and_wales() {
    let mut programme = tranches(79, 10, 2, "2026-01-19");
    let holidays = [
        "2024-08-26",
        "2024-12-25",
        "2024-12-26",
        "2025-01-01",
        "2025-04-18",
        "2025-04-21",
        "2025-05-05",
        "2025-05-26",
        "2025-08-25",
        "2025-12-25",
        "2025-12-26",
        "2026-01-01",
    ];
    let holiday = |date: &str| Holiday { date: day(date), name: String::new() };
    programme.calendar.holidays = holidays.map(holiday).to_vec();
    assert_eq!(problem(&programme).environments[0].windows[0][0].len(), 387);
    assert_eq!(fit(&programme), (76, 38));
}

#[test]
fn d_31_a_slot_given_by_hand_beside_generated_ones() {
    let mut programme = tranches(5, 10, 2, "2024-08-20");
    // Three tranches are offered; the second gives way to one by hand a day later, for one.
    let slot = TrancheSlot {
        id: "late tranche".into(),
        stage: "Qualification".into(),
        environment: "UIT".into(),
        start: day("2024-07-24").into(),
        end: None,
        capacity: Some(Capacity { min: 0, max: 1 }),
        reserved: None,
    };
    assert_eq!(fit(&programme), (5, 3));
    programme.slots.push(slot);
    let (problem, outcome) = planned(&programme);
    let open: Vec<_> = outcome.plan.slots.iter().map(|s| dates(&problem, s.span).0).collect();
    // The third would overlap the one by hand, which ends on 2024-08-07.
    assert_eq!(open, [day("2024-07-09"), day("2024-07-24")]);
    assert_eq!(outcome.plan.assignments.len(), 3);
    let by_hand = outcome.plan.slots.iter().position(|slot| slot.by_hand.is_some());
    let in_it = |a: &slotwise::plan::Assignment| Some(a.visits[0].slot as usize) == by_hand;
    assert_eq!(outcome.plan.assignments.iter().filter(|a| in_it(a)).count(), 1);
}

#[test]
fn d_31_a_tranche_opens_only_for_enough() {
    let mut programme = tranches(5, 10, 4, "2024-08-20");
    programme.stages[0].slots.capacity.min = 3;
    // Five can't be split into tranches of three or four: four go, one stays.
    assert_eq!(fit(&programme), (4, 3));
    programme.participants.truncate(2);
    assert_eq!(fit(&programme).0, 0);
    programme = tranches(6, 10, 4, "2024-08-20");
    programme.stages[0].slots.capacity.min = 3;
    assert_eq!(fit(&programme).0, 6);
}
