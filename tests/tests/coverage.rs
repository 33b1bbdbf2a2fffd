//! `docs/coverage.md` has every rule and scenario of the document once, and the tests that it
//! names are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many rules and scenarios the project collects from the document.
const RULES: usize = 75;
const SCENARIOS: usize = 32;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Names of all functions marked as tests below a folder.
fn tests_below(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of tests") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            tests_below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            for after in text.split("#[test]").skip(1) {
                let name = after.split("fn ").nth(1).and_then(|rest| rest.split('(').next());
                found.extend(name.map(str::to_owned));
            }
            // The oracle's tests of single rules are written by a macro.
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            found.extend(words.filter(|word| word.ends_with("_alone")).map(str::to_owned));
        }
    }
}

#[test]
fn every_rule_and_scenario_is_tested_or_told_why_not() {
    let text = fs::read_to_string(root().join("docs/coverage.md")).expect("docs/coverage.md");
    let mut tests = BTreeSet::new();
    for folder in ["tests/tests", "examples/mhhs/tests"] {
        tests_below(&root().join(folder), &mut tests);
    }
    assert!(tests.len() > 150, "{} tests found", tests.len());
    let rows: Vec<Vec<&str>> = (text.lines())
        .filter(|line| line.starts_with("| D-") || line.starts_with("| A-"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let told: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let numbers = |kind: char, most: usize| (1..=most).map(move |n| format!("{kind}-{n:02}"));
    let all: Vec<String> = numbers('D', RULES).chain(numbers('A', SCENARIOS)).collect();
    assert_eq!(told, all);
    let mut open = 0;
    for row in &rows {
        let [id, what, how] = row[..] else { panic!("{row:?} has not three cells") };
        assert!(!what.is_empty(), "{id}: what is it?");
        if let Some(test) = how.strip_prefix('`').and_then(|name| name.strip_suffix('`')) {
            assert!(tests.contains(test), "{id}: there is no test {test}");
        } else {
            let why =
                ["not modelled: ", "not yet: "].iter().find_map(|kind| how.strip_prefix(kind));
            assert!(
                why.is_some_and(|why| why.len() > 10),
                "{id}: {how:?} is no test and no reason"
            );
            open += usize::from(how.starts_with("not yet"));
        }
    }
    assert_eq!(open, 0, "are open: what was tested must not become open again");
}
