//! Which environments a participant needs: Table 8, over all roles that it holds.

use std::collections::BTreeMap;

use crate::data::{Data, Need, Organisation, Parameters, RoleRow, Tristate};

/// What a participant needs, by environment, before and after the assumptions.
pub type Needs = BTreeMap<String, (Need, Need)>;

/// What a participant needs in each environment: first as Table 8 has it, then with what is unknown
/// there taken as assumed. It needs an environment as soon as one of its roles does (D-26).
pub fn needs(data: &Data, parameters: &Parameters, organisation: &Organisation) -> Needs {
    (data.environments.iter())
        .map(|environment| {
            let cells = || {
                (organisation.roles.iter()).filter_map(|held| {
                    Some((data.role(&held.role)?, held.selected.unwrap_or(false)))
                })
            };
            let id = environment.id.as_str();
            let printed = cells()
                .filter_map(|(role, selected)| {
                    Some(role.cell(id)?.need(selected, as_need(parameters.dash_in_table_8)))
                })
                .max();
            let assumed =
                cells().map(|(role, selected)| cell_need(role, id, selected, parameters)).max();
            (id.to_owned(), (printed.unwrap_or(Need::No), assumed.unwrap_or(Need::No)))
        })
        .collect()
}

/// A cell of Table 8 with the assumptions applied.
pub(super) fn cell_need(
    role: &RoleRow,
    environment: &str,
    selected: bool,
    parameters: &Parameters,
) -> Need {
    let Some(cell) = role.cell(environment) else { return Need::No };
    match cell.need(selected, as_need(parameters.dash_in_table_8)) {
        Need::Unknown => parameters.unknown.get(environment).map_or(Need::Unknown, |u| as_need(*u)),
        known => known,
    }
}

fn as_need(tristate: Tristate) -> Need {
    match tristate {
        Tristate::Yes => Need::Yes,
        Tristate::No => Need::No,
        Tristate::Unknown => Need::Unknown,
    }
}
