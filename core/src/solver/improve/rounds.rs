//! How long rounds of the search are, and how warm.

use super::tables::Tables;

/// The rounds of a search: ever longer, until people can be put best into the calendars where each has
/// ended. From then on short and cool ones, as long as they get anywhere: how people are put while
/// it is warm says little of calendars, and that is made up for.
pub struct Rounds {
    /// Steps of the next.
    pub steps: u64,
    /// So many steps are worth putting people best at the end.
    pub long: u64,
    /// Steps of the longest so far.
    longest: u64,
    /// Whether the next warm one starts with good calendars: other ones than the best plan's. Every other
    /// later one starts with that, and forgets it.
    is_guided: bool,
    is_cool: bool,
    /// Whether the next starts with a part of the calendars decided anew.
    pub is_recast: bool,
    /// Whether it starts with other calendars.
    pub is_anew: bool,
    /// Rounds that got nowhere, one after another.
    vain: u32,
}

/// So many steps for each participant make a long round.
const LONG: u64 = 30;
/// Rounds in vain before calendars are recast, and before one is warm.
const PATIENCE: (u32, u32) = (1, 12);
/// A warm one is so many times as long as the longest before.
const LONGER: u64 = 4;

/// Where a search starts that knows nothing.
const WARM: f64 = 0.3;
/// Where it starts with good calendars, which more would melt.
const GUIDED: f64 = 0.1;
/// Where it ends.
const COLD: f64 = 0.0005;
/// From where to where cool rounds go.
const COOL: (f64, f64) = (0.02, 0.003);

impl Rounds {
    /// `is_guided` by calendars; a search that `goes_on` from a good plan needs no short ones first.
    pub fn new(tables: &Tables<'_>, is_guided: bool, goes_on: bool) -> Self {
        let people = tables.participants() as u64;
        let long = LONG * people;
        let steps = if goes_on { long } else { (4 * people).max(2000) };
        Self {
            steps,
            long,
            longest: steps,
            is_guided,
            is_cool: false,
            is_recast: false,
            is_anew: false,
            vain: 0,
        }
    }

    /// After a round at the end of which nobody was put anywhere.
    pub fn grow(&mut self) {
        self.steps = self.steps.saturating_mul(2);
        self.longest = self.longest.max(self.steps);
    }

    /// After a round at the end of which people were put best, and that gave a better plan or not.
    pub fn assigned(&mut self, is_better: bool) {
        self.vain = if is_better { 0 } else { self.vain + 1 };
        self.is_cool = self.vain < PATIENCE.1;
        self.is_recast = self.is_cool && self.vain >= PATIENCE.0;
        self.steps = self.long;
        if !self.is_cool {
            self.vain = 0;
            self.is_guided = !self.is_guided;
            self.longest = self.longest.saturating_mul(LONGER);
            self.steps = self.longest;
        }
        self.is_anew = !self.is_cool && self.is_guided;
    }

    /// Warm at first, cold at the end.
    pub fn temperature(&self, done: f64) -> f64 {
        let (warm, cold) = match (self.is_cool, self.is_guided) {
            (true, _) => COOL,
            (false, true) => (GUIDED, COLD),
            (false, false) => (WARM, COLD),
        };
        warm.powf(1.0 - done) * cold.powf(done)
    }
}
