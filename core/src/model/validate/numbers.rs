//! Counts and amounts.

use super::place::Place;
use super::report::Report;
use super::sizes::{MAX_AMOUNT, MAX_PERIODS, MAX_SIZE};

/// A count with its bounds; below the least it has its own code.
pub struct Count {
    /// What to say if it is less than the least.
    pub code: &'static str,
    /// What it is, as the subject of a sentence.
    pub what: &'static str,
    /// The least.
    pub least: i64,
    /// The most.
    pub most: i64,
}

impl Count {
    /// A number of working periods.
    pub fn periods(code: &'static str, what: &'static str, least: i64) -> Self {
        Self { code, what, least, most: MAX_PERIODS as i64 }
    }

    /// A number of participants, or a sum of sizes.
    pub fn sizes(code: &'static str, what: &'static str, least: i64) -> Self {
        Self { code, what, least, most: MAX_SIZE }
    }

    /// Tells a value that is out of bounds; whether it is within.
    pub fn check(&self, value: i64, at: &Place<'_>, report: &mut Report) -> bool {
        let what = self.what;
        if value < self.least {
            let remedy = format!("write at least {}", self.least);
            report.add(self.code, at, format!("{what} is {value}"), remedy);
        } else if value > self.most {
            let remedy = format!("write at most {}", self.most);
            report.add("SW-E0110", at, format!("{what} is {value}, which is too large"), remedy);
        } else {
            return true;
        }
        false
    }
}

/// A weight, penalty or cost: finite, at least 0, at most three decimals, not too large.
pub fn amount(value: f64, what: &str, at: &Place<'_>, report: &mut Report) -> bool {
    if !value.is_finite() {
        let remedy = "write a number, at least 0, with at most three decimals";
        report.add("SW-E0105", at, format!("{what} is {value}, not a number"), remedy);
    } else if value < 0.0 {
        report.add("SW-E0106", at, format!("{what} is {value}"), "write at least 0");
    } else if value > MAX_AMOUNT {
        let remedy = format!("write at most {MAX_AMOUNT}");
        report.add("SW-E0108", at, format!("{what} is {value}, which is too large"), remedy);
    } else if !has_three_decimals(value) {
        let remedy = format!("round it, for instance to {value:.3}");
        report.add(
            "SW-E0107",
            at,
            format!("{what} is {value}, with more than three decimals"),
            remedy,
        );
    } else {
        return true;
    }
    false
}

/// Whether the value is the nearest that there is to a decimal with three places: scores are
/// counted in integer thousandths.
#[expect(clippy::float_cmp, reason = "the question is whether it is exactly the nearest")]
pub fn has_three_decimals(value: f64) -> bool {
    (value * 1000.0).round() / 1000.0 == value
}
