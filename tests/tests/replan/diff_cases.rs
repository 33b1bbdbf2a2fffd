//! Ten pairs of plans whose moves are counted by hand, in days of July 2024 that anybody can follow:
//! working days are Monday to Friday, 8 July is a Monday.

use std::fmt::Write;

use slotwise::format::read_plan_csv;
use slotwise::plan::diff;
use slotwise::plan::diff::{DiffKind, MoveCount, PlanDiff, SlotPlace};
use slotwise::{Plan, Problem};
use slotwise_tests::small;

/// Two stages, two environments, both participants in one slot if they like.
fn problem() -> Problem {
    let mut programme = small::programme();
    for stage in &mut programme.stages {
        stage.slots.capacity.max = 2;
    }
    programme.stages[0].environments.push("SIT-B".into());
    let short = slotwise::model::Route::new("short", ["Operational"]);
    programme.participants[1].routes.push(short);
    Problem::new(&programme).expect("a valid programme")
}

/// A plan of rows such as `Acme Functional SIT-A 08 13`.
fn plan(problem: &Problem, rows: &[&str]) -> Plan {
    let mut csv = String::from("participant,stage,environment,from,to\n");
    for row in rows {
        let cells: Vec<&str> = row.split(' ').collect();
        let [who, stage, environment, from, to] = cells[..] else { panic!("{row}") };
        writeln!(csv, "{who},{stage},{environment},2024-07-{from},2024-07-{to}")
            .expect("text grows");
    }
    read_plan_csv(problem, &csv).unwrap_or_else(|error| panic!("{error}")).plan
}

fn place(place: Option<&SlotPlace>) -> String {
    place.map_or("nowhere".into(), |p| format!("{} {} to {}", p.environment, p.from, p.to))
}

fn told(diff: &PlanDiff) -> String {
    let mut lines = Vec::new();
    for one in &diff.participants {
        for visit in &one.visits {
            let (from, to) = (place(visit.from.as_ref()), place(visit.to.as_ref()));
            let days = visit.days.map_or(String::new(), |days| format!(", {days} days"));
            lines.push(format!(
                "{} {:?} {}: {from} -> {to}{days}",
                one.participant, visit.kind, visit.stage
            ));
        }
    }
    for slot in &diff.slots {
        let (from, to) = (place(slot.from.as_ref()), place(slot.to.as_ref()));
        let days = slot.days.map_or(String::new(), |days| format!(", {days} days"));
        lines.push(format!("slot {:?}: {from} -> {to}{days}", slot.kind));
    }
    lines.join("\n")
}

/// What it is called, the second plan, its moves and its slots by kind.
type Case<'a> = (&'a str, Vec<&'a str>, [usize; 3], [usize; 3]);

const BOTH: [&str; 4] = [
    "Acme Functional SIT-A 08 13",
    "Bolt Functional SIT-A 08 13",
    "Acme Operational SIT-B 15 18",
    "Bolt Operational SIT-B 18 23",
];

/// Moved, added, dropped visits and slots of the second plan, against [`BOTH`].
fn counted(rows: &[&str]) -> ([usize; 3], [usize; 3], String) {
    let problem = problem();
    let (a, b) = (plan(&problem, &BOTH), plan(&problem, rows));
    let diff = diff((&problem, &a), (&problem, &b));
    let MoveCount { moved, added, dropped } = diff.moves();
    let slots = |kind| diff.slots.iter().filter(|slot| slot.kind == kind).count();
    let slots = [slots(DiffKind::Moved), slots(DiffKind::Added), slots(DiffKind::Dropped)];
    ([moved, added, dropped], slots, told(&diff))
}

#[test]
fn ten_cases_counted_by_hand() {
    let [acme, bolt, acme_op, bolt_op] = BOTH;
    let cases: [Case<'_>; 10] = [
        ("the same", BOTH.to_vec(), [0; 3], [0; 3]),
        (
            "one to a slot of its own six days later",
            vec![acme, bolt, "Acme Operational SIT-B 23 26", bolt_op],
            [1, 0, 0],
            [1, 0, 0],
        ),
        (
            "one joins the other's slot, its own closes",
            vec![acme, bolt, "Acme Operational SIT-B 18 23", bolt_op],
            [1, 0, 0],
            [0, 0, 1],
        ),
        (
            "a slot splits",
            vec![acme, "Bolt Functional SIT-B 08 13", acme_op, bolt_op],
            [1, 0, 0],
            [0, 1, 0],
        ),
        (
            "a slot moves with both a week later",
            vec![
                "Acme Functional SIT-A 15 20",
                "Bolt Functional SIT-A 15 20",
                "Acme Operational SIT-B 22 25",
                "Bolt Operational SIT-B 25 30",
            ],
            [4, 0, 0],
            [3, 0, 0],
        ),
        ("one is out", vec![acme, acme_op], [0, 0, 2], [0, 0, 1]),
        ("all are out", vec![], [0, 0, 4], [0, 0, 3]),
        (
            "two swap",
            vec![acme, bolt, "Bolt Operational SIT-B 15 18", "Acme Operational SIT-B 18 23"],
            [2, 0, 0],
            [0; 3],
        ),
        (
            "one takes its other route: a stage less, at the same time",
            vec![acme, acme_op, bolt_op],
            [0, 0, 1],
            [0; 3],
        ),
        (
            "earlier, over a weekend",
            vec![acme, bolt, acme_op, "Bolt Operational SIT-B 12 17"],
            [1, 0, 0],
            [1, 0, 0],
        ),
    ];
    let mut text = Vec::new();
    for (name, rows, moves, slots) in cases {
        let (found, found_slots, told) = counted(&rows);
        assert_eq!((found, found_slots), (moves, slots), "{name}:\n{told}");
        text.push(format!("# {name}\n{told}"));
    }
    insta::assert_snapshot!(text.join("\n\n"));
}
