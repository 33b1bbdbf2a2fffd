//! A programme's things, with nothing that binds yet.

use chrono::{Days, NaiveDate, NaiveTime};
use slotwise::Programme;
use slotwise::calendar::Timeline;
use slotwise::model::{
    Calendar, Capacity, Environment, Exclusivity, Hours, Participant, Preference, Resolution,
    Route, RuleKind, Stage, Starts, When,
};

use super::{Mix, Tape};

/// Calendar, environments that share everything, stages on a grid, participants with a route each.
pub fn programme(mix: &Mix, tape: &mut Tape) -> Programme {
    let calendar = calendar(mix, tape);
    let (from, to) = (calendar.from, calendar.to);
    let mut programme = Programme::new("random", calendar);
    let periods = dates(&programme).len();
    for id in ["Annex", "Base", "Cellar"].iter().take(tape.between(1, 3) as usize) {
        let mut environment = Environment::new(*id, from, to);
        environment.exclusivity = Exclusivity::Shared;
        programme.environments.push(environment);
    }
    let environments: Vec<String> = programme.environments.iter().map(|e| e.id.clone()).collect();
    for id in ["Data", "Live", "Proof"].iter().take(tape.between(1, 3) as usize) {
        let eligible: Vec<&str> =
            environments.iter().map(String::as_str).filter(|_| !tape.chance(1, 3)).collect();
        let duration = tape.pick(&[1, 2, 1, 3, 2]);
        let mut stage = Stage::new(*id, duration, eligible.iter().copied());
        if eligible.is_empty() {
            stage = Stage::new(*id, duration, [environments[0].as_str()]);
        }
        // Few enough slots for the oracle to try them all.
        let periods = 1 + (periods * environments.len() / 12).min(2) as i64;
        stage.slots.starts = Starts::Every { periods, anchor: None };
        stage.slots.capacity = Capacity { min: 0, max: 100 };
        stage.overlap = true;
        programme.stages.push(stage);
    }
    for id in ["Ash", "Birch", "Cedar", "Doum"].iter().take(tape.between(2, 4) as usize) {
        let route = route("main", &programme, tape);
        let mut participant = Participant::with_routes(*id, vec![route]);
        participant.weight = tape.pick(&[1.0, 2.0, 0.5, 1.0, 1.0, 3.0, 0.25, 1.0, 0.0]);
        if tape.chance(1, 2) {
            participant.due = Some(pick_date(&programme, tape));
        }
        if tape.chance(1, 3) {
            participant.preferences.push(Preference {
                stage: None,
                environment: tape.chance(1, 2).then(|| environments[0].clone()),
                from: tape.chance(1, 2).then(|| pick_date(&programme, tape)),
                to: None,
                penalty: tape.pick(&[1.0, 2.5, 0.125]),
            });
        }
        programme.participants.push(participant);
    }
    programme
}

/// A route through some of the stages, each once, all mandatory.
pub fn route(id: &str, programme: &Programme, tape: &mut Tape) -> Route {
    let mut stages: Vec<&str> = programme.stages.iter().map(|stage| stage.id.as_str()).collect();
    let first = tape.below(stages.len());
    stages.rotate_left(first);
    let count = tape.between(1, stages.len() as i64) as usize;
    Route::new(id, stages.into_iter().take(count))
}

/// Some working periods around a clock change, in days, or in half days if support has a say.
fn calendar(mix: &Mix, tape: &mut Tape) -> Calendar {
    let from = NaiveDate::from_ymd_opt(2024, 3, 28).expect("a date");
    let days = tape.between(6, 12);
    let mut calendar = Calendar::days("Europe/London", from, from + Days::new(days as u64));
    if tape.chance(2, 3) {
        calendar = calendar.every_day();
    }
    let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    if mix.has(RuleKind::Support) {
        calendar.working_hours = Some(Hours { from: clock(8), to: clock(18) });
        let mut cover = (8, 18);
        if days <= 7 && tape.chance(1, 2) {
            calendar.resolution = Resolution::HalfDay;
            cover = tape.pick(&[(8, 18), (8, 13), (13, 18)]);
        }
        calendar.support_hours = Some(Hours { from: clock(cover.0), to: clock(cover.1) });
        if tape.chance(1, 2) {
            calendar.support_weekdays = Some(calendar.working_weekdays[1..4].to_vec());
        }
    }
    calendar
}

/// The start of each working period, and the end of the last.
pub fn dates(programme: &Programme) -> Vec<When> {
    let timeline = Timeline::new(&programme.calendar).expect("a known zone and few periods");
    (0..=timeline.len())
        .map(|period| match timeline.resolution() {
            Resolution::Day => When::Day(timeline.day(period)),
            _ => When::Moment(timeline.start(period).fixed_offset()),
        })
        .collect()
}

/// The start of a period after the first, or the end of the last.
pub fn pick_date(programme: &Programme, tape: &mut Tape) -> When {
    let mut dates = dates(programme);
    dates.reverse();
    dates.pop();
    tape.pick(&dates)
}

/// A span of at least one period, and at most as many as asked for.
pub fn pick_span(programme: &Programme, most: usize, tape: &mut Tape) -> (When, When) {
    let dates = dates(programme);
    let from = tape.below(dates.len() - 1);
    let length = 1 + tape.below(most.min(dates.len() - 1 - from));
    (dates[from], dates[from + length])
}
