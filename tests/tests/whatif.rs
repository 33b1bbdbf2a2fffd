//! Scenarios, compared with what planning each by itself gives, and risks, with what must hold of them.

use chrono::NaiveDate;
use slotwise::model::{
    Calendar, Downtime, DowntimeLog, Environment, EnvironmentId, Participant, Stage, Target,
    UnavailabilityKind,
};
use slotwise::replan::{
    CapacityChanged, Change, Outage, OutageEnd, ParticipantLeft, SizeChanged, SlotsOf, apply,
};
use slotwise::report::Show;
use slotwise::scenario::risk::Response;
use slotwise::scenario::{
    OutageModel, OutageSource, RiskOptions, Scenario, ScenarioOptions, Told, compare, risk,
};
use slotwise::solver::CancelToken;
use slotwise::{Error, Plan, Problem, Programme, SolveOptions, solve};
use slotwise_tests::random::{self, Mix};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Four participants through two stages on two environments, Mondays to Fridays.
fn programme() -> Programme {
    let (from, to) = (day("2024-01-01"), day("2024-04-01"));
    Programme::builder("two stages", Calendar::days("Europe/London", from, to))
        .environments([
            Environment::new("SIT-A", from, to).with_changeover(1),
            Environment::new("SIT-B", from, to),
        ])
        .stages([
            Stage::new("Functional", 5, ["SIT-A"]).with_capacity(0, 2),
            Stage::new("Migration", 4, ["SIT-B"]).with_capacity(0, 2),
        ])
        .participants(["Acme", "Bolt", "Cole", "Dune"].map(|id| {
            Participant::new(id, ["Functional", "Migration"]).with_due(day("2024-01-24"))
        }))
        .build()
        .expect("a valid programme")
}

fn down(id: &str, on: &str, from: &str, to: &str) -> Change {
    let end = OutageEnd::Known(day(to).into());
    Change::Outage(Outage::new(id, Target::Environment(on.into()), day(from), end))
}

fn left(id: &str) -> Change {
    Change::ParticipantLeft(ParticipantLeft { participant: id.into() })
}

fn planned() -> (Problem, Plan) {
    let problem = Problem::new(&programme()).expect("a valid programme");
    let plan = solve(&problem, &SolveOptions::default()).expect("an outcome").plan;
    (problem, plan)
}

#[test]
fn scenarios_are_worth_what_planning_them_alone_gives() {
    let (problem, plan) = planned();
    let scenarios = [
        // Told before the one that it is built on.
        Scenario::new("and Dune left", [left("Dune")]).with_base("outage"),
        Scenario::new("outage", [down("INC-1", "SIT-A", "2024-01-01", "2024-01-15")]),
        Scenario::new(
            "more room",
            [Change::CapacityChanged(CapacityChanged {
                of: SlotsOf::Stage("Functional".into()),
                capacity: slotwise::model::Capacity { min: 0, max: 4 },
            })],
        ),
    ];
    let compared = compare(&problem, None, &scenarios, &ScenarioOptions::default());
    let compared = compared.expect("a comparison");
    let names: Vec<&str> = compared.rows.iter().map(|row| row.scenario.as_str()).collect();
    assert_eq!(names, ["baseline", "and Dune left", "outage", "more room"]);
    let all = [
        vec![],
        vec![scenarios[1].changes[0].clone(), left("Dune")],
        scenarios[1].changes.clone(),
        scenarios[2].changes.clone(),
    ];
    for (row, changes) in compared.rows.iter().zip(&all) {
        let changed = apply(&problem.programme, changes).expect("changes that fit");
        let alone = Problem::new(&changed).expect("a valid programme");
        let alone = solve(&alone, &SolveOptions::default()).expect("an outcome");
        assert_eq!(row.gap, Some(0.0));
        let values: Vec<i64> = row.levels.iter().map(|level| level.value).collect();
        assert_eq!(values, alone.score.values(), "{}", row.scenario);
    }
    // Two weeks lost: both tranches start two weeks later.
    assert_eq!(compared.rows[0].finish, Some(day("2024-01-18")));
    assert_eq!(compared.rows[2].finish, Some(day("2024-02-01")));
    assert_eq!((compared.rows[0].late, compared.rows[0].lateness), (0, 0));
    assert_eq!((compared.rows[2].late, compared.rows[2].lateness), (4, 2 + 2 + 7 + 7));
    assert_eq!(compared.rows[2].moves.moved, 8);
    assert_eq!(compared.rows[1].moves.dropped, 2);
    let comparison = compared.comparison();
    assert!(!comparison.interrupted);
    let text = comparison.text();
    assert!(text.contains("more room") && text.contains("and then Dune left"), "{text}");
    let svg = comparison.svg();
    let drawn = roxmltree::Document::parse(&svg).expect("XML");
    let bars = drawn.descendants().filter(|node| node.attribute("class") == Some("bar worse"));
    assert!(bars.count() >= 4, "worse levels are drawn as such");
    // A baseline that is given is told without a bound.
    let options = ScenarioOptions::default().with_told(Told::new(day("2024-01-08")));
    let compared =
        compare(&problem, Some(&plan), &scenarios[1..2], &options).expect("a comparison");
    assert_eq!((compared.rows[0].gap, compared.rows[0].status), (None, None));
    // What ran in the first week has begun: its place is lost, and taken again from the second on.
    let re_planned = compared.rows[1].value("moves").expect("a level of re-plans");
    assert_eq!(re_planned, 1_000_000 * compared.rows[1].moves.moved as i64);
}

#[test]
fn random_scenarios_are_worth_what_planning_them_alone_gives() {
    let mut compared_with = 0;
    for seed in 0..60_u64 {
        let tape: Vec<u8> =
            (0..400).map(|at| (seed * 131 + at * 37 + (at * at) % 251) as u8).collect();
        let Ok(problem) = random::problem(&Mix::all(), &tape) else { continue };
        let programme = &problem.programme;
        let Some(environment) = programme.environments.first() else { continue };
        let window = environment.windows.first();
        let Some(window) = window else { continue };
        let outage = Outage::new(
            "drawn",
            Target::Environment(environment.id.clone()),
            window.from,
            OutageEnd::EstimatedAfter(slotwise::model::Lead::WorkingDays(1)),
        );
        let mut scenarios = vec![Scenario::new("outage", [Change::Outage(outage)])];
        if let Some(who) = programme.participants.first() {
            let size = SizeChanged { participant: who.id.clone(), size: 2 };
            scenarios
                .push(Scenario::new("larger", [Change::SizeChanged(size)]).with_base("outage"));
        }
        let Ok(compared) = compare(&problem, None, &scenarios, &ScenarioOptions::default()) else {
            continue;
        };
        for (one, row) in compared.scenarios.iter().zip(&compared.rows[1..]) {
            let one = one.as_ref().expect("planned");
            let alone = solve(&one.problem, &SolveOptions::default()).expect("an outcome");
            let proven = row.gap == Some(0.0) && alone.gap() == 0.0;
            let values: Vec<i64> = row.levels.iter().map(|level| level.value).collect();
            assert!(!proven || values == alone.score.values(), "seed {seed}, {}", row.scenario);
            compared_with += usize::from(proven);
        }
    }
    assert!(compared_with >= 40, "only {compared_with} scenarios were compared");
}

#[test]
fn what_stands_against_scenarios_is_told_all_at_once() {
    let (problem, plan) = planned();
    let told = |scenarios: &[Scenario]| {
        let refused = compare(&problem, Some(&plan), scenarios, &ScenarioOptions::default());
        refused.expect_err("refused").to_string()
    };
    let text = told(&[
        Scenario::new("a", [left("Acmee")]),
        Scenario::new("b", [left("Acme"), left("Acme")]),
        Scenario::new("built on what is refused", [left("Zed")]).with_base("a"),
    ]);
    assert!(
        text.contains("SW-E0101 scenarios[0].changes[0].participant_left.participant"),
        "{text}"
    );
    assert!(
        text.contains("SW-E0101 scenarios[1].changes[1].participant_left.participant"),
        "{text}"
    );
    assert!(!text.contains("scenarios[2]"), "{text}");
    let text = told(&[
        Scenario::new("a", []).with_base("b"),
        Scenario::new("b", []).with_base("a"),
        Scenario::new("c", []).with_base("d"),
        Scenario::new("c", []),
        Scenario::new("baseline", []),
        Scenario::new("", []),
    ]);
    for expected in [
        "SW-E4201 scenarios[0].base",
        "SW-E0101 scenarios[2].base",
        "SW-E0102 scenarios[3].name",
        "SW-E0102 scenarios[4].name",
        "SW-E0103 scenarios[5].name",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    let mut other = plan.clone();
    other.slots[0].environment = EnvironmentId(9);
    let refused = compare(&problem, Some(&other), &[], &ScenarioOptions::default());
    assert!(refused.expect_err("refused").to_string().contains("SW-E4202 baseline"));
}

#[test]
fn a_comparison_that_is_stopped_tells_what_is_there() {
    let (problem, plan) = planned();
    let cancel = CancelToken::default();
    cancel.cancel();
    let options =
        ScenarioOptions::default().with_solve(SolveOptions::default().with_cancel(cancel));
    let scenarios = [Scenario::new("a", [left("Acme")])];
    let compared = compare(&problem, Some(&plan), &scenarios, &options).expect("a comparison");
    assert_eq!(compared.rows.len(), 1);
    assert!(compared.comparison().interrupted);
}

fn model() -> OutageModel {
    let on = |id: &str| Target::Environment(id.into());
    OutageModel {
        sources: vec![
            OutageSource::new(on("SIT-A"), 12.0, [1, 2, 5]),
            OutageSource::new(on("SIT-B"), 60.0, [2]),
        ],
    }
}

#[test]
fn the_same_seed_gives_the_same_numbers_on_any_number_of_threads() {
    let (problem, plan) = planned();
    let replanned = || Response::Replanned {
        solve: SolveOptions::default().with_work_limit(500),
        notice: None,
    };
    for (response, samples) in [(Response::Pushed, 400), (replanned(), 12)] {
        let with = |threads, seed| {
            let options = RiskOptions::default()
                .with_samples(samples)
                .with_seed(seed)
                .with_threads(threads)
                .with_response(response.clone());
            risk(&problem, &plan, &model(), &options).expect("a risk")
        };
        let one = with(1, 7);
        assert_eq!(one, with(2, 7));
        assert_eq!(one.json(), with(5, 7).json());
        assert_ne!(one.fan, with(1, 8).fan);
    }
}

#[test]
fn shares_are_in_order_and_nothing_is_earlier_than_planned() {
    let (problem, plan) = planned();
    let options = RiskOptions::default().with_samples(500);
    let found = risk(&problem, &plan, &model(), &options).expect("a risk");
    let spreads = std::iter::once(found.finish)
        .chain(found.participants.iter().map(|one| one.finish))
        .chain(found.milestones.iter().map(|one| one.finish));
    for days in spreads {
        assert!(days.planned <= days.p50 && days.p50 <= days.p80 && days.p80 <= days.p95);
    }
    let late = found.lateness;
    assert!(late.planned <= late.p50 && late.p50 <= late.p80 && late.p80 <= late.p95);
    assert!(late.p95 > late.planned);
    assert_eq!(found.environments[0].environment, "SIT-A");
    for pair in found.fan.windows(2) {
        assert!(pair[0].p5 <= pair[1].p5 && pair[0].planned <= pair[1].planned);
    }
    for point in &found.fan {
        assert!(point.p5 <= point.p20 && point.p20 <= point.p50 && point.p50 <= point.p80);
        assert!(point.p95 <= point.planned, "nobody is through before its plan");
    }
    assert_eq!(found.fan.last().map(|point| point.p5), Some(4));
    // Outages as often as the model says: a calendar of 65 days, up for 12 and down for 8/3 on average.
    let expected = 65.0 / (12.0 + 8.0 / 3.0);
    let drawn = found.environments[0].outages;
    assert!((drawn / expected - 1.0).abs() < 0.1, "{drawn} outages, {expected} expected");
    roxmltree::Document::parse(&found.svg()).expect("XML");
    // Without outages, everything is as planned.
    let none = risk(&problem, &plan, &OutageModel::default(), &options).expect("a risk");
    assert_eq!(none.finish.p95, none.finish.planned);
    assert_eq!(none.lateness.p95, none.lateness.planned);
}

#[test]
fn a_downtime_log_teaches_how_often_what_fails() {
    let (problem, plan) = planned();
    let on = |id: &str| Target::Environment(id.into());
    let incident = |id: &str, from: &str, to: &str| {
        Downtime::new(id, on("SIT-A"), UnavailabilityKind::Unplanned)
            .with_actual(day(from), Some(day(to).into()))
    };
    let entries = vec![
        incident("1", "2024-01-03", "2024-01-05"),
        incident("2", "2024-01-22", "2024-01-27"),
        // Over a weekend, going on, and planned: none of these counts.
        incident("3", "2024-02-03", "2024-02-05"),
        Downtime::new("4", on("SIT-B"), UnavailabilityKind::Unplanned)
            .with_actual(day("2024-02-01"), None),
        Downtime::new("5", on("SIT-B"), UnavailabilityKind::Planned)
            .with_actual(day("2024-02-01"), Some(day("2024-02-03").into())),
    ];
    let log = DowntimeLog { entries };
    // 45 working days are known, 7 of them down.
    let learnt = OutageModel::of_log(&problem, &log, Some(day("2024-03-04").into()));
    assert_eq!(learnt.sources, [OutageSource::new(on("SIT-A"), 19.0, [2, 5])]);
    let found = risk(&problem, &plan, &learnt, &RiskOptions::default().with_samples(50));
    assert!(found.expect("a risk").environments[1].outages.abs() < f64::EPSILON);
}

#[test]
fn models_and_counts_that_make_no_sense_are_refused() {
    let (problem, plan) = planned();
    let told = |model: &OutageModel, samples| {
        let options = RiskOptions::default().with_samples(samples);
        risk(&problem, &plan, model, &options).expect_err("refused").to_string()
    };
    let wrong = OutageModel {
        sources: vec![
            OutageSource::new(Target::Environment("SIT-Z".into()), 0.0, [1]),
            OutageSource::new(Target::Everywhere, f64::NAN, [0]),
        ],
    };
    let text = told(&wrong, 0);
    for expected in [
        "SW-E0101 sources[0].on",
        "SW-E4203 sources[0].every",
        "SW-E4203 sources[1].every",
        "SW-E4203 sources[1].lengths",
        "SW-E4204 samples",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(told(&OutageModel::default(), 100_001).contains("SW-E4204"));
    let mut other = plan.clone();
    other.slots[0].environment = EnvironmentId(9);
    let refused = risk(&problem, &other, &model(), &RiskOptions::default());
    assert!(
        matches!(refused, Err(Error::Invalid(found)) if found.to_string().contains("SW-E4202"))
    );
}
