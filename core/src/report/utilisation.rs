//! How much of the environments and slots a plan uses.

use super::{PlanView, SlotView};
use crate::calendar::span::union;
use crate::calendar::{Problem, Span, strikes};
use crate::model::{EnvironmentId, StageId};

/// How much of the environments and slots a plan uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utilisation {
    /// By [`EnvironmentId`].
    pub environments: Vec<EnvironmentUse>,
    /// By [`StageId`].
    pub stages: Vec<StageUse>,
}

/// How much of an environment a plan uses: `open = used + lost + idle`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnvironmentUse {
    /// Which.
    pub environment: EnvironmentId,
    /// Working periods inside its windows, whichever stages they are for.
    pub open: u32,
    /// Of these, those in which it is available and at least one slot is running.
    pub used: u32,
    /// Of these, those in which it is unavailable.
    pub lost: u32,
    /// The others.
    pub idle: u32,
    /// Its open slots.
    pub slots: u32,
    /// Sizes × periods that its slots offer, pauses aside.
    pub offered: u64,
    /// Sizes × periods that participants take of that.
    pub taken: u64,
    /// The most that participants in it at one time add up to, in sizes.
    pub peak: u64,
}

/// How full the slots of a stage are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageUse {
    /// Which.
    pub stage: StageId,
    /// Its open slots.
    pub slots: u32,
    /// Those with nobody in them.
    pub empty: u32,
    /// Participants in them, counted per visit.
    pub participants: u32,
    /// What its slots offer, in sizes.
    pub offered: u64,
    /// What participants take of that, in sizes.
    pub taken: u64,
}

impl Utilisation {
    /// Sums a plan up.
    pub fn of(view: &PlanView) -> Self {
        let environments = (0..view.problem.environments.len())
            .map(|position| EnvironmentUse::of(view, EnvironmentId::new(position)))
            .collect();
        let mut stages: Vec<_> = (0..view.problem.stages.len())
            .map(|position| StageUse {
                stage: StageId::new(position),
                slots: 0,
                empty: 0,
                participants: 0,
                offered: 0,
                taken: 0,
            })
            .collect();
        for slot in &view.slots {
            let stage = &mut stages[slot.stage.index()];
            stage.slots += 1;
            stage.empty += u32::from(slot.participants.is_empty());
            stage.participants += slot.participants.len() as u32;
            stage.offered += u64::from(slot.capacity_max);
            stage.taken += slot.size;
        }
        Self { environments, stages }
    }
}

impl EnvironmentUse {
    fn of(view: &PlanView, environment: EnvironmentId) -> Self {
        let data = &view.problem.environments[environment.index()];
        let slots: Vec<&SlotView> =
            view.slots.iter().filter(|slot| slot.environment == environment).collect();
        let open = open(view.problem, environment);
        let moved = (view.maintenance.iter())
            .filter(|one| strikes(one, &view.problem.programme.environments[environment.index()]))
            .map(|one| view.problem.timeline.touched(one.from, one.to));
        let down = union(data.unavailable.iter().map(|u| u.span).chain(moved).collect());
        let busy = union(slots.iter().map(|slot| slot.span).collect());
        let lost = shared(&open, &down);
        let used_or_paused = shared(&open, &busy);
        let used = length(&used_or_paused) - length(&shared(&used_or_paused, &down));
        let (open, lost) = (length(&open), length(&lost));
        Self {
            environment,
            open,
            used,
            lost,
            idle: open - used - lost,
            slots: slots.len() as u32,
            offered: slots.iter().map(|s| u64::from(s.capacity_max) * u64::from(s.working)).sum(),
            taken: slots.iter().map(|s| s.size * u64::from(s.working)).sum(),
            peak: peak(&slots),
        }
    }
}

/// The periods inside an environment's windows, whichever stages they are for.
pub fn open(problem: &Problem, environment: EnvironmentId) -> Vec<Span> {
    let windows = &problem.environments[environment.index()].windows;
    union(windows.iter().flatten().copied().collect())
}

/// The most that the slots' participants add up to at one time.
fn peak(slots: &[&SlotView]) -> u64 {
    let mut events: Vec<(u32, bool, u64)> = (slots.iter())
        .flat_map(|slot| [(slot.span.start, true, slot.size), (slot.span.end, false, slot.size)])
        .collect();
    // Ends sort before starts: half-open spans that touch do not overlap.
    events.sort_unstable();
    let mut now = 0;
    let mut most = 0;
    for (_, starts, size) in events {
        now = if starts { now + size } else { now - size };
        most = most.max(now);
    }
    most
}

pub(super) fn length(spans: &[Span]) -> u32 {
    spans.iter().map(|span| span.len()).sum()
}

/// The periods that are in both of two lists of sorted, disjoint spans.
pub(super) fn shared(a: &[Span], b: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let both = a[i].intersection(b[j]);
        if !both.is_empty() {
            found.push(both);
        }
        if a[i].end <= b[j].end { i += 1 } else { j += 1 }
    }
    found
}
