//! Simulated annealing over ruin and recreate, counted in steps.

use super::insert::{Inserter, Mood};
use super::menu::Menu;
use super::random::Random;
use super::recreate::{close_empty, recreate};
use super::ruin::ruin;
use super::snapshot::Snapshot;
use super::start;
use super::state::State;
use crate::plan::Plan;

/// A search from one plan to better ones.
pub struct Annealer<'s, 'a> {
    pub state: &'s mut State<'a>,
    pub random: Random,
    pub inserter: Inserter,
    pub best: Snapshot,
    current: Vec<i64>,
    /// By level: mean logarithm of the changes where it was the first level to change, and how many
    /// there were. Not the mean change: some insertions fail, and cost a hundred times the usual.
    swing: Vec<(f64, f64)>,
    menu: Menu,
    out: Vec<u32>,
}

impl<'s, 'a> Annealer<'s, 'a> {
    pub fn new(state: &'s mut State<'a>, random: Random, inserter: Inserter) -> Self {
        state.commit();
        let best = Snapshot::of(state);
        let current = best.values.clone();
        let swing = vec![(0.0, 0.0); current.len()];
        Self { state, random, inserter, best, current, swing, menu: Menu::new(), out: Vec::new() }
    }

    /// Goes back to the best plan.
    pub fn return_to_best(&mut self) {
        if self.current != self.best.values {
            self.best.restore(self.state);
            self.current.clone_from(&self.best.values);
        }
    }

    /// Goes on from a plan, if it is better than the best; whether it is.
    pub fn take_over(&mut self, plan: &Plan) -> bool {
        let mark = self.state.mark();
        self.replace(plan);
        if self.state.values().lt(self.best.values.iter().copied()) {
            self.state.commit();
            self.best.take(self.state);
            self.current.clone_from(&self.best.values);
            return true;
        }
        self.state.undo(mark);
        false
    }

    /// Goes on from a plan, whatever it is worth, and places whoever is left out of it.
    pub fn go_on_from(&mut self, plan: &Plan) {
        self.replace(plan);
        let mut people = self.state.unplaced.clone();
        people.sort_unstable();
        order(self.state, &mut self.random, &mut people);
        recreate(self.state, &mut self.inserter, &people, &Mood::PLAIN, &mut self.random);
        close_empty(self.state);
        self.state.commit();
        self.current.clear();
        self.current.extend(self.state.values());
    }

    fn replace(&mut self, plan: &Plan) {
        for person in 0..self.state.tables.participants() as u32 {
            self.state.remove(person);
        }
        close_empty(self.state);
        start::take_over(self.state, plan);
        start::drop_broken(self.state);
    }

    /// One ruin and recreate at a temperature, relative to the usual change; whether the best plan
    /// got better.
    pub fn step(&mut self, temperature: f64) -> bool {
        let mut out = std::mem::take(&mut self.out);
        out.clear();
        let mark = self.state.mark();
        let way = self.menu.choose(&mut self.random);
        let is_way = ruin(self.state, &mut self.random, way, 12, &mut out);
        let put_out = out.len();
        self.order(&mut out);
        let mood = self.mood();
        recreate(self.state, &mut self.inserter, &out, &mood, &mut self.random);
        close_empty(self.state);
        self.out = out;
        let better = self.judge(temperature);
        let won = if better == Some(true) { self.won() } else { 0.0 };
        if is_way {
            self.menu.note(way, put_out, won);
        }
        match better {
            Some(better) => {
                self.current.clear();
                self.current.extend(self.state.values());
                self.state.commit();
                if better && self.current < self.best.values {
                    self.best.take(self.state);
                    return true;
                }
            }
            None => self.state.undo(mark),
        }
        false
    }

    /// Whether to go on from the new plan, and if so, whether it is better than the one before.
    fn judge(&mut self, temperature: f64) -> Option<bool> {
        let changed = (self.state.values().zip(&self.current))
            .map(|(new, old)| new - old)
            .enumerate()
            .find(|(_, change)| *change != 0);
        let Some((level, change)) = changed else { return Some(false) };
        let (mean, count) = &mut self.swing[level];
        *count = (*count + 1.0).min(1000.0);
        *mean += ((change as f64).abs().ln() - *mean) / *count;
        if change < 0 {
            return Some(true);
        }
        let bar = temperature * mean.exp() * self.random.exponential();
        ((change as f64) < bar).then_some(false)
    }

    /// By how much the plan is better than the best so far, at the prices of the levels.
    fn won(&self) -> f64 {
        let prices = &self.state.tables.prices.levels;
        let gains = self.state.values().zip(&self.best.values).zip(prices);
        gains.map(|((new, best), price)| (best - new) as f64 * price).sum::<f64>().max(0.0)
    }

    fn mood(&mut self) -> Mood {
        let opening = [1.0, 1.0, 0.5, 0.2][self.random.below(4)];
        let blinks = [0, 2, 6, 16][self.random.below(4)];
        let charge = if self.inserter.room.is_empty() {
            0.0
        } else {
            [0.0, 0.0, 0.5, 1.0][self.random.below(4)]
        };
        Mood { charge, opening, blinks, salt: self.random.bits(), strict: false }
    }

    /// Puts those to be placed in an order, with some who were left out before.
    fn order(&mut self, out: &mut Vec<u32>) {
        for _ in 0..self.state.unplaced.len().min(8) {
            let left_out = self.random.pick(&self.state.unplaced);
            out.extend(left_out.filter(|person| !out.contains(person)));
        }
        order(self.state, &mut self.random, out);
    }
}

/// Puts people in one of several orders, by chance.
pub fn order(state: &State, random: &mut Random, people: &mut [u32]) {
    let problem = state.tables.problem;
    random.shuffle(people);
    let kind = random.below(5);
    let noise = random.unit();
    let mut keyed: Vec<(f64, u32)> = (people.iter())
        .map(|&person| {
            let data = &problem.participants[person as usize];
            let weight = data.weight as f64;
            let blur = 1.0 + noise * (random.unit() - 0.5);
            let due = f64::from(data.due.unwrap_or(state.tables.horizon));
            let key = match kind {
                0 => 0.0,
                1 | 2 => -weight * blur,
                3 => due * blur,
                _ => due / weight.max(1.0) * blur,
            };
            (key, person)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (place, (_, person)) in people.iter_mut().zip(keyed) {
        *place = person;
    }
    together(state, people);
    super::reliance::order(state.tables, people);
}

/// Brings those that must be together next to one another, at the place of the first.
fn together(state: &State, people: &mut [u32]) {
    let tables = state.tables;
    if people.iter().all(|person| tables.rules_of[*person as usize].is_empty()) {
        return;
    }
    let mut next = 0;
    while next < people.len() {
        let tied = super::company::tied(tables, people[next]);
        next += 1;
        for mate in tied.into_iter().skip(1) {
            if let Some(at) = people[next..].iter().position(|person| *person == mate) {
                people[next..=next + at].rotate_right(1);
                next += 1;
            }
        }
    }
}
