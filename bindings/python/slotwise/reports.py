"""Reports on programmes and plans: data first, and as text, HTML, JSON and frames.

The texts are the compiled half's, the same as from Rust.
"""

from datetime import date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import attrs
from attrs import field, frozen

from slotwise._checks import day
from slotwise.explanation import Explanation
from slotwise.frames.cells import TEXT, WHEN, Kind
from slotwise.frames.make import Sheet, Tabular


@frozen(order=False, kw_only=True)
class Report(Explanation, Tabular):
    """Rows of a report: ``str()`` as text, tables in notebooks, `to_pandas`, `to_polars` and
    `to_arrow` as frames."""

    _columns: ClassVar[dict[str, dict[str, Kind]]] = {}

    zone: str
    """Zone of the moments in it."""

    def _sheet(self, table: str) -> Sheet:
        columns = self._columns[table]
        rows = [[_cell(one, name) for name in columns] for one in getattr(self, table)]
        return Sheet(columns, rows, self.zone)


def _cell(row: Any, column: str) -> Any:
    names = {one.name for one in attrs.fields(type(row))}
    value = getattr(row, column if column in names else f"{column}_")
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
