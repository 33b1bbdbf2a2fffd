"""What makes one plan better than another."""

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import choice, instance, named, number, several, text

Term = Literal[
    "unplaced_mandatory",
    "unplaced_optional",
    "lateness",
    "environment_cost",
    "slots_opened",
    "changeovers",
    "completion",
    "makespan",
    "under_target",
    "balance",
    "preferences",
    "frozen",
    "short_notice",
    "moves",
    "maintenance_lost",
    "maintenance_outside",
    "maintenance_wait",
]
"""What is counted.

- ``unplaced_mandatory``: weights of the participants that are not placed.
- ``unplaced_optional``: weight x optional stages that a participant goes without.
- ``lateness``: weight x working periods by which completion passes the due date.
- ``environment_cost``: costs of the optional environments in which any slot is open.
- ``slots_opened``: open slots, those given by hand included.
- ``changeovers``: how often environments change from one stage to another.
- ``completion``: weight x working periods from the calendar's first to the route's end.
- ``makespan``: the latest end of any open slot, in working periods from the calendar's first.
- ``under_target``: what open slots lack to their stage's target, in sizes.
- ``balance``: the largest load of any environment: sizes of all visits to its slots.
- ``preferences``: penalties of routes taken and of preferences that a slot taken matches.
- ``frozen``: in a re-plan, weight x visits that had begun, or lay in the frozen time, and are not where
  they were.
- ``short_notice``: in a re-plan, weight x working periods by which the earlier of old and new start of
  a visit that is not where it was falls short of the notice.
- ``moves``: in a re-plan, weight x visits that are not where they were. An objective that names none of
  the three gets them in a re-plan: ``frozen`` first, the others after the levels of who is placed.
- ``maintenance_lost``: test time lost to movable maintenance: working periods in which an environment
  that it is on is open and not unavailable anyway.
- ``maintenance_outside``: its days outside fixed planned unavailability.
- ``maintenance_wait``: days from the first place that it could take to the one it takes. An objective
  that names none of the three gets them as its last levels, if there is movable maintenance.
"""


def _term(value: Term) -> Term:
    return choice(value, Term)


@frozen(field_transformer=named, repr=False, order=False)
class WeightedTerm(Data):
    """A term and its weight."""

    term: Term = field(converter=_term)
    """The term."""
    weight: float = field(default=1.0, converter=number)
    """Its weight; at least 0, at most three decimals."""


def _terms(
    values: Mapping[Term, float] | Iterable[WeightedTerm | Term],
) -> tuple[WeightedTerm, ...]:
    if isinstance(values, Mapping):
        return tuple(WeightedTerm(term, weight) for term, weight in values.items())

    def weighted(value: WeightedTerm | Term) -> WeightedTerm:
        return value if isinstance(value, WeightedTerm) else WeightedTerm(value)

    return several(weighted, values)


@frozen(field_transformer=named, repr=False, order=False)
class Level(Data):
    """A weighted sum of terms, to be made as small as possible."""

    name: str = field(converter=text)
    """Name for people."""
    terms: tuple[WeightedTerm, ...] = field(converter=_terms)
    """The terms, each at most once: a mapping from terms to weights, terms of weight 1, or
    `WeightedTerm` objects."""


def _levels(values: Iterable[Level]) -> tuple[Level, ...]:
    return several(lambda value: instance(value, Level), values)


_DEFAULT = (
    Level("unplaced", ["unplaced_mandatory"]),
    Level("optional", ["unplaced_optional"]),
    Level("lateness", ["lateness"]),
    Level("effort", ["environment_cost", "slots_opened", "changeovers"]),
    Level("completion", ["completion"]),
    Level("preferences", ["preferences"]),
)


@frozen(field_transformer=named, repr=False, order=False)
class Objective(Data):
    """Ordered levels, most important first: a level counts only between plans that are equal in all
    levels before it.

    By default: everybody placed; optional stages; on time; little used; early; as preferred.
    """

    levels: tuple[Level, ...] = field(default=_DEFAULT, converter=_levels)
    """The levels."""
