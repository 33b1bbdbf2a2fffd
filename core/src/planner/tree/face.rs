//! The relaxation of one node at a time.

use std::collections::BTreeMap;

use super::super::root::Context;
use super::super::run::lock;
use super::{Count, Node, Sides, Task};
use crate::error::Error;
use crate::formulation::{ColumnId, Row};
use crate::solver::backend::{Basis, Effort, Method, Relaxation, Relaxed, Solved};
use crate::solver::prices;

/// Iterations of each trial.
const ITERATIONS: u32 = 300;

/// What a look at the relaxation says.
pub(super) enum Look {
    Seen(Relaxed, prices::Priced),
    /// No better plan.
    Empty(f64),
    Stopped,
}

/// One side of a count, as far as it was tried.
pub(super) struct Side {
    /// Infinite if that settles it.
    pub(super) bound: f64,
    pub(super) basis: Option<Basis>,
}

/// The relaxation of one node at a time.
pub(super) struct Face<'t> {
    pub(super) relaxation: Box<dyn Relaxation + 't>,
    /// Rows besides the program's, as the relaxation has them.
    pub(super) rows: Vec<Row>,
    closed: Vec<bool>,
}

impl<'t> Face<'t> {
    pub(super) fn new(
        task: &Task<'t, '_, '_>,
        rows: &[Row],
        closed: &[bool],
    ) -> Result<Self, Error> {
        let Context { formulation, backend, .. } = *task.context;
        let (program, objective) = (&formulation.program, task.objective);
        let relaxation = backend.relax(program, rows, closed, objective, Method::Simplex)?;
        Ok(Self { relaxation, rows: rows.to_vec(), closed: closed.to_vec() })
    }

    pub(super) fn add(&mut self, row: &Row) -> Result<(), Error> {
        self.relaxation.add(row)?;
        self.rows.push(row.clone());
        Ok(())
    }

    /// Makes the relaxation that of a node.
    pub(super) fn enter(
        &mut self,
        task: &Task<'_, '_, '_>,
        node: &Node,
        counts: &BTreeMap<Count, usize>,
    ) -> Result<(), Error> {
        let columns = &task.context.formulation.program.columns;
        let mut changed = Vec::new();
        for (place, (is, was)) in node.closed.iter().zip(&mut self.closed).enumerate() {
            if is != was {
                let column = columns[place];
                let upper = if *is { column.lower } else { column.upper };
                changed.push((ColumnId(place as u32), column.lower, upper));
                *was = *is;
            }
        }
        if !changed.is_empty() {
            self.relaxation.bound_columns(&changed)?;
        }
        for (count, place) in counts {
            let sides = node.limits.get(count).copied().unwrap_or_default();
            self.limit(task, *place, sides)?;
        }
        node.basis.iter().try_for_each(|basis| self.relaxation.set_basis(basis))
    }

    pub(super) fn limit(
        &mut self,
        task: &Task<'_, '_, '_>,
        place: usize,
        sides: Sides,
    ) -> Result<(), Error> {
        let row = &mut self.rows[place];
        if (row.lower, row.upper) != sides {
            (row.lower, row.upper) = sides;
            let before = task.context.formulation.program.rows.len();
            self.relaxation.bound_row(before + place, sides.0, sides.1)?;
        }
        Ok(())
    }

    pub(super) fn look(
        &mut self,
        task: &Task<'_, '_, '_>,
        iterations: Option<u32>,
    ) -> Result<Look, Error> {
        let time_limit = lock(task.run).limits().0;
        let stop = || task.is_over();
        let solved = self.relaxation.solve(&Effort { time_limit, iterations, stop: &stop })?;
        let relaxed = match solved {
            Solved::Relaxed(relaxed) if !stop() => relaxed,
            Solved::Infeasible => return Ok(Look::Empty(f64::INFINITY)),
            Solved::Relaxed(_) | Solved::Stopped => return Ok(Look::Stopped),
        };
        let Context { formulation, candidates, .. } = *task.context;
        let priced = prices::evaluate(
            formulation,
            candidates,
            task.objective,
            &self.rows,
            &self.closed,
            &relaxed.prices,
        );
        if task.whole(priced.bound) >= task.value {
            return Ok(Look::Empty(priced.bound));
        }
        Ok(Look::Seen(relaxed, priced))
    }

    /// With a count up to a number, and above it. `None` if stopped.
    pub(super) fn try_count(
        &mut self,
        task: &Task<'_, '_, '_>,
        node: &Node,
        (place, below): (usize, i64),
    ) -> Result<Option<[Side; 2]>, Error> {
        let was = (self.rows[place].lower, self.rows[place].upper);
        let mut tried = [node.bound; 2].map(|bound| Side { bound, basis: None });
        for (side, sides) in tried.iter_mut().zip(both(was, below)) {
            self.limit(task, place, sides)?;
            node.basis.iter().try_for_each(|basis| self.relaxation.set_basis(basis))?;
            match self.look(task, Some(ITERATIONS))? {
                Look::Seen(_, priced) => {
                    side.bound = side.bound.max(priced.bound);
                    side.basis = self.relaxation.basis()?;
                }
                Look::Empty(_) => side.bound = f64::INFINITY,
                Look::Stopped => return Ok(None),
            }
        }
        self.limit(task, place, was)?;
        Ok(Some(tried))
    }
}

/// Up to a number, and above it.
pub(super) fn both((lower, upper): Sides, below: i64) -> [Sides; 2] {
    [(lower, Some(below)), (Some(below + 1), upper)]
}
