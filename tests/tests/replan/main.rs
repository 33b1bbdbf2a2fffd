//! What happens to a programme, and how it is planned anew.

mod causes;
mod changes;
mod diff_cases;
mod diff_laws;
mod fewest;
mod log;
mod scenes;
