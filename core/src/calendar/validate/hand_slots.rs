//! Slots given by hand: whether each keeps the rules that bind it alone. They are in every plan, so
//! one that breaks a rule leaves no plan at all.

use std::borrow::Cow;

use super::{Periods, layout};
use crate::calendar::{Reasoned, Span};
use crate::model::validate::{Place, quoted};
use crate::model::{OverUnavailability, Resolution, Target, TrancheSlot, UnavailabilityId};

/// A slot given by hand that could be laid out.
#[derive(Clone, Copy)]
pub(super) struct Laid {
    /// Its place among the slots given by hand.
    pub place: usize,
    /// Place of its stage.
    pub stage: usize,
    /// Place of its environment.
    pub environment: usize,
    /// When it runs.
    pub span: Span,
}

impl Periods<'_> {
    pub(super) fn hand_slots(&mut self) {
        let mut laid = Vec::new();
        for (place, slot) in self.programme.slots.iter().enumerate() {
            laid.extend(self.hand_slot(place, slot));
        }
        self.clashes(&laid);
        self.resources(&laid);
        self.laid = laid;
    }

    fn hand_slot(&mut self, place: usize, slot: &TrancheSlot) -> Option<Laid> {
        let at = Place::list("slots", place);
        let starts = self.start(&at.field("start"), slot.start, "it");
        let stage = self.names.stages.get(&slot.stage)?;
        let environment = self.names.environments.get(&slot.environment)?;
        let start = starts.then(|| self.timeline.first_from(slot.start))?;
        let data = &self.programme.stages[stage];
        let eligible = data.environments.iter().find(|e| e.environment == slot.environment)?;
        let duration = eligible.duration.unwrap_or(data.duration);
        if !Self::is_count(duration) {
            return None;
        }
        let horizon = self.timeline.len();
        let pauses = matches!(data.over_unavailability, OverUnavailability::Pause { .. });
        let expected = if pauses {
            let unavailable = self.unavailable_to(stage, environment);
            layout::paused_end(&unavailable, start, duration as u32, horizon)
        } else {
            Some(start + duration as u32).filter(|end| *end <= horizon)
        };
        let end = match (slot.end, expected) {
            (Some(end), _) => {
                if !self.clock.is_span(slot.start, end) {
                    return None;
                }
                let given = self.timeline.first_touching(end).max(start);
                if Some(given) != expected {
                    self.wrong_length(&at, slot, Span::new(start, given), duration, expected);
                }
                given
            }
            (None, Some(end)) => end,
            (None, None) => {
                self.report.clash(
                    "SW-E0610",
                    &at.field("start"),
                    &Place::top("calendar").field("to"),
                    format!(
                        "it starts on {} and takes {duration} working periods, but the calendar \
                         ends before it",
                        slot.start
                    ),
                    "start it earlier, or let the calendar be longer",
                );
                return None;
            }
        };
        // Nothing is left to judge of one that ends before the first period that it could start in.
        let laid = Laid { place, stage, environment, span: Span::new(start, end) };
        (end > start).then(|| self.judge(laid))
    }

    fn wrong_length(
        &mut self,
        at: &Place<'_>,
        slot: &TrancheSlot,
        given: Span,
        duration: i64,
        expected: Option<u32>,
    ) {
        let remedy = match expected {
            Some(end) => format!("write {} as its end, or leave the end out", self.end(end)),
            None => "start it earlier: it does not end within the calendar".to_owned(),
        };
        self.report.clash(
            "SW-E0605",
            &at.field("end"),
            &at.field("stage"),
            format!(
                "it has {} working periods, pauses included, but {} takes {duration}",
                given.len(),
                quoted(&slot.stage)
            ),
            remedy,
        );
    }

    /// Judges the rules that bind a slot alone.
    fn judge(&mut self, laid: Laid) -> Laid {
        let Laid { place, stage, environment, span } = laid;
        let at = Place::list("slots", place);
        let data = &self.programme.stages[stage];
        let open = self.open[environment].to(&data.id);
        if !open.iter().any(|window| window.contains(span)) {
            let windows: Vec<_> = open.iter().take(5).map(|window| self.dates(*window)).collect();
            let windows = if windows.is_empty() { "never".into() } else { windows.join(", ") };
            let message = format!(
                "it runs {}, but {} is open to {} {windows}",
                self.dates(span),
                quoted(&self.programme.environments[environment].id),
                quoted(&data.id)
            );
            self.report.clash(
                "SW-E0603",
                &at,
                &Place::list("environments", environment).field("windows"),
                message,
                "move it into a window, or open one",
            );
        }
        self.unavailable(&at, laid);
        if data.needs_support && self.programme.calendar.support_hours.is_some() {
            let starts = self.timeline.support_at_start(span.start);
            let ends = self.timeline.support_at_end(span.end);
            if !(starts && ends) {
                let what = match (starts, ends) {
                    (false, false) => "starts and ends",
                    (false, true) => "starts",
                    _ => "ends",
                };
                self.report.clash(
                    "SW-E0609",
                    &at,
                    &Place::top("calendar").field("support_hours"),
                    format!("it {what} outside support, which {} needs", quoted(&data.id)),
                    "let it start and end within support hours, on supported days",
                );
            }
        }
        laid
    }

    fn unavailable(&mut self, at: &Place<'_>, laid: Laid) {
        let Laid { stage, environment, span, .. } = laid;
        let data = &self.programme.stages[stage];
        let all = self.unavailable_to(stage, environment).into_owned();
        let mut struck = all.iter().filter(|u| u.span.overlaps(span));
        let found = match data.over_unavailability {
            OverUnavailability::Avoid => struck.next().map(|u| (u, "runs".to_owned())),
            OverUnavailability::Pause { allowance } => {
                let duration = (data.environments.iter())
                    .find(|e| e.environment == self.programme.environments[environment].id)
                    .and_then(|e| e.duration)
                    .unwrap_or(data.duration);
                let lost = i64::from(span.len()) - duration;
                struck
                    .clone()
                    .find(|u| u.span.holds(span.start))
                    .map(|u| (u, "starts".to_owned()))
                    .or_else(|| {
                        let what = format!("pauses {lost} periods of {allowance} allowed");
                        struck.next().filter(|_| lost > allowance).map(|u| (u, what))
                    })
            }
        };
        let Some((unavailable, what)) = found else { return };
        let when = self.dates(unavailable.span);
        let id = match &self.programme.unavailability[unavailable.cause.index()].on {
            Target::Resource(id) => id,
            _ => &self.programme.environments[environment].id,
        };
        self.report.clash(
            "SW-E0604",
            at,
            &Place::list("unavailability", unavailable.cause.index()),
            format!("it {what} while {} is unavailable {when}", quoted(id)),
            "move it, let its stage pause longer, or move what makes it unavailable",
        );
    }

    /// When slots of a stage in an environment are struck, by the environment's unavailability or
    /// that of a resource that the stage takes.
    fn unavailable_to(
        &self,
        stage: usize,
        environment: usize,
    ) -> Cow<'_, [Reasoned<UnavailabilityId>]> {
        layout::merged(&self.unavailable[environment], &self.resources_unavailable[stage])
    }

    /// A span in dates, with times where periods are shorter than a day.
    pub(super) fn dates(&self, span: Span) -> String {
        let start = match self.timeline.resolution() {
            Resolution::Day => self.timeline.day(span.start).to_string(),
            _ => self.timeline.start(span.start).format("%Y-%m-%d %H:%M").to_string(),
        };
        format!("from {start} to {}", self.end(span.end))
    }

    fn end(&self, end: u32) -> String {
        match self.timeline.resolution() {
            Resolution::Day => self.timeline.day_after(end).to_string(),
            _ => self.timeline.end(end).format("%Y-%m-%d %H:%M").to_string(),
        }
    }
}
