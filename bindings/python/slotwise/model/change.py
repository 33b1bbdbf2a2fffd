"""What happens to a programme: a closed list of changes, for `Programme.apply`."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, SupportsIndex, Union

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import (
    choice,
    instance,
    named,
    several,
    text,
    text_or_none,
    texts,
    when,
    when_or_none,
    whole,
)
from slotwise.errors import WrongType, WrongValue
from slotwise.model.participant import Participant, Pin, Ready, Route, routes
from slotwise.model.readiness import Lead, Milestone, lead, milestone
from slotwise.model.stage import Capacity
from slotwise.model.unavailability import (
    Cause,
    Target,
    UnavailabilityKind,
    cause,
    target,
    unavailability_kind,
)

Element = Literal["tls", "jws", "webhooks", "api"]
"""An element of Connectivity Proving, beside the endpoints of roles."""


@frozen(field_transformer=named, repr=False, order=False)
class Shift(Data):
    """How much later; earlier if negative. Six and a half months are ``Shift(months=6, days=15)``."""

    months: int = field(default=0, converter=whole, kw_only=True)
    """Months of the calendar: 31 January and one month are the last day of February."""
    days: int = field(default=0, converter=whole, kw_only=True)
    """And then so many days, every one counted."""


def _shift(value: Shift) -> Shift:
    return instance(value, Shift)


@frozen(field_transformer=named, repr=False, order=False)
class Dates(Data):
    """A span ``[from_, to)``."""

    from_: date = field(converter=when)
    """First day or moment."""
    to: date = field(converter=when)
    """First day or moment after."""


def _dates(value: Dates | tuple[date, date]) -> Dates:
    if isinstance(value, tuple) and len(value) == 2:
        return Dates(*value)
    return instance(value, Dates)


def _estimate(value: date | Lead | SupportsIndex) -> date | Lead:
    return when(value) if isinstance(value, date) else lead(value)


@frozen(field_transformer=named, repr=False, order=False)
class Estimated(Data):
    """An end that nobody knows: planned against like one that is known, and listed among the new
    programme's assumptions."""

    end: date | Lead = field(converter=_estimate)
    """The day or moment by which somebody expects it to be over, or how long somebody expects it to
    take from its first day on, that day included; a number is one of working days."""


OutageEnd = date | Estimated
"""When an outage is over: the first day or moment after it, or an estimate."""


def _end(value: OutageEnd) -> OutageEnd:
    return value if isinstance(value, Estimated) else when(value)


@frozen(field_transformer=named, repr=False, order=False)
class Outage(Data):
    """Something can't be used for a while."""

    id: str = field(converter=text)
    """Stable name, new among unavailabilities."""
    on: Target = field(converter=target, kw_only=True)
    """What is unavailable."""
    from_: date = field(converter=when, kw_only=True)
    """First day or moment."""
    end: OutageEnd = field(converter=_end, kw_only=True)
    """The first day or moment after, or `Estimated`."""
    kind: UnavailabilityKind = field(default="unplanned", converter=unavailability_kind, kw_only=True)
    """Planned, unplanned, or ad hoc."""
    cause: Cause = field(default="maintenance", converter=cause, kw_only=True)
    """What it is."""
    reason: str = field(default="", converter=text, kw_only=True)
    """In words."""
    notified: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """When it was announced."""
    defect: str = field(default="", converter=text, kw_only=True)
    """Number of the defect that it belongs to."""


@frozen(field_transformer=named, repr=False, order=False)
class UnavailabilityMoved(Data):
    """An unavailability, such as an outage told before or planned maintenance, has other dates."""

    unavailability: str = field(converter=text)
    """Which one."""
    from_: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """Its first day or moment; as it was if None."""
    end: OutageEnd = field(converter=_end, kw_only=True)
    """The first day or moment after, or `Estimated`."""


@frozen(field_transformer=named, repr=False, order=False)
class ReleaseMoved(Data):
    """A deployment has other dates."""

    release: str = field(converter=text)
    """Id of the unavailability that deploys it."""
    from_: date = field(converter=when, kw_only=True)
    """First day or moment."""
    to: date = field(converter=when, kw_only=True)
    """First day or moment after."""


@frozen(field_transformer=named, repr=False, order=False)
class StageMoved(Data):
    """Whatever has a date of a stage's own is later or earlier: windows for this stage alone, starts
    that are listed or lie on a grid with an anchor, slots given by hand."""

    stage: str = field(converter=text)
    """Which one."""
    by: Shift = field(converter=_shift, kw_only=True)
    """By how much."""
    from_: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """Only what lies on or after this day or moment; all if None."""


@frozen(field_transformer=named, repr=False, order=False)
class SlotMoved(Data):
    """A slot given by hand starts at another time, or in another environment."""

    slot: str = field(converter=text)
    """Which one."""
    start: date = field(converter=when, kw_only=True)
    """Its first day or moment."""
    end: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """The first day or moment after; by the stage's duration if None."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Where; as it was if None."""


def _stages_or_none(values: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if values is None else texts(values)


@frozen(field_transformer=named, repr=False, order=False)
class WindowMoved(Data):
    """An environment is open at other times."""

    environment: str = field(converter=text)
    """Of which environment."""
    window: Dates = field(converter=_dates, kw_only=True)
    """The window as it was: every one with these dates. `Dates` or a pair ``(from_, to)``."""
    to: Dates = field(converter=_dates, kw_only=True)
    """Its new dates: `Dates` or a pair ``(from_, to)``."""
    stages: tuple[str, ...] | None = field(default=None, converter=_stages_or_none, kw_only=True)
    """Only the one for just these stages, if several have these dates."""


@frozen(field_transformer=named, repr=False, order=False)
class AwaitedData(Data):
    """Test data that a participant has asked for."""

    what: str = field(converter=text)
    """What it is."""


def _element(value: Element | None) -> Element | None:
    return None if value is None else choice(value, Element)


@frozen(field_transformer=named, repr=False, order=False)
class AwaitedConnection(Data):
    """An element of a participant's connection to an environment."""

    environment: str = field(converter=text)
    """The environment."""
    element: Element | None = field(default=None, converter=_element, kw_only=True)
    """Which element, if not an endpoint."""
    endpoint: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """The role whose endpoint it is, if it is one."""
    role: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """The record for this role; the one for all roles if None."""

    def __attrs_post_init__(self) -> None:
        if (self.element is None) == (self.endpoint is None):
            raise WrongValue("AwaitedConnection: exactly one of element and endpoint is asked for")


Awaited = Union[AwaitedData, AwaitedConnection]
"""Something that a participant waits for, besides its own ready dates."""


def _awaited(value: Awaited) -> Awaited:
    return instance(value, AwaitedData, AwaitedConnection)


@frozen(field_transformer=named, repr=False, order=False)
class ReadinessMoved(Data):
    """What a participant waits for is there at another time."""

    participant: str = field(converter=text)
    """Who waits."""
    what: Awaited = field(converter=_awaited, kw_only=True)
    """For what."""
    to: Milestone = field(converter=milestone, kw_only=True)
    """When it is there: a day or moment, or `After`."""


def _capacity(value: Capacity | SupportsIndex) -> Capacity:
    return value if isinstance(value, Capacity) else Capacity(value)


@frozen(field_transformer=named, repr=False, order=False)
class CapacityChanged(Data):
    """Slots take more or fewer: one given by hand, or those of a stage but for those given by hand
    that have a capacity of their own."""

    capacity: Capacity = field(converter=_capacity)
    """What each takes, in sizes: a `Capacity`, or its largest."""
    slot: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Id of the slot given by hand."""
    stage: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Id of the stage."""

    def __attrs_post_init__(self) -> None:
        if (self.slot is None) == (self.stage is None):
            raise WrongValue("CapacityChanged: exactly one of slot and stage is asked for")


def _participant(value: Participant) -> Participant:
    return instance(value, Participant)


@frozen(field_transformer=named, repr=False, order=False)
class ParticipantJoined(Data):
    """Somebody takes part who did not."""

    participant: Participant = field(converter=_participant)
    """Who."""


@frozen(field_transformer=named, repr=False, order=False)
class ParticipantLeft(Data):
    """Somebody takes part no longer: with its rules, and unavailability on it."""

    participant: str = field(converter=text)
    """Who."""


@frozen(field_transformer=named, repr=False, order=False)
class RouteChanged(Data):
    """A participant takes other routes."""

    participant: str = field(converter=text)
    """Whose."""
    routes: tuple[Route, ...] = field(converter=routes, kw_only=True)
    """All its routes from now on, as in `Participant`."""


@frozen(field_transformer=named, repr=False, order=False)
class SizeChanged(Data):
    """A participant takes more or less of a slot."""

    participant: str = field(converter=text)
    """Whose."""
    size: int = field(converter=whole, kw_only=True)
    """What it takes of a slot's capacity."""


def _ready(value: Ready | date) -> Ready:
    return value if isinstance(value, Ready) else Ready(value)


@frozen(field_transformer=named, repr=False, order=False)
class ReadyChanged(Data):
    """A participant is ready at another time."""

    participant: str = field(converter=text)
    """Whose."""
    ready: Ready = field(converter=_ready, kw_only=True)
    """The new date: instead of all those that it has for the same environment and stage. A day or
    moment alone holds everywhere."""


@frozen(field_transformer=named, repr=False, order=False)
class DueChanged(Data):
    """A participant is due at another time, or no longer."""

    participant: str = field(converter=text)
    """Whose."""
    due: date | None = field(converter=when_or_none, kw_only=True)
    """Complete by then, or late; never late if None."""


def _pin(value: Pin) -> Pin:
    return instance(value, Pin)


@frozen(field_transformer=named, repr=False, order=False)
class Pinned(Data):
    """A participant must be somewhere: instead of its other pin for the stage, if it has one."""

    participant: str = field(converter=text)
    """Who."""
    pin: Pin = field(converter=_pin, kw_only=True)
    """Where."""


@frozen(field_transformer=named, repr=False, order=False)
class Unpinned(Data):
    """A participant may be anywhere again."""

    participant: str = field(converter=text)
    """Who."""
    stage: str = field(converter=text, kw_only=True)
    """The stage that it is pinned for."""


@frozen(field_transformer=named, repr=False, order=False)
class EnvironmentApproved(Data):
    """An optional environment may be used."""

    environment: str = field(converter=text)
    """Which one."""
    approval: str = field(default="", converter=text, kw_only=True)
    """By whom, or under which reference."""


@frozen(field_transformer=named, repr=False, order=False)
class ProgrammeMoved(Data):
    """Everything from a date on is later or earlier.

    Moved are the calendar's end and whatever else has a date on or after `from_`: windows and
    freezes end by end, so that one that began before becomes longer or shorter; all other spans
    whole, if they begin on or after it. Holidays stay, and so does what lies in the past: dates of
    completed stages, regression tests, notices.
    """

    from_: date = field(converter=when, kw_only=True)
    """The first day or moment that moves, such as a milestone."""
    by: Shift = field(converter=_shift, kw_only=True)
    """By how much."""


# `Union`, not `|`: a class for each kind, by which plain data is told apart.
Change = Union[
    Outage,
    UnavailabilityMoved,
    ReleaseMoved,
    StageMoved,
    SlotMoved,
    WindowMoved,
    ReadinessMoved,
    CapacityChanged,
    ParticipantJoined,
    ParticipantLeft,
    RouteChanged,
    SizeChanged,
    ReadyChanged,
    DueChanged,
    Pinned,
    Unpinned,
    EnvironmentApproved,
    ProgrammeMoved,
]
"""One change of a programme."""

CHANGES: dict[str, type] = {
    "outage": Outage,
    "unavailability_moved": UnavailabilityMoved,
    "release_moved": ReleaseMoved,
    "stage_moved": StageMoved,
    "slot_moved": SlotMoved,
    "window_moved": WindowMoved,
    "readiness_moved": ReadinessMoved,
    "capacity_changed": CapacityChanged,
    "participant_joined": ParticipantJoined,
    "participant_left": ParticipantLeft,
    "route_changed": RouteChanged,
    "size_changed": SizeChanged,
    "ready_changed": ReadyChanged,
    "due_changed": DueChanged,
    "pinned": Pinned,
    "unpinned": Unpinned,
    "environment_approved": EnvironmentApproved,
    "programme_moved": ProgrammeMoved,
}
"""The class of each kind of change, by its name in the JSON form."""


def change_list(values: Iterable[Change]) -> tuple[Change, ...]:
    """Changes, in order."""
    if isinstance(values, tuple(CHANGES.values())):
        raise WrongType(f"a list of changes is asked for, got one {type(values).__name__}")
    return several(lambda value: instance(value, *CHANGES.values()), values)
