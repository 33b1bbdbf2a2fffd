//! Support cover, local to the zone.

use chrono::{NaiveTime, TimeDelta, Utc};
use slotwise::Plan;
use slotwise::calendar::Span;
use slotwise::check::check;
use slotwise::model::{EnvironmentId, Hours, Participant, Resolution, RuleKind, StageId};
use slotwise::plan::PlanSlot;

use super::{day, problem, programme, roomy, shared};

#[test]
fn a_27_a_slot_that_begins_before_support_and_ends_after() {
    let clock = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
    // In hours, a period may not begin at half past: the day from 07:30 to 18:30 is one period.
    for (from, utc) in [("2024-07-15", (7, 17)), ("2024-01-15", (8, 18))] {
        let mut programme = programme();
        programme.calendar.from = day(from);
        programme.calendar.to = day(from) + chrono::Days::new(1);
        programme.calendar.resolution = Resolution::Day;
        programme.calendar.working_hours = Some(Hours { from: clock(7, 30), to: clock(18, 30) });
        programme.calendar.support_hours = Some(Hours { from: clock(8, 0), to: clock(18, 0) });
        programme.environments.push(shared("UIT", from, &programme.calendar.to.to_string()));
        let mut stage = roomy("Qualification", 1, "UIT");
        stage.needs_support = true;
        programme.stages.push(stage);
        programme.participants.push(Participant::new("P", ["Qualification"]));
        let problem = problem(&programme);
        let slot = PlanSlot {
            stage: StageId::new(0),
            environment: EnvironmentId::new(0),
            span: Span::new(0, 1),
            by_hand: None,
        };
        let plan = Plan { slots: vec![slot], ..Plan::default() };
        let found = check(&problem, &plan);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule, RuleKind::Support);
        let told = &found[0].message;
        assert!(told.contains("07:30") && told.contains("18:30"), "{told}");
        let uncovered = problem.timeline.uncovered(0);
        let times: Vec<_> = (uncovered.iter())
            .map(|(from, to)| format!("{}–{}", from.format("%H:%M"), to.format("%H:%M")))
            .collect();
        assert_eq!(times, ["07:30–08:00", "18:00–18:30"]);
        let lost: TimeDelta = uncovered.iter().map(|(from, to)| *to - *from).sum();
        assert_eq!(lost, TimeDelta::hours(1));
        let cover = (uncovered[0].1, uncovered[1].0);
        let at = |moment: chrono::DateTime<Utc>| moment.format("%H:%M").to_string();
        let wanted = (format!("{:02}:00", utc.0), format!("{:02}:00", utc.1));
        assert_eq!((at(cover.0.to_utc()), at(cover.1.to_utc())), wanted);
    }
}
