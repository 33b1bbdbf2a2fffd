//! What a re-plan keeps to: where everybody was before (rule `freeze`, terms `frozen`, `short_notice`,
//! `moves`).

use chrono::NaiveDate;

use super::{MaintenanceData, ParticipantData, Problem};
use crate::model::{EnvironmentId, StageId, Term, TrancheSlotId};

/// Where everybody was before, for a whole problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Slots that start before this period are closed to whoever was not in them.
    pub closed_until: u32,
    /// Slots that start before this period are at short notice.
    pub notice_until: u32,
    /// By [`ParticipantId`](crate::model::ParticipantId): where it was, at most once for each stage.
    pub homes: Vec<Vec<HomeData>>,
    /// By [`ParticipantId`](crate::model::ParticipantId): the route that it took, if it is still there.
    pub routes: Vec<Option<u32>>,
    /// By movable maintenance: its first day, if it had a place.
    pub maintenance: Vec<Option<NaiveDate>>,
}

/// What of a baseline is a participant's; nothing where there is no baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnBaseline {
    /// As [`Baseline::closed_until`].
    pub closed_until: u32,
    /// As [`Baseline::notice_until`].
    pub notice_until: u32,
    /// Where it was, by stage.
    pub homes: Vec<HomeData>,
    /// The route that it took, by place, if it is still there.
    pub route: Option<u32>,
    /// What a move counts, in thousandths: its weight, but who has none is not moved for nothing.
    pub weight: i64,
}

/// Where a participant was for a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HomeData {
    /// The stage.
    pub stage: StageId,
    /// In which environment; `None` if it is not there any more.
    pub environment: Option<EnvironmentId>,
    /// The first period from its start on.
    pub start: u32,
    /// Whether a period starts then.
    pub exists: bool,
    /// The slot given by hand that it was, if it was one and is still there.
    pub by_hand: Option<TrancheSlotId>,
    /// Whether it has begun, or starts in the time that is frozen.
    pub frozen: bool,
    /// Whether nothing else is looked at for this stage: no rule, but a part of the whole problem.
    pub stays: bool,
}

impl HomeData {
    /// Whether a slot is the place.
    pub fn is(&self, environment: EnvironmentId, start: u32) -> bool {
        self.exists && self.environment == Some(environment) && self.start == start
    }
}

impl OwnBaseline {
    /// Where it was for a stage.
    pub fn home(&self, stage: StageId) -> Option<&HomeData> {
        self.homes.iter().find(|home| home.stage == stage)
    }

    /// Whether the participant was there.
    pub fn was(&self, stage: StageId, environment: EnvironmentId, start: u32) -> bool {
        self.home(stage).is_some_and(|home| home.is(environment, start))
    }

    /// Whether a slot is closed to the participant (rule `freeze`).
    pub fn closes(&self, stage: StageId, environment: EnvironmentId, start: u32) -> bool {
        start < self.closed_until && !self.was(stage, environment, start)
    }
}

impl ParticipantData {
    /// What being in a slot for a stage counts in a term of moves, in thousandths: nothing where it was
    /// before, and for a stage that it was not in.
    pub fn elsewhere(
        &self,
        term: Term,
        stage: StageId,
        environment: EnvironmentId,
        start: u32,
    ) -> i64 {
        match self.baseline.home(stage) {
            Some(home) if !home.is(environment, start) => self.moved(term, home, Some(start)),
            _ => 0,
        }
    }

    /// What not being in any slot for a stage counts in a term of moves, in thousandths.
    pub fn gone(&self, term: Term, stage: StageId) -> i64 {
        self.baseline.home(stage).map_or(0, |home| self.moved(term, home, None))
    }

    /// What not being in any slot counts in a term of moves, in thousandths.
    pub fn all_gone(&self, term: Term) -> i64 {
        self.baseline.homes.iter().map(|home| self.moved(term, home, None)).sum()
    }

    /// What a move away counts, to a start or to nowhere.
    fn moved(&self, term: Term, home: &HomeData, to: Option<u32>) -> i64 {
        let weight = self.baseline.weight;
        match term {
            Term::Frozen if home.frozen => weight,
            Term::ShortNotice => {
                let first = to.map_or(home.start, |to| to.min(home.start));
                weight * i64::from(self.baseline.notice_until.saturating_sub(first))
            }
            Term::Moves => weight,
            _ => 0,
        }
    }
}

impl Problem {
    /// The problem of a re-plan. Levels for moves are added to an objective that does not name them:
    /// see [`Objective::of_moves`](crate::model::Objective::of_moves).
    pub fn with_baseline(mut self, baseline: Baseline) -> Self {
        let people = self.participants.iter_mut().zip(baseline.homes).zip(baseline.routes);
        for ((participant, mut homes), route) in people {
            homes.sort_unstable();
            homes.dedup_by_key(|home| home.stage);
            participant.baseline = OwnBaseline {
                closed_until: baseline.closed_until,
                notice_until: baseline.notice_until,
                homes,
                route,
                weight: participant.weight.max(1),
            };
        }
        let closed = baseline.closed_until;
        for (one, was) in self.maintenance.iter_mut().zip(baseline.maintenance) {
            let runs = |from: NaiveDate| {
                let place = one.places.iter().find(|place| place.from == from);
                place.is_some_and(|place| {
                    (self.hand_slots.iter())
                        .any(|slot| one.is_on(slot.environment) && slot.span.overlaps(place.span))
                })
            };
            keep_begun(one, was.filter(|from| !runs(*from)), closed);
        }
        self.programme.objective = self.programme.objective.of_moves();
        self.levels = super::resolve::levels(&self.programme);
        self
    }

    /// Whether it is the problem of a re-plan.
    pub fn has_baseline(&self) -> bool {
        let has = |p: &ParticipantData| p.baseline.closed_until > 0 || !p.baseline.homes.is_empty();
        self.participants.iter().any(has)
    }

    /// With the baseline of a problem of the same participants.
    pub(crate) fn with_baseline_of(mut self, other: &Self) -> Self {
        let same = |(a, b): (&crate::model::Participant, &crate::model::Participant)| a.id == b.id;
        let people = self.programme.participants.iter().zip(&other.programme.participants);
        if self.participants.len() == other.participants.len() && people.into_iter().all(same) {
            for (own, theirs) in self.participants.iter_mut().zip(&other.participants) {
                own.baseline.clone_from(&theirs.baseline);
            }
        }
        self
    }
}

/// Maintenance that has begun stays, and other maintenance does not begin in the time that is closed, if
/// it has a place after.
fn keep_begun(one: &mut MaintenanceData, was: Option<NaiveDate>, closed_until: u32) {
    let begun = |place: &super::PlaceData| place.span.start < closed_until;
    let kept = one.places.iter().find(|place| Some(place.from) == was && begun(place)).copied();
    match kept {
        Some(place) => one.places = vec![place],
        None if !one.places.iter().all(begun) => one.places.retain(|place| !begun(place)),
        None => {}
    }
}
