//! What HiGHS offers through its C interface alone: hearing from it while it runs, and adding rows
//! to a model by column number. The one module with unsafe code.
#![allow(unsafe_code)]

use std::ffi::{c_char, c_int, c_void};

use highs_sys::{
    Highs_addRow, Highs_setCallback, Highs_startCallback, HighsCallbackDataIn,
    HighsCallbackDataOut, kHighsCallbackIpmInterrupt, kHighsCallbackMipImprovingSolution,
    kHighsCallbackMipInterrupt, kHighsCallbackMipLogging, kHighsCallbackSimplexInterrupt,
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
