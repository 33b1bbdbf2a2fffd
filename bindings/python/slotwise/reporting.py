"""The reports that programmes and plans give."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, SupportsIndex, cast

from slotwise import _native
from slotwise._checks import day, instance, nearest, texts
from slotwise._data import from_data, to_data
from slotwise.downtime import DowntimeLog
from slotwise.errors import WrongValue
from slotwise.explanation import answer
from slotwise.model.readiness import Lead, lead_or_none
from slotwise.reports import (
    Catalogue,
    Concurrency,
    DowntimeReport,
    ReadinessReport,
    VersionTable,
)

if TYPE_CHECKING:
    from slotwise.plan import Plan
    from slotwise.programme import Programme


class ReportedProgramme:
    """Reports on a programme. All but `concurrency` and `catalogue` raise `InvalidProgramme`."""

    __slots__ = ()

    def versions(self) -> VersionTable:
        """The release schedule: which version of which component each environment has when, and
        which deployment brought it."""
        return answer(_native.versions(_programme(self)._problem()), VersionTable)

    def concurrency(self, participants: Iterable[str] | None = None) -> Concurrency:
        """How many environments are open at once, from their windows: rows of calendar days in
        which the same ones are.

        participants: ids of a group: how many environments these keep running at once. That is what
            they provide, as they tell in their `SystemDetails`; of those who tell nothing, the
            environments that the stages on their routes may use.

        Raises `WrongValue` if somebody is not in the programme.
        """
        programme = _programme(self)
        group = None if participants is None else _group(programme, participants)
        return answer(_native.concurrency(to_data(programme), group), Concurrency)

    def readiness(self, as_of: date) -> ReadinessReport:
        """What is asked of participants before each stage, and how far it is as of a day.

        What is dated on the day or before counts as true. As nobody has a slot yet, there is nothing
        to be in time for but the opening of environments; see `Plan.readiness`.
        """
        told = _native.readiness(
            _programme(self)._problem(), None, day(as_of).isoformat(), None
        )
        return answer(told, ReadinessReport)

    def catalogue(self) -> Catalogue:
        """The environment catalogue: the document's template for each participant's system, filled
        from its `SystemDetails` and from what the programme has anyway; and what is missing."""
        return answer(_native.catalogue(to_data(_programme(self))), Catalogue)

    def downtime_log(self) -> DowntimeLog:
        """The downtime log as it begins: what the programme has as unavailability. What is planned
        has no actual times yet; an incident has its own as the actual ones."""
        programme = _programme(self)
        programme._problem()
        return from_data(_native.downtime_log(to_data(programme)), DowntimeLog)

    def downtime(
        self, log: DowntimeLog, *, from_: date | None = None, to: date | None = None
    ) -> DowntimeReport:
        """Sums a downtime log up: planned against actual, by month, kind and environment.

        from_, to: first day, and first day after; the calendar's if left out. What is still going on
            counts up to `to`, which has to be given then.

        Whom an entry hit are those who said so, and the participant that it is on; `Plan.downtime`
        finds those who were in a slot, too. Raises `InvalidLog`.
        """
        return _downtime(_programme(self)._problem(), log, None, from_, to)


class ReportedPlan:
    """Reports on a plan, which may break rules."""

    __slots__ = ()

    def readiness(
        self, as_of: date, *, lead: Lead | SupportsIndex | None = None
    ) -> ReadinessReport:
        """The readiness report: what is asked of each participant before each of its slots, by when
        it must be true, and what is late as of a day.

        lead: how long before a slot starts everything has to be true; at its start if left out. A
            number is one of working days.

        What is dated on the day or before counts as true. Those who are not placed are listed with
        nothing to be in time for. Raises `WrongValue` if `lead` is negative.
        """
        plan = _plan(self)
        ahead = lead_or_none(lead)
        if ahead is not None and min(ahead.working_days or 0, ahead.days or 0) < 0:
            raise WrongValue("lead: at least 0 is asked for")
        told = _native.readiness(
            plan._problem,
            plan._data(),
            day(as_of).isoformat(),
            None if ahead is None else to_data(ahead),
        )
        return answer(told, ReadinessReport)

    def concurrency(self, participants: Iterable[str] | None = None) -> Concurrency:
        """In how many environments a group is at once, by its slots; everybody if None. Raises
        `WrongValue` if somebody is not in the programme."""
        plan = _plan(self)
        group = [] if participants is None else _group(plan.programme, participants)
        if participants is not None and not group:
            raise WrongValue("participants: nobody is listed")
        return answer(_native.plan_concurrency(plan._problem, plan._data(), group), Concurrency)

    def downtime(
        self, log: DowntimeLog, *, from_: date | None = None, to: date | None = None
    ) -> DowntimeReport:
        """Sums a downtime log up, as `Programme.downtime` does. Hit are, besides, those in a slot
        that an entry struck, and those who rely on what was down for a slot that they were in."""
        plan = _plan(self)
        return _downtime(plan._problem, log, plan._data(), from_, to)


def _downtime(
    problem: _native.Problem,
    log: DowntimeLog,
    plan: dict[str, Any] | None,
    first: date | None,
    after: date | None,
) -> DowntimeReport:
    told = _native.downtime(
        problem,
        to_data(instance(log, DowntimeLog)),
        plan,
        None if first is None else day(first).isoformat(),
        None if after is None else day(after).isoformat(),
    )
    return answer(told, DowntimeReport)


def _group(programme: "Programme", participants: Iterable[str]) -> list[str]:
    known = {one.id for one in programme.participants}
    group = list(texts(participants))
    for id in group:
        if id not in known:
            near = nearest(id, known)
            hint = f"; did you mean {near!r}?" if near else ""
            raise WrongValue(f"participants: there is no participant {id!r}{hint}")
    return group


def _programme(reported: ReportedProgramme) -> "Programme":
    return cast("Programme", reported)


def _plan(reported: ReportedPlan) -> "Plan":
    return cast("Plan", reported)
