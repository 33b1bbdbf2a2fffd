//! Environments: the most valuable calendar at given prices.
//!
//! An environment in which all slots exclude one another is packed exactly, but for changeovers
//! that bind slots further apart than neighbours. In others, stages that may not overlap
//! themselves are packed each for itself, stages that may are not bound at all: a relaxation.

use crate::calendar::Problem;
use crate::candidates::{Candidates, SlotCandidate};
use crate::formulation::OfferId;
use crate::model::{EnvironmentId, Exclusivity, StageId, Term};

/// One environment.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What it costs to use it at all.
    cost: f64,
    tracks: Vec<Track>,
}

/// Slots of one environment that exclude one another, by end.
#[derive(Clone, Debug)]
pub struct Track {
    slots: Vec<TrackSlot>,
    /// How many kinds of slots changeovers tell apart.
    kinds: usize,
    /// What each change from one kind to another costs.
    change: f64,
    /// By slot, then kind: how many of the track's slots, in order of their ends, end early enough
    /// for one of the kind to be before.
    before: Vec<u32>,
    /// Whether the slots may overlap: nothing binds them.
    is_free: bool,
}

#[derive(Clone, Copy, Debug)]
struct TrackSlot {
    offer: u32,
    slot: u32,
    kind: u32,
}

/// Working memory.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// By place, then kind: the best calendar of that many first slots that ends in the kind, and
    /// the last slot of it that is among them, by place + 1.
    best: Vec<(f64, u32)>,
    /// By slot: its predecessor's kind + 1, or 0 if it is the first.
    from: Vec<u32>,
    /// Places of the chosen slots of each track.
    chosen: Vec<u32>,
}

/// What has been decided of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may be open.
    Free,
    /// It is open.
    Open,
    /// It is not open.
    Closed,
}

impl Lane {
    /// The environment's slots that could be opened: those that stand in the way of a slot given by
    /// hand are left out, and so are those given by hand.
    pub fn new(
        problem: &Problem,
        candidates: &Candidates,
        offer_of: &[OfferId],
        level: usize,
        environment: EnvironmentId,
    ) -> Self {
        let weight = |term| problem.levels[level].weight(term);
        let data = &problem.environments[environment.index()];
        let by_hand: Vec<&SlotCandidate> =
            candidates.slots.iter().filter(|slot| slot.by_hand.is_some()).collect();
        let here = |slot: &SlotCandidate| slot.environment == environment;
        let mut slots: Vec<usize> = (0..candidates.slots.len())
            .filter(|place| {
                let slot = &candidates.slots[*place];
                here(slot)
                    && slot.by_hand.is_none()
                    && !by_hand.iter().any(|other| exclude(problem, slot, other))
            })
            .collect();
        slots.sort_by_key(|place| {
            let slot = &candidates.slots[*place];
            (slot.span.end, slot.span.start, *place)
        });
        let stages: Vec<StageId> = {
            let mut stages: Vec<_> = slots.iter().map(|p| candidates.slots[*p].stage).collect();
            stages.sort_unstable();
            stages.dedup();
            stages
        };
        let overlaps = |stage: &StageId| problem.stages[stage.index()].overlap;
        let one_at_a_time = match data.exclusivity {
            Exclusivity::OneSlot => true,
            Exclusivity::OneStage => !stages.iter().any(overlaps),
            Exclusivity::OnePhase | Exclusivity::Shared => false,
        };
        let counted = matches!(data.exclusivity, Exclusivity::OneSlot | Exclusivity::OneStage);
        let change = if counted { 1000 * weight(Term::Changeovers) } else { 0 };
        let groups: Vec<(Vec<StageId>, bool)> = if one_at_a_time {
            vec![(stages, false)]
        } else if data.exclusivity == Exclusivity::OneStage {
            let (free, bound): (Vec<_>, Vec<_>) = stages.into_iter().partition(overlaps);
            vec![(bound, false), (free, true)]
        } else {
            stages.into_iter().map(|stage| (vec![stage], overlaps(&stage))).collect()
        };
        let tracks = (groups.into_iter())
            .filter(|(stages, _)| !stages.is_empty())
            .map(|(stages, is_free)| {
                let of_track = (slots.iter().copied())
                    .filter(|place| stages.contains(&candidates.slots[*place].stage));
                let change = if one_at_a_time { change as f64 } else { 0.0 };
                let table = &data.changeover;
                Track::new(
                    candidates,
                    offer_of,
                    table,
                    &stages,
                    &of_track.collect::<Vec<_>>(),
                    change,
                )
                .free(is_free)
            })
            .collect();
        let paid = by_hand.iter().any(|slot| here(slot));
        let cost = if paid { 0 } else { data.cost * weight(Term::EnvironmentCost) };
        Self { cost: cost as f64, tracks }
    }

    /// The value of its most valuable calendar, when an offer's slot is worth `values[offer]`;
    /// `open` hears of each slot in it. Slots decided to be open are in it whatever they are worth.
    pub fn best(
        &self,
        values: &[f64],
        decided: Option<&[Decision]>,
        scratch: &mut Scratch,
        open: &mut impl FnMut(u32),
    ) -> f64 {
        scratch.chosen.clear();
        let mut all = 0.0;
        let mut forced = false;
        for track in &self.tracks {
            let (value, is_forced) = track.best(values, decided, scratch);
            all += value;
            forced |= is_forced;
        }
        if all <= self.cost && !forced {
            return 0.0;
        }
        scratch.chosen.iter().for_each(|slot| open(*slot));
        all - self.cost
    }

    /// Calls with each slot of the lane that a slot excludes.
    pub fn for_each_conflict(
        &self,
        candidates: &Candidates,
        problem: &Problem,
        slot: u32,
        mut call: impl FnMut(u32),
    ) {
        let this = &candidates.slots[slot as usize];
        for other in self.tracks.iter().flat_map(|track| &track.slots) {
            if other.slot != slot && exclude(problem, this, &candidates.slots[other.slot as usize])
            {
                call(other.slot);
            }
        }
    }

    /// Its slots, if all of them exclude one another.
    pub fn only_track(&self) -> Option<&Track> {
        match &self.tracks[..] {
            [track] if !track.is_free => Some(track),
            _ => None,
        }
    }

    /// Places of its slots among the candidates, with their offers.
    pub fn slots(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.tracks.iter().flat_map(|t| t.slots.iter().map(|slot| (slot.slot, slot.offer)))
    }
}

/// What a slot that must be open is worth besides, so that every best calendar has it.
const FORCE: f64 = 1e13;

impl Track {
    fn new(
        candidates: &Candidates,
        offer_of: &[OfferId],
        changeover: &[Vec<u32>],
        stages: &[StageId],
        places: &[usize],
        change: f64,
    ) -> Self {
        let changes = change > 0.0
            || stages.iter().any(|a| stages.iter().any(|b| changeover[a.index()][b.index()] > 0));
        let kinds = if changes { stages.len() } else { 1 };
        let kind = |stage: StageId| {
            if changes { stages.iter().position(|s| *s == stage).unwrap_or(0) } else { 0 }
        };
        let mut before = Vec::with_capacity(places.len() * kinds);
        for &place in places {
            let slot = &candidates.slots[place];
            for of in 0..kinds {
                let lag =
                    if changes { changeover[stages[of].index()][slot.stage.index()] } else { 0 };
                let fits = |other: &usize| {
                    candidates.slots[*other].span.end.saturating_add(lag) <= slot.span.start
                };
                before.push(places.partition_point(fits) as u32);
            }
        }
        let slots = (places.iter())
            .map(|&place| TrackSlot {
                offer: offer_of[place].0,
                slot: place as u32,
                kind: kind(candidates.slots[place].stage) as u32,
            })
            .collect();
        Self { slots, kinds, change, before, is_free: false }
    }

    /// The offers of its slots.
    pub fn offers(&self) -> impl Iterator<Item = u32> + '_ {
        self.slots.iter().map(|slot| slot.offer)
    }

    /// How many slots it has.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// How many kinds of slots changeovers tell apart.
    pub fn kinds(&self) -> usize {
        self.kinds
    }

    /// The kind of a slot.
    pub fn kind(&self, place: usize) -> usize {
        self.slots[place].kind as usize
    }

    /// By slot: how many first slots end early enough to be before it, if changeovers tell no kinds apart.
    pub fn befores(&self) -> Option<&[u32]> {
        (self.kinds == 1).then_some(&self.before)
    }

    /// How many first slots end early enough for one of the kind to be before a slot.
    pub fn before(&self, place: usize, kind: usize) -> usize {
        self.before[place * self.kinds + kind] as usize
    }

    fn free(mut self, is_free: bool) -> Self {
        self.is_free = is_free;
        self
    }

    /// Adds the chosen slots to those in `scratch`; gives their value, and whether any was forced.
    fn best(
        &self,
        values: &[f64],
        decided: Option<&[Decision]>,
        scratch: &mut Scratch,
    ) -> (f64, bool) {
        let decision =
            |slot: &TrackSlot| decided.map_or(Decision::Free, |all| all[slot.slot as usize]);
        if self.is_free {
            let mut all = 0.0;
            let mut forced = false;
            for slot in &self.slots {
                let value = values[slot.offer as usize];
                let is_open = match decision(slot) {
                    Decision::Free => value > 0.0,
                    Decision::Open => true,
                    Decision::Closed => false,
                };
                if is_open {
                    all += value;
                    forced |= decision(slot) == Decision::Open;
                    scratch.chosen.push(slot.slot);
                }
            }
            return (all, forced);
        }
        let Scratch { best, from, chosen } = scratch;
        let kinds = self.kinds;
        best.clear();
        best.resize((self.slots.len() + 1) * kinds, (f64::NEG_INFINITY, 0));
        from.clear();
        from.resize(self.slots.len(), 0);
        for (place, slot) in self.slots.iter().enumerate() {
            for kind in 0..kinds {
                best[(place + 1) * kinds + kind] = best[place * kinds + kind];
            }
            let mut value = values[slot.offer as usize];
            match decision(slot) {
                Decision::Free => {}
                Decision::Open => value += FORCE,
                Decision::Closed => continue,
            }
            let mut most = (0.0, 0);
            for kind in 0..kinds {
                let before = self.before[place * kinds + kind] as usize;
                let mut on = best[before * kinds + kind].0;
                if kind != slot.kind as usize {
                    on -= self.change;
                }
                if on > most.0 {
                    most = (on, kind as u32 + 1);
                }
            }
            let at = &mut best[(place + 1) * kinds + slot.kind as usize];
            if most.0 + value > at.0 {
                *at = (most.0 + value, place as u32 + 1);
                from[place] = most.1;
            }
        }
        let last = &best[self.slots.len() * kinds..];
        let (mut kind, &(all, mut place)) = (last.iter().enumerate())
            .max_by(|a, b| a.1.0.total_cmp(&b.1.0))
            .unwrap_or((0, &(0.0, 0)));
        if all <= 0.0 {
            return (0.0, false);
        }
        // Added up anew: what forces slots in would swallow the small numbers.
        let (mut sum, mut forced) = (0.0, false);
        loop {
            let at = place as usize - 1;
            let slot = &self.slots[at];
            chosen.push(slot.slot);
            sum += values[slot.offer as usize];
            forced |= decision(slot) == Decision::Open;
            let Some(before) = from[at].checked_sub(1) else { break };
            if before as usize != kind {
                sum -= self.change;
            }
            kind = before as usize;
            place = best[self.before[at * kinds + kind] as usize * kinds + kind].1;
        }
        (sum, forced)
    }
}

/// Whether two slots of one environment, or of one exclusive group, may not both be open.
pub fn exclude(problem: &Problem, a: &SlotCandidate, b: &SlotCandidate) -> bool {
    let overlap = a.span.overlaps(b.span);
    let grouped =
        || problem.groups.iter().any(|group| group.contains(&a.stage) && group.contains(&b.stage));
    if overlap && grouped() {
        return true;
    }
    if a.environment != b.environment || !problem.excludes(a.environment, a.stage, b.stage) {
        return false;
    }
    let table = &problem.environments[a.environment.index()].changeover;
    let (first, second) = if a.span <= b.span { (a, b) } else { (b, a) };
    let lag = table[first.stage.index()][second.stage.index()];
    overlap || second.span.start < first.span.end.saturating_add(lag)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slots as (start, end, kind), with values; changeover between kinds and what a change costs.
    struct Case {
        slots: Vec<(u32, u32, usize)>,
        values: Vec<f64>,
        changeover: [[u32; 2]; 2],
        change: f64,
    }

    impl Case {
        fn track(&self) -> Track {
            let mut before = Vec::new();
            for &(start, _, kind) in &self.slots {
                for (of, row) in self.changeover.iter().enumerate() {
                    let lag = if of == kind { 0 } else { row[kind] };
                    before
                        .push(self.slots.partition_point(|(_, end, _)| end + lag <= start) as u32);
                }
            }
            let slots = (self.slots.iter().enumerate())
                .map(|(place, (_, _, kind))| TrackSlot {
                    offer: place as u32,
                    slot: place as u32,
                    kind: *kind as u32,
                })
                .collect();
            Track { slots, kinds: 2, change: self.change, before, is_free: false }
        }

        /// The best over all sets of slots whose neighbours keep apart.
        fn brute_force(&self, decided: &[Decision]) -> f64 {
            let mut best = f64::NEG_INFINITY;
            'sets: for set in 0_u32..1 << self.slots.len() {
                let mut all = 0.0;
                let mut last: Option<(u32, usize)> = None;
                for (place, &(start, end, kind)) in self.slots.iter().enumerate() {
                    let is_open = set >> place & 1 == 1;
                    let wrong = match decided[place] {
                        Decision::Free => false,
                        Decision::Open => !is_open,
                        Decision::Closed => is_open,
                    };
                    if wrong {
                        continue 'sets;
                    }
                    if !is_open {
                        continue;
                    }
                    all += self.values[place];
                    if let Some((end, before)) = last {
                        let lag = if before == kind { 0 } else { self.changeover[before][kind] };
                        if end + lag > start {
                            continue 'sets;
                        }
                        if before != kind {
                            all -= self.change;
                        }
                    }
                    last = Some((end, kind));
                }
                best = best.max(all);
            }
            best
        }
    }

    #[test]
    fn packing_is_as_good_as_trying_all_calendars() {
        let mut random = oorandom::Rand32::new(5);
        let mut draw = |most: u32| random.rand_range(0..most);
        for round in 0..2000 {
            let mut slots: Vec<(u32, u32, usize)> = (0..=draw(9))
                .map(|_| {
                    let start = draw(14);
                    (start, start + 1 + draw(5), draw(2) as usize)
                })
                .collect();
            slots.sort_by_key(|(start, end, kind)| (*end, *start, *kind));
            let values: Vec<f64> = slots.iter().map(|_| f64::from(draw(20)) - 5.0).collect();
            let lags = [[0, draw(4)], [draw(4), 0]];
            let mut decided = vec![Decision::Free; slots.len()];
            if round % 3 == 0 {
                let place = draw(slots.len() as u32) as usize;
                decided[place] = Decision::Open;
            }
            if round % 5 == 0 {
                let place = draw(slots.len() as u32) as usize;
                decided[place] = Decision::Closed;
            }
            let change = f64::from(draw(4));
            let case = Case { slots, values, changeover: lags, change };
            let track = case.track();
            let mut scratch = Scratch::default();
            let (value, _) = track.best(&case.values, Some(&decided), &mut scratch);
            let best = case.brute_force(&decided);
            assert!((value - best).abs() < 1e-9, "round {round}: {value} instead of {best}");
        }
    }
}
