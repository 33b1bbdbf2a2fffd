//! Concurrency tables of groups.

use slotwise::report::Show;
use slotwise::report::concurrency::{Concurrency, Group, concurrency};

use crate::steps;

fn rows(table: &Concurrency) -> Vec<String> {
    (table.rows.iter())
        .map(|row| {
            let to = row.to.map_or("open".into(), |to| to.to_string());
            let members: Vec<_> = row.members.iter().map(String::as_str).collect();
            format!("{} {to} {}", row.from, members.join("+"))
        })
        .collect()
}

fn ids(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_group_keeps_what_it_provides_else_what_its_stages_need() {
    let programme = steps::programme();
    let kept = |names: &[&str]| rows(&concurrency(Group::Kept(&programme, &ids(names))));
    // Acme stands its environment down on 1 June.
    let acme = [
        "2024-01-01 2024-04-01 SIT_A",
        "2024-04-01 2024-06-01 SIT_A+UIT",
        "2024-06-01 2025-01-01 UIT",
        "2025-01-01 open ",
    ];
    assert_eq!(kept(&["Acme"]), acme);
    assert_eq!(kept(&["Bolt", "Dune"]), ["2024-04-01 2025-01-01 UIT", "2025-01-01 open "]);
    // Cole has told nothing: SIT_A as long as it is open.
    assert_eq!(kept(&["Acme", "Cole"])[1], "2024-04-01 2024-07-01 SIT_A+UIT");
    let table = concurrency(Group::Kept(&programme, &ids(&["Dune", "Acme"])));
    // 91 + 2 × 61 + 214 days.
    assert_eq!((table.peak, table.environment_days), (2, 427));
    assert_eq!(table.participants, ["Acme", "Dune"]);
}

#[test]
fn stage_windows_replace_those_for_all() {
    let mut programme = steps::programme();
    let mut own = programme.environments[1].windows[0].clone();
    own.stages = vec!["SANDBOX".into()];
    own.from = crate::sample::day("2024-10-01").into();
    programme.environments[1].windows.push(own);
    let table = concurrency(Group::Kept(&programme, &ids(&["Dune"])));
    assert_eq!(rows(&table), ["2024-10-01 2025-01-01 UIT", "2025-01-01 open "]);
}

#[test]
fn in_a_plan_a_group_is_where_its_slots_are() {
    let problem = steps::problem();
    let plan = steps::plan(&problem);
    let slots = |names: &[&str]| rows(&concurrency(Group::Slots(&problem, &plan, &ids(names))));
    assert_eq!(slots(&["Bolt"]), ["2024-04-01 2024-04-06 UIT", "2024-04-06 open "]);
    let all = [
        "2024-03-18 2024-03-30 SIT_A",
        "2024-03-30 2024-04-01 ",
        "2024-04-01 2024-04-06 UIT",
        "2024-04-06 open ",
    ];
    assert_eq!(slots(&[]), all);
    assert_eq!(slots(&["Dune"]), [""; 0]);
}

#[test]
fn it_reads_as_text_and_html() {
    let programme = steps::programme();
    let everything = concurrency(Group::Everything(&programme));
    insta::assert_snapshot!("concurrency_text", everything.text());
    let group = concurrency(Group::Kept(&programme, &ids(&["Acme"])));
    insta::assert_snapshot!("concurrency_html", group.html());
}
