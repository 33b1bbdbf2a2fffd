"""Reports on programmes and plans: data first, and as text, HTML, JSON and frames.

The texts are the compiled half's, the same as from Rust.
"""

import html
from collections.abc import Iterable
from datetime import date, datetime, time
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from attrs import field, frozen

from slotwise._checks import day
from slotwise.errors import WrongValue
from slotwise.explanation import Explanation
from slotwise.frames.cells import FLAG, NUMBER, TEXT, WHEN, WHOLE, Kind
from slotwise.frames.make import Sheet, Tabular
from slotwise.model.readiness import Lead
from slotwise.model.unavailability import Cause, UnavailabilityKind


@frozen(order=False, kw_only=True)
class Report(Explanation, Tabular):
    """Rows of a report: ``str()`` as text, tables in notebooks, `to_pandas`, `to_polars` and
    `to_arrow` as frames."""

    _columns: ClassVar[dict[str, dict[str, Kind]]] = {}

    def write(self, path: str | PathLike[str]) -> None:
        """Writes a file by its ending: .html is a page of its own, .json the data, .txt the text."""
        target = Path(path)
        made = {".html": self._page, ".json": self.to_json, ".txt": self.__str__}
        write = made.get(target.suffix.lower())
        if write is None:
            raise WrongValue(f"{str(target)!r} ends in none of .html, .json and .txt")
        target.write_text(write(), encoding="utf-8", newline="")

    def _page(self) -> str:
        title = str(self).split("\n", 1)[0]
        return (
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>{html.escape(title)}</title></head>\n<body>{self._repr_html_()}</body></html>\n"
        )

    def _sheet(self, table: str) -> Sheet:
        columns = self._columns[table]
        rows = [[_cell(one, name) for name in columns] for one in self._rows(table)]
        return Sheet(columns, rows, getattr(self, "zone", "UTC"))

    def _rows(self, table: str) -> Iterable[Any]:
        rows: Iterable[Any] = getattr(self, table)
        return rows


def _cell(row: Any, column: str) -> Any:
    value = getattr(row, column if hasattr(row, column) else f"{column}_")
    return list(value) or None if isinstance(value, tuple) else value


def _starts(value: date, zone: str) -> datetime:
    """The first moment of a day, or the moment."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(), ZoneInfo(zone))


@frozen(order=False)
class VersionRow:
    """What an environment has of one component for a while."""

    environment: str
    """Id of the environment."""
    component: str
    """The component."""
    version: str | None
    """Its version; None if the programme does not say."""
    from_: date
    """From when on: the end of the deployment, or the calendar's first day."""
    to: date
    """The end of the next deployment, or the first day after the calendar."""
    deployment: str | None
    """Id of the deployment that brought it, an unavailability; None for what the environment began
    with."""


@frozen(order=False, kw_only=True)
class VersionTable(Report):
    """Versions by environment, component and time."""

    _tables = ("rows",)
    _columns = {
        "rows": {
            "environment": TEXT, "component": TEXT, "version": TEXT, "from": WHEN, "to": WHEN,
            "deployment": TEXT,
        },
    }  # fmt: skip

    zone: str
    """Zone of the moments in it."""
    rows: tuple[VersionRow, ...] = field(repr=False)
    """By environment, component, then time. Those of one component follow one another without a
    gap, over the whole calendar; what holds in no working period is left out."""

    def on(self, day_: date) -> tuple[VersionRow, ...]:
        """The version matrix of a day: what each environment has of each component at its start."""
        at = _starts(day(day_), self.zone)
        return tuple(
            row
            for row in self.rows
            if _starts(row.from_, self.zone) <= at < _starts(row.to, self.zone)
        )


@frozen(order=False)
class ConcurrencyRow:
    """Days in which the same environments run."""

    from_: date
    """First day."""
    to: date | None
    """First day after; None in the last row, in which none runs any more."""
    environments: tuple[str, ...]
    """Ids of those that run, sorted."""

    @property
    def days(self) -> int | None:
        """Number of days; None in the last row."""
        return None if self.to is None else (self.to - self.from_).days

    @property
    def count(self) -> int:
        """How many run."""
        return len(self.environments)


@frozen(order=False, kw_only=True)
class Concurrency(Report):
    """How many environments run at once, in rows of calendar days."""

    _tables = ("rows",)
    _columns = {
        "rows": {
            "from": WHEN, "to": WHEN, "days": WHOLE, "count": WHOLE, "environments": TEXT,
        },
    }  # fmt: skip

    participants: tuple[str, ...]
    """Ids of the participants whose environments are counted; empty for all."""
    rows: tuple[ConcurrencyRow, ...] = field(repr=False)
    """From the first day on which any runs. A row ends on the day on which the next one begins."""
    peak: int
    """The most that run at once."""
    environment_days: int
    """Days times environments, over all rows."""

    def count_on(self, day_: date) -> int:
        """How many run on a day."""
        at = day(day_)
        inside = [one for one in self.rows if one.from_ <= at and (one.to is None or at < one.to)]
        return inside[0].count if inside else 0


ReadinessState = Literal["met", "expected", "open", "late"]
"""How far a criterion is: true as of the day; dated later, but in time; dated by nobody, with time
left; or late: dated after it must be true, or dated by nobody when it is too late to begin."""

ReadinessKind = Literal[
    "own",
    "connectivity",
    "officer",
    "environment_manager",
    "request",
    "notice",
    "test_data",
    "prerequisite",
    "version",
    "set_up",
    "approval",
]
"""Kinds of criteria."""


@frozen(order=False)
class StageReadiness:
    """How far the participants of a stage are."""

    stage: str
    """Id of the stage."""
    participants: int
    """Participants of whom anything is asked."""
    ready: int
    """Of these, those for whom all of it is met."""
    met: int
    """Criteria met."""
    expected: int
    """Criteria that are dated in time."""
    open: int
    """Criteria that nobody has dated, for which there is still time."""
    late: int
    """Criteria that are late."""


@frozen(order=False)
class ReadinessRow:
    """One criterion of a participant for a stage."""

    stage: str
    """Id of the stage."""
    participant: str
    """Id of the participant."""
    environment: str | None
    """Id of the environment: of its slot, else of the one that the criterion is about."""
    starts: date | None
    """When its slot starts, if it has one."""
    kind: ReadinessKind
    """What kind of criterion it is."""
    what: str
    """What has to be true."""
    state: ReadinessState
    """How far it is."""
    expected: date | None
    """Since when, or from when on, it is true, if somebody has dated it."""
    by: date | None
    """By when it must be true: the start of the slot minus the report's lead; of an environment's
    set-up, the day on which it opens."""
    takes: Lead | None
    """How long it takes, if that is known."""
    begin_by: date | None
    """The last day on which it can be asked for, or begun, if it takes so long."""
    slack: int | None
    """Working days from `expected` to `by`; negative if it comes too late."""


@frozen(order=False, kw_only=True)
class ReadinessReport(Report):
    """What is asked before stages are started, and how far it is."""

    _tables = ("rows", "stages")
    _columns = {
        "rows": {
            "stage": TEXT, "participant": TEXT, "environment": TEXT, "starts": WHEN, "kind": TEXT,
            "what": TEXT, "state": TEXT, "expected": WHEN, "by": WHEN, "begin_by": WHEN,
            "slack": WHOLE,
        },
        "stages": {
            "stage": TEXT, "participants": WHOLE, "ready": WHOLE, "met": WHOLE, "expected": WHOLE,
            "open": WHOLE, "late": WHOLE,
        },
    }  # fmt: skip

    zone: str
    """Zone of the moments in it."""
    as_of: date
    """The day as of which it is."""
    lead: Lead | None
    """How long before a slot starts everything has to be true, if not at its start."""
    stages: tuple[StageReadiness, ...] = field(repr=False)
    """Sums by stage."""
    rows: tuple[ReadinessRow, ...] = field(repr=False)
    """By stage, start (those without one last) and participant."""

    @property
    def late(self) -> tuple[ReadinessRow, ...]:
        """The rows that are late."""
        return tuple(row for row in self.rows if row.state == "late")


@frozen(order=False)
class CatalogueValue:
    """A field of a template."""

    field: str
    """Which: ``participant``, ``test_lead``, …, in the order of the document's template."""
    environment: str | None
    """Id of the programme's environment, of a field that is about one."""
    minimum: bool
    """Whether it is in the list of what a template holds at least (§11.1)."""
    value: str | None
    """What stands in it; None if it is missing."""


@frozen(order=False)
class CatalogueEntry:
    """The template of one system."""

    participant: str
    """Id of the participant."""
    fields: tuple[CatalogueValue, ...]
    """In the order of the template (Figure 6), one for each environment of the programme."""
    missing_of_minimum: int
    """How many fields of the list in §11.1 are missing."""
    missing: int
    """How many of all fields are missing."""


@frozen(order=False)
class _Filled:
    participant: str
    field: str
    environment: str | None
    minimum: bool
    value: str | None


@frozen(order=False, kw_only=True)
class Catalogue(Report):
    """The environment catalogue: the document's template filled in for each participant's system."""

    _tables = ("fields", "systems")
    _columns = {
        "fields": {
            "participant": TEXT, "field": TEXT, "environment": TEXT, "minimum": FLAG, "value": TEXT,
        },
        "systems": {"participant": TEXT, "missing_of_minimum": WHOLE, "missing": WHOLE},
    }  # fmt: skip

    systems: tuple[CatalogueEntry, ...] = field(repr=False)
    """Those in the phase that begins first, first: SIT participants before others; then by the
    first day on which one of their environments opens, then by id."""

    def _rows(self, table: str) -> Iterable[Any]:
        if table == "systems":
            return self.systems
        return [
            _Filled(one.participant, value.field, value.environment, value.minimum, value.value)
            for one in self.systems
            for value in one.fields
        ]


@frozen(order=False)
class DowntimeRow:
    """An entry of a downtime log."""

    id: str
    """Its id."""
    on: str
    """What it is on, in words: an environment's id, or ``component DIP``."""
    environments: tuple[str, ...]
    """Ids of the environments that it takes away."""
    kind: UnavailabilityKind
    """Whether it was planned."""
    cause: Cause
    """What it is."""
    planned_from: date | None
    """When it was planned to begin."""
    planned_to: date | None
    """When it was planned to be over."""
    actual_from: date | None
    """When it began."""
    actual_to: date | None
    """When it was over; None if it never began, or is still going on."""
    going_on: bool
    """Whether it is still going on."""
    planned_hours: float
    """Hours planned."""
    actual_hours: float
    """Hours that it took."""
    root_cause: str
    """Why it came to be; in words what it is, if nobody knows yet."""
    defect: str
    """Number of its defect."""
    participants: tuple[str, ...]
    """Ids of the participants whom it hit."""


@frozen(order=False)
class KindDowntime:
    """Sums of a kind, each entry counted once, however many environments it takes away."""

    kind: UnavailabilityKind
    """Planned, unplanned or ad hoc."""
    entries: int
    """Number of entries."""
    planned_hours: float
    """Hours planned."""
    actual_hours: float
    """Hours that they took."""


@frozen(order=False)
class EnvironmentDowntime:
    """Downtime of an environment. What overlaps counts once."""

    environment: str
    """Id of the environment."""
    kind: UnavailabilityKind | None
    """Of this kind; of all if None."""
    entries: int
    """Number of entries."""
    planned_hours: float
    """Hours planned."""
    actual_hours: float
    """Hours down."""
    open: int
    """Working periods in which it is open, for any stage."""
    lost: int
    """Of these, those touched by actual downtime."""

    @property
    def availability(self) -> float | None:
        """The share of its working periods that was not lost; None if it is never open."""
        return (self.open - self.lost) / self.open if self.open else None


@frozen(order=False)
class RootCause:
    """A root cause in a month."""

    what: str
    """What."""
    entries: int
    """Entries that it brought about."""
    hours: float
    """Hours that these took."""


@frozen(order=False)
class MonthDowntime:
    """Downtime of a month, each entry counted once, however many environments it takes away."""

    month: date
    """Its first day."""
    entries: int
    """Entries with any hours in it."""
    planned_hours: float
    """Hours planned."""
    actual_hours: float
    """Hours that they took."""
    root_causes: tuple[RootCause, ...]
    """Why, most hours first."""
    participants: tuple[str, ...]
    """Ids of the participants who were hit."""

    @property
    def causes(self) -> tuple[str, ...]:
        """What the root causes are, most hours first."""
        return tuple(one.what for one in self.root_causes)


@frozen(order=False, kw_only=True)
class DowntimeReport(Report):
    """Downtime in the days ``[from_, to)``, planned and actual, in hours of the clock."""

    _tables = ("months", "kinds", "environments", "entries")
    _columns = {
        "months": {
            "month": WHEN, "entries": WHOLE, "planned_hours": NUMBER, "actual_hours": NUMBER,
            "causes": TEXT, "participants": TEXT,
        },
        "kinds": {
            "kind": TEXT, "entries": WHOLE, "planned_hours": NUMBER, "actual_hours": NUMBER,
        },
        "environments": {
            "environment": TEXT, "kind": TEXT, "entries": WHOLE, "planned_hours": NUMBER,
            "actual_hours": NUMBER, "open": WHOLE, "lost": WHOLE, "availability": NUMBER,
        },
        "entries": {
            "id": TEXT, "on": TEXT, "environments": TEXT, "kind": TEXT, "cause": TEXT,
            "planned_from": WHEN, "planned_to": WHEN, "actual_from": WHEN, "actual_to": WHEN,
            "going_on": FLAG, "planned_hours": NUMBER, "actual_hours": NUMBER, "root_cause": TEXT,
            "defect": TEXT, "participants": TEXT,
        },
    }  # fmt: skip

    zone: str
    """Zone of the moments in it."""
    from_: date
    """First day."""
    to: date
    """First day after."""
    months: tuple[MonthDowntime, ...] = field(repr=False)
    """By month, those with any hours."""
    kinds: tuple[KindDowntime, ...] = field(repr=False)
    """By kind."""
    environments: tuple[EnvironmentDowntime, ...] = field(repr=False)
    """By environment: each kind that it has entries of, then all kinds together."""
    entries: tuple[DowntimeRow, ...] = field(repr=False)
    """Entries with any hours in these days, by their first moment, then id."""
