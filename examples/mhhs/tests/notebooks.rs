//! The files beside the notebooks: the programme as it is built, and a plan of it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use slotwise::Problem;
use slotwise::check::check;
use slotwise::format::{read_plan_csv, write_programme};
use slotwise_mhhs::data::Data;
use slotwise_mhhs::programme::build;

/// Set to write the programme instead of comparing it.
const WRITE: &str = "SLOTWISE_WRITE_NOTEBOOKS";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bindings/notebooks/mhhs").join(name)
}

#[test]
fn the_programme_of_the_notebooks_is_the_one_that_is_built() {
    let built = build(&Data::load().unwrap()).unwrap();
    let made = write_programme(&built.programme);
    let path = file("programme.json");
    if env::var_os(WRITE).is_some() {
        fs::write(&path, &made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        kept == made,
        "bindings/notebooks/mhhs/programme.json is not what is built; write it by\n\
         {WRITE}=1 cargo test --release --locked --test notebooks, and copy a plan.csv of `make demo`"
    );
}

/// As the demo leaves it: everybody but two is placed, and nobody more can be.
#[test]
fn the_plan_of_the_notebooks_keeps_all_rules() {
    let built = build(&Data::load().unwrap()).unwrap();
    let problem = Problem::new(&built.programme).unwrap();
    let plan =
        read_plan_csv(&problem, &fs::read_to_string(file("plan.csv")).unwrap()).unwrap().plan;
    assert_eq!(check(&problem, &plan), []);
    assert_eq!(plan.assignments.len(), 153);
}
