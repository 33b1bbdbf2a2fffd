"""The downtime log: when something could not be used, as planned and as it came."""

from collections.abc import Iterable
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar

from attrs import field, frozen

from slotwise import _native
from slotwise._base import Data
from slotwise._checks import instance, named, several, text, texts, when, when_or_none
from slotwise._data import from_data, to_data
from slotwise._files import file_text
from slotwise.errors import WrongValue
from slotwise.finding import Finding
from slotwise.frames.cells import TEXT, WHEN, Kind
from slotwise.frames.make import Sheet, Tabular
from slotwise.frames.places import told
from slotwise.frames.sheet import Row, read
from slotwise.frames.tables import DOWNTIME
from slotwise.model.unavailability import (
    Cause,
    Target,
    UnavailabilityKind,
    cause,
    target,
    unavailability_kind,
)


@frozen(field_transformer=named, repr=False, order=False)
class PlannedTimes(Data):
    """When something was planned to be unavailable: ``[from_, to)``."""

    from_: date = field(converter=when)
    """First day or moment. Moments are told with their zone, also where the calendar counts days."""
    to: date = field(converter=when)
    """First day or moment after."""


@frozen(field_transformer=named, repr=False, order=False)
class ActualTimes(Data):
    """When something was unavailable: ``[from_, to)``."""

    from_: date = field(converter=when)
    """First day or moment, as for `PlannedTimes`."""
    to: date | None = field(default=None, converter=when_or_none)
    """First day or moment after; None: still going on."""


def _planned(value: PlannedTimes | tuple[date, date] | None) -> PlannedTimes | None:
    if isinstance(value, tuple) and len(value) == 2:
        return PlannedTimes(*value)
    return None if value is None else instance(value, PlannedTimes)


def _actual(value: ActualTimes | tuple[date, date | None] | None) -> ActualTimes | None:
    if isinstance(value, tuple) and len(value) == 2:
        return ActualTimes(*value)
    return None if value is None else instance(value, ActualTimes)


@frozen(field_transformer=named, repr=False, order=False)
class Downtime(Data):
    """An entry of the log: one piece of maintenance, or one incident."""

    id: str = field(converter=text)
    """Stable name, unique in the log; that of the programme's `Unavailability`, if it is one of
    its."""
    on: Target = field(converter=target, kw_only=True)
    """What is unavailable."""
    kind: UnavailabilityKind = field(default="planned", converter=unavailability_kind, kw_only=True)
    """In the schedule beforehand, an incident, or maintenance at short notice."""
    cause: Cause = field(default="maintenance", converter=cause, kw_only=True)
    """What it is."""
    planned: PlannedTimes | None = field(default=None, converter=_planned, kw_only=True)
    """When it was planned to be: `PlannedTimes` or a pair ``(from_, to)``; incidents were not."""
    actual: ActualTimes | None = field(default=None, converter=_actual, kw_only=True)
    """When it was: `ActualTimes` or a pair ``(from_, to)``; not, or not yet, if None."""
    root_cause: str = field(default="", converter=text, kw_only=True)
    """Why it came to be, once that is known."""
    reason: str = field(default="", converter=text, kw_only=True)
    """In words."""
    notified: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """When it was announced."""
    defect: str = field(default="", converter=text, kw_only=True)
    """Number of the defect that it belongs to."""
    participants: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """Ids of participants who said that it hit them."""


def _entries(values: Iterable[Downtime]) -> tuple[Downtime, ...]:
    return several(lambda value: instance(value, Downtime), values)


@frozen(field_transformer=named, repr=False, order=False)
class DowntimeLog(Data, Tabular):
    """What was planned to be unavailable, and what was: a value of its own beside the programme.

    `Programme.downtime_log` makes the first one, `Programme.downtime` and `Plan.downtime` sum one
    up. Its frame has the columns of its CSV form.
    """

    _tables: ClassVar[tuple[str, ...]] = ("downtime",)

    entries: tuple[Downtime, ...] = field(default=(), converter=_entries)
    """In any order."""

    @classmethod
    def from_json(cls, text_: str) -> "DowntimeLog":
        """Reads the JSON form (``docs/schema``). Raises `UnreadableFile`."""
        return from_data(_native.read_downtime(text(text_), False), cls)

    def to_json(self) -> str:
        """Writes the JSON form, with the version of the format."""
        return _native.write_downtime(to_data(self), False)

    @classmethod
    def from_csv(cls, text_: str) -> "DowntimeLog":
        """Reads the CSV form: a row for each entry, columns in any order, their names in any case;
        those of ``docs/frames.md``. Raises `UnreadableFile`."""
        return from_data(_native.read_downtime(text(text_), True), cls)

    def to_csv(self) -> str:
        """Writes the CSV form."""
        return _native.write_downtime(to_data(self), True)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> "DowntimeLog":
        """Reads a file by its ending: .json as `from_json`, .csv as `from_csv`."""
        source = Path(path)
        read_ = {".json": cls.from_json, ".csv": cls.from_csv}.get(source.suffix.lower())
        if read_ is None:
            raise WrongValue(f"{str(source)!r} ends in neither .json nor .csv")
        return read_(file_text(source))

    def write(self, path: str | PathLike[str]) -> None:
        """Writes a file by its ending: .json or .csv."""
        target_ = Path(path)
        made = {".json": self.to_json, ".csv": self.to_csv}.get(target_.suffix.lower())
        if made is None:
            raise WrongValue(f"{str(target_)!r} ends in neither .json nor .csv")
        target_.write_text(made(), encoding="utf-8", newline="")

    @classmethod
    def from_frame(cls, frame: Any) -> "DowntimeLog":
        """Reads a frame of pandas, polars or Arrow, or a list of mappings: a row for each entry,
        with the columns of ``docs/frames.md``. Raises `UnreadableFile` with every finding, at its
        row and column."""
        found: list[Finding] = []
        entries = [_entry(row, found) for row in read(DOWNTIME, frame, found)]
        if found:
            told(found)
        return cls(entry for entry in entries if entry is not None)

    def _sheet(self, table: str) -> Sheet:
        columns: dict[str, Kind] = dict(DOWNTIME.kinds)
        records = [_record(one) for one in self.entries]
        for name, kind in columns.items():
            # A log knows no zone: moments are text, with their offset.
            if kind is WHEN and any(isinstance(one.get(name), datetime) for one in records):
                columns[name] = TEXT
                for one in records:
                    if one.get(name) is not None:
                        one[name] = one[name].isoformat()
        rows = [[one.get(name) for name in columns] for one in records]
        return Sheet(columns, rows, "UTC")


def _entry(row: Row, found: list[Finding]) -> Downtime | None:
    on = row.some("environment", "component", "resource", "participant")
    if row["everywhere"]:
        on["everywhere"] = True
    if len(on) != 1:
        message = f"{len(on)} things are named that it is on"
        remedy = "fill exactly one of environment, component, resource, participant, everywhere"
        found.append(Finding("SW-E1505", row.place(), message, remedy))
        return None
    for has, lacks in [
        ("planned_from", "planned_to"),
        ("planned_to", "planned_from"),
        ("actual_to", "actual_from"),
    ]:
        if row[has] is not None and row[lacks] is None:
            message = f"{has} is there, {lacks} is not"
            found.append(Finding("SW-E1505", row.place(lacks), message, f"write {lacks} too"))
            return None
    planned, actual = row["planned_from"], row["actual_from"]
    return Downtime(
        row["id"] or "",
        on=Target(**on),
        planned=None if planned is None else (planned, row["planned_to"]),
        actual=None if actual is None else (actual, row["actual_to"]),
        **row.some(
            "kind", "cause", "root_cause", "reason", "notified", "defect", "participants"
        ),
    )


def _record(one: Downtime) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": one.id,
        "environment": one.on.environment,
        "component": one.on.component,
        "resource": one.on.resource,
        "participant": one.on.participant,
        "everywhere": one.on.everywhere,
        "kind": one.kind,
        "cause": one.cause,
        "root_cause": one.root_cause or None,
        "reason": one.reason or None,
        "notified": one.notified,
        "defect": one.defect or None,
        "participants": one.participants or None,
    }
    if one.planned is not None:
        record |= {"planned_from": one.planned.from_, "planned_to": one.planned.to}
    if one.actual is not None:
        record |= {"actual_from": one.actual.from_, "actual_to": one.actual.to}
    return record
