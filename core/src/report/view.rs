//! A plan with its names, dates and sums: what every report and every file format shows.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::calendar::span::union;
use crate::calendar::{Problem, Span};
use crate::model::{
    EnvironmentId, ParticipantId, StageId, TrancheSlotId, Unavailability, UnavailabilityId,
};
use crate::plan::Plan;

/// A plan of a problem, joined up: slots with who is in them, participants with where they are.
#[derive(Clone, Debug)]
pub struct PlanView<'a> {
    /// What was planned.
    pub problem: &'a Problem,
    /// The open slots by environment, start and stage.
    pub slots: Vec<SlotView>,
    /// By [`ParticipantId`]: every participant, placed or not.
    pub participants: Vec<ParticipantView>,
    /// Movable maintenance with the days that it takes as its dates.
    pub maintenance: Vec<Unavailability>,
    /// How many slots and visits of the plan name something that the problem does not have. They
    /// are left out; 0 for any plan that passes the checker.
    pub left_out: usize,
}

/// An open slot.
#[derive(Clone, Debug)]
pub struct SlotView {
    /// Its place in [`Plan::slots`].
    pub index: u32,
    /// What it is for.
    pub stage: StageId,
    /// Where.
    pub environment: EnvironmentId,
    /// When, in working periods, pauses included.
    pub span: Span,
    /// When it starts, in the programme's zone.
    pub start: DateTime<Tz>,
    /// When it is over.
    pub end: DateTime<Tz>,
    /// Its first day.
    pub first_day: NaiveDate,
    /// The last day that it touches.
    pub last_day: NaiveDate,
    /// The slot given by hand that it is, if it is one.
    pub by_hand: Option<TrancheSlotId>,
    /// Least that it takes if anybody is in it, in sizes.
    pub capacity_min: u32,
    /// Most that it takes, in sizes.
    pub capacity_max: u32,
    /// Who is in it, by id.
    pub participants: Vec<ParticipantId>,
    /// What they add up to, in sizes.
    pub size: u64,
    /// What it pauses over, by start.
    pub pauses: Vec<(Span, UnavailabilityId)>,
    /// Its periods without the pauses.
    pub working: u32,
}

/// A participant, placed or not.
#[derive(Clone, Debug)]
pub struct ParticipantView {
    /// Who.
    pub participant: ParticipantId,
    /// Where and when; `None` if not placed.
    pub placement: Option<Placement>,
}

/// Where and when a participant is.
#[derive(Clone, Debug)]
pub struct Placement {
    /// Which of its routes, by place.
    pub route: u32,
    /// The steps taken, in the order of the route.
    pub visits: Vec<VisitView>,
    /// The period by which the last step taken is over; 0 without any.
    pub completion: u32,
    /// Working periods past the due date.
    pub late: u32,
}

/// A step taken in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitView {
    /// Which step of the route, by place.
    pub step: u32,
    /// Which slot, by place in [`PlanView::slots`].
    pub slot: usize,
}

impl<'a> PlanView<'a> {
    /// Joins a plan up with its problem.
    pub fn new(problem: &'a Problem, plan: &Plan) -> Self {
        let mut left_out = 0;
        let mut slots: Vec<SlotView> = Vec::with_capacity(plan.slots.len());
        for (index, slot) in plan.slots.iter().enumerate() {
            let known = slot.stage.index() < problem.stages.len()
                && slot.environment.index() < problem.environments.len()
                && slot.span.end <= problem.horizon()
                && !slot.span.is_empty()
                && slot.by_hand.is_none_or(|hand| hand.index() < problem.hand_slots.len());
            if known {
                slots.push(SlotView::new(problem, index, slot));
            } else {
                left_out += 1;
            }
        }
        slots.sort_by_key(|slot| (slot.environment, slot.span, slot.stage, slot.index));
        let mut place = vec![None; plan.slots.len()];
        for (position, slot) in slots.iter().enumerate() {
            place[slot.index as usize] = Some(position);
        }

        let mut participants: Vec<_> = (0..problem.participants.len())
            .map(|position| ParticipantView {
                participant: ParticipantId::new(position),
                placement: None,
            })
            .collect();
        for assignment in &plan.assignments {
            let Some(view) = participants.get_mut(assignment.participant.index()) else {
                left_out += 1;
                continue;
            };
            let data = &problem.participants[assignment.participant.index()];
            let placement = view.placement.get_or_insert_with(|| Placement {
                route: assignment.route,
                visits: Vec::new(),
                completion: 0,
                late: 0,
            });
            for visit in &assignment.visits {
                let Some(slot) = place.get(visit.slot as usize).copied().flatten() else {
                    left_out += 1;
                    continue;
                };
                placement.visits.push(VisitView { step: visit.step, slot });
                placement.completion = slots[slot].span.end;
                slots[slot].participants.push(assignment.participant);
                slots[slot].size += u64::from(data.size);
            }
            placement.late = data.due.map_or(0, |due| placement.completion.saturating_sub(due));
        }
        for slot in &mut slots {
            slot.participants.sort_unstable();
        }
        let maintenance = (plan.maintenance.iter())
            .filter_map(|placed| {
                let mut all = problem.maintenance.iter();
                let one = all.find(|one| one.cause == placed.unavailability)?;
                let place = one.places.get(placed.place as usize)?;
                Some(Unavailability {
                    from: place.from.into(),
                    to: place.to.into(),
                    movable: None,
                    ..problem.programme.unavailability[one.cause.index()].clone()
                })
            })
            .collect();
        Self { problem, slots, participants, maintenance, left_out }
    }

    /// How many participants are placed.
    pub fn placed(&self) -> usize {
        self.participants.iter().filter(|p| p.placement.is_some()).count()
    }

    /// Those that are not placed, by id.
    pub fn unplaced(&self) -> impl Iterator<Item = ParticipantId> {
        self.participants.iter().filter(|p| p.placement.is_none()).map(|p| p.participant)
    }

    /// Name of an environment for people: its id if it has no other.
    pub fn environment_name(&self, environment: EnvironmentId) -> &'a str {
        let environment = &self.problem.programme.environments[environment.index()];
        or_id(&environment.name, &environment.id)
    }

    /// Name of a stage for people: its id if it has no other.
    pub fn stage_name(&self, stage: StageId) -> &'a str {
        let stage = &self.problem.programme.stages[stage.index()];
        or_id(&stage.name, &stage.id)
    }

    /// Id of a participant.
    pub fn participant_id(&self, participant: ParticipantId) -> &'a str {
        &self.problem.programme.participants[participant.index()].id
    }

    /// Organisation of a participant: its id if it names none.
    pub fn organisation(&self, participant: ParticipantId) -> &'a str {
        let participant = &self.problem.programme.participants[participant.index()];
        or_id(&participant.organisation, &participant.id)
    }

    /// Name of the route that a placement takes; empty if the participant has no such route.
    pub fn route_name(&self, participant: ParticipantId, placement: &Placement) -> &'a str {
        (self.problem.programme.participants[participant.index()].routes)
            .get(placement.route as usize)
            .map_or("", |route| route.id.as_str())
    }
}

fn or_id<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.is_empty() { id } else { name }
}

impl SlotView {
    fn new(problem: &Problem, index: usize, slot: &crate::plan::PlanSlot) -> Self {
        let timeline = &problem.timeline;
        let day_after = timeline.day_after(slot.span.end);
        let stage = &problem.stages[slot.stage.index()];
        let (capacity_min, capacity_max) = match slot.by_hand {
            Some(hand) => {
                let hand = &problem.hand_slots[hand.index()];
                (hand.capacity_min, hand.capacity_max)
            }
            None => (stage.capacity_min, stage.capacity_max),
        };
        let pauses: Vec<_> = (problem.unavailable(slot.stage, slot.environment).iter())
            .map(|u| (u.span.intersection(slot.span), u.cause))
            .filter(|(span, _)| !span.is_empty())
            .collect();
        let lost: u32 = union(pauses.iter().map(|p| p.0).collect()).iter().map(|s| s.len()).sum();
        Self {
            index: index as u32,
            stage: slot.stage,
            environment: slot.environment,
            span: slot.span,
            start: timeline.start(slot.span.start),
            end: timeline.end(slot.span.end),
            first_day: timeline.day(slot.span.start),
            last_day: day_after.pred_opt().unwrap_or(day_after),
            by_hand: slot.by_hand,
            capacity_min,
            capacity_max,
            participants: Vec::new(),
            size: 0,
            pauses,
            working: slot.span.len() - lost,
        }
    }
}
