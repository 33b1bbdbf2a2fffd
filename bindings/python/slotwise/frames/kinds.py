"""Cells that hold lead times, milestones and versions: how they are read, and how written."""

import re
from datetime import date
from typing import Any

from slotwise._checks import shown
from slotwise.frames.cells import NAMES, WHEN, WHOLE, Kind, Unreadable
from slotwise.model.readiness import After, Lead, Milestone
from slotwise.model.release import ComponentVersion

_LEAD = re.compile(r"(-?\d+)\s*(working[ _-])?days?", re.IGNORECASE)


def _lead(value: Any) -> Lead:
    if isinstance(value, str):
        match = _LEAD.fullmatch(value.strip())
        if match is not None:
            days = int(match[1])
            return Lead(days) if match[2] else Lead(days=days)
    try:
        return Lead(WHOLE.read(value))
    except Unreadable:
        remedy = "write 10 working days, or 14 days"
        raise Unreadable(f"{shown(value)} is no lead time", remedy) from None


def _milestone(value: Any) -> Milestone:
    if isinstance(value, str) and "after" in value:
        lead, _, asked = value.partition("after")
        return After(WHEN.read(asked), _lead(lead.strip()))
    read: date = WHEN.read(value)
    return read


def _versions(value: Any) -> tuple[ComponentVersion, ...]:
    read = []
    for item in NAMES.read(value):
        component, _, version = item.rpartition(" ")
        if not component.strip():
            raise Unreadable(f"{item!r} is no component with its version", "write DSP 2.0")
        read.append(ComponentVersion(component.strip(), version))
    return tuple(read)


LEAD = Kind("lead time, such as 10 working days", _lead, "text")
MILESTONE = Kind(
    "day or moment, or a lead time after a day, such as 10 working days after 2024-02-26",
    _milestone,
    "text",
)
VERSIONS = Kind(
    "components with their versions, such as DSP 2.0, with semicolons between", _versions, "text"
)


def lead(value: Lead | None) -> str | None:
    """A lead time as it is written."""
    if value is None:
        return None
    if value.working_days is not None:
        return f"{value.working_days} working days"
    return f"{value.days} days"


def milestone(value: Milestone | None) -> str | None:
    """A milestone as it is written."""
    if isinstance(value, After):
        return f"{lead(value.lead)} after {value.asked.isoformat()}"
    return None if value is None else value.isoformat()


def versions(values: tuple[ComponentVersion, ...]) -> tuple[str, ...] | None:
    """Versions as they are written."""
    return tuple(f"{one.component} {one.version}" for one in values) or None
