//! The summary in text.

use std::time::Duration;

use slotwise::calendar::Problem;
use slotwise::report::{UnplacedVerdict, Verdict, summary};
use slotwise::{SolveOptions, solve};

use crate::sample;

#[test]
fn the_summary_tells_everything() {
    let problem = Problem::new(&sample::programme()).unwrap();
    let plan = sample::first_fit(&problem, 0);
    let mut verdict = Verdict::of(&problem, &plan);
    for level in &mut verdict.levels {
        level.bound = Some(level.value - level.value / 100);
    }
    let unplaced: Vec<_> = slotwise::report::PlanView::new(&problem, &plan).unplaced().collect();
    verdict.unplaced = unplaced[1..]
        .iter()
        .map(|&participant| UnplacedVerdict {
            participant,
            reasons: vec![
                "Qualification: 120 of 178 slots start before 14 December 2026, when the system is \
                 built; 58 end after the last window of UIT that is open for it, on 19 January 2026"
                    .into(),
                "no other route".into(),
            ],
        })
        .collect();
    verdict.status = "feasible".into();
    verdict.violations = vec!["capacity: slot 3 has 7 of 6".into()];
    verdict.warnings = vec!["SW-W0001 environments[0]: starts on a Sunday; check it".into()];
    verdict.runtime = Some(Duration::from_millis(12_340));
    verdict.provenance = vec![("slotwise".into(), "0.1.0".into())];
    insta::assert_snapshot!(summary(&problem, &plan, &verdict));
}

#[test]
fn an_outcome_is_summed_up() {
    let mut programme = sample::programme();
    programme.participants.truncate(4);
    for participant in &mut programme.participants {
        // Ready after the calendar's last slot: nobody can be placed, which is proven at once.
        participant.ready = vec![slotwise::model::Ready {
            from: sample::day("2026-12-30").into(),
            environment: None,
            stage: None,
            reason: "not built".into(),
        }];
    }
    let problem = Problem::new(&programme).unwrap();
    let outcome = solve(&problem, &SolveOptions::default().with_threads(1)).unwrap();
    let verdict = outcome.verdict(&problem);
    let text = summary(&problem, &outcome.plan, &verdict);
    assert!(text.contains("optimal · 0 of 4 participants placed · 4 not placed"), "{text}");
    // Lines are wrapped: compare words.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = words(text.split("Not placed (4)").nth(1).unwrap());
    for unplaced in &outcome.unplaced {
        assert!(told.contains(&problem.programme.participants[unplaced.participant.index()].id));
        assert!(!unplaced.reasons.is_empty());
        for reason in &unplaced.reasons {
            assert!(told.contains(&words(&reason.text)), "{text}");
        }
    }
    assert!(text.contains(&outcome.provenance.programme_hash));
}
