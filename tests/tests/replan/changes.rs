//! Each change: what it does, that it comes back from JSON, and that what is refused is refused whole.

use chrono::NaiveDate;
use slotwise::Programme;
use slotwise::format::{read_changes, write_changes};
use slotwise::model::{
    Capacity, Certificate, Company, ComponentVersion, Connectivity, DataRequest, Dates, Deployment,
    Environment, Gate, Lead, Milestone, Optional, Participant, Pin, Ready, Rule, Starts, Step,
    Target, TrancheSlot, Unavailability, UnavailabilityKind, When, Window,
};
use slotwise::replan::{
    Awaited, CapacityChanged, Change, DueChanged, Element, EnvironmentApproved, Outage, OutageEnd,
    ParticipantLeft, Pinned, ProgrammeMoved, ReadinessMoved, ReadyChanged, ReleaseMoved,
    RouteChanged, Shift, SizeChanged, SlotMoved, SlotsOf, StageMoved, UnavailabilityMoved,
    Unpinned, WindowMoved, apply,
};
use slotwise_tests::small::{day, end};

fn when(number: u32) -> When {
    day(number).into()
}

/// Something of everything that can change.
pub fn programme() -> Programme {
    let mut programme = slotwise_tests::small::programme();
    programme.environments[0].components = vec!["DIP".into()];
    programme.environments[0].versions =
        vec![ComponentVersion { component: "DIP".into(), version: "1".into() }];
    let own = Window::new(day(15), day(27)).with_stages(["Operational"]);
    programme.environments[1].windows.push(own);
    let mut spare = Environment::new("SIT-C", day(8), end());
    spare.optional = Some(Optional { cost: 5.0, approved: false, approval: String::new() });
    programme.environments.push(spare);
    programme.stages[0].environments.push("SIT-C".into());
    programme.stages[0].slots.starts = Starts::On([8, 15, 22].map(when).to_vec());
    programme.stages[0].slots.capacity = Capacity { min: 0, max: 2 };
    programme.slots.push(TrancheSlot::new("first", "Functional", "SIT-A", day(15)));
    let mut release =
        Unavailability::new("release", Target::Environment("SIT-A".into()), day(11), day(12));
    release.deploys = Some(Deployment {
        versions: vec![ComponentVersion { component: "DIP".into(), version: "2".into() }],
        despite_freeze: String::new(),
    });
    programme.unavailability.push(release);
    let acme = &mut programme.participants[0];
    acme.ready = vec![Ready::new(day(9)).with_reason("certificates")];
    acme.due = Some(when(29));
    acme.pins = vec![Pin { stage: "Functional".into(), environment: None, start: None }];
    acme.data = vec![DataRequest {
        what: "meters".into(),
        ready: Milestone::On(when(8)),
        environment: None,
        stage: None,
    }];
    acme.connectivity = vec![Connectivity {
        environment: "SIT-A".into(),
        tls: Some(Certificate { ready: Milestone::On(when(8)), identifier: String::new() }),
        ..Connectivity::default()
    }];
    programme.rules.push(Rule::Apart(Company::new(["Acme", "Bolt"])));
    programme.gates.push(Gate::new("gate", "Functional", "Operational"));
    let findings = programme.validate();
    assert!(!findings.has_errors(), "{findings}");
    programme
}

/// Every kind of change, in an order in which they can all happen.
pub fn every() -> Vec<Change> {
    let outage = |id: &str, on, end| Outage::new(id, on, day(10), end);
    let lead = OutageEnd::EstimatedAfter(Lead::WorkingDays(2));
    vec![
        Change::Outage(outage(
            "INC-1",
            Target::Environment("SIT-B".into()),
            OutageEnd::Known(when(12)),
        )),
        Change::Outage(
            outage("INC-2", Target::Component("DIP".into()), lead)
                .with_kind(UnavailabilityKind::AdHoc),
        ),
        Change::Outage(outage(
            "INC-3",
            Target::Participant("Bolt".into()),
            OutageEnd::Estimated(when(11)),
        )),
        Change::UnavailabilityMoved(UnavailabilityMoved {
            unavailability: "INC-2".into(),
            from: None,
            end: OutageEnd::Known(when(11)),
        }),
        Change::ReleaseMoved(ReleaseMoved {
            release: "release".into(),
            from: when(12),
            to: when(13),
        }),
        Change::StageMoved(StageMoved {
            stage: "Operational".into(),
            by: Shift::days(2),
            from: None,
        }),
        Change::SlotMoved(SlotMoved {
            slot: "first".into(),
            start: when(22),
            end: None,
            environment: None,
        }),
        Change::WindowMoved(WindowMoved {
            environment: "SIT-A".into(),
            window: Dates::new(day(8), end()),
            stages: None,
            to: Dates::new(day(9), end()),
        }),
        Change::ReadinessMoved(ReadinessMoved {
            participant: "Acme".into(),
            what: Awaited::Data("meters".into()),
            to: Milestone::On(when(10)),
        }),
        Change::ReadinessMoved(ReadinessMoved {
            participant: "Acme".into(),
            what: Awaited::Connection {
                environment: "SIT-A".into(),
                role: None,
                element: Element::Tls,
            },
            to: Milestone::On(when(11)),
        }),
        Change::CapacityChanged(CapacityChanged {
            of: SlotsOf::Slot("first".into()),
            capacity: Capacity { min: 0, max: 3 },
        }),
        Change::CapacityChanged(CapacityChanged {
            of: SlotsOf::Stage("Operational".into()),
            capacity: Capacity { min: 0, max: 4 },
        }),
        Change::ParticipantJoined(Box::new(Participant::new("Cole", ["Functional"]))),
        Change::SizeChanged(SizeChanged { participant: "Cole".into(), size: 2 }),
        Change::RouteChanged(RouteChanged {
            participant: "Cole".into(),
            routes: vec![slotwise::model::Route::new("short", [Step::new("Operational")])],
        }),
        Change::ReadyChanged(ReadyChanged {
            participant: "Acme".into(),
            ready: Ready::new(day(10)).with_reason("certificates, late"),
        }),
        Change::DueChanged(DueChanged { participant: "Acme".into(), due: None }),
        Change::Unpinned(Unpinned { participant: "Acme".into(), stage: "Functional".into() }),
        Change::Pinned(Pinned {
            participant: "Acme".into(),
            pin: Pin {
                stage: "Functional".into(),
                environment: Some("SIT-A".into()),
                start: Some(when(22)),
            },
        }),
        Change::EnvironmentApproved(EnvironmentApproved {
            environment: "SIT-C".into(),
            approval: "Programme, 2024-07-05".into(),
        }),
        Change::ParticipantLeft(ParticipantLeft { participant: "Bolt".into() }),
        Change::ProgrammeMoved(ProgrammeMoved {
            from: when(22),
            by: Shift::months(6).and_days(15),
        }),
    ]
}

#[test]
fn each_change_does_what_it_says_and_alters_nothing_else() {
    let before = programme();
    let untouched = before.clone();
    let changed = apply(&before, &every()).unwrap_or_else(|findings| panic!("{findings}"));
    assert_eq!(before, untouched);
    insta::assert_snapshot!(difference(&before, &changed));
}

/// The lines of the one's JSON that the other has not, and the other way round.
fn difference(before: &Programme, after: &Programme) -> String {
    let text = |programme: &Programme| serde_json::to_string_pretty(programme).expect("JSON");
    let (old, new) = (text(before), text(after));
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    // The longest common subsequence; both are short.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            common[i][j] = if a == b {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(format!("- {}", old[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", new[j]));
            j += 1;
        }
    }
    lines.join("\n")
}

#[test]
fn each_change_has_words_and_comes_back_from_json() {
    let changes = every();
    assert_eq!(read_changes(&write_changes(&changes)).expect("it reads"), changes);
    let words: Vec<_> = changes.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(words.join("\n"));
}

#[test]
fn one_wrong_change_keeps_all_others_out() {
    let before = programme();
    let mut changes = every();
    changes.push(Change::Unpinned(Unpinned { participant: "Dale".into(), stage: "x".into() }));
    let findings = apply(&before, &changes).expect_err("refused");
    assert_eq!(findings.0.len(), 1, "{findings}");
    assert_eq!(findings.0[0].code, "SW-E0101");
    assert_eq!(findings.0[0].path, "changes[22].unpinned.participant");
    assert_eq!(before, programme());
}

#[test]
fn what_would_be_wrong_is_told_of_the_change_that_makes_it_so() {
    let mut changes = every();
    let beyond = NaiveDate::from_ymd_opt(2024, 7, 1).expect("a day");
    changes.insert(
        5,
        Change::Outage(Outage::new(
            "INC-9",
            Target::Everywhere,
            day(12),
            OutageEnd::Known(beyond.into()),
        )),
    );
    let findings = apply(&programme(), &changes).expect_err("refused");
    assert!(findings.0.iter().all(|finding| finding.code == "SW-E4002"), "{findings}");
    assert_eq!(findings.0[0].path, "changes[5].outage");
    assert!(findings.0[0].message.contains("SW-E0214"), "{findings}");
    assert_eq!(findings.0[0].other.as_deref(), Some("unavailability[4].to"));
}

#[test]
fn a_programme_that_is_wrong_before_is_told_as_it_is() {
    let mut wrong = programme();
    wrong.participants[0].size = 0;
    let findings = apply(&wrong, &every()).expect_err("refused");
    assert_eq!(findings, wrong.validate());
}

#[test]
fn everything_after_a_milestone_moves_by_six_and_a_half_months() {
    let before = programme();
    let by = Shift::months(6).and_days(15);
    let moved = Change::ProgrammeMoved(ProgrammeMoved { from: when(15), by });
    let after = apply(&before, &[moved]).expect("it can be moved");
    let date = |month, day| NaiveDate::from_ymd_opt(2025, month, day).expect("a date");
    // 5 August and six and a half months.
    assert_eq!(after.calendar.to, date(2, 20));
    assert_eq!(after.environments[0].windows[0].from, when(8));
    assert_eq!(after.environments[0].windows[0].to, date(2, 20).into());
    assert_eq!(after.environments[1].windows[1].from, date(1, 30).into());
    assert_eq!(
        after.stages[0].slots.starts,
        Starts::On(vec![when(8), date(1, 30).into(), date(2, 6).into()])
    );
    assert_eq!(after.slots[0].start, date(1, 30).into());
    assert_eq!(after.unavailability, before.unavailability);
    assert_eq!(after.participants[0].due, Some(date(2, 13).into()));
}

/// 30 and 31 July both come to the last day of February by seven months.
#[test]
fn a_span_that_moves_stays_as_long() {
    let mut before = slotwise_tests::small::programme();
    let on = Target::Environment("SIT-A".into());
    before.unavailability.push(Unavailability::new("patching", on, day(30), day(31)));
    let by = Shift::months(7);
    let moved = Change::ProgrammeMoved(ProgrammeMoved { from: when(20), by });
    let after = apply(&before, &[moved]).expect("it can be moved");
    let date = |month, day| When::Day(NaiveDate::from_ymd_opt(2025, month, day).expect("a date"));
    let patching = &after.unavailability[0];
    assert_eq!((patching.from, patching.to), (date(2, 28), date(3, 1)));
}

#[test]
fn an_estimate_counts_its_first_day() {
    // 8 July is a Monday, 13 a Saturday.
    for (from, lead, to) in [
        (8, Lead::WorkingDays(2), 10),
        (12, Lead::WorkingDays(2), 16),
        (13, Lead::WorkingDays(1), 16),
        (12, Lead::Days(2), 14),
    ] {
        let outage =
            Outage::new("INC-1", Target::Everywhere, day(from), OutageEnd::EstimatedAfter(lead));
        let mut before = slotwise_tests::small::programme();
        before.slots.clear();
        let after = apply(&before, &[Change::Outage(outage)]).expect("it applies");
        assert_eq!(after.unavailability[0].to, when(to), "{from}, {lead}");
    }
}
