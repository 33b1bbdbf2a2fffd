"""What has to be there before a participant starts (rule ``readiness``)."""

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
    several,
    text,
    text_or_none,
    texts,
    when,
    when_or_none,
    whole_or_none,
)
from slotwise.errors import WrongValue

WhenMissing = Literal["leave_out", "stop"]


def _missing(value: WhenMissing) -> WhenMissing:
    return choice(value, WhenMissing)


@frozen(field_transformer=named, repr=False, order=False)
class Lead(Data):
    """How long something takes, in whole days: exactly one of these."""

    working_days: int | None = field(default=None, converter=whole_or_none)
    """Working days of the programme's calendar."""
    days: int | None = field(default=None, converter=whole_or_none, kw_only=True)
    """Days of the calendar, every one counted."""

    def __attrs_post_init__(self) -> None:
        if (self.working_days is None) == (self.days is None):
            raise WrongValue("Lead: exactly one of working_days and days is asked for")


def lead(value: Lead | SupportsIndex) -> Lead:
    """A lead; a number is one of working days."""
    return value if isinstance(value, Lead) else Lead(value)


def lead_or_none(value: Lead | SupportsIndex | None) -> Lead | None:
    """A lead or None."""
    return None if value is None else lead(value)


@frozen(field_transformer=named, repr=False, order=False)
class After(Data):
    """A lead time after something was asked for."""

    asked: date = field(converter=when)
    """The day on which it is asked for. On a day without work, it counts from the next one."""
    lead: Lead = field(converter=lead)
    """How long it takes from then; a number is one of working days."""


Milestone = date | After


def milestone(value: Milestone) -> Milestone:
    """A day or moment, or `After`."""
    return value if isinstance(value, After) else when(value)


def milestone_or_none(value: Milestone | None) -> Milestone | None:
    """A day or moment, `After`, or None."""
    return None if value is None else milestone(value)


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class Entry(Data):
    """What a participant has to have given before it gets a slot."""

    environment_manager: bool = field(default=False, converter=flag)
    """Its environment manager, by name."""
    request: tuple[str, ...] = field(default=(), converter=texts)
    """What its request carries, such as reference data, version, configuration, test users."""
    missing: WhenMissing = field(default="leave_out", converter=_missing)
    """If something is missing: the participant gets no slot, or nothing is planned."""


def entry_or_none(value: Entry | None) -> Entry | None:
    """Entry requirements or None."""
    return None if value is None else instance(value, Entry)


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class ConnectivityGate(Data):
    """What an environment asks of those who connect to it: TLS and JWS certificates, webhooks, APIs
    shown, and endpoints, all on this very environment."""

    endpoints: tuple[str, ...] = field(default=(), converter=texts)
    """The market roles whose endpoints each has to reach."""
    per_role: bool = field(default=False, converter=flag)
    """Whether each role that a participant holds needs a record of its own."""
    officers: bool = field(default=False, converter=flag)
    """Whether SRO, ARO and TC have to be named."""


def gate_or_none(value: ConnectivityGate | None) -> ConnectivityGate | None:
    """A gate or None."""
    return None if value is None else instance(value, ConnectivityGate)


@frozen(field_transformer=named, repr=False, order=False)
class Certificate(Data):
    """A certificate on one environment."""

    ready: Milestone = field(converter=milestone)
    """When it is installed and verified: a day or moment, or `After`."""
    identifier: str = field(default="", converter=text, kw_only=True)
    """What it can be told by; unique over all environments."""


def _certificate(value: Certificate | Milestone | None) -> Certificate | None:
    return value if value is None or isinstance(value, Certificate) else Certificate(value)


@frozen(field_transformer=named, repr=False, order=False)
class Endpoint(Data):
    """A connection to the endpoint of a market role."""

    role: str = field(converter=text)
    """The role."""
    proven: Milestone | None = field(default=None, converter=milestone_or_none)
    """When it is proven; unproven if None."""


def _endpoints(values: Iterable[Endpoint]) -> tuple[Endpoint, ...]:
    return several(lambda value: instance(value, Endpoint), values)


@frozen(field_transformer=named, repr=False, order=False)
class Connectivity(Data):
    """How far a participant's connection to an environment is proven. None is missing."""

    environment: str = field(converter=text)
    """Id of the environment. What is proven on another one does not count."""
    role: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """For this role; for all that it holds if None."""
    tls: Certificate | None = field(default=None, converter=_certificate, kw_only=True)
    """The certificate for transport security; a day, moment or `After` alone is when it is
    verified."""
    jws: Certificate | None = field(default=None, converter=_certificate, kw_only=True)
    """The certificate for signing messages, verified after TLS."""
    webhooks: Milestone | None = field(default=None, converter=milestone_or_none, kw_only=True)
    """Webhooks registered."""
    api: Milestone | None = field(default=None, converter=milestone_or_none, kw_only=True)
    """APIs demonstrated."""
    endpoints: tuple[Endpoint, ...] = field(default=(), converter=_endpoints, kw_only=True)
    """Endpoints reached."""


def connectivity(values: Iterable[Connectivity]) -> tuple[Connectivity, ...]:
    """Several connections."""
    return several(lambda value: instance(value, Connectivity), values)


@frozen(field_transformer=named, repr=False, order=False)
class Officer(Data):
    """Somebody in office."""

    name: str = field(converter=text)
    """Who."""
    since: date | None = field(default=None, converter=when_or_none)
    """Since when, if that is known."""


def _officer(value: Officer | None) -> Officer | None:
    return None if value is None else instance(value, Officer)


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class Officers(Data):
    """Who answers for an organisation's certificates: the SRO appoints ARO and TC, the ARO requests
    certificates, the TC manages them."""

    sro: Officer | None = field(default=None, converter=_officer)
    """Senior Responsible Officer of the organisation."""
    aro: Officer | None = field(default=None, converter=_officer)
    """Appointed Responsible Officer."""
    tc: Officer | None = field(default=None, converter=_officer)
    """Technical Contact."""


def officers_or_none(value: Officers | None) -> Officers | None:
    """Officers or None."""
    return None if value is None else instance(value, Officers)


@frozen(field_transformer=named, repr=False, order=False)
class DataRequest(Data):
    """Test data that a participant asks for, with the notice that it takes."""

    what: str = field(converter=text)
    """Which data."""
    ready: Milestone = field(converter=milestone)
    """When it is there: a day or moment, or `After`."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """For slots in this environment; everywhere if None."""
    stage: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """For slots of this stage; for all if None."""


def data_requests(values: Iterable[DataRequest]) -> tuple[DataRequest, ...]:
    """Several data requests."""
    return several(lambda value: instance(value, DataRequest), values)


@frozen(field_transformer=named, repr=False, order=False)
class SetUp(Data):
    """How long an environment takes to set up before it opens."""

    lead: Lead = field(converter=lead)
    """How long it takes; a number is one of working days."""
    started: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """When it was begun, or will be, if that is known."""


def set_up_or_none(value: SetUp | None) -> SetUp | None:
    """A set-up or None."""
    return None if value is None else instance(value, SetUp)


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class OutagePolicy(Data):
    """What the log of unavailability has to hold."""

    notice: Lead | None = field(default=None, converter=lead_or_none)
    """How long ahead planned and ad hoc unavailability is announced; a number is one of working
    days."""
    defects: bool = field(default=False, converter=flag)
    """Whether unplanned unavailability has a defect number."""


def policy_or_none(value: OutagePolicy | None) -> OutagePolicy | None:
    """An outage policy or None."""
    return None if value is None else instance(value, OutagePolicy)
