"""Environments: where slots run."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, SupportsIndex

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import (
    choice,
    flag,
    instance,
    named,
    number,
    several,
    text,
    texts,
    when,
    whole,
    whole_or_none,
)
from slotwise.model.readiness import ConnectivityGate, SetUp, gate_or_none, set_up_or_none
from slotwise.model.release import (
    ComponentVersion,
    Proving,
    component_versions,
    proving_or_none,
)

Exclusivity = Literal["one_slot", "one_stage", "one_phase", "shared"]


def _exclusivity(value: Exclusivity) -> Exclusivity:
    return choice(value, Exclusivity)


@frozen(field_transformer=named, repr=False, order=False)
class Window(Data):
    """A span ``[from_, to)`` in which an environment is open."""

    from_: date = field(converter=when)
    """First day or moment."""
    to: date = field(converter=when)
    """First day or moment after."""
    stages: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """Ids of the stages that it is for; all of them if empty."""
    source: str = field(default="", converter=text, kw_only=True)
    """Where the dates come from."""


def _windows(values: Iterable[Window | tuple[date, date]]) -> tuple[Window, ...]:
    def window(value: Window | tuple[date, date]) -> Window:
        if isinstance(value, tuple) and len(value) == 2:
            return Window(*value)
        return instance(value, Window)

    return several(window, values)


@frozen(field_transformer=named, repr=False, order=False)
class ChangeoverBetween(Data):
    """The changeover from one stage to another."""

    from_: str = field(converter=text)
    """Id of the stage that ends."""
    to: str = field(converter=text)
    """Id of the stage that starts."""
    periods: int = field(converter=whole)
    """Working periods."""


def _between(values: Iterable[ChangeoverBetween]) -> tuple[ChangeoverBetween, ...]:
    return several(lambda value: instance(value, ChangeoverBetween), values)


@frozen(field_transformer=named, repr=False, order=False)
class Changeover(Data):
    """Working periods that an environment needs between slots of different stages."""

    periods: int = field(default=0, converter=whole)
    """Between any two different stages."""
    between: tuple[ChangeoverBetween, ...] = field(default=(), converter=_between)
    """Between two given stages, instead."""


def _changeover(value: Changeover | SupportsIndex) -> Changeover:
    return value if isinstance(value, Changeover) else Changeover(value)


@frozen(field_transformer=named, repr=False, order=False)
class OptionalEnvironment(Data):
    """What an environment that is not there yet costs, and whether it was approved."""

    cost: float = field(converter=number)
    """Counted once if any slot runs in it (term ``environment_cost``); at most three decimals."""
    approved: bool = field(default=False, converter=flag, kw_only=True)
    """Whether it may be used."""
    approval: str = field(default="", converter=text, kw_only=True)
    """By whom, or under which reference."""


def _optional(value: OptionalEnvironment | None) -> OptionalEnvironment | None:
    return None if value is None else instance(value, OptionalEnvironment)


@frozen(field_transformer=named, repr=False, order=False)
class Environment(Data):
    """A test environment."""

    id: str = field(converter=text)
    """Stable name, unique among environments."""
    windows: tuple[Window, ...] = field(converter=_windows, kw_only=True)
    """When it is open (rule ``window``): `Window` objects or pairs ``(from_, to)``."""
    name: str = field(default="", converter=text, kw_only=True)
    """Name for people; the id if left out."""
    exclusivity: Exclusivity = field(default="one_stage", converter=_exclusivity, kw_only=True)
    """Which slots may run in it at the same time (rule ``exclusive``): one slot, slots of one
    stage, slots of one phase, or any. Slots of one stage overlap only if `Stage.overlap` says so
    besides."""
    changeover: Changeover = field(default=Changeover(), converter=_changeover, kw_only=True)
    """Working periods between slots of different stages that exclude each other (rule
    ``exclusive``); a number holds between any two."""
    max_participants: int | None = field(default=None, converter=whole_or_none, kw_only=True)
    """The most that participants in it at one time may add up to, in sizes (rule ``capacity``)."""
    components: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """Ids of the components that it runs; an unavailability of one is one of the environment."""
    optional: OptionalEnvironment | None = field(default=None, converter=_optional, kw_only=True)
    """Set if the environment is there only once approved (rule ``approval``)."""
    connectivity: ConnectivityGate | None = field(
        default=None, converter=gate_or_none, kw_only=True
    )
    """Set if whoever is in it has to have proven its connection to it (rule ``readiness``)."""
    versions: tuple[ComponentVersion, ...] = field(
        default=(), converter=component_versions, kw_only=True
    )
    """Versions that it has of its components when the calendar begins (rule ``release``): objects or
    pairs of component and version."""
    proving: Proving | None = field(default=None, converter=proving_or_none, kw_only=True)
    """Set if versions have to be proven elsewhere before they are deployed to it."""
    set_up: SetUp | None = field(default=None, converter=set_up_or_none, kw_only=True)
    """How long it takes to set it up before its first window."""
