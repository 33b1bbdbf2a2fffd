//! Tables under the picture of a page.

use maud::{Markup, html};

use super::super::text::made_of;
use super::super::words::share;
use super::super::{Placement, PlanView, SlotView};
use super::picture::Picture;
use crate::model::{ParticipantId, Resolution};

/// Value, bound and gap of each level.
pub fn levels(picture: &Picture) -> Markup {
    html! {
        table {
            thead { tr { th { "Level" } th .n { "Value" } th .n { "Bound" } th .n { "Gap" } th { "Made of" } } }
            tbody {
                @for level in &picture.verdict.levels {
                    tr {
                        td { (level.name) }
                        td .n { (level.value_text()) }
                        td .n { (level.bound_text()) }
                        td .n { (level.gap_text()) }
                        td { (made_of(level)) }
                    }
                }
            }
        }
    }
}

/// Who is not placed, and why.
pub fn unplaced(picture: &Picture) -> Markup {
    html! {
        table {
            thead { tr { th { "Participants" } th { "Why" } } }
            tbody {
                @for (participants, reasons) in picture.verdict.unplaced_by_reasons(&picture.view) {
                    tr .unplaced {
                        td .many {
                            @if participants.len() > 1 { b { (participants.len()) ": " } }
                            (ids(&picture.view, &participants))
                        }
                        td .many {
                            @for reason in reasons { p { bdi { (reason) } } }
                            @if reasons.is_empty() { span .soft { "no reason known" } }
                        }
                    }
                }
            }
        }
    }
}

/// How much of each environment is used.
pub fn environments(picture: &Picture) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th { "Environment" } th .n { "Open" } th .n { "Used" } th .n { "Lost" } th .n { "Idle" }
                    th .n { "In use" } th .n { "Slots" } th .n { "Filled" } th .n { "Peak" }
                }
            }
            tbody {
                @for usage in &picture.utilisation.environments {
                    tr {
                        td { bdi { (picture.view.environment_name(usage.environment)) } }
                        td .n { (usage.open) }
                        td .n { (usage.used) }
                        td .n { (usage.lost) }
                        td .n { (usage.idle) }
                        td .n { (share(u64::from(usage.used), u64::from(usage.open))) }
                        td .n { (usage.slots) }
                        td .n title="places × periods taken of those offered" {
                            (share(usage.taken, usage.offered))
                        }
                        td .n title="most places taken at one time" { (usage.peak) }
                    }
                }
            }
        }
    }
}

/// How full the slots of each stage are.
pub fn stages(picture: &Picture) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th { "Stage" } th .n { "Slots" } th .n { "Empty" } th .n { "Participants" }
                    th .n { "Places" } th .n { "Taken" } th .n { "Filled" }
                }
            }
            tbody {
                @for usage in &picture.utilisation.stages {
                    tr {
                        td { bdi { (picture.view.stage_name(usage.stage)) } }
                        td .n { (usage.slots) }
                        td .n { (usage.empty) }
                        td .n { (usage.participants) }
                        td .n { (usage.offered) }
                        td .n { (usage.taken) }
                        td .n { (share(usage.taken, usage.offered)) }
                    }
                }
            }
        }
    }
}

/// Every slot.
pub fn slots(picture: &Picture) -> Markup {
    let view = &picture.view;
    html! {
        table {
            thead {
                tr {
                    th .n { "#" } th { "Environment" } th { "Stage" } th { "From" } th { "To" }
                    th .n title="working periods" { "Length" }
                    th .n { "Taken" } th { "Participants" }
                }
            }
            tbody #slots {
                @for (place, slot) in view.slots.iter().enumerate() {
                    tr data-slot=(place + 1) {
                        td .n { (place + 1) }
                        td { bdi { (view.environment_name(slot.environment)) } }
                        td { bdi { (view.stage_name(slot.stage)) } }
                        (from_to(view, slot))
                        td .n { (slot.span.len()) }
                        td .n { (slot.size) "/" (slot.capacity_max) }
                        td .many {
                            (ids(view, &slot.participants))
                            @if slot.participants.is_empty() { span .soft { "nobody" } }
                        }
                    }
                }
            }
        }
    }
}

fn from_to(view: &PlanView, slot: &SlotView) -> Markup {
    if view.problem.timeline.resolution() == Resolution::Day {
        html! { td .d { (slot.first_day) } td .d { (slot.last_day) } }
    } else {
        let format = "%Y-%m-%d %H:%M %Z";
        html! { td .d { (slot.start.format(format)) } td .d { (slot.end.format(format)) } }
    }
}

/// Every participant.
pub fn participants(picture: &Picture) -> Markup {
    let view = &picture.view;
    html! {
        table {
            thead {
                tr {
                    th { "Participant" } th { "Organisation" } th { "Roles" } th { "Route" }
                    th { "Slots" } th { "Complete" } th { "Due" } th .n { "Late" }
                }
            }
            tbody #participants {
                @for participant in &view.participants {
                    (row(view, participant.participant, participant.placement.as_ref()))
                }
            }
        }
    }
}

fn row(view: &PlanView, participant: ParticipantId, placement: Option<&Placement>) -> Markup {
    let data = &view.problem.programme.participants[participant.index()];
    let visits = placement.map_or(&[][..], |placement| &placement.visits);
    let numbers: Vec<_> = visits.iter().map(|visit| (visit.slot + 1).to_string()).collect();
    html! {
        tr data-slots=(numbers.join(" ")) .unplaced[placement.is_none()] {
            td { (id(view, participant)) }
            td { bdi { (view.organisation(participant)) } }
            td { bdi { (data.roles.join(", ")) } }
            @if let Some(placement) = placement {
                td { bdi { (view.route_name(participant, placement)) } }
                td {
                    @for visit in visits {
                        @let slot = &view.slots[visit.slot];
                        div .visit {
                            bdi { (view.stage_name(slot.stage)) }
                            span .soft { " #" (visit.slot + 1) " " }
                            span .d { (slot.first_day) " – " (slot.last_day) }
                        }
                    }
                }
                td .d {
                    @if let Some(last) = visits.last() { (view.slots[last.slot].last_day) }
                }
                td .d { @if let Some(due) = data.due { (due) } }
                td .n { @if placement.late > 0 { (placement.late) } }
            } @else {
                td colspan="3" { "not placed" }
                td .d { @if let Some(due) = data.due { (due) } }
                td {}
            }
        }
    }
}

/// Ids, each with its comma on one line.
fn ids(view: &PlanView, participants: &[ParticipantId]) -> Markup {
    html! {
        @for (position, participant) in participants.iter().enumerate() {
            span .item {
                (id(view, *participant))
                @if position + 1 < participants.len() { "," }
            }
            " "
        }
    }
}

/// An id that a click finds.
fn id(view: &PlanView, participant: ParticipantId) -> Markup {
    html! { bdi .who { (view.participant_id(participant)) } }
}
