//! A plan pushed along by outages: everything in its order, as early as that lets it.

use super::draw::Drawn;
use super::model::OutageSource;
use crate::calendar::span::union;
use crate::calendar::{Problem, Span, Timeline, strikes_target};
use crate::model::{Calendar, EnvironmentId, Exclusivity, ResourceId, Target};
use crate::plan::{Plan, PlanSlot};

/// What of a plan comes after what, found once for all samples.
pub(super) struct Pusher<'a> {
    problem: &'a Problem,
    /// The calendar, and as long again: pushed slots may end after it.
    timeline: Timeline,
    slots: Vec<Pushed>,
    /// Slots by planned start.
    order: Vec<usize>,
}

/// A slot that may be pushed.
struct Pushed {
    slot: PlanSlot,
    /// Working periods that it takes.
    work: u32,
    /// Periods in which it is planned not to run.
    paused: Vec<Span>,
    /// Slots that it comes after, and how many periods after their end at least.
    after: Vec<(usize, i64)>,
    /// Who is in it.
    people: Vec<usize>,
}

impl<'a> Pusher<'a> {
    pub fn new(problem: &'a Problem, plan: &Plan) -> Self {
        let mut slots: Vec<Pushed> = (plan.slots.iter())
            .map(|slot| {
                let spans = problem.unavailable(slot.stage, slot.environment);
                let paused = union(spans.iter().map(|one| one.span).collect());
                let lost: u32 = paused.iter().map(|one| one.intersection(slot.span).len()).sum();
                let work = slot.span.len() - lost;
                Pushed { slot: *slot, work, paused, after: Vec::new(), people: Vec::new() }
            })
            .collect();
        let mut order: Vec<usize> = (0..slots.len()).collect();
        order.sort_by_key(|place| (slots[*place].slot.span.start, *place));
        for (position, later) in order.iter().enumerate() {
            let own = slots[*later].slot;
            let comes_after = order[..position]
                .iter()
                .filter_map(|earlier| Some((*earlier, gap(problem, &slots[*earlier].slot, &own)?)));
            let after: Vec<_> = comes_after.collect();
            slots[*later].after = after;
        }
        let mut rank = vec![0; slots.len()];
        for (position, place) in order.iter().enumerate() {
            rank[*place] = position;
        }
        for assignment in &plan.assignments {
            let data = &problem.participants[assignment.participant.index()];
            let route = data.routes.get(assignment.route as usize);
            for visit in &assignment.visits {
                slots[visit.slot as usize].people.push(assignment.participant.index());
            }
            for pair in assignment.visits.windows(2) {
                let (from, to) = (pair[0].slot as usize, pair[1].slot as usize);
                let step = route.and_then(|route| route.steps.get(pair[1].step as usize));
                // A plan that people made may have them in any order.
                if rank[from] < rank[to] {
                    slots[to].after.push((from, step.map_or(0, |step| i64::from(step.min_lag))));
                }
            }
        }
        Self { problem, timeline: longer(problem), slots, order }
    }

    /// The periods of the longer calendar.
    pub fn horizon(&self) -> u32 {
        self.timeline.len()
    }

    /// The longer calendar.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Where slots end, by place, if nothing but outages moves them. One strikes a slot through its
    /// environment, a resource that its stage takes, or somebody in it.
    pub fn ends(&self, outages: &[Drawn], sources: &[OutageSource]) -> Vec<u32> {
        self.ends_if(outages, sources, |_| true)
    }

    /// The same with the outages of one environment alone.
    pub fn ends_of(
        &self,
        outages: &[Drawn],
        sources: &[OutageSource],
        environment: EnvironmentId,
    ) -> Vec<u32> {
        self.ends_if(outages, sources, |slot| slot.environment == environment)
    }

    fn ends_if(
        &self,
        outages: &[Drawn],
        sources: &[OutageSource],
        counts: impl Fn(&PlanSlot) -> bool,
    ) -> Vec<u32> {
        let mut ends: Vec<u32> = self.slots.iter().map(|one| one.slot.span.end).collect();
        for place in &self.order {
            let one = &self.slots[*place];
            let mut start = i64::from(one.slot.span.start);
            for (before, lag) in &one.after {
                start = start.max(i64::from(ends[*before]) + lag);
            }
            let start = u32::try_from(start.max(0)).unwrap_or(u32::MAX);
            let mut blocked = one.paused.clone();
            if counts(&one.slot) {
                let strikes = |drawn: &&Drawn| self.strikes(&sources[drawn.source].on, one);
                blocked.extend(outages.iter().filter(strikes).map(|drawn| drawn.span));
                blocked = union(blocked);
            }
            ends[*place] = worked(start, one.work, &blocked);
        }
        ends
    }

    /// Whether something that is down keeps a slot from going on.
    fn strikes(&self, on: &Target, one: &Pushed) -> bool {
        let programme = &self.problem.programme;
        match on {
            Target::Resource(id) => {
                let resource = programme.resources.iter().position(|known| known.id == *id);
                let stage = &self.problem.stages[one.slot.stage.index()];
                resource.is_some_and(|place| {
                    stage.takes.iter().any(|take| take.resource == ResourceId::new(place))
                })
            }
            Target::Participant(id) => {
                one.people.iter().any(|place| programme.participants[*place].id == *id)
            }
            _ => strikes_target(on, &programme.environments[one.slot.environment.index()]),
        }
    }
}

/// How many periods after an earlier slot one has to start at least; `None` if it need not wait.
fn gap(problem: &Problem, earlier: &PlanSlot, later: &PlanSlot) -> Option<i64> {
    if earlier.span.end > later.span.start {
        return None;
    }
    let environment = &problem.environments[later.environment.index()];
    let in_turn =
        earlier.environment == later.environment && environment.exclusivity != Exclusivity::Shared;
    if in_turn {
        let changeover = environment.changeover[earlier.stage.index()][later.stage.index()];
        // A plan that people made may leave too little.
        let planned = later.span.start - earlier.span.end;
        return Some(i64::from(changeover.min(planned)));
    }
    let together = problem
        .groups
        .iter()
        .any(|group| group.contains(&earlier.stage) && group.contains(&later.stage));
    together.then_some(0)
}

/// The period by which so many are worked from a start on, those that are blocked left out.
fn worked(start: u32, work: u32, blocked: &[Span]) -> u32 {
    let (mut at, mut left) = (start, work);
    for span in blocked {
        if span.end <= at {
            continue;
        }
        let free = span.start.saturating_sub(at);
        if left <= free {
            break;
        }
        left -= free;
        at = span.end;
    }
    at.saturating_add(left)
}

/// The calendar, and as long again; as it is if that would be too long.
fn longer(problem: &Problem) -> Timeline {
    let calendar = &problem.programme.calendar;
    let length = calendar.to.signed_duration_since(calendar.from);
    let later = calendar.to.checked_add_signed(length);
    let longer = later.map(|to| Calendar { to, ..calendar.clone() });
    longer.and_then(|calendar| Timeline::new(&calendar)).unwrap_or_else(|| problem.timeline.clone())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::model::{Environment, Participant, Programme, Stage};
    use crate::solver::SolveOptions;

    #[test]
    fn work_goes_on_around_what_is_blocked() {
        assert_eq!(worked(2, 3, &[]), 5);
        assert_eq!(worked(2, 3, &[Span::new(0, 2)]), 5);
        assert_eq!(worked(2, 3, &[Span::new(1, 4)]), 7);
        assert_eq!(worked(2, 3, &[Span::new(4, 6)]), 7);
        assert_eq!(worked(2, 3, &[Span::new(5, 9)]), 5);
        assert_eq!(worked(2, 3, &[Span::new(3, 4), Span::new(5, 6)]), 7);
        assert_eq!(worked(2, 0, &[Span::new(2, 4)]), 2);
    }

    /// Two stages in turn on SIT-B, 10 and 5 days, with a changeover of 2; a third elsewhere, for
    /// somebody else.
    fn programme() -> Programme {
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a date");
        let (from, to) = (day(1, 1), day(3, 1));
        Programme::builder("two", Calendar::days("Europe/London", from, to))
            .environments([
                Environment::new("SIT-B", from, to).with_changeover(2),
                Environment::new("UIT", from, to),
            ])
            .stages([
                Stage::new("Migration", 10, ["SIT-B"]),
                Stage::new("Operational", 5, ["SIT-B"]),
                Stage::new("Qualification", 5, ["UIT"]),
            ])
            .participants([
                Participant::new("Acme", ["Migration", "Operational"]),
                Participant::new("Bolt", ["Qualification"]),
            ])
            .build()
            .expect("a valid programme")
    }

    #[test]
    fn what_comes_after_an_outage_waits_and_the_rest_does_not() {
        let problem = Problem::new(&programme()).expect("a valid programme");
        let plan =
            crate::planner::solve(&problem, &SolveOptions::default()).expect("an outcome").plan;
        let pusher = Pusher::new(&problem, &plan);
        let ends = |spans: &[(u32, u32)], on: Target| {
            let sources = [OutageSource::new(on, 1.0, [1])];
            let drawn: Vec<Drawn> = (spans.iter())
                .map(|(start, end)| Drawn { source: 0, span: Span::new(*start, *end) })
                .collect();
            let ends = pusher.ends(&drawn, &sources);
            // By stage: Migration, Operational, Qualification.
            let mut by_stage: Vec<_> = plan.slots.iter().map(|slot| slot.stage).zip(ends).collect();
            by_stage.sort_unstable();
            by_stage.into_iter().map(|(_, end)| end).collect::<Vec<u32>>()
        };
        let sit_b = || Target::Environment("SIT-B".into());
        assert_eq!(ends(&[], sit_b()), [10, 17, 5]);
        // Three days in Migration push both.
        assert_eq!(ends(&[(4, 7)], sit_b()), [13, 20, 5]);
        // The changeover needs no environment that is up.
        assert_eq!(ends(&[(10, 12)], sit_b()), [10, 17, 5]);
        // One that ends in Operational pushes that alone, by what it takes of it.
        assert_eq!(ends(&[(11, 14)], sit_b()), [10, 19, 5]);
        // Somebody's own outage pushes the slots that it is in; everybody's all.
        assert_eq!(ends(&[(0, 1)], Target::Participant("Bolt".into())), [10, 17, 6]);
        assert_eq!(ends(&[(0, 1)], Target::Everywhere), [11, 18, 6]);
        // Pushed slots may end after the calendar, of 44 days.
        assert_eq!(ends(&[(9, 60)], sit_b()), [61, 68, 5]);
    }
}
