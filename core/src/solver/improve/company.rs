//! Who else is in a slot: the rules together and apart.

use super::state::State;
use super::tables::{Slot, Tables};
use crate::calendar::RuleData;

/// What the placed companions of a participant make of a stage.
#[derive(Default)]
pub struct Company {
    /// The slot in which a companion is that must be together with it.
    pub with: Option<Slot>,
    /// Whether companions that must be together are in different slots already: nowhere to go.
    pub torn: bool,
    /// Slots in which those are that must be apart.
    pub without: Vec<Slot>,
    /// Sizes of the companions still to come to the same slot.
    pub to_come: u32,
}

impl Company {
    /// What binds the participant at a stage now.
    pub fn of(state: &State, person: u32, stage: u32) -> Self {
        let tables = state.tables;
        let mut company = Self::default();
        for (rule, mate) in mates(tables, person, stage) {
            let visit = (state.visits(mate).iter().copied())
                .find(|slot| tables.stage[*slot as usize] == stage);
            match visit {
                Some(slot) if rule.together => {
                    company.torn |= company.with.is_some_and(|with| with != slot);
                    company.with = Some(slot);
                }
                Some(slot) => company.without.push(slot),
                None if rule.together && state.variant(mate).is_none() => {
                    let class = tables.candidates.class_of[mate as usize];
                    let classes = &tables.candidates.classes;
                    if classes[class].allowed.iter().any(|a| a.stage.0 == stage) {
                        company.to_come += tables.problem.participants[mate as usize].size;
                    }
                }
                None => {}
            }
        }
        company
    }

    pub fn allows(&self, slot: Slot) -> bool {
        !self.torn && self.with.is_none_or(|with| with == slot) && !self.without.contains(&slot)
    }
}

/// Those that a rule binds to the participant at a stage.
fn mates<'a>(
    tables: &'a Tables,
    person: u32,
    stage: u32,
) -> impl Iterator<Item = (&'a RuleData, u32)> {
    (tables.rules_of[person as usize].iter())
        .map(|rule| &tables.problem.rules[*rule as usize])
        .filter(move |rule| rule.stage.is_none_or(|of| of.0 == stage))
        .flat_map(move |rule| {
            let others = rule.participants.iter().filter(move |p| p.0 != person);
            others.map(move |p| (rule, p.0))
        })
}

/// The participant and all that rules of togetherness, or reliance on its stages, tie to it,
/// directly or through others.
pub fn tied(tables: &Tables, person: u32) -> Vec<u32> {
    let mut tied = vec![person];
    let mut next = 0;
    while next < tied.len() {
        for rule in &tables.rules_of[tied[next] as usize] {
            let rule = &tables.problem.rules[*rule as usize];
            if rule.together {
                for other in &rule.participants {
                    if !tied.contains(&other.0) {
                        tied.push(other.0);
                    }
                }
            }
        }
        for follower in tables.followers.of(tied[next]) {
            if !tied.contains(follower) {
                tied.push(*follower);
            }
        }
        next += 1;
    }
    tied
}
