//! The picture shows what the plan says, and is well-formed.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use slotwise::calendar::Span;
use slotwise::check::check;
use slotwise::model::{EnvironmentId, ParticipantId, StageId};
use slotwise::plan::translate;
use slotwise::report::{GanttOptions, PlanView, UnplacedVerdict, Verdict, gantt_html, gantt_svg};
use slotwise::{Plan, Problem};

use crate::sample;

/// Nodes with all of these classes.
pub fn classed<'a>(document: &'a Document, wanted: &str) -> Vec<Node<'a, 'a>> {
    (document.descendants())
        .filter(|node| {
            let classes: BTreeSet<_> =
                node.attribute("class").unwrap_or_default().split(' ').collect();
            wanted.split(' ').all(|class| classes.contains(class))
        })
        .collect()
}

/// What stands there on hover.
pub fn title<'a>(node: &Node<'a, 'a>) -> &'a str {
    (node.children().find(|child| child.has_tag_name(("http://www.w3.org/2000/svg", "title"))))
        .and_then(|title| title.text())
        .unwrap_or_default()
}

pub fn number(node: &Node, name: &str) -> f64 {
    node.attribute(name).and_then(|text| text.parse().ok()).expect(name)
}

/// The picture's bars with all of the classes, those in the legend aside.
pub fn slots<'a>(document: &'a Document, classes: &str) -> Vec<Node<'a, 'a>> {
    let mut found = classed(document, classes);
    found.retain(|node| !title(node).is_empty());
    found
}

#[test]
fn every_slot_is_a_bar_that_tells_what_it_is() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    assert_eq!(check(&problem, &plan).first(), None, "the sample's plan keeps all rules");
    let view = PlanView::new(&problem, &plan);
    let svg = gantt_svg(&problem, &plan, &GanttOptions::default());
    let document = Document::parse(&svg).unwrap();
    let bars = slots(&document, "slot");
    assert_eq!(bars.len(), plan.slots.len());
    for (slot, bar) in view.slots.iter().zip(bars) {
        let text = title(&bar);
        let first = slot.first_day.format("%a %-d %b %Y").to_string();
        let last = slot.last_day.format("%a %-d %b %Y").to_string();
        let stage = view.stage_name(slot.stage);
        let environment = view.environment_name(slot.environment);
        assert!(
            text.starts_with(&format!("{stage} in {environment}\n{first} – {last} (")),
            "{text}"
        );
        assert!(text.contains(&format!("{} of {} places taken", slot.size, slot.capacity_max)));
        for participant in &slot.participants {
            assert!(text.contains(view.participant_id(*participant)), "{text}");
        }
    }
}

#[test]
fn bars_stand_at_their_dates_in_their_environments() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    let view = PlanView::new(&problem, &plan);
    let (from, to) = problem.timeline.days();
    let width = (to - from).num_days() as f64;
    // A pixel a day: places can be counted in days.
    let options = GanttOptions::default().with_width(width as u32);
    let svg = gantt_svg(&problem, &plan, &options);
    let document = Document::parse(&svg).unwrap();
    let lanes: Vec<(f64, f64)> = (classed(&document, "back")[0].children())
        .filter(|node| node.attribute("class") == Some("closed"))
        .map(|lane| (number(&lane, "y"), number(&lane, "y") + number(&lane, "height")))
        .collect();
    assert_eq!(lanes.len(), problem.environments.len());
    let mut boxes = Vec::new();
    for (slot, bar) in view.slots.iter().zip(slots(&document, "slot")) {
        let bar = bar.children().find(|n| n.attribute("class") == Some("bar")).unwrap();
        let (x, y) = (number(&bar, "x"), number(&bar, "y"));
        let (right, bottom) = (x + number(&bar, "width"), y + number(&bar, "height"));
        let days = |day: chrono::NaiveDate| (day - from).num_days() as f64;
        assert!((x - days(slot.first_day)).abs() < 0.02, "{x}");
        assert!((right - days(slot.last_day) - 1.0).abs() < 0.02, "{right}");
        let lane = lanes[slot.environment.index()];
        assert!(lane.0 <= y && bottom <= lane.1, "bar {y}–{bottom} in lane {lane:?}");
        boxes.push((x, y, right, bottom));
    }
    for (position, a) in boxes.iter().enumerate() {
        for b in &boxes[..position] {
            let over = a.0 < b.2 - 0.02 && b.0 < a.2 - 0.02 && a.1 < b.3 && b.1 < a.3;
            assert!(!over, "{a:?} covers {b:?}");
        }
    }
}

#[test]
fn the_page_has_every_slot_participant_and_reason() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    let view = PlanView::new(&problem, &plan);
    let verdict = Verdict {
        unplaced: (view.unplaced())
            .map(|participant| UnplacedVerdict {
                participant,
                reasons: vec![format!("reason <{}>", participant.index())],
            })
            .collect(),
        ..Verdict::of(&problem, &plan)
    };
    assert!(!verdict.unplaced.is_empty());
    let options = GanttOptions::default().with_verdict(&verdict);
    let page = gantt_html(&problem, &plan, &options);
    let picture = gantt_svg(&problem, &plan, &options);
    for number in 1..=plan.slots.len() {
        assert!(page.contains(&format!("<tr data-slot=\"{number}\">")));
        assert!(page.contains(&format!("data-slot=\"{number}\" tabindex")));
    }
    for participant in &problem.programme.participants {
        let cell = format!("<bdi class=\"who\">{}</bdi>", participant.id);
        assert!(page.contains(&cell), "{}", participant.id);
    }
    for unplaced in &verdict.unplaced {
        let reason = format!("reason &lt;{}&gt;", unplaced.participant.index());
        assert!(page.contains(&reason) && picture.contains(&reason));
        assert!(picture.contains(view.participant_id(unplaced.participant)));
    }
    for assumption in &problem.programme.assumptions {
        assert!(page.contains(&assumption.name) && picture.contains(&assumption.name));
    }
    for used in problem.programme.unavailability.iter().map(|one| &one.reason) {
        assert!(page.contains(used.as_str()) && picture.contains(used.as_str()));
    }
}

#[test]
fn the_page_opens_without_a_network() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    let page = gantt_html(&problem, &plan, &GanttOptions::default());
    for loads in ["http://", "https://", "src=", "href=", "@import", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(loads), "{loads}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn ghosts_are_the_baseline_slots_that_are_gone() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    let baseline = sample::first_fit(&problem, 9);
    let keys = |plan: &Plan| -> BTreeSet<_> {
        plan.slots.iter().map(|s| (s.environment, s.stage, s.span)).collect()
    };
    let (now, before) = (keys(&plan), keys(&baseline));
    let options = GanttOptions::default().with_baseline(&baseline);
    let svg = gantt_svg(&problem, &plan, &options);
    let document = Document::parse(&svg).unwrap();
    assert_eq!(slots(&document, "ghost").len(), before.difference(&now).count());
    assert_eq!(slots(&document, "slot new").len(), now.difference(&before).count());
    assert!(before.difference(&now).count() > 0);

    let mut fewer = plan.clone();
    let left = fewer.assignments.remove(0);
    let options = GanttOptions::default().with_baseline(&plan);
    let svg = gantt_svg(&problem, &fewer, &options);
    let document = Document::parse(&svg).unwrap();
    assert_eq!(slots(&document, "ghost").len() + slots(&document, "slot new").len(), 0);
    let id = &problem.programme.participants[left.participant.index()].id;
    let told = format!("left since the baseline: {id}");
    let titles = slots(&document, "slot").iter().filter(|n| title(n).contains(&told)).count();
    assert_eq!(titles, left.visits.len());
}

type Place = (EnvironmentId, Span);

/// Where everybody is for each stage.
fn places(plan: &Plan) -> BTreeMap<(ParticipantId, StageId), Place> {
    (plan.assignments.iter())
        .flat_map(|one| {
            one.visits.iter().map(|visit| {
                let slot = &plan.slots[visit.slot as usize];
                ((one.participant, slot.stage), (slot.environment, slot.span))
            })
        })
        .collect()
}

#[test]
fn arrows_show_who_moved() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let (plan, baseline) = (sample::first_fit(&problem, 0), sample::first_fit(&problem, 9));
    let (now, before) = (places(&plan), places(&baseline));
    let mut moved: BTreeMap<(StageId, Place, Place), usize> = BTreeMap::new();
    for ((who, stage), from) in &before {
        if let Some(to) = now.get(&(*who, *stage)).filter(|to| *to != from) {
            *moved.entry((*stage, *from, *to)).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = moved.into_values().collect();
    let options = GanttOptions::default().with_baseline(&baseline);
    let svg = gantt_svg(&problem, &plan, &options);
    let document = Document::parse(&svg).unwrap();
    let arrows = slots(&document, "move");
    let mut drawn: Vec<usize> = (classed(&document, "count").iter())
        .filter_map(|count| count.text().and_then(|text| text.parse().ok()))
        .collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    drawn.sort_unstable_by(|a, b| b.cmp(a));
    // More would hide the plan.
    assert!(counts.len() > 60);
    counts.truncate(60);
    assert_eq!(drawn, counts);
    assert_eq!(arrows.len(), counts.len());
    for arrow in &arrows {
        assert!(title(arrow).contains("moved for"), "{}", title(arrow));
        assert!(arrow.children().any(|child| child.attribute("class") == Some("arrow")));
    }
    // Beside a baseline, each bar is new, changed, or as before.
    let kinds = ["slot new", "slot changed", "slot as-before"];
    let by_kind: usize = kinds.iter().map(|kind| slots(&document, kind).len()).sum();
    assert_eq!(by_kind, plan.slots.len());
    let same = gantt_svg(&problem, &plan, &GanttOptions::default().with_baseline(&plan));
    let same = Document::parse(&same).unwrap();
    assert_eq!(slots(&same, "slot as-before").len(), plan.slots.len());
    assert_eq!(classed(&same, "move").len() + classed(&same, "ghost").len(), 0);
}

/// A baseline of another state of the programme: what is still known there stays where it was.
#[test]
fn a_plan_in_the_terms_of_another_state_of_the_programme() {
    let before = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&before, 0);
    let mut programme = before.programme.clone();
    let gone = programme.participants.remove(0).id;
    programme.rules.clear();
    programme.participants.reverse();
    programme.environments.reverse();
    let after = Problem::new(&programme).unwrap();
    let told = translate((&before, &plan), &after);
    let names = |problem: &Problem, plan: &Plan| -> BTreeSet<_> {
        let programme = &problem.programme;
        (places(plan).into_iter())
            .map(|((who, stage), (environment, span))| {
                let who = programme.participants[who.index()].id.clone();
                let stage = programme.stages[stage.index()].id.clone();
                let environment = programme.environments[environment.index()].id.clone();
                (who, stage, environment, problem.timeline.dates(span).0.to_string())
            })
            .collect()
    };
    let mut expected = names(&before, &plan);
    let all = expected.len();
    expected.retain(|(who, ..)| *who != gone);
    assert!(expected.len() < all, "somebody in the plan is gone");
    assert_eq!(names(&after, &told), expected);
    assert_eq!(told.slots.len(), plan.slots.len());
    assert_eq!(translate((&before, &plan), &before).slots.len(), plan.slots.len());
}

#[test]
fn pictures_of_the_same_plan_are_the_same() {
    let programme = sample::programme();
    let mut shuffled = programme.clone();
    shuffled.participants.reverse();
    shuffled.environments.reverse();
    shuffled.stages.rotate_left(3);
    shuffled.unavailability.reverse();
    let draw = |programme, seconds| {
        let problem = Problem::new(programme).unwrap();
        let plan = sample::first_fit(&problem, 0);
        let verdict = Verdict {
            runtime: Some(std::time::Duration::from_secs(seconds)),
            ..Verdict::of(&problem, &plan)
        };
        let options = GanttOptions::default().with_verdict(&verdict);
        (gantt_svg(&problem, &plan, &options), gantt_html(&problem, &plan, &options))
    };
    assert_eq!(draw(&programme, 1), draw(&shuffled, 2));
}

/// To look at: `cargo test -p slotwise-tests --test report -- --ignored look`.
#[test]
#[ignore = "writes files to look at"]
fn look() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    let baseline = sample::first_fit(&problem, 9);
    let verdict = Verdict::of(&problem, &plan);
    let options = GanttOptions::default().with_verdict(&verdict);
    let against = options.clone().with_baseline(&baseline);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (name, text) in [
        ("plan.svg", gantt_svg(&problem, &plan, &options)),
        ("plan.html", gantt_html(&problem, &plan, &options)),
        ("against.svg", gantt_svg(&problem, &plan, &against)),
        ("against.html", gantt_html(&problem, &plan, &against)),
        ("plan.txt", slotwise::report::summary(&problem, &plan, &verdict)),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        println!("{}", path.display());
    }
}
