//! What would have to change: equal to trying everything, and worded.

use proptest::prelude::*;
use slotwise::check::check;
use slotwise::explain::{End, Explain, Prices, RelaxOptions, Relaxation, apply, relax};
use slotwise::model::{ParticipantId, Programme, Target};
use slotwise::planner::solver;
use slotwise::{Plan, Problem, SolveOptions, solve};
use slotwise_tests::beside;

use super::scenes::{self, blackout, day, ready};

fn told(problem: &Problem, plan: &Plan, options: &RelaxOptions<'_>) -> String {
    relax(problem, plan, "Echo", options).expect("known").text()
}

#[test]
fn a_blackout_or_a_window() {
    let programme = scenes::programme_with("Echo", |p| {
        p.unavailable.push(blackout(day(5, 1), day(6, 15), "data centre move"));
    });
    let problem = scenes::problem(&programme);
    let plan = scenes::four(&problem);
    insta::assert_snapshot!(told(&problem, &plan, &RelaxOptions::default()), @"
    What would let Echo be placed
         price   what gives                                                                             changes
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     1       6   one more place in SIT-A/Functional/2024-04-01; SIT-B closes 5 days after 2024-06-17    unplaced -1
     2       6   one more place in SIT-A/Functional/2024-04-15; SIT-B closes 5 days after 2024-06-17    unplaced -1
     3      10   Echo is there in [2024-05-01, 2024-06-15)                                              unplaced -1
     4      15   one more place in SIT-A/Functional/2024-04-01; SIT-B opens 14 days before 2024-05-06   unplaced -1
     5      21   one more place in SIT-A/Functional/2024-04-01; SIT-C is approved                       unplaced -1
    ");
    // The programme itself stays as it was.
    assert_eq!(problem.programme, programme.canonical());
}

#[test]
fn prices_decide() {
    let programme = scenes::programme_with("Echo", |p| {
        p.unavailable.push(blackout(day(5, 1), day(6, 15), "data centre move"));
    });
    let problem = scenes::problem(&programme);
    let prices =
        Prices { blackout: Some(0.5), window_day: None, approval: Some(2.25), ..Prices::default() };
    let options = RelaxOptions::default().with_prices(prices);
    insta::assert_snapshot!(told(&problem, &scenes::four(&problem), &options), @"
    What would let Echo be placed
         price   what gives                                                         changes
    ────────────────────────────────────────────────────────────────────────────────────────────
     1     0.5   Echo is there in [2024-05-01, 2024-06-15)                          unplaced -1
     2    3.25   one more place in SIT-A/Functional/2024-04-01; SIT-C is approved   unplaced -1
     3    3.25   one more place in SIT-A/Functional/2024-04-15; SIT-C is approved   unplaced -1
    ");
}

#[test]
fn two_together() {
    let programme = scenes::programme_with("Echo", |p| {
        p.ready.push(ready(day(5, 20), "environment proved"));
        p.deadline = Some(day(5, 27).into());
    });
    let problem = scenes::problem(&programme);
    insta::assert_snapshot!(told(&problem, &Plan::default(), &RelaxOptions::default()), @"
    What would let Echo be placed
         price   what gives                                                                changes
    ───────────────────────────────────────────────────────────────────────────────────────────────────
     1      12   the deadline of Echo is 12 days later                                     unplaced -1
     2      16   Echo is ready 14 days before 2024-05-20; patching May is 2 days earlier   unplaced -1
     3      19   Echo is ready 14 days before 2024-05-20; patching May is 5 days later     unplaced -1
     4      21   Echo is ready 21 days before 2024-05-20                                   unplaced -1
    ");
}

#[test]
fn a_place_more() {
    let mut programme = scenes::programme();
    programme.environments[1].windows[0].to = day(5, 18).into();
    let problem = scenes::problem(&programme);
    let prices = Prices { window_day: None, approval: None, ..Prices::default() };
    let options = RelaxOptions::default().with_prices(prices);
    let found = relax(&problem, &scenes::four(&problem), "Echo", &options).expect("known");
    insta::assert_snapshot!(found.text(), @"
    What would let Echo be placed
         price   what gives                                                                                    changes
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     1       1   one more place in SIT-B/Migration/2024-05-13                                                  unplaced -1
     2       2   one more place in SIT-A/Functional/2024-04-01; one more place in SIT-B/Migration/2024-05-06   unplaced -1
     3       2   one more place in SIT-A/Functional/2024-04-15; one more place in SIT-B/Migration/2024-05-06   unplaced -1
    ");
    let relaxed = Problem::new(&apply(&problem.programme, &found.ways[0].relaxations));
    assert_eq!(relaxed.expect("valid").hand_slots.len(), 1);
}

#[test]
fn maintenance_moves() {
    let mut programme = scenes::programme();
    programme.environments[1].windows[0].from = day(5, 20).into();
    programme.environments[1].windows[0].to = day(5, 25).into();
    let prices = Prices { window_day: None, approval: None, ..Prices::default() };
    let options = RelaxOptions::default().with_prices(prices);
    let problem = scenes::problem(&programme);
    insta::assert_snapshot!(told(&problem, &Plan::default(), &options), @"
    What would let Echo be placed
         price   what gives                       changes
    ──────────────────────────────────────────────────────────
     1       2   patching May is 2 days earlier   unplaced -1
     2       5   patching May is 5 days later     unplaced -1
    ");
}

#[test]
fn nothing_has_to_give() {
    let problem = scenes::problem(&scenes::programme());
    insta::assert_snapshot!(told(&problem, &scenes::four(&problem), &RelaxOptions::default()), @"
    What would let Echo be placed
    Echo can be placed as it is.
    ");
}

#[test]
fn others_may_move() {
    // One place for Migration in all, and Acme could go elsewhere once SIT-C is approved.
    let mut programme = scenes::programme();
    programme.stages[1].slots.capacity.max = 1;
    programme.environments[1].windows[0].to = day(5, 11).into();
    programme.participants.retain(|p| p.id == "Acme" || p.id == "Echo");
    programme.participants[1].routes[0].steps.remove(0);
    programme.participants[1].deadline = Some(day(5, 11).into());
    let problem = scenes::problem(&programme);
    let plan = scenes::plan(
        &problem,
        &[
            ("Functional", "SIT-A", day(4, 1), &["Acme"]),
            ("Migration", "SIT-B", day(5, 6), &["Acme"]),
        ],
    );
    let solve = solver(SolveOptions::default().with_threads(1));
    let prices = Prices { place: None, maintenance_day: None, ..Prices::default() };
    let options = RelaxOptions::default().with_days(3).with_together(1).with_prices(prices);
    insta::assert_snapshot!(told(&problem, &plan, &options.with_others(&solve)), @"
    What would let Echo be placed
         price   what gives          changes
    ─────────────────────────────────────────────
     1      20   SIT-C is approved   unplaced -1
    ");
}

/// The same by trying every amount of every combination of up to two.
fn by_trying(
    problem: &Problem,
    plan: &Plan,
    id: ParticipantId,
    days: u32,
) -> Vec<(i64, Vec<Relaxation>)> {
    let base = beside::without(plan, id);
    let families = families(problem, &base, id, days);
    let before = check(problem, &base).len();
    let works = |relaxations: &[Relaxation]| {
        let Ok(relaxed) = Problem::new(&apply(&problem.programme, relaxations)) else {
            return false;
        };
        check(&relaxed, &base).len() <= before && beside::any(&relaxed, &base, id)
    };
    let mut found: Vec<(i64, Vec<usize>, Vec<Relaxation>)> = Vec::new();
    for (a, family) in families.iter().enumerate() {
        let best = family.iter().find(|(one, _)| works(std::slice::from_ref(one)));
        found.extend(best.map(|(one, price)| (*price, vec![a], vec![one.clone()])));
    }
    let single = found.clone();
    for a in 0..families.len() {
        for b in a + 1..families.len() {
            let bound = (single.iter())
                .filter(|(_, of, _)| of[0] == a || of[0] == b)
                .map(|(price, _, _)| *price)
                .min();
            let mut pairs: Vec<_> = (families[a].iter())
                .flat_map(|x| families[b].iter().map(move |y| (x.1 + y.1, x, y)))
                .filter(|(price, _, _)| bound.is_none_or(|bound| *price < bound))
                .collect();
            pairs.sort_by_key(|(price, _, _)| *price);
            let best = pairs.into_iter().find(|(_, x, y)| works(&[x.0.clone(), y.0.clone()]));
            found.extend(best.map(|(p, x, y)| (p, vec![a, b], vec![x.0.clone(), y.0.clone()])));
        }
    }
    found.sort_by_key(|(price, of, _)| (*price, of.len()));
    found.into_iter().map(|(price, _, relaxations)| (price, relaxations)).collect()
}

/// What could give by steps, at the default prices.
fn families(
    problem: &Problem,
    _plan: &Plan,
    id: ParticipantId,
    days: u32,
) -> Vec<Vec<(Relaxation, i64)>> {
    let programme = &problem.programme;
    let person = &programme.participants[id.index()];
    let mut families = Vec::new();
    let mut by_day = |most: i64, of: &dyn Fn(u32) -> Relaxation| {
        let most = u32::try_from(most.clamp(0, days.into())).expect("few");
        let steps: Vec<_> = (1..=most).map(|n| (of(n), i64::from(n) * 1000)).collect();
        if !steps.is_empty() {
            families.push(steps);
        }
    };
    let (first, last) = (programme.calendar.from, programme.calendar.to);
    for environment in &programme.environments {
        for window in &environment.windows {
            let ends = [
                (End::From, (window.from.date() - first).num_days()),
                (End::To, (last - window.to.date()).num_days()),
            ];
            for (end, room) in ends {
                by_day(room, &|days| Relaxation::Window {
                    environment: environment.id.clone(),
                    from: window.from.to_string(),
                    to: window.to.to_string(),
                    end,
                    days,
                });
            }
        }
    }
    if let Some(deadline) = person.deadline {
        by_day((last - deadline.date()).num_days(), &|days| Relaxation::Deadline {
            participant: person.id.clone(),
            days,
        });
    }
    let mut dates: Vec<_> = person.ready.iter().map(|ready| ready.from).collect();
    dates.dedup();
    for from in dates {
        by_day((from.date() - first).num_days(), &|days| Relaxation::Ready {
            participant: person.id.clone(),
            from: from.to_string(),
            days,
        });
    }
    for u in &programme.unavailability {
        if !matches!(u.on, Target::Participant(_)) {
            for way in [-1, 1] {
                by_day(days.into(), &|days| Relaxation::Maintenance {
                    id: u.id.clone(),
                    days: way * days as i32,
                });
            }
        }
    }
    for blackout in &person.unavailable {
        families.push(vec![(
            Relaxation::Blackout {
                participant: person.id.clone(),
                from: blackout.from.to_string(),
                to: blackout.to.to_string(),
            },
            10_000,
        )]);
    }
    for environment in programme.environments.iter().filter(|e| e.optional.is_some()) {
        if !environment.optional.as_ref().is_some_and(|optional| optional.approved) {
            let relaxation = Relaxation::Approval { environment: environment.id.clone() };
            families.push(vec![(relaxation, 20_000)]);
        }
    }
    families
}

fn is_right(problem: &Problem, plan: &Plan, id: ParticipantId) -> Result<(), TestCaseError> {
    const DAYS: u32 = 2;
    let name = &problem.programme.participants[id.index()].id;
    let base = beside::without(plan, id);
    if beside::any(problem, &base, id) {
        return Ok(());
    }
    let prices = Prices { place: None, ..Prices::default() };
    let mut options = RelaxOptions::default().with_days(DAYS).with_count(1000).with_prices(prices);
    options.tries = 1_000_000;
    let found = relax(problem, &base, name, &options).expect("known");
    prop_assert!(found.complete);
    // Unavailability of participants is not drawn; it would be called off.
    if problem.programme.unavailability.iter().any(|u| matches!(u.on, Target::Participant(_))) {
        return Ok(());
    }
    let tried = by_trying(problem, &base, id, DAYS);
    let told: Vec<i64> = found.ways.iter().map(|way| way.price.0 / 1000).collect();
    let prices: Vec<i64> = tried.iter().map(|(price, _)| *price).collect();
    prop_assert_eq!(&told, &prices, "told {:?}\ntried {:?}", found.ways, tried);
    for way in &found.ways {
        let relaxed = Problem::new(&apply(&problem.programme, &way.relaxations)).expect("valid");
        prop_assert!(beside::any(&relaxed, &base, id), "{:?}", way);
    }
    Ok(())
}

#[test]
fn ways_out_equal_trying_everything() {
    super::random::each("ways out", 40, is_right);
}

/// A window that opens earlier and maintenance whose days move place Ash together.
#[test]
fn a_window_and_movable_maintenance_together() {
    let programme: Programme =
        serde_json::from_str(include_str!("window_and_maintenance.json")).expect("a programme");
    let problem = Problem::new(&programme).expect("valid");
    let plan = solve(&problem, &SolveOptions::default().with_threads(1)).expect("solved").plan;
    is_right(&problem, &plan, ParticipantId(0)).expect("told as tried");
}
