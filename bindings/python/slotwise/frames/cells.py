"""What stands in a cell: how it is read, whatever made the frame, and how it is written."""

import json
import math
import operator
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any, Literal, TypeVar, get_args

from attrs import frozen

from slotwise import _checks
from slotwise.errors import WrongType, WrongValue

T = TypeVar("T")

Written = Literal["text", "whole", "number", "flag", "when"]
"""What a column of a frame holds."""


class Unreadable(Exception):
    """A cell that can't be read: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@frozen(order=False)
class Kind:
    """A kind of cell."""

    name: str
    """What it is, for people."""
    read: Callable[[Any], Any]
    """Takes what stands in a frame. Raises `Unreadable`."""
    written: Written
    """As what it is written."""


def is_missing(value: object) -> bool:
    """Whether nothing stands in a cell: None, NaN, NaT, NA, or white space."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return isinstance(value, str) and not value.strip()


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    try:
        number = _checks.number(value)
    except (WrongType, WrongValue):
        raise Unreadable(f"{_checks.shown(value)} is no text", "write a name") from None
    # Names that are numbers: a column with gaps makes decimals of them.
    return str(int(number)) if number.is_integer() else repr(number)


def _whole(value: Any) -> int:
    remedy = "write a whole number"
    try:
        if isinstance(value, str):
            value = float(value) if "." in value else int(value)
        if hasattr(value, "is_integer") and value.is_integer():
            value = int(value)
        return _checks.whole(operator.index(value) if not isinstance(value, bool) else value)
    except (ValueError, TypeError, OverflowError):
        raise Unreadable(f"{_checks.shown(value)} is no whole number", remedy) from None


def _number(value: Any) -> float:
    try:
        return _checks.number(float(value) if isinstance(value, str) else value)
    except (ValueError, TypeError):
        message = f"{_checks.shown(value)} is no number"
        raise Unreadable(message, "write a number, with a point for the decimals") from None


_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _flag(value: Any) -> bool:
    flag = _FLAGS.get(str(value).strip().lower().removesuffix(".0"))
    if flag is None:
        raise Unreadable(f"{_checks.shown(value)} is neither yes nor no", "write yes or no")
    return flag


def _when(value: Any) -> date:
    remedy = "write 2024-02-26, or 2024-02-26T08:00:00+00:00 for a moment"
    if isinstance(value, str):
        text = value.strip()
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
            value = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
        except ValueError:
            raise Unreadable(f"{_checks.shown(text)} is no date", remedy) from None
    # Frames of pandas and files of Excel have no dates: there, midnight without a zone is the day.
    if isinstance(value, datetime) and value.tzinfo is None:
        if value.time() == time():
            return value.date()
        raise Unreadable(
            f"{value.isoformat()} does not say in which zone",
            'say it: frame[column].dt.tz_localize("Europe/London") in pandas, '
            '.dt.replace_time_zone("Europe/London") in polars',
        )
    try:
        return _checks.when(value)
    except (WrongType, WrongValue):
        raise Unreadable(f"{_checks.shown(value)} is no date", remedy) from None


def _day(value: Any) -> date:
    read = _when(value)
    if isinstance(read, datetime):
        raise Unreadable(f"{read.isoformat()} is a moment", "write a day, such as 2024-02-26")
    return read


def _list(value: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    if isinstance(value, str):
        text = value.strip()
        items: Any = None
        if text.startswith("["):
            try:
                items = json.loads(text)
            except ValueError:
                items = None
        if not isinstance(items, list):
            items = [part for part in text.replace("\n", ";").split(";") if part.strip()]
    elif isinstance(value, Iterable):
        items = list(value)
    else:
        items = [value]
    return tuple(read(item) for item in items if item is not None)


def _names(value: Any) -> tuple[str, ...]:
    return _list(value, _text)


def _whens(value: Any) -> tuple[date, ...]:
    return _list(value, _when)


TEXT = Kind("text", _text, "text")
NAMES = Kind("names, with semicolons between", _names, "text")
WHOLE = Kind("whole number", _whole, "whole")
NUMBER = Kind("number", _number, "number")
FLAG = Kind("yes or no", _flag, "flag")
WHEN = Kind("day or moment", _when, "when")
DAY = Kind("day", _day, "when")
WHENS = Kind("days or moments, with semicolons between", _whens, "text")


def choice(choices: Any) -> Kind:
    """One of a Literal's strings, in whatever case, with spaces or hyphens for underscores."""
    allowed = get_args(choices)

    def read(value: Any) -> str:
        text = _text(value)
        try:
            return _checks.choice(text.lower().replace(" ", "_").replace("-", "_"), choices)
        except WrongValue:
            message = f"{text!r} is none of {', '.join(allowed)}"
            raise Unreadable(message, f"write {near(text, allowed)}") from None

    return Kind(f"one of {', '.join(allowed)}", read, "text")


def choices(of: Any) -> Kind:
    """Some of a Literal's strings."""
    one = choice(of)
    return Kind(
        f"some of {', '.join(get_args(of))}, with semicolons between",
        lambda value: _list(value, one.read),
        "text",
    )


def near(text: str, known: Iterable[str]) -> str:
    """The one that is spelled most alike, or all of them."""
    names = list(known)
    found = _checks.nearest(text, names)
    return found if found is not None else "one of these"


def written(value: Any) -> Any:
    """A value as it is written to a cell: lists become text that reads back the same."""
    if not isinstance(value, tuple | list):
        return value
    items = [item.isoformat() if isinstance(item, date) else str(item) for item in value]
    plain = all(item.strip() == item and item and not set(item) & set(";\n") for item in items)
    if plain and items and not items[0].startswith("["):
        return "; ".join(items)
    return json.dumps(items, ensure_ascii=False)
