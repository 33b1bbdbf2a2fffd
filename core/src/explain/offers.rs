//! What of a programme could give for somebody, in steps that cost more and more.

use super::facts::{Fact, Question};
use super::names;
use super::relaxation::{End, Prices, Relaxation};
use crate::calendar::resolve::thousandths;
use crate::model::{EnvironmentId, RuleKind, Target, When, Window};

/// One thing that can give, a little or more.
pub struct Offer {
    /// From the cheapest to the dearest, with prices in thousandths.
    pub steps: Vec<(Relaxation, i64)>,
    /// Whether each step gives all that the one before does.
    pub grows: bool,
    /// The path of the facts that it weakens.
    path: String,
    /// Whether it moves a deployment: then versions come at other times.
    deploys: bool,
}

impl Offer {
    fn single(relaxation: Relaxation, price: i64, path: String) -> Self {
        Self { steps: vec![(relaxation, price)], grows: true, path, deploys: false }
    }

    fn days(
        most: u32,
        price: i64,
        path: String,
        grows: bool,
        of: impl Fn(u32) -> Relaxation,
    ) -> Option<Self> {
        let steps: Vec<_> = (1..=most).map(|days| (of(days), price * i64::from(days))).collect();
        (!steps.is_empty()).then_some(Self { steps, grows, path, deploys: false })
    }

    /// Whether it could do anything about a conflict.
    pub fn weakens(&self, facts: &[Fact]) -> bool {
        let deploys = |fact: &Fact| self.deploys && fact.rule == RuleKind::Release;
        facts.iter().any(|fact| fact.path == self.path || deploys(fact))
    }

    /// The furthest step.
    pub fn last(&self) -> usize {
        self.steps.len() - 1
    }
}

/// Everything that could give for the participant, in the order of the programme.
pub fn all(question: &Question, prices: &Prices, days: u32) -> Vec<Offer> {
    let mut offers = Vec::new();
    places(question, prices, &mut offers);
    windows(question, prices, days, &mut offers);
    own(question, prices, days, &mut offers);
    maintenance(question, prices, days, &mut offers);
    for place in question.environments() {
        let environment = &question.problem.programme.environments[place];
        let Some(price) = prices.approval else { continue };
        if question.problem.environments[place].unapproved {
            let id = environment.id.clone();
            let path = format!("environments[{id}].optional.approved");
            let relaxation = Relaxation::Approval { environment: id };
            offers.push(Offer::single(relaxation, thousandths(price), path));
        }
    }
    offers
}

/// Places in the open slots that have none left. Where slots of the stage may overlap, another slot
/// can be opened beside, and one more place is not asked for.
fn places(question: &Question, prices: &Prices, offers: &mut Vec<Offer>) {
    let Some(price) = prices.place else { return };
    let (problem, plan) = (question.problem, question.plan);
    let stages = question.stages();
    let size = i64::from(problem.participants[question.participant.index()].size);
    let mut load = vec![0_i64; plan.slots.len()];
    for assignment in &plan.assignments {
        let size = i64::from(problem.participants[assignment.participant.index()].size);
        assignment.visits.iter().for_each(|visit| load[visit.slot as usize] += size);
    }
    for (slot, load) in plan.slots.iter().zip(load) {
        let alone = problem.excludes(slot.environment, slot.stage, slot.stage);
        if !stages.contains(&slot.stage) || (slot.by_hand.is_none() && !alone) {
            continue;
        }
        let hand = slot.by_hand.map(|hand| problem.hand_slots[hand.index()].capacity_max);
        let most = hand.unwrap_or(problem.stages[slot.stage.index()].capacity_max);
        let places = load + size - i64::from(most);
        if places > 0 {
            let name = names::slot(problem, *slot);
            let path = format!("plan.slots[{}]", name.id);
            let relaxation = Relaxation::Place {
                slot: name.id,
                stage: name.stage,
                environment: name.environment,
                start: name.from.to_string(),
                places,
            };
            offers.push(Offer::single(relaxation, thousandths(price) * places, path));
        }
    }
}

fn windows(question: &Question, prices: &Prices, days: u32, offers: &mut Vec<Offer>) {
    let Some(price) = prices.window_day.map(thousandths) else { return };
    let programme = &question.problem.programme;
    let stages = question.stages();
    let calendar = &programme.calendar;
    for place in question.environments() {
        let id = names::environment(question.problem, EnvironmentId::new(place)).to_owned();
        let bears = |window: &&Window| {
            window.stages.is_empty()
                || (stages.iter()).any(|s| {
                    window.stages.iter().any(|id| id == names::stage(question.problem, *s))
                })
        };
        for window in programme.environments[place].windows.iter().filter(bears) {
            let room = [
                (End::From, (window.from.date() - calendar.from).num_days()),
                (End::To, (calendar.to - window.to.date()).num_days()),
            ];
            for (end, room) in room {
                let most = days.min(u32::try_from(room).unwrap_or(0));
                let path = format!("environments[{id}].windows");
                offers.extend(Offer::days(most, price, path, true, |days| Relaxation::Window {
                    environment: id.clone(),
                    from: window.from.to_string(),
                    to: window.to.to_string(),
                    end,
                    days,
                }));
            }
        }
    }
}

/// Blackouts, deadline and readiness of the participant.
fn own(question: &Question, prices: &Prices, days: u32, offers: &mut Vec<Offer>) {
    let programme = &question.problem.programme;
    let (person, calendar) = (question.person(), &programme.calendar);
    let room = |from: When, to: When| {
        days.min(u32::try_from((to.date() - from.date()).num_days()).unwrap_or(0))
    };
    let path = |field: &str| format!("participants[{}].{field}", person.id);
    if let Some(price) = prices.blackout.map(thousandths) {
        for blackout in &person.unavailable {
            let relaxation = Relaxation::Blackout {
                participant: person.id.clone(),
                from: blackout.from.to_string(),
                to: blackout.to.to_string(),
            };
            offers.push(Offer::single(relaxation, price, path("unavailable")));
        }
        for u in &programme.unavailability {
            if matches!(&u.on, Target::Participant(id) if *id == person.id) {
                let relaxation = Relaxation::Unavailability { id: u.id.clone() };
                let path = format!("unavailability[{}]", u.id);
                offers.push(Offer::single(relaxation, price, path));
            }
        }
    }
    if let (Some(deadline), Some(price)) = (person.deadline, prices.deadline_day) {
        let most = room(deadline, When::Day(calendar.to));
        offers.extend(Offer::days(most, thousandths(price), path("deadline"), true, |days| {
            Relaxation::Deadline { participant: person.id.clone(), days }
        }));
    }
    if let Some(price) = prices.ready_day {
        let mut dates: Vec<When> = person.ready.iter().map(|ready| ready.from).collect();
        dates.dedup();
        for from in dates {
            let most = room(When::Day(calendar.from), from);
            offers.extend(Offer::days(most, thousandths(price), path("ready"), true, |days| {
                Relaxation::Ready { participant: person.id.clone(), from: from.to_string(), days }
            }));
        }
    }
}

/// Unavailability of environments, components and resources, earlier or later.
fn maintenance(question: &Question, prices: &Prices, days: u32, offers: &mut Vec<Offer>) {
    let Some(price) = prices.maintenance_day.map(thousandths) else { return };
    let programme = &question.problem.programme;
    for (place, u) in programme.unavailability.iter().enumerate() {
        let reaches = question.is_struck_by(u) || question.is_reached_by(place);
        if !reaches || matches!(u.on, Target::Participant(_)) {
            continue;
        }
        for way in [-1, 1] {
            let path = format!("unavailability[{}]", u.id);
            let offer = Offer::days(days, price, path, false, |days| Relaxation::Maintenance {
                id: u.id.clone(),
                days: way * days as i32,
            });
            offers.extend(offer.map(|offer| Offer { deploys: u.deploys.is_some(), ..offer }));
        }
    }
}
