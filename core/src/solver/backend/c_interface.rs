//! What HiGHS offers through its C interface alone: hearing from it while it runs, and adding rows
//! to a model by column number. The one module with unsafe code.
#![allow(unsafe_code)]

use std::ffi::{c_char, c_int, c_void};

use highs_sys::{
    Highs_addCols, Highs_addRow, Highs_changeColsBoundsBySet, Highs_changeRowBounds,
    Highs_getBasis, Highs_getInt64InfoValue, Highs_setBasis, Highs_setCallback,
    Highs_startCallback, HighsCallbackDataIn, HighsCallbackDataOut, kHighsCallbackIpmInterrupt,
    kHighsCallbackMipImprovingSolution, kHighsCallbackMipInterrupt, kHighsCallbackMipLogging,
    kHighsCallbackSimplexInterrupt,
};

/// What HiGHS tells, and is told, while it runs.
pub struct Ears<'a> {
    /// Whether to stop. Asked often.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Hears of each better solution: every column's value.
    pub solution: &'a (dyn Fn(&[f64]) + Sync),
    /// Hears of the best bound.
    pub bound: &'a (dyn Fn(f64) + Sync),
}

/// Makes a model speak to `ears`. The caller keeps `ears` alive and in place until the model's run
/// is over, and does not run the model after.
pub fn listen(model: &mut highs::Model, ears: &Ears<'_>) {
    let data = std::ptr::from_ref(ears).cast_mut().cast::<c_void>();
    // SAFETY: the pointer is to a live HiGHS instance that `model` owns; `data` points to `ears`,
    // which outlives the run by this function's contract, and is read only.
    unsafe {
        let highs = model.as_mut_ptr();
        Highs_setCallback(highs, Some(callback), data);
        for kind in [
            kHighsCallbackSimplexInterrupt,
            kHighsCallbackIpmInterrupt,
            kHighsCallbackMipImprovingSolution,
            kHighsCallbackMipInterrupt,
            kHighsCallbackMipLogging,
        ] {
            Highs_startCallback(highs, kind);
        }
    }
}

/// Adds `lower <= sum <= upper` to a model; each column once. Whether HiGHS took it.
pub fn add_row(
    model: &mut highs::Model,
    lower: f64,
    upper: f64,
    columns: &[c_int],
    factors: &[f64],
) -> bool {
    let Ok(count) = c_int::try_from(columns.len().min(factors.len())) else { return false };
    // SAFETY: the pointer is to a live HiGHS instance that `model` owns; both arrays hold `count`
    // numbers, which HiGHS copies. HiGHS itself refuses columns out of range.
    let status = unsafe {
        Highs_addRow(model.as_mut_ptr(), lower, upper, count, columns.as_ptr(), factors.as_ptr())
    };
    status == highs_sys::STATUS_OK
}

/// A model between two runs, which another thread may go on with.
pub struct Resting(pub highs::Model);

// SAFETY: a HiGHS instance belongs to no thread: what it keeps by thread are workers of its own for
// parallel runs, and these run on one thread. Whoever owns the model is the only one to use it.
unsafe impl Send for Resting {}

/// Bounds of a row, by its number. Whether HiGHS took them.
pub fn bound_row(model: &mut highs::Model, row: usize, lower: f64, upper: f64) -> bool {
    let Ok(row) = c_int::try_from(row) else { return false };
    // SAFETY: the pointer is to a live HiGHS instance that `model` owns. HiGHS itself refuses rows
    // out of range.
    let status = unsafe { Highs_changeRowBounds(model.as_mut_ptr(), row, lower, upper) };
    status == highs_sys::STATUS_OK
}

/// Bounds of columns, each once, in order. Whether HiGHS took them.
pub fn bound_columns(
    model: &mut highs::Model,
    columns: &[c_int],
    lower: &[f64],
    upper: &[f64],
) -> bool {
    let count = columns.len().min(lower.len()).min(upper.len());
    let Ok(count) = c_int::try_from(count) else { return false };
    // SAFETY: the pointer is to a live HiGHS instance that `model` owns; the arrays hold `count`
    // numbers, which HiGHS copies. HiGHS itself refuses columns out of range.
    let status = unsafe {
        Highs_changeColsBoundsBySet(
            model.as_mut_ptr(),
            count,
            columns.as_ptr(),
            lower.as_ptr(),
            upper.as_ptr(),
        )
    };
    status == highs_sys::STATUS_OK
}

/// Where simplex goes on: the state of every column and every row.
#[derive(Clone, Debug)]
pub struct Basis {
    columns: Vec<c_int>,
    rows: Vec<c_int>,
}

/// The basis of the last solution; `None` if there is none.
pub fn basis(model: &mut highs::Model) -> Option<Basis> {
    let mut basis = Basis { columns: vec![0; model.num_cols()], rows: vec![0; model.num_rows()] };
    // SAFETY: the pointer is to a live HiGHS instance that `model` owns; the arrays have room for
    // each of its columns and rows.
    let status = unsafe {
        Highs_getBasis(model.as_mut_ptr(), basis.columns.as_mut_ptr(), basis.rows.as_mut_ptr())
    };
    (status == highs_sys::STATUS_OK).then_some(basis)
}

/// Starts the next run from a basis of this model, when it had as many rows or fewer. Whether HiGHS
/// took it.
pub fn set_basis(model: &mut highs::Model, basis: &Basis) -> bool {
    let mut rows = basis.rows.clone();
    rows.resize(model.num_rows(), highs_sys::kHighsBasisStatusBasic);
    if basis.columns.len() != model.num_cols() {
        return false;
    }
    // SAFETY: the pointer is to a live HiGHS instance that `model` owns; the arrays hold a number for
    // each of its columns and rows.
    let status =
        unsafe { Highs_setBasis(model.as_mut_ptr(), basis.columns.as_ptr(), rows.as_ptr()) };
    status == highs_sys::STATUS_OK
}

/// Nodes of the last run's search tree.
pub fn nodes(model: &mut highs::SolvedModel) -> u64 {
    let mut nodes = 0_i64;
    // SAFETY: the pointer is to a live HiGHS instance that `model` owns; the name ends in 0.
    unsafe {
        Highs_getInt64InfoValue(model.as_mut_ptr(), c"mip_node_count".as_ptr(), &raw mut nodes);
    }
    u64::try_from(nodes).unwrap_or(0)
}

/// Columns of at least 0 to be added to a model, with their coefficients by row number.
#[derive(Default)]
pub struct Columns {
    pub costs: Vec<f64>,
    pub uppers: Vec<f64>,
    /// By column: where its coefficients start.
    pub starts: Vec<c_int>,
    pub rows: Vec<c_int>,
    pub factors: Vec<f64>,
}

/// Adds columns to a model; each row once in each. Whether HiGHS took them.
pub fn add_columns(model: &mut highs::Model, columns: &Columns) -> bool {
    let Columns { costs, uppers, starts, rows, factors } = columns;
    let is_one = costs.len() == uppers.len() && costs.len() == starts.len();
    let increasing = starts.first().is_none_or(|first| *first == 0)
        && starts.windows(2).all(|pair| pair[0] <= pair[1])
        && starts.last().is_none_or(|last| usize::try_from(*last).is_ok_and(|l| l <= rows.len()));
    let (Ok(count), Ok(coefficients)) = (c_int::try_from(costs.len()), c_int::try_from(rows.len()))
    else {
        return false;
    };
    if !is_one || !increasing || rows.len() != factors.len() {
        return false;
    }
    let lower = vec![0.0; costs.len()];
    // SAFETY: the pointer is to a live HiGHS instance that `model` owns; costs, bounds and starts hold
    // `count` numbers each, rows and factors `coefficients`, and starts are places among these; HiGHS
    // copies them all. HiGHS itself refuses rows out of range.
    let status = unsafe {
        Highs_addCols(
            model.as_mut_ptr(),
            count,
            costs.as_ptr(),
            lower.as_ptr(),
            uppers.as_ptr(),
            coefficients,
            starts.as_ptr(),
            rows.as_ptr(),
            factors.as_ptr(),
        )
    };
    status == highs_sys::STATUS_OK
}

/// Called by HiGHS during a run.
///
/// # Safety
/// `data` is the pointer that `listen` gave; the others are valid or null, as HiGHS promises.
unsafe extern "C" fn callback(
    kind: c_int,
    _message: *const c_char,
    output: *const HighsCallbackDataOut,
    input: *mut HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: `data` points to the `Ears` of `listen`, alive during the run; `output` is valid or
    // null; HiGHS gives `mip_solution` the length `mip_solution_size`.
    unsafe {
        let Some(ears) = data.cast_const().cast::<Ears<'_>>().as_ref() else { return };
        let Some(output) = output.as_ref() else { return };
        // A panic must not cross into C++: it stops the run instead.
        let heard = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            if kind == kHighsCallbackMipImprovingSolution && !output.mip_solution.is_null() {
                let length = usize::try_from(output.mip_solution_size).unwrap_or(0);
                (ears.solution)(std::slice::from_raw_parts(output.mip_solution, length));
            }
            if kind == kHighsCallbackMipLogging {
                (ears.bound)(output.mip_dual_bound);
            }
            (ears.stop)()
        }));
        if heard.unwrap_or(true)
            && let Some(input) = input.as_mut()
        {
            input.user_interrupt = 1;
        }
    }
}
