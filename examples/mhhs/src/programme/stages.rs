//! Stages: Table 1, with the slots assumed.

use chrono::{Days, NaiveDate};
use slotwise::model::{
    Capacity, OverUnavailability, Prerequisite, SlotPolicy, Stage, Starts, When,
};

use crate::data::{Data, Parameters};

pub(super) fn stages(data: &Data, parameters: &Parameters) -> Vec<Stage> {
    (data.stages.iter())
        .filter_map(|row| {
            let slots = parameters.stages.get(&row.id)?;
            Some(Stage {
                name: row.name.clone(),
                phase: row.phase.clone(),
                slots: SlotPolicy {
                    starts: Starts::On(
                        every(slots.first, slots.every_weeks, parameters.horizon.to)
                            .map(When::Day)
                            .collect(),
                    ),
                    capacity: Capacity { min: 0, max: slots.capacity },
                },
                overlap: slots.overlap,
                over_unavailability: if slots.pause > 0 {
                    OverUnavailability::Pause { allowance: slots.pause }
                } else {
                    OverUnavailability::Avoid
                },
                needs_support: parameters.support_needed,
                prerequisites: if row.id == "E2E_SANDBOX" {
                    vec![Prerequisite { any_of: parameters.sandbox_prerequisite.clone() }]
                } else {
                    Vec::new()
                },
                ..Stage::new(&row.id, slots.length, [row.environment.as_str()])
            })
        })
        .collect()
}

/// A day and the same weekday every so many weeks, before `until`.
pub(super) fn every(
    first: NaiveDate,
    weeks: usize,
    until: NaiveDate,
) -> impl Iterator<Item = NaiveDate> {
    let step = Days::new(7 * weeks.max(1) as u64);
    std::iter::successors(Some(first), move |day| day.checked_add_days(step))
        .take_while(move |day| *day < until)
}
