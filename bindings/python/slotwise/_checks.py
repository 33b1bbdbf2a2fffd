"""Checks of arguments: each takes what a caller gave and returns what is kept, or raises.

They are attrs converters, so their parameter types are those of the constructors.
"""

import difflib
import math
import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, SupportsIndex, TypeVar, get_args

import attrs

from slotwise.errors import WrongType, WrongValue

T = TypeVar("T")
N = TypeVar("N", int, float)

_LARGEST = 2**63 - 1


def shown(value: object) -> str:
    """A value for a message: its repr, cut short, and its type."""
    text = repr(value)
    if len(text) > 60:
        text = text[:57] + "..."
    return f"{text} ({type(value).__name__})"


def text(value: str) -> str:
    """A string."""
    if isinstance(value, str):
        return str(value)
    known = getattr(value, "id", None)
    hint = f"; write its id, {known!r}" if isinstance(known, str) else ""
    raise WrongType(f"a string is asked for, got {shown(value)}{hint}")


def text_or_none(value: str | None) -> str | None:
    """A string or None."""
    return None if value is None else text(value)


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """Strings."""
    return several(text, values)


def whole(value: SupportsIndex) -> int:
    """A whole number of at most 64 bits. Numpy's integers count, bool does not."""
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise WrongType(f"a whole number is asked for, got {shown(value)}")
    number = operator.index(value)
    if abs(number) > _LARGEST:
        raise WrongValue(f"a whole number of at most 64 bits is asked for, got {number}")
    return number


def whole_or_none(value: SupportsIndex | None) -> int | None:
    """A whole number or None."""
    return None if value is None else whole(value)


def number(value: float) -> float:
    """A finite number. Numpy's numbers count, bool and strings do not."""
    if isinstance(value, bool | str | bytes) or not hasattr(value, "__float__"):
        raise WrongType(f"a number is asked for, got {shown(value)}")
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        raise WrongValue(f"a number is asked for, got {shown(value)}") from None
    if not math.isfinite(result):
        raise WrongValue(f"a finite number is asked for, got {result}")
    return result


def in_range(name: str, value: N, least: int, most: int = 2**31 - 1) -> N:
    """A number between two."""
    if not least <= value <= most:
        raise WrongValue(f"{name}: {least} to {most} is asked for, got {value}")
    return value


def flag(value: bool) -> bool:
    """True or False."""
    if isinstance(value, bool) or (
        type(value).__module__ == "numpy" and type(value).__name__ == "bool"
    ):
        return bool(value)
    raise WrongType(f"True or False is asked for, got {shown(value)}")


def day(value: date) -> date:
    """A `datetime.date` that is not a datetime."""
    if isinstance(value, datetime):
        raise WrongType(
            f"a date is asked for, got the datetime {value.isoformat()}; "
            "write datetime.date(...), or call its .date()"
        )
    if isinstance(value, date):
        return value
    raise WrongType(f"a datetime.date is asked for, got {shown(value)}")


def when(value: date) -> date:
    """A `datetime.date`, or a `datetime.datetime` that knows its zone."""
    if not isinstance(value, datetime):
        if isinstance(value, date):
            return value
        raise WrongType(
            f"a datetime.date, or a datetime.datetime with a zone, is asked for, got {shown(value)}"
        )
    if value.utcoffset() is None:
        raise WrongValue(
            f"the datetime {value.isoformat()} is naive: it does not say in which zone; write "
            'datetime(..., tzinfo=ZoneInfo("Europe/London")) with the zone of the calendar, or a '
            "datetime.date if the day is meant"
        )
    if type(value) is not datetime:  # Timestamp of pandas, for one.
        return datetime.combine(value.date(), value.timetz())
    return value


def when_or_none(value: date | None) -> date | None:
    """A date, a datetime that knows its zone, or None."""
    return None if value is None else when(value)


def whens(values: Iterable[date]) -> tuple[date, ...]:
    """Dates, or datetimes that know their zones."""
    return several(when, values)


def clock(value: time) -> time:
    """A local clock time: a `datetime.time` without a zone."""
    if not isinstance(value, time):
        raise WrongType(f"a datetime.time is asked for, got {shown(value)}")
    if value.tzinfo is not None:
        raise WrongValue(f"{value} has a zone; clock times are local to the calendar's zone")
    return value


def several(check: Callable[[Any], T], values: Iterable[Any]) -> tuple[T, ...]:
    """A tuple of what the check lets through. One string or mapping is not several."""
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise WrongType(f"a list is asked for, got {shown(values)}")
    result = []
    for position, value in enumerate(values):
        try:
            result.append(check(value))
        except (WrongType, WrongValue) as error:
            raise _at(f"[{position}]", error) from None
    return tuple(result)


def choice(value: T, choices: Any) -> T:
    """One of a Literal's strings."""
    allowed = get_args(choices)
    if isinstance(value, str) and value in allowed:
        return value
    near = nearest(value, allowed) if isinstance(value, str) else None
    hint = f"; did you mean {near!r}?" if near else ""
    raise WrongValue(f"one of {', '.join(map(repr, allowed))} is asked for, got {value!r}{hint}")


def nearest(value: str, known: Iterable[str]) -> str | None:
    """The name that is spelled most alike, whatever the case; None if none is near."""
    names = {name.lower(): name for name in known}
    near = difflib.get_close_matches(value.lower(), names, 1)
    return names[near[0]] if near else None


def instance(value: T, *classes: type) -> T:
    """An instance of one of the classes."""
    if isinstance(value, classes):
        return value
    names = " or ".join(cls.__name__ for cls in classes)
    raise WrongType(f"{names} is asked for, got {shown(value)}")


def named(cls: type, fields: list["attrs.Attribute[Any]"]) -> list["attrs.Attribute[Any]"]:
    """A field transformer of attrs: what converters raise begins with class and field."""
    return [
        field.evolve(
            converter=_naming(f"{cls.__name__}.{field.alias or field.name}", field.converter)
        )
        if field.converter
        else field
        for field in fields
    ]


def _naming(name: str, convert: Any) -> Callable[[Any], Any]:
    def converted(value: Any) -> Any:
        try:
            return convert(value)
        except (WrongType, WrongValue) as error:
            raise _at(name, error) from None

    return converted


def _at(place: str, error: WrongType | WrongValue) -> WrongType | WrongValue:
    message = str(error)
    separator = "" if message.startswith(("[", ".")) else ": "
    return type(error)(f"{place}{separator}{message}")
