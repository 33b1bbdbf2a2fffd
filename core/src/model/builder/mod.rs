//! Building a programme step by step.
//!
//! [`Programme::builder`] takes a programme's lists one after another. What goes into them is made
//! by its `new`, as plain as can be, and changed by its `with_…` methods, which set a value or add
//! to a list. Everything stays plain data with public fields: the builder adds no meaning of its own.
//!
//! ```
//! use chrono::{NaiveDate, Weekday};
//! use slotwise::Programme;
//! use slotwise::model::{
//!     Calendar, Cause, Company, Environment, Participant, Ready, Route, Rule, Stage, Starts, Step,
//!     Target, Unavailability, Window,
//! };
//!
//! let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
//! let (from, to) = (day(2024, 7, 8), day(2025, 4, 7));
//! let programme = Programme::builder("UIT", Calendar::days("Europe/London", from, to))
//!     .phases(["UIT"])
//!     .environments([
//!         Environment::new("UIT-1", from, to)
//!             .with_changeover(5)
//!             .with_components(["DIP"]),
//!         Environment::new("UIT-2", day(2024, 10, 1), to)
//!             .with_window(Window::new(day(2024, 9, 2), to).with_stages(["Qualification"]))
//!             .with_approval(250.0, false),
//!     ])
//!     .stages([
//!         Stage::new("Qualification", 20, ["UIT-1", "UIT-2"])
//!             .with_phase("UIT")
//!             .with_starts(Starts::weekdays([Weekday::Mon]))
//!             .with_capacity(2, 8),
//!         Stage::new("Sandbox", 10, ["UIT-1"])
//!             .with_phase("UIT")
//!             .with_starts(Starts::every(5))
//!             .with_capacity(0, 20)
//!             .with_pauses(3)
//!             .with_prerequisite(["Qualification"]),
//!     ])
//!     .participants((1..=12).map(|number| {
//!         let route = Route::new("UIT", [Step::new("Qualification"), Step::new("Sandbox").optional()]);
//!         Participant::with_routes(format!("Supplier {number:02}"), [route])
//!             .with_ready(Ready::new(day(2024, 8, 1)).with_reason("certificates for UIT"))
//!             .with_due(day(2025, 2, 3))
//!     }))
//!     .unavailability([Unavailability::new(
//!         "December release",
//!         Target::Component("DIP".into()),
//!         day(2024, 12, 9),
//!         day(2024, 12, 11),
//!     )
//!     .with_cause(Cause::Deployment)])
//!     .rules([Rule::Apart(Company::new(["Supplier 01", "Supplier 02"]))])
//!     .build()?;
//! assert_eq!(programme.participants.len(), 12);
//! # Ok::<(), slotwise::model::Findings>(())
//! ```

mod calendar;
mod environment;
mod facts;
mod participant;
mod stage;

use super::{
    Assumption, Calendar, Environment, ExclusiveGroup, Findings, Level, Objective, Participant,
    Phase, Programme, Rule, Stage, TrancheSlot, Unavailability,
};

/// A programme on its way: see [`Programme::builder`]. Each list can be added to any number of
/// times, in any order.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ProgrammeBuilder(Programme);

impl Programme {
    /// Begins a programme with the default [`Objective`]; see [the example](self).
    pub fn builder(name: impl Into<String>, calendar: Calendar) -> ProgrammeBuilder {
        ProgrammeBuilder(Self::new(name, calendar))
    }
}

impl ProgrammeBuilder {
    /// Says where the facts come from, such as a document with its version.
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.0.source = source.into();
        self
    }

    /// Adds phases; a name stands for the phase of that id.
    pub fn phases(mut self, phases: impl IntoIterator<Item = impl Into<Phase>>) -> Self {
        self.0.phases.extend(phases.into_iter().map(Into::into));
        self
    }

    /// Adds environments.
    pub fn environments(mut self, environments: impl IntoIterator<Item = Environment>) -> Self {
        self.0.environments.extend(environments);
        self
    }

    /// Adds stages.
    pub fn stages(mut self, stages: impl IntoIterator<Item = Stage>) -> Self {
        self.0.stages.extend(stages);
        self
    }

    /// Adds participants.
    pub fn participants(mut self, participants: impl IntoIterator<Item = Participant>) -> Self {
        self.0.participants.extend(participants);
        self
    }

    /// Adds slots given by hand, which are in every plan.
    pub fn slots(mut self, slots: impl IntoIterator<Item = TrancheSlot>) -> Self {
        self.0.slots.extend(slots);
        self
    }

    /// Adds unavailability.
    pub fn unavailability(
        mut self,
        unavailability: impl IntoIterator<Item = Unavailability>,
    ) -> Self {
        self.0.unavailability.extend(unavailability);
        self
    }

    /// Adds groups of stages that never run at the same time.
    pub fn exclusive_groups(mut self, groups: impl IntoIterator<Item = ExclusiveGroup>) -> Self {
        self.0.exclusive_groups.extend(groups);
        self
    }

    /// Adds rules between participants.
    pub fn rules(mut self, rules: impl IntoIterator<Item = Rule>) -> Self {
        self.0.rules.extend(rules);
        self
    }

    /// Sets the levels of the objective, most important first, instead of the default ones.
    pub fn objective(mut self, levels: impl IntoIterator<Item = Level>) -> Self {
        self.0.objective = Objective { levels: levels.into_iter().collect() };
        self
    }

    /// Adds values that no source gives and somebody chose.
    pub fn assumptions(mut self, assumptions: impl IntoIterator<Item = Assumption>) -> Self {
        self.0.assumptions.extend(assumptions);
        self
    }

    /// The programme.
    ///
    /// Warnings alone do not keep it back: [`Programme::validate`] tells them.
    ///
    /// # Errors
    /// Everything that [`Programme::validate`] finds, warnings included, if any of it is an error.
    pub fn build(self) -> Result<Programme, Findings> {
        let findings = self.0.validate();
        if findings.has_errors() { Err(findings) } else { Ok(self.0) }
    }
}
