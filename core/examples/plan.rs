//! A small programme, planned: `cargo run --release --example plan`.

use chrono::{NaiveDate, Weekday};
use slotwise::model::{Calendar, Environment, Participant, Stage, Starts};
use slotwise::{Problem, Programme, SolveOptions, solve};

/// Plans it and prints the slots.
///
/// # Errors
/// None: the programme is valid.
pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a date");
    let (from, to) = (day(1, 1), day(7, 1));
    let programme = Programme::builder("a small one", Calendar::days("Europe/London", from, to))
        .environments([
            Environment::new("SIT-A", from, to),
            Environment::new("SIT-B", day(2, 26), to).with_changeover(2),
        ])
        .stages(
            [("Functional", 15, "SIT-A"), ("Migration", 10, "SIT-B"), ("Operational", 5, "SIT-B")]
                .map(|(id, duration, environment)| {
                    Stage::new(id, duration, [environment])
                        .with_starts(Starts::weekdays([Weekday::Mon]))
                        .with_capacity(0, 4)
                }),
        )
        .participants((1..=10).map(|number| {
            let stages = ["Functional", "Migration", "Operational"];
            Participant::new(format!("Supplier {number:02}"), stages).with_due(day(5, 6))
        }))
        .build()?; // or every finding, with code, path and remedy

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
