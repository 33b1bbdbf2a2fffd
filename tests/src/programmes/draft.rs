//! A programme and its plan in the making.

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use slotwise::calendar::{Span, Timeline};
use slotwise::model::{
    Calendar, Capacity, DayOfWeek, Environment, Exclusivity, Hours, Participant, Resolution, Stage,
    Starts, TrancheSlot, When,
};
use slotwise::{Problem, Programme};

use super::Scene;

/// Working periods of every rich programme.
pub const HORIZON: u32 = 120;

/// A programme, and the plan that grows with it. Times are working periods.
pub struct Draft {
    /// The programme so far.
    pub programme: Programme,
    /// How many participants a family has where it may have any number; at least 2.
    pub crowd: usize,
    timeline: Timeline,
    pub(super) slots: Vec<DraftSlot>,
    pub(super) placed: Vec<(String, Vec<(u32, usize)>)>,
}

/// A slot of the plan by names.
pub(super) struct DraftSlot {
    pub stage: String,
    pub environment: String,
    pub span: Span,
    pub by_hand: Option<String>,
}

impl Draft {
    /// Work on Monday to Friday, 8 to 18; support then, but not on Fridays.
    pub fn new(resolution: Resolution, crowd: usize) -> Self {
        let from = NaiveDate::from_ymd_opt(2024, 1, 8).expect("a Monday");
        let weeks = match resolution {
            Resolution::Day => 24,
            Resolution::HalfDay => 12,
            // 10 periods a day; the last week is longer than it need be.
            Resolution::Hour => 3,
        };
        let mut calendar = Calendar::days(
            "Europe/London",
            from,
            from + Days::new(if weeks == 3 { 16 } else { weeks * 7 }),
        );
        let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
        calendar.resolution = resolution;
        calendar.working_hours = Some(Hours { from: clock(8), to: clock(18) });
        calendar.support_hours = calendar.working_hours;
        calendar.support_weekdays =
            Some([Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu].map(DayOfWeek).to_vec());
        let timeline = Timeline::new(&calendar).expect("a known zone and few periods");
        assert_eq!(timeline.len(), HORIZON);
        let programme = Programme::new("rich", calendar);
        Self { programme, crowd: crowd.max(2), timeline, slots: Vec::new(), placed: Vec::new() }
    }

    /// The start of a period, as people write it.
    pub fn at(&self, period: u32) -> When {
        match self.timeline.resolution() {
            Resolution::Day => When::Day(self.timeline.day(period)),
            _ => When::Moment(self.timeline.start(period).fixed_offset()),
        }
    }

    /// The end of a span that ends there, as people write it.
    pub fn until(&self, period: u32) -> When {
        match self.timeline.resolution() {
            Resolution::Day => When::Day(self.timeline.day_after(period)),
            _ => When::Moment(self.timeline.end(period).fixed_offset()),
        }
    }

    /// Adds an environment that is always open, to whatever slots.
    pub fn environment(&mut self, id: &str) -> &mut Environment {
        let (from, to) = (self.programme.calendar.from, self.programme.calendar.to);
        let mut environment = Environment::new(id, from, to);
        environment.exclusivity = Exclusivity::Shared;
        self.programme.environments.push(environment);
        self.programme.environments.last_mut().expect("just added")
    }

    /// Adds a stage whose slots may start in any period, overlap, and take up to 100.
    pub fn stage(&mut self, id: &str, duration: u32, environments: &[&str]) -> &mut Stage {
        let mut stage = Stage::new(id, i64::from(duration), environments.iter().copied());
        stage.slots.starts = Starts::Every { periods: 1, anchor: None };
        stage.slots.capacity = Capacity { min: 0, max: 100 };
        stage.overlap = true;
        self.programme.stages.push(stage);
        self.programme.stages.last_mut().expect("just added")
    }

    /// Adds a participant with a route through the stages.
    pub fn participant(&mut self, id: &str, stages: &[&str]) -> &mut Participant {
        self.programme.participants.push(Participant::new(id, stages.iter().copied()));
        self.programme.participants.last_mut().expect("just added")
    }

    /// Opens a slot in the plan; the end is as said, whatever the stage's duration.
    pub fn open(&mut self, stage: &str, environment: &str, start: u32, end: u32) -> usize {
        self.slots.push(DraftSlot {
            stage: stage.into(),
            environment: environment.into(),
            span: Span::new(start, end),
            by_hand: None,
        });
        self.slots.len() - 1
    }

    /// Gives a slot by hand, which is open in the plan.
    pub fn by_hand(
        &mut self,
        id: &str,
        (stage, environment): (&str, &str),
        span: (u32, u32),
        capacity: Option<Capacity>,
    ) -> usize {
        self.programme.slots.push(TrancheSlot {
            id: id.into(),
            stage: stage.into(),
            environment: environment.into(),
            start: self.at(span.0),
            end: Some(self.until(span.1)),
            capacity,
            reserved: None,
        });
        let slot = self.open(stage, environment, span.0, span.1);
        self.slots[slot].by_hand = Some(id.into());
        slot
    }

    /// Places a participant: the first steps of its route, in these slots.
    pub fn place(&mut self, id: &str, slots: &[usize]) {
        let visits = slots.iter().enumerate().map(|(step, slot)| (step as u32, *slot)).collect();
        self.placed.push((id.into(), visits));
    }

    /// Adds participants with a route through one stage, one for each of the slots.
    pub fn visitors(&mut self, prefix: &str, stage: &str, slots: &[usize]) {
        for (number, slot) in slots.iter().enumerate() {
            let id = format!("{prefix} {number}");
            self.participant(&id, &[stage]);
            self.place(&id, &[*slot]);
        }
    }

    /// The programme in periods with its plan.
    pub fn finish(self) -> Scene {
        let problem = match Problem::new(&self.programme) {
            Ok(problem) => problem,
            Err(findings) => panic!("a rich programme is valid: {findings}"),
        };
        Scene::new(problem, &self)
    }
}
