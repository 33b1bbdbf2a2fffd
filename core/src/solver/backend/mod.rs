//! Solvers of integer programs, behind one door.

mod c_interface;
mod highs;

use std::time::Duration;

use crate::error::Error;
use crate::formulation::{ColumnId, Linear, Program, Row};

pub use c_interface::Basis;
pub use highs::Highs;

/// What to solve: one objective of a program, under bounds on others, with a start.
pub struct Request<'a> {
    /// Columns and rows.
    pub program: &'a Program,
    /// Rows besides the program's: cuts, and levels that must not get worse.
    pub extra: &'a [Row],
    /// Columns that are known to be 0 in any better solution.
    pub fixed: &'a [bool],
    /// What to make small.
    pub objective: &'a Linear,
    /// A solution to start from: every column's value.
    pub start: Option<&'a [i64]>,
    /// Stop after so long.
    pub time_limit: Option<Duration>,
    /// Stop after so many nodes.
    pub node_limit: Option<u64>,
    /// Stop at this relative gap.
    pub gap: f64,
    /// Stop when this says so; asked often.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Hears of better solutions and bounds.
    pub news: &'a (dyn Fn(News<'_>) + Sync),
}

/// News from a solver.
pub enum News<'a> {
    /// A better solution: every column's value.
    Solution(&'a [f64]),
    /// No solution is below this, in the objective's units.
    Bound(i64),
}

/// What a solver found.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The best solution: every column's value. `None` if none was found.
    pub values: Option<Vec<i64>>,
    /// No solution has less, in the objective's units; `None` if there is no solution at all.
    pub bound: Option<i64>,
    /// Nodes of the search tree.
    pub nodes: u64,
}

/// The linear relaxation's solution.
#[derive(Clone, Debug)]
pub struct Relaxed {
    /// Every column's value.
    pub columns: Vec<f64>,
    /// Every row's price: by how much the value rises with its side.
    pub prices: Vec<f64>,
    /// Iterations of the simplex method that it took.
    pub iterations: u64,
}

/// What solving a relaxation came to.
#[derive(Clone, Debug)]
pub enum Solved {
    /// A solution; not the best if the iterations did not suffice. Its prices are prices all the same.
    Relaxed(Relaxed),
    /// There is none.
    Infeasible,
    /// It was stopped.
    Stopped,
}

/// How long to work on a relaxation.
pub struct Effort<'a> {
    /// Stop after so long.
    pub time_limit: Option<Duration>,
    /// Stop after so many iterations of the simplex method.
    pub iterations: Option<u32>,
    /// Stop when this says so; asked often.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

/// A column to be added to a relaxation: at least 0.
#[derive(Clone, Debug)]
pub struct NewColumn {
    /// What one of it costs, in the objective's units.
    pub cost: i64,
    /// At most.
    pub upper: i64,
    /// Rows by number, each once, and coefficients.
    pub terms: Vec<(u32, i64)>,
}

/// A linear relaxation that can be changed, and solved again from the last solution on.
pub trait Relaxation: Send {
    /// Solves it, from the last solution on.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn solve(&mut self, effort: &Effort<'_>) -> Result<Solved, Error>;

    /// Adds a row.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn add(&mut self, row: &Row) -> Result<(), Error>;

    /// Adds columns, if it was opened for that: see [`Method::Columns`].
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn add_columns(&mut self, columns: &[NewColumn]) -> Result<(), Error>;

    /// Changes what a row, by place, is at least and at most.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn bound_row(
        &mut self,
        place: usize,
        lower: Option<i64>,
        upper: Option<i64>,
    ) -> Result<(), Error>;

    /// Changes what columns, in order, are at least and at most.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn bound_columns(&mut self, bounds: &[(ColumnId, i64, i64)]) -> Result<(), Error>;

    /// Where the simplex method ended; `None` if it did not run.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn basis(&mut self) -> Result<Option<Basis>, Error>;

    /// Starts the simplex method from there, when next solved.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn set_basis(&mut self, basis: &Basis) -> Result<(), Error>;
}

/// How to solve a linear relaxation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Exactly, and quickly again after rows were added: for small programs.
    Simplex,
    /// To the solver's tolerance and from scratch each time: for large ones.
    InteriorPoint,
    /// Exactly, and quickly again after columns were added. Rows have one side, or two that are equal.
    Columns,
}

/// A solver of integer programs.
pub trait Backend: Sync {
    /// Solves an integer program, as far as the limits allow.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn solve(&self, request: &Request<'_>) -> Result<Answer, Error>;

    /// Opens the linear relaxation of a program, with some columns closed.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    fn relax<'a>(
        &self,
        program: &Program,
        extra: &[Row],
        closed: &[bool],
        objective: &Linear,
        method: Method,
    ) -> Result<Box<dyn Relaxation + 'a>, Error>;
}

/// The greatest common divisor of an objective's coefficients: its values are multiples of it.
/// At least 1.
pub fn unit(objective: &Linear) -> i64 {
    let mut unit = 0;
    for (_, coefficient) in &objective.terms {
        let (mut a, mut b) = (unit, coefficient.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        unit = a;
    }
    unit.max(1)
}
