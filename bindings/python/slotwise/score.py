"""What a plan is worth."""

from typing import Any

import attrs
from attrs import frozen

from slotwise.model.objective import Term


@frozen(order=False)
class TermScore:
    """A plan's value in one term."""

    term: Term
    """The term."""
    amount: float
    """What is counted, before the level's weight."""
    value: float
    """Times the level's weight."""


@frozen(order=False)
class Share:
    """What one participant contributes to a level."""

    participant: str
    """Its id."""
    value: float
    """In the objective's units."""


@frozen(order=False)
class LevelScore:
    """A plan's value at one level of the objective, in the objective's units. Less is better."""

    name: str
    """Name of the level."""
    value: float
    """The weighted sum of the terms."""
    terms: tuple[TermScore, ...]
    """What the value is made of."""
    shares: tuple[Share, ...]
    """What single participants contribute: those that contribute anything, by id. Slots,
    environments and makespan are nobody's."""


def level_score(data: dict[str, Any]) -> LevelScore:
    """A level's score from plain data."""
    return LevelScore(
        data["name"],
        data["value"],
        tuple(TermScore(**term) for term in data["terms"]),
        tuple(Share(**share) for share in data.get("shares", ())),
    )


def level_data(level: LevelScore, bound: float | None = None, gap: float | None = None) -> Any:
    """Plain data of a level's score, with its bound and gap if they are known."""
    data = attrs.asdict(level)
    return data if bound is None else data | {"bound": bound, "gap": gap}
