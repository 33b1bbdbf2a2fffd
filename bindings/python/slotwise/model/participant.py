"""Participants and their routes."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve, field, frozen

from slotwise._base import Data
from slotwise._checks import (
    flag,
    instance,
    named,
    number,
    several,
    text,
    text_or_none,
    texts,
    when,
    when_or_none,
    whole,
    whole_or_none,
)
from slotwise.errors import WrongType
from slotwise.model.readiness import (
    Connectivity,
    DataRequest,
    Officers,
    connectivity,
    data_requests,
    officers_or_none,
)
from slotwise.model.release import NeededVersion, needed_versions
from slotwise.model.reliance import Reliance, reliances
from slotwise.model.system import SystemDetails, details_or_none


@frozen(field_transformer=named, repr=False, order=False)
class Step(Data):
    """One stage of a route."""

    stage: str = field(converter=text)
    """Id of the stage."""
    optional: bool = field(default=False, converter=flag, kw_only=True)
    """Whether a placed participant may go without it (term ``unplaced_optional``)."""
    min_lag: int = field(default=0, converter=whole, kw_only=True)
    """Starts at the earliest so many working periods after the end of the step taken before it;
    negative lets the two overlap (rule ``order``)."""
    max_lag: int | None = field(default=None, converter=whole_or_none, kw_only=True)
    """And at the latest so many after."""


def _steps(values: Iterable[Step | str]) -> tuple[Step, ...]:
    def step(value: Step | str) -> Step:
        return value if isinstance(value, Step) else Step(value)

    return several(step, values)


@frozen(field_transformer=named, repr=False, order=False)
class Route(Data):
    """An ordered list of stages."""

    id: str = field(converter=text)
    """Name, unique among the participant's routes."""
    steps: tuple[Step, ...] = field(converter=_steps)
    """The stages in order: ids or `Step` objects."""
    penalty: float = field(default=0.0, converter=number, kw_only=True)
    """Counted once if taken (term ``preferences``); at least 0, at most three decimals."""


def routes(values: Iterable[Route | Iterable[Step | str]]) -> tuple[Route, ...]:
    """Routes: objects, or lists of stages."""

    def route(value: Route | Iterable[Step | str]) -> Route:
        if isinstance(value, str | Step):
            raise WrongType(
                f"a route is asked for, got {value!r}; a list of routes is a list of lists: "
                'routes=[["Functional", "Migration"]]'
            )
        return value if isinstance(value, Route) else Route("route", value)

    given = several(lambda value: value, values)
    made = several(route, given)
    if len(made) == 1:
        return made
    # Unnamed ones are told apart by their place.
    return tuple(
        route if isinstance(value, Route) else evolve(route, id=f"route {place}")
        for place, (route, value) in enumerate(zip(made, given, strict=True), 1)
    )


@frozen(field_transformer=named, repr=False, order=False)
class Ready(Data):
    """Before when a participant can't start (rule ``readiness``)."""

    from_: date = field(converter=when)
    """The first day or moment on which a slot may start."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """In this environment; everywhere if None."""
    stage: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """For this stage; for all if None."""
    reason: str = field(default="", converter=text, kw_only=True)
    """What has to be ready."""


def _ready(values: Iterable[Ready | date]) -> tuple[Ready, ...]:
    def ready(value: Ready | date) -> Ready:
        return value if isinstance(value, Ready) else Ready(value)

    return several(ready, values)


@frozen(field_transformer=named, repr=False, order=False)
class Blackout(Data):
    """A span ``[from_, to)`` in which a participant can't be in a slot."""

    from_: date = field(converter=when)
    """First day or moment."""
    to: date = field(converter=when)
    """First day or moment after."""
    reason: str = field(default="", converter=text, kw_only=True)
    """Why."""


def _blackouts(values: Iterable[Blackout | tuple[date, date]]) -> tuple[Blackout, ...]:
    def blackout(value: Blackout | tuple[date, date]) -> Blackout:
        if isinstance(value, tuple) and len(value) == 2:
            return Blackout(*value)
        return instance(value, Blackout)

    return several(blackout, values)


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class Preference(Data):
    """A price on slots that a participant would rather not have. None matches anything."""

    penalty: float = field(converter=number)
    """Counted for each slot taken that matches; at least 0, at most three decimals."""
    stage: str | None = field(default=None, converter=text_or_none)
    """Slots of this stage."""
    environment: str | None = field(default=None, converter=text_or_none)
    """Slots in this environment."""
    from_: date | None = field(default=None, converter=when_or_none)
    """Slots that start on or after."""
    to: date | None = field(default=None, converter=when_or_none)
    """Slots that start before."""


def _preferences(values: Iterable[Preference]) -> tuple[Preference, ...]:
    return several(lambda value: instance(value, Preference), values)


@frozen(field_transformer=named, repr=False, order=False)
class Pin(Data):
    """Where a participant must be for a stage, if it is placed at all."""

    stage: str = field(converter=text)
    """Id of the stage; a pinned optional stage becomes mandatory."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """In this environment; in any if None."""
    start: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """In a slot that starts then; at any time if None."""


def _pins(values: Iterable[Pin]) -> tuple[Pin, ...]:
    return several(lambda value: instance(value, Pin), values)


@frozen(field_transformer=named, repr=False, order=False)
class Completed(Data):
    """A stage that a participant has behind it."""

    stage: str = field(converter=text)
    """Id of the stage."""
    on: date = field(converter=when)
    """The first day or moment on which that holds."""


def _completed(values: Iterable[Completed]) -> tuple[Completed, ...]:
    return several(lambda value: instance(value, Completed), values)


@frozen(field_transformer=named, repr=False, order=False)
class Participant(Data):
    """Somebody who is to be placed: an organisation, or one of its systems."""

    id: str = field(converter=text)
    """Stable name, unique among participants."""
    routes: tuple[Route, ...] = field(converter=routes, kw_only=True)
    """Ways through the stages; a placed participant takes exactly one. `Route` objects, or lists
    of stage ids and `Step` objects."""
    organisation: str = field(default="", converter=text, kw_only=True)
    """The organisation; the id if left out."""
    roles: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """The roles it holds."""
    size: int = field(default=1, converter=whole, kw_only=True)
    """What it takes of a slot's capacity."""
    weight: float = field(default=1.0, converter=number, kw_only=True)
    """How much it counts in the objective; at least 0, at most three decimals."""
    ready: tuple[Ready, ...] = field(default=(), converter=_ready, kw_only=True)
    """Before when it can't start (rule ``readiness``): `Ready` objects, or days or moments that
    hold everywhere."""
    unavailable: tuple[Blackout, ...] = field(default=(), converter=_blackouts, kw_only=True)
    """When it can't be in a slot (rule ``participant``): `Blackout` objects or pairs
    ``(from_, to)``."""
    due: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """Complete by the start of this day or moment, or late (term ``lateness``)."""
    deadline: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """Complete by the start of this day or moment, or not placed (rule ``participant``)."""
    max_concurrent_environments: int | None = field(
        default=None, converter=whole_or_none, kw_only=True
    )
    """The most environments it can be in at one time (rule ``participant``)."""
    preferences: tuple[Preference, ...] = field(default=(), converter=_preferences, kw_only=True)
    """Slots it would rather not have (term ``preferences``)."""
    pins: tuple[Pin, ...] = field(default=(), converter=_pins, kw_only=True)
    """Where it must be, if placed (rule ``participant``)."""
    completed: tuple[Completed, ...] = field(default=(), converter=_completed, kw_only=True)
    """Stages it has behind it (rule ``prerequisite``)."""
    retests: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """Ids of the stages that it takes for a re-test: it may have places that are kept for these
    (rule ``retest``)."""
    relies_on: tuple[Reliance, ...] = field(default=(), converter=reliances, kw_only=True)
    """What it needs of others (rule ``reliance``): `Reliance` objects, or what is relied on."""
    environment_manager: str = field(default="", converter=text, kw_only=True)
    """Its named environment manager."""
    request: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """What its request for slots carries, of what stages ask for (`Entry`)."""
    connectivity: tuple[Connectivity, ...] = field(
        default=(), converter=connectivity, kw_only=True
    )
    """How far its connections to environments are proven."""
    officers: Officers | None = field(default=None, converter=officers_or_none, kw_only=True)
    """Who answers for its certificates."""
    production_certificates: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """Identifiers of its certificates in production, which no test environment may use."""
    data: tuple[DataRequest, ...] = field(default=(), converter=data_requests, kw_only=True)
    """Test data that it has asked for."""
    versions: tuple[NeededVersion, ...] = field(
        default=(), converter=needed_versions, kw_only=True
    )
    """Versions that it needs where it tests (rule ``release``)."""
    details: SystemDetails | None = field(default=None, converter=details_or_none, kw_only=True)
    """What it has told of its system, for the environment catalogue; nothing is planned by it."""
