//! Tables 4, 5 and 6 row by row, and the contradictions between them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use slotwise::report::concurrency::{ConcurrencyRow, Difference, Group, concurrency, count_on};
use slotwise_mhhs::data::Data;
use slotwise_mhhs::gaps::{Gap, gaps};
use slotwise_mhhs::programme::{BuildError, build};
use slotwise_mhhs::tables::{Table, environment_windows, printed_windows, tables};

const A: &str = "SIT_A";
const STAGING: &str = "SIT_STAGING";
const B: &str = "SIT_B";
const UIT: &str = "UIT";

/// First day, days (none in the open row), what runs.
type Row<'a> = (&'a str, Option<i64>, &'a [&'a str]);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn of_programme() -> Vec<Table> {
    let data = Data::load().unwrap();
    let built = build(&data).unwrap();
    tables(&data, &built.parameters, &environment_windows(&built.programme.environments))
}

fn table(tables: &[Table], profile: &str) -> Table {
    tables.iter().find(|table| table.profile == profile).expect("a profile").clone()
}

fn assert_rows(computed: &[ConcurrencyRow], expected: &[Row]) {
    let found: Vec<_> = (computed.iter())
        .map(|row| (row.from, row.days(), row.count(), row.members.clone()))
        .collect();
    let expected: Vec<_> = (expected.iter())
        .map(|(from, days, members)| {
            let names: BTreeSet<String> = members.iter().map(|name| (*name).to_owned()).collect();
            (day(from), *days, members.len(), names)
        })
        .collect();
    assert_eq!(found, expected);
}

///
#[test]
fn table_4() {
    let table = table(&of_programme(), "SIT_AND_UIT");
    assert_rows(
        &table.computed,
        &[
            ("2023-07-23", Some(113), &[A]),
            ("2023-11-13", Some(105), &[A, STAGING]),
            ("2024-02-26", Some(134), &[A, STAGING, B]),
            ("2024-07-09", Some(272), &[A, STAGING, B, UIT]),
            ("2025-04-07", Some(287), &[STAGING, UIT]),
            ("2026-01-19", Some(346), &[UIT]),
            ("2026-12-31", None, &[]),
        ],
    );
    assert_eq!(table.differences, []);
    assert_eq!(table.environment_days(), 2733);
    let peak: Vec<_> = table.computed.iter().filter(|row| row.count() == 4).collect();
    assert_eq!(peak.len(), 1);
    assert_eq!((peak[0].from, peak[0].to), (day("2024-07-09"), Some(day("2025-04-07"))));
}

///
#[test]
fn table_5() {
    let table = table(&of_programme(), "SIT_ONLY");
    assert_rows(
        &table.computed,
        &[
            ("2023-07-23", Some(113), &[A]),
            ("2023-11-13", Some(105), &[A, STAGING]),
            ("2024-02-26", Some(406), &[A, STAGING, B]),
            ("2025-04-07", None, &[]),
        ],
    );
    assert_eq!(table.differences, []);
    assert_eq!(table.environment_days(), 1541);
}

///
#[test]
fn table_6() {
    let table = table(&of_programme(), "UIT_ONLY");
    assert_rows(
        &table.computed,
        &[
            ("2023-11-13", Some(239), &[STAGING]),
            ("2024-07-09", Some(559), &[STAGING, UIT]),
            ("2026-01-19", Some(346), &[UIT]),
            ("2026-12-31", None, &[]),
        ],
    );
    assert_eq!(table.differences, []);
    assert_eq!(table.environment_days(), 1703);
}

/// The same rows from the participants of each profile, as groups of the programme (D-04).
#[test]
fn tables_4_to_6_from_groups_of_participants() {
    let data = Data::load().unwrap();
    let programme = build(&data).unwrap().programme;
    let of = |profile: &str| -> Vec<String> {
        let members = data.organisations.iter().filter(|one| one.profile == profile);
        members.map(|one| one.id.clone()).collect()
    };
    for table in of_programme() {
        let group = concurrency(Group::Kept(&programme, &of(&table.profile)));
        assert_eq!(group.rows, table.computed, "{}", table.profile);
        assert_eq!(group.environment_days, table.environment_days());
    }
    let (all, sit) = (of("SIT_AND_UIT"), of("SIT_ONLY"));
    let both = concurrency(Group::Kept(&programme, &[all.clone(), sit].concat()));
    assert_eq!((both.peak, both.environment_days), (4, 2733), "SIT alone adds nothing to both");
    assert_eq!(both.rows, concurrency(Group::Kept(&programme, &all[..1])).rows);
    assert_eq!(concurrency(Group::Kept(&programme, &["nobody".into()])).rows, []);
}

///
#[test]
fn table_6_as_printed_overlaps_itself() {
    let mut data = Data::load().unwrap();
    data.assumptions = data.assumptions.without("table_6_row_1_end");
    let parameters = data.assumptions.parameters(&data.stages).unwrap();
    let mut windows = printed_windows(&data);
    windows.retain(|window| window.name == STAGING || window.name == UIT);
    let table = table(&tables(&data, &parameters, &windows), "UIT_ONLY");
    let overlap = Difference::Overlap {
        first: 1,
        second: 2,
        from: day("2024-07-09"),
        to: day("2026-01-19"),
        counts: (1, 2),
    };
    assert_eq!(
        overlap.to_string(),
        "rows 1 and 2 overlap in [2024-07-09, 2026-01-19), 559 days, with counts 1 and 2"
    );
    let row_1 = Difference::Row {
        row: 1,
        from: day("2024-07-09"),
        to: Some(day("2026-01-19")),
        printed: 1,
        computed: 2,
        missing: BTreeSet::from([UIT.to_owned()]),
        excess: BTreeSet::new(),
    };
    assert_eq!(table.differences, [overlap, row_1]);
    let gap = undecided(&data, "I-03");
    assert!(gap.contains("559 days"), "{gap}");
    assert!(gap.contains("2024-07-09 keeps the rows apart"), "{gap}");
}

///
#[test]
fn sit_b_has_two_ends() {
    let mut data = Data::load().unwrap();
    data.assumptions = data.assumptions.without("sit_b_end");
    let gap = undecided(&data, "I-01");
    for part in ["2026-01-19 in Table 3", "2025-04-07 in Tables 4 and 5", "287 days apart"] {
        assert!(gap.contains(part), "{gap}");
    }

    let parameters = data.assumptions.parameters(&data.stages).unwrap();
    let table = table(&tables(&data, &parameters, &printed_windows(&data)), "SIT_AND_UIT");
    let row_5 = Difference::Row {
        row: 5,
        from: day("2025-04-07"),
        to: Some(day("2026-01-19")),
        printed: 2,
        computed: 3,
        missing: BTreeSet::from([B.to_owned()]),
        excess: BTreeSet::new(),
    };
    assert_eq!(table.differences, [row_5]);
    assert_eq!(table.environment_days(), 3020);
    assert_eq!(table.environment_days() - 2733, 287);
}

///
#[test]
fn counts_on_single_days() {
    let tables = of_programme();
    let probes = [
        ("2023-07-22", [0, 0, 0]),
        ("2023-07-23", [1, 1, 0]),
        ("2023-11-12", [1, 1, 0]),
        ("2023-11-13", [2, 2, 1]),
        ("2024-02-25", [2, 2, 1]),
        ("2024-02-26", [3, 3, 1]),
        ("2024-07-08", [3, 3, 1]),
        ("2024-07-09", [4, 3, 2]),
        ("2025-04-06", [4, 3, 2]),
        ("2025-04-07", [2, 0, 2]),
        ("2026-01-18", [2, 0, 2]),
        ("2026-01-19", [1, 0, 1]),
        ("2026-12-30", [1, 0, 1]),
        ("2026-12-31", [0, 0, 0]),
    ];
    for (date, expected) in probes {
        let found = ["SIT_AND_UIT", "SIT_ONLY", "UIT_ONLY"]
            .map(|profile| count_on(&table(&tables, profile).windows, day(date)));
        assert_eq!(found, expected, "on {date}");
    }
}

#[test]
fn every_choice_is_reported_with_its_name() {
    let data = Data::load().unwrap();
    let parameters = data.assumptions.parameters(&data.stages).unwrap();
    let found = gaps(&data, &parameters);
    let ids: Vec<&str> = found.iter().map(|gap| gap.id).collect();
    assert_eq!(
        ids,
        [
            "I-01", "I-02", "I-03", "I-04", "I-05", "I-06", "I-07", "I-09", "I-10", "I-11", "I-12",
            "I-13", "I-15", "I-16", "I-17", "I-18", "I-20", "I-26"
        ]
    );
    assert!(!found.iter().any(Gap::is_error));
}

/// A-29, and the other contradictions that stop the run until somebody decides.
#[test]
fn nothing_is_built_on_an_undecided_contradiction() {
    for (assumption, id, parts) in [
        ("css_owner", "I-12", ["RECCo in Table 8", "DCC in Table 9"]),
        ("dcc_instances", "I-13", ["one test instance", "4 environments"]),
        ("uit_exclusivity", "I-20", ["Qualification and Sandbox", "choose uit_exclusivity"]),
    ] {
        let mut data = Data::load().unwrap();
        data.assumptions = data.assumptions.without(assumption);
        let message = undecided(&data, id);
        for part in parts {
            assert!(message.contains(part), "{message}");
        }
    }
}

/// The message of the one undecided contradiction that keeps the programme from being built.
fn undecided(data: &Data, id: &str) -> String {
    match build(data) {
        Err(BuildError::Undecided(gaps)) => {
            assert_eq!(gaps.iter().map(|gap| gap.id).collect::<Vec<_>>(), [id]);
            gaps[0].to_string()
        }
        other => panic!("expected {id}, got {other:?}"),
    }
}
