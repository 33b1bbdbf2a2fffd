//! Rule `order` in words.

use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{Programme, RuleKind, Step};

/// The lags of each step that comes after another.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    let person = question.person();
    for route in &person.routes {
        for (place, pair) in route.steps.windows(2).enumerate() {
            let (before, step) = (&pair[0], &pair[1]);
            let path = |field| format!("participants[{}].routes[{}].{field}", person.id, route.id);
            let at = (person.id.clone(), route.id.clone(), place + 1);
            let horizon = i64::from(problem.horizon());
            let least = match step.min_lag {
                0 => String::new(),
                lag => format!(" at least {}", names::periods(problem, lag)),
            };
            let earlier = at.clone();
            facts.push(Fact::new(
                RuleKind::Order,
                path("min_lag"),
                Some(&step.stage),
                format!("{} starts{least} after the end of {}", step.stage, before.stage),
                move |programme| change(programme, &earlier, |step| step.min_lag = -horizon),
            ));
            if let Some(most) = step.max_lag {
                facts.push(Fact::new(
                    RuleKind::Order,
                    path("max_lag"),
                    Some(&step.stage),
                    format!(
                        "{} starts at most {} after the end of {}",
                        step.stage,
                        names::periods(problem, most),
                        before.stage
                    ),
                    move |programme| change(programme, &at, |step| step.max_lag = None),
                ));
            }
        }
    }
}

fn change(programme: &mut Programme, at: &(String, String, usize), change: impl Fn(&mut Step)) {
    let people = programme.participants.iter_mut().filter(|p| p.id == at.0);
    for route in people.flat_map(|p| &mut p.routes).filter(|route| route.id == at.1) {
        route.steps.get_mut(at.2).into_iter().for_each(&change);
    }
}
