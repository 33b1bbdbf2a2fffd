//! Texts that nobody writes by mistake.

use insta::assert_snapshot;
use slotwise::format::{read_programme, write_programme};
use slotwise_tests::small::programme;

use super::told;

fn text(old: &str, new: &str) -> String {
    let text = write_programme(&programme());
    assert!(text.contains(old), "{old} in\n{text}");
    text.replacen(old, new, 1)
}

#[test]
fn no_programme_at_all() {
    assert_snapshot!(told(""), @"SW-E0001 file: EOF while parsing a value at line 1 column 0; write JSON; the line and column say where it ends to be");
    assert_snapshot!(told("null"), @"SW-E0008 file: invalid type: null, expected an object with format_version and what it is of at line 1 column 4; write what is expected; docs/schema says it in full");
    assert_snapshot!(told("{}"), @r#"SW-E0005 format_version: the file does not say its format_version; write {"format_version": 1, "programme": {…}}"#);
    assert_snapshot!(told("[]"), @r#"SW-E0005 format_version: the file does not say its format_version; write {"format_version": 1, "programme": {…}}"#);
    assert_snapshot!(told(r#"{"format_version": 1}"#), @"SW-E0002 file: missing field `programme` at line 1 column 21; add it; docs/schema says what it may be");
    assert_snapshot!(told(r#"{"format_version": 1, "programme": 3}"#), @"SW-E0008 programme: invalid type: integer `3`, expected an object at line 1 column 36; write what is expected; docs/schema says it in full");
    assert_snapshot!(told("programme,calendar\n"), @"SW-E0001 file: expected value at line 1 column 1; write JSON; the line and column say where it ends to be");
}

#[test]
fn a_text_that_ends_anywhere() {
    let whole = write_programme(&programme());
    let end = whole.trim_end().len();
    for at in 0..end {
        let told = read_programme(&whole[..at]).expect_err("it is not whole").to_string();
        assert!(told.starts_with("SW-E0001 "), "{at}: {told}");
    }
    assert!(read_programme(&whole[..end]).is_ok());
    assert!(read_programme(&format!("\u{feff}{whole}")).is_ok(), "a byte order mark is no harm");
    assert_snapshot!(told(&format!("{}{{}}", &whole[..end])), @"SW-E0001 file: trailing characters at line 208 column 2; write JSON; the line and column say where it ends to be");
}

#[test]
fn nested_without_end() {
    let deep = "[".repeat(1_000_000);
    assert_snapshot!(told(&deep), @"SW-E0001 file: recursion limit exceeded at line 1 column 128; write JSON; the line and column say where it ends to be");
    assert_snapshot!(told(&format!(r#"{{"format_version": {deep}"#)), @"SW-E0001 file: recursion limit exceeded at line 1 column 146; write JSON; the line and column say where it ends to be");
    let closed = format!("{deep}{}", "]".repeat(1_000_000));
    assert_snapshot!(told(&format!(r#"{{"format_version": {closed}}}"#)), @"SW-E0001 file: recursion limit exceeded at line 1 column 146; write JSON; the line and column say where it ends to be");
    assert_snapshot!(told(&text(r#""routes": ["#, &format!(r#""routes": {closed}, "r": ["#))), @"SW-E0008 participants[0].routes[0][0]: invalid type: sequence, expected a string at line 98 column 20; write what is expected; docs/schema says it in full");
    assert_snapshot!(told(&text(r#""name": "base""#, &format!(r#""name": {closed}"#))), @"SW-E0008 name: invalid type: sequence, expected a string at line 4 column 12; write what is expected; docs/schema says it in full");
    assert_snapshot!(told(&text(r#""name": "base""#, &format!(r#""nam": {closed}"#))), @"SW-E0004 nam: unknown field `nam`, expected one of `name`, `source`, `calendar`, `phases`, `environments`, `stages`, `participants`, `slots`, `unavailability`, `resources`, `exclusive_groups`, `rules`, `entry`, `announced`, `outage_policy`, `approved_versions`, `regressions`, `freezes`, `gates`, `objective`, `assumptions` at line 4 column 9; did you mean name? Else take it out, or correct its name");
}

#[test]
fn huge_numbers() {
    for number in ["99999999999999999999", "-99999999999999999999", "1e400", "5.0", "1e2", "-0.0"] {
        let told = told(&text(r#""duration": 5"#, &format!(r#""duration": {number}"#)));
        let code = if number == "1e400" { "SW-E0009" } else { "SW-E0008" };
        assert!(told.starts_with(&format!("{code} stages[0].duration: ")), "{number}: {told}");
    }
    for number in ["9223372036854775807", "-9223372036854775808", "1000001"] {
        for field in [r#""duration": 5"#, r#""min": 0"#, r#""periods": 1"#, r#""size": 1"#] {
            let name = field.split(':').next().expect("a field");
            told(&text(field, &format!("{name}: {number}")));
        }
    }
    let digits = "9".repeat(1_000_000);
    let told = told(&text(r#""duration": 5"#, &format!(r#""duration": {digits}"#)));
    assert!(told.len() < 2_000, "{} bytes of message", told.len());
}

#[test]
fn fields_twice() {
    assert_snapshot!(told(&text(r#""duration": 5"#, r#""duration": 5, "duration": 6"#)), @"SW-E0007 stages[0]: duplicate field `duration` at line 54 column 33; take one out");
    assert_snapshot!(told(&text(r#""format_version": 1"#, r#""format_version": 1, "format_version": 1"#)), @"SW-E0007 file: duplicate field `format_version` at line 2 column 39; take one out");
    let two = r#""starts": {"weekdays": ["mon"], "every": "#;
    assert_snapshot!(told(&text(r#""starts": {
            "every": "#, two)), @"SW-E0008 stages[0].slots.starts: one form of several is expected at line 56 column 40; write an object with one field, or the name alone; docs/schema says it in full");
}

#[test]
fn values_of_another_kind() {
    assert_snapshot!(told(&text(r#""duration": 5"#, r#""duration": "five""#)), @r#"SW-E0008 stages[0].duration: invalid type: string "five", expected a whole number at line 54 column 26; write what is expected; docs/schema says it in full"#);
    assert_snapshot!(told(&text(r#""duration": 5"#, r#""duration": [5]"#)), @"SW-E0008 stages[0].duration: invalid type: sequence, expected a whole number at line 54 column 20; write what is expected; docs/schema says it in full");
    assert_snapshot!(told(&text(r#""overlap": false"#, r#""overlap": 0"#)), @"SW-E0008 stages[0].overlap: invalid type: integer `0`, expected a boolean at line 66 column 20; write what is expected; docs/schema says it in full");
    assert_snapshot!(told(&text(r#""id": "Acme""#, r#""id": 12"#)), @"SW-E0008 participants[0].id: invalid type: integer `12`, expected a string at line 97 column 16; write what is expected; docs/schema says it in full");
    assert_snapshot!(told(&text(r#""from": "2024-07-08""#, r#""from": "8 July""#)), @r#"SW-E0008 calendar.from: "8 July" is not a day; write it as 2024-02-26 at line 7 column 22; write what is expected; docs/schema says it in full"#);
    assert_snapshot!(told(&text(r#""from": "2024-07-08""#, r#""from": 20240708"#)), @"SW-E0008 calendar.from: invalid type: integer `20240708`, expected a string at line 7 column 22; write what is expected; docs/schema says it in full");
    assert_snapshot!(told(&text(r#""resolution": "day""#, r#""resolution": "days""#)), @"SW-E0008 calendar.resolution: unknown variant `days`, expected one of `day`, `half_day`, `hour` at line 16 column 26; did you mean day? Else write what is expected; docs/schema says it in full");
}

#[test]
fn names_are_told_short() {
    let long = "x".repeat(1_000_000);
    for (old, new) in [
        (r#""duration": 5"#, format!(r#""duration": "{long}""#)),
        (r#""duration""#, format!(r#""{long}""#)),
        (r#""environment": "SIT-A""#, format!(r#""environment": "{long}""#)),
        (r#""zone": "Europe/London""#, format!(r#""zone": "{long}""#)),
        (r#""format_version": 1"#, format!(r#""format_version": "{long}""#)),
    ] {
        let told = told(&text(old, &new));
        assert!(told.contains("SW-E") && told.len() < 5_000, "{} bytes", told.len());
    }
}
