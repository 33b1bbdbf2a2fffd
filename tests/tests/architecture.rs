//! Who may import whom: the import table of the design, kept by reading the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the core, and what it may use. Checking shares nothing with formulating.
const MAY_USE: [(&str, &[&str]); 15] = [
    ("model", &[]),
    ("error", &["model"]),
    ("calendar", &["model"]),
    ("candidates", &["model", "calendar"]),
    ("formulation", &["model", "calendar", "candidates"]),
    ("plan", &["model", "calendar"]),
    ("check", &["model", "calendar", "plan"]),
    ("solver", &["model", "error", "calendar", "candidates", "formulation", "plan"]),
    ("explain", &["model", "error", "calendar", "candidates", "plan", "check", "report"]),
    (
        "planner",
        &[
            "model",
            "error",
            "calendar",
            "candidates",
            "formulation",
            "solver",
            "plan",
            "check",
            "explain",
            "report",
        ],
    ),
    ("report", &["model", "calendar", "plan", "check"]),
    (
        "format",
        &[
            "model", "error", "calendar", "plan", "solver", "explain", "planner", "replan",
            "scenario",
        ],
    ),
    (
        "judge",
        &["model", "error", "calendar", "plan", "check", "report", "solver", "explain", "format"],
    ),
    ("replan", &["model", "error", "calendar", "candidates", "plan", "check", "solver", "planner"]),
    (
        "scenario",
        &[
            "model",
            "error",
            "calendar",
            "candidates",
            "solver",
            "plan",
            "check",
            "report",
            "planner",
            "replan",
        ],
    ),
];

/// Files that may use more than their module.
const FILES_MAY_USE: [(&str, &[&str]); 2] = [
    ("plan/decode.rs", &["candidates", "formulation"]),
    ("plan/encode.rs", &["candidates", "formulation"]),
];

/// The one file with unsafe code: it talks to the solver's C interface.
const UNSAFE: &str = "solver/backend/c_interface.rs";

#[test]
fn modules_import_what_the_table_says() {
    let table: BTreeMap<_, _> = MAY_USE.into_iter().collect();
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some((module, _)) = file.split_once('/').or(file.split_once(".rs")) else { continue };
        if module == "lib" {
            continue;
        }
        let Some(allowed) = table.get(module) else {
            wrong.push(format!("{file}: module {module} is not in the table"));
            continue;
        };
        let extra = FILES_MAY_USE.iter().find(|(name, _)| *name == file).map_or(&[][..], |e| e.1);
        for used in uses(&text) {
            let known = allowed.contains(&used.as_str()) || extra.contains(&used.as_str());
            if used != module && !known {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against the import table:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_cycle_but_the_one_of_plans_and_columns() {
    let table: BTreeMap<_, _> = MAY_USE.into_iter().collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    while done.len() < table.len() {
        let next: Vec<_> = (table.iter())
            .filter(|(name, uses)| !done.contains(**name) && uses.iter().all(|u| done.contains(u)))
            .map(|(name, _)| *name)
            .collect();
        assert!(!next.is_empty(), "a cycle among the modules after {done:?}");
        done.extend(next);
    }
}

#[test]
fn unsafe_code_is_in_one_file() {
    let files: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| code(text).contains("unsafe ") || code(text).contains("allow(unsafe"))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(files, [UNSAFE]);
}

#[test]
fn the_core_knows_nothing_of_python() {
    let manifest = fs::read_to_string(core().join("../Cargo.toml")).expect("core/Cargo.toml");
    assert!(!manifest.contains("pyo3"));
}

#[test]
fn rules_stand_under_the_same_name_in_each_place() {
    for rule in slotwise::model::RuleKind::ALL {
        let file = format!("{rule}.rs");
        assert!(core().join("check").join(&file).exists(), "check/{file}");
        assert!(core().join("explain/rules").join(&file).exists(), "explain/rules/{file}");
    }
    // What single slots or participants decide is in the candidates; the rest has a file.
    let built = [
        "demand",
        "exclusive",
        "capacity",
        "order",
        "prerequisite",
        "participant",
        "gate",
        "reliance",
        "resource",
    ];
    for file in built {
        assert!(core().join(format!("formulation/{file}.rs")).exists(), "formulation/{file}.rs");
    }
}

fn core() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src")
}

/// Every source file of the core, by its path below `core/src`.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![core()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(core()).expect("below core/src");
                let name = name.to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("a source file")));
            }
        }
    }
    found.sort();
    assert!(found.len() > 30, "only {} sources found", found.len());
    found
}

/// The text without comments.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// Modules named after `crate::`, singly or in braces.
fn uses(text: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut used = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let names = match after.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or(""),
            None => after,
        };
        let grouped = after.starts_with('{');
        for part in names.split(',').take(if grouped { usize::MAX } else { 1 }) {
            let name: String =
                part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let root_item = name.chars().next().is_some_and(char::is_uppercase);
            if !name.is_empty() && !root_item {
                used.insert(name);
            }
        }
    }
    used
}
