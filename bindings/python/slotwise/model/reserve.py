"""Places of slots that are kept for re-tests."""

from collections.abc import Iterable
from datetime import date
from typing import SupportsIndex

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import named, several, text, text_or_none, when_or_none, whole_or_none


@frozen(field_transformer=named, repr=False, order=False)
class Reserve(Data):
    """Places that slots of a stage keep for re-tests: nobody else may have them (rule ``retest``).

    Of several that hold for a slot, the one with the most places counts.
    """

    places: int | None = field(default=None, converter=whole_or_none)
    """How many places, in sizes; the whole slot if None."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Of slots in this environment; in any if None."""
    from_: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """Of slots that start on or after."""
    to: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """Of slots that start before."""
    reason: str = field(default="", converter=text, kw_only=True)
    """What for."""


def reserves(values: "Iterable[Reserve | SupportsIndex]") -> tuple[Reserve, ...]:
    """Numbers of places or `Reserve` objects."""

    def reserve(value: Reserve | SupportsIndex) -> Reserve:
        return value if isinstance(value, Reserve) else Reserve(value)

    return several(reserve, values)
