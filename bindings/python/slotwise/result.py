"""What a run gives."""

from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, Literal

import attrs
from attrs import field, frozen

from slotwise import _html, _native
from slotwise._checks import instance
from slotwise._native import Problem
from slotwise.frames.make import Sheet, Tabular
from slotwise.frames.plan import RESULT_TABLES, result_sheet
from slotwise.gantt import Gantt
from slotwise.model.rule import RuleKind
from slotwise.plan import Plan, plan_of
from slotwise.score import LevelScore, level_data, level_score

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

    def __str__(self) -> str:
        return f"{self.participant}: {'; '.join(reason.text for reason in self.reasons)}"


class NotPlaced(tuple[Unplaced, ...]):
    """Who is not placed, by id: a tuple that notebooks show as a table."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(str(one) for one in self) or "everybody is placed"

    def _repr_html_(self) -> str:
        if not self:
            return _html.note("Everybody is placed.")
        rows = [
            (one.participant if place == 0 else "", reason.rule, reason.stage or "", reason.text)
            for one in self
            for place, reason in enumerate(one.reasons)
        ]
        return _html.table(("not placed", "rule", "stage", "why"), rows)


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
class Result(Tabular):
    """A plan that keeps every rule, and what is known about it.

    `to_pandas`, `to_polars` and `to_arrow` give its tables: those of `Plan`, ``levels`` with
    bounds and gaps, and ``unplaced``: a row for each participant that is not placed, and reason.
    """

    _tables = RESULT_TABLES

    status: Status
    """``"optimal"``: proven at every level, no plan is better. ``"feasible"``: a better one may
    exist, within `gap`."""
    plan: Plan
    """The plan."""
    levels: tuple[LevelOutcome, ...]
    """Value and bound of each level of the objective, most important first."""
    unplaced: NotPlaced
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

    def summary(self) -> str:
        """All of it as plain text: status and gap, levels, how much of the environments is used,
        who is not placed and why, warnings, assumptions."""
        return _native.summary(self.plan._problem, self.plan._data(), self._data())

    def gantt(
        self,
        baseline: Plan | None = None,
        *,
        title: str | None = None,
        width: int | None = None,
        from_: date | None = None,
        to: date | None = None,
    ) -> Gantt:
        """The plan as a dated picture, with what is known about it. Arguments as `Plan.gantt`."""
        return self.plan._gantt(self._data(), baseline, title, width, from_, to)

    def to_json(self) -> str:
        """The JSON form of the plan, with bounds, gaps, reasons and where it came from;
        `Plan.from_json` reads the plan back."""
        return _native.write_plan_json(self.plan._problem, self.plan._data(), self._data())

    def write(self, path: str | PathLike[str]) -> None:
        """Writes the plan to a file, by its ending: .json as `to_json`, else as `Plan.write`."""
        if Path(path).suffix.lower() == ".json":
            Path(path).write_text(self.to_json(), encoding="utf-8")
        else:
            self.plan.write(path)

    def _repr_html_(self) -> str:
        return (
            _html.heading(
                self.status,
                f", gap {100 * self.gap:.2f} %, {self.runtime:.1f} s"
                + (", interrupted" if self.interrupted else ""),
            )
            + self.gantt()._repr_html_()
        )

    def _sheet(self, table: str) -> Sheet:
        return result_sheet(self, table)

    def _data(self) -> dict[str, Any]:
        """In the words of plan files."""
        levels = [level_data(level.score, level.bound, level.gap) for level in self.levels]
        return {
            "status": self.status,
            "levels": levels,
            "unplaced": [attrs.asdict(one) for one in self.unplaced],
            "provenance": attrs.asdict(self.provenance),
            "runtime": self.runtime,
        }


def result_of(
    problem: Problem, plan: dict[str, Any], known: dict[str, Any], interrupted: bool
) -> Result:
    """A result from plain data."""
    return Result(
        status=known["status"],
        plan=plan_of(problem, plan),
        levels=tuple(
            LevelOutcome(level_score(level), level["bound"], level["gap"])
            for level in known["levels"]
        ),
        unplaced=NotPlaced(
            Unplaced(one["participant"], tuple(map(_reason, one.get("reasons", ()))))
            for one in known["unplaced"]
        ),
        provenance=Provenance(**known["provenance"]),
        interrupted=interrupted,
        runtime=known["runtime"],
    )


def _reason(data: dict[str, Any]) -> Reason:
    return Reason(data["rule"], data.get("stage"), data["text"])
