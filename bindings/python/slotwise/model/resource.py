"""Resources that slots and participants share."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import choice, instance, named, several, text, when, whole

TakenPer = Literal["slot", "participant"]


def _per(value: TakenPer) -> TakenPer:
    return choice(value, TakenPer)


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class AmountChange(Data):
    """A span ``[from_, to)`` in which there is another amount of a resource.

    A period that is touched has no more than this, if this is less than the usual amount; only a
    period that lies inside has more.
    """

    from_: date = field(converter=when)
    """First day or moment."""
    to: date = field(converter=when)
    """First day or moment after."""
    amount: int = field(converter=whole)
    """How much there is then."""


def _changes(values: Iterable[AmountChange]) -> tuple[AmountChange, ...]:
    return several(lambda value: instance(value, AmountChange), values)


@frozen(field_transformer=named, repr=False, order=False)
class Resource(Data):
    """Something of which there is only so much at a time, such as a test team, or the one instance
    of a system (rule ``resource``)."""

    id: str = field(converter=text)
    """Stable name, unique among resources."""
    amount: int = field(converter=whole)
    """How much of it there is, in whole units of your choice."""
    name: str = field(default="", converter=text, kw_only=True)
    """Name for people; the id if left out."""
    changes: tuple[AmountChange, ...] = field(default=(), converter=_changes, kw_only=True)
    """Spans in which there is another amount; where several touch a working period, the least of
    them counts."""


@frozen(field_transformer=named, repr=False, order=False)
class Take(Data):
    """What slots of a stage take of a resource while they run, pauses included."""

    resource: str = field(converter=text)
    """Id of the resource."""
    amount: int = field(default=1, converter=whole)
    """How much."""
    per: TakenPer = field(default="slot", converter=_per, kw_only=True)
    """For each open slot, or for each participant in one, whatever its size."""


def takes(values: Iterable[Take | str]) -> tuple[Take, ...]:
    """Ids or `Take` objects."""

    def take(value: Take | str) -> Take:
        return value if isinstance(value, Take) else Take(value)

    return several(take, values)
