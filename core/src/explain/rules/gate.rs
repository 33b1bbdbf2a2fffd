//! Rule `gate` in words.

use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::model::{Gate, RuleKind, StageId};

/// `Functional opens once all who count have been through Component Integration (integrated)`.
fn text(gate: &Gate) -> String {
    let place = gate.environment.as_ref().map(|id| format!(" in {id}")).unwrap_or_default();
    let share = if gate.share < 1.0 {
        format!("{} % of those who count", gate.share * 100.0)
    } else {
        "all who count".to_owned()
    };
    format!(
        "{}{place} opens once {share} have been through {} ({})",
        gate.opens, gate.before, gate.id
    )
}

/// What must have happened before a stage opens.
pub fn opening(problem: &Problem, stage: StageId) -> Vec<String> {
    let gates = problem.gates.iter().zip(&problem.programme.gates);
    gates.filter(|(data, _)| data.opens == stage).map(|(_, gate)| text(gate)).collect()
}

/// Gates that open a stage of the participant, or that it could be late for.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    let stages = question.stages();
    for (data, gate) in problem.gates.iter().zip(&problem.programme.gates) {
        if !stages.contains(&data.opens) && !stages.contains(&data.before) {
            continue;
        }
        let id = gate.id.clone();
        facts.push(Fact::new(
            RuleKind::Gate,
            format!("gates[{id}]"),
            Some(&gate.opens),
            text(gate),
            move |programme| programme.gates.retain(|gate| gate.id != id),
        ));
    }
}
