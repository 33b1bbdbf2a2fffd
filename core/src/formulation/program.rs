//! A mixed integer program, as data: no solver's types, integers throughout.

use super::{ColumnTag, RowTag};

/// Columns, rows, and one objective per level, all to be made small.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The objectives, most important first.
    pub levels: Vec<Linear>,
}

/// A column, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u32);

impl ColumnId {
    /// Its place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A column: a count, or a yes or no.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// At least.
    pub lower: i64,
    /// At most.
    pub upper: i64,
    /// Whether it must be declared integer. The others are integer by themselves, once those are,
    /// or can be made so at no loss.
    pub integer: bool,
    /// What it means.
    pub tag: ColumnTag,
}

/// A row: `lower <= sum <= upper`.
#[derive(Clone, Debug)]
pub struct Row {
    /// Columns and coefficients.
    pub terms: Vec<(ColumnId, i64)>,
    /// At least, if bounded.
    pub lower: Option<i64>,
    /// At most, if bounded.
    pub upper: Option<i64>,
    /// Which rule it is of.
    pub tag: RowTag,
}

impl Row {
    /// What its terms add up to.
    pub fn sum(&self, values: &[i64]) -> i64 {
        self.terms.iter().map(|(column, factor)| factor * values[column.index()]).sum()
    }

    /// Whether they may.
    pub fn allows(&self, sum: i64) -> bool {
        self.lower.is_none_or(|lower| sum >= lower) && self.upper.is_none_or(|upper| sum <= upper)
    }
}

/// A linear function.
#[derive(Clone, Debug, Default)]
pub struct Linear {
    /// Columns and coefficients.
    pub terms: Vec<(ColumnId, i64)>,
    /// Added to the sum.
    pub constant: i64,
}

impl Linear {
    /// Its value.
    pub fn value(&self, values: &[i64]) -> i64 {
        self.constant + self.terms.iter().map(|(column, c)| c * values[column.index()]).sum::<i64>()
    }
}

impl Program {
    /// Adds an integer column.
    pub fn add_integer(&mut self, lower: i64, upper: i64, tag: ColumnTag) -> ColumnId {
        self.push(Column { lower, upper, integer: true, tag })
    }

    /// Adds a column that need not be declared integer.
    pub fn add_implied(&mut self, lower: i64, upper: i64, tag: ColumnTag) -> ColumnId {
        self.push(Column { lower, upper, integer: false, tag })
    }

    fn push(&mut self, column: Column) -> ColumnId {
        self.columns.push(column);
        ColumnId(self.columns.len() as u32 - 1)
    }

    /// Adds `sum <= upper`.
    pub fn at_most(&mut self, terms: Vec<(ColumnId, i64)>, upper: i64, tag: RowTag) {
        self.rows.push(Row { terms, lower: None, upper: Some(upper), tag });
    }

    /// Adds `sum >= lower`.
    pub fn at_least(&mut self, terms: Vec<(ColumnId, i64)>, lower: i64, tag: RowTag) {
        self.rows.push(Row { terms, lower: Some(lower), upper: None, tag });
    }

    /// Adds `sum == value`.
    pub fn equal(&mut self, terms: Vec<(ColumnId, i64)>, value: i64, tag: RowTag) {
        self.rows.push(Row { terms, lower: Some(value), upper: Some(value), tag });
    }

    /// The first row that the values break, or column that they leave the bounds of: what is wrong
    /// with them. For checking encodings and what solvers return.
    pub fn broken(&self, values: &[i64]) -> Option<String> {
        let outside = self.columns.iter().zip(values).find(|(c, v)| **v < c.lower || **v > c.upper);
        if let Some((column, value)) = outside {
            return Some(format!("{:?} = {value}", column.tag));
        }
        self.rows.iter().find_map(|row| {
            let sum = row.sum(values);
            (!row.allows(sum))
                .then(|| format!("{:?}: {:?} <= {sum} <= {:?}", row.tag, row.lower, row.upper))
        })
    }
}
