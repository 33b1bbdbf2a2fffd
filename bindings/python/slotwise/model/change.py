"""What happens to a programme: a closed list of changes."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, SupportsIndex

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
from slotwise.errors import WrongValue
from slotwise.model.participant import Participant, Pin, Ready, Route, routes
from slotwise.model.readiness import Lead, Milestone, lead, milestone
from slotwise.model.stage import Capacity, capacity
from slotwise.model.unavailability import Cause, Target, UnavailabilityKind, cause, target, unavailability_kind

Element = Literal["tls", "jws", "webhooks", "api"]


def _estimate(value: date | Lead | SupportsIndex | None) -> date | Lead | None:
    if value is None or isinstance(value, date):
        return when_or_none(value)
    return lead(value)


def _one_end(to: date | None, estimate: date | Lead | None) -> None:
    if (to is None) == (estimate is None):
        raise WrongValue("exactly one of to and estimate is asked for")


@frozen(field_transformer=named, repr=False, order=False)
class Outage(Data):
    """Something can't be used for a while.

    If nobody knows when it is over, say what is expected as `estimate`: it is planned against like a
    known end, and stands among the new programme's assumptions.
    """

    id: str = field(converter=text)
    """Stable name, new among unavailabilities."""
    on: Target = field(converter=target, kw_only=True)
    """What is unavailable."""
    from_: date = field(converter=when, kw_only=True)
    """First day or moment."""
    to: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """First day or moment after, if it is known."""
    estimate: date | Lead | None = field(default=None, converter=_estimate, kw_only=True)
    """If not: the first day or moment after that somebody expects, or how long it may take from its
    first day on, that day included; a number is one of working days."""
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

    def __attrs_post_init__(self) -> None:
        _one_end(self.to, self.estimate)


@frozen(field_transformer=named, repr=False, order=False)
class UnavailabilityMoved(Data):
    """An unavailability, such as an outage told before, has other dates."""

    unavailability: str = field(converter=text)
    """Its id."""
    from_: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """Its first day or moment; as it was if None."""
    to: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """First day or moment after, if it is known."""
    estimate: date | Lead | None = field(default=None, converter=_estimate, kw_only=True)
    """If not: as in `Outage`."""

    def __attrs_post_init__(self) -> None:
        _one_end(self.to, self.estimate)


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
    """Id of the stage."""
    months: int = field(default=0, converter=whole, kw_only=True)
    """Later by so many months, earlier if negative."""
    days: int = field(default=0, converter=whole, kw_only=True)
    """And then so many days."""
    from_: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """Only what lies on or after this day or moment; all if None."""


@frozen(field_transformer=named, repr=False, order=False)
class SlotMoved(Data):
    """A slot given by hand starts at another time, or in another environment."""

    slot: str = field(converter=text)
    """Its id."""
    start: date = field(converter=when, kw_only=True)
    """Its first day or moment."""
    end: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """The first day or moment after; by the stage's duration if None."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Where; as it was if None."""


def _span(value: tuple[date, date]) -> tuple[date, date]:
    dates = several(when, value)
    if len(dates) != 2:
        raise WrongValue("a span is asked for: (from, to)")
    return dates


def _texts_or_none(values: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if values is None else texts(values)


@frozen(field_transformer=named, repr=False, order=False)
class WindowMoved(Data):
    """An environment is open at other times."""

    environment: str = field(converter=text)
    """Id of the environment."""
    window: tuple[date, date] = field(converter=_span, kw_only=True)
    """The window as it was: every one with these dates."""
    to: tuple[date, date] = field(converter=_span, kw_only=True)
    """Its new dates."""
    stages: tuple[str, ...] | None = field(default=None, converter=_texts_or_none, kw_only=True)
    """Only the one for just these stages, if several have these dates."""


def _element(value: Element | None) -> Element | None:
    return None if value is None else choice(value, Element)


@frozen(field_transformer=named, repr=False, order=False)
class ReadinessMoved(Data):
    """What a participant waits for is there at another time: test data, or an element of its
    connection to an environment."""

    participant: str = field(converter=text)
    """Id of the participant."""
    to: Milestone = field(converter=milestone, kw_only=True)
    """When it is there."""
    data: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Test data, by what it is."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Or the connection to this environment: `element` or `endpoint` of it."""
    role: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """The record of the connection for this role; the one for all roles if None."""
    element: Element | None = field(default=None, converter=_element, kw_only=True)
    """Which element."""
    endpoint: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Or the endpoint of this role."""

    def __attrs_post_init__(self) -> None:
        parts = (self.element is not None) + (self.endpoint is not None)
        if (self.data is None) == (self.environment is None) or parts != (self.data is None):
            raise WrongValue(
                "ReadinessMoved: either data is asked for, or environment with one of element and "
                "endpoint"
            )


@frozen(field_transformer=named, repr=False, order=False)
class CapacityChanged(Data):
    """Slots take more or fewer."""

    capacity: Capacity = field(converter=capacity)
    """What each takes."""
    slot: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """The slot given by hand of this id."""
    stage: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Or all slots of this stage, but for those given by hand with a capacity of their own."""

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
    """Its id."""


@frozen(field_transformer=named, repr=False, order=False)
class RouteChanged(Data):
    """A participant takes other routes."""

    participant: str = field(converter=text)
    """Its id."""
    routes: tuple[Route, ...] = field(converter=routes)
    """All its routes from now on; a list of stages stands for a route."""


@frozen(field_transformer=named, repr=False, order=False)
class SizeChanged(Data):
    """A participant takes more or less of a slot."""

    participant: str = field(converter=text)
    """Its id."""
    size: int = field(converter=whole)
    """What it takes of a slot's capacity."""


def _ready(value: Ready | date) -> Ready:
    return value if isinstance(value, Ready) else Ready(value)


@frozen(field_transformer=named, repr=False, order=False)
class ReadyChanged(Data):
    """A participant is ready at another time."""

    participant: str = field(converter=text)
    """Its id."""
    ready: Ready = field(converter=_ready)
    """The new date: instead of all those that it has for the same environment and stage."""


@frozen(field_transformer=named, repr=False, order=False)
class DueChanged(Data):
    """A participant is due at another time, or no longer."""

    participant: str = field(converter=text)
    """Its id."""
    due: date | None = field(default=None, converter=when_or_none)
    """Complete by then, or late; never late if None."""


def _pin(value: Pin) -> Pin:
    return instance(value, Pin)


@frozen(field_transformer=named, repr=False, order=False)
class Pinned(Data):
    """A participant must be somewhere: instead of its other pin for the stage, if it has one."""

    participant: str = field(converter=text)
    """Its id."""
    pin: Pin = field(converter=_pin)
    """Where."""


@frozen(field_transformer=named, repr=False, order=False)
class Unpinned(Data):
    """A participant may be anywhere for a stage again."""

    participant: str = field(converter=text)
    """Its id."""
    stage: str = field(converter=text)
    """Id of the stage that it is pinned for."""


@frozen(field_transformer=named, repr=False, order=False)
class EnvironmentApproved(Data):
    """An optional environment may be used."""

    environment: str = field(converter=text)
    """Its id."""
    approval: str = field(default="", converter=text, kw_only=True)
    """By whom, or under which reference."""


@frozen(field_transformer=named, repr=False, order=False)
class ProgrammeMoved(Data):
    """Everything from a date on is later or earlier: the calendar's end and whatever else has a date
    on or after `from_`. Windows move end by end, other spans whole; holidays stay."""

    from_: date = field(converter=when)
    """The first day or moment that moves, such as a milestone."""
    months: int = field(default=0, converter=whole, kw_only=True)
    """Later by so many months, earlier if negative: six and a half are 6 and 15 days."""
    days: int = field(default=0, converter=whole, kw_only=True)
    """And then so many days."""


Change = (
    Outage
    | UnavailabilityMoved
    | ReleaseMoved
    | StageMoved
    | SlotMoved
    | WindowMoved
    | ReadinessMoved
    | CapacityChanged
    | ParticipantJoined
    | ParticipantLeft
    | RouteChanged
    | SizeChanged
    | ReadyChanged
    | DueChanged
    | Pinned
    | Unpinned
    | EnvironmentApproved
    | ProgrammeMoved
)
"""What can happen to a programme."""
