//! Files and texts: `00`, and what no input raises: `09`.

use std::fs;

use slotwise::Error;
use slotwise::format::{MAX_TEXT, read_programme, read_programme_file, write_programme};

use super::base::programme;

/// A text, the code that it raises, and the path.
pub fn cases() -> Vec<(&'static str, &'static str, String)> {
    let text = write_programme(&programme());
    let with = |old: &str, new: &str| {
        assert!(text.contains(old), "{old} in\n{text}");
        text.replacen(old, new, 1)
    };
    vec![
        ("SW-E0001", "calendar.zone", text[..text.find("/London").expect("a zone")].to_owned()),
        ("SW-E0002", "calendar", with(r#""zone": "Europe/London","#, "")),
        ("SW-E0004", "calendar.zones", with(r#""zone""#, r#""zones""#)),
        ("SW-E0005", "format_version", with(r#""format_version": 1"#, r#""format_version": 2"#)),
        ("SW-E0006", "file", " ".repeat(MAX_TEXT + 1)),
        ("SW-E0007", "calendar", with(r#""zone""#, r#""zone": "UTC", "zone""#)),
        ("SW-E0008", "calendar.from", with("2024-07-08", "08/07/2024")),
        ("SW-E0009", "participants[0].weight", with(r#""weight": 1.0"#, r#""weight": NaN"#)),
    ]
}

#[test]
fn each_is_found() {
    let mut told = Vec::new();
    for (code, path, text) in cases() {
        let Err(Error::Unreadable(findings)) = read_programme(&text) else {
            panic!("{code}: the text is read");
        };
        let found = &findings.0[0];
        assert_eq!((found.code.as_str(), found.path.as_str()), (code, path), "{found}");
        told.push(found.to_string());
    }
    insta::assert_snapshot!(told.join("\n"));
}

/// Codes that only reading a file raises.
pub const OF_FILES: [&str; 2] = ["SW-E0003", "SW-E0010"];

#[test]
fn a_file_that_is_not_there_or_no_text() {
    let missing = read_programme_file("no/such/file.json").expect_err("there is no file");
    assert!(missing.to_string().starts_with("SW-E0003 no/such/file.json: "), "{missing}");

    let path = std::env::temp_dir().join(format!("slotwise-errors-{}.json", std::process::id()));
    fs::write(&path, b"{\n\"format_version\": \xff}").expect("a file is written");
    let broken = read_programme_file(&path).expect_err("the file is no text");
    insta::assert_snapshot!(broken, @"SW-E0010 file: the text is not UTF-8: byte 20, in line 2, is part of no character; save it as UTF-8");
    // A character cut in two by the bound on the length is no mistake of its own.
    let mut long = vec![b' '; MAX_TEXT];
    long.extend("ü".as_bytes());
    fs::write(&path, long).expect("a file is written");
    let long = read_programme_file(&path).expect_err("the file is too long");
    assert!(long.to_string().starts_with("SW-E0006 file: "), "{long}");
    fs::remove_file(&path).expect("the file is there");
}

/// Codes of defects of the library, which no input is known to raise.
pub const OF_DEFECTS: [&str; 2] = ["SW-E0901", "SW-E0902"];

#[test]
fn defects_are_told_with_what_to_do() {
    let errors = [Error::Solver("the run failed".into()), Error::Rejected("a slot".into())];
    for (error, code) in errors.iter().zip(OF_DEFECTS) {
        let told = error.to_string();
        assert!(told.starts_with(code) && told.contains("report it"), "{told}");
    }
}
