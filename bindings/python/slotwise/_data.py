"""Between the classes of this package and plain data (dict, list, str, numbers, None) in the shape
of the JSON form: what crosses to the compiled half.
"""

import re
from datetime import date, datetime, time
from typing import Any, Literal, TypeVar

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from slotwise.model.readiness import After, Lead, Milestone
from slotwise.model.reliance import (
    Alongside,
    AvailableComponent,
    AvailableParticipant,
    Finished,
    Relied,
)
from slotwise.model.rule import Apart, Rule, Together
from slotwise.model.stage import ByHand, Every, On, Pause, Starts, Weekdays
from slotwise.model.system import Repurposed
from slotwise.model.unavailability import Around, Target, Within

T = TypeVar("T")

_converter = Converter(detailed_validation=False)


def to_data(value: Any) -> Any:
    """Plain data of an object."""
    return _converter.unstructure(value)


def from_data(data: Any, cls: type[T]) -> T:
    """The object of plain data that the compiled half made."""
    return _converter.structure(data, cls)


def _renamed(cls: type) -> dict[str, Any]:
    """Python's names without the underscore that keeps them apart from its keywords."""
    return {
        field.name: override(rename=field.name.removesuffix("_"))
        for field in attrs.fields(cls)
        if field.name.endswith("_")
    }


def _moment(value: str) -> date:
    if len(value) == 10:
        return date.fromisoformat(value)
    return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))


_converter.register_unstructure_hook(date, lambda value: value.isoformat())
_converter.register_unstructure_hook(datetime, lambda value: value.isoformat())
_converter.register_unstructure_hook(time, lambda value: value.isoformat())
_converter.register_structure_hook(date, lambda value, _: _moment(value))
_converter.register_structure_hook(time, lambda value, _: time.fromisoformat(value))
_converter.register_unstructure_hook_factory(
    attrs.has,
    lambda cls: make_dict_unstructure_fn(cls, _converter, **_renamed(cls)),
)
_converter.register_structure_hook_factory(
    attrs.has, lambda cls: make_dict_structure_fn(cls, _converter, **_renamed(cls))
)

# Choices: {"tag": content}, or "tag" alone.


def _tagged(tag: str, cls: type[T], content: Literal["fields", "only field"]) -> None:
    """The class is written as `{tag: its fields}` or `{tag: its only field}`."""
    untagged = make_dict_unstructure_fn(cls, _converter, **_renamed(cls))

    def unstructure(value: T) -> dict[str, Any]:
        fields = untagged(value)
        return {tag: fields if content == "fields" else next(iter(fields.values()))}

    _converter.register_unstructure_hook(cls, unstructure)


_tagged("every", Every, "fields")
_tagged("weekdays", Weekdays, "only field")
_tagged("on", On, "only field")
_tagged("pause", Pause, "fields")
_tagged("within", Within, "fields")
_tagged("around", Around, "fields")
_tagged("participant", AvailableParticipant, "only field")
_tagged("component", AvailableComponent, "only field")
_tagged("finished", Finished, "fields")
_tagged("alongside", Alongside, "fields")
_tagged("repurposed", Repurposed, "only field")
_tagged("together", Together, "fields")
_tagged("apart", Apart, "fields")
_converter.register_unstructure_hook(ByHand, lambda _: "by_hand")


def _starts(data: Any, _: Any) -> Starts:
    if data == "by_hand":
        return ByHand()
    [(tag, content)] = data.items()
    if tag == "every":
        return from_data(content, Every)
    return Weekdays(content) if tag == "weekdays" else On(map(_moment, content))


def _rule(data: Any, _: Any) -> Rule:
    [(tag, content)] = data.items()
    if tag == "together":
        return from_data(content, Together)
    return from_data(content, Apart)


def _relied(data: Any, _: Any) -> Relied:
    [(tag, content)] = data.items()
    if tag == "participant":
        return AvailableParticipant(content)
    if tag == "component":
        return AvailableComponent(content)
    if tag == "finished":
        return from_data(content, Finished)
    return from_data(content, Alongside)


def _over_unavailability(data: Any, _: Any) -> Pause | Literal["avoid"]:
    return "avoid" if data == "avoid" else from_data(data["pause"], Pause)


def _movable(data: Any, _: Any) -> Within | Around | None:
    if data is None:
        return None
    [(tag, content)] = data.items()
    if tag == "within":
        return from_data(content, Within)
    return from_data(content, Around)


def _provision(data: Any, _: Any) -> Literal["own", "no"] | Repurposed | None:
    return Repurposed(data["repurposed"]) if isinstance(data, dict) else data


def _target(data: Any, _: Any) -> Target:
    return Target(everywhere=True) if data == "everywhere" else Target(**data)


def _target_data(target: Target) -> Any:
    if target.everywhere:
        return "everywhere"
    return {name: value for name, value in attrs.asdict(target).items() if value}


def _lead_data(lead: Lead) -> Any:
    return {name: value for name, value in attrs.asdict(lead).items() if value is not None}


# A date stands for a milestone where one is asked for, and for itself elsewhere.
_MILESTONES = (Milestone, Milestone | None)


def _milestone_data(value: Milestone | None) -> Any:
    if value is None:
        return None
    return {"after" if isinstance(value, After) else "on": to_data(value)}


def _milestone(data: Any, _: Any) -> Milestone | None:
    if data is None:
        return None
    [(tag, content)] = data.items()
    return _moment(content) if tag == "on" else from_data(content, After)


_converter.register_unstructure_hook(Lead, _lead_data)
_converter.register_structure_hook(Lead, lambda data, _: Lead(**data))
_converter.register_unstructure_hook_func(lambda cls: cls in _MILESTONES, _milestone_data)
_converter.register_structure_hook_func(lambda cls: cls in _MILESTONES, _milestone)
_converter.register_structure_hook_func(lambda cls: cls == Starts, _starts)
_converter.register_structure_hook_func(lambda cls: cls == Rule, _rule)
_converter.register_structure_hook_func(lambda cls: cls == Relied, _relied)
_converter.register_structure_hook_func(
    lambda cls: cls == Pause | Literal["avoid"], _over_unavailability
)
_converter.register_structure_hook_func(lambda cls: cls == Within | Around | None, _movable)
_converter.register_structure_hook_func(
    lambda cls: cls == Literal["own", "no"] | Repurposed | None, _provision
)
_converter.register_structure_hook(Target, _target)
_converter.register_unstructure_hook(Target, _target_data)
