"""Phases, stages, and the slots that a stage is given in."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, SupportsIndex

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import (
    flag,
    instance,
    named,
    several,
    text,
    text_or_none,
    texts,
    when,
    when_or_none,
    whens,
    whole,
    whole_or_none,
)
from slotwise.errors import WrongValue
from slotwise.model.calendar import Weekday, weekdays
from slotwise.model.readiness import Entry, Lead, entry_or_none, lead_or_none
from slotwise.model.release import RequiredVersion, required_versions
from slotwise.model.resource import Take, takes


@frozen(field_transformer=named, repr=False, order=False)
class Phase(Data):
    """A phase of the test programme, such as SIT or UIT."""

    id: str = field(converter=text)
    """Stable name, unique among phases."""
    name: str = field(default="", converter=text, kw_only=True)
    """Name for people; the id if left out."""


@frozen(field_transformer=named, repr=False, order=False)
class Eligible(Data):
    """An environment that a stage may run in."""

    environment: str = field(converter=text)
    """Id of the environment."""
    duration: int | None = field(default=None, converter=whole_or_none, kw_only=True)
    """Length of a slot there in working periods, if not the stage's own."""


@frozen(field_transformer=named, repr=False, order=False)
class Capacity(Data):
    """How much a slot takes, in participants' sizes."""

    max: int = field(converter=whole)
    """A slot takes at most this much."""
    min: int = field(default=0, converter=whole, kw_only=True)
    """And, if anybody is in it, at least this much."""


def capacity(value: Capacity | SupportsIndex) -> Capacity:
    return value if isinstance(value, Capacity) else Capacity(value)


def _capacity_or_none(value: Capacity | SupportsIndex | None) -> Capacity | None:
    return None if value is None else capacity(value)


@frozen(field_transformer=named, repr=False, order=False)
class Every(Data):
    """Slots may start every so many working periods."""

    periods: int = field(default=1, converter=whole)
    """Step in working periods."""
    anchor: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """A day or moment on the grid; the calendar's first if None."""


@frozen(field_transformer=named, repr=False, order=False)
class Weekdays(Data):
    """Slots may start at the first working period on or after each such weekday."""

    days: tuple[Weekday, ...] = field(converter=weekdays)
    """The weekdays."""


@frozen(field_transformer=named, repr=False, order=False)
class On(Data):
    """Slots may start just then."""

    starts: tuple[date, ...] = field(converter=whens)
    """Days or moments; a day stands for its first working period."""


@frozen(field_transformer=named, repr=False, order=False)
class ByHand(Data):
    """No slots but those given by hand (`TrancheSlot`)."""


Starts = Every | Weekdays | On | ByHand


def _starts(value: Starts) -> Starts:
    return instance(value, Every, Weekdays, On, ByHand)


@frozen(field_transformer=named, repr=False, order=False)
class SlotPolicy(Data):
    """When slots may start, and how many participants they take."""

    starts: Starts = field(default=Every(), converter=_starts)
    """Possible starts."""
    capacity: Capacity = field(default=Capacity(1), converter=capacity)
    """How much a slot takes, in sizes; a number is the most."""


def _policy(value: SlotPolicy) -> SlotPolicy:
    return instance(value, SlotPolicy)


@frozen(field_transformer=named, repr=False, order=False)
class Pause(Data):
    """A slot stops over an unavailability and goes on afterwards, longer by the time lost."""

    allowance: int = field(converter=whole)
    """The most working periods that one slot may lose."""


def _over_unavailability(value: Pause | Literal["avoid"]) -> Pause | Literal["avoid"]:
    if isinstance(value, str):
        if value != "avoid":
            raise WrongValue(f"'avoid' or Pause(allowance) is asked for, got {value!r}")
        return "avoid"
    return instance(value, Pause)


@frozen(field_transformer=named, repr=False, order=False)
class Prerequisite(Data):
    """Stages of which one must be complete before."""

    any_of: tuple[str, ...] = field(converter=texts)
    """Ids of the stages: one of these, earlier on the route or among the completed."""


def _prerequisites(values: Iterable[Prerequisite | Iterable[str]]) -> tuple[Prerequisite, ...]:
    def prerequisite(value: Prerequisite | Iterable[str]) -> Prerequisite:
        return value if isinstance(value, Prerequisite) else Prerequisite(value)

    return several(prerequisite, values)


def _environments(values: Iterable[Eligible | str]) -> tuple[Eligible, ...]:
    def eligible(value: Eligible | str) -> Eligible:
        return value if isinstance(value, Eligible) else Eligible(value)

    return several(eligible, values)


@frozen(field_transformer=named, repr=False, order=False)
class Stage(Data):
    """A stage of a phase, such as Functional: what a slot is for."""

    id: str = field(converter=text)
    """Stable name, unique among stages."""
    environments: tuple[Eligible, ...] = field(converter=_environments, kw_only=True)
    """The environments it may run in: ids or `Eligible` objects."""
    duration: int = field(converter=whole, kw_only=True)
    """Length of a slot in working periods."""
    name: str = field(default="", converter=text, kw_only=True)
    """Name for people; the id if left out."""
    phase: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Id of the phase it belongs to."""
    slots: SlotPolicy = field(default=SlotPolicy(), converter=_policy, kw_only=True)
    """When its slots may start, and how much they take."""
    overlap: bool = field(default=False, converter=flag, kw_only=True)
    """Whether slots of this stage may overlap in one environment."""
    over_unavailability: Pause | Literal["avoid"] = field(
        default="avoid", converter=_over_unavailability, kw_only=True
    )
    """What a slot does when its environment is unavailable: ``"avoid"`` it, or `Pause`."""
    needs_support: bool = field(default=False, converter=flag, kw_only=True)
    """Whether its slots must start and end inside support cover (rule ``support``)."""
    prerequisites: tuple[Prerequisite, ...] = field(
        default=(), converter=_prerequisites, kw_only=True
    )
    """Of each list of stage ids, one must be complete before (rule ``prerequisite``)."""
    entry: Entry | None = field(default=None, converter=entry_or_none, kw_only=True)
    """What a participant has to have given for it, instead of the programme's entry
    requirements."""
    notice: Lead | None = field(default=None, converter=lead_or_none, kw_only=True)
    """How long ahead participants are told: no slot starts earlier after `Programme.announced`; a
    number is one of working days."""
    versions: tuple[RequiredVersion, ...] = field(
        default=(), converter=required_versions, kw_only=True
    )
    """Versions that its slots need where they run (rule ``release``): objects or pairs of component
    and version."""
    approved_versions: bool = field(default=False, converter=flag, kw_only=True)
    """Whether its slots run only where the versions were approved together
    (`Programme.approved_versions`)."""
    target: int = field(default=0, converter=whole, kw_only=True)
    """How full an open slot should be at least, in sizes (term ``under_target``)."""
    takes: tuple[Take, ...] = field(default=(), converter=takes, kw_only=True)
    """What its slots take of shared resources (rule ``resource``): ids or `Take` objects."""


@frozen(field_transformer=named, repr=False, order=False)
class TrancheSlot(Data):
    """A tranche slot given by hand: it is always open."""

    id: str = field(converter=text)
    """Stable name, unique among slots given by hand."""
    stage: str = field(converter=text, kw_only=True)
    """Id of the stage it is for."""
    environment: str = field(converter=text, kw_only=True)
    """Id of the environment it runs in."""
    start: date = field(converter=when, kw_only=True)
    """Its first day or moment."""
    end: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """The first day or moment after; by the stage's duration if None."""
    capacity: Capacity | None = field(default=None, converter=_capacity_or_none, kw_only=True)
    """What it takes, in sizes; the stage's largest if None, and no least."""
