//! Random objectives: levels of weighted sums over all terms.

use slotwise::model::{Level, Objective, Term, WeightedTerm};

use super::Tape;

/// The default, or up to three levels of up to three terms each. Most of them begin with who is
/// not placed, since nobody placed would be best otherwise.
pub fn objective(tape: &mut Tape) -> Objective {
    if tape.chance(1, 4) {
        return Objective::default();
    }
    let mut levels = Vec::new();
    if tape.chance(3, 4) {
        levels.push(Level::new("placed", [(Term::UnplacedMandatory, 1.0)]));
    }
    for number in 0..tape.between(1, 3) {
        let mut terms: Vec<WeightedTerm> = Vec::new();
        if levels.is_empty() {
            let weight = tape.pick(&[100.0, 20.0, 5.0]);
            terms.push(WeightedTerm { term: Term::UnplacedMandatory, weight });
        }
        for _ in 0..tape.between(1, 3) {
            let term = tape.pick(&Term::ALL);
            let weight = tape.pick(&[1.0, 2.0, 0.5, 3.0, 10.0, 0.001, 0.0]);
            if terms.iter().all(|t| t.term != term) {
                terms.push(WeightedTerm { term, weight });
            }
        }
        levels.push(Level { name: format!("level {number}"), terms });
    }
    Objective { levels }
}
