//! Random changes of a programme's JSON: reading, validating and laying out never panic.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use slotwise::format::{read_programme, write_programme};
use slotwise::model::{Resolution, RuleKind};
use slotwise::{Problem, Programme};
use slotwise_tests::programmes::rich;
use slotwise_tests::random::{self, Mix};

/// A change: at which value, which kind, and with what.
type Change = (u32, u8, u32);

/// Values that are likely to be wrong somewhere.
fn odd() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(-1),
        json!(7),
        json!(200_000),
        json!(200_001),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(0.5),
        json!(1e-9),
        json!(1e300),
        json!(-1e300),
        json!(""),
        json!(" "),
        json!("A\u{0}B"),
        json!("2024-02-29"),
        json!("2023-02-29"),
        json!("0000-01-01"),
        json!("9999-12-31"),
        json!("+262142-12-31"),
        json!("-262143-01-01"),
        json!("2024-03-31T01:30:00+00:00"),
        json!("2024-10-27T01:30:00+01:00"),
        json!("2024-07-08T23:59:60+01:00"),
        json!("2024-07-08T08:00:00"),
        json!("23:59:59"),
        json!("00:00:00"),
        json!("hour"),
        json!("half_day"),
        json!("UTC"),
        json!("Pacific/Apia"),
        json!("everywhere"),
        json!("by_hand"),
        json!([]),
        json!({}),
        json!([[]]),
        json!({"every": {"periods": 1}}),
        json!({"pause": {"allowance": 3}}),
    ]
}

/// Every value in a document, as pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{place}"), found);
            }
        }
        Value::Object(fields) => {
            for (field, item) in fields {
                pointers(item, &format!("{at}/{field}"), found);
            }
        }
        _ => {}
    }
}

fn change(document: &mut Value, (at, kind, with): Change) {
    let mut all = Vec::new();
    pointers(&document["programme"], "/programme", &mut all);
    // The programme itself stays.
    let Some(last) = all.len().checked_sub(1).filter(|last| *last > 0) else { return };
    let target = all[1 + at as usize % last].clone();
    let now = document.pointer(&target).cloned().unwrap_or_default();
    let alike = |value: &&Value| std::mem::discriminant(*value) == std::mem::discriminant(&now);
    let others: Vec<&Value> =
        all.iter().filter_map(|at| document.pointer(at)).filter(alike).collect();
    let other = others[with as usize % others.len()].clone();
    let Some((parent, field)) = target.rsplit_once('/') else { return };
    // Anything odd, or more often what is odd in its kind.
    let mut odd = odd();
    if kind % 5 != 4 && odd.iter().any(|value| alike(&value)) {
        odd.retain(|value| alike(&value));
    }
    let odd = odd[with as usize % odd.len()].clone();
    match (kind % 5, document.pointer_mut(parent)) {
        // Take it out.
        (0, Some(Value::Object(fields))) => {
            fields.remove(field);
        }
        (0, Some(Value::Array(items))) => {
            items.remove(field.parse().expect("a place"));
        }
        // Put it in once more.
        (1, Some(Value::Array(items))) => {
            let twice = items[field.parse::<usize>().expect("a place")].clone();
            items.push(twice);
        }
        // Another value of its kind in the document instead, or one that is odd.
        (2, _) => *document.pointer_mut(&target).expect("a value") = other,
        (_, _) => *document.pointer_mut(&target).expect("a value") = odd,
    }
}

/// How far a document gets.
#[derive(Debug, Default)]
struct Tally {
    unreadable: usize,
    invalid: usize,
    valid: usize,
}

fn judge(document: &Value, tally: &mut Tally) {
    let Ok(programme) = read_programme(&document.to_string()) else {
        tally.unreadable += 1;
        return;
    };
    let findings = programme.validate();
    for finding in &findings.0 {
        assert!(!finding.path.is_empty() && !finding.remedy.is_empty(), "{finding}");
    }
    match Problem::new(&programme) {
        Err(refused) => {
            assert_eq!(refused, findings);
            tally.invalid += 1;
        }
        Ok(problem) => {
            assert!(!findings.has_errors(), "{findings}");
            // What is valid is read back the same.
            let again = read_programme(&write_programme(&programme));
            assert_eq!(again.expect("it reads"), programme);
            assert_eq!(problem.participants.len(), programme.participants.len());
            tally.valid += 1;
        }
    }
}

fn mutate(base: impl Fn(u8) -> Programme, cases: u32, changes: usize) -> Tally {
    let mut runner = TestRunner::new(ProptestConfig { cases, ..ProptestConfig::default() });
    let tally = std::cell::RefCell::new(Tally::default());
    let strategy = (any::<u8>(), prop::collection::vec(any::<Change>(), 1..=changes));
    let ran = runner.run(&strategy, |(seed, changes)| {
        let text = write_programme(&base(seed));
        let mut document: Value = serde_json::from_str(&text).expect("JSON");
        for one in changes {
            change(&mut document, one);
        }
        judge(&document, &mut tally.borrow_mut());
        Ok(())
    });
    ran.unwrap_or_else(|failure| panic!("{failure}"));
    tally.into_inner()
}

#[test]
fn random_programmes_changed_at_random() {
    let base = |seed: u8| {
        let tape: Vec<u8> = (0..160_u32).map(|at| (at * 97 + u32::from(seed) * 31) as u8).collect();
        random::programme(&Mix(RuleKind::ALL.to_vec()), &tape)
    };
    let tally = mutate(base, 600, 4);
    assert!(tally.unreadable > 30 && tally.invalid > 30 && tally.valid > 30, "{tally:?}");
}

#[test]
fn a_programme_of_every_rule_changed_at_random() {
    let by = [Resolution::Day, Resolution::HalfDay, Resolution::Hour]
        .map(|r| rich(r, 2).problem.programme);
    let tally = mutate(|seed| by[usize::from(seed) % 3].clone(), 300, 2);
    assert!(tally.unreadable > 9 && tally.invalid > 9 && tally.valid > 9, "{tally:?}");
}
