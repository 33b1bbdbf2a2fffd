"""What participants have told of their systems, for the environment catalogue."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import choice, instance, named, several, text, texts, when_or_none
from slotwise.model.readiness import Lead, lead_or_none


@frozen(field_transformer=named, repr=False, order=False)
class Repurposed(Data):
    """An environment that is, or was, for something else."""

    from_: str = field(converter=text)
    """For what: another of the programme's environments, or one of its own."""


def _provision(
    value: Literal["own", "no"] | Repurposed | None,
) -> Literal["own", "no"] | Repurposed | None:
    if value is None or isinstance(value, Repurposed):
        return value
    return choice(value, Literal["own", "no"])


@frozen(field_transformer=named, repr=False, order=False)
class Provided(Data):
    """What a participant has to connect to one of the programme's environments."""

    environment: str = field(converter=text)
    """Id of the programme's environment that it connects to."""
    provision: Literal["own", "no"] | Repurposed | None = field(default=None, converter=_provision)
    """Whether it is provided: one of its own, one that is re-purposed, or none. None: not known."""
    name: str = field(default="", converter=text, kw_only=True)
    """Name of its own one."""
    remarks: str = field(default="", converter=text, kw_only=True)
    """Why, and constraints."""
    from_: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """From when on it is kept running; as long as the programme's is open if left out."""
    to: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """The first day or moment on which it no longer is; as above if left out."""


def _provides(values: Iterable[Provided]) -> tuple[Provided, ...]:
    return several(lambda value: instance(value, Provided), values)


@frozen(field_transformer=named, repr=False, order=False, kw_only=True)
class SystemDetails(Data):
    """Details of a system and its environments (Figure 6 of the document); nothing is planned by
    them. What is left out is not known."""

    system: str = field(default="", converter=text)
    """Name of the system or application."""
    test_lead: str = field(default="", converter=text)
    """Who leads its tests."""
    contacts: tuple[str, ...] = field(default=(), converter=texts)
    """Whom to ask about its environments, besides the environment manager."""
    provides: tuple[Provided, ...] = field(default=(), converter=_provides)
    """Its environments: those that connect to the programme's."""
    platform: str = field(default="", converter=text)
    """Infrastructure, such as cloud or on premises, and operating system."""
    interfaces: str = field(default="", converter=text)
    """Protocols to the systems that it is integrated with."""
    sizing: str = field(default="", converter=text)
    """Sizing, configuration and connectivity."""
    readiness: str = field(default="", converter=text)
    """Smoke checks that show it to be ready."""
    readiness_time: str = field(default="", converter=text)
    """How long these take, such as "2 hours"."""
    downtime: str = field(default="", converter=text)
    """Regular downtime, besides what the programme has as unavailability."""
    support: str = field(default="", converter=text)
    """Support if an environment goes down."""
    alerts: str = field(default="", converter=text)
    """How issues of environments are told."""
    monitoring: str = field(default="", converter=text)
    """What its availability is monitored with."""
    set_up: Lead | None = field(default=None, converter=lead_or_none)
    """How long an environment takes to set up; a number is one of working days."""
    data_checks: str = field(default="", converter=text)
    """Checks that data is ready."""
    deployment: str = field(default="", converter=text)
    """How code is deployed, and with what tool."""
    deployment_time: str = field(default="", converter=text)
    """How long that takes, such as "half a day"."""
    shared_usage: str = field(default="", converter=text)
    """What else its environments are used for; "no" if for nothing."""


def details_or_none(value: SystemDetails | None) -> SystemDetails | None:
    """Details or None."""
    return None if value is None else instance(value, SystemDetails)
