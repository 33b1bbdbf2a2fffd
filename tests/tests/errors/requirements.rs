//! Readiness and the log of unavailability, `31`; releases, `32`; movable maintenance, `33`; what
//! participants tell of their systems, `34`.

use chrono::NaiveDate;
use slotwise::Programme;
use slotwise::model::{
    BeforeOpen, Certificate, ComponentVersion, Connectivity, DataRequest, Deployment, Entry,
    Freeze, Lead, Milestone, Movable, Officer, Officers, OutagePolicy, Pin, Provided, Proving,
    Relied, RequiredVersion, Resource, SetUp, SystemDetails, Take, Target, TrancheSlot,
    Unavailability, UnavailabilityKind, WhenMissing,
};

use super::base::{Case, case, day, end, wording};

fn on(date: u32) -> Milestone {
    Milestone::On(day(date).into())
}

#[expect(clippy::unnecessary_wraps, reason = "as fields take it")]
fn certificate(identifier: &str, date: u32) -> Option<Certificate> {
    Some(Certificate { ready: on(date), identifier: identifier.into() })
}

fn connect(p: &mut Programme, environment: &str, tls: u32, jws: u32) {
    p.participants[0].connectivity.push(Connectivity {
        environment: environment.into(),
        tls: certificate("one", tls),
        jws: certificate("", jws),
        ..Connectivity::default()
    });
}

fn ask(p: &mut Programme, missing: WhenMissing, environment_manager: bool) {
    let request = if environment_manager { Vec::new() } else { vec!["configuration".into()] };
    p.stages[0].entry = Some(Entry { environment_manager, request, missing });
}

fn outage(from: u32, to: u32) -> Unavailability {
    Unavailability::new("patch", Target::Environment("SIT-A".into()), day(from), day(to))
}

fn version(text: &str) -> ComponentVersion {
    ComponentVersion { component: "DIP".into(), version: text.into() }
}

/// SIT-A has the DIP and gets 2.0 of it on Wednesday 2024-07-10.
fn deploy(p: &mut Programme, despite_freeze: &str) {
    p.environments[0].components.push("DIP".into());
    let versions = vec![version("2.0")];
    let deploys = Some(Deployment { versions, despite_freeze: despite_freeze.into() });
    p.unavailability.push(Unavailability { deploys, ..outage(10, 11) });
}

fn prove(p: &mut Programme, before_open: Option<BeforeOpen>, opens: NaiveDate) {
    deploy(p, "");
    p.environments[1].windows[0].from = opens.into();
    p.environments[0].proving = Some(Proving { environment: "SIT-B".into(), before_open });
}

fn freeze(p: &mut Programme) {
    p.freezes.push(Freeze {
        id: "July".into(),
        from: day(9).into(),
        to: None,
        environments: Vec::new(),
        reason: String::new(),
    });
}

fn movable(from: u32, to: u32, movable: Movable) -> Unavailability {
    Unavailability { movable: Some(movable), ..outage(from, to) }
}

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    let mut all = readiness();
    all.extend(releases());
    all.extend(maintenance());
    all
}

fn readiness() -> Vec<Case> {
    vec![
        case("SW-E3101", "environments[0].set_up.lead", |p| {
            p.environments[0].set_up = Some(SetUp { lead: Lead::Days(-1), started: None });
        }),
        case("SW-E3102", "participants[0].connectivity[0].jws", |p| connect(p, "SIT-A", 9, 8)),
        case("SW-E3103", "participants[0].connectivity[1].tls.identifier", |p| {
            connect(p, "SIT-A", 8, 8);
            connect(p, "SIT-B", 8, 8);
        }),
        case("SW-E3104", "participants[0].officers.aro.since", |p| {
            let officer =
                |date| Some(Officer { name: "Kim".into(), since: Some(day(date).into()) });
            p.participants[0].officers =
                Some(Officers { sro: officer(2), aro: officer(1), tc: None });
        }),
        case("SW-E3105", "participants[0].environment_manager", |p| {
            ask(p, WhenMissing::Stop, true);
        }),
        case("SW-E3106", "participants[0].request", |p| ask(p, WhenMissing::Stop, false)),
        case("SW-E3107", "stages[0].notice", |p| p.stages[0].notice = Some(Lead::WorkingDays(5))),
        case("SW-E3108", "environments[0].set_up.started", |p| {
            let started = Some(day(1).into());
            p.environments[0].set_up = Some(SetUp { lead: Lead::Days(8), started });
        }),
        case("SW-E3401", "participants[0].details.provides[1].environment", |p| {
            let provides = vec![Provided::new("SIT-A", None), Provided::new("SIT-A", None)];
            let details = SystemDetails { provides, ..SystemDetails::default() };
            p.participants[0].details = Some(Box::new(details));
        }),
        case("SW-E3109", "participants[0].connectivity[1]", |p| {
            connect(p, "SIT-A", 8, 8);
            connect(p, "SIT-A", 8, 8);
        }),
        case("SW-E3111", "unavailability[0].defect", |p| {
            p.outage_policy = Some(OutagePolicy { notice: None, defects: true });
            let kind = UnavailabilityKind::Unplanned;
            p.unavailability.push(Unavailability { kind, ..outage(10, 11) });
        }),
        case("SW-W3105", "participants[0].environment_manager", |p| {
            ask(p, WhenMissing::LeaveOut, true);
        }),
        case("SW-W3106", "participants[0].request", |p| ask(p, WhenMissing::LeaveOut, false)),
        case("SW-W3107", "participants[0].pins[0].start", |p| {
            let start = Some(day(8).into());
            p.participants[0].pins =
                vec![Pin { stage: "Functional".into(), environment: None, start }];
            p.participants[0].data.push(DataRequest {
                what: "extra".into(),
                ready: on(9),
                environment: None,
                stage: None,
            });
        }),
        case("SW-W3110", "unavailability[0].notified", |p| {
            let notice = Some(Lead::WorkingDays(5));
            p.outage_policy = Some(OutagePolicy { notice, defects: false });
            let notified = Some(day(9).into());
            p.unavailability.push(Unavailability { notified, ..outage(10, 11) });
        }),
    ]
}

fn releases() -> Vec<Case> {
    vec![
        case("SW-E3201", "environments[0].versions[0].version", |p| {
            p.environments[0].components.push("DIP".into());
            p.environments[0].versions.push(version("two"));
        }),
        case("SW-E3202", "environments[1].versions[0].component", |p| {
            p.environments[0].components.push("DIP".into());
            p.environments[1].versions.push(version("2.0"));
        }),
        case("SW-E3203", "unavailability[0].deploys.versions[0]", |p| prove(p, None, day(8))),
        case("SW-E3204", "unavailability[0].deploys.versions[0]", |p| prove(p, None, day(15))),
        case("SW-E3205", "unavailability[0].deploys", |p| {
            deploy(p, "");
            freeze(p);
        }),
        case("SW-E3206", "stages[0].approved_versions", |p| p.stages[0].approved_versions = true),
        case("SW-E3207", "environments[0].versions[1]", |p| {
            p.environments[0].components.push("DIP".into());
            p.environments[0].versions = vec![version("1.0"), version("2.0")];
        }),
        case("SW-E3209", "unavailability[0].deploys", |p| {
            deploy(p, "");
            p.unavailability[0].on = Target::Participant("Acme".into());
        }),
        case("SW-W3204", "unavailability[0].deploys.versions[0]", |p| {
            prove(p, Some(BeforeOpen::Allow), day(15));
        }),
        case("SW-W3205", "unavailability[0].deploys", |p| {
            deploy(p, "TMAG");
            freeze(p);
        }),
    ]
}

fn maintenance() -> Vec<Case> {
    vec![
        case("SW-E3301", "unavailability[0].movable.around.days", |p| {
            p.unavailability.push(movable(10, 11, Movable::Around { days: -1 }));
        }),
        case("SW-E3302", "unavailability[0].from", |p| {
            let mut one = movable(10, 12, Movable::Around { days: 1 });
            let noon = "2024-07-10T12:00:00+01:00".parse::<chrono::DateTime<chrono::FixedOffset>>();
            one.from = noon.expect("a moment").into();
            p.calendar.resolution = slotwise::model::Resolution::HalfDay;
            p.unavailability.push(one);
        }),
        case("SW-E3303", "unavailability[0].movable", |p| {
            let late = chrono::Days::new(2000);
            let mut one = movable(10, 11, Movable::Around { days: 1 });
            one.to = (day(10) + late).into();
            p.unavailability.push(one);
        }),
        case("SW-E3304", "unavailability[0].movable", |p| {
            let within = Movable::Within { from: day(10).into(), to: day(12).into() };
            p.unavailability.push(movable(10, 13, within));
        }),
        case("SW-E3305", "unavailability[0].movable", |p| {
            p.unavailability.push(movable(10, 11, Movable::Around { days: 1 }));
            p.slots.push(TrancheSlot {
                id: "by hand".into(),
                stage: "Functional".into(),
                environment: "SIT-A".into(),
                start: day(8).into(),
                end: None,
                capacity: None,
            });
        }),
        case("SW-E3306", "unavailability[0].movable", |p| {
            let mut one = movable(10, 11, Movable::Around { days: 1 });
            one.on = Target::Participant("Acme".into());
            p.unavailability.push(one);
        }),
        case("SW-E3306", "unavailability[0].movable", |p| {
            p.resources.push(Resource::new("Simulator", 1));
            p.stages[0].takes.push(Take {
                resource: "Simulator".into(),
                amount: 1,
                per: slotwise::model::TakenPer::Slot,
            });
            let mut one = movable(10, 11, Movable::Around { days: 1 });
            one.on = Target::Resource("Simulator".into());
            p.unavailability.push(one);
        }),
        case("SW-E3306", "unavailability[0].movable", |p| {
            p.environments[0].components.push("DIP".into());
            p.participants[0].relies_on.push(Relied::Component("DIP".into()).into());
            let mut one = movable(10, 11, Movable::Around { days: 1 });
            one.on = Target::Component("DIP".into());
            p.unavailability.push(one);
        }),
        case("SW-E3307", "unavailability[0].movable", |p| {
            deploy(p, "");
            p.unavailability[0].movable = Some(Movable::Around { days: 1 });
        }),
    ]
}

#[test]
fn each_is_found() {
    let told = wording(&cases());
    assert_eq!(told.lines().count(), cases().len());
    // What is required is named, and where it ends.
    let needs = RequiredVersion { component: "DIP".into(), version: "2".into(), exactly: false };
    let mut programme = slotwise_tests::small::programme();
    programme.stages[0].versions.push(needs);
    let codes: Vec<_> = programme.validate().0.into_iter().map(|f| (f.code, f.path)).collect();
    assert_eq!(codes, [("SW-E0101".into(), "stages[0].versions[0].component".into())]);
    assert!(end() > day(31));
}
