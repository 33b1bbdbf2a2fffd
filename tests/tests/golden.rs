//! One programme whose best plan is unique, and that plan in JSON, byte for byte: the bindings'
//! tests compare with the same files, so Rust and Python say the same.
//!
//! `UPDATE_GOLDEN=1 cargo test --release --test golden` writes the plan anew.

use std::path::Path;

use slotwise::{Problem, SolveOptions, format, solve};

#[test]
fn the_plan_is_the_same_byte_for_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/golden");
    let programme = format::read_programme_file(folder.join("programme.json")).unwrap();
    let problem = Problem::new(&programme).unwrap();
    let outcome = solve(&problem, &SolveOptions::default()).unwrap();
    assert!(outcome.gap() == 0.0 && outcome.unplaced.len() == 1, "{outcome:?}");
    let written = format::write_outcome(&problem, &outcome);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(folder.join("plan.json"), &written).unwrap();
    }
    assert_eq!(written, std::fs::read_to_string(folder.join("plan.json")).unwrap());
    assert_eq!(
        format::write_programme(&programme),
        std::fs::read_to_string(folder.join("programme.json")).unwrap()
    );
}
