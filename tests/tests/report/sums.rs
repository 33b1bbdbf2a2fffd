//! Utilisation and other sums, against counting by hand.

use slotwise::Problem;
use slotwise::calendar::Span;
use slotwise::report::{LevelVerdict, PlanView, Utilisation};

use crate::sample;

#[test]
fn utilisation_is_what_counting_periods_gives() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    let view = PlanView::new(&problem, &plan);
    let utilisation = Utilisation::of(&view);
    assert!(view.slots.iter().any(|slot| !slot.pauses.is_empty()), "a pause is in the sample");
    for (usage, data) in utilisation.environments.iter().zip(&problem.environments) {
        let holds = |spans: &[Span], period| spans.iter().any(|span| span.holds(period));
        let down: Vec<_> = data.unavailable.iter().map(|u| u.span).collect();
        let (mut open, mut used, mut lost, mut taken, mut offered, mut peak) = (0, 0, 0, 0, 0, 0);
        for period in 0..problem.horizon() {
            let running: Vec<_> = (view.slots.iter())
                .filter(|s| s.environment == usage.environment && s.span.holds(period))
                .collect();
            let sizes: u64 = running.iter().map(|slot| slot.size).sum();
            peak = peak.max(sizes);
            let is_down = holds(&down, period);
            if !is_down {
                taken += sizes;
                offered += running.iter().map(|s| u64::from(s.capacity_max)).sum::<u64>();
            }
            if data.windows.iter().any(|windows| holds(windows, period)) {
                open += 1;
                lost += u32::from(is_down);
                used += u32::from(!is_down && !running.is_empty());
            }
        }
        assert_eq!(
            (usage.open, usage.used, usage.lost, usage.idle),
            (open, used, lost, open - used - lost)
        );
        assert_eq!((usage.taken, usage.offered, usage.peak), (taken, offered, peak));
    }
    let visits: u32 = plan.assignments.iter().map(|a| a.visits.len() as u32).sum();
    assert_eq!(utilisation.stages.iter().map(|s| s.participants).sum::<u32>(), visits);
    let slots = plan.slots.len() as u32;
    assert_eq!(utilisation.stages.iter().map(|s| s.slots).sum::<u32>(), slots);
    assert_eq!(utilisation.environments.iter().map(|e| e.slots).sum::<u32>(), slots);
}

#[test]
fn placements_follow_the_plan() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    let view = PlanView::new(&problem, &plan);
    assert_eq!(view.placed(), plan.assignments.len());
    assert_eq!(view.placed() + view.unplaced().count(), problem.participants.len());
    for assignment in &plan.assignments {
        let placement = view.participants[assignment.participant.index()].placement.as_ref();
        let placement = placement.unwrap();
        let indices: Vec<_> =
            placement.visits.iter().map(|visit| view.slots[visit.slot].index).collect();
        let wanted: Vec<_> = assignment.visits.iter().map(|visit| visit.slot).collect();
        assert_eq!(indices, wanted);
        let last = plan.slots[*wanted.last().unwrap() as usize].span.end;
        assert_eq!(placement.completion, last);
        let due = problem.participants[assignment.participant.index()].due;
        assert_eq!(placement.late, due.map_or(0, |due| last.saturating_sub(due)));
    }
}

#[test]
fn values_are_shown_in_the_objectives_own_units() {
    let level = |value, bound| LevelVerdict { name: String::new(), value, bound, terms: vec![] };
    let texts = [0, 1, -1, 12_500_000, 3_000_000, -250_000, i64::MIN]
        .map(|value| level(value, None).value_text());
    let wanted = ["0", "0.000001", "-0.000001", "12.5", "3", "-0.25", "-9223372036854.775808"];
    assert_eq!(texts, wanted);
    let gaps = [(100, None), (100, Some(100)), (1000, Some(992)), (100, Some(50)), (0, Some(-5))]
        .map(|(value, bound)| level(value, bound).gap_text());
    assert_eq!(gaps, ["–", "proven", "0.80 %", "50 %", "∞"]);
}
