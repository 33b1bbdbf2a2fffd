"""How late a plan may end: outages drawn at random, many times over."""

from collections.abc import Iterable
from datetime import date
from os import PathLike
from typing import Any, ClassVar, Literal, SupportsIndex

from attrs import field, frozen

from slotwise import _native
from slotwise._base import Data
from slotwise._checks import (
    choice,
    in_range,
    instance,
    named,
    number,
    several,
    when,
    whole,
)
from slotwise._data import from_data, to_data
from slotwise.chart import Chart
from slotwise.downtime import DowntimeLog
from slotwise.errors import WrongValue
from slotwise.explanation import Shown
from slotwise.frames.cells import NUMBER, TEXT, WHEN, WHOLE, Kind
from slotwise.frames.make import Sheet
from slotwise.model.readiness import Lead
from slotwise.model.unavailability import Target, target
from slotwise.plan import Plan
from slotwise.programme import Programme
from slotwise.reports import Report
from slotwise.result import Result
from slotwise.scenario import given_plan, limits

Response = Literal["pushed", "replanned"]
"""What is done about outages.

``"pushed"``: nothing: what is struck goes on afterwards, and whatever comes after it in its
environment, its exclusive group or on somebody's route waits, and keeps its order.

``"replanned"``: each outage is answered by a re-plan on the day on which it begins, when nobody knows
of those after it; how long it takes is known then.
"""


def _lengths(values: Iterable[SupportsIndex]) -> tuple[int, ...]:
    return several(whole, values)


@frozen(field_transformer=named, repr=False, order=False)
class OutageSource(Data):
    """Something that fails now and then."""

    on: Target = field(converter=target)
    """What."""
    every: float = field(converter=number, kw_only=True)
    """Working periods from the end of an outage to the start of the next, on average: times between
    are exponential."""
    lengths: tuple[int, ...] = field(converter=_lengths, kw_only=True)
    """How long outages are, in working periods: each of these as likely as the others."""


def _sources(values: Iterable[OutageSource]) -> tuple[OutageSource, ...]:
    return several(lambda value: instance(value, OutageSource), values)


@frozen(field_transformer=named, repr=False, order=False)
class OutageModel(Data):
    """How often what fails, and for how long. Sources fail independently of one another."""

    sources: tuple[OutageSource, ...] = field(converter=_sources)
    """What fails."""

    @classmethod
    def from_log(
        cls, programme: Programme, log: DowntimeLog, *, until: date | None = None
    ) -> "OutageModel":
        """What a downtime log of the programme's calendar teaches: each thing that had incidents, or
        maintenance at short notice, has them as often again and as long again.

        until: the first day that the log knows nothing of; the calendar's end if left out.

        What was planned, what touched no working period and what is still going on is left out.
        """
        problem = instance(programme, Programme)._problem()
        known = None if until is None else to_data(when(until))
        data = to_data(instance(log, DowntimeLog))
        return from_data(_native.outage_model(problem, data, known), cls)


@frozen(order=False, kw_only=True)
class DaySpread:
    """A last day, as planned and as drawn; None where nobody is placed."""

    planned: date | None
    """As planned."""
    p50: date | None
    """No later in half of the futures."""
    p80: date | None
    """In 80 % of them."""
    p95: date | None
    """In 95 % of them."""


@frozen(order=False, kw_only=True)
class NumberSpread:
    """A number, as planned and as drawn."""

    planned: int
    """As planned."""
    p50: int
    """Not more in half of the futures."""
    p80: int
    """In 80 % of them."""
    p95: int
    """In 95 % of them."""


@frozen(order=False, kw_only=True)
class ParticipantRisk:
    """What may become of a participant."""

    participant: str
    """Its id."""
    finish: DaySpread
    """Its last day."""
    lateness: NumberSpread
    """How many working periods it is late."""
    late: float
    """Share of the futures in which it is late."""
    unplaced: float
    """Share of the futures in which it is not placed any more."""


@frozen(order=False, kw_only=True)
class MilestoneRisk:
    """When a stage or a phase is over."""

    kind: Literal["phase", "stage"]
    """Which of the two."""
    id: str
    """Its id."""
    finish: DaySpread
    """Its last day."""


@frozen(order=False, kw_only=True)
class EnvironmentRisk:
    """What the outages of one environment alone do to the plan, if it is pushed along: means over the
    first 200 futures."""

    environment: str
    """Its id."""
    outages: float
    """Outages that strike it."""
    down: float
    """Working periods for which it is down."""
    finish: float
    """Working periods by which they push the last day of all."""
    lateness: float
    """Working periods late that they add, over all participants."""


@frozen(order=False, kw_only=True)
class FanPoint:
    """How many participants are through by the end of a day."""

    day: date
    """The day."""
    planned: int
    """As planned."""
    p5: int
    """At least so many in 95 % of the futures."""
    p20: int
    """In 80 % of them."""
    p50: int
    """In half of them."""
    p80: int
    """In 20 % of them."""
    p95: int
    """In 5 % of them."""


_DAYS = ("planned", "p50", "p80", "p95")
_SPREAD: dict[str, Kind] = dict.fromkeys(_DAYS, WHEN)
_LATE: dict[str, Kind] = {f"late_{name}": WHOLE for name in _DAYS}
RISK_COLUMNS: dict[str, dict[str, Kind]] = {
    "participants": {
        "participant": TEXT, **_SPREAD, **_LATE, "late": NUMBER, "unplaced": NUMBER,
    },
    "milestones": {"kind": TEXT, "id": TEXT, **_SPREAD},
    "environments": {
        "environment": TEXT, "outages": NUMBER, "down": NUMBER, "finish": NUMBER,
        "lateness": NUMBER,
    },
    "fan": {
        "day": WHEN, "planned": WHOLE, "p5": WHOLE, "p20": WHOLE, "p50": WHOLE, "p80": WHOLE,
        "p95": WHOLE,
    },
}  # fmt: skip
"""The columns of the tables of a risk."""


@frozen(order=False, kw_only=True)
class Risk(Report):
    """How late a plan may end: ``str()`` as text, a picture and tables in notebooks, frames.

    Days are the last ones on which somebody is in a slot; lateness is in working periods. Tables:
    ``participants``, ``milestones``, ``environments``, ``fan``.
    """

    _tables: ClassVar[tuple[str, ...]] = tuple(RISK_COLUMNS)

    programme: str
    """Name of the programme."""
    samples: int
    """How many futures were drawn: fewer than asked for after Ctrl-C."""
    interrupted: bool
    """Whether Ctrl-C ended it before all were drawn."""
    seed: int
    """Their seed."""
    response: Response
    """What was done about outages."""
    finish: DaySpread
    """The last day of all."""
    lateness: NumberSpread
    """Periods late, over all participants."""
    overruns: float
    """Share of the futures that end after the calendar does."""
    participants: tuple[ParticipantRisk, ...] = field(repr=False)
    """Everybody who is placed, by id."""
    milestones: tuple[MilestoneRisk, ...] = field(repr=False)
    """Phases, then stages."""
    environments: tuple[EnvironmentRisk, ...] = field(repr=False)
    """The environments that matter most first."""
    fan: tuple[FanPoint, ...] = field(repr=False)
    """How many are through by when."""
    chart: Chart = field(repr=False, eq=False)
    """A fan: how many are through by when, as planned and as drawn."""

    def write(self, path: str | PathLike[str]) -> None:
        """Writes a file by its ending: .svg the picture, .html a page with picture and tables,
        .json the data, .txt the text, .csv a row for each participant."""
        self.chart.write_with(self, path)

    def _repr_html_(self) -> str:
        return self.chart.picture() + str(self._shown.html)

    def _sheet(self, table: str) -> Sheet:
        columns = RISK_COLUMNS[table]
        return Sheet(columns, [_cells(one, table) for one in getattr(self, table)], "UTC")


def _cells(one: Any, table: str) -> list[Any]:
    def spread(of: Any) -> list[Any]:
        return [getattr(of, name) for name in _DAYS]

    if table == "participants":
        late = spread(one.lateness)
        return [one.participant, *spread(one.finish), *late, one.late, one.unplaced]
    if table == "milestones":
        return [one.kind, one.id, *spread(one.finish)]
    return [getattr(one, name) for name in RISK_COLUMNS[table]]


def risk(
    programme: Programme,
    plan: Plan | Result,
    outage_model: OutageModel | DowntimeLog | None = None,
    samples: SupportsIndex = 1000,
    seed: SupportsIndex = 0,
    *,
    response: Response = "pushed",
    from_: date | None = None,
    notice: Lead | SupportsIndex | None = None,
    work_limit: int | None = 2_000,
    num_workers: int | None = None,
) -> Risk:
    """Draws outages many times over, and says how late a plan may end.

    plan: a plan of the programme.
    outage_model: how often what fails; a downtime log teaches that (`OutageModel.from_log`). If left
        out, the programme's own log does: the incidents among its unavailability. With `from_`, a log
        knows nothing of that day and later ones.
    samples: how many futures are drawn, 1 to 100,000.
    seed: the same seed gives the same numbers, on any number of threads.
    response: what is done about outages: `Response`.
    from_: outages begin on or after this day or moment; from the calendar's first day on if left out.
    notice, work_limit: of each re-plan, as in `compare`.
    num_workers: threads to use; all processors if None.

    Ctrl-C ends it within a second with the futures drawn so far. Raises `InvalidProgramme`,
    `InvalidPlan`, and `WrongValue` if the model names what the programme does not have.
    """
    problem = instance(programme, Programme)._problem()
    given = given_plan(plan)
    if given is None:
        raise WrongValue("risk: a plan is asked for, got None")
    log = programme.downtime_log() if outage_model is None else outage_model
    if isinstance(log, DowntimeLog):
        model = OutageModel.from_log(programme, log, until=from_)
    else:
        model = instance(log, OutageModel)
    if outage_model is None and not model.sources:
        raise WrongValue(
            "the programme has had no incident to learn from: give an outage_model, or a downtime log"
        )
    how = None
    if choice(response, Response) == "replanned":
        first = programme.calendar.from_
        how = limits(
            time_limit=None,
            work_limit=work_limit,
            gap=0.0,
            seed=0,
            num_workers=1,
            now=first,
            freeze_until=None,
            notice=notice,
        )
    elif notice is not None:
        raise WrongValue("notice is for re-plans: give response='replanned', too")
    told, svg = _native.risk(
        problem,
        given._data(),
        to_data(model),
        samples=in_range("samples", whole(samples), 1),
        seed=in_range("seed", whole(seed), 0),
        num_workers=(
            None if num_workers is None else in_range("num_workers", whole(num_workers), 1)
        ),
        from_=None if from_ is None else to_data(when(from_)),
        limits=how,
    )
    made = {
        name: from_data(value, kind)
        for name, kind, value in (
            ("finish", DaySpread, told[0]["finish"]),
            ("lateness", NumberSpread, told[0]["lateness"]),
            ("participants", tuple[ParticipantRisk, ...], told[0]["participants"]),
            ("milestones", tuple[MilestoneRisk, ...], told[0]["milestones"]),
            ("environments", tuple[EnvironmentRisk, ...], told[0]["environments"]),
            ("fan", tuple[FanPoint, ...], told[0]["fan"]),
        )
    }
    return Risk(shown=Shown(*told[1:]), chart=Chart(svg), **(told[0] | made))
