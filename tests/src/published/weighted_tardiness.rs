//! Weighted tardiness on one machine (`weighted-tardiness/ORIGIN.md`).

use super::machine::{Machine, Task};
use super::numbers::Numbers;
use super::{HEAVIEST, LONGEST, Malformed};

/// Reads an instance.
///
/// # Errors
/// What is wrong with the first thing that is.
pub fn read(text: &str) -> Result<Machine, Malformed> {
    let count = text.split_whitespace().count();
    if count == 0 || !count.is_multiple_of(3) {
        let message =
            format!("{count} numbers are not a duration, a weight and a due date per job");
        return Err(Malformed::new(1, message));
    }
    let mut numbers = Numbers::new(text);
    let mut column = |what, least, most| {
        (0..count / 3).map(|_| numbers.next(what, least..=most)).collect::<Result<Vec<_>, _>>()
    };
    let durations = column("duration", 1, LONGEST)?;
    let weights = column("weight", 0, HEAVIEST)?;
    let dues = column("due date", 0, u64::from(u32::MAX))?;
    let tasks = (durations.into_iter().zip(weights).zip(dues))
        .map(|((duration, weight), due)| Task { duration, weight, due })
        .collect();
    Ok(Machine { tasks })
}
