"""What might happen to a programme, side by side."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar, Optional, SupportsIndex

from attrs import field, frozen

from slotwise import _native
from slotwise._base import Data
from slotwise._changes import changes as change_list
from slotwise._changes import changes_from_data, changes_to_data
from slotwise._checks import in_range, instance, named, number, several, text, when, whole
from slotwise._data import from_data, to_data
from slotwise._files import file_text
from slotwise._native import CancelToken
from slotwise.chart import Chart
from slotwise.errors import WrongValue
from slotwise.explanation import Shown
from slotwise.frames.cells import NUMBER, TEXT, WHEN, WHOLE, Kind
from slotwise.frames.make import Sheet
from slotwise.model.change import Change
from slotwise.model.readiness import Lead, lead_or_none
from slotwise.plan import Plan, plan_of
from slotwise.programme import Programme
from slotwise.reports import Report
from slotwise.result import Result, Status, result_of

BASELINE = "baseline"
"""The name of the plan that scenarios are compared with."""


def _base(value: Optional["Scenario"]) -> Optional["Scenario"]:
    return None if value is None else instance(value, Scenario)


@frozen(field_transformer=named, repr=False, order=False)
class Scenario(Data):
    """What might happen to a programme, under a name."""

    name: str = field(converter=text)
    """Its name, unique among those it is compared with."""
    changes: tuple[Change, ...] = field(default=(), converter=change_list)
    """What happens, in order."""
    base: Optional["Scenario"] = field(default=None, converter=_base)
    """The scenario that it is built on: its changes come first. The programme as it is if None."""

    def all_changes(self) -> tuple[Change, ...]:
        """Its changes after those of the scenario that it is built on."""
        below = () if self.base is None else self.base.all_changes()
        return below + self.changes


def scenarios_of(values: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """Scenarios, each with a name of its own."""
    given = several(lambda value: instance(value, Scenario), values)
    seen: set[str] = {BASELINE}
    for place, one in enumerate(given):
        if one.name in seen:
            raise WrongValue(f"[{place}]: there is a scenario {one.name!r} already; name it anew")
        if not one.name:
            raise WrongValue(f"[{place}]: a scenario has no name; give it one")
        seen.add(one.name)
    return given


def _scenario_data(given: Sequence[Scenario]) -> list[dict[str, Any]]:
    """In the words of files: those that others are built on have to be in the list, too, or else
    their changes stand before."""
    listed = {one.name: one for one in given}
    data = []
    for one in given:
        below = one.base
        before: tuple[Change, ...] = ()
        while below is not None and listed.get(below.name) != below:
            before = below.changes + before
            below = below.base
        made: dict[str, Any] = {"name": one.name, "changes": changes_to_data(before + one.changes)}
        if below is not None:
            made["base"] = below.name
        data.append(made)
    return data


def scenarios_to_json(scenarios: Iterable[Scenario]) -> str:
    """The JSON form of scenarios, with the version of the format."""
    return _native.write_scenarios(_scenario_data(scenarios_of(scenarios)))


def scenarios_from_json(text: str) -> tuple[Scenario, ...]:
    """Reads the JSON form of scenarios. Raises `UnreadableFile` with the path of what can't be
    read, `WrongValue` if they are built on one another in a circle or on what is not there."""
    return _scenarios(_native.read_scenarios(text))


def read_scenarios(path: str | PathLike[str]) -> tuple[Scenario, ...]:
    """Reads a file of scenarios in the JSON form. Raises as `scenarios_from_json`."""
    return scenarios_from_json(file_text(Path(path)))


def write_scenarios(path: str | PathLike[str], scenarios: Iterable[Scenario]) -> None:
    """Writes a file of scenarios in the JSON form."""
    Path(path).write_text(scenarios_to_json(scenarios), encoding="utf-8")


def _scenarios(data: list[dict[str, Any]]) -> tuple[Scenario, ...]:
    by_name = {one["name"]: one for one in data}
    if len(by_name) < len(data):
        raise WrongValue("two scenarios have the same name; give each its own")
    made: dict[str, Scenario] = {}

    def build(name: str, above: tuple[str, ...]) -> Scenario:
        if name in made:
            return made[name]
        if name not in by_name:
            raise WrongValue(f"{above[-1]!r} is built on {name!r}, which is not there")
        if name in above:
            raise WrongValue(f"{name!r} is built on itself")
        one = by_name[name]
        base = one.get("base")
        below = None if base is None else build(base, (*above, name))
        changes = changes_from_data(one["changes"])
        return made.setdefault(name, Scenario(name, changes, base=below))

    for name in by_name:
        build(name, ())
    return tuple(made[name] for name in by_name)


@frozen(order=False, kw_only=True)
class ScenarioLevel:
    """What a scenario's plan is worth at a level of the objective. Less is better."""

    level: str
    """Name of the level."""
    value: float
    """The plan's value."""
    bound: float | None
    """No plan that is as good in the levels before has less; None if unknown."""


@frozen(order=False, kw_only=True)
class Moves:
    """How many visits of participants to stages are not where they were in the baseline."""

    moved: int
    """At another time, or in another environment."""
    added: int
    """Not there before."""
    dropped: int
    """Not there any more."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.moved + self.added + self.dropped


@frozen(order=False, kw_only=True)
class ScenarioRow:
    """A scenario, in figures."""

    scenario: str
    """Its name."""
    base: str | None
    """The one that it is built on, if that is compared, too."""
    changes: tuple[str, ...]
    """What happens, in words."""
    status: Status | None
    """How much is known about its plan; None of a baseline that was given."""
    levels: tuple[ScenarioLevel, ...] = field(repr=False)
    """What its plan is worth at each level, most important first. Re-plans have levels of moves
    besides those of the programme."""
    moves: Moves
    """Visits that are not where they were in the baseline."""
    unplaced: tuple[str, ...]
    """Ids of those who are not placed."""
    late: int
    """How many are placed and late."""
    lateness: int
    """Working periods late, over all participants."""
    finish: date | None
    """The last day on which somebody is in a slot; None if nobody ever is."""
    gap: float | None
    """The largest relative gap of any level; None of a baseline that was given."""
    seconds: float
    """How long planning took."""

    @property
    def score(self) -> tuple[float, ...]:
        """The values of the levels. Tuples of rows with the same levels compare as plans do."""
        return tuple(level.value for level in self.levels)

    def value(self, level: str) -> float | None:
        """What the plan is worth at the level of that name; None if it has no such level."""
        return next((one.value for one in self.levels if one.level == level), None)


def level_names(rows: Iterable[ScenarioRow]) -> list[str]:
    """Names of all levels, in order."""
    names: list[str] = []
    for row in rows:
        place = 0
        for level in row.levels:
            if level.level in names:
                place = names.index(level.level) + 1
            else:
                names.insert(place, level.level)
                place += 1
    return names


_FIGURES: dict[str, Kind] = {
    "moves": WHOLE, "unplaced": WHOLE, "late": WHOLE, "lateness": WHOLE, "finish": WHEN,
    "gap": NUMBER, "seconds": NUMBER,
}  # fmt: skip


def scenario_sheet(rows: Sequence[ScenarioRow]) -> Sheet:
    """A row for each scenario, with a column for each level."""
    names = level_names(rows)
    columns: dict[str, Kind] = {
        "scenario": TEXT, "base": TEXT, "status": TEXT,
        **{f"score {name}" if name in _FIGURES else name: NUMBER for name in names},
        **_FIGURES,
    }  # fmt: skip
    cells = [
        [
            row.scenario, row.base, row.status, *(row.value(name) for name in names),
            row.moves.total, len(row.unplaced), row.late, row.lateness, row.finish, row.gap,
            row.seconds,
        ]
        for row in rows
    ]  # fmt: skip
    return Sheet(columns, cells, "UTC")


def level_sheet(rows: Iterable[ScenarioRow]) -> Sheet:
    """A row for each scenario and level."""
    columns: dict[str, Kind] = {"scenario": TEXT, "level": TEXT, "value": NUMBER, "bound": NUMBER}
    cells = [
        [row.scenario, level.level, level.value, level.bound]
        for row in rows
        for level in row.levels
    ]
    return Sheet(columns, cells, "UTC")


@frozen(order=False, kw_only=True)
class Comparison(Report):
    """Scenarios side by side: ``str()`` as text, a picture and a table in notebooks, frames.

    Tables: ``scenarios``, a row for each with a column for each level; ``levels``, a row for each
    scenario and level.
    """

    _tables: ClassVar[tuple[str, ...]] = ("scenarios", "levels")

    programme: str
    """Name of the programme."""
    rows: tuple[ScenarioRow, ...] = field(repr=False)
    """The baseline's, then the scenarios' in the order given."""
    interrupted: bool
    """Whether Ctrl-C ended it before all were planned; those that were not have no row."""
    chart: Chart = field(repr=False, eq=False)
    """A row for each scenario, bars for each level, the baseline marked."""
    plans: dict[str, Plan | Result] = field(repr=False, eq=False)
    """Each scenario's plan by its name, as the `Result` of its programme; the baseline's under
    ``"baseline"``, as a `Plan` if it was given."""

    def row(self, scenario: str) -> ScenarioRow:
        """The row of that scenario. Raises `WrongValue` if there is none."""
        found = next((row for row in self.rows if row.scenario == scenario), None)
        if found is None:
            raise WrongValue(f"there is no row of a scenario {scenario!r}")
        return found

    def plan(self, scenario: str) -> Plan:
        """The plan of that scenario. Raises `WrongValue` if there is none."""
        self.row(scenario)
        found = self.plans[scenario]
        return found.plan if isinstance(found, Result) else found

    def write(self, path: str | PathLike[str]) -> None:
        """Writes a file by its ending: .svg the picture, .html a page with picture and tables,
        .json the data, .txt the text, .csv a row for each scenario."""
        self.chart.write_with(self, path)

    def _repr_html_(self) -> str:
        return self.chart.picture() + str(self._shown.html)

    def _sheet(self, table: str) -> Sheet:
        return scenario_sheet(self.rows) if table == "scenarios" else level_sheet(self.rows)


def limits(
    *,
    time_limit: float | None,
    work_limit: int | None,
    gap: float,
    seed: int,
    num_workers: int | None,
    now: date | None,
    freeze_until: date | None,
    notice: Lead | SupportsIndex | None,
) -> dict[str, Any]:
    """How scenarios are planned, as plain data."""
    if now is None and (freeze_until is not None or notice is not None):
        raise WrongValue("freeze_until and notice count from now: give it, too")
    ahead = lead_or_none(notice)
    return {
        "time_limit": (
            None if time_limit is None else in_range("time_limit", number(time_limit), 0)
        ),
        "work_limit": None if work_limit is None else in_range("work_limit", whole(work_limit), 0),
        "gap": in_range("gap", number(gap), 0, 1),
        "seed": in_range("seed", whole(seed), 0),
        "num_workers": (
            None if num_workers is None else in_range("num_workers", whole(num_workers), 1)
        ),
        "now": None if now is None else to_data(when(now)),
        "freeze_until": None if freeze_until is None else to_data(when(freeze_until)),
        "notice": None if ahead is None else to_data(ahead),
    }


def given_plan(value: Plan | Result | None) -> Plan | None:
    """A baseline: a plan, or a result's."""
    if isinstance(value, Result):
        return value.plan
    return None if value is None else instance(value, Plan)


def compare(
    programme: Programme,
    scenarios: Iterable[Scenario],
    *,
    baseline: Plan | Result | None = None,
    now: date | None = None,
    freeze_until: date | None = None,
    notice: Lead | SupportsIndex | None = None,
    time_limit: float | None = None,
    work_limit: int | None = None,
    gap: float = 0.0,
    seed: int = 0,
    num_workers: int | None = None,
    cancel: CancelToken | None = None,
    on_row: Callable[[ScenarioRow], object] | None = None,
) -> Comparison:
    """Plans scenarios of a programme, and compares them with a baseline.

    baseline: a plan of the programme; planned with the same limits if left out.
    now: when scenarios are told: what has begun by then stays, and as much of the baseline as can,
        as in a re-plan. Without, each is planned from the start, as if it had been known before
        anything began, from the plans of the others.
    freeze_until, notice: as in a re-plan: what starts before stays as well; how long ahead
        participants should be told of moves (a number is one of working days).
    time_limit, work_limit, gap, seed, num_workers: as in `Programme.solve`, for each plan.
    on_row: called with each row as soon as it is there, the baseline's first, on the calling thread.

    Ctrl-C ends it within a second with the rows that are there. Raises `InvalidProgramme` with
    all findings about the programme, or with all that stands against any of the scenarios: nothing
    is planned then.
    """
    given = scenarios_of(scenarios)
    start = given_plan(baseline)
    problem = instance(programme, Programme)._problem()

    def hear(row: dict[str, Any]) -> None:
        if on_row is not None:
            on_row(row_of(row))

    told, svg, found = _native.compare(
        problem,
        _scenario_data(given),
        baseline=None if start is None else start._data(),
        limits=limits(
            time_limit=time_limit,
            work_limit=work_limit,
            gap=gap,
            seed=seed,
            num_workers=num_workers,
            now=now,
            freeze_until=freeze_until,
            notice=notice,
        ),
        cancel=cancel,
        on_row=None if on_row is None else hear,
    )
    plans: dict[str, Plan | Result] = {}
    for name, one in zip([BASELINE, *(one.name for one in given)], found, strict=True):
        if one is not None:
            own, plan, known = one
            plans[name] = (
                plan_of(own, plan) if known is None else result_of(own, plan, known, False)
            )
    data = told[0]
    return Comparison(
        shown=Shown(*told[1:]),
        programme=data["programme"],
        rows=tuple(map(row_of, data["rows"])),
        interrupted=data["interrupted"],
        chart=Chart(svg),
        plans=plans,
    )


def row_of(data: dict[str, Any]) -> ScenarioRow:
    """A row from plain data."""
    return from_data(data, ScenarioRow)
