//! Test support: programmes to plan, plans by construction, and an oracle that tries them all.

pub mod beside;
pub mod oracle;
pub mod plans;
pub mod programmes;
pub mod published;
pub mod random;
pub mod small;
