"""How many environments are open at once."""

from datetime import date
from typing import Any

from attrs import frozen

from slotwise import _html


@frozen(order=False)
class ConcurrencyRow:
    """Days in which the same environments are open."""

    from_: date
    """First day."""
    to: date | None
    """First day after; None in the last row, in which none is open any more."""
    environments: tuple[str, ...]
    """Ids of those that are open, sorted."""

    @property
    def count(self) -> int:
        """How many are open."""
        return len(self.environments)


class Concurrency(tuple[ConcurrencyRow, ...]):
    """Rows from the first window's first day on: a tuple that notebooks show as a table."""

    __slots__ = ()

    def count_on(self, day: date) -> int:
        """How many environments are open on a day."""
        inside = [one for one in self if one.from_ <= day and (one.to is None or day < one.to)]
        return inside[0].count if inside else 0

    def _repr_html_(self) -> str:
        rows = [
            (one.from_, one.to or "", one.count, ", ".join(one.environments)) for one in self
        ]
        return _html.table(("from", "to", "open", "environments"), rows, numbers=(2,))


def concurrency(data: list[dict[str, Any]]) -> Concurrency:
    """Rows from plain data."""

    def day(text: str | None) -> date | None:
        return None if text is None else date.fromisoformat(text)

    return Concurrency(
        ConcurrencyRow(date.fromisoformat(row["from"]), day(row["to"]), tuple(row["environments"]))
        for row in data
    )
