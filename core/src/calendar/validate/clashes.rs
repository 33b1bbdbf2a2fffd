//! Slots given by hand that exclude one another.

use std::collections::BTreeMap;

use super::Periods;
use super::hand_slots::Laid;
use crate::calendar::Span;
use crate::model::Exclusivity;
use crate::model::validate::{Place, quoted};

impl Periods<'_> {
    /// Tells each slot that starts too early after one before it: of each stage, the one that ends
    /// last, so that there are not as many findings as pairs.
    pub(super) fn clashes(&mut self, laid: &[Laid]) {
        let mut laid = laid.to_vec();
        laid.sort_unstable_by_key(|l| (l.span, l.stage, l.place));
        // By environment and stage.
        let mut latest: BTreeMap<(usize, usize), Laid> = BTreeMap::new();
        for &slot in &laid {
            let range = (slot.environment, 0)..=(slot.environment, usize::MAX);
            let before: Vec<Laid> = latest.range(range).map(|(_, earlier)| *earlier).collect();
            for earlier in before {
                self.clash(earlier, slot);
            }
            let own = latest.entry((slot.environment, slot.stage)).or_insert(slot);
            if own.span.end < slot.span.end {
                *own = slot;
            }
        }
        for (position, group) in self.programme.exclusive_groups.iter().enumerate() {
            let mut member = vec![false; self.programme.stages.len()];
            for stage in &group.stages {
                if let Some(stage) = self.names.stages.get(stage) {
                    member[stage] = true;
                }
            }
            let mut latest: Option<Laid> = None;
            for &slot in laid.iter().filter(|slot| member[slot.stage]) {
                if let Some(earlier) = latest.filter(|e| e.span.overlaps(slot.span)) {
                    self.in_group(position, earlier, slot);
                }
                if latest.is_none_or(|earlier| earlier.span.end < slot.span.end) {
                    latest = Some(slot);
                }
            }
        }
    }

    fn clash(&mut self, earlier: Laid, slot: Laid) {
        if !self.excludes(earlier, slot) {
            return;
        }
        let changeover = self.changeover(earlier, slot);
        let free = u64::from(earlier.span.end) + changeover;
        if u64::from(slot.span.start) >= free {
            return;
        }
        let environment = &self.programme.environments[slot.environment].id;
        let overlap = earlier.span.intersection(slot.span);
        let (message, remedy) = if overlap.is_empty() {
            let between = Span::new(earlier.span.end, slot.span.start).len();
            let message = format!(
                "between {} and {} in {} there are {between} working periods, the changeover \
                 takes {changeover}",
                self.name(earlier),
                self.name(slot),
                quoted(environment)
            );
            (message, "move one of them, or shorten the changeover")
        } else {
            let message = format!(
                "{} and {} overlap in {} {}, {} working periods",
                self.name(earlier),
                self.name(slot),
                quoted(environment),
                self.dates(overlap),
                overlap.len()
            );
            (message, "move one of them, or let the environment run both at once (`exclusivity`)")
        };
        let (first, second) = ordered(earlier, slot);
        self.report.clash(
            "SW-E0606",
            &Place::list("slots", second),
            &Place::list("slots", first),
            message,
            remedy,
        );
    }

    fn in_group(&mut self, group: usize, earlier: Laid, slot: Laid) {
        let (first, second) = ordered(earlier, slot);
        let message = format!(
            "{} and {} overlap {}, but belong to the exclusive group {}",
            self.name(earlier),
            self.name(slot),
            self.dates(earlier.span.intersection(slot.span)),
            quoted(&self.programme.exclusive_groups[group].id)
        );
        self.report.clash(
            "SW-E0607",
            &Place::list("slots", second),
            &Place::list("slots", first),
            message,
            "move one of them, or take its stage from the group",
        );
    }

    fn name(&self, slot: Laid) -> String {
        quoted(&self.programme.slots[slot.place].id)
    }

    /// The rule of [`Problem::excludes`](crate::Problem::excludes), before there is a problem.
    fn excludes(&self, a: Laid, b: Laid) -> bool {
        let stages = &self.programme.stages;
        let same_stage_excludes = a.stage == b.stage && !stages[a.stage].overlap;
        match self.programme.environments[b.environment].exclusivity {
            Exclusivity::OneSlot => true,
            Exclusivity::OneStage => a.stage != b.stage || same_stage_excludes,
            Exclusivity::OnePhase => {
                same_stage_excludes || stages[a.stage].phase != stages[b.stage].phase
            }
            Exclusivity::Shared => same_stage_excludes,
        }
    }

    fn changeover(&self, earlier: Laid, slot: Laid) -> u64 {
        if earlier.stage == slot.stage {
            return 0;
        }
        let stages = &self.programme.stages;
        let given = &self.programme.environments[slot.environment].changeover;
        let own = (given.between.iter())
            .find(|b| b.from == stages[earlier.stage].id && b.to == stages[slot.stage].id);
        own.map_or(given.periods, |between| between.periods).max(0).unsigned_abs()
    }
}

/// The places of two slots, in the order of the programme.
fn ordered(a: Laid, b: Laid) -> (usize, usize) {
    (a.place.min(b.place), a.place.max(b.place))
}
