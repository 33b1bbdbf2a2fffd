//! Hostile names, tiny and large plans, clock changes, holidays.

use chrono::NaiveTime;
use roxmltree::Document;
use slotwise::calendar::Span;
use slotwise::model::{
    Calendar, Environment, EnvironmentId, Exclusivity, Holiday, Hours, Participant, ParticipantId,
    Programme, Resolution, Stage, StageId,
};
use slotwise::plan::{Assignment, PlanSlot, Visit};
use slotwise::report::{GanttOptions, PlanView, Verdict, gantt_html, gantt_svg, summary};
use slotwise::{Plan, Problem};

use crate::picture::{classed, number, slots, title};
use crate::sample::day;

/// One environment, one stage of so many periods.
fn small(from: &str, to: &str, duration: i64) -> Programme {
    let calendar = Calendar::days("Europe/London", day(from), day(to));
    let mut programme = Programme::new("small", calendar);
    programme.environments.push(Environment::new("UIT", day(from), day(to)));
    programme.stages.push(Stage::new("Qualification", duration, ["UIT"]));
    programme.participants.push(Participant::new("Acme", ["Qualification"]));
    programme
}

fn slot(start: u32, end: u32) -> PlanSlot {
    PlanSlot {
        stage: StageId(0),
        environment: EnvironmentId(0),
        span: Span::new(start, end),
        by_hand: None,
    }
}

fn placed(start: u32, end: u32) -> Plan {
    let visits = vec![Visit { step: 0, slot: 0 }];
    let assignment = Assignment { participant: ParticipantId(0), route: 0, visits };
    Plan { slots: vec![slot(start, end)], assignments: vec![assignment], ..Plan::default() }
}

fn all_forms(problem: &Problem, plan: &Plan) -> (String, String, String) {
    let verdict = Verdict::of(problem, plan);
    let options = GanttOptions::default().with_verdict(&verdict).with_baseline(plan);
    let svg = gantt_svg(problem, plan, &options);
    Document::parse(&svg).unwrap();
    (svg, gantt_html(problem, plan, &options), summary(problem, plan, &verdict))
}

#[test]
fn hostile_names_stay_text() {
    let long = "Æ".repeat(200);
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; --> ]]> </style></svg></script>",
        "tab\tnewline\nreturn\r\u{0}\u{1b}[31m\u{fffe}",
        "\u{202e}backwards\u{2066}",
        "名前 – ключ – 🦀 & co",
        long.as_str(),
    ];
    let mut programme = small("2024-07-08", "2024-07-19", 2);
    programme.name = hostile.join(" ");
    programme.source.clone_from(&programme.name);
    programme.participants.clear();
    programme.environments[0].name = hostile[0].into();
    programme.stages[0].name = hostile[2].into();
    programme.stages[0].slots.capacity.max = 7;
    for (position, name) in hostile.iter().enumerate() {
        let mut participant = Participant::new(format!("{position} {name}"), ["Qualification"]);
        participant.organisation = (*name).into();
        participant.roles = vec![(*name).into()];
        programme.participants.push(participant);
    }
    programme.calendar.holidays =
        vec![Holiday { date: day("2024-07-10"), name: hostile[1].into() }];
    let problem = Problem::new(&programme).unwrap();
    let mut plan = Plan { slots: vec![slot(2, 4)], ..Plan::default() };
    for position in 0..4 {
        plan.assignments.push(Assignment {
            participant: ParticipantId(position),
            route: 0,
            visits: vec![Visit { step: 0, slot: 0 }],
        });
    }
    let (svg, page, text) = all_forms(&problem, &plan);

    let document = Document::parse(&svg).unwrap();
    assert!(document.descendants().all(|node| !node.has_tag_name("script")));
    let bar = slots(&document, "slot");
    assert!(title(&bar[0]).contains(hostile[0]), "the text itself is there");
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
    assert_eq!(page.matches("</script").count(), 1);
    assert_eq!(page.matches("</style").count(), 1);
    assert!(!page.contains("<img"));
    for forbidden in ['\u{0}', '\u{1b}', '\r', '\u{202e}', '\u{2066}', '\u{fffe}'] {
        assert!(!svg.contains(forbidden) && !page.contains(forbidden) && !text.contains(forbidden));
    }
    assert!(text.contains("名前 – ключ – 🦀 & co"));
    assert!(text.lines().all(|line| !line.starts_with("newline")), "a name stays on its line");
}

#[test]
fn nothing_at_all_is_drawn() {
    let calendar = Calendar::days("Europe/London", day("2024-07-08"), day("2024-07-09"));
    let problem = Problem::new(&Programme::new("nothing", calendar)).unwrap();
    let (svg, _, text) = all_forms(&problem, &Plan::default());
    assert!(svg.contains("0 of 0 participants placed"), "{svg}");
    assert!(text.contains("0 of 0 participants placed"));
}

#[test]
fn one_period_is_drawn() {
    let problem = Problem::new(&small("2024-07-08", "2024-07-09", 1)).unwrap();
    let (svg, ..) = all_forms(&problem, &Plan::default());
    assert_eq!(slots(&Document::parse(&svg).unwrap(), "slot").len(), 0);
    let (svg, page, _) = all_forms(&problem, &placed(0, 1));
    let document = Document::parse(&svg).unwrap();
    let bar = slots(&document, "slot");
    assert!(title(&bar[0]).contains("\nMon 8 Jul 2024 (1 working day)\n"), "{}", title(&bar[0]));
    assert!(title(&bar[0]).contains("1 of 1 place taken by 1 participant\n"));
    assert!(page.contains("<td class=\"d\">2024-07-08</td><td class=\"d\">2024-07-08</td>"));
}

#[test]
fn a_thousand_slots_are_drawn() {
    let mut programme = small("2020-01-01", "2030-01-01", 5);
    programme.environments[0].exclusivity = Exclusivity::Shared;
    programme.stages[0].overlap = true;
    let problem = Problem::new(&programme).unwrap();
    let slots_wanted = (0..1000).map(|n| slot(n * 2 % 1900, n * 2 % 1900 + 5)).collect();
    let plan = Plan { slots: slots_wanted, ..Plan::default() };
    let (svg, page, _) = all_forms(&problem, &plan);
    assert_eq!(slots(&Document::parse(&svg).unwrap(), "slot empty").len(), 1000);
    assert!(svg.len() < 2_000_000 && page.len() < 3_000_000, "{} {}", svg.len(), page.len());
}

#[test]
fn what_the_programme_does_not_have_is_left_out() {
    let problem = Problem::new(&small("2024-07-08", "2024-07-19", 2)).unwrap();
    let mut plan = placed(0, 2);
    plan.slots.push(PlanSlot { stage: StageId(7), ..slot(0, 2) });
    plan.slots.push(PlanSlot { environment: EnvironmentId(7), ..slot(0, 2) });
    plan.slots.push(slot(3, 999));
    plan.slots.push(slot(4, 4));
    plan.assignments.push(Assignment {
        participant: ParticipantId(9),
        route: 0,
        visits: vec![Visit { step: 0, slot: 0 }],
    });
    plan.assignments[0].visits.push(Visit { step: 3, slot: 99 });
    let view = PlanView::new(&problem, &plan);
    assert_eq!((view.slots.len(), view.left_out), (1, 6));
    let (svg, page, text) = all_forms(&problem, &plan);
    for form in [svg, page, text] {
        assert!(form.contains("6 left out"), "{form}");
    }
}

#[test]
fn days_without_work_are_inside_a_slot_and_not_counted() {
    let mut programme = small("2024-03-25", "2024-04-08", 3);
    programme.calendar.holidays = [("2024-03-29", "Good Friday"), ("2024-04-01", "Easter Monday")]
        .map(|(date, name)| Holiday { date: day(date), name: name.into() })
        .to_vec();
    let problem = Problem::new(&programme).unwrap();
    // Thursday, Tuesday, Wednesday: Easter and the start of summer time in between.
    let plan = placed(3, 6);
    let view = PlanView::new(&problem, &plan);
    assert_eq!(view.slots[0].first_day, day("2024-03-28"));
    assert_eq!(view.slots[0].last_day, day("2024-04-03"));
    let svg = gantt_svg(&problem, &plan, &GanttOptions::default().with_width(1400));
    let document = Document::parse(&svg).unwrap();
    let bar = slots(&document, "slot")[0];
    assert!(title(&bar).contains("Thu 28 Mar 2024 – Wed 3 Apr 2024 (3 working days)"));
    let bar = bar.children().find(|node| node.attribute("class") == Some("bar")).unwrap();
    // 14 days on 1,400 pixels; the day with 23 hours is as wide as the others.
    assert_eq!((number(&bar, "x"), number(&bar, "width")), (300.0, 700.0));
    let holidays = classed(&document, "holiday");
    let drawn: Vec<_> = holidays.iter().filter(|node| !title(node).is_empty()).collect();
    assert_eq!(drawn.len(), 2);
    assert!(title(drawn[0]).contains("Fri 29 Mar 2024\nholiday: Good Friday"));
    assert_eq!((number(drawn[0], "x"), number(drawn[0], "width")), (400.0, 100.0));
}

#[test]
fn hours_tell_their_offset_across_a_clock_change() {
    let mut programme = small("2024-03-29", "2024-04-02", 1);
    programme.calendar.resolution = Resolution::Hour;
    let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    programme.calendar.working_hours = Some(Hours { from: clock(8), to: clock(18) });
    programme.stages[0].duration = 10;
    let problem = Problem::new(&programme).unwrap();
    // Friday 13:00 in winter time to Monday 13:00 in summer time.
    let plan = placed(5, 15);
    let svg = gantt_svg(&problem, &plan, &GanttOptions::default().with_width(960));
    let document = Document::parse(&svg).unwrap();
    let bar = slots(&document, "slot")[0];
    let dates = "Fri 29 Mar 2024 13:00 GMT – Mon 1 Apr 2024 13:00 BST (10 working hours)";
    assert!(title(&bar).contains(dates), "{}", title(&bar));
    let bar = bar.children().find(|node| node.attribute("class") == Some("bar")).unwrap();
    assert_eq!((number(&bar, "x"), number(&bar, "width")), (130.0, 720.0));
}

#[test]
fn a_part_of_the_calendar_is_shown_alone() {
    let problem = Problem::new(&small("2024-01-01", "2024-12-31", 5)).unwrap();
    let plan = Plan { slots: vec![slot(0, 5), slot(20, 25), slot(40, 45)], ..Plan::default() };
    let options = GanttOptions::default().with_days(day("2024-01-29"), day("2024-02-03"));
    let svg = gantt_svg(&problem, &plan, &options);
    let document = Document::parse(&svg).unwrap();
    let bars = slots(&document, "slot");
    assert_eq!(bars.len(), 1);
    assert!(title(&bars[0]).contains("Mon 29 Jan 2024 – Fri 2 Feb 2024"));
    // Days outside the calendar, or the wrong way round, show what there is.
    for (from, to) in [("2030-01-01", "2031-01-01"), ("2024-05-01", "2024-02-01")] {
        let options = GanttOptions::default().with_days(day(from), day(to)).with_width(u32::MAX);
        Document::parse(&gantt_svg(&problem, &plan, &options)).unwrap();
    }
}
