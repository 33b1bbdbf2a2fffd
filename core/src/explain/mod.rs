//! Reasons, in the programme's own words.

pub mod screen;
