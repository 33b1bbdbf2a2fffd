//! Reliance on another participant's stage: who relies is placed after whom it relies on.

use super::recreate::remove;
use super::state::State;
use super::tables::{Slot, Tables};
use crate::calendar::FollowData;

/// Who relies on whose stages.
pub struct Followers {
    /// All who do.
    all: Vec<u32>,
    /// By participant: those who rely on a stage of it.
    of: Vec<Vec<u32>>,
}

impl Followers {
    pub fn new(problem: &crate::calendar::Problem) -> Self {
        let mut followers = vec![Vec::new(); problem.participants.len()];
        for (position, participant) in problem.participants.iter().enumerate() {
            for follow in &participant.follows {
                followers[follow.participant.index()].push(position as u32);
            }
        }
        for of in &mut followers {
            of.sort_unstable();
            of.dedup();
        }
        let all = (0..problem.participants.len() as u32)
            .filter(|person| !problem.participants[*person as usize].follows.is_empty());
        Self { all: all.collect(), of: followers }
    }

    /// Those who rely on a stage of the participant.
    pub fn of(&self, person: u32) -> &[u32] {
        &self.of[person as usize]
    }
}

/// The price of leaving a participant out: its own, and that of those who rely on it.
pub fn worth(tables: &Tables, person: u32) -> f64 {
    let price = |person: u32| tables.prices.unplaced[person as usize];
    price(person) + tables.followers.of(person).iter().map(|f| price(*f)).sum::<f64>()
}

fn follows<'a>(tables: &Tables<'a>, person: u32) -> &'a [FollowData] {
    let problem = tables.problem;
    &problem.participants[person as usize].follows
}

/// Whether a slot of who relies goes with a slot of the other's stage.
fn goes_with(tables: &Tables, follow: &FollowData, own: Slot, theirs: Slot) -> bool {
    let (own, theirs) = (own as usize, theirs as usize);
    if follow.alongside {
        tables.start[theirs] <= tables.start[own] && tables.end[own] <= tables.end[theirs]
    } else {
        is_in_time(follow, tables.end[theirs], tables.start[own])
    }
}

fn is_in_time(follow: &FollowData, end: u32, start: u32) -> bool {
    u64::from(end) + u64::from(follow.lag) <= u64::from(start)
}

/// Whether the other's stage is where a slot needs it.
fn is_met(state: &State, follow: &FollowData, own: Slot) -> bool {
    let tables = state.tables;
    let start = tables.start[own as usize];
    if !follow.alongside && follow.completed.is_some_and(|on| is_in_time(follow, on, start)) {
        return true;
    }
    let theirs = visit(state, follow.participant.0, follow.their.0);
    theirs.is_some_and(|theirs| goes_with(tables, follow, own, theirs))
}

fn visit(state: &State, person: u32, stage: u32) -> Option<Slot> {
    let mut visits = state.visits(person).iter().copied();
    visits.find(|slot| state.tables.stage[*slot as usize] == stage)
}

/// Whether those whom the participant relies on are where the slot needs them, and those who rely on
/// it could stay where they are.
pub fn allows(state: &State, person: u32, slot: Slot) -> bool {
    let tables = state.tables;
    let stage = tables.stage[slot as usize];
    let mut own = follows(tables, person).iter().filter(|follow| follow.stage.0 == stage);
    if !own.all(|follow| is_met(state, follow, slot)) {
        return false;
    }
    tables.followers.of(person).iter().all(|follower| {
        let of_this = follows(tables, *follower).iter();
        of_this.filter(|f| f.participant.0 == person && f.their.0 == stage).all(|follow| {
            visit(state, *follower, follow.stage.0).is_none_or(|theirs| {
                let start = tables.start[theirs as usize];
                let done = follow.completed.is_some_and(|on| is_in_time(follow, on, start));
                (done && !follow.alongside) || goes_with(tables, follow, theirs, slot)
            })
        })
    })
}

fn is_kept_by(state: &State, person: u32) -> bool {
    follows(state.tables, person).iter().all(|follow| {
        visit(state, person, follow.stage.0).is_none_or(|slot| is_met(state, follow, slot))
    })
}

/// Whether everybody who is placed has what it relies on.
pub fn are_kept(state: &State) -> bool {
    state.tables.followers.all.iter().all(|person| is_kept_by(state, *person))
}

/// Puts out those who lack what they rely on; whether there were any.
pub fn settle(state: &mut State, out: &mut Vec<u32>) -> bool {
    let tables = state.tables;
    let mut found = false;
    for &person in &tables.followers.all {
        if !is_kept_by(state, person) {
            remove(state, person);
            out.push(person);
            found = true;
        }
    }
    found
}

/// Puts those whom others rely on before them; else the order stays.
pub fn order(tables: &Tables, people: &mut [u32]) {
    if people.iter().all(|person| follows(tables, *person).is_empty()) {
        return;
    }
    let mut ordered: Vec<u32> = Vec::with_capacity(people.len());
    // Each with how many of those that it relies on were looked at.
    for &first in people.iter() {
        let mut path = vec![(first, 0)];
        while let Some((person, next)) = path.last_mut() {
            let person = *person;
            if ordered.contains(&person) {
                path.pop();
            } else if let Some(follow) = follows(tables, person).get(*next) {
                *next += 1;
                let other = follow.participant.0;
                if people.contains(&other) && path.iter().all(|(on_path, _)| *on_path != other) {
                    path.push((other, 0));
                }
            } else {
                ordered.push(person);
                path.pop();
            }
        }
    }
    people.copy_from_slice(&ordered);
}
