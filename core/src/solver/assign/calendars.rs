//! Calendars with people to be put into them.

use fixedbitset::FixedBitSet;

use super::Task;
use super::master::Master;
use crate::calendar::Problem;
use crate::candidates::{Candidates, SlotCandidate, Variant};
use crate::formulation::{Offer, OfferId, partition};
use crate::model::Term;
use crate::plan::encode::find;
use crate::plan::{Assignment, Plan, PlanSlot, Visit};
use crate::solver::bound::exclude;
use crate::solver::bound::people::{Earlier, People};

/// The slots of a plan, and those that fit beside them, with the room that those leave who stay.
pub struct Calendars<'a> {
    pub problem: &'a Problem,
    /// With no other slots.
    pub candidates: Candidates,
    pub offers: Vec<Offer>,
    /// By slot: its offer.
    pub offer_of: Vec<OfferId>,
    pub people: People,
    /// By slot: whether it is open in the plan.
    pub is_open: Vec<bool>,
    /// By slot: its place among all candidates.
    pub whole: Vec<Option<usize>>,
    /// By offer: the price of a unit of size to begin with.
    pub prices: Vec<f64>,
    /// What opening a slot costs, in millionths.
    pub slot_cost: i64,
}

/// Whether room in slots is all that binds participants to one another, and every term of the
/// objective is of a participant or a slot alone: only then can people be put anywhere where there is
/// room.
pub fn suits(problem: &Problem, candidates: &Candidates) -> bool {
    const OF_ONE: [Term; 6] = [
        Term::UnplacedMandatory,
        Term::UnplacedOptional,
        Term::Lateness,
        Term::Completion,
        Term::SlotsOpened,
        Term::Preferences,
    ];
    let simple = |variant: &Variant| {
        !variant.may_overlap() && variant.steps.iter().all(|step| step.after.is_empty())
    };
    let mut counted = problem.levels.iter().flat_map(|level| &level.terms);
    problem.resources.is_empty()
        && problem.gates.is_empty()
        && problem.maintenance.is_empty()
        && problem.rules.is_empty()
        && !problem.has_baseline()
        && problem.environments.iter().all(|e| e.max_participants.is_none())
        && problem.participants.iter().all(|p| p.follows.is_empty())
        && candidates.slots.iter().all(|slot| slot.capacity_min <= 1 && slot.reserved == 0)
        && candidates.classes.iter().flat_map(|class| &class.variants).all(simple)
        && counted.all(|t| t.weight == 0 || OF_ONE.contains(&t.term))
}

impl<'a> Calendars<'a> {
    /// The calendars of a plan.
    pub fn new(
        problem: &'a Problem,
        candidates: &Candidates,
        plan: &Plan,
        (task, prices): (&Task<'_>, &[f64]),
    ) -> Self {
        let mut open = FixedBitSet::with_capacity(candidates.slots.len());
        open.extend(plan.slots.iter().filter_map(|slot| find(candidates, slot)));
        let opened: Vec<&SlotCandidate> =
            open.ones().map(|place| &candidates.slots[place]).collect();
        let fits = |slot: &SlotCandidate| !opened.iter().any(|o| exclude(problem, slot, o));
        let kept: Vec<bool> = (candidates.slots.iter().enumerate())
            .map(|(place, slot)| open.contains(place) || fits(slot))
            .collect();
        let mut room: Vec<u32> = candidates.slots.iter().map(|slot| slot.capacity_max).collect();
        for assignment in plan.assignments.iter().filter(|a| !task.free[a.participant.index()]) {
            let size = problem.participants[assignment.participant.index()].size;
            let slots = assignment.visits.iter().map(|visit| &plan.slots[visit.slot as usize]);
            for place in slots.filter_map(|slot| find(candidates, slot)) {
                room[place] = room[place].saturating_sub(size);
            }
        }
        let mut part = candidates.clone();
        for class in &mut part.classes {
            class.members.retain(|member| task.free[member.index()]);
        }
        part.classes.retain(|class| !class.members.is_empty());
        for (slot, room) in part.slots.iter_mut().zip(&room) {
            slot.capacity_max = *room;
        }
        part.class_of = vec![usize::MAX; problem.participants.len()];
        for (place, class) in part.classes.iter().enumerate() {
            for member in &class.members {
                part.class_of[member.index()] = place;
            }
        }
        let sizes: Vec<u32> = (part.classes.iter())
            .map(|class| problem.participants[class.first().index()].size)
            .collect();
        let part = part.only(|class, slot| kept[slot] && room[slot] >= sizes[class]);
        let (offers, offer_of) = partition(problem, &part);
        let earlier = Earlier { values: task.earlier };
        let (people, _, _) = People::new(problem, &part, &offers, &offer_of, task.level, &earlier);
        let whole: Vec<Option<usize>> =
            part.slots.iter().map(|slot| find(candidates, &slot.into())).collect();
        let price = |slot: usize| whole[slot].and_then(|place| prices.get(place).copied());
        Self {
            problem,
            prices: offers.iter().map(|o| price(o.slots[0]).unwrap_or(0.0)).collect(),
            offers,
            offer_of,
            people,
            is_open: whole.iter().map(|place| place.is_some_and(|p| open.contains(p))).collect(),
            slot_cost: 1000 * problem.levels[task.level].weight(Term::SlotsOpened),
            candidates: part,
            whole,
        }
    }

    /// Where a plan's participants are: class, chain among the class's, and an entry for each step;
    /// without those who are somewhere else.
    pub fn placed(&self, plan: &Plan) -> Vec<(usize, usize, Vec<u32>)> {
        let offer = |visit: &Visit| {
            let slot = find(&self.candidates, &plan.slots[visit.slot as usize])?;
            Some(self.offer_of[slot].0)
        };
        let place = |assignment: &Assignment| {
            let class = self.candidates.class_of[assignment.participant.index()];
            let row = self.people.classes.get(class)?;
            let takes = |variant: &Variant| {
                variant.route == assignment.route
                    && (variant.steps.iter().map(|step| step.step))
                        .eq(assignment.visits.iter().map(|visit| visit.step))
            };
            let offers: Vec<u32> = assignment.visits.iter().map(offer).collect::<Option<_>>()?;
            (0..row.chains()).find_map(|chain| {
                let variant = self.people.variant(row, chain);
                let steps = self.people.chain(row, chain);
                let entries = steps.iter().zip(&offers).map(|(step, offer)| {
                    let mut all = step.entries();
                    all.find(|e| self.people.offer[*e] == *offer).map(|entry| entry as u32)
                });
                takes(&self.candidates.classes[class].variants[variant])
                    .then(|| Some((class, chain, entries.collect::<Option<Vec<u32>>>()?)))?
            })
        };
        plan.assignments.iter().filter_map(place).collect()
    }

    /// The plan that a solution says. Where several slots make one offer, they fill in the order of
    /// their environments; generated slots that stay empty are not open.
    pub fn plan(&self, master: &Master, before: &Plan, values: &[i64]) -> Plan {
        let mut members: Vec<_> =
            self.candidates.classes.iter().map(|class| class.members.iter()).collect();
        let mut room: Vec<u32> =
            self.candidates.slots.iter().map(|slot| slot.capacity_max).collect();
        let opened = master.opened(self, values);
        let at = |slot: usize| PlanSlot::from(&self.candidates.slots[slot]);
        let mut chains = Vec::new();
        for (class, chain, entries, count) in master.taken(values) {
            let variant = self.people.variant(&self.people.classes[class], chain);
            let variant = &self.candidates.classes[class].variants[variant];
            for member in members[class].by_ref().take(count) {
                let size = self.problem.participants[member.index()].size;
                let slots: Vec<usize> = (entries.iter())
                    .filter_map(|entry| {
                        let offer = &self.offers[self.people.offer[*entry as usize] as usize];
                        let fits = |slot: &&usize| opened[**slot] && room[**slot] >= size;
                        let slot = *offer.slots.iter().find(fits)?;
                        room[slot] -= size;
                        Some(slot)
                    })
                    .collect();
                chains.push((*member, variant, slots));
            }
        }
        let is_stayer =
            |a: &&Assignment| self.candidates.class_of[a.participant.index()] == usize::MAX;
        let stayers = before.assignments.iter().filter(is_stayer);
        let mut slots: Vec<PlanSlot> =
            before.slots.iter().filter(|slot| slot.by_hand.is_some()).copied().collect();
        slots.extend(chains.iter().flat_map(|(_, _, chain)| chain).map(|slot| at(*slot)));
        let stay = stayers.clone().flat_map(|a| &a.visits);
        slots.extend(stay.map(|visit| before.slots[visit.slot as usize]));
        slots.sort_unstable();
        slots.dedup();
        let place = |slot: &PlanSlot| slots.partition_point(|other| other < slot) as u32;
        let stay = stayers.map(|assignment| {
            let moved =
                |visit: &Visit| Visit { slot: place(&before.slots[visit.slot as usize]), ..*visit };
            Assignment {
                visits: assignment.visits.iter().map(moved).collect(),
                ..assignment.clone()
            }
        });
        let assignments = (chains.iter())
            .map(|(participant, variant, chain)| Assignment {
                participant: *participant,
                route: variant.route,
                visits: (variant.steps.iter().zip(chain))
                    .map(|(step, slot)| Visit { step: step.step, slot: place(&at(*slot)) })
                    .collect(),
            })
            .chain(stay)
            .collect();
        Plan { slots, assignments, maintenance: before.maintenance.clone() }.sorted()
    }
}
