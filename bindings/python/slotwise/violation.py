"""What the checker says about a plan that breaks a rule."""

from datetime import date
from typing import Any

from attrs import frozen

from slotwise import _html
from slotwise._data import from_data
from slotwise.model.rule import RuleKind


@frozen(order=False)
class Violation:
    """One way in which a plan breaks a rule."""

    rule: RuleKind
    """The rule that is broken."""
    message: str
    """How: names, dates in the programme's zone, numbers."""
    participants: tuple[str, ...]
    """Ids of the participants concerned."""
    slots: tuple[str, ...]
    """Ids of the plan's slots concerned."""
    environment: str | None
    """Where."""
    stage: str | None
    """Which stage."""
    start: date | None
    """First day or moment of where the rule is broken, or of the slot that breaks it."""
    end: date | None
    """First day or moment after."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


class Violations(tuple[Violation, ...]):
    """What the checker found: a tuple that notebooks show as a table. Empty if no rule is broken."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(str(one) for one in self) or "no rule is broken"

    def _repr_html_(self) -> str:
        if not self:
            return _html.note("No rule is broken.")
        rows = [
            (one.rule, one.message, ", ".join(one.slots), ", ".join(one.participants))
            for one in self
        ]
        return _html.table(("rule", "how it is broken", "slots", "participants"), rows)


def violations(data: list[dict[str, Any]]) -> Violations:
    """Violations from plain data."""
    return Violations(from_data(data, tuple[Violation, ...]))
