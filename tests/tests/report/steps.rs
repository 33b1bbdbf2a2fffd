//! A small programme whose reports are worked out by hand.

use chrono::NaiveDate;
use slotwise::format::read_plan_csv;
use slotwise::model::{
    Calendar, Certificate, Completed, ComponentVersion, Connectivity, ConnectivityGate,
    DataRequest, Deployment, Endpoint, Entry, Environment, Lead, Milestone, Officer, Officers,
    Participant, Prerequisite, Provided, Provision, Reliance, Relied, RequiredVersion, SetUp,
    Stage, SystemDetails, Target, Unavailability, WhenMissing,
};
use slotwise::{Plan, Problem, Programme};

use crate::sample::day;

/// Two environments of 2024, two stages, four participants: Acme has told most, Bolt relies on it,
/// Cole and Dune have told nothing.
pub fn programme() -> Programme {
    let (first, after) = (day("2024-01-01"), day("2025-01-01"));
    let mut sit = Environment::new("SIT_A", first, day("2024-07-01"));
    sit.components = vec!["DIP".into()];
    sit.versions = vec![version("1.2")];
    sit.connectivity =
        Some(ConnectivityGate { endpoints: vec!["MDS".into()], per_role: false, officers: true });
    let mut uit = Environment::new("UIT", day("2024-04-01"), after);
    uit.set_up = Some(SetUp { lead: Lead::Days(60), started: None });
    let mut functional = Stage::new("FUNCTIONAL", 10, ["SIT_A"]).with_capacity(0, 4);
    functional.entry = Some(Entry {
        environment_manager: true,
        request: vec!["configuration".into(), "test users".into()],
        missing: WhenMissing::LeaveOut,
    });
    functional.notice = Some(Lead::WorkingDays(10));
    functional.versions =
        vec![RequiredVersion { component: "DIP".into(), version: "2.0".into(), exactly: false }];
    let mut sandbox = Stage::new("SANDBOX", 5, ["UIT"]).with_capacity(0, 4);
    sandbox.prerequisites = vec![Prerequisite { any_of: vec!["FUNCTIONAL".into()] }];
    let mut programme = Programme::new("steps", Calendar::days("Europe/London", first, after));
    programme.environments = vec![sit, uit];
    programme.stages = vec![functional, sandbox];
    programme.announced = Some(day("2024-03-04").into());
    programme.unavailability = vec![Unavailability {
        deploys: Some(Deployment { versions: vec![version("2.0")], despite_freeze: String::new() }),
        ..Unavailability::new(
            "DIP 2.0",
            Target::Environment("SIT_A".into()),
            day("2024-03-13"),
            day("2024-03-14"),
        )
    }];
    let mut bolt = Participant::new("Bolt", ["SANDBOX"]);
    bolt.completed = vec![Completed { stage: "FUNCTIONAL".into(), on: day("2024-01-02").into() }];
    bolt.relies_on = vec![Reliance {
        stage: Some("SANDBOX".into()),
        on: Relied::Participant("Acme".into()),
        reason: String::new(),
    }];
    programme.participants = vec![
        acme(),
        bolt,
        Participant::new("Cole", ["FUNCTIONAL", "SANDBOX"]),
        Participant::new("Dune", ["SANDBOX"]),
    ];
    programme
}

fn acme() -> Participant {
    let mut acme = Participant::new("Acme", ["FUNCTIONAL", "SANDBOX"]).with_roles(["SUP", "MSS"]);
    acme.organisation = "Acme Energy".into();
    acme.environment_manager = "Ann".into();
    acme.request = vec!["configuration".into()];
    let certificate = |ready| Some(Certificate { ready, identifier: String::new() });
    acme.connectivity = vec![Connectivity {
        environment: "SIT_A".into(),
        role: None,
        tls: certificate(on("2024-02-01")),
        jws: certificate(after("2024-02-26", 10)),
        webhooks: Some(on("2024-03-20")),
        api: None,
        endpoints: vec![Endpoint { role: "MDS".into(), proven: Some(on("2024-02-20")) }],
    }];
    acme.officers = Some(Officers {
        sro: Some(Officer { name: "Sue".into(), since: None }),
        aro: Some(Officer { name: "Abe".into(), since: Some(day("2024-01-08").into()) }),
        tc: None,
    });
    acme.data = vec![DataRequest {
        what: "meter points".into(),
        ready: after("2024-03-01", 15),
        environment: None,
        stage: Some("FUNCTIONAL".into()),
    }];
    acme.details = Some(Box::new(SystemDetails {
        system: "Billing".into(),
        test_lead: "Tim".into(),
        contacts: vec!["env@acme.example".into()],
        provides: vec![
            Provided {
                name: "ACME-1".into(),
                to: Some(day("2024-06-01").into()),
                ..Provided::new("SIT_A", Some(Provision::Own))
            },
            Provided {
                remarks: "no second licence".into(),
                ..Provided::new("UIT", Some(Provision::Repurposed("ACME-1".into())))
            },
        ],
        platform: "cloud".into(),
        downtime: "first Sunday of a month".into(),
        set_up: Some(Lead::WorkingDays(20)),
        shared_usage: "no".into(),
        ..SystemDetails::default()
    }));
    acme
}

/// Acme through both stages, Bolt with it in the second. It breaks rules: that is what is reported.
pub fn plan(problem: &Problem) -> Plan {
    let rows = "participant,stage,environment,from,to\n\
                Acme,FUNCTIONAL,SIT_A,2024-03-18,2024-03-30\n\
                Acme,SANDBOX,UIT,2024-04-01,2024-04-06\n\
                Bolt,SANDBOX,UIT,2024-04-01,2024-04-06\n";
    read_plan_csv(problem, rows).expect("a plan").plan
}

pub fn problem() -> Problem {
    Problem::new(&programme()).expect("a valid programme")
}

fn version(version: &str) -> ComponentVersion {
    ComponentVersion { component: "DIP".into(), version: version.into() }
}

fn on(date: &str) -> Milestone {
    Milestone::On(day(date).into())
}

fn after(asked: &str, days: i64) -> Milestone {
    let asked: NaiveDate = day(asked);
    Milestone::After { asked: asked.into(), lead: Lead::WorkingDays(days) }
}
