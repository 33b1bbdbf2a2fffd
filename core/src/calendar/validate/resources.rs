//! Whether the slots given by hand, all open, ever take more of a resource than there is; and
//! changes of amounts that never come to bear.

use super::hand_slots::Laid;
use super::{Periods, layout};
use crate::calendar::Span;
use crate::model::TakenPer;
use crate::model::validate::sizes::MAX_SIZE;
use crate::model::validate::{Place, quoted};

impl Periods<'_> {
    pub(super) fn resources(&mut self, laid: &[Laid]) {
        for (position, resource) in self.programme.resources.iter().enumerate() {
            for (number, change) in resource.changes.iter().enumerate() {
                let (from, to) = (change.from, change.to);
                let bears = || {
                    let more = change.amount >= resource.amount;
                    let span = if more {
                        self.timeline.inside(from, to)
                    } else {
                        self.timeline.touched(from, to)
                    };
                    !span.is_empty()
                };
                if self.clock.is_span(from, to) && !bears() {
                    self.report.add(
                        "SW-W2102",
                        &Place::list("resources", position).item("changes", number),
                        format!("from {from} to {to} there is no working period of the calendar"),
                        "check the dates; it changes nothing as it is",
                    );
                }
            }
            if (0..=MAX_SIZE).contains(&resource.amount) {
                self.taken_by_hand(position, laid);
            }
        }
    }

    /// Tells the first slot by hand that starts, or goes on, when there is not enough for all that
    /// run then.
    fn taken_by_hand(&mut self, position: usize, laid: &[Laid]) {
        let resource = &self.programme.resources[position];
        let stages = &self.programme.stages;
        let takes = |stage: usize| -> i64 {
            let takes = stages[stage].takes.iter();
            takes
                .filter(|t| t.resource == resource.id && t.per == TakenPer::Slot)
                .map(|t| t.amount.clamp(0, MAX_SIZE))
                .sum()
        };
        let takers: Vec<(Laid, i64)> =
            laid.iter().map(|l| (*l, takes(l.stage))).filter(|(_, amount)| *amount > 0).collect();
        if takers.is_empty() {
            return;
        }
        let amounts = layout::amounts(self.timeline, resource, |change| {
            self.clock.is_span(change.from, change.to) && (0..=MAX_SIZE).contains(&change.amount)
        });
        let edges = takers.iter().map(|(l, _)| l.span.start);
        let edges = edges.chain(amounts.amounts.iter().map(|(from, _)| *from));
        let mut edges: Vec<u32> = edges.collect();
        edges.sort_unstable();
        for period in edges {
            let running = takers.iter().filter(|(l, _)| l.span.holds(period));
            let taken: i64 = running.clone().map(|(_, amount)| amount).sum();
            let amount = i64::from(amounts.amount(period));
            let mut last = running.map(|(l, _)| l.place).collect::<Vec<_>>();
            last.sort_unstable();
            let Some(&place) = last.last().filter(|_| taken > amount) else { continue };
            let names: Vec<_> =
                last.iter().take(5).map(|l| quoted(&self.programme.slots[*l].id)).collect();
            self.report.clash(
                "SW-E0611",
                &Place::list("slots", place),
                &Place::list("resources", position),
                format!(
                    "{} take {taken} of {} {}, of which there is {amount}",
                    names.join(", "),
                    quoted(&resource.id),
                    self.dates(Span::new(period, period + 1)),
                ),
                "move one of them, or let there be more of it",
            );
            return;
        }
    }
}
