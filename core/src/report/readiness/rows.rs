//! Criteria of single participants, judged as of a day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{ReadinessKind, ReadinessOptions, ReadinessRow, ReadinessState, StageReadiness};
use crate::calendar::{Criterion, CriterionKind, Given, Held, Problem, RequiredData};
use crate::model::{EnvironmentId, Lead, Participant, StageId, UnavailabilityId, When, Workdays};
use crate::plan::Plan;
use crate::report::{PlanView, SlotView};

/// All rows, in order.
pub(super) fn rows(
    problem: &Problem,
    plan: Option<&Plan>,
    options: &ReadinessOptions,
) -> Vec<ReadinessRow> {
    let view = PlanView::new(problem, plan.unwrap_or(&Plan::default()));
    let workdays = Workdays::new(&problem.programme.calendar);
    let mut all = Vec::new();
    for (criteria, own) in problem.criteria().iter().zip(&view.participants) {
        let person = &problem.programme.participants[own.participant.index()];
        let visits = own.placement.iter().flat_map(|placement| &placement.visits);
        let slots: Vec<&SlotView> = visits.map(|visit| &view.slots[visit.slot]).collect();
        let about =
            About { problem, options, workdays: &workdays, person, slots: &slots, criteria };
        if slots.is_empty() {
            about.stages().into_iter().for_each(|stage| about.before(stage, None, &mut all));
        }
        for slot in &slots {
            about.before(slot.stage, Some(slot), &mut all);
        }
    }
    let zone = problem.timeline.zone();
    // Stable: criteria of one participant stay as they are listed.
    all.sort_by_cached_key(|row: &ReadinessRow| {
        let starts = row.starts.map_or(i64::MAX, |when| when.seconds(zone));
        (row.stage.clone(), starts, row.participant.clone())
    });
    all
}

/// Sums by stage, in the order of the rows.
pub(super) fn sums(rows: &[ReadinessRow]) -> Vec<StageReadiness> {
    let mut sums = Vec::new();
    for of_stage in rows.chunk_by(|a, b| a.stage == b.stage) {
        let mut sum = StageReadiness { stage: of_stage[0].stage.clone(), ..Default::default() };
        for own in of_stage.chunk_by(|a, b| a.participant == b.participant) {
            sum.participants += 1;
            sum.ready += usize::from(own.iter().all(|row| row.state == ReadinessState::Met));
        }
        for row in of_stage {
            *match row.state {
                ReadinessState::Met => &mut sum.met,
                ReadinessState::Expected => &mut sum.expected,
                ReadinessState::Open => &mut sum.open,
                ReadinessState::Late => &mut sum.late,
            } += 1;
        }
        sums.push(sum);
    }
    sums
}

/// A participant before its stages.
struct About<'a> {
    problem: &'a Problem,
    options: &'a ReadinessOptions,
    workdays: &'a Workdays,
    person: &'a Participant,
    slots: &'a [&'a SlotView],
    criteria: &'a [Criterion],
}

/// What a row says of a criterion before it is judged.
struct Asked {
    kind: ReadinessKind,
    what: String,
    given: Given,
    takes: Option<Lead>,
    environment: Option<EnvironmentId>,
    /// By when, if not by the start of the slot.
    by: Option<When>,
}

impl About<'_> {
    /// The stages on its routes that it has not completed.
    fn stages(&self) -> BTreeSet<StageId> {
        let stages = &self.problem.programme.stages;
        let steps = self.person.routes.iter().flat_map(|route| &route.steps);
        let ids: BTreeSet<&str> = steps.map(|step| step.stage.as_str()).collect();
        let done = |id: &str| self.person.completed.iter().any(|done| done.stage == id);
        (stages.iter().enumerate())
            .filter(|(_, stage)| ids.contains(stage.id.as_str()) && !done(&stage.id))
            .map(|(place, _)| StageId::new(place))
            .collect()
    }

    /// What is asked before a stage, in a slot or wherever it may run.
    fn before(&self, stage: StageId, slot: Option<&SlotView>, rows: &mut Vec<ReadinessRow>) {
        let durations = &self.problem.stages[stage.index()].durations;
        let eligible: Vec<EnvironmentId> = match slot {
            Some(slot) => vec![slot.environment],
            None => (durations.iter().enumerate())
                .filter(|(_, duration)| duration.is_some())
                .map(|(place, _)| EnvironmentId::new(place))
                .collect(),
        };
        let applies = |criterion: &&Criterion| {
            criterion.stage.is_none_or(|own| own == stage)
                && criterion.environment.is_none_or(|own| eligible.contains(&own))
        };
        let mut asked: Vec<Asked> = (self.criteria.iter().filter(applies))
            .map(|criterion| Asked {
                kind: criterion.kind.into(),
                what: match criterion.kind {
                    CriterionKind::Request => format!("{} in its request", criterion.what),
                    _ => criterion.what.clone(),
                },
                given: criterion.given,
                takes: criterion.lead,
                environment: criterion.environment,
                by: None,
            })
            .collect();
        self.prerequisites(stage, &mut asked);
        for environment in eligible {
            self.versions(stage, environment, slot, &mut asked);
            self.environment(environment, &mut asked);
        }
        rows.extend(asked.into_iter().map(|one| self.judged(stage, slot, one)));
    }

    /// Stages of which one is complete before: in the plan, or beforehand.
    fn prerequisites(&self, stage: StageId, asked: &mut Vec<Asked>) {
        let programme = &self.problem.programme;
        for any_of in &self.problem.stages[stage.index()].prerequisites {
            let names: Vec<&str> =
                any_of.iter().map(|one| programme.stages[one.index()].id.as_str()).collect();
            let done = self.person.completed.iter().filter(|done| names.contains(&&*done.stage));
            let visits = self.slots.iter().filter(|slot| any_of.contains(&slot.stage));
            let zone = self.problem.timeline.zone();
            let first = (done.map(|done| done.on))
                .chain(visits.map(|slot| self.problem.timeline.dates(slot.span).1))
                .min_by_key(|when| when.seconds(zone));
            asked.push(Asked {
                kind: ReadinessKind::Prerequisite,
                what: format!("{} complete", names.join(" or ")),
                given: first.map_or(Given::No, Given::On),
                takes: None,
                environment: None,
                by: None,
            });
        }
    }

    /// Versions that the stage or the participant needs there.
    fn versions(
        &self,
        stage: StageId,
        environment: EnvironmentId,
        slot: Option<&SlotView>,
        asked: &mut Vec<Asked>,
    ) {
        let programme = &self.problem.programme;
        let (stage_id, environment_id) =
            (&programme.stages[stage.index()].id, &programme.environments[environment.index()].id);
        let own = (self.person.versions.iter())
            .filter(|needed| needed.stage.as_ref().is_none_or(|id| id == stage_id))
            .filter(|needed| needed.environment.as_ref().is_none_or(|id| id == environment_id))
            .filter_map(|needed| RequiredData::new(&needed.needs));
        let of_stage = self.problem.stages[stage.index()].versions.iter().cloned();
        for required in of_stage.chain(own) {
            asked.push(Asked {
                kind: ReadinessKind::Version,
                what: format!(
                    "{} {}{} deployed",
                    required.component,
                    if required.exactly { "exactly " } else { "" },
                    required.text
                ),
                given: self.deployed(environment, &required, slot),
                takes: None,
                environment: Some(environment),
                by: None,
            });
        }
    }

    /// From when on the environment has a version that will do, up to the slot's start at least; of
    /// several times, the last that begins in time, else the first.
    fn deployed(
        &self,
        environment: EnvironmentId,
        required: &RequiredData,
        slot: Option<&SlotView>,
    ) -> Given {
        let held = &self.problem.environments[environment.index()].versions;
        let of: Vec<&Held> = held.iter().filter(|h| h.component == required.component).collect();
        // Versions that will do and follow one another are one time.
        let mut times: Vec<(Option<UnavailabilityId>, u32, u32)> = Vec::new();
        for one in of.iter().filter(|one| required.is_met_by(one)) {
            match times.last_mut() {
                Some(last) if last.2 == one.span.start => last.2 = one.span.end,
                _ => times.push((one.by, one.span.start, one.span.end)),
            }
        }
        let start = slot.map(|slot| slot.span.start);
        let in_time = times.iter().rev().find(|time| start.is_some_and(|at| time.1 <= at));
        let lasting = in_time.filter(|time| start.is_some_and(|at| at < time.2));
        let later = times.iter().find(|time| start.is_none_or(|at| at < time.1));
        match lasting.or(later) {
            None => Given::No,
            Some((None, ..)) => Given::Yes,
            Some((Some(by), ..)) => Given::On(self.problem.programme.unavailability[by.index()].to),
        }
    }

    /// What the environment itself has to be: set up, approved.
    fn environment(&self, id: EnvironmentId, asked: &mut Vec<Asked>) {
        let environment = &self.problem.programme.environments[id.index()];
        let mut ask = |kind, what: String, given, takes, by: Option<When>| {
            asked.push(Asked { kind, what, given, takes, environment: Some(id), by });
        };
        if let Some(set_up) = environment.set_up {
            let started = set_up.started.map(|when| when.date());
            let over = started.and_then(|day| self.workdays.after(day, set_up.lead));
            let given = over.map_or(Given::No, |day| Given::On(day.into()));
            let what = format!("{} set up", environment.id);
            let opens = environment.opens().map(When::Day);
            ask(ReadinessKind::SetUp, what, given, Some(set_up.lead), opens);
        }
        if let Some(optional) = &environment.optional {
            let given = if optional.approved { Given::Yes } else { Given::No };
            ask(ReadinessKind::Approval, format!("{} approved", environment.id), given, None, None);
        }
    }

    fn judged(&self, stage: StageId, slot: Option<&SlotView>, asked: Asked) -> ReadinessRow {
        let programme = &self.problem.programme;
        let starts = slot.map(|slot| self.problem.timeline.dates(slot.span).0);
        let ahead = |start: When| match self.options.lead {
            Some(lead) => self.workdays.latest_start(start.date(), lead).map_or(start, When::Day),
            None => start,
        };
        let by = asked.by.or(starts.map(ahead));
        let begin_by = by.and_then(|by| self.workdays.latest_start(by.date(), asked.takes?));
        let expected = match asked.given {
            Given::On(when) => Some(when),
            Given::Yes | Given::No => None,
        };
        let environment = slot.map(|slot| slot.environment).or(asked.environment);
        ReadinessRow {
            stage: programme.stages[stage.index()].id.clone(),
            participant: self.person.id.clone(),
            environment: environment.map(|id| programme.environments[id.index()].id.clone()),
            starts,
            kind: asked.kind,
            what: asked.what,
            state: self.state(asked.given, by, begin_by),
            expected,
            by,
            takes: asked.takes,
            begin_by,
            slack: expected.zip(by).map(|(is, by)| self.working_days(is.date(), by.date())),
        }
    }

    fn state(&self, given: Given, by: Option<When>, begin_by: Option<NaiveDate>) -> ReadinessState {
        let as_of = self.options.as_of;
        let zone = self.problem.timeline.zone();
        let date = |when: When| match when {
            When::Moment(at) => at.with_timezone(&zone).date_naive(),
            other => other.date(),
        };
        match (given, by) {
            (Given::Yes, _) => ReadinessState::Met,
            (Given::On(when), Some(by)) if when.seconds(zone) > by.seconds(zone) => {
                ReadinessState::Late
            }
            (Given::On(when), _) if date(when) <= as_of => ReadinessState::Met,
            (Given::On(_), _) => ReadinessState::Expected,
            (Given::No, by) => {
                let due = by.is_some_and(|by| date(by) <= as_of);
                if due || begin_by.is_some_and(|last| last < as_of) {
                    ReadinessState::Late
                } else {
                    ReadinessState::Open
                }
            }
        }
    }

    /// Working days from one day to another; negative if that is before.
    fn working_days(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let all = Lead::WorkingDays(i64::MAX);
        if from <= to {
            self.workdays.available(from, to, all)
        } else {
            -self.workdays.available(to, from, all)
        }
    }
}
