"""What a run gives."""

import html
from typing import Any, Literal

from attrs import field, frozen

from slotwise._native import Problem
from slotwise.model.rule import RuleKind
from slotwise.plan import Plan, plan_of
from slotwise.score import LevelScore, level_score

Status = Literal["optimal", "feasible"]


@frozen(order=False)
class LevelOutcome:
    """What is known about one level of the objective, in the objective's units."""

    score: LevelScore
    """What the plan is worth at this level, by term and by participant."""
    bound: float
    """No plan that is as good in the levels before has less."""
    gap: float
    """``(value - bound) / value``; 0 where they meet."""

    @property
    def name(self) -> str:
        """Name of the level."""
        return self.score.name

    @property
    def value(self) -> float:
        """The plan's value."""
        return self.score.value

    @property
    def status(self) -> Status:
        """``"optimal"`` if value and bound meet."""
        return "optimal" if self.bound >= self.value else "feasible"


@frozen(order=False)
class Reason:
    """Why a participant is not placed."""

    rule: RuleKind
    """The rule that stood in the way."""
    stage: str | None
    """Id of the stage; None if the reason is not about one stage."""
    text: str
    """In the programme's words, with names, dates and numbers."""


@frozen(order=False)
class Unplaced:
    """A participant that is not placed."""

    participant: str
    """Its id."""
    reasons: tuple[Reason, ...]
    """Why."""


@frozen(order=False)
class Provenance:
    """Where a plan came from."""

    version: str
    """Version of the library."""
    programme_hash: str
    """SHA-256 of the programme's canonical JSON, in hexadecimal."""
    options: str
    """The options that bear on the result, in words."""


@frozen(order=False)
class Result:
    """A plan that keeps every rule, and what is known about it."""

    status: Status
    """``"optimal"``: proven at every level, no plan is better. ``"feasible"``: a better one may
    exist, within `gap`."""
    plan: Plan
    """The plan."""
    levels: tuple[LevelOutcome, ...]
    """Value and bound of each level of the objective, most important first."""
    unplaced: tuple[Unplaced, ...]
    """Who is not placed, and why, by id."""
    provenance: Provenance
    """Where it came from."""
    interrupted: bool
    """Whether Ctrl-C ended the run early."""
    runtime: float = field(eq=False)
    """Seconds that the run took. Results that differ in nothing else are equal."""

    @property
    def objective(self) -> tuple[float, ...]:
        """The plan's value at each level, most important first. Tuples compare as plans do: less is
        better."""
        return tuple(level.value for level in self.levels)

    @property
    def lower_bound(self) -> tuple[float, ...]:
        """The bound at each level: no plan that is as good in the levels before has less."""
        return tuple(level.bound for level in self.levels)

    @property
    def gap(self) -> float:
        """The largest relative gap of any level: 0.01 is one percent."""
        return max((level.gap for level in self.levels), default=0.0)

    def __repr__(self) -> str:
        placed = len(self.plan.assignments)
        values = ", ".join(f"{level.name} {level.value:g}" for level in self.levels)
        interrupted = ", interrupted" if self.interrupted else ""
        return (
            f"<Result: {self.status}, gap {100 * self.gap:.2f} %, {placed} placed, "
            f"{len(self.unplaced)} not; {values}; {self.runtime:.1f} s{interrupted}>"
        )

    def _repr_html_(self) -> str:
        cells = "".join(
            f"<tr><td>{html.escape(level.name)}</td><td>{level.value:g}</td>"
            f"<td>{level.bound:g}</td><td>{100 * level.gap:.2f} %</td></tr>"
            for level in self.levels
        )
        left_out = "".join(
            f"<li><b>{html.escape(one.participant)}</b>: "
            + html.escape("; ".join(reason.text for reason in one.reasons))
            + "</li>"
            for one in self.unplaced
        )
        not_placed = f"<p>Not placed:</p><ul>{left_out}</ul>" if left_out else ""
        return (
            f"<p><b>{self.status}</b>, gap {100 * self.gap:.2f} %, {self.runtime:.1f} s"
            f"{', interrupted' if self.interrupted else ''}</p>"
            "<table><tr><th>level</th><th>value</th><th>bound</th><th>gap</th></tr>"
            f"{cells}</table>{not_placed}{self.plan._repr_html_()}"
        )


def result_of(problem: Problem, data: dict[str, Any], interrupted: bool) -> Result:
    """A result from plain data."""
    return Result(
        status=data["status"],
        plan=plan_of(problem, data["plan"]),
        levels=tuple(
            LevelOutcome(level_score(level), level["bound"], level["gap"])
            for level in data["levels"]
        ),
        unplaced=tuple(
            Unplaced(one["participant"], tuple(Reason(**reason) for reason in one["reasons"]))
            for one in data["unplaced"]
        ),
        provenance=Provenance(data["version"], data["programme_hash"], data["options"]),
        interrupted=interrupted,
        runtime=data["runtime"],
    )
