//! Words and numbers as people read them.

use crate::model::{Cause, Resolution, Term, Unavailability, UnavailabilityKind};

/// An integer number of millionths in decimals, without trailing zeros.
pub fn millionths(value: i64) -> String {
    decimal(value, 6)
}

/// An integer number of thousandths in decimals, without trailing zeros.
pub fn thousandths(value: i64) -> String {
    decimal(value, 3)
}

fn decimal(value: i64, places: u32) -> String {
    let unit = 10_u64.pow(places);
    let size = value.unsigned_abs();
    let fraction = format!("{:0width$}", size % unit, width = places as usize);
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", size / unit)
}

/// `1 participant`, `2 participants`.
pub fn count(number: impl Into<u64>, one: &str) -> String {
    let number = number.into();
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// A whole share in percent; a dash if there is nothing to share.
pub fn share(part: u64, whole: u64) -> String {
    if whole == 0 { "–".into() } else { format!("{:.0} %", part as f64 / whole as f64 * 100.0) }
}

/// The working period, in the singular.
pub fn period(resolution: Resolution) -> &'static str {
    match resolution {
        Resolution::Day => "day",
        Resolution::HalfDay => "half-day",
        Resolution::Hour => "hour",
    }
}

/// A term of the objective.
pub fn term(term: Term) -> &'static str {
    match term {
        Term::UnplacedMandatory => "not placed",
        Term::UnplacedOptional => "optional stages missed",
        Term::Lateness => "lateness",
        Term::EnvironmentCost => "cost of environments",
        Term::SlotsOpened => "slots opened",
        Term::Changeovers => "changeovers",
        Term::Completion => "completion",
        Term::Makespan => "latest end",
        Term::UnderTarget => "lack to slots' targets",
        Term::Balance => "largest load of an environment",
        Term::Preferences => "preferences",
        Term::Frozen => "frozen visits moved",
        Term::ShortNotice => "lack of notice",
        Term::Moves => "moves",
        Term::MaintenanceLost => "test time lost to maintenance",
        Term::MaintenanceOutside => "maintenance outside planned unavailability",
        Term::MaintenanceWait => "days until maintenance",
    }
}

/// What an unavailability is.
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Maintenance => "maintenance",
        Cause::DataRefresh => "data refresh",
        Cause::DataLoad => "data load",
        Cause::Patching => "patching",
        Cause::Deployment => "deployment",
        Cause::Rollback => "rollback",
        Cause::Infrastructure => "infrastructure",
        Cause::Software => "software",
        Cause::Other => "other",
    }
}

/// Whether an unavailability was planned.
pub fn kind(kind: UnavailabilityKind) -> &'static str {
    match kind {
        UnavailabilityKind::Planned => "planned",
        UnavailabilityKind::Unplanned => "unplanned",
        UnavailabilityKind::AdHoc => "ad hoc",
    }
}

/// What an unavailability is, whether it was planned, and why.
pub fn unavailability(unavailability: &Unavailability) -> String {
    let what = format!("{} ({})", cause(unavailability.cause), kind(unavailability.kind));
    if unavailability.reason.is_empty() {
        what
    } else {
        format!("{}: {what}", unavailability.reason)
    }
}

/// Text for one line: control characters, which could move a cursor or break a file, and
/// characters that turn the direction of what follows, become a replacement character.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { safe(c) }).collect()
}

/// A character that is allowed in XML and does not act on its surroundings, or a replacement.
pub fn safe(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// At most so many characters; an ellipsis stands for the rest.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.into();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
