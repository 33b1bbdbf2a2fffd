//! Pictures, tables and text of plans.

mod catalogue;
mod concurrency;
mod downtime;
mod edges;
mod picture;
mod readiness;
mod sample;
mod steps;
mod sums;
mod text;
