//! Where a printed table differs from what its windows give, or from itself.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

use super::{ConcurrencyRow, days_between};

/// A row of a table that somebody printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedRow {
    /// First day.
    pub from: NaiveDate,
    /// First day after; `None` if the row is open.
    pub to: Option<NaiveDate>,
    /// The number printed.
    pub count: usize,
    /// What the row says runs, by name.
    pub members: BTreeSet<String>,
}

/// One way in which a printed table differs from what its windows give, or from itself. Rows are
/// counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A row's number is not that of the things it marks.
    Tally {
        /// The row.
        row: usize,
        /// The number printed.
        count: usize,
        /// The things marked.
        marked: usize,
    },
    /// Two rows speak about the same days.
    Overlap {
        /// The row that comes first.
        first: usize,
        /// The other.
        second: usize,
        /// First day of both.
        from: NaiveDate,
        /// First day after.
        to: NaiveDate,
        /// The numbers printed.
        counts: (usize, usize),
    },
    /// Days between rows of which no row speaks.
    Gap {
        /// First day.
        from: NaiveDate,
        /// First day after.
        to: NaiveDate,
    },
    /// A row says otherwise than the windows for some of its days.
    Row {
        /// The row.
        row: usize,
        /// First day on which they differ.
        from: NaiveDate,
        /// First day after; `None` if they differ for ever.
        to: Option<NaiveDate>,
        /// The number printed.
        printed: usize,
        /// The number that the windows give.
        computed: usize,
        /// Run by the windows, not by the row.
        missing: BTreeSet<String>,
        /// Run by the row, not by the windows.
        excess: BTreeSet<String>,
    },
    /// Something runs on days of which the table does not speak.
    Unprinted {
        /// First day.
        from: NaiveDate,
        /// First day after; `None` if for ever.
        to: Option<NaiveDate>,
        /// What runs.
        members: BTreeSet<String>,
    },
    /// A row begins although nothing changes.
    NoChange {
        /// The row.
        row: usize,
        /// Its first day.
        on: NaiveDate,
    },
}

/// Every difference between the rows that windows give and a printed table: first what is wrong
/// with the table itself, by row, then where it differs from the windows, by row and day.
///
/// No difference means: the same rows, dates, counts and members. What the table says before its
/// first row is nothing, and so it is taken as zero there (I-07).
pub fn compare(computed: &[ConcurrencyRow], printed: &[PrintedRow]) -> Vec<Difference> {
    let mut differences = inner_differences(printed);
    for (position, row) in printed.iter().enumerate() {
        let row_number = position + 1;
        for (from, to, members) in pieces(computed, row.from, row.to) {
            if members.len() != row.count || *members != row.members {
                differences.push(Difference::Row {
                    row: row_number,
                    from,
                    to,
                    printed: row.count,
                    computed: members.len(),
                    missing: members - &row.members,
                    excess: &row.members - members,
                });
            }
        }
        let begins_a_row = computed.iter().any(|own| own.from == row.from);
        let empty_before = row.members.is_empty() && computed.is_empty();
        if !begins_a_row && !empty_before {
            differences.push(Difference::NoChange { row: row_number, on: row.from });
        }
    }
    differences.extend(unprinted(computed, printed));
    differences
}

/// What is wrong with a printed table whatever the windows.
fn inner_differences(printed: &[PrintedRow]) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (position, row) in printed.iter().enumerate() {
        if row.count != row.members.len() {
            differences.push(Difference::Tally {
                row: position + 1,
                count: row.count,
                marked: row.members.len(),
            });
        }
        for (other_position, other) in printed.iter().enumerate().skip(position + 1) {
            let from = row.from.max(other.from);
            let to = earlier(row.to, other.to);
            if to.is_none_or(|to| from < to) {
                differences.push(Difference::Overlap {
                    first: position + 1,
                    second: other_position + 1,
                    from,
                    to: to.unwrap_or(NaiveDate::MAX),
                    counts: (row.count, other.count),
                });
            }
        }
    }
    differences.extend(uncovered(printed).map(|(from, to)| Difference::Gap { from, to }));
    differences
}

/// Spans between the printed rows of which none speaks.
fn uncovered(printed: &[PrintedRow]) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let mut rows: Vec<_> = printed.iter().collect();
    rows.sort_by_key(|row| row.from);
    let mut reached: Option<NaiveDate> = None;
    let mut gaps = Vec::new();
    for row in rows {
        if let Some(end) = reached
            && end < row.from
        {
            gaps.push((end, row.from));
        }
        let end = row.to.unwrap_or(NaiveDate::MAX);
        reached = Some(reached.map_or(end, |reached| reached.max(end)));
    }
    gaps.into_iter()
}

/// Windows that run while the table is silent: before its first row, in its gaps, after its end.
fn unprinted(computed: &[ConcurrencyRow], printed: &[PrintedRow]) -> Vec<Difference> {
    let mut silent: Vec<(NaiveDate, Option<NaiveDate>)> = Vec::new();
    match printed.iter().map(|row| row.from).min() {
        Some(first) => silent.push((NaiveDate::MIN, Some(first))),
        None => silent.push((NaiveDate::MIN, None)),
    }
    silent.extend(uncovered(printed).map(|(from, to)| (from, Some(to))));
    let ends: Option<Vec<NaiveDate>> = printed.iter().map(|row| row.to).collect();
    if let Some(last) = ends.and_then(|ends| ends.into_iter().max()) {
        silent.push((last, None));
    }
    (silent.into_iter())
        .flat_map(|(from, to)| pieces(computed, from, to))
        .filter(|(_, _, members)| !members.is_empty())
        .map(|(from, to, members)| Difference::Unprinted { from, to, members: members.clone() })
        .collect()
}

/// The computed rows inside `[from, to)`, cut to it; with nothing before the first row.
fn pieces(
    computed: &[ConcurrencyRow],
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Vec<(NaiveDate, Option<NaiveDate>, &BTreeSet<String>)> {
    static NOTHING: BTreeSet<String> = BTreeSet::new();
    let first = computed.first().map(|row| row.from);
    let before =
        first.is_none_or(|first| from < first).then(|| (from, earlier(first, to), &NOTHING));
    let inside = computed.iter().filter_map(|row| {
        let start = row.from.max(from);
        let end = earlier(row.to, to);
        end.is_none_or(|end| start < end).then_some((start, end, &row.members))
    });
    before.into_iter().chain(inside).collect()
}

/// The earlier of two ends, of which `None` is never.
fn earlier(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tally { row, count, marked } => {
                write!(out, "row {row} counts {count} and marks {marked}")
            }
            Self::Overlap { first, second, from, to, counts: (one, other) } => {
                write!(out, "rows {first} and {second} overlap in {}", Days(*from, Some(*to)))?;
                write!(out, ", with counts {one} and {other}")
            }
            Self::Gap { from, to } => write!(out, "no row for {}", Days(*from, Some(*to))),
            Self::Row { row, from, to, printed, computed, missing, excess } => {
                write!(out, "row {row} counts {printed}, the windows give {computed}")?;
                write!(out, " in {}", Days(*from, *to))?;
                write_names(out, "the row lacks", missing)?;
                write_names(out, "the row has too much", excess)
            }
            Self::Unprinted { from, to, members } => {
                write!(out, "no row for {}", Days(*from, *to))?;
                write_names(out, "in which the windows have", members)
            }
            Self::NoChange { row, on } => {
                write!(out, "row {row} begins on {on}, when nothing changes")
            }
        }
    }
}

fn write_names(out: &mut fmt::Formatter<'_>, what: &str, names: &BTreeSet<String>) -> fmt::Result {
    if names.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    write!(out, "; {what} {}", names.join(", "))
}

/// A span in words, with its length.
struct Days(NaiveDate, Option<NaiveDate>);

impl fmt::Display for Days {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(from, None | Some(NaiveDate::MAX)) => write!(out, "[{from}, open)"),
            Self(from, Some(to)) => {
                write!(out, "[{from}, {to}), {} days", days_between(*from, *to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DayWindow, change_points};
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 1, number).unwrap()
    }

    fn names(members: &[&str]) -> BTreeSet<String> {
        members.iter().map(|name| (*name).to_owned()).collect()
    }

    fn printed(from: u32, to: Option<u32>, count: usize, members: &[&str]) -> PrintedRow {
        PrintedRow { from: day(from), to: to.map(day), count, members: names(members) }
    }

    fn rows() -> Vec<ConcurrencyRow> {
        change_points(&[
            DayWindow::new("A", day(1), day(20)),
            DayWindow::new("B", day(10), day(30)),
            DayWindow::new("B", day(12), day(25)),
        ])
    }

    #[test]
    fn equal_tables_have_no_difference() {
        let table = [
            printed(1, Some(10), 1, &["A"]),
            printed(10, Some(20), 2, &["A", "B"]),
            printed(20, Some(30), 1, &["B"]),
            printed(30, None, 0, &[]),
        ];
        assert_eq!(compare(&rows(), &table), []);
        assert_eq!(compare(&[], &[]), []);
        assert_eq!(change_points(&[DayWindow::new("A", day(2), day(2))]), []);
    }

    #[test]
    fn a_count_that_is_not_that_of_the_marks() {
        let mut table = [
            printed(1, Some(10), 1, &["A"]),
            printed(10, Some(20), 3, &["A", "B"]),
            printed(20, Some(30), 1, &["B"]),
            printed(30, None, 0, &[]),
        ];
        let differences = compare(&rows(), &table);
        assert_eq!(differences[0], Difference::Tally { row: 2, count: 3, marked: 2 });
        assert!(matches!(differences[1], Difference::Row { row: 2, printed: 3, computed: 2, .. }));
        assert_eq!(differences.len(), 2);
        table[1] = printed(10, Some(20), 2, &["A", "C"]);
        let [Difference::Row { missing, excess, .. }] = &compare(&rows(), &table)[..] else {
            panic!("one difference")
        };
        assert_eq!((missing, excess), (&names(&["B"]), &names(&["C"])));
    }

    #[test]
    fn days_of_which_the_table_is_silent() {
        let table = [
            printed(5, Some(10), 1, &["A"]),
            printed(12, Some(20), 2, &["A", "B"]),
            printed(20, Some(25), 1, &["B"]),
        ];
        let found: Vec<String> = compare(&rows(), &table).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "no row for [2024-01-10, 2024-01-12), 2 days",
                "row 1 begins on 2024-01-05, when nothing changes",
                "row 2 begins on 2024-01-12, when nothing changes",
                "no row for [2024-01-01, 2024-01-05), 4 days; in which the windows have A",
                "no row for [2024-01-10, 2024-01-12), 2 days; in which the windows have A, B",
                "no row for [2024-01-25, 2024-01-30), 5 days; in which the windows have B",
            ]
        );
    }

    #[test]
    fn a_row_for_days_without_windows() {
        let table = [printed(1, None, 1, &["A"])];
        assert_eq!(
            compare(&[], &table)[0].to_string(),
            "row 1 counts 1, the windows give 0 in [2024-01-01, open); the row has too much A"
        );
    }
}
