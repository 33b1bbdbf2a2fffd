//! `docs/errors.md` has every code, and no other; every code is raised.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::base::Case;
use super::{
    calendar, changes, couplings, downtime, environments, files, names, objective, participants,
    plans, requirements, retests, rules, sizes, slots, stages,
};

/// What raises findings: its sources, by the folder below the root.
const SOURCES: [&str; 3] = ["core/src", "bindings/src", "bindings/python"];

/// Codes that only the bindings raise; their own tests do.
const OF_BINDINGS: [&str; 8] = [
    "SW-E1401", "SW-E1402", "SW-E1501", "SW-E1502", "SW-E1503", "SW-E1504", "SW-E1505", "SW-E1506",
];

/// What plan files about movable maintenance raise: `scenarios/maintenance.rs` does.
const OF_MAINTENANCE: &str = "SW-E3308";

/// What dates and baselines of re-plans raise: `replan/scenes.rs` does.
const OF_REPLANS: [&str; 2] = ["SW-E4101", "SW-E4102"];

/// What scenarios and outage models raise: `whatif` does.
const OF_SCENARIOS: [&str; 4] = ["SW-E4201", "SW-E4202", "SW-E4203", "SW-E4204"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// By code: the files with it.
fn in_sources() -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut folders: Vec<PathBuf> = SOURCES.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "py") {
                let text = fs::read_to_string(&path).expect("a source file");
                let name = path.strip_prefix(root()).expect("below the root");
                for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                    for code in codes(line) {
                        found.entry(code).or_default().insert(name.display().to_string());
                    }
                }
            }
        }
    }
    assert!(found.len() > 100, "only {} codes found", found.len());
    found
}

/// The codes in a text, in its order.
fn codes(text: &str) -> Vec<String> {
    let whole = |start: usize| text.get(start..start + 8);
    let is_code = |code: &&str| {
        let (kind, number) = code.split_at(4);
        matches!(kind, "SW-E" | "SW-W") && number.bytes().all(|digit| digit.is_ascii_digit())
    };
    let starts = text.match_indices("SW-").map(|(start, _)| start);
    starts.filter_map(whole).filter(is_code).map(str::to_owned).collect()
}

fn document() -> String {
    fs::read_to_string(root().join("docs/errors.md")).expect("docs/errors.md")
}

/// The rows of the document: code, meaning, remedy.
fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .filter(|line| line.starts_with("| `SW-"))
        .map(|line| {
            line.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect()
        })
        .collect()
}

#[test]
fn the_document_has_every_code_and_no_other() {
    let text = document();
    let told: BTreeSet<String> = rows(&text).iter().map(|row| row[0].to_owned()).collect();
    let used: BTreeSet<String> = in_sources().into_keys().collect();
    let missing: Vec<_> = used.difference(&told).collect();
    let unused: Vec<_> = told.difference(&used).collect();
    assert!(missing.is_empty(), "not in docs/errors.md: {missing:?}");
    assert!(unused.is_empty(), "in docs/errors.md, but never raised: {unused:?}");
}

#[test]
fn each_code_has_one_row_with_meaning_and_remedy() {
    let text = document();
    let rows = rows(&text);
    let mut sorted: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let told = sorted.len();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), told, "a code is there twice");
    for row in &rows {
        assert!(row.len() == 3 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
    // Each stands under the heading of its first two digits.
    for section in text.split("\n## ").skip(1) {
        let group = section.split('`').nth(1).unwrap_or_default();
        for code in codes(section).iter().filter(|code| section.contains(&format!("| `{code}`"))) {
            assert_eq!(&code[4..6], group, "{code} under {:?}", section.lines().next());
        }
    }
}

#[test]
fn each_code_is_raised() {
    let groups: Vec<Vec<Case>> = vec![
        names::cases(),
        calendar::cases(),
        couplings::cases(),
        environments::cases(),
        stages::cases(),
        participants::cases(),
        slots::cases(),
        rules::cases(),
        objective::cases(),
        sizes::cases(),
        requirements::cases(),
        retests::cases(),
    ];
    let mut raised: BTreeSet<String> =
        groups.iter().flatten().map(|case| case.code.to_owned()).collect();
    raised.extend(files::cases().iter().map(|case| case.0.to_owned()));
    raised.extend(plans::codes().into_iter().map(str::to_owned));
    raised.extend(changes::codes().into_iter().map(str::to_owned));
    for others in
        [&files::OF_FILES[..], &files::OF_DEFECTS, &OF_BINDINGS, &OF_REPLANS, &OF_SCENARIOS]
    {
        raised.extend(others.iter().map(|code| (*code).to_owned()));
    }
    raised.extend(downtime::codes().into_iter().map(str::to_owned));
    raised.insert(OF_MAINTENANCE.to_owned());
    let used: BTreeSet<String> = in_sources().into_keys().collect();
    let missing: Vec<_> = used.difference(&raised).collect();
    assert!(missing.is_empty(), "no case raises {missing:?}");
    assert_eq!(raised.difference(&used).count(), 0, "cases of codes that are gone");
}
