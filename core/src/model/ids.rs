//! Indices of the things in a programme. Names live at the edge; inside, everything is counted.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the programme's list.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The index of the given position. Positions are bounded by validation, far below `u32::MAX`.
            #[inline]
            pub fn new(position: usize) -> Self {
                Self(position as u32)
            }
        }
    )*};
}

index! {
    /// A phase, by its place in [`Programme::phases`](super::Programme::phases).
    PhaseId,
    /// An environment, by its place in [`Programme::environments`](super::Programme::environments).
    EnvironmentId,
    /// A stage, by its place in [`Programme::stages`](super::Programme::stages).
    StageId,
    /// A participant, by its place in [`Programme::participants`](super::Programme::participants).
    ParticipantId,
    /// An unavailability, by its place in [`Programme::unavailability`](super::Programme::unavailability).
    UnavailabilityId,
    /// A tranche slot given by hand, by its place in [`Programme::slots`](super::Programme::slots).
    TrancheSlotId,
    /// A rule, by its place in [`Programme::rules`](super::Programme::rules).
    RuleId,
    /// A gate, by its place in [`Programme::gates`](super::Programme::gates).
    GateId,
    /// A resource, by its place in [`Programme::resources`](super::Programme::resources).
    ResourceId,
    /// An exclusive group, by its place in [`Programme::exclusive_groups`](super::Programme::exclusive_groups).
    GroupId,
}

/// Positions in a list, by name.
pub fn positions<'a>(names: impl Iterator<Item = &'a String>) -> HashMap<&'a str, usize> {
    names.enumerate().map(|(position, name)| (name.as_str(), position)).collect()
}
