//! What is too large is told before it is laid out in memory; what is large, but not too large, is
//! taken. One test after the other, since they measure the process.

use std::fmt::Write;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use slotwise::format::{MAX_TEXT, read_programme};
use slotwise::model::{
    Calendar, Environment, Participant, Route, Stage, Starts, Step, TrancheSlot,
};
use slotwise::{Problem, Programme};
use slotwise_tests::small::{day, programme};

/// What a programme may take to be refused, beyond what it takes itself, in MiB.
const MOST_MIB: f64 = 256.0;

/// How much the process holds, or has held at most since [`forget_peak`], in MiB.
fn memory(field: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(field))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

/// Makes the peak what is held now; where the system can't, the peak is only higher.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Runs it; fails if it takes much memory, where the system tells, or very long.
fn bounded<T>(what: &str, most: f64, run: impl FnOnce() -> T) -> T {
    forget_peak();
    let (before, begin) = (memory("VmRSS:"), Instant::now());
    let result = run();
    let took = begin.elapsed();
    if let (Some(before), Some(peak)) = (before, memory("VmHWM:")) {
        println!("{what}: {:.0} MiB, {took:.1?}", peak - before);
        assert!(peak - before < most, "{what} took {} MiB", peak - before);
    }
    assert!(took.as_secs() < 60, "{what} took {took:?}");
    result
}

fn first_error(programme: &Programme) -> String {
    let findings = Problem::new(programme).expect_err("it is too large");
    findings.errors().next().map(ToString::to_string).unwrap_or_default()
}

fn long(days: u64, environments: usize) -> Programme {
    let from = NaiveDate::from_ymd_opt(2000, 1, 3).expect("a date");
    let to = from.checked_add_days(Days::new(days)).expect("a date");
    let names: Vec<String> = (0..environments).map(|number| format!("Env {number}")).collect();
    let mut programme =
        Programme::new("large", Calendar::days("Europe/London", from, to).every_day());
    programme.environments = names.iter().map(|id| Environment::new(id, from, to)).collect();
    programme.stages = vec![Stage::new("Functional", 5, names.iter().map(String::as_str))];
    programme.participants = vec![Participant::new("Acme", ["Functional"])];
    programme
}

#[test]
fn large_programmes_are_taken_or_refused_within_bounds() {
    // What is large by itself comes last: memory that was given back may still count as held.
    ways_without_end();
    a_million_slots_generated();
    the_longest_calendar();
    all_participants_that_there_may_be();
    one_participant_more();
    a_million_slots_by_hand();
    a_million_slots_in_a_file();
}

fn a_million_slots_by_hand() {
    let mut programme = programme();
    let slot = |number| TrancheSlot::new(format!("{number}"), "Functional", "SIT-A", day(8));
    programme.slots = (0..1_000_000).map(slot).collect();
    let told = bounded("10^6 slots by hand", MOST_MIB, || first_error(&programme));
    insta::assert_snapshot!(told, @"SW-E0805 slots: there are 1000000 slots, at most 100000 are allowed; split the programme, or leave out what does not bear on the plan");
}

fn a_million_slots_in_a_file() {
    let whole = slotwise::format::write_programme(&programme());
    let begin = whole.trim_end().strip_suffix("}\n}").expect("an object in an object");
    let mut text = format!("{},\n\"slots\": [", begin.trim_end());
    for number in 0..1_000_000 {
        let comma = if number > 0 { "," } else { "" };
        let slot = r#""stage":"F","environment":"A","start":"2024-07-08""#;
        write!(text, r#"{comma}{{"id":"{number}",{slot}}}"#).expect("text grows");
    }
    text.push_str("]}}");
    assert!(text.len() < MAX_TEXT, "{} bytes", text.len());
    let told = bounded("10^6 slots in a file", 512.0, || {
        first_error(&read_programme(&text).expect("its form is right"))
    });
    insta::assert_snapshot!(told, @"SW-E0805 slots: there are 1000000 slots, at most 100000 are allowed; split the programme, or leave out what does not bear on the plan");
}

fn a_million_slots_generated() {
    let programme = long(100_000, 10);
    let told = bounded("10^6 slots generated", MOST_MIB, || first_error(&programme));
    insta::assert_snapshot!(told, @r#"SW-E0806 stages[0].slots.starts: there are 999960 slots that could be opened, 999960 of them of "Functional"; at most 500000 are allowed; let slots start less often, or in fewer environments"#);
    let programme = long(200_000, 1_000);
    let told = bounded("2·10^8 slots generated", MOST_MIB, || first_error(&programme));
    insta::assert_snapshot!(told, @r#"SW-E0806 stages[0].slots.starts: there are 199996000 slots that could be opened, 199996000 of them of "Functional"; at most 500000 are allowed; let slots start less often, or in fewer environments"#);
}

fn the_longest_calendar() {
    let problem = bounded("200,000 days", MOST_MIB, || Problem::new(&long(200_000, 1)));
    assert_eq!(problem.expect("it can be laid out").horizon(), 200_000);
    let told = bounded("200,001 days", MOST_MIB, || first_error(&long(200_001, 1)));
    insta::assert_snapshot!(told, @"SW-E0208 calendar.to: the calendar has 200001 periods or more, at most 200000 are allowed; plan a shorter time, or in longer periods (`resolution`)");
}

/// So many participants with two stages each, of which the one may be left out.
fn crowd(participants: usize) -> Programme {
    let mut programme = programme();
    for stage in &mut programme.stages {
        *stage = stage.clone().with_starts(Starts::every(5)).with_capacity(0, 100_000);
    }
    programme.participants = (0..participants)
        .map(|number| {
            let steps = [Step::new("Functional"), Step::new("Operational").optional()];
            Participant::with_routes(format!("Supplier {number}"), [Route::new("SIT", steps)])
        })
        .collect();
    programme
}

fn all_participants_that_there_may_be() {
    let programme = crowd(100_000);
    let problem = bounded("10^5 participants", 512.0, || Problem::new(&programme));
    assert_eq!(problem.expect("it can be laid out").participants.len(), 100_000);
}

fn one_participant_more() {
    let programme = crowd(100_001);
    let told = bounded("10^5 + 1 participants", MOST_MIB, || first_error(&programme));
    insta::assert_snapshot!(told, @"SW-E0805 participants: there are 100001 participants, at most 100000 are allowed; split the programme, or leave out what does not bear on the plan");
}

fn ways_without_end() {
    let mut programme = programme();
    let stage = programme.stages[0].clone();
    let steps: Vec<Step> = (0..40).map(|n| Step::new(format!("S{n}")).optional()).collect();
    programme
        .stages
        .extend(steps.iter().map(|step| Stage { id: step.stage.clone(), ..stage.clone() }));
    programme.participants[0].routes[0].steps = steps;
    let told = bounded("2^40 ways", MOST_MIB, || first_error(&programme));
    insta::assert_snapshot!(told, @"SW-E0507 participants: the ways through all routes have 43980465111042 steps, at most 20000000 are allowed; take optional steps, negative lags or routes out");
}
