//! From samples to shares.

use chrono::NaiveDate;

use super::draw::{Draw, Drawn};
use super::pushed::Pusher;
use super::{
    DaySpread, EnvironmentRisk, FanPoint, MilestoneRisk, NumberSpread, ParticipantRisk, Response,
    Risk, RiskOptions,
};
use crate::calendar::{Problem, Span, Timeline, strikes_target};
use crate::model::{EnvironmentId, PhaseId, StageId};
use crate::plan::Plan;
use crate::solver::CancelToken;

/// Points of the fan, at most.
const POINTS: u32 = 80;

/// One future.
pub(super) struct Sample {
    /// By participant: the period by which it is through; `None` if it is not placed.
    through: Vec<Option<u32>>,
    /// By stage: the period by which the last one is.
    stages: Vec<Option<u32>>,
}

impl Sample {
    /// A plan whose slots end then.
    pub fn of(problem: &Problem, plan: &Plan, ends: &[u32]) -> Self {
        let mut sample = Self {
            through: vec![None; problem.participants.len()],
            stages: vec![None; problem.stages.len()],
        };
        for assignment in &plan.assignments {
            let through = &mut sample.through[assignment.participant.index()];
            for visit in &assignment.visits {
                let end = ends[visit.slot as usize];
                let stage = plan.slots[visit.slot as usize].stage;
                let last = &mut sample.stages[stage.index()];
                *last = Some(last.map_or(end, |last| last.max(end)));
                *through = Some(through.map_or(end, |known| known.max(end)));
            }
        }
        sample
    }

    fn finish(&self) -> Option<u32> {
        self.through.iter().flatten().max().copied()
    }

    fn late(&self, problem: &Problem, participant: usize) -> u64 {
        let due = problem.participants[participant].due;
        let late = due.zip(self.through[participant]).map(|(due, end)| end.saturating_sub(due));
        u64::from(late.unwrap_or(0))
    }

    fn lateness(&self, problem: &Problem) -> u64 {
        (0..self.through.len()).map(|participant| self.late(problem, participant)).sum()
    }
}

/// The value that a share of the sorted ones does not exceed: the nearest rank.
fn rank<T: Copy>(sorted: &[T], percent: usize) -> Option<T> {
    let place = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(place).copied()
}

fn numbers(planned: u64, mut drawn: Vec<u64>) -> NumberSpread {
    drawn.sort_unstable();
    let of = |percent| rank(&drawn, percent).unwrap_or(planned);
    NumberSpread { planned, p50: of(50), p80: of(80), p95: of(95) }
}

/// The last day that a span up to a period touches.
fn last_day(timeline: &Timeline, end: u32) -> NaiveDate {
    let after = timeline.day_after(end.min(timeline.len()));
    after.pred_opt().unwrap_or(after)
}

/// Whoever is not placed comes after everybody who is.
fn days(
    timeline: &Timeline,
    planned: Option<u32>,
    drawn: impl Iterator<Item = Option<u32>>,
) -> DaySpread {
    let mut sorted: Vec<u32> = drawn.map(|end| end.unwrap_or(u32::MAX)).collect();
    sorted.sort_unstable();
    let day = |end: u32| last_day(timeline, end);
    let of = |percent| rank(&sorted, percent).filter(|end| *end != u32::MAX).map(day);
    DaySpread { planned: planned.map(day), p50: of(50), p80: of(80), p95: of(95) }
}

/// All of it.
pub(super) fn risk(
    problem: &Problem,
    plan: &Plan,
    pusher: &Pusher,
    samples: &[Sample],
    environments: Vec<EnvironmentRisk>,
    options: &RiskOptions,
) -> Risk {
    let timeline = pusher.timeline();
    let ends: Vec<u32> = plan.slots.iter().map(|slot| slot.span.end).collect();
    let planned = Sample::of(problem, plan, &ends);
    let share = |count: usize| count as f64 / samples.len().max(1) as f64;
    let programme = &problem.programme;
    let participants = (0..programme.participants.len())
        .filter(|who| planned.through[*who].is_some())
        .map(|who| ParticipantRisk {
            participant: programme.participants[who].id.clone(),
            finish: days(timeline, planned.through[who], samples.iter().map(|s| s.through[who])),
            lateness: numbers(
                planned.late(problem, who),
                samples.iter().map(|s| s.late(problem, who)).collect(),
            ),
            late: share(samples.iter().filter(|s| s.late(problem, who) > 0).count()),
            unplaced: share(samples.iter().filter(|s| s.through[who].is_none()).count()),
        })
        .collect();
    Risk {
        programme: programme.name.clone(),
        samples: samples.len(),
        interrupted: samples.len() < options.samples,
        seed: options.seed,
        response: match options.response {
            Response::Pushed => "pushed",
            Response::Replanned { .. } => "replanned",
        },
        finish: days(timeline, planned.finish(), samples.iter().map(Sample::finish)),
        lateness: numbers(
            planned.lateness(problem),
            samples.iter().map(|s| s.lateness(problem)).collect(),
        ),
        overruns: share(
            samples
                .iter()
                .filter(|s| s.finish().is_some_and(|end| end > problem.horizon()))
                .count(),
        ),
        participants,
        milestones: milestones(problem, timeline, &planned, samples),
        environments,
        fan: fan(timeline, &planned, samples),
    }
}

fn milestones(
    problem: &Problem,
    timeline: &Timeline,
    planned: &Sample,
    samples: &[Sample],
) -> Vec<MilestoneRisk> {
    let programme = &problem.programme;
    let of_phase = |sample: &Sample, phase: usize| {
        let of = |stage: &usize| problem.stages[*stage].phase == Some(PhaseId::new(phase));
        (0..problem.stages.len()).filter(of).filter_map(|stage| sample.stages[stage]).max()
    };
    let phases = (programme.phases.iter().enumerate()).map(|(place, phase)| MilestoneRisk {
        kind: "phase",
        id: phase.id.clone(),
        finish: days(
            timeline,
            of_phase(planned, place),
            samples.iter().map(|sample| of_phase(sample, place)),
        ),
    });
    let stages = (programme.stages.iter().enumerate()).map(|(place, stage)| MilestoneRisk {
        kind: "stage",
        id: stage.id.clone(),
        finish: days(
            timeline,
            planned.stages[StageId::new(place).index()],
            samples.iter().map(|sample| sample.stages[place]),
        ),
    });
    phases.chain(stages).filter(|one| one.finish.planned.is_some()).collect()
}

/// How many are through by when.
fn fan(timeline: &Timeline, planned: &Sample, samples: &[Sample]) -> Vec<FanPoint> {
    let all = std::iter::once(planned).chain(samples).flat_map(|s| s.through.iter().flatten());
    let (Some(first), Some(last)) = (all.clone().min().copied(), all.max().copied()) else {
        return Vec::new();
    };
    let last = last.min(timeline.len());
    let first = first.saturating_sub(1);
    let step = ((last.saturating_sub(first)).div_ceil(POINTS)).max(1);
    let mut sorted: Vec<Vec<u32>> =
        (samples.iter()).map(|sample| sample.through.iter().flatten().copied().collect()).collect();
    let mut as_planned: Vec<u32> = planned.through.iter().flatten().copied().collect();
    for ends in sorted.iter_mut().chain([&mut as_planned]) {
        ends.sort_unstable();
    }
    let by = |ends: &[u32], period: u32| ends.partition_point(|end| *end <= period) as u32;
    let mut points: Vec<FanPoint> = Vec::new();
    let mut period = first;
    loop {
        let mut counts: Vec<u32> = sorted.iter().map(|ends| by(ends, period)).collect();
        counts.sort_unstable();
        let of = |percent| rank(&counts, percent).unwrap_or(0);
        points.push(FanPoint {
            day: last_day(timeline, period),
            planned: by(&as_planned, period),
            p5: of(5),
            p20: of(20),
            p50: of(50),
            p80: of(80),
            p95: of(95),
        });
        if period >= last {
            return points;
        }
        period = (period + step).min(last);
    }
}

/// What the outages of each environment alone do to the plan.
pub(super) fn alone(
    problem: &Problem,
    plan: &Plan,
    pusher: &Pusher,
    draw: &Draw,
    samples: usize,
    cancel: &CancelToken,
) -> Vec<EnvironmentRisk> {
    let ends: Vec<u32> = plan.slots.iter().map(|slot| slot.span.end).collect();
    let planned = Sample::of(problem, plan, &ends);
    let drawn: Vec<_> = (0..samples).map(|number| draw.outages(number)).collect();
    let mut found = Vec::new();
    for (place, environment) in problem.programme.environments.iter().enumerate() {
        if cancel.is_cancelled() {
            break;
        }
        let strikes = |source: usize| strikes_target(&draw.sources()[source].on, environment);
        let (mut count, mut down, mut later, mut late) = (0_u64, 0_u64, 0_i64, 0_i64);
        for outages in &drawn {
            let own: Vec<_> = outages.iter().filter(|one| strikes(one.source)).copied().collect();
            let calendar = Span::new(0, problem.horizon());
            let inside = |one: &Drawn| one.span.intersection(calendar).len();
            count += own.iter().filter(|one| inside(one) > 0).count() as u64;
            down += own.iter().map(|one| u64::from(inside(one))).sum::<u64>();
            if own.is_empty() {
                continue;
            }
            let ends = pusher.ends_of(&own, draw.sources(), EnvironmentId::new(place));
            let sample = Sample::of(problem, plan, &ends);
            let period = |sample: &Sample| i64::from(sample.finish().unwrap_or(0));
            later += period(&sample) - period(&planned);
            late += sample.lateness(problem) as i64 - planned.lateness(problem) as i64;
        }
        let mean = |sum: f64| sum / samples as f64;
        found.push(EnvironmentRisk {
            environment: environment.id.clone(),
            outages: mean(count as f64),
            down: mean(down as f64),
            finish: mean(later as f64),
            lateness: mean(late as f64),
        });
    }
    let key = |one: &EnvironmentRisk| (one.lateness, one.finish, one.down);
    found.sort_by(|a, b| {
        let ((al, af, ad), (bl, bf, bd)) = (key(a), key(b));
        bl.total_cmp(&al).then(bf.total_cmp(&af)).then(bd.total_cmp(&ad))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_the_nearest() {
        let sorted: Vec<u32> = (1..=10).collect();
        assert_eq!(rank(&sorted, 50), Some(5));
        assert_eq!(rank(&sorted, 80), Some(8));
        assert_eq!(rank(&sorted, 95), Some(10));
        assert_eq!(rank(&sorted, 5), Some(1));
        assert_eq!(rank::<u32>(&[], 50), None);
    }
}
