//! Reading JSON: what is wrong with a text, where, and what to do.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use super::envelope::FORMAT_VERSION;
use crate::error::Error;
use crate::model::validate::{Speller, shortened};
use crate::model::{Finding, Findings};

/// The longest text that is read, in bytes: enough for the largest programme that can be planned.
pub const MAX_TEXT: usize = 64 << 20;

/// The text of a file that is not too long.
pub(super) fn read_file(path: &Path) -> Result<String, Error> {
    let fail = |error: std::io::Error| Error::File {
        path: path.display().to_string(),
        message: error.to_string(),
    };
    let unreadable = |finding| Error::Unreadable(Findings(vec![finding]));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(fail)?;
    // One more than allowed, so that it is seen to be too long without reading all of it.
    file.take(MAX_TEXT as u64 + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() > MAX_TEXT {
        return Err(unreadable(too_long()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let sound = error.utf8_error().valid_up_to();
        let line = String::from_utf8_lossy(&error.as_bytes()[..sound]).matches('\n').count() + 1;
        unreadable(Finding::new(
            "SW-E0010",
            "file",
            format!("the text is not UTF-8: byte {sound}, in line {line}, is part of no character"),
            "save it as UTF-8",
        ))
    })
}

fn too_long() -> Finding {
    Finding::new(
        "SW-E0006",
        "file",
        format!("the text has more than {MAX_TEXT} bytes, the most that are read"),
        "split the programme, or leave out what does not bear on the plan",
    )
}

/// Tells a text that is too long; what is left without a byte order mark.
pub(super) fn bounded(text: &str) -> Result<&str, Finding> {
    if text.len() > MAX_TEXT {
        return Err(too_long());
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Reads an envelope whose contents stand under `field`.
pub(super) fn read<T: DeserializeOwned>(text: &str, field: &str) -> Result<T, Error> {
    read_or_finding(text, field).map_err(|finding| Error::Unreadable(Findings(vec![finding])))
}

fn read_or_finding<T: DeserializeOwned>(text: &str, field: &str) -> Result<T, Finding> {
    let text = bounded(text)?;
    let content = || {
        let mut reader = serde_json::Deserializer::from_str(text);
        serde_path_to_error::deserialize(&mut reader)
    };
    let version = version(text).map_err(|error| {
        // The same mistake has a path where the whole is read.
        let same = |other: &serde_json::Error| {
            (other.line(), other.column()) == (error.line(), error.column())
        };
        let found = content().map(|_: T| ()).err().filter(|found| same(found.inner()));
        let path = found.map_or_else(|| ".".into(), |found| found.path().to_string());
        told(&error, &path, field, text)
    })?;
    known(version.as_ref(), field)?;
    content().map_err(|error| {
        let path = error.path().to_string();
        // The text was gone through before, so it is JSON.
        match error.inner().to_string() {
            message if message.starts_with("expected value") => Finding::new(
                "SW-E0008",
                place(&path, field),
                message.replacen("expected value", "one form of several is expected", 1),
                "write an object with one field, or the name alone; docs/schema says it in full",
            ),
            _ => told(error.inner(), &path, field, text),
        }
    })
}

/// The version stands anywhere in the object, and says how to read the rest: look for it first, in
/// a text that is JSON to its end.
fn version(text: &str) -> Result<Option<Value>, serde_json::Error> {
    #[derive(Deserialize)]
    #[serde(expecting = "an object with format_version and what it is of")]
    struct Head {
        #[serde(default)]
        format_version: Option<Value>,
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let head = Head::deserialize(&mut reader)?;
    reader.end()?;
    Ok(head.format_version)
}

fn known(version: Option<&Value>, field: &str) -> Result<(), Finding> {
    let wrong = |message: String| {
        let remedy = format!(r#"write {{"format_version": {FORMAT_VERSION}, "{field}": {{…}}}}"#);
        Finding::new("SW-E0005", "format_version", message, remedy)
    };
    match version {
        None => Err(wrong("the file does not say its format_version".into())),
        Some(value) if value.as_u64() == Some(FORMAT_VERSION) => Ok(()),
        Some(value) => Err(wrong(format!(
            "format_version is {}, this library reads {FORMAT_VERSION}",
            shortened(&value.to_string())
        ))),
    }
}

/// The path without the envelope's field.
fn place<'a>(path: &'a str, field: &'a str) -> &'a str {
    match path.strip_prefix(field) {
        _ if path == "." || path == "?" => "file",
        Some("") => field,
        Some(inner) => inner.strip_prefix('.').unwrap_or(path),
        None => path,
    }
}

/// What `serde_json` says, as a finding.
fn told(error: &serde_json::Error, path: &str, field: &str, text: &str) -> Finding {
    let place = cut(place(path, field));
    let message = plain(&error.to_string());
    let finding = |code: &str, remedy: &str| Finding::new(code, &*place, cut(&message), remedy);
    let starts = |with: &str| message.starts_with(with);
    if starts("number out of range") {
        return finding("SW-E0009", "write a smaller number");
    }
    if error.classify() != Category::Data {
        return match not_finite(error, text) {
            Some(word) => Finding::new(
                "SW-E0009",
                &*place,
                format!("{word} is no number in JSON, at line {}", error.line()),
                "write a number",
            ),
            None => finding("SW-E0001", "write JSON; the line and column say where it ends to be"),
        };
    }
    if starts("unknown field") {
        finding("SW-E0004", &spelled(&message, "take it out, or correct its name"))
    } else if starts("missing field") {
        finding("SW-E0002", "add it; docs/schema says what it may be")
    } else if starts("duplicate field") {
        finding("SW-E0007", "take one out")
    } else {
        finding(
            "SW-E0008",
            &spelled(&message, "write what is expected; docs/schema says it in full"),
        )
    }
}

/// A text whose middle is left out if it is long: it may hold what was read.
fn cut(text: &str) -> Cow<'_, str> {
    const MOST: usize = 500;
    let end = text.char_indices().nth(MOST).map(|(end, _)| end);
    let start = text.char_indices().nth_back(MOST).map(|(start, _)| start);
    match (end, start) {
        (Some(end), Some(start)) if end < start => {
            format!("{} … {}", &text[..end], &text[start..]).into()
        }
        _ => text.into(),
    }
}

/// The message without the names of Rust's types.
fn plain(message: &str) -> String {
    let Some((said, expected)) = message.split_once(", expected ") else {
        return message.to_owned();
    };
    let (what, place) = match expected.rsplit_once(" at line ") {
        Some((what, place)) => (what, format!(" at line {place}")),
        None => (expected, String::new()),
    };
    let what = match what {
        "f64" => "a number",
        "i64" | "u64" => "a whole number",
        "a sequence" => "a list",
        "unit" | "unit variant" => "the name alone",
        _ if what.starts_with("struct ") => "an object",
        _ => what,
    };
    format!("{said}, expected {what}{place}")
}

/// The literal at the place of a syntax error, if it stands for something that is not finite.
fn not_finite(error: &serde_json::Error, text: &str) -> Option<&'static str> {
    let line = text.lines().nth(error.line().checked_sub(1)?)?.as_bytes();
    let around = line.get(error.column().saturating_sub(10)..)?;
    let around = &around[..around.len().min(20)];
    ["NaN", "Infinity"].into_iter().find(|word| {
        around.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    })
}

/// The remedy, with the name that was meant if the message lists one that looks like it: the first
/// in back quotes is what was read, the others are what could have been.
fn spelled(message: &str, remedy: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    let nearest = names.next().and_then(|read| Speller::default().nearest(read, names));
    match nearest {
        Some(name) => format!("did you mean {name}? Else {remedy}"),
        None => remedy.to_owned(),
    }
}

/// Writes what can always be written: no map keys but strings, nothing that fails by itself.
pub(super) fn write(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
