//! A bound by prices, straight from the candidates: it scales where an integer program does not.
//!
//! What links participants to slots is relaxed and priced: nobody is in a slot that is not open,
//! and no slot holds more than it can. At given prices every participant takes its cheapest
//! itinerary (a dynamic program over the steps of its variants), every environment its most
//! valuable calendar (interval packing with changeover), and both together cost no more than any
//! plan. The volume algorithm (Barahona and Anbil, Mathematical Programming 87, 2000) looks for
//! prices that make this bound high, and on the way averages the answers into a fractional plan,
//! which guides the search.
//!
//! Where classes are priced apart, two things are stronger than that: count rows (`counts`), and
//! classes that walk through a calendar of their own (`walks`). And once prices have settled, limits on
//! how many slots of a stage start up to some day are something to branch on (`prefixes`, `tree`).
//!
//! Rules that neither subproblem carries are left out: least loads, limits on concurrent
//! participants and environments, company, exclusive groups, shared resources, gates, reliances,
//! prerequisites that lags do not imply.
//! Terms that neither carries count 0. So the bound is of a relaxation, and holds under every rule.
//!
//! | rule or term | where it is |
//! |---|---|
//! | demand, order, deadline, readiness, blackouts, pins, freeze, most size of a slot | participants |
//! | window, unavailable, support, approval | the candidates |
//! | exclusive, within one environment | environments, see `lanes` |
//! | capacity of a slot | priced, with count rows (`counts`) where each class is priced apart |
//! | unplaced, lateness, completion, preferences, moves | participants |
//! | slots opened, environment cost, changeovers | environments |
//! | makespan | slots given by hand, and who must be placed |

mod appraise;
mod counts;
mod dive;
mod itinerary;
mod kept;
mod lanes;
mod market;
pub(super) mod people;
mod prefixes;
mod shelves;
mod tree;
mod volume;
mod walks;
pub(super) mod ways;

pub use appraise::Appraiser;
pub use dive::{Dive, DiveBudget, calendars};
pub use lanes::exclude;
pub use market::Market;
pub use prefixes::{Prefix, Side};
pub use tree::{Spare, TreeBudget, branch};
pub use volume::{Pace, Volume};

/// The least multiple of the unit, counted from the constant, that a bound computed in floating
/// point leaves possible; 0 if it says nothing.
pub fn whole(bound: f64, constant: i64, unit: i64) -> i64 {
    let steps = (bound - constant as f64) / unit as f64;
    let slack = 1e-6 * steps.abs().max(1.0);
    let least = (steps - slack).ceil();
    if least.abs() < 9e15 {
        (least as i64).saturating_mul(unit).saturating_add(constant)
    } else {
        0
    }
}
