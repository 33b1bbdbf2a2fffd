//! The MHHS test programme as data, and its plan.
//!
//! The facts come from *MHHS Programme Environment Approach & Plan* (MHHS-DEL618 v2.2); what it does
//! not give stands in `data/assumptions.json`, and is printed with every plan. `data/ORIGIN.md` says
//! where each file comes from.

pub mod args;
pub mod assertions;
pub mod data;
pub mod files;
pub mod gaps;
pub mod programme;
pub mod show;
pub mod tables;
