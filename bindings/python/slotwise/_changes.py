"""Between changes and plain data in the shape of their JSON form."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, get_args

from slotwise._checks import instance, several
from slotwise._data import from_data, to_data
from slotwise.model.change import (
    CapacityChanged,
    Change,
    Outage,
    ParticipantJoined,
    ProgrammeMoved,
    ReadinessMoved,
    StageMoved,
    UnavailabilityMoved,
    WindowMoved,
)
from slotwise.model.participant import Participant
from slotwise.model.readiness import After, Lead

_CLASSES: tuple[type, ...] = get_args(Change)
_TAGS = {re.sub(r"(?<!^)([A-Z])", r"_\1", cls.__name__).lower(): cls for cls in _CLASSES}


def changes(values: Iterable[Change]) -> tuple[Change, ...]:
    """Changes, each one of the list."""
    return several(lambda value: instance(value, *_CLASSES), values)


def changes_to_data(values: Iterable[Change]) -> list[dict[str, Any]]:
    """Plain data of changes."""
    return [_to_data(change) for change in values]


def changes_from_data(data: Iterable[dict[str, Any]]) -> tuple[Change, ...]:
    """The changes of plain data that the compiled half made."""
    return tuple(_from_data(one) for one in data)


def _to_data(change: Change) -> dict[str, Any]:
    tag = next(tag for tag, cls in _TAGS.items() if cls is type(change))
    content = to_data(change)
    match change:
        case Outage() | UnavailabilityMoved():
            to, estimate = content.pop("to"), content.pop("estimate")
            if change.to is not None:
                content["end"] = {"known": to}
            elif isinstance(change.estimate, Lead):
                content["end"] = {"estimated_after": to_data(change.estimate)}
            else:
                content["end"] = {"estimated": estimate}
        case StageMoved() | ProgrammeMoved():
            content["by"] = {"months": content.pop("months"), "days": content.pop("days")}
        case WindowMoved():
            for name in ("window", "to"):
                first, after = content[name]
                content[name] = {"from": to_data(first), "to": to_data(after)}
        case ReadinessMoved():
            kind = "after" if isinstance(change.to, After) else "on"
            content = {
                "participant": change.participant,
                "to": {kind: to_data(change.to)},
                "what": _awaited(change),
            }
        case CapacityChanged():
            of = {"slot": change.slot} if change.slot is not None else {"stage": change.stage}
            content = {"of": of, "capacity": to_data(change.capacity)}
        case ParticipantJoined():
            content = content["participant"]
        case _:
            pass
    return {tag: content}


def _awaited(change: ReadinessMoved) -> dict[str, Any]:
    if change.data is not None:
        return {"data": change.data}
    element: Any = change.element
    if change.endpoint is not None:
        element = {"endpoint": change.endpoint}
    connection = {"environment": change.environment, "role": change.role, "element": element}
    return {"connection": connection}


def _from_data(data: dict[str, Any]) -> Change:
    [(tag, given)] = data.items()
    cls, content = _TAGS[tag], dict(given)
    if cls is ParticipantJoined:
        return ParticipantJoined(from_data(given, Participant))
    if "end" in content and cls in (Outage, UnavailabilityMoved):
        [(kind, end)] = content.pop("end").items()
        if kind == "estimated_after":
            content["estimate"] = end
        else:
            content["to" if kind == "known" else "estimate"] = end
        dates = {name: content.pop(name, None) for name in ("from", "to", "estimate", "notified")}
        read: dict[str, Any] = {
            name: Lead(**value) if isinstance(value, dict) else from_data(value, date)
            for name, value in dates.items()
            if value is not None
        }
        if "from" in read:
            read["from_"] = read.pop("from")
        if "on" in content:
            from slotwise.model.unavailability import Target

            content["on"] = from_data(content["on"], Target)
        made: Change = cls(**content, **read)
        return made
    if cls in (StageMoved, ProgrammeMoved):
        content |= content.pop("by")
    elif cls is WindowMoved:
        for name in ("window", "to"):
            content[name] = [content[name]["from"], content[name]["to"]]
    elif cls is ReadinessMoved:
        [(kind, to)] = content["to"].items()
        moment = from_data(to, date) if kind == "on" else from_data(to, After)
        [(what, value)] = content["what"].items()
        if what == "data":
            return ReadinessMoved(content["participant"], to=moment, data=value)
        element = value["element"]
        endpoint = element["endpoint"] if isinstance(element, dict) else None
        return ReadinessMoved(
            content["participant"],
            to=moment,
            environment=value["environment"],
            role=value.get("role"),
            element=None if endpoint is not None else element,
            endpoint=endpoint,
        )
    elif cls is CapacityChanged:
        content |= content.pop("of")
    read_one: Change = from_data(content, cls)
    return read_one
