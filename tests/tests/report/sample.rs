//! A programme of realistic size, and a plan for it made by taking the first slot that fits.

use chrono::NaiveDate;
use slotwise::calendar::{Problem, Span};
use slotwise::model::{
    Assumption, Calendar, Cause, Completed, Environment, EnvironmentId, Exclusivity, Holiday,
    OverUnavailability, Participant, ParticipantId, Phase, Prerequisite, Programme, Ready, Route,
    Stage, StageId, Starts, Target, Unavailability, UnavailabilityKind, Window,
};
use slotwise::plan::{Assignment, Plan, PlanSlot, Visit};

/// A day in text, `2024-02-26`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Four environments, seven stages, 155 participants, three and a half years.
pub fn programme() -> Programme {
    let mut calendar = Calendar::days("Europe/London", day("2023-07-23"), day("2026-12-31"));
    calendar.holidays = HOLIDAYS
        .iter()
        .map(|(date, name)| Holiday { date: day(date), name: (*name).into() })
        .collect();
    let mut programme = Programme::new("Test programme of the industry", calendar);
    programme.source = "made up for tests".into();
    programme.phases =
        ["SIT", "UIT"].map(|id| Phase { id: id.into(), name: String::new() }).to_vec();
    programme.environments = vec![
        environment("SIT-A", "2023-07-23", "2025-04-07"),
        environment("SIT-B", "2024-02-26", "2025-04-07"),
        environment("SIT-Staging", "2023-11-13", "2026-01-19"),
        environment("UIT", "2024-07-09", "2026-12-31"),
    ];
    let uit = &mut programme.environments[3];
    uit.exclusivity = Exclusivity::Shared;
    uit.windows.push(window("2024-07-09", "2026-01-19", &["qualification"]));
    programme.environments[0].changeover.periods = 3;
    programme.environments[1].changeover.periods = 5;
    programme.stages = vec![
        stage("component", "Component Integration", "SIT", "SIT-A", 15, 6),
        stage("functional", "Functional", "SIT", "SIT-A", 20, 8),
        stage("migration", "Migration", "SIT", "SIT-B", 15, 10),
        stage("non-functional", "Non-Functional", "SIT", "SIT-B", 10, 14),
        stage("operational", "Operational", "SIT", "SIT-B", 10, 14),
        stage("qualification", "Qualification", "UIT", "UIT", 20, 4),
        stage("sandbox", "E2E Sandbox", "UIT", "UIT", 15, 5),
    ];
    for stage in &mut programme.stages[5..] {
        stage.overlap = true;
        stage.over_unavailability = OverUnavailability::Pause { allowance: 5 };
    }
    programme.stages[6].prerequisites =
        vec![Prerequisite { any_of: vec!["functional".into(), "qualification".into()] }];
    programme.participants = (0..155).map(participant).collect();
    programme.unavailability = unavailability();
    programme.assumptions = vec![
        assumption("slot length of Functional", "20 working days", "no source gives it (I-26)"),
        assumption("places in a slot of Qualification", "4", "no source gives it (I-26)"),
    ];
    programme
}

const HOLIDAYS: [(&str, &str); 14] = [
    ("2023-08-28", "Summer bank holiday"),
    ("2023-12-25", "Christmas Day"),
    ("2023-12-26", "Boxing Day"),
    ("2024-01-01", "New Year’s Day"),
    ("2024-03-29", "Good Friday"),
    ("2024-04-01", "Easter Monday"),
    ("2024-05-06", "Early May bank holiday"),
    ("2024-05-27", "Spring bank holiday"),
    ("2024-08-26", "Summer bank holiday"),
    ("2024-12-25", "Christmas Day"),
    ("2024-12-26", "Boxing Day"),
    ("2025-12-25", "Christmas Day"),
    ("2025-12-26", "Boxing Day"),
    ("2026-12-25", "Christmas Day"),
];

fn environment(id: &str, from: &str, to: &str) -> Environment {
    Environment::new(id, day(from), day(to))
}

fn window(from: &str, to: &str, stages: &[&str]) -> Window {
    let mut window = Window::new(day(from), day(to));
    window.stages = stages.iter().map(|stage| (*stage).into()).collect();
    window
}

fn stage(id: &str, name: &str, phase: &str, place: &str, duration: i64, places: i64) -> Stage {
    let mut stage = Stage::new(id, duration, [place]);
    stage.name = name.into();
    stage.phase = Some(phase.into());
    stage.slots.starts = Starts::Every { periods: 5, anchor: None };
    stage.slots.capacity.max = places;
    stage
}

fn participant(number: usize) -> Participant {
    let kinds = [("supplier", "SUP"), ("agent", "SDS"), ("operator", "LDSO"), ("meter", "MSS")];
    let (kind, role) = kinds[number % kinds.len()];
    let id = format!("{kind}-{number:03}");
    let through_sit = ["component", "functional", "migration", "non-functional", "operational"];
    let mut participant = if number.is_multiple_of(4) {
        Participant::with_routes(id, vec![Route::new("SIT", through_sit)])
    } else {
        Participant::with_routes(id, vec![Route::new("UIT", ["qualification", "sandbox"])])
    };
    participant.organisation =
        format!("{} Energy", ["Acme", "Boreal", "Civic", "Delta"][number % 4]);
    participant.roles = vec![role.into()];
    participant.size = if number.is_multiple_of(7) { 2 } else { 1 };
    if number.is_multiple_of(5) {
        participant.due = Some(day("2025-10-01").into());
    }
    if number.is_multiple_of(11) {
        participant.ready = vec![Ready {
            from: day("2024-09-02").into(),
            environment: None,
            stage: None,
            reason: "certificates".into(),
        }];
    }
    if number % 50 == 49 {
        participant.completed =
            vec![Completed { stage: "functional".into(), on: day("2024-01-01").into() }];
        // Longer than any slot leaves before the end: can't be placed.
        participant.ready = vec![Ready {
            from: day("2026-12-14").into(),
            environment: None,
            stage: None,
            reason: "system not built before".into(),
        }];
    }
    participant
}

fn unavailability() -> Vec<Unavailability> {
    let one =
        |id: &str, on: Target, from: &str, to: &str, kind, cause, reason: &str| Unavailability {
            kind,
            cause,
            reason: reason.into(),
            ..Unavailability::new(id, on, day(from), day(to))
        };
    let at = |id: &str| Target::Environment(id.into());
    let (planned, unplanned) = (UnavailabilityKind::Planned, UnavailabilityKind::Unplanned);
    let mut all = vec![
        one(
            "christmas-23",
            Target::Everywhere,
            "2023-12-23",
            "2024-01-02",
            planned,
            Cause::Other,
            "Christmas closure",
        ),
        one(
            "christmas-24",
            Target::Everywhere,
            "2024-12-21",
            "2025-01-02",
            planned,
            Cause::Other,
            "Christmas closure",
        ),
        one(
            "christmas-25",
            Target::Everywhere,
            "2025-12-20",
            "2026-01-02",
            planned,
            Cause::Other,
            "Christmas closure",
        ),
        one(
            "disk",
            at("SIT-B"),
            "2024-10-14",
            "2024-10-18",
            unplanned,
            Cause::Infrastructure,
            "Storage lost",
        ),
    ];
    for (number, from) in
        ["2024-05-13", "2024-09-09", "2025-03-10", "2025-06-09"].iter().enumerate()
    {
        let to = day(from) + chrono::Duration::days(5);
        for place in ["SIT-A", "UIT"] {
            all.push(one(
                &format!("refresh-{place}-{number}"),
                at(place),
                from,
                &to.to_string(),
                planned,
                Cause::DataRefresh,
                "Test data refresh",
            ));
        }
    }
    all
}

fn assumption(name: &str, value: &str, reason: &str) -> Assumption {
    Assumption { name: name.into(), value: value.into(), reason: reason.into() }
}

/// Takes, for each participant and step in turn, the first open slot with room, or the first that
/// may be opened. `skip` leaves out every so many-th possible start, for another plan.
pub fn first_fit(problem: &Problem, skip: usize) -> Plan {
    let mut plan = Plan::default();
    let mut taken: Vec<u32> = Vec::new();
    let ready = |position: &usize| {
        problem.participants[*position].ready.iter().map(|r| r.from).max().unwrap_or(0)
    };
    let mut order: Vec<usize> = (0..problem.participants.len()).collect();
    order.sort_by_key(ready);
    for position in order {
        let data = &problem.participants[position];
        let route = &data.routes[0];
        let ready = ready(&position);
        let (slots_before, mut new_taken) = (plan.slots.len(), taken.clone());
        let (mut earliest, mut visits) = (ready, Vec::new());
        for (step, wanted) in route.steps.iter().enumerate() {
            let room = problem.stages[wanted.stage.index()].capacity_max;
            let open = (plan.slots.iter().enumerate())
                .filter(|(place, slot)| {
                    slot.stage == wanted.stage
                        && slot.span.start >= earliest
                        && new_taken[*place] + data.size <= room
                })
                .min_by_key(|(_, slot)| slot.span.start)
                .map(|(place, _)| place);
            let place = open.or_else(|| {
                let slot = first_place(problem, &plan, wanted.stage, earliest, skip)?;
                plan.slots.push(slot);
                new_taken.push(0);
                Some(plan.slots.len() - 1)
            });
            let Some(place) = place else { break };
            new_taken[place] += data.size;
            earliest = plan.slots[place].span.end;
            visits.push(Visit { step: step as u32, slot: place as u32 });
        }
        if visits.len() == route.steps.len() {
            taken = new_taken;
            let participant = ParticipantId::new(position);
            plan.assignments.push(Assignment { participant, route: 0, visits });
        } else {
            plan.slots.truncate(slots_before);
        }
    }
    plan.assignments.sort_by_key(|assignment| assignment.participant);
    plan
}

fn first_place(
    problem: &Problem,
    plan: &Plan,
    stage: StageId,
    earliest: u32,
    skip: usize,
) -> Option<PlanSlot> {
    let data = &problem.stages[stage.index()];
    let places = (0..problem.environments.len()).map(EnvironmentId::new);
    let starts = data.starts.iter().enumerate();
    let starts = starts.filter(|(n, s)| **s >= earliest && (!n.is_multiple_of(skip) || skip == 0));
    let starts: Vec<u32> = starts.map(|(_, start)| *start).collect();
    places
        .filter_map(|environment| Some((environment, data.durations[environment.index()]?)))
        .find_map(|(environment, duration)| {
            starts.iter().find_map(|&start| {
                let around = &problem.environments[environment.index()];
                let end = if data.pause_allowance.is_some() {
                    let down = &around.unavailable;
                    slotwise::calendar::paused_end(down, start, duration, problem.horizon())?
                } else {
                    start + duration
                };
                let span = Span::new(start, end);
                let slot = PlanSlot { stage, environment, span, by_hand: None };
                let in_window =
                    around.windows[stage.index()].iter().any(|window| window.contains(span));
                let up = match data.pause_allowance {
                    Some(allowance) => {
                        end - start - duration <= allowance
                            && !around.unavailable.iter().any(|u| u.span.holds(start))
                    }
                    None => !around.unavailable.iter().any(|u| u.span.overlaps(span)),
                };
                let apart = plan.slots.iter().all(|other| {
                    if (other.environment, other.stage, other.span) == (environment, stage, span) {
                        return false;
                    }
                    if other.environment != environment
                        || !problem.excludes(environment, stage, other.stage)
                    {
                        return true;
                    }
                    let gap = |a: StageId, b: StageId| around.changeover[a.index()][b.index()];
                    span.start >= other.span.end + gap(other.stage, stage)
                        || other.span.start >= span.end + gap(stage, other.stage)
                });
                (in_window && up && apart).then_some(slot)
            })
        })
}
