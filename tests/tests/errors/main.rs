//! Every code of an error or a warning: documented, and raised by what it is about.

mod base;
mod calendar;
mod changes;
mod couplings;
mod document;
mod downtime;
mod environments;
mod files;
mod names;
mod objective;
mod participants;
mod plans;
mod requirements;
mod rules;
mod sizes;
mod slots;
mod stages;
