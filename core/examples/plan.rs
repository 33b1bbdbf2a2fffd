//! A small programme, planned: `cargo run --release --example plan`.

use chrono::{NaiveDate, Weekday};
use slotwise::model::{
    Calendar, Capacity, DayOfWeek, Environment, Participant, SlotPolicy, Stage, Starts,
};
use slotwise::{Problem, Programme, SolveOptions, solve};

/// Plans it and prints the slots.
///
/// # Errors
/// None: the programme is valid.
pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a date");
    let mut programme =
        Programme::new("a small one", Calendar::days("Europe/London", day(1, 1), day(7, 1)));
    programme.environments.push(Environment::new("SIT-A", day(1, 1), day(7, 1)));
    programme.environments.push(Environment::new("SIT-B", day(2, 26), day(7, 1)));
    let tranches = |most| SlotPolicy {
        starts: Starts::Weekdays(vec![DayOfWeek(Weekday::Mon)]),
        capacity: Capacity { min: 0, max: most },
    };
    for (id, duration, environment) in
        [("Functional", 15, "SIT-A"), ("Migration", 10, "SIT-B"), ("Operational", 5, "SIT-B")]
    {
        let mut stage = Stage::new(id, duration, [environment]);
        stage.slots = tranches(4);
        programme.stages.push(stage);
    }
    for number in 1..=10 {
        let mut participant = Participant::new(
            format!("Supplier {number:02}"),
            ["Functional", "Migration", "Operational"],
        );
        participant.due = Some(day(5, 6).into());
        programme.participants.push(participant);
    }

    let problem = Problem::new(&programme)?;
    let outcome = solve(&problem, &SolveOptions::default())?;
    println!("{}, gap {:.2} %", outcome.status, outcome.gap() * 100.0);
    for (level, score) in problem.programme.objective.levels.iter().zip(&outcome.score.levels) {
        println!("{:<12} {}", level.name, score.value as f64 / 1e6);
    }
    for slot in &outcome.plan.slots {
        let stage = &problem.programme.stages[slot.stage.index()].id;
        let environment = &problem.programme.environments[slot.environment.index()].id;
        let days = &problem.timeline;
        println!(
            "{environment} {stage:<12} {} to {}",
            days.day(slot.span.start),
            days.day_after(slot.span.end)
        );
    }
    Ok(())
}
