//! Gates: stages, who counts, shares, lags, and whether they wait for one another.

use super::names::{repeated, unique};
use super::numbers::{Count, has_three_decimals};
use super::report::quoted;
use super::{Checked, Place};
use crate::model::{Counted, Gate, ShareOf};

/// The most that weights may add up to, so that shares of them can be counted in integers.
const MOST_WEIGHT: f64 = 9e9;

impl Checked<'_> {
    pub(super) fn gates(&mut self) {
        let gates = &self.programme.gates;
        unique(
            |place| Place::list("gates", place),
            "id",
            gates.iter().map(|gate| gate.id.as_str()),
            &mut self.report,
        );
        for (position, gate) in gates.iter().enumerate() {
            self.gate(&Place::list("gates", position), gate);
        }
        self.gate_cycles();
    }

    fn gate(&mut self, at: &Place<'_>, gate: &Gate) {
        for (field, stage) in [("before", &gate.before), ("opens", &gate.opens)] {
            self.names.stages.find(stage, &at.field(field), &mut self.report, &mut self.speller);
        }
        if let Some(id) = &gate.environment {
            let here = at.field("environment");
            self.names.environments.find(id, &here, &mut self.report, &mut self.speller);
        }
        for (number, id) in gate.participants.iter().enumerate() {
            let here = at.item("participants", number);
            let found =
                self.names.participants.find(id, &here, &mut self.report, &mut self.speller);
            let Some(place) = found.filter(|_| gate.counted == Counted::All) else { continue };
            let participant = &self.programme.participants[place];
            let steps = participant.routes.iter().flat_map(|route| &route.steps);
            let behind = participant.completed.iter().map(|done| &done.stage);
            if !steps.map(|step| &step.stage).chain(behind).any(|stage| *stage == gate.before) {
                self.report.clash(
                    "SW-W2201",
                    &here,
                    &Place::list("participants", place).field("routes"),
                    format!("{} has no {} on any route", quoted(id), quoted(&gate.before)),
                    "it is never through and still counts; take it from the list, or count only \
                     those placed",
                );
            }
        }
        let names = gate.participants.iter().map(String::as_str);
        repeated(|place| at.item("participants", place), names, &mut self.report);
        let share = gate.share;
        if !(share > 0.0 && share <= 1.0 && has_three_decimals(share)) {
            self.report.add(
                "SW-E2201",
                &at.field("share"),
                format!("the share is {share}"),
                "write more than 0, at most 1, with at most three decimals: 0.8 is four in five",
            );
        }
        let lag = Count::periods("SW-E2202", "the lag", 0);
        lag.check(gate.lag, &at.field("lag"), &mut self.report);
        if gate.of == ShareOf::Weight {
            let weights = self.programme.participants.iter().map(|p| p.weight);
            if weights.filter(|w| w.is_finite()).sum::<f64>() > MOST_WEIGHT {
                self.report.add(
                    "SW-E2204",
                    &at.field("of"),
                    "the weights of all participants add up to more than shares can be counted of",
                    "make weights smaller, or take a share of the number",
                );
            }
        }
    }

    /// Tells each gate whose stages wait for one another: none could ever be the first.
    fn gate_cycles(&mut self) {
        let gates = &self.programme.gates;
        let stages = &self.names.stages;
        let mut left: Vec<(usize, usize, usize)> = (gates.iter().enumerate())
            .filter_map(|(place, gate)| {
                Some((place, stages.get(&gate.before)?, stages.get(&gate.opens)?))
            })
            .collect();
        // A gate before which, or after which, there is no other one is on no cycle.
        loop {
            let all = left.clone();
            left.retain(|(_, from, to)| {
                all.iter().any(|other| other.2 == *from) && all.iter().any(|other| other.1 == *to)
            });
            if left.len() == all.len() {
                break;
            }
        }
        let places: Vec<usize> = left.iter().map(|(place, ..)| *place).collect();
        let Some(&first) = places.first() else { return };
        let named: Vec<String> = (places.iter().take(5))
            .map(|place| {
                let gate = &gates[*place];
                format!("{} before {}", quoted(&gate.before), quoted(&gate.opens))
            })
            .collect();
        let last = places[places.len() - 1];
        self.report.clash(
            "SW-E2203",
            &Place::list("gates", first),
            &Place::list("gates", last),
            format!("gates wait for one another: {}", named.join(", ")),
            "take one of them out: none of these stages could ever open first",
        );
    }
}
