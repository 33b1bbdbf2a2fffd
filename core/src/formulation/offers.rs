//! Slots that no class tells apart are offered as one.

use std::collections::{BTreeMap, HashSet};

use fixedbitset::FixedBitSet;

use crate::calendar::{Problem, Span};
use crate::candidates::{Candidates, Class, Variant};
use crate::model::{StageId, Term, TrancheSlotId};

/// An offer, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfferId(pub u32);

/// Slots of one stage and span that differ at most in the environment, in ways that matter to
/// nobody who could take them.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The stage.
    pub stage: StageId,
    /// When.
    pub span: Span,
    /// Places of the slots among the candidates.
    pub slots: Vec<usize>,
    /// Least that each slot takes if anybody is in it, in sizes.
    pub capacity_min: u32,
    /// Most that each slot takes, in sizes, as a multiple of the common size if there is one.
    pub capacity_max: u32,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    stage: StageId,
    span: Span,
    capacity: (u32, u32),
    by_hand: Option<TrancheSlotId>,
    /// Set for slots that stay on their own.
    own: Option<usize>,
    takers: FixedBitSet,
}

/// Partitions the slot candidates, and tells each one's offer.
pub fn partition(problem: &Problem, candidates: &Candidates) -> (Vec<Offer>, Vec<OfferId>) {
    let takers = takers(candidates);
    let lone_stages = lone_stages(problem, candidates);
    let counts = |term| problem.levels.iter().any(|level| level.weight(term) != 0);
    let (lacks, balance) = (counts(Term::UnderTarget), counts(Term::Balance));
    // Where somebody was before counts less than other places at the same time.
    let homes: HashSet<_> = (problem.participants.iter())
        .flat_map(|p| &p.baseline.homes)
        .filter(|home| home.exists)
        .filter_map(|home| Some((home.stage, home.environment?, home.start)))
        .collect();
    let mut keys: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (place, slot) in candidates.slots.iter().enumerate() {
        let mut sizes = takers[place].ones().map(|class| size(problem, &candidates.classes[class]));
        let first = sizes.next();
        let one_size = sizes.all(|size| Some(size) == first);
        let full = first
            .filter(|_| one_size)
            .map_or(slot.capacity_max, |size| slot.capacity_max / size * size);
        let own = !one_size
            || slot.capacity_min > 0
            || problem.environments[slot.environment.index()].max_participants.is_some()
            || (lacks && problem.target(slot.stage, slot.by_hand) > 0)
            || balance
            || homes.contains(&(slot.stage, slot.environment, slot.span.start))
            || lone_stages[slot.stage.index()];
        let key = Key {
            stage: slot.stage,
            span: slot.span,
            capacity: (slot.capacity_min, full),
            by_hand: slot.by_hand,
            own: own.then_some(place),
            takers: takers[place].clone(),
        };
        keys.entry(key).or_default().push(place);
    }
    let mut offer_of = vec![OfferId(0); candidates.slots.len()];
    let offers = (keys.into_iter().enumerate())
        .map(|(offer, (key, slots))| {
            for &slot in &slots {
                offer_of[slot] = OfferId(offer as u32);
            }
            Offer {
                stage: key.stage,
                span: key.span,
                slots,
                capacity_min: key.capacity.0,
                capacity_max: key.capacity.1,
            }
        })
        .collect();
    (offers, offer_of)
}

fn size(problem: &Problem, class: &Class) -> u32 {
    problem.participants[class.first().index()].size
}

/// By slot candidate: the classes that may be in it.
fn takers(candidates: &Candidates) -> Vec<FixedBitSet> {
    let mut takers =
        vec![FixedBitSet::with_capacity(candidates.classes.len()); candidates.slots.len()];
    for (place, class) in candidates.classes.iter().enumerate() {
        for offerable in &class.allowed {
            let first = candidates.of_stage[offerable.stage.index()].start;
            for slot in offerable.set.ones() {
                takers[first + slot].insert(place);
            }
        }
    }
    takers
}

/// By stage: whether somebody cares which slot, of several at the same time, it is in.
fn lone_stages(problem: &Problem, candidates: &Candidates) -> Vec<bool> {
    let mut lone = vec![false; problem.stages.len()];
    for rule in &problem.rules {
        match rule.stage {
            Some(stage) => lone[stage.index()] = true,
            None => lone.fill(true),
        }
    }
    for participant in &problem.participants {
        for preference in participant.preferences.iter().filter(|p| p.environment.is_some()) {
            match preference.stage {
                Some(stage) => lone[stage.index()] = true,
                None => lone.fill(true),
            }
        }
    }
    for class in &candidates.classes {
        let data = &problem.participants[class.first().index()];
        if data.max_concurrent_environments.is_some()
            && class.variants.iter().any(Variant::may_overlap)
        {
            for offerable in &class.allowed {
                lone[offerable.stage.index()] = true;
            }
        }
    }
    lone
}
