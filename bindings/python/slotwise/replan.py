"""Re-plans: what happened, and the plan that repairs it with the fewest moves."""

from collections.abc import Callable, Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, SupportsIndex

from attrs import frozen

from slotwise import _html, _native
from slotwise._changes import changes, changes_from_data, changes_to_data
from slotwise._checks import in_range, instance, number, when, when_or_none, whole
from slotwise._data import to_data
from slotwise._display import Display
from slotwise._files import file_text
from slotwise._native import CancelToken
from slotwise.diff import PlanDiff, diff_of
from slotwise.downtime import DowntimeLog
from slotwise.gantt import Gantt
from slotwise.model.change import Change
from slotwise.model.readiness import Lead, lead_or_none
from slotwise.plan import Plan
from slotwise.programme import Programme
from slotwise.progress import Progress, progress
from slotwise.result import Result, result_of


@frozen(order=False)
class Replan:
    """What a re-plan gives: the new plan, and what is different from the one before."""

    baseline: Plan
    """The plan before."""
    changes: tuple[Change, ...]
    """What happened."""
    result: Result
    """The new plan, and what is known about it. Its levels are those of the re-plan: ``frozen``,
    who is placed, ``short notice``, ``moves``, then the rest."""
    diff: PlanDiff
    """Who moved, from where to where, by how many working days, and because of what."""

    @property
    def plan(self) -> Plan:
        """The new plan."""
        return self.result.plan

    @property
    def programme(self) -> Programme:
        """The programme after the changes, its lists sorted by id."""
        return self.result.plan.programme

    def gantt(
        self,
        *,
        title: str | None = None,
        width: int | None = None,
        from_: date | None = None,
        to: date | None = None,
    ) -> Gantt:
        """The new plan as a dated picture over the one before: old places as outlines, new ones
        filled, arrows for who moved. Arguments as `Plan.gantt`."""
        return self.result.gantt(self.baseline, title=title, width=width, from_=from_, to=to)

    def __repr__(self) -> str:
        return f"<Replan: {self.result.status}, {self.diff!r}>"

    def __str__(self) -> str:
        return f"{self.result.summary().rstrip()}\n\n{self.diff}"

    def _repr_html_(self) -> str:
        result = self.result
        return (
            _html.heading(result.status, f", {self.diff!r}, {result.runtime:.1f} s")
            + self.gantt()._repr_html_()
            + self.diff._repr_html_()
        )


def replan(
    programme: Programme,
    baseline: Plan,
    changes: Iterable[Change],
    *,
    now: date,
    freeze_until: date | None = None,
    notice: Lead | SupportsIndex | None = None,
    time_limit: float | None = None,
    gap: float = 0.0,
    seed: int = 0,
    num_workers: int | None = None,
    work_limit: int | None = None,
    display: bool = False,
    on_progress: Callable[[Progress], object] | None = None,
    cancel: CancelToken | None = None,
) -> Replan:
    """Plans a programme anew after changes, with the fewest moves.

    What has begun or ended stays where it was, if no change struck it; nobody enters a slot that
    starts before `now`. Once all are placed who can be, what is at short notice stays, then as much
    as can; then the rest of the objective decides.

    baseline: the plan before: made by the planner or by people; it may break any rule.
    changes: what happened, one after another; each applies to the programme as those before leave it.
        A change that contradicts the programme is refused with all others.
    now: the day or moment of the re-plan.
    freeze_until: what starts before this stays as well.
    notice: how long ahead participants should be told; a number is one of working days. A move of
        what starts earlier, or to where it starts earlier, counts the more the less is left of it.

    The other arguments are those of `Programme.solve`. Raises `InvalidProgramme` with all findings
    about the programme, the changes and the dates.
    """
    done = _changes_of(changes)
    limit = None if time_limit is None else in_range("time_limit", number(time_limit), 0)
    work = None if work_limit is None else in_range("work_limit", whole(work_limit), 0)
    workers = None if num_workers is None else in_range("num_workers", whole(num_workers), 1)
    share = in_range("gap", number(gap), 0, 1)
    problem = instance(programme, Programme)._problem()
    shown = Display() if display else None

    def hear(data: dict[str, Any] | None) -> None:
        news = None if data is None else progress(data)
        if shown is not None:
            shown.show(news)
        if on_progress is not None and news is not None:
            on_progress(news)

    freeze, told = when_or_none(freeze_until), lead_or_none(notice)
    try:
        after, plan, known, interrupted, different = _native.replan(
            problem,
            instance(baseline, Plan)._data(),
            changes_to_data(done),
            now=to_data(when(now)),
            freeze_until=None if freeze is None else to_data(freeze),
            notice=None if told is None else to_data(told),
            time_limit=limit,
            work_limit=work,
            gap=share,
            seed=in_range("seed", whole(seed), 0),
            num_workers=workers,
            cancel=cancel,
            on_progress=hear if display or on_progress else None,
        )
    finally:
        if shown is not None:
            shown.close()
    result = result_of(after, plan, known, interrupted)
    return Replan(
        baseline=baseline,
        changes=done,
        result=result,
        diff=diff_of(different, after.zone),
    )


def changes_from_log(
    programme: Programme, log: DowntimeLog, *, expected: date | None = None
) -> tuple[Change, ...]:
    """The changes that a downtime log tells of, so that a re-plan plans again what was lost.

    An `Outage` for what the programme does not have yet, an `UnavailabilityMoved` for what it has but
    came at other times, in the order in which they began. What touched no working period, has no actual
    times, or came as planned is left out; so is movable maintenance, which is where a plan puts it.

    expected: the day or moment by which what is still going on is expected to be over.

    Raises `InvalidProgramme`, and `InvalidLog`, also if something is still going on without `expected`.
    """
    problem = instance(programme, Programme)._problem()
    by = when_or_none(expected)
    told = _native.log_changes(
        problem, to_data(instance(log, DowntimeLog)), None if by is None else to_data(by)
    )
    return changes_from_data(told)


def changes_from_json(text: str) -> tuple[Change, ...]:
    """Reads changes from their JSON form: ``{"format_version": 1, "changes": [...]}``. Raises
    `UnreadableFile`."""
    return changes_from_data(_native.changes_from_json(text))


def changes_to_json(values: Iterable[Change]) -> str:
    """The JSON form of changes."""
    return _native.changes_to_json(changes_to_data(_changes_of(values)))


def read_changes(path: str | PathLike[str]) -> tuple[Change, ...]:
    """Reads changes from a JSON file."""
    return changes_from_json(file_text(Path(path)))


# `replan` has an argument of this name.
_changes_of = changes
