//! From a plan of one programme to where everybody is at home in another state of it.

use super::ReplanOptions;
use crate::calendar::{Baseline, HomeData, Problem};
use crate::model::validate::{Clock, Place, Report};
use crate::model::{EnvironmentId, Findings, StageId, TrancheSlotId, When, Workdays, positions};
use crate::plan::Plan;

/// What is wrong with the dates of a re-plan, and with its baseline.
pub(super) fn findings(before: &Problem, plan: &Plan, options: &ReplanOptions) -> Findings {
    let mut report = Report::default();
    let clock = Clock::new(&before.programme.calendar);
    clock.check(options.now, &Place::top("now"), &mut report);
    if let Some(until) = options.freeze_until {
        clock.check(until, &Place::top("freeze_until"), &mut report);
    }
    let most = crate::model::validate::sizes::MAX_LEAD;
    if let Some(notice) = options.notice.filter(|lead| !(0..=most).contains(&lead.count())) {
        report.add(
            "SW-E4101",
            &Place::top("notice"),
            format!("the notice is {notice}"),
            format!("write 0 to {most} days"),
        );
    }
    if !is_of(before, plan) {
        report.add(
            "SW-E4102",
            &Place::top("baseline"),
            "the baseline is no plan of this programme: it names what is not there",
            "give the programme that the plan was made for",
        );
    }
    report.into_findings()
}

/// Whether all indices of a plan are the problem's.
fn is_of(problem: &Problem, plan: &Plan) -> bool {
    let slots = plan.slots.iter().all(|slot| {
        slot.stage.index() < problem.stages.len()
            && slot.environment.index() < problem.environments.len()
            && slot.span.start < slot.span.end
            && slot.span.end <= problem.horizon()
            && slot.by_hand.is_none_or(|id| id.index() < problem.hand_slots.len())
    });
    let assignments = plan.assignments.iter().all(|assignment| {
        let data = problem.participants.get(assignment.participant.index());
        data.and_then(|data| data.routes.get(assignment.route as usize)).is_some()
            && assignment.visits.iter().all(|visit| (visit.slot as usize) < plan.slots.len())
    });
    slots && assignments
}

/// Where everybody was, in indices and periods of the new problem.
pub(super) fn baseline(
    before: &Problem,
    plan: &Plan,
    after: &Problem,
    options: &ReplanOptions,
) -> Baseline {
    let timeline = &after.timeline;
    let zone = timeline.zone();
    let closed = match options.freeze_until {
        Some(until) if until.seconds(zone) > options.now.seconds(zone) => until,
        _ => options.now,
    };
    let closed_until = timeline.first_from(closed);
    let notice_until = (options.notice)
        .and_then(|lead| Workdays::new(&after.programme.calendar).after(options.now.date(), lead))
        .map_or(0, |day| timeline.first_from(When::Day(day)));
    let programme = &after.programme;
    let environments = positions(programme.environments.iter().map(|e| &e.id));
    let stages = positions(programme.stages.iter().map(|s| &s.id));
    let participants = positions(programme.participants.iter().map(|p| &p.id));
    let by_hand = positions(programme.slots.iter().map(|s| &s.id));
    let mut homes = vec![Vec::new(); after.participants.len()];
    let mut routes = vec![None; after.participants.len()];
    for assignment in &plan.assignments {
        let who = &before.programme.participants[assignment.participant.index()];
        let Some(&place) = participants.get(who.id.as_str()) else { continue };
        let route = &who.routes[assignment.route as usize].id;
        routes[place] = (programme.participants[place].routes.iter())
            .position(|known| known.id == *route)
            .map(|route| route as u32);
        for visit in &assignment.visits {
            let slot = plan.slots[visit.slot as usize];
            let stage = &before.programme.stages[slot.stage.index()].id;
            let Some(&stage) = stages.get(stage.as_str()) else { continue };
            let environment = &before.programme.environments[slot.environment.index()].id;
            let (from, _) = before.timeline.dates(slot.span);
            let start = timeline.first_from(from);
            let hand = slot.by_hand.map(|id| before.programme.slots[id.index()].id.as_str());
            homes[place].push(HomeData {
                stage: StageId::new(stage),
                environment: environments.get(environment.as_str()).map(|e| EnvironmentId::new(*e)),
                start,
                exists: start < timeline.len() && timeline.dates_start(start) == from,
                by_hand: hand.and_then(|id| by_hand.get(id)).map(|id| TrancheSlotId::new(*id)),
                frozen: start < closed_until,
                stays: false,
            });
        }
    }
    let was = |id: &String| {
        plan.maintenance.iter().find_map(|placed| {
            let one = before.maintenance.iter().find(|one| one.cause == placed.unavailability)?;
            let same = before.programme.unavailability[one.cause.index()].id == *id;
            one.places.get(placed.place as usize).filter(|_| same).map(|place| place.from)
        })
    };
    let maintenance = (after.maintenance.iter())
        .map(|one| was(&programme.unavailability[one.cause.index()].id))
        .collect();
    Baseline { closed_until, notice_until, homes, routes, maintenance }
}
