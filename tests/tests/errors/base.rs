//! A programme without any finding, and mistakes made in it.

use std::fmt::Write;

use slotwise::Programme;
use slotwise::model::Findings;

pub use slotwise_tests::small::{day, end, programme};

/// A mistake: the code that it raises, where, and how it is made.
pub struct Case {
    /// The code.
    pub code: &'static str,
    /// The path of the first finding with it.
    pub path: &'static str,
    /// Makes the mistake.
    pub make: fn(&mut Programme),
}

/// A mistake.
pub fn case(code: &'static str, path: &'static str, make: fn(&mut Programme)) -> Case {
    Case { code, path, make }
}

#[test]
fn nothing_is_found_in_the_base() {
    assert_eq!(programme().validate(), Findings::default());
}

/// Makes each mistake by itself; the wording of what is found.
///
/// An error comes with no error of another code, a warning with no error at all.
pub fn wording(cases: &[Case]) -> String {
    let mut text = String::new();
    for Case { code, path, make } in cases {
        let mut programme = programme();
        make(&mut programme);
        let findings = programme.validate();
        let Some(found) = findings.0.iter().find(|finding| finding.code == *code) else {
            panic!("{code} is not among:\n{findings}");
        };
        assert_eq!(found.path, *path, "{found}");
        assert!(!found.message.is_empty() && !found.remedy.is_empty(), "{found}");
        for error in findings.errors() {
            assert_eq!(error.code, *code, "beside {found}");
        }
        writeln!(text, "{found}").expect("text grows");
    }
    text
}
