//! What happens to a programme, and how it is planned anew.

mod changes;
mod diff_cases;
mod diff_laws;
