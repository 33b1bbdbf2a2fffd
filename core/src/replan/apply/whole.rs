//! The whole programme later or earlier, from a date on.

use chrono_tz::Tz;

use super::Applier;
use crate::model::validate::Place;
use crate::model::{Milestone, Movable, Programme, Starts, When};
use crate::replan::change::ProgrammeMoved;
use crate::replan::shift::Shift;

impl Applier {
    pub(super) fn programme_moved(&mut self, at: &Place<'_>, moved: &ProgrammeMoved) {
        let by = at.field("by");
        if !self.moves(&by, moved.by) {
            return;
        }
        let mut mover = Mover {
            by: moved.by,
            first: moved.from.seconds(self.zone),
            zone: self.zone,
            moved: 0,
            lost: false,
        };
        let mut programme = self.programme.clone();
        mover.programme(&mut programme);
        if mover.lost {
            self.out_of_reach(&by, moved.by);
        } else if mover.moved == 0 {
            self.nothing(
                &at.field("from"),
                format!("nothing of the programme lies on or after {}", moved.from),
                "write an earlier day, or leave the change out",
            );
        } else {
            self.programme = programme;
        }
    }
}

/// Moves dates.
struct Mover {
    by: Shift,
    /// The first moment that moves.
    first: i64,
    zone: Tz,
    /// How many dates moved.
    moved: usize,
    /// Whether a date would be out of reach.
    lost: bool,
}

impl Mover {
    fn is_after(&self, when: When) -> bool {
        when.seconds(self.zone) >= self.first
    }

    /// Moves a date that stands by itself.
    fn date(&mut self, when: &mut When) {
        if self.is_after(*when) {
            self.shift(when);
        }
    }

    fn shift(&mut self, when: &mut When) {
        self.shift_by(when, self.by);
    }

    fn shift_by(&mut self, when: &mut When, by: Shift) {
        match by.when(*when, self.zone) {
            Some(later) => (*when, self.moved) = (later, self.moved + 1),
            None => self.lost = true,
        }
    }

    /// Moves a span whole, if it begins late enough.
    fn span(&mut self, from: &mut When, to: &mut When) {
        if self.is_after(*from) {
            self.whole(from, to);
        }
    }

    /// Moves a span: its end by as many days as its start, so that it stays as long. By months, both
    /// may come to the same day.
    fn whole(&mut self, from: &mut When, to: &mut When) {
        let before = from.date();
        self.shift(from);
        let days = from.date().signed_duration_since(before).num_days();
        self.shift_by(to, Shift::days(days));
    }

    fn milestone(&mut self, milestone: &mut Milestone) {
        match milestone {
            Milestone::On(when) => self.date(when),
            Milestone::After { asked, .. } => self.date(asked),
        }
    }

    fn programme(&mut self, programme: &mut Programme) {
        let calendar = &mut programme.calendar;
        let mut end = When::Day(calendar.to);
        self.date(&mut end);
        calendar.to = end.date();
        for environment in &mut programme.environments {
            for window in &mut environment.windows {
                self.date(&mut window.from);
                self.date(&mut window.to);
            }
            if let Some(started) = environment.set_up.as_mut().and_then(|s| s.started.as_mut()) {
                self.date(started);
            }
        }
        for stage in &mut programme.stages {
            match &mut stage.slots.starts {
                Starts::On(starts) => starts.iter_mut().for_each(|start| self.date(start)),
                Starts::Every { anchor: Some(anchor), .. } => self.date(anchor),
                Starts::Every { anchor: None, .. } | Starts::Weekdays(_) | Starts::ByHand => {}
            }
        }
        for participant in &mut programme.participants {
            participant.ready.iter_mut().for_each(|ready| self.date(&mut ready.from));
            for away in &mut participant.unavailable {
                self.span(&mut away.from, &mut away.to);
            }
            participant.due.iter_mut().for_each(|due| self.date(due));
            participant.deadline.iter_mut().for_each(|deadline| self.date(deadline));
            for preference in &mut participant.preferences {
                preference.from.iter_mut().for_each(|from| self.date(from));
                preference.to.iter_mut().for_each(|to| self.date(to));
            }
            for pin in &mut participant.pins {
                pin.start.iter_mut().for_each(|start| self.date(start));
            }
            for record in &mut participant.connectivity {
                for certificate in [&mut record.tls, &mut record.jws].into_iter().flatten() {
                    self.milestone(&mut certificate.ready);
                }
                for shown in [&mut record.webhooks, &mut record.api].into_iter().flatten() {
                    self.milestone(shown);
                }
                for endpoint in &mut record.endpoints {
                    endpoint.proven.iter_mut().for_each(|proven| self.milestone(proven));
                }
            }
            participant.data.iter_mut().for_each(|data| self.milestone(&mut data.ready));
        }
        for slot in &mut programme.slots {
            match &mut slot.end {
                Some(end) => self.span(&mut slot.start, end),
                None => self.date(&mut slot.start),
            }
        }
        for one in &mut programme.unavailability {
            let moves = self.is_after(one.from);
            self.span(&mut one.from, &mut one.to);
            if let Some(Movable::Within { from, to }) = one.movable.as_mut().filter(|_| moves) {
                self.whole(from, to);
            }
        }
        for change in programme.resources.iter_mut().flat_map(|one| &mut one.changes) {
            self.span(&mut change.from, &mut change.to);
        }
        for freeze in &mut programme.freezes {
            self.date(&mut freeze.from);
            freeze.to.iter_mut().for_each(|to| self.date(to));
        }
        programme.announced.iter_mut().for_each(|announced| self.date(announced));
    }
}
