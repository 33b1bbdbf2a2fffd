//! Slots that could be opened, participants that could be in them, and why the others could not:
//! everything that single rules decide, before any search.

mod class;
mod refusal;
mod slots;
mod variant;

pub use class::{Class, Offerable};
pub use refusal::{Refusal, participant_refusal, slot_refusal, unready};
pub use slots::{SlotCandidate, slot_end};
pub use variant::{Variant, VariantStep, variants};

use crate::calendar::Problem;
use crate::model::{ParticipantId, StageId};

/// All candidates of a problem.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// Slots that could be opened or are given by hand, and that somebody could be in, or that are
    /// given by hand; sorted by stage, environment, span.
    pub slots: Vec<SlotCandidate>,
    /// By stage: where its slots are in `slots`.
    pub of_stage: Vec<std::ops::Range<usize>>,
    /// Participants that can't be told apart, together; by first member.
    pub classes: Vec<Class>,
    /// By participant: its class.
    pub class_of: Vec<usize>,
}

impl Candidates {
    /// Finds them.
    pub fn new(problem: &Problem) -> Self {
        let (slots, of_stage) = slots::generate(problem);
        let (classes, class_of) = class::merge(problem, &slots, &of_stage);
        let mut candidates = Self { slots, of_stage, classes, class_of };
        candidates.drop_unused();
        candidates
    }

    /// The class of a participant.
    pub fn class(&self, participant: ParticipantId) -> &Class {
        &self.classes[self.class_of[participant.index()]]
    }

    /// Places in [`Self::slots`] of a stage's slots that the class may be in.
    pub fn allowed(&self, class: &Class, stage: StageId) -> impl Iterator<Item = usize> + '_ {
        let first = self.of_stage[stage.index()].start;
        let set = class.allowed.iter().find(|a| a.stage == stage).map(|a| a.set.clone());
        set.unwrap_or_default().into_ones().map(move |place| first + place)
    }

    /// The same with fewer choices: each class, by place, is allowed only those slots, by place, of
    /// which `keep` says so.
    pub fn only(&self, keep: impl Fn(usize, usize) -> bool) -> Self {
        let mut part = self.clone();
        for (place, class) in part.classes.iter_mut().enumerate() {
            for offerable in &mut class.allowed {
                let first = self.of_stage[offerable.stage.index()].start;
                let ones: Vec<usize> = offerable.set.ones().collect();
                for slot in ones.into_iter().filter(|slot| !keep(place, first + slot)) {
                    offerable.set.set(slot, false);
                }
            }
        }
        part.drop_unused();
        part
    }

    /// Forgets the generated slots that nobody could be in.
    fn drop_unused(&mut self) {
        let mut used: Vec<bool> = self.slots.iter().map(|slot| slot.by_hand.is_some()).collect();
        for class in &self.classes {
            for offerable in &class.allowed {
                let first = self.of_stage[offerable.stage.index()].start;
                for place in offerable.set.ones() {
                    used[first + place] = true;
                }
            }
        }
        for class in &mut self.classes {
            for offerable in &mut class.allowed {
                let range = self.of_stage[offerable.stage.index()].clone();
                let kept = range.clone().filter(|place| used[*place]);
                let mut set = fixedbitset::FixedBitSet::new();
                for (new, old) in kept.enumerate() {
                    set.grow(new + 1);
                    set.set(new, offerable.set.contains(old - range.start));
                }
                offerable.set = set;
            }
        }
        let mut first = 0;
        for range in &mut self.of_stage {
            let kept = range.clone().filter(|place| used[*place]).count();
            *range = first..first + kept;
            first += kept;
        }
        let mut place = 0;
        self.slots.retain(|_| {
            place += 1;
            used[place - 1]
        });
    }
}
