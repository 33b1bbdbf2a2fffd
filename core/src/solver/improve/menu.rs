//! Which part of a plan to take apart next: each way gets its share of the work, and those that
//! have lately paid get more.
//!
//! Ways differ in their work by a factor of thirty where slots hold many. Chosen evenly, the
//! dearest would get nearly all of it.

use super::random::Random;

/// A way to take a plan apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Slots that follow one another in an environment.
    Window,
    /// Those in the same or near slots.
    Related,
    /// Anybody.
    Scattered,
    /// A slot with few in it.
    Emptiest,
    /// A slot goes to another time or place.
    Shift,
    /// Slots at one time.
    Period,
    /// Those who complete at a high price.
    Costly,
}

/// The ways, with how often each is chosen out of twenty where slots hold about ten, and how many
/// it puts out there.
const WAYS: [(Way, f64, f64); 7] = [
    (Way::Window, 4.0, 14.0),
    (Way::Related, 3.0, 7.5),
    (Way::Scattered, 2.0, 6.5),
    (Way::Emptiest, 2.0, 6.0),
    (Way::Shift, 5.0, 9.0),
    (Way::Period, 2.0, 30.0),
    (Way::Costly, 2.0, 12.0),
];

/// Work of a step besides those it puts out, in people.
const STEP: f64 = 2.0;
/// Part of the work that goes by what has paid lately.
const PAID: f64 = 0.5;
/// How much is remembered from one step to the next.
const MEMORY: f64 = 0.9995;

/// Chooses ways.
pub struct Menu {
    records: [Record; WAYS.len()],
}

/// What is known of a way.
#[derive(Clone, Copy)]
struct Record {
    /// Mean work of a step.
    cost: f64,
    steps: f64,
    /// What was won and the work it took, lately.
    won: f64,
    work: f64,
}

impl Menu {
    pub fn new() -> Self {
        let record = |(_, _, people): (Way, f64, f64)| Record {
            cost: people + STEP,
            steps: 0.0,
            won: 0.0,
            work: 0.0,
        };
        Self { records: WAYS.map(record) }
    }

    /// The way for the next step.
    pub fn choose(&self, random: &mut Random) -> Way {
        let rate = |record: &Record| record.won / record.work.max(1.0);
        let rates: f64 = self.records.iter().map(rate).sum();
        let works: f64 = WAYS.iter().map(|(_, often, people)| often * (people + STEP)).sum();
        let mut chances = [0.0; WAYS.len()];
        for (place, record) in self.records.iter().enumerate() {
            let (_, often, people) = WAYS[place];
            let own = often * (people + STEP) / works;
            let paid = if rates > 0.0 { rate(record) / rates } else { own };
            chances[place] = (own + PAID * (paid - own)) / record.cost;
        }
        let mut at = random.unit() * chances.iter().sum::<f64>();
        for (chance, (way, _, _)) in chances.iter().zip(WAYS) {
            at -= chance;
            if at < 0.0 {
                return way;
            }
        }
        Way::Costly
    }

    /// A step put out so many people and won so much.
    pub fn note(&mut self, way: Way, people: usize, won: f64) {
        for record in &mut self.records {
            record.won *= MEMORY;
            record.work *= MEMORY;
        }
        let Some(place) = WAYS.iter().position(|(other, _, _)| *other == way) else { return };
        let record = &mut self.records[place];
        let work = people as f64 + STEP;
        record.steps = (record.steps + 1.0).min(200.0);
        record.cost += (work - record.cost) / (record.steps + 10.0);
        record.won += won;
        record.work += work;
    }
}
