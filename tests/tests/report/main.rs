//! Pictures, tables and text of plans.

mod edges;
mod picture;
mod sample;
mod sums;
mod text;
