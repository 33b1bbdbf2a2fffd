//! The readers of published instances: the worked examples of their `ORIGIN.md` files are read as
//! meant and have the optimum given there; files that are not in the format are refused with the
//! line and what is wrong.

use slotwise::{Problem, SolveOptions, solve};
use slotwise_tests::published::Family;

const JOB_SHOP: &str = "2 2\n0 3 1 2\n1 2 0 4\n";
const FLEXIBLE: &str = "2 2\n2 2 0 3 1 5 1 1 2\n1 2 0 4 1 4\n";
const TARDINESS: &str = "3 2\n1 4\n3 2\n";
const TESTS: &str = "% Number of tests : 3\r
test( 't1', 10, [], [], 'fam1', 1 ).\r
test( 't2', 7, ['m1'], ['r1'], 'fam1', 1 ).\r
test( 't3', 6, ['m1','m2'], ['r1'], 'fam1', 1 ).\r
\r
embedded_board( 'm1').\r
embedded_board( 'm2').\r
\r
testsetup( 'fam1', 0 ).\r
\r
resource( 'r1', 1).\r
";
const PROJECT: &str = "\
jobs (incl. supersource/sink ):  5
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           5
   5        1          0
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     2       2
  4      1     3       1
  5      1     0       0
RESOURCEAVAILABILITIES:
  R 1
    3
";
const ASSIGNMENT: &str = "2 3\n5 7 4\n6 3 8\n2 3 2\n3 2 3\n4 3\n";
const EXAMPLES: [(Family, &str, i64); 6] = [
    (Family::JobShop, JOB_SHOP, 7),
    (Family::FlexibleJobShop, FLEXIBLE, 6),
    (Family::WeightedTardiness, TARDINESS, 2),
    (Family::TestScheduling, TESTS, 13),
    (Family::Rcpsp, PROJECT, 6),
    (Family::GeneralizedAssignment, ASSIGNMENT, 12),
];

#[test]
fn worked_examples_have_the_optimum_given() {
    for (family, text, optimum) in EXAMPLES {
        let programme = family.read("example", text).expect("the format");
        let problem = Problem::new(&programme).expect("a valid programme");
        let outcome = solve(&problem, &SolveOptions::default()).expect("an answer");
        let values: Vec<(i64, i64)> = outcome.levels.iter().map(|l| (l.value, l.bound)).collect();
        let wanted = optimum * 1_000_000;
        assert_eq!(values, [(0, 0), (wanted, wanted)], "{}", family.name());
    }
}

#[test]
fn a_test_without_machines_may_run_on_all_and_resources_are_groups() {
    let programme = Family::TestScheduling.read("example", TESTS).expect("the format");
    let eligible: Vec<usize> = programme.stages.iter().map(|s| s.environments.len()).collect();
    assert_eq!(eligible, [2, 1, 2]);
    let groups = &programme.exclusive_groups;
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].stages, [&*programme.stages[1].id, &*programme.stages[2].id]);
}

#[test]
fn durations_depend_on_the_machine() {
    let programme = Family::FlexibleJobShop.read("example", FLEXIBLE).expect("the format");
    let durations: Vec<Option<i64>> =
        programme.stages[0].environments.iter().map(|e| e.duration).collect();
    assert_eq!(durations, [Some(3), Some(5)]);
}

#[test]
fn every_file_is_read_and_has_the_size_in_its_name() {
    let mut count = 0;
    for family in Family::ALL {
        for published in family.published() {
            let text = family.text(&published.instance);
            let read = family.read(&published.instance, &text);
            let programme = read.unwrap_or_else(|e| panic!("{}: {e}", published.instance));
            let jobs = match published.instance.as_bytes() {
                [b'w', b't', ..] => 40,
                [b't', rest @ ..] => digits(rest),
                [b'j', b'3', b'0', ..] => 30,
                // The second number of the file.
                _ if family == Family::GeneralizedAssignment => {
                    let second = text.split_whitespace().nth(1);
                    digits(second.expect("two numbers").as_bytes())
                }
                // The first number of the file.
                _ => digits(text.trim_start().as_bytes()),
            };
            assert_eq!(programme.participants.len(), jobs, "{}", published.instance);
            count += 1;
        }
    }
    assert_eq!(count, 7 + 4 + 10 + 44 + 10 + 6);
}

fn digits(text: &[u8]) -> usize {
    let digits: String =
        text.iter().take_while(|c| c.is_ascii_digit()).map(|c| *c as char).collect();
    digits.parse().expect("a number")
}

#[test]
fn files_out_of_format_are_refused_with_line_and_reason() {
    let unnamed = TESTS.replace("embedded_board( 'm2').\r\n", "");
    let doubled = TESTS.replace("resource( 'r1', 1)", "resource( 'r1', 2)");
    let set_up = TESTS.replace("testsetup( 'fam1', 0 )", "testsetup( 'fam1', 3 )");
    let zero = TESTS.replace("'t2', 7", "'t2', 0");
    let short = TESTS.replace("'t2', 7, ", "'t2', ");
    let open = TESTS.replace("['r1'], 'fam1', 1 ).", "['r1");
    let modes = PROJECT.replace("2      1     3 ", "2      2     3 ");
    let needy = PROJECT.replace("  3      1     2       2", "  3      1     2       4");
    let back = PROJECT
        .replace("   3        1          1           5", "   3        1          1           2");
    let fewer = PROJECT
        .replace("   4        1          1           5", "   4        1          2           5");
    let budget = PROJECT.replace(":  0   N", ":  1   N");
    let cases: [(Family, &str, usize, &str); 30] = [
        (Family::JobShop, "", 1, "number of jobs"),
        (Family::JobShop, "2 2\n0 3 1 2\n1 2 0", 4, "ends where a duration"),
        (Family::JobShop, "2 2\n0 3 2 2\n1 2 0 4", 2, "\"2\" is not a machine"),
        (Family::JobShop, "2 2\n0 -3 1 2\n1 2 0 4", 2, "\"-3\" is not a duration"),
        (Family::JobShop, "2 2\n0 3 1 2\n1 2 0 4 5", 3, "\"5\" after"),
        (Family::JobShop, "99999999999999999999 2", 1, "not a number of jobs"),
        (Family::JobShop, "2 0", 1, "\"0\" is not a number of machines"),
        (Family::JobShop, "10000 10000", 2, "ends where a machine"),
        (Family::FlexibleJobShop, "1 1\n0", 2, "not a number of operations"),
        (Family::FlexibleJobShop, "1 1\n1 2 0 3 0 3", 2, "not a number of eligible machines"),
        (Family::FlexibleJobShop, "1 1\n1 1 0 x", 2, "\"x\" is not a duration"),
        (Family::FlexibleJobShop, "1 1\n1 1 0", 3, "ends where a duration"),
        (Family::WeightedTardiness, "", 1, "0 numbers"),
        (Family::WeightedTardiness, "3 2\n1 4\n3", 1, "5 numbers"),
        (Family::WeightedTardiness, "3 2\n1 4\n3 1.5", 3, "\"1.5\" is not a due date"),
        (Family::TestScheduling, &unnamed, 4, "no machine \"m2\""),
        (Family::TestScheduling, &doubled, 11, "should be resource( 'NAME', 1)"),
        (Family::TestScheduling, &set_up, 9, "should be testsetup"),
        (Family::TestScheduling, &zero, 3, "a duration of 0"),
        (Family::TestScheduling, &short, 3, "should be test("),
        (Family::TestScheduling, &open, 3, "not closed"),
        (Family::TestScheduling, "% nothing", 2, "no test"),
        (Family::Rcpsp, "", 1, "there is no \"jobs"),
        (Family::Rcpsp, &modes, 16, "not the one mode"),
        (Family::Rcpsp, &needy, 17, "4 is not a need"),
        (Family::Rcpsp, &back, 9, "2 is not a later job"),
        (Family::Rcpsp, &fewer, 10, "1 numbers where 2"),
        (Family::Rcpsp, &budget, 4, "1 is not - nonrenewable"),
        (Family::GeneralizedAssignment, "2 3\n5 7", 3, "ends where a cost"),
        (Family::GeneralizedAssignment, "2000 2000", 1, "not a number of agents"),
    ];
    for (family, text, line, reason) in cases {
        let error = family.read("broken", text).expect_err(text);
        assert_eq!(error.line, line, "{error}\n{text}");
        assert!(error.message.contains(reason), "{error}\n{text}");
    }
}

/// Any file cut off anywhere, or with a byte changed, is read or refused, but never a panic.
#[test]
fn damaged_files_never_panic() {
    for (family, text, _) in EXAMPLES {
        for at in 0..text.len() {
            let _ = family.read("cut", &text[..at]);
            for byte in ["", "0", "9", "'", "[", "]", "(", ".", ",", "x", "\n", "é", "-"] {
                let _ =
                    family.read("damaged", &format!("{}{byte}{}", &text[..at], &text[at + 1..]));
            }
        }
    }
}
