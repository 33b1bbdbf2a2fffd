//! `docs/rules.md` tells every rule, and its files are there.

use std::fs;
use std::path::{Path, PathBuf};

use slotwise::model::RuleKind;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rules() -> String {
    fs::read_to_string(root().join("docs/rules.md")).expect("docs/rules.md")
}

#[test]
fn each_rule_has_its_statement_formula_and_places() {
    let text = rules();
    let told: Vec<&str> = text
        .split("\n## ")
        .filter_map(|section| section.strip_prefix('`')?.split_once('`'))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(told, RuleKind::ALL.map(RuleKind::name), "in the order of their declaration");
    for section in text.split("\n## ").filter(|section| section.starts_with('`')) {
        let name = section[1..].split('`').next().unwrap_or_default();
        for part in ["\n> ", "*Source* ", "*Built* ", &format!("`check/{name}.rs`")] {
            assert!(section.contains(part), "{name}: no {part:?}");
        }
    }
}

#[test]
fn each_rule_is_tested_in_the_files_of_its_name() {
    for rule in RuleKind::ALL {
        for folder in ["src/random/rules", "src/programmes", "tests/must_reject"] {
            let file = root().join(format!("tests/{folder}/{rule}.rs"));
            assert!(file.exists(), "{}", file.display());
        }
    }
}

#[test]
fn every_file_that_is_named_is_there() {
    let text = rules();
    let source = |word: &str| Path::new(word).extension().is_some_and(|ending| ending == "rs");
    let named = text.split('`').filter(|word| source(word) || word.ends_with('/'));
    let mut count = 0;
    for path in named {
        let there = root().join(path).exists() || root().join("core/src").join(path).exists();
        assert!(there, "{path} is named, but is not there");
        count += 1;
    }
    assert!(count > 40, "{count} files named");
}
