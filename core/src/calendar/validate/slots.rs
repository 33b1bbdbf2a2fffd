//! Slots that stages' policies offer: whether there are any, and whether there are too many.

use super::{Periods, layout};
use crate::calendar::Span;
use crate::model::validate::sizes::{MAX_CANDIDATE_PAIRS, MAX_CANDIDATE_SLOTS, MAX_STARTS};
use crate::model::validate::{Place, quoted};
use crate::model::{Eligible, Stage, Starts, When};

impl Periods<'_> {
    /// Judges the policies, and counts the slots that they offer.
    pub(super) fn slots(&mut self) {
        let stages = &self.programme.stages;
        for (position, stage) in stages.iter().enumerate() {
            let at = Place::list("stages", position);
            self.starts(&at.field("slots").field("starts"), &stage.slots.starts);
        }
        self.support();
        let by_hand = self.count_by_hand();
        if !self.few_starts() {
            return;
        }
        for (position, stage) in stages.iter().enumerate() {
            let at = Place::list("stages", position);
            let Some(starts) = self.list_starts(stage) else { continue };
            let mut slots = 0;
            for (number, eligible) in stage.environments.iter().enumerate() {
                let here = at.item("environments", number);
                slots += self.offered(&here, stage, eligible, &starts);
            }
            self.slots_of[position] = slots + by_hand[position];
            self.starts_of[position] = Some(starts);
            if self.slots_of[position] == 0
                && !stage.environments.is_empty()
                && stage.environments.iter().all(|eligible| self.is_sound(stage, eligible))
            {
                self.report.add(
                    "SW-W0403",
                    &at.field("slots"),
                    format!("no slot of {} fits anywhere, and none is given by hand", stage.id),
                    "check its starts and duration against the windows, or give slots by hand",
                );
            }
        }
        self.few_slots();
    }

    fn starts(&mut self, at: &Place<'_>, starts: &Starts) {
        match starts {
            Starts::Every { anchor: Some(anchor), .. } => {
                self.start(&at.field("every").field("anchor"), *anchor, "the grid");
            }
            Starts::On(moments) => {
                for (position, when) in moments.iter().enumerate() {
                    self.start(&at.item("on", position), *when, "the slot");
                }
            }
            Starts::Every { anchor: None, .. } | Starts::Weekdays(_) | Starts::ByHand => {}
        }
    }

    /// Tells a start outside the calendar, or on a day on which nobody works; whether it is inside.
    pub(super) fn start(&mut self, at: &Place<'_>, when: When, what: &str) -> bool {
        if !self.clock.accepts(when) {
            return false;
        }
        let (first, after) = self.timeline.days();
        let inside = !self.clock.is_before(when, When::Day(first))
            && self.clock.is_before(when, When::Day(after));
        if !inside {
            self.report.clash(
                "SW-E0411",
                at,
                &Place::top("calendar"),
                format!("{what} starts on {when}, outside the calendar, {first} to {after}"),
                "correct the date, or let the calendar reach it",
            );
        } else if self.timeline.first_from(when) >= self.timeline.len() {
            self.report.clash(
                "SW-E0411",
                at,
                &Place::top("calendar"),
                format!("{what} starts on {when}, after which nobody works before {after}"),
                "correct the date, or let the calendar be longer",
            );
            return false;
        } else {
            self.starts_on("SW-W0402", at, when, what);
        }
        inside
    }

    /// Support that never covers the start of a period, or never its end.
    fn support(&mut self) {
        let Some(hours) = self.programme.calendar.support_hours else { return };
        let Some(stage) = self.programme.stages.iter().position(|stage| stage.needs_support) else {
            return;
        };
        let periods = 0..self.timeline.len();
        let starts = periods.clone().any(|period| self.timeline.support_at_start(period));
        let ends = periods.clone().any(|period| self.timeline.support_at_end(period + 1));
        if starts && ends {
            return;
        }
        let what = if starts { "ends" } else { "starts" };
        self.report.clash(
            "SW-W0204",
            &Place::top("calendar").field("support_hours"),
            &Place::list("stages", stage).field("needs_support"),
            format!("no working period {what} within support, {} to {}", hours.from, hours.to),
            "let the working hours lie within the support hours",
        );
    }

    fn count_by_hand(&self) -> Vec<u64> {
        let mut by_hand = vec![0; self.programme.stages.len()];
        for slot in &self.programme.slots {
            if let Some(stage) = self.names.stages.get(&slot.stage) {
                by_hand[stage] += 1;
            }
        }
        by_hand
    }

    /// Whether all starts together are few enough to be listed: counted, not laid out.
    fn few_starts(&mut self) -> bool {
        let horizon = u64::from(self.timeline.len());
        let (first, after) = self.timeline.days();
        let days = (after - first).num_days().unsigned_abs();
        let counts: Vec<u64> = (self.programme.stages.iter())
            .map(|stage| match &stage.slots.starts {
                Starts::Every { periods, .. } if Self::is_count(*periods) => {
                    horizon.div_ceil(*periods as u64)
                }
                Starts::Weekdays(_) => days.min(horizon),
                Starts::On(moments) => moments.len() as u64,
                Starts::Every { .. } | Starts::ByHand => 0,
            })
            .collect();
        self.few(&counts, MAX_STARTS, "possible starts")
    }

    fn few_slots(&mut self) {
        let counts = self.slots_of.clone();
        if !self.few(&counts, MAX_CANDIDATE_SLOTS, "slots that could be opened") {
            return;
        }
        let participants = &self.programme.participants;
        let mut pairs = 0_u64;
        for participant in participants {
            let mut stages: Vec<usize> = (participant.routes.iter())
                .flat_map(|route| &route.steps)
                .filter_map(|step| self.names.stages.get(&step.stage))
                .collect();
            stages.sort_unstable();
            stages.dedup();
            pairs += stages.iter().map(|stage| counts[*stage]).sum::<u64>();
        }
        if pairs > MAX_CANDIDATE_PAIRS {
            self.report.add(
                "SW-E0807",
                &Place::top("participants"),
                format!(
                    "there are {pairs} ways to put a participant into a slot, at most \
                     {MAX_CANDIDATE_PAIRS} are allowed"
                ),
                "let slots start less often (`slots.starts`), or split the programme",
            );
        }
    }

    fn few(&mut self, counts: &[u64], most: u64, what: &str) -> bool {
        let sum: u64 = counts.iter().sum();
        let largest = (0..counts.len()).max_by_key(|stage| (counts[*stage], usize::MAX - stage));
        let Some(stage) = largest.filter(|_| sum > most) else { return true };
        self.report.add(
            "SW-E0806",
            &Place::list("stages", stage).field("slots").field("starts"),
            format!(
                "there are {sum} {what}, {} of them of {}; at most {most} are allowed",
                counts[stage],
                quoted(&self.programme.stages[stage].id)
            ),
            "let slots start less often, or in fewer environments",
        );
        false
    }

    /// When slots of a stage start; `None` if its policy says nothing that can be counted.
    fn list_starts(&self, stage: &Stage) -> Option<Vec<u32>> {
        let sound = match &stage.slots.starts {
            Starts::Every { periods, anchor } => {
                Self::is_count(*periods) && anchor.is_none_or(|when| self.clock.accepts(when))
            }
            Starts::On(moments) => moments.iter().all(|when| self.clock.accepts(*when)),
            Starts::Weekdays(_) | Starts::ByHand => true,
        };
        sound.then(|| layout::starts(self.timeline, &stage.slots.starts))
    }

    /// Whether nothing is wrong with where and for how long a stage may run: else that is told, and
    /// what follows from it need not be.
    fn is_sound(&self, stage: &Stage, eligible: &Eligible) -> bool {
        let Some(place) = self.names.environments.get(&eligible.environment) else { return false };
        let mut windows = self.programme.environments[place].windows.iter();
        Self::is_count(eligible.duration.unwrap_or(stage.duration))
            && windows.all(|window| self.clock.is_span(window.from, window.to))
    }

    /// How many slots of a stage start and end within an environment's windows, pauses aside.
    fn offered(
        &mut self,
        at: &Place<'_>,
        stage: &Stage,
        eligible: &Eligible,
        starts: &[u32],
    ) -> u64 {
        let Some(environment) = self.names.environments.get(&eligible.environment) else {
            return 0;
        };
        let duration = eligible.duration.unwrap_or(stage.duration);
        if !Self::is_count(duration) {
            return 0;
        }
        let duration = duration as u32;
        let open = self.open[environment].to(&stage.id);
        let other = Place::list("environments", environment);
        let longest = open.iter().map(|window| window.len()).max();
        match longest {
            None if !self.programme.environments[environment].windows.is_empty()
                && self.is_sound(stage, eligible) =>
            {
                self.report.clash(
                    "SW-W0306",
                    at,
                    &other.field("windows"),
                    format!("{} has no window for {}", eligible.environment, quoted(&stage.id)),
                    "give it one, or take the environment from the stage's list",
                );
            }
            Some(longest) if duration > longest => self.report.clash(
                "SW-W0401",
                at,
                &other.field("windows"),
                format!(
                    "{} takes {duration} working periods, the longest window of {} has {longest}",
                    quoted(&stage.id),
                    eligible.environment
                ),
                "shorten it, lengthen a window, or take the environment from the stage's list",
            ),
            _ => {}
        }
        let open = self.open[environment].to(&stage.id);
        open.iter().map(|window| fitting(*window, duration, starts)).sum()
    }
}

/// How many slots of a duration start and end inside a window.
fn fitting(window: Span, duration: u32, starts: &[u32]) -> u64 {
    let first = starts.partition_point(|start| *start < window.start);
    let after = starts.partition_point(|start| start + duration <= window.end);
    after.saturating_sub(first) as u64
}
