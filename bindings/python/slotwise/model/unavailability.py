"""When something can't be used."""

from datetime import date
from typing import Literal

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import choice, flag, instance, named, text, text_or_none, when, when_or_none, whole
from slotwise.errors import WrongValue
from slotwise.model.release import Deployment, deployment_or_none

UnavailabilityKind = Literal["planned", "unplanned", "ad_hoc"]
Cause = Literal[
    "maintenance",
    "data_refresh",
    "data_load",
    "patching",
    "deployment",
    "rollback",
    "infrastructure",
    "software",
    "other",
]


def unavailability_kind(value: UnavailabilityKind) -> UnavailabilityKind:
    """A kind."""
    return choice(value, UnavailabilityKind)


def cause(value: Cause) -> Cause:
    """A cause."""
    return choice(value, Cause)


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class Target(Data):
    """What is unavailable: exactly one of these."""

    environment: str | None = field(default=None, converter=text_or_none)
    """Id of one environment."""
    component: str | None = field(default=None, converter=text_or_none)
    """Id of a component: every environment that has it."""
    resource: str | None = field(default=None, converter=text_or_none)
    """Id of a resource: every slot of a stage that takes it."""
    participant: str | None = field(default=None, converter=text_or_none)
    """Id of one participant."""
    everywhere: bool = field(default=False, converter=flag)
    """Every environment."""

    def __attrs_post_init__(self) -> None:
        given = [
            self.environment,
            self.component,
            self.resource,
            self.participant,
            self.everywhere or None,
        ]
        if sum(value is not None for value in given) != 1:
            raise WrongValue(
                "Target: exactly one of environment, component, resource, participant and "
                "everywhere=True is asked for"
            )


def target(value: Target) -> Target:
    """A target."""
    return instance(value, Target)


@frozen(field_transformer=named, repr=False, order=False)
class Within(Data):
    """Movable maintenance may be put anywhere inside these days."""

    from_: date = field(converter=when)
    """First day."""
    to: date = field(converter=when)
    """First day after."""


@frozen(field_transformer=named, repr=False, order=False)
class Around(Data):
    """Movable maintenance may be put so many days earlier or later than wished for, at most."""

    days: int = field(converter=whole)
    """Number of days."""


def _movable(value: Within | Around | None) -> Within | Around | None:
    return None if value is None else instance(value, Within, Around)


@frozen(field_transformer=named, repr=False, order=False)
class Unavailability(Data):
    """A span ``[from_, to)`` in which an environment, component, resource or participant can't be
    used."""

    id: str = field(converter=text)
    """Stable name, unique among unavailabilities."""
    on: Target = field(converter=target, kw_only=True)
    """What is unavailable."""
    from_: date = field(converter=when, kw_only=True)
    """First day or moment."""
    to: date = field(converter=when, kw_only=True)
    """First day or moment after."""
    kind: UnavailabilityKind = field(default="planned", converter=unavailability_kind, kw_only=True)
    """In the schedule beforehand, an incident, or maintenance at short notice."""
    cause: Cause = field(default="maintenance", converter=cause, kw_only=True)
    """What it is."""
    reason: str = field(default="", converter=text, kw_only=True)
    """In words."""
    notified: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """When it was announced."""
    defect: str = field(default="", converter=text, kw_only=True)
    """Number of the defect that it belongs to."""
    deploys: Deployment | None = field(default=None, converter=deployment_or_none, kw_only=True)
    """The versions that it deploys, if it is a deployment or a rollback (rule ``release``)."""
    movable: Within | Around | None = field(default=None, converter=_movable, kw_only=True)
    """Set if it may be put elsewhere, as long as it is (rule ``movable``): `from_` and `to` are then
    the days wished for."""
