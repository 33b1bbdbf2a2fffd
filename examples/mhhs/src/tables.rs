//! Tables 4, 5 and 6: how many environments a profile keeps running, computed from the windows of
//! Table 3 and compared with what is printed.

use chrono::NaiveDate;
use slotwise::model::Environment;
use slotwise::report::concurrency::{
    ConcurrencyRow, DayWindow, Difference, PrintedRow, change_points, compare, environment_days,
};

use crate::data::{Data, Parameters, Profile};

/// A profile's table, computed and as printed.
#[derive(Clone, Debug)]
pub struct Table {
    /// The profile.
    pub profile: String,
    /// The table's number in the document.
    pub number: String,
    /// The profile's windows.
    pub windows: Vec<DayWindow>,
    /// What the windows give.
    pub computed: Vec<ConcurrencyRow>,
    /// What is printed, with the corrections chosen.
    pub printed: Vec<PrintedRow>,
    /// How the two differ.
    pub differences: Vec<Difference>,
}

impl Table {
    /// Days times environments.
    pub fn environment_days(&self) -> i64 {
        environment_days(&self.computed)
    }
}

/// Table 3 as printed: each environment from its first day to its last end.
pub fn printed_windows(data: &Data) -> Vec<DayWindow> {
    (data.environments.iter())
        .map(|row| {
            let to = row.sandbox_end.unwrap_or(row.required_to);
            DayWindow::new(&row.id, row.required_from, to)
        })
        .collect()
}

/// A profile's share of the environments' windows.
pub fn profile_windows(profile: &Profile, windows: &[DayWindow]) -> Vec<DayWindow> {
    (profile.environments.iter())
        .flat_map(|member| {
            windows.iter().filter(|window| window.name == member.environment).map(|window| {
                let to = member.until.map_or(window.to, |until| until.min(window.to));
                DayWindow::new(&window.name, window.from, to)
            })
        })
        .collect()
}

/// The windows of a programme's environments, one name for each environment.
pub fn environment_windows(environments: &[Environment]) -> Vec<DayWindow> {
    environments.iter().flat_map(DayWindow::of).collect()
}

/// Tables 4, 5 and 6, computed from the given windows of the environments.
pub fn tables(data: &Data, parameters: &Parameters, windows: &[DayWindow]) -> Vec<Table> {
    (data.profiles.iter())
        .filter_map(|profile| {
            let table = data.tables.get(&profile.id)?;
            let mut printed = table.printed_rows();
            if table.number == "6" {
                correct_first_row(&mut printed, parameters.table_6_row_1_end);
            }
            let windows = profile_windows(profile, windows);
            let computed = change_points(&windows);
            let differences = compare(&computed, &printed);
            Some(Table {
                profile: profile.id.clone(),
                number: table.number.clone(),
                windows,
                computed,
                printed,
                differences,
            })
        })
        .collect()
}

/// Ends row 1 of Table 6 where somebody chose to (I-03).
fn correct_first_row(printed: &mut [PrintedRow], end: Option<NaiveDate>) {
    if let (Some(first), Some(end)) = (printed.first_mut(), end) {
        first.to = Some(end);
    }
}
