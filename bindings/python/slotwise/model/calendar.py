"""The calendar: zone, working days, hours, resolution, horizon."""

import datetime
from collections.abc import Iterable
from datetime import date, time
from typing import Literal

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import choice, clock, day, instance, named, several, text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Resolution = Literal["day", "half_day", "hour"]


def weekdays(values: Iterable[Weekday]) -> tuple[Weekday, ...]:
    """Days of the week."""
    return several(lambda value: choice(value, Weekday), values)


def _weekdays_or_none(values: Iterable[Weekday] | None) -> tuple[Weekday, ...] | None:
    return None if values is None else weekdays(values)


def _resolution(value: Resolution) -> Resolution:
    return choice(value, Resolution)


@frozen(field_transformer=named, repr=False, order=False)
class Holiday(Data):
    """A day without work."""

    date: datetime.date = field(converter=day)
    """The day."""
    name: str = field(default="", converter=text)
    """What it is called."""


@frozen(field_transformer=named, repr=False, order=False)
class Hours(Data):
    """Local clock times ``[from_, to)``; ``time(0)`` as ``to`` is midnight at the day's end."""

    from_: time = field(converter=clock)
    """First moment."""
    to: time = field(converter=clock)
    """First moment after."""


def _hours(value: Hours | tuple[time, time] | None) -> Hours | None:
    if isinstance(value, tuple) and len(value) == 2:
        return Hours(*value)
    return None if value is None else instance(value, Hours)


def _holidays(values: Iterable[Holiday | date]) -> tuple[Holiday, ...]:
    def holiday(value: Holiday | date) -> Holiday:
        return value if isinstance(value, Holiday) else Holiday(value)

    return several(holiday, values)


@frozen(field_transformer=named, repr=False, order=False)
class Calendar(Data):
    """When work happens, and in which unit it is counted.

    A *working period* is the unit of every duration and lag: one working day, half of one, or one
    hour of one, by `resolution`. Days that are not working days, and hours outside
    `working_hours`, do not count.
    """

    zone: str = field(converter=text)
    """IANA time zone, such as ``"Europe/London"``."""
    from_: date = field(converter=day)
    """First day of the plan."""
    to: date = field(converter=day)
    """First day after the plan."""
    working_weekdays: tuple[Weekday, ...] = field(
        default=("mon", "tue", "wed", "thu", "fri"), converter=weekdays, kw_only=True
    )
    """Days of the week on which work happens."""
    holidays: tuple[Holiday, ...] = field(default=(), converter=_holidays, kw_only=True)
    """Days on which no work happens: `Holiday` objects or dates."""
    working_hours: Hours | None = field(default=None, converter=_hours, kw_only=True)
    """Local clock times between which a working day runs, also as a pair of `datetime.time`; the
    whole day if None."""
    support_hours: Hours | None = field(default=None, converter=_hours, kw_only=True)
    """Local clock times between which the environments are supported, also as a pair. Binds the
    stages with `Stage.needs_support`."""
    support_weekdays: tuple[Weekday, ...] | None = field(
        default=None, converter=_weekdays_or_none, kw_only=True
    )
    """Days of the week on which there is support; the working weekdays if None."""
    resolution: Resolution = field(default="day", converter=_resolution, kw_only=True)
    """The length of a working period."""
