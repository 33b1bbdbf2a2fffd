"""The questions that plans and programmes answer."""

from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex, TypedDict, get_args

from slotwise import _native
from slotwise._checks import flag, in_range, instance, number, several, text, when, whole
from slotwise._data import to_data
from slotwise._files import file_text
from slotwise._native import Problem
from slotwise.errors import WrongType, WrongValue
from slotwise.explanation import (
    Conflict,
    Contradictions,
    IfOthersMove,
    Judgement,
    Recommendation,
    Relaxations,
    ScoreDifference,
    ScoreExplanation,
    WhyNot,
    answer,
    judgement,
    why_not,
)
from slotwise.relaxation import Prices, Relaxation

if TYPE_CHECKING:
    from slotwise.plan import Plan, Slot
    from slotwise.result import Result


class Explained:
    """Questions about a plan.

    Unless said otherwise, everybody else stays in the slots that they have in the plan. Other
    Python threads go on meanwhile; Ctrl-C raises `KeyboardInterrupt` at once. Names that the
    programme does not have raise `WrongValue`, with the nearest spelling.
    """

    __slots__ = ()

    def why_unplaced(self, participant: str) -> Conflict:
        """Why a participant can't be placed beside the plan as it is: a minimal set of facts of the
        programme and of the plan that exclude each other."""
        plan = _plan(self)
        told = _native.why_unplaced(plan._problem, plan._data(), text(participant))
        return answer(told, Conflict)

    def why_excluded(
        self,
        participant: str,
        *,
        tries: SupportsIndex = 200,
        time_limit: float | None = None,
        work_limit: int | None = None,
        num_workers: int | None = None,
    ) -> Conflict:
        """Why a participant can't be placed even if all others may move but stay placed: a minimal
        set of facts of the programme, those about the others too, and of who is placed.

        The programme is planned anew at most `tries` times, each time within the limits of
        `Programme.solve`. When they are used up, the set is still a conflict, but not
        `Conflict.minimal`."""
        plan = _plan(self)
        limits = _limits(time_limit, work_limit, num_workers)
        most = in_range("tries", whole(tries), 0, 1_000_000)
        told = _native.why_excluded(
            plan._problem, plan._data(), text(participant), tries=most, **limits
        )
        return answer(told, Conflict)

    def can_be_placed(
        self,
        participant: str,
        *,
        time_limit: float | None = None,
        work_limit: int | None = None,
        num_workers: int | None = None,
    ) -> IfOthersMove:
        """Whether a participant can be placed if all others may move but stay placed. The programme
        is planned anew, within the limits of `Programme.solve`."""
        plan = _plan(self)
        limits = _limits(time_limit, work_limit, num_workers)
        told = _native.can_be_placed(plan._problem, plan._data(), text(participant), **limits)
        return answer(told, IfOthersMove)

    def why_not(
        self,
        participant: str,
        stage: str,
        slot: "str | Slot | None" = None,
        *,
        environment: str | None = None,
        start: date | None = None,
    ) -> WhyNot:
        """Why a participant is not in a slot: every rule that it would break there, with the
        numbers; if it would break none, what it would cost and who would move.

        `slot`: one of the plan, or one given by hand, or its id. Any other, open or not, is named
        by `environment` and `start`: its first day or moment.
        """
        from slotwise.plan import Slot

        plan = _plan(self)
        asked: dict[str, Any]
        if slot is None:
            if environment is None or start is None:
                raise WrongType("a slot is asked for, or an environment and a start")
            asked = {"at": {"environment": text(environment), "start": to_data(when(start))}}
        elif environment is not None or start is not None:
            raise WrongType("either a slot is asked for, or an environment and a start, not both")
        else:
            id = text(slot if isinstance(slot, str) else instance(slot, Slot).id)
            own = plan._slots_by_id.get(id)
            asked = {"id": id}
            if own is not None and own.stage == stage:  # Slots keep their ids when they are moved.
                asked = {"at": {"environment": own.environment, "start": to_data(own.start)}}
        return why_not(
            _native.why_not(plan._problem, plan._data(), text(participant), text(stage), asked)
        )

    def recommend(self, participant: str, stage: str, n: SupportsIndex = 5) -> Recommendation:
        """The `n` best slots of a stage for a participant, open or not, with what each costs, the
        rest of the participant's route placed as well as can be."""
        plan = _plan(self)
        count = in_range("n", whole(n), 0, 1_000_000)
        told = _native.recommend(plan._problem, plan._data(), text(participant), text(stage), count)
        return answer(told, Recommendation)

    def relax(
        self,
        participant: str,
        *,
        prices: Prices | None = None,
        together: SupportsIndex = 2,
        days: SupportsIndex = 28,
        count: SupportsIndex = 5,
        tries: SupportsIndex = 5_000,
        others_move: bool = False,
        time_limit: float | None = None,
        work_limit: int | None = None,
        num_workers: int | None = None,
    ) -> Relaxations:
        """The cheapest ways to place a participant who is not: what of the programme would have to
        give. Each is verified. `Programme.relaxed` applies one.

        prices: what each kind of relaxation costs; by default those of `Prices`.
        together: the most relaxations in one way.
        days: the most days by which a date moves.
        count: how many ways are told.
        tries: the most times that a relaxed programme is tried.
        others_move: whether others may move, all staying placed who are: each try then plans the
            programme anew, within `time_limit`, `work_limit` and `num_workers`, as in
            `Programme.solve`.
        """
        plan = _plan(self)
        told = _native.relax(
            plan._problem,
            plan._data(),
            text(participant),
            prices=to_data(instance(Prices() if prices is None else prices, Prices)),
            together=in_range("together", whole(together), 0, 100),
            days=in_range("days", whole(days), 0, 36_525),
            count=in_range("count", whole(count), 0, 1_000_000),
            tries=in_range("tries", whole(tries), 0),
            others_move=flag(others_move),
            **_limits(time_limit, work_limit, num_workers),
        )
        return answer(told, Relaxations)

    def explain_score(self) -> ScoreExplanation:
        """What the plan is worth and why: each level, each term, whose it is.

        Of a plan that breaks rules, what it would be worth if they did not matter.
        """
        plan = _plan(self)
        return answer(_native.explain_score(plan._problem, plan._data()), ScoreExplanation)

    def score_difference(self, other: "Plan") -> ScoreDifference:
        """What another plan of the same programme is worth more or less than this one, and through
        whom. Raises `WrongValue` for a plan of another programme."""
        before, after = _plan(self), _plan(other)
        if before._problem != after._problem:
            raise WrongValue("the plans are of different programmes: their scores do not compare")
        told = _native.score_difference(before._problem, before._data(), after._data())
        return answer(told, ScoreDifference)


def contradictions(
    programme: dict[str, Any],
    time_limit: float | None,
    work_limit: int | None,
    num_workers: int | None,
) -> Contradictions:
    """See `Programme.contradictions`."""
    limits = _limits(time_limit, work_limit, num_workers)
    return answer(_native.contradictions(programme, **limits), Contradictions)


def relaxed(programme: dict[str, Any], relaxations: Iterable[Relaxation]) -> dict[str, Any]:
    """See `Programme.relaxed`."""
    checked = several(lambda one: instance(one, *get_args(Relaxation)), relaxations)
    return _native.relaxed(programme, to_data(checked))


def judge(problem: Problem, plan: str | PathLike[str], known: "Result | None") -> Judgement:
    """See `Programme.judge`."""
    from slotwise.result import Result

    if isinstance(plan, str) and ("\n" in plan or "\r" in plan):
        csv = plan
    elif isinstance(plan, str | PathLike):
        csv = file_text(Path(plan))
    else:
        raise WrongType("a plan's CSV form, or the path of a file, is asked for")
    levels = None
    if known is not None:
        if instance(known, Result).plan._problem != problem:
            raise WrongValue("known: a result of another programme says nothing about this one")
        levels = [(level.name, level.value, level.bound) for level in known.levels]
    return judgement(_native.judge(problem, csv, levels))


class _Limits(TypedDict):
    time_limit: float | None
    work_limit: int | None
    num_workers: int | None


def _limits(time_limit: float | None, work_limit: int | None, num_workers: int | None) -> _Limits:
    return {
        "time_limit": None if time_limit is None else in_range("time_limit", number(time_limit), 0),
        "work_limit": (
            None if work_limit is None else in_range("work_limit", whole(work_limit), 0)
        ),
        "num_workers": (
            None if num_workers is None else in_range("num_workers", whole(num_workers), 1)
        ),
    }


def _plan(value: Any) -> "Plan":
    from slotwise.plan import Plan

    plan: Plan = instance(value, Plan)
    return plan
