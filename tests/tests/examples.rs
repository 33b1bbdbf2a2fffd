//! The examples run.

#[path = "../../core/examples/plan.rs"]
mod plan;

#[test]
fn plan_runs() {
    plan::main().expect("the example plans its programme");
}
