"""News from a run."""

from typing import Any, Literal

from attrs import frozen

Phase = Literal["search", "prices", "integer program", "done"]


@frozen(order=False)
class LevelProgress:
    """Value and bound of one level of the objective so far, in the objective's units."""

    name: str
    """Name of the level."""
    value: float
    """The best plan's value."""
    bound: float
    """No plan that is as good in the levels before has less."""
    gap: float
    """``(value - bound) / value``; 0 where they meet."""


@frozen(order=False)
class Progress:
    """News from a run: what is known so far."""

    elapsed: float
    """Seconds since the start."""
    phase: Phase
    """What the run is doing."""
    level: int
    """The level of the objective that it works on, by place; the number of levels once done."""
    levels: tuple[LevelProgress, ...]
    """Value and bound of each level so far, most important first."""

    @property
    def objective(self) -> tuple[float, ...]:
        """The best plan's value at each level; tuples compare as plans do."""
        return tuple(level.value for level in self.levels)

    @property
    def lower_bound(self) -> tuple[float, ...]:
        """The bound at each level."""
        return tuple(level.bound for level in self.levels)

    @property
    def gap(self) -> float:
        """The largest relative gap of any level."""
        return max((level.gap for level in self.levels), default=0.0)


def progress(data: dict[str, Any]) -> Progress:
    """News from plain data."""
    levels = tuple(LevelProgress(**level) for level in data.pop("levels"))
    return Progress(**data, levels=levels)
