//! Takes a part of a plan apart, so that it can be put together better.

use super::company::tied;
use super::legal::legal;
use super::menu::Way;
use super::random::Random;
use super::recreate::remove;
use super::state::State;
use super::tables::{Slot, Tables};
use crate::model::Term;

/// Takes a part of the plan apart; those put out are added to `out`. Whether it was in the way
/// given: gates come first now and then.
pub fn ruin(
    state: &mut State,
    random: &mut Random,
    way: Way,
    people: usize,
    out: &mut Vec<u32>,
) -> bool {
    if super::gate::shift(state, random, out) {
        return false;
    }
    match way {
        Way::Window => window(state, random, out),
        Way::Related => related(state, random, people, out),
        Way::Scattered => scattered(state, random, people, out),
        Way::Emptiest => emptiest(state, random, out),
        Way::Shift => shift(state, random, out),
        Way::Period => period(state, random, out),
        Way::Costly => costly(state, random, people, out),
    }
    true
}

/// Closes a few slots that follow one another in an environment.
fn window(state: &mut State, random: &mut Random, out: &mut Vec<u32>) {
    let Some(seed) = any_slot(state, random) else { return };
    let lane = &state.lanes[state.tables.environment[seed as usize] as usize];
    let at = lane.iter().position(|slot| *slot == seed).unwrap_or(0);
    let count = 1 + random.below(3);
    let first = at.saturating_sub(random.below(count));
    let chosen: Vec<Slot> = lane[first..lane.len().min(first + count)].to_vec();
    for slot in chosen {
        empty(state, slot, out);
    }
}

/// Closes what runs in some environments around a time.
fn period(state: &mut State, random: &mut Random, out: &mut Vec<u32>) {
    let tables = state.tables;
    let Some(seed) = any_slot(state, random) else { return };
    let length = tables.end[seed as usize] - tables.start[seed as usize];
    let from = tables.start[seed as usize];
    let until = from + length * (1 + random.below(2) as u32);
    let mut budget = 2 + random.below(6);
    let lanes = state.lanes.len();
    let first = tables.environment[seed as usize] as usize;
    let others = random.below(lanes.max(1));
    for step in 0..lanes {
        let lane = if step == 0 { first } else { (first + others + step) % lanes };
        let chosen: Vec<Slot> = (state.lanes[lane].iter().copied())
            .filter(|slot| {
                tables.start[*slot as usize] < until && from < tables.end[*slot as usize]
            })
            .collect();
        for slot in chosen {
            if budget == 0 {
                return;
            }
            budget -= 1;
            empty(state, slot, out);
        }
    }
}

/// Puts out a participant that completes at a high price, and some of those in slots near its own.
fn costly(state: &mut State, random: &mut Random, people: usize, out: &mut Vec<u32>) {
    let seed = (0..6)
        .filter_map(|_| anybody(state, random))
        .max_by(|a, b| completion(state, *a).total_cmp(&completion(state, *b)));
    let Some(seed) = seed else { return };
    let visits = state.visits(seed).to_vec();
    put_out(state, seed, out);
    for visit in visits {
        let Some(slot) = neighbour(state, random, visit) else { continue };
        for person in state.members(slot).to_vec() {
            if out.len() < people && random.chance(0.6) {
                put_out(state, person, out);
            }
        }
    }
}

/// What a placed participant's end costs.
fn completion(state: &State, person: u32) -> f64 {
    let tables = state.tables;
    let data = &tables.problem.participants[person as usize];
    let end = state.visits(person).last().map_or(0, |slot| tables.end[*slot as usize]);
    let late = f64::from(end.saturating_sub(data.due.unwrap_or(u32::MAX)));
    let price = |term| tables.prices.of(term);
    data.weight as f64 * (late * price(Term::Lateness) + f64::from(end) * price(Term::Completion))
}

/// Puts out a participant and others that share its slots, or slots of the same stages nearby.
fn related(state: &mut State, random: &mut Random, people: usize, out: &mut Vec<u32>) {
    let Some(seed) = anybody(state, random) else { return };
    let visits = state.visits(seed).to_vec();
    put_out(state, seed, out);
    let most = out.len() + 1 + random.below(people);
    for _ in 0..3 * people {
        if out.len() >= most {
            break;
        }
        let Some(visit) = random.pick(&visits) else { break };
        let Some(slot) = neighbour(state, random, visit) else { continue };
        if let Some(person) = random.pick(state.members(slot)) {
            put_out(state, person, out);
        }
    }
}

/// Puts out anybody.
fn scattered(state: &mut State, random: &mut Random, people: usize, out: &mut Vec<u32>) {
    for _ in 0..=random.below(people) {
        if let Some(person) = anybody(state, random) {
            put_out(state, person, out);
        }
    }
}

/// Closes the emptiest of a few slots.
fn emptiest(state: &mut State, random: &mut Random, out: &mut Vec<u32>) {
    let emptier = (0..4).filter_map(|_| any_slot(state, random)).min_by_key(|slot| {
        u64::from(state.load(*slot)) * 1000 / u64::from(state.tables.most[*slot as usize].max(1))
    });
    if let Some(slot) = emptier {
        empty(state, slot, out);
    }
}

/// Moves a slot to another time or place, with those in it who may go along; what stands in its
/// way is closed.
fn shift(state: &mut State, random: &mut Random, out: &mut Vec<u32>) {
    let tables = state.tables;
    let Some(from) = any_slot(state, random) else { return };
    if tables.by_hand[from as usize] {
        return;
    }
    let Some(to) = other_time(tables, random, from) else { return };
    if state.is_open(to) {
        return;
    }
    for slot in in_the_way(state, to) {
        if slot != from {
            empty(state, slot, out);
        }
    }
    let members = state.members(from).to_vec();
    let chains: Vec<(u32, usize, Vec<Slot>)> = (members.into_iter())
        .filter_map(|person| {
            let variant = state.variant(person)?;
            let moved = |slot: &Slot| if *slot == from { to } else { *slot };
            Some((person, variant, state.visits(person).iter().map(moved).collect()))
        })
        .collect();
    for (person, _, _) in &chains {
        state.remove(*person);
    }
    state.close(from);
    if !state.is_free(to)
        || !super::resource::may_open(state, to)
        || !state.leaves_places([to].iter())
    {
        // A slot given by hand stands in the way, others take what it would, or maintenance would
        // have no place left.
        out.extend(chains.iter().map(|(person, _, _)| *person));
        return;
    }
    state.open(to);
    for (person, variant, chain) in chains {
        // Other slots of the chain may just have closed; they are not opened again for it.
        let all_open = chain.iter().all(|slot| state.is_open(*slot));
        if all_open && legal(state, person, variant, &chain) {
            state.place(person, variant, &chain);
        } else {
            out.push(person);
        }
    }
}

/// A slot of the same stage a little earlier or later, perhaps in another environment.
fn other_time(tables: &Tables, random: &mut Random, slot: Slot) -> Option<Slot> {
    let stage = &tables.stages[tables.stage[slot as usize] as usize];
    let rows = stage.rows.clone();
    let row = if random.chance(0.3) {
        rows.start + random.below(rows.len())
    } else {
        tables.row[slot as usize] as usize
    };
    let range = tables.rows[row].slots.clone();
    let start = tables.start[slot as usize];
    let here = range.start + tables.start[range.clone()].partition_point(|s| *s < start);
    let reach = 1 + random.below(6);
    let first = here.saturating_sub(reach).max(range.start);
    let last = (here + reach + 1).min(range.end);
    let to = (first + random.below(last.saturating_sub(first))) as Slot;
    (last > first && to != slot && !tables.by_hand[to as usize]).then_some(to)
}

/// Open slots that may not be open beside the slot.
fn in_the_way(state: &State, slot: Slot) -> Vec<Slot> {
    let tables = state.tables;
    let everywhere = !tables.stages[tables.stage[slot as usize] as usize].groups.is_empty();
    let lane = tables.environment[slot as usize] as usize;
    let lanes = if everywhere { 0..state.lanes.len() } else { lane..lane + 1 };
    lanes
        .flat_map(|lane| state.lanes[lane].iter().copied())
        .filter(|other| tables.exclude(*other, slot))
        .collect()
}

/// Puts out everybody in the slot and closes it.
pub fn empty(state: &mut State, slot: Slot, out: &mut Vec<u32>) {
    for person in state.members(slot).to_vec() {
        put_out(state, person, out);
    }
    state.close(slot);
}

/// Puts out a participant, those that must be together with it, and those who rely on it.
fn put_out(state: &mut State, person: u32, out: &mut Vec<u32>) {
    let tables = state.tables;
    if tables.rules_of[person as usize].is_empty() && tables.followers.of(person).is_empty() {
        if state.variant(person).is_some() {
            remove(state, person);
            out.push(person);
        }
        return;
    }
    for mate in tied(tables, person) {
        if state.variant(mate).is_some() {
            remove(state, mate);
            out.push(mate);
        }
    }
}

/// An open slot of the same stage that starts not long before or after; may be the slot itself.
fn neighbour(state: &State, random: &mut Random, slot: Slot) -> Option<Slot> {
    if state.is_open(slot) && random.chance(0.5) {
        return Some(slot);
    }
    let tables = state.tables;
    let stage = tables.stage[slot as usize];
    let rows = tables.stages[stage as usize].rows.clone();
    let row = rows.start + random.below(rows.len());
    let lane = &state.lanes[tables.rows[row].environment as usize];
    let start = tables.start[slot as usize];
    let at = lane.partition_point(|other| tables.start[*other as usize] < start);
    let near = at.saturating_sub(4)..lane.len().min(at + 4);
    let of_stage: Vec<Slot> = (lane[near].iter().copied())
        .filter(|other| tables.stage[*other as usize] == stage)
        .collect();
    random.pick(&of_stage)
}

/// An open slot.
fn any_slot(state: &State, random: &mut Random) -> Option<Slot> {
    let count: usize = state.lanes.iter().map(Vec::len).sum();
    let mut at = random.below(count);
    for lane in &state.lanes {
        if at < lane.len() {
            return Some(lane[at]);
        }
        at -= lane.len();
    }
    None
}

/// A placed participant.
fn anybody(state: &State, random: &mut Random) -> Option<u32> {
    for _ in 0..20 {
        let person = random.below(state.tables.participants()) as u32;
        if state.tables.participants() > 0 && state.variant(person).is_some() {
            return Some(person);
        }
    }
    None
}
