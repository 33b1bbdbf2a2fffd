//! Re-plans of tiny programmes against an oracle that tries all plans: what has begun stays, and moves
//! are as few as can be.

use chrono::Days;
use oorandom::Rand32;
use slotwise::check::check;
use slotwise::model::{Lead, Target, When};
use slotwise::replan::{
    Change, Outage, OutageEnd, ParticipantLeft, ReplanOptions, Replanned, SizeChanged, replan,
};
use slotwise::solver::Status;
use slotwise::{Plan, Problem, Programme, SolveOptions, solve};
use slotwise_tests::oracle::best;
use slotwise_tests::random::Mix;

use super::diff_laws::{plan, programmes};

/// Outages of environments, components, participants, and other changes, now or later.
fn changes(programme: &Programme, now: When, random: &mut Rand32) -> Vec<Change> {
    let mut any = |count: usize| random.rand_range(0..count.max(1) as u32) as usize;
    let mut changes = Vec::new();
    for number in 0..=any(2) {
        let on = match any(4) {
            0 if !programme.participants.is_empty() => Target::Participant(
                programme.participants[any(programme.participants.len())].id.clone(),
            ),
            _ => Target::Environment(
                programme.environments[any(programme.environments.len())].id.clone(),
            ),
        };
        let from = now.date() + Days::new(any(3) as u64);
        let to = from + Days::new(1 + any(4) as u64);
        let end = OutageEnd::Known(to.into());
        changes.push(Change::Outage(Outage::new(format!("INC-{number}"), on, from, end)));
    }
    if any(4) == 0 && programme.participants.len() > 1 {
        let participant = programme.participants[any(programme.participants.len())].id.clone();
        changes.push(if any(2) == 0 {
            Change::ParticipantLeft(ParticipantLeft { participant })
        } else {
            Change::SizeChanged(SizeChanged { participant, size: 2 })
        });
    }
    changes
}

fn judged(programme: &Programme, problem: &Problem, baseline: &Plan, random: &mut Rand32) -> bool {
    let period = random.rand_range(0..problem.horizon());
    let now = When::Day(problem.timeline.day(period));
    let mut options = ReplanOptions::new(now);
    options.solve = SolveOptions::default().with_threads(1);
    if random.rand_range(0..2) == 0 {
        options.notice = Some(Lead::WorkingDays(i64::from(random.rand_range(0..5))));
    }
    if random.rand_range(0..3) == 0 {
        options.freeze_until = Some(When::Day(problem.timeline.day(period) + Days::new(1)));
    }
    // Changes that would contradict slots given by hand are refused.
    let changes = changes(programme, now, random);
    let Ok(Replanned { problem: after, outcome, diff, .. }) =
        replan(problem, baseline, &changes, &options)
    else {
        return false;
    };
    let told = || format!("{}\n{changes:?}\n{diff:?}", serde_json::to_string(programme).unwrap());
    assert_eq!(check(&after, &outcome.plan), [], "{}", told());
    let best = best(&after).expect("slots by hand keep the rules");
    assert_eq!(outcome.score.values(), best.values, "{:?}\n{}", outcome.levels, told());
    assert_eq!(outcome.status, Status::Optimal, "{}", told());
    for (level, value) in outcome.levels.iter().zip(&best.values) {
        assert_eq!((level.value, level.bound), (*value, *value), "{}", told());
    }
    // The number of moves, where all count 1, is that of visits moved and dropped of those who are
    // still there.
    let still = |id: &String| after.programme.participants.iter().any(|p| p.id == *id);
    let weights = after.participants.iter().all(|p| p.weight == 1000);
    let once = slotwise::model::Level::new("moves", [(slotwise::model::Term::Moves, 1.0)]);
    let level = after.programme.objective.levels.iter().position(|level| *level == once);
    if let Some(level) = level.filter(|_| weights) {
        let count = (diff.participants.iter())
            .filter(|one| still(&one.participant))
            .flat_map(|one| &one.visits)
            .filter(|v| v.from.is_some() && v.kind != slotwise::plan::diff::DiffKind::Kept)
            .count();
        assert_eq!(outcome.score.levels[level].value, count as i64 * 1_000_000, "{}", told());
    }
    true
}

#[test]
fn moves_are_as_few_as_the_oracle_finds() {
    let (mut planned, mut by_hand) = (0, 0);
    for (seed, programme) in programmes(&Mix::all(), 120) {
        let mut random = Rand32::new(seed);
        let problem = Problem::new(&programme).expect("a valid programme");
        let options = SolveOptions::default().with_threads(1);
        let baseline = solve(&problem, &options).expect("an outcome").plan;
        planned += usize::from(judged(&programme, &problem, &baseline, &mut random));
        // A plan that a person made: it may break every rule.
        let baseline = plan(&problem, &mut random);
        by_hand += usize::from(judged(&programme, &problem, &baseline, &mut random));
    }
    assert!(planned >= 60 && by_hand >= 60, "{planned} and {by_hand} re-plans");
}
