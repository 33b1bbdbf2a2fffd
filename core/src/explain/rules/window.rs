//! Rule `window` in words.

use super::{Case, Told};
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{EnvironmentId, RuleKind, StageId, Window};

/// Of slots.
pub fn closed() -> String {
    "lie outside the open windows".to_owned()
}

/// Of a slot.
pub fn broken(case: &Case) -> Told {
    let (environment, stage) = (case.slot.environment, case.slot.stage);
    let open = open(case.problem, environment, stage);
    let text = format!(
        "{} is open to {} {open}, the slot is {}",
        names::environment(case.problem, environment),
        names::stage(case.problem, stage),
        names::span(case.problem, case.slot.span),
    );
    (text, Vec::new())
}

fn open(problem: &crate::Problem, environment: EnvironmentId, stage: StageId) -> String {
    let windows = &problem.environments[environment.index()].windows[stage.index()];
    let open: Vec<String> = windows.iter().map(|window| names::span(problem, *window)).collect();
    let open: Vec<&str> = open.iter().map(String::as_str).collect();
    if open.is_empty() { "never".into() } else { names::list(&open, 4) }
}

/// When each environment is open to each stage.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for stage in question.stages() {
        for place in 0..problem.environments.len() {
            if !question.runs_in(stage, place) {
                continue;
            }
            let environment = EnvironmentId::new(place);
            let (id, stage_id) = (
                names::environment(problem, environment).to_owned(),
                names::stage(problem, stage).to_owned(),
            );
            facts.push(Fact::new(
                RuleKind::Window,
                format!("environments[{id}].windows"),
                Some(&stage_id.clone()),
                format!("{id} is open to {stage_id} {}", open(problem, environment, stage)),
                move |programme| {
                    // One more that names the stage would replace those that name none.
                    let (from, to) = (programme.calendar.from, programme.calendar.to);
                    let mut always = Window::new(from, to);
                    always.stages.push(stage_id.clone());
                    for environment in programme.environments.iter_mut().filter(|e| e.id == id) {
                        environment.windows.push(always.clone());
                    }
                },
            ));
        }
    }
}
