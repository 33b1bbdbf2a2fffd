//! Mistakes that people make, in the words that they are told.

use insta::assert_snapshot;
use slotwise::Programme;
use slotwise::format::write_programme;
use slotwise_tests::small::programme;

use super::{found, told};

/// The small programme as text, with something replaced once.
fn text(old: &str, new: &str) -> String {
    let text = write_programme(&programme());
    assert!(text.contains(old), "{old} in\n{text}");
    text.replacen(old, new, 1)
}

/// The small programme with a change.
fn with(change: impl FnOnce(&mut Programme)) -> Programme {
    let mut programme = programme();
    change(&mut programme);
    programme
}

#[test]
fn a_missing_field() {
    assert_snapshot!(told(&text(r#""duration": 5,"#, "")), @"SW-E0002 stages[0]: missing field `duration` at line 69 column 7; add it; docs/schema says what it may be");
    assert_snapshot!(told(&text(r#""zone": "Europe/London","#, "")), @"SW-E0002 calendar: missing field `zone` at line 17 column 5; add it; docs/schema says what it may be");
}

#[test]
fn an_unknown_field() {
    assert_snapshot!(told(&text(r#""duration": 5"#, r#""durration": 5"#)), @"SW-E0004 stages[0].durration: unknown field `durration`, expected one of `id`, `name`, `phase`, `environments`, `duration`, `slots`, `overlap`, `over_unavailability`, `needs_support`, `prerequisites`, `entry`, `notice`, `versions`, `approved_versions`, `target`, `takes`, `reserved` at line 54 column 19; did you mean duration? Else take it out, or correct its name");
    assert_snapshot!(told(&text(r#""programme": {"#, r#""programmes": {"#)), @"SW-E0004 programmes: unknown field `programmes`, expected `format_version` or `programme` at line 3 column 14; did you mean programme? Else take it out, or correct its name");
}

#[test]
fn an_unknown_environment() {
    assert_snapshot!(told(&text(r#""environment": "SIT-A""#, r#""environment": "SITA""#)), @r#"
    SW-W0304 environments[0]: no stage may run in "SIT-A"; list it among a stage's environments, or take it out
    SW-E0101 stages[0].environments[0].environment: there is no environment "SITA"; did you mean "SIT-A"? Else add the environment
    "#);
    let far = with(|p| p.stages[0].environments[0].environment = "Production".into());
    assert_snapshot!(found(&far), @r#"
    SW-W0304 environments[0]: no stage may run in "SIT-A"; list it among a stage's environments, or take it out
    SW-E0101 stages[0].environments[0].environment: there is no environment "Production"; correct the name, or add the environment
    "#);
}

#[test]
fn a_window_that_ends_before_it_starts() {
    let backwards = r#""windows": [{"from": "2024-07-20", "to": "2024-07-10"}], "windos": ["#;
    assert_snapshot!(told(&text(r#""windows": ["#, backwards)), @"SW-E0004 environments[0].windos: unknown field `windos`, expected one of `id`, `name`, `windows`, `exclusivity`, `changeover`, `max_participants`, `components`, `optional`, `connectivity`, `versions`, `proving`, `set_up` at line 26 column 73; did you mean windows? Else take it out, or correct its name");
    let backwards = with(|p| {
        p.environments[0].windows[0].from = slotwise_tests::small::day(20).into();
        p.environments[0].windows[0].to = slotwise_tests::small::day(10).into();
    });
    assert_snapshot!(found(&backwards), @"SW-E0214 environments[0].windows[0].to: it ends at 2024-07-10, but starts at 2024-07-20 (see environments[0].windows[0].from); `to` is the first day or moment that is no longer in, so it is later than `from`");
}

#[test]
fn a_negative_duration() {
    assert_snapshot!(told(&text(r#""duration": 5"#, r#""duration": -5"#)), @"SW-E0401 stages[0].duration: the duration is -5; write at least 1");
}

#[test]
fn a_least_capacity_over_the_most() {
    assert_snapshot!(told(&text(r#""min": 0"#, r#""min": 3"#)), @"SW-E0404 stages[0].slots.capacity.min: the least is 3, but the most is 1 (see stages[0].slots.capacity.max); let the least be at most the most");
    assert_snapshot!(told(&text(r#""max": 1"#, r#""max": 0"#)), @"SW-E0403 stages[0].slots.capacity.max: the most that a slot takes is 0, so nobody can be in it; write at least 1");
}

#[test]
fn a_cyclic_order() {
    let cyclic = with(|p| {
        p.stages[0] = p.stages[0].clone().with_prerequisite(["Operational"]);
        p.stages[1] = p.stages[1].clone().with_prerequisite(["Functional"]);
    });
    assert_snapshot!(found(&cyclic), @r#"
    SW-E0409 stages[0].prerequisites[0]: stages wait for one another: "Functional" needs "Operational", "Operational" needs "Functional" (see stages[1].prerequisites[0]); take one of these prerequisites out, or add another stage to its list
    SW-W0506 participants[0].routes[0].steps[0].stage: "Functional" needs "Operational" before it, which is neither earlier on the route nor completed, so this route can't be taken (see stages[0].prerequisites[0]); put what it needs before it, or say that it is completed
    SW-W0506 participants[1].routes[0].steps[0].stage: "Functional" needs "Operational" before it, which is neither earlier on the route nor completed, so this route can't be taken (see stages[0].prerequisites[0]); put what it needs before it, or say that it is completed
    "#);
}

#[test]
fn a_route_with_a_stage_twice() {
    let twice = with(|p| {
        let first = p.participants[0].routes[0].steps[0].clone();
        p.participants[0].routes[0].steps.push(first);
    });
    assert_snapshot!(found(&twice), @r#"SW-E0504 participants[0].routes[0].steps[2].stage: the route comes to "Functional" twice (see participants[0].routes[0].steps[0].stage); take one out: nobody takes a stage twice"#);
}

#[test]
fn moments_without_an_offset_or_with_another_one() {
    let window = r#""from": "2024-07-08",
            "to": "2024-08-05""#;
    let by_hour = |from: &str| {
        let text = text(window, &format!(r#""from": "{from}", "to": "2024-08-05""#));
        text.replacen(r#""resolution": "day""#, r#""resolution": "hour""#, 1)
    };
    assert_snapshot!(told(&by_hour("2024-07-08T08:00:00")), @"SW-E0210 environments[0].windows[0].from: 2024-07-08T08:00:00 does not say its offset from UTC; write 2024-07-08T08:00:00+01:00");
    assert_snapshot!(told(&by_hour("2024-07-08T08:00:00+02:00")), @"SW-E0211 environments[0].windows[0].from: 2024-07-08T08:00:00+02:00 has not the offset of Europe/London, +01:00 then; write 2024-07-08T07:00:00+01:00");
    assert_snapshot!(told(&by_hour("2024-07-08T08:00:00Z")), @"SW-E0211 environments[0].windows[0].from: 2024-07-08T08:00:00+00:00 has not the offset of Europe/London, +01:00 then; write 2024-07-08T09:00:00+01:00");
    assert_snapshot!(told(&by_hour("2024-07-08T08:00:00+01:00")), @"");
    let day = text(window, r#""from": "2024-07-08T08:00:00+01:00", "to": "2024-08-05""#);
    assert_snapshot!(told(&day), @"SW-E0212 environments[0].windows[0].from: 2024-07-08T08:00:00+01:00 is a moment, but the calendar counts days; write a day, as in 2024-07-08, or let the calendar count hours");
}

#[test]
fn a_moment_that_a_clock_change_leaves_out() {
    // In London, 01:30 on 2024-03-31 never was; with either offset it is another time of the day.
    let skipped = with(|p| {
        p.calendar.resolution = slotwise::model::Resolution::Hour;
        let when = |text| slotwise::model::When::parse(text).expect("a moment");
        p.participants[0].due = Some(when("2024-03-31T01:30:00"));
        p.participants[1].due = Some(when("2024-03-31T01:30:00+00:00"));
    });
    assert_snapshot!(found(&skipped), @r#"
    SW-E0210 participants[0].due: 2024-03-31T01:30:00 does not say its offset from UTC; Europe/London skips this time at a clock change; write another
    SW-E0211 participants[1].due: 2024-03-31T01:30:00+00:00 has not the offset of Europe/London, +01:00 then; write 2024-03-31T02:30:00+01:00
    "#);
}

#[test]
fn weights_that_are_no_numbers() {
    for weight in ["NaN", "nan", "Infinity", "-Infinity", "1e999"] {
        let told = told(&text(r#""weight": 1.0"#, &format!(r#""weight": {weight}"#)));
        assert!(told.starts_with("SW-E0009 participants[0].weight: ") || weight == "nan", "{told}");
    }
    assert_snapshot!(told(&text(r#""weight": 1.0"#, r#""weight": NaN"#)), @"SW-E0009 participants[0].weight: NaN is no number in JSON, at line 116; write a number");
    assert_snapshot!(told(&text(r#""weight": 1.0"#, r#""weight": 1e999"#)), @"SW-E0009 participants[0].weight: number out of range at line 116 column 23; write a smaller number");
    assert_snapshot!(told(&text(r#""weight": 1.0"#, r#""weight": null"#)), @"SW-E0008 participants[0].weight: invalid type: null, expected a number at line 116 column 22; write what is expected; docs/schema says it in full");
    assert_snapshot!(told(&text(r#""weight": 1.0"#, r#""weight": -2"#)), @"SW-E0106 participants[0].weight: the weight is -2; write at least 0");
    assert_snapshot!(found(&with(|p| p.participants[0].weight = f64::NAN)), @"SW-E0105 participants[0].weight: the weight is NaN, not a number; write a number, at least 0, with at most three decimals");
    assert_snapshot!(found(&with(|p| p.participants[0].weight = f64::NEG_INFINITY)), @"SW-E0105 participants[0].weight: the weight is -inf, not a number; write a number, at least 0, with at most three decimals");
}

#[test]
fn everything_at_once() {
    let all = with(|p| {
        p.calendar.zone = "Europe/Lundon".into();
        p.environments[1].id = "SIT-A".into();
        p.stages[0].duration = 0;
        p.stages[1].slots.capacity.max = -1;
        p.participants[0].weight = f64::INFINITY;
        p.participants[1].routes[0].steps[0].stage = "Functinal".into();
    });
    assert_snapshot!(found(&all), @r#"
    SW-E0201 calendar.zone: there is no time zone "Europe/Lundon"; did you mean "Europe/London"?
    SW-E0102 environments[1].id: "SIT-A" is there twice (see environments[0].id); give each its own name, or take one out
    SW-E0401 stages[0].duration: the duration is 0; write at least 1
    SW-E0101 stages[1].environments[0].environment: there is no environment "SIT-B"; did you mean "SIT-A"? Else add the environment
    SW-E0402 stages[1].slots.capacity.max: the most that a slot takes is -1; write at least 0
    SW-E0105 participants[0].weight: the weight is inf, not a number; write a number, at least 0, with at most three decimals
    SW-E0101 participants[1].routes[0].steps[0].stage: there is no stage "Functinal"; did you mean "Functional"? Else add the stage
    "#);
}
