"""Plans: open slots, and who is in them."""

import warnings
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from slotwise import _native
from slotwise._base import Data
from slotwise._checks import day, flag, instance, named, several, text, texts, when
from slotwise._data import from_data, to_data
from slotwise._files import file_text
from slotwise._native import Problem
from slotwise.errors import SlotwiseWarning, WrongValue
from slotwise.explain import Explained
from slotwise.finding import Findings
from slotwise.frames.make import Sheet, Tabular
from slotwise.frames.plan import PLAN_TABLES, plan_document, plan_sheet
from slotwise.gantt import Gantt
from slotwise.ics import plan_ics
from slotwise.reporting import ReportedPlan
from slotwise.score import LevelScore, level_score
from slotwise.utilisation import Utilisation, utilisation
from slotwise.violation import Violations, violations

if TYPE_CHECKING:
    from slotwise.model.participant import Participant
    from slotwise.programme import Programme


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class Slot(Data):
    """An open slot of a plan."""

    id: str = field(converter=text)
    """Name, unique in the plan: that of the `TrancheSlot` if it was given by hand, else
    ``environment/stage/start``."""
    stage: str = field(converter=text)
    """Id of the stage that it is for."""
    environment: str = field(converter=text)
    """Id of the environment that it runs in."""
    start: date = field(converter=when)
    """Its first day; where working periods are shorter than days, its first moment."""
    end: date = field(converter=when)
    """The first day or moment after, pauses included."""
    by_hand: bool = field(default=False, converter=flag)
    """Whether it is one of the programme's slots given by hand."""


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class Assignment(Data):
    """A placed participant."""

    participant: str = field(converter=text)
    """Its id."""
    route: str = field(converter=text)
    """Which of its routes it takes."""
    slots: tuple[str, ...] = field(converter=texts)
    """Ids of the slots that it is in, in the order of the route."""


@frozen(field_transformer=named, repr=False, kw_only=True, order=False)
class Maintenance(Data):
    """Where movable maintenance is put."""

    id: str = field(converter=text)
    """Id of the unavailability."""
    from_: date = field(converter=when)
    """Its first day."""
    to: date = field(converter=when)
    """The first day after."""


def _maintenance(values: Iterable[Maintenance]) -> tuple[Maintenance, ...]:
    return several(lambda value: instance(value, Maintenance), values)


def _slots(values: Iterable[Slot]) -> tuple[Slot, ...]:
    return several(lambda value: instance(value, Slot), values)


def _assignments(values: Iterable[Assignment]) -> tuple[Assignment, ...]:
    return several(lambda value: instance(value, Assignment), values)


def _problem(value: Union["Programme", Problem]) -> Problem:
    return value if isinstance(value, Problem) else value._problem()


@frozen(field_transformer=named, repr=False, order=False)
class Plan(Explained, ReportedPlan, Tabular):
    """Open slots, and who is in them: made by the planner, or by hand.

    A plan never changes; the methods that alter it give a new one. It may break rules: see `check`.

    `to_pandas`, `to_polars` and `to_arrow` give its tables:

    - ``plan``: a row for each participant and stage, and one for each slot with nobody in it;
      `from_frame` reads it back.
    - ``slots``: the open slots, and how full they are.
    - ``participants``: every participant, placed or not, and when it is through.
    - ``levels``, ``terms``, ``shares``: the score by level, by term, by participant.
    - ``environments``, ``stages``: how much of them is used, see `utilisation`.
    - ``violations``: see `check`.
    """

    _tables = PLAN_TABLES

    _problem: Problem = field(converter=_problem, alias="programme")
    slots: tuple[Slot, ...] = field(default=(), converter=_slots)
    """The open slots."""
    assignments: tuple[Assignment, ...] = field(default=(), converter=_assignments)
    """Who is placed, and where. Whoever is missing is not placed."""
    maintenance: tuple[Maintenance, ...] = field(default=(), converter=_maintenance)
    """Where movable maintenance is put; what is missing is put in its best place around the
    slots."""

    @cached_property
    def programme(self) -> "Programme":
        """The programme that was planned, its lists sorted by id."""
        from slotwise.programme import Programme

        return Programme._of(self._problem.programme())

    def slot(self, id: str) -> Slot:
        """The slot of that id. Raises `WrongValue` if the plan has none."""
        found = self._slots_by_id.get(id)
        if found is None:
            raise WrongValue(f"the plan has no slot {id!r}")
        return found

    def assignment(self, participant: str) -> Assignment | None:
        """Where a participant is; None if it is not placed."""
        return self._assignments_by_participant.get(participant)

    def participants(self, slot: str) -> tuple[str, ...]:
        """Ids of the participants in the slot of that id, sorted."""
        self.slot(slot)
        return tuple(self._participants_by_slot.get(slot, ()))

    def score(self) -> tuple[LevelScore, ...]:
        """What the plan is worth at each level of the objective, recomputed.

        Raises `WrongValue` if it places somebody otherwise than their routes say (rule ``demand``).
        """
        return tuple(level_score(level) for level in self._problem.score(self._data()))

    def check(self) -> Violations:
        """Every way in which the plan breaks a rule of its programme; empty if it breaks none.

        The checker shares no code with the planner. Raises `InvalidPlan` if the plan names what the
        programme does not have.
        """
        return violations(self._problem.check(self._data()))

    def move(
        self,
        slot: str,
        *,
        start: date | None = None,
        end: date | None = None,
        environment: str | None = None,
    ) -> "Plan":
        """The plan with a slot moved, and everybody in it.

        `start`, `end`: first day or moment, and the first after; `end` by the stage's duration if
        left out. Ids stay as they are.
        """
        old = self.slot(slot)
        place = old.environment if environment is None else text(environment)
        first = old.start if start is None else when(start)
        if end is None:
            end = from_data(self._problem.slot_end(old.stage, place, to_data(first)), date)
            end = local(end, self._zone)
        moved = evolve(old, start=first, end=end, environment=place)
        return evolve(
            self,
            programme=self._problem,
            slots=tuple(moved if one is old else one for one in self.slots),
        )

    def assign(self, participant: str, slots: Iterable[str], *, route: str | None = None) -> "Plan":
        """The plan with a participant in just these slots, wherever it was before.

        `slots`: their ids, in any order. `route`: by default the first of its routes that has all
        the slots' stages.
        """
        ids = texts(slots)
        stages = {self.slot(id).stage: id for id in ids}
        person = self._participant(participant)
        steps = {one.id: [step.stage for step in one.steps] for one in person.routes}
        if route is None:
            fitting = [id for id, order in steps.items() if set(stages) <= set(order)]
            if not fitting:
                raise WrongValue(
                    f"no route of {participant!r} has all of the stages {', '.join(stages)}"
                )
            route = fitting[0]
        elif route not in steps:
            raise WrongValue(
                f"{participant!r} has no route {route!r}; its routes are {', '.join(steps)}"
            )
        order = steps[route]

        def position(id: str) -> int:
            stage = self.slot(id).stage
            return order.index(stage) if stage in order else len(order)

        placed = Assignment(
            participant=participant, route=route, slots=tuple(sorted(ids, key=position))
        )
        others = [one for one in self.assignments if one.participant != participant]
        kept = sorted([*others, placed], key=lambda one: one.participant)
        return evolve(self, programme=self._problem, assignments=tuple(kept))

    def unassign(self, participant: str) -> "Plan":
        """The plan without a participant. Its slots stay open."""
        self._participant(participant)
        kept = tuple(one for one in self.assignments if one.participant != participant)
        return evolve(self, programme=self._problem, assignments=kept)

    def gantt(
        self,
        baseline: "Plan | None" = None,
        *,
        title: str | None = None,
        width: int | None = None,
        from_: date | None = None,
        to: date | None = None,
    ) -> Gantt:
        """The plan as a dated picture.

        `baseline`: an earlier plan, of the same programme or of another state of it: slots that are
        gone stand as outlines, those that changed stand out, and arrows show who moved.
        `title`: by default the programme's name. `width`: of the time axis, in pixels. `from_`, `to`:
        first day shown, and first day no longer shown; by default the calendar's.
        """
        return self._gantt(None, baseline, title, width, from_, to)

    def summary(self) -> str:
        """The plan as plain text: what it is worth, broken rules, how much of the environments is
        used, who is not placed, warnings, assumptions."""
        return _native.summary(self._problem, self._data(), None)

    def utilisation(self) -> Utilisation:
        """How much of the environments and slots it uses, in working periods and sizes."""
        return utilisation(_native.utilisation(self._problem, self._data()))

    @classmethod
    def from_json(cls, text: str, programme: "Programme") -> "Plan":
        """Reads the JSON form of a plan of a programme, made by the planner or by people.

        What is odd about it is told as a `SlotwiseWarning`. Raises `UnreadableFile` with everything
        that keeps it from being a plan of the programme, and `InvalidProgramme`.
        """
        problem = _problem(programme)
        return _told(problem, _native.read_plan_json(problem, text))

    @classmethod
    def from_csv(cls, text: str, programme: "Programme") -> "Plan":
        """Reads the CSV form of a plan: a row for each participant and stage, with the columns
        ``participant``, ``stage``, ``environment``, ``from``, ``to`` and, if need be, ``route``,
        ``organisation`` and ``slot`` (the id of a slot given by hand).

        Tells and raises as `from_json`; places are lines of the text.
        """
        problem = _problem(programme)
        return _told(problem, _native.read_plan_csv(problem, text))

    @classmethod
    def from_frame(cls, frame: Any, programme: "Programme") -> "Plan":
        """Reads the table ``plan`` of a plan, from a frame of pandas, polars or Arrow, or a list of
        mappings: a row for each participant and stage, with the columns ``participant``,
        ``stage``, ``environment``, ``start``, ``end`` and, if need be, ``route``, ``organisation``
        and ``slot``.

        Tells and raises as `from_json`; places are rows of the frame, counted from 1.
        """
        problem = _problem(programme)
        by_hand = {slot["id"] for slot in problem.programme().get("slots", ())}
        document, places = plan_document(frame, by_hand)
        with places.translated():
            read = _native.read_plan(problem, document)
        return _told(problem, (read[0], places.findings(read[1])))

    def to_json(self) -> str:
        """The JSON form of the plan, with its score. `Result.to_json` holds more."""
        return _native.write_plan_json(self._problem, self._data(), None)

    def to_csv(self) -> str:
        """The CSV form of the plan: a row for each participant and stage, and one for each slot
        with nobody in it."""
        return _native.write_plan_csv(self._problem, self._data())

    def to_ics(
        self,
        *,
        participant: str | None = None,
        environment: str | None = None,
        stamp: datetime | None = None,
    ) -> str:
        """The slots as a calendar (iCalendar), for mail and calendar programs.

        `participant`, `environment`: only the slots of that participant, or in that environment.
        `stamp`: when the calendar was made; by default the programme's first day, so that the same
        plan gives the same text.
        """
        if participant is not None:
            self._participant(participant)
        if environment is not None and environment not in {
            one.id for one in self.programme.environments
        }:
            raise WrongValue(f"the programme has no environment {text(environment)!r}")
        return plan_ics(self, participant, environment, stamp)

    @classmethod
    def read(cls, path: str | PathLike[str], programme: "Programme") -> "Plan":
        """Reads a file by its ending: .json as `from_json`, .csv as `from_csv`."""
        source = Path(path)
        read = {".json": cls.from_json, ".csv": cls.from_csv}.get(source.suffix.lower())
        if read is None:
            raise WrongValue(f"{str(source)!r} ends in neither .json nor .csv")
        return read(file_text(source), programme)

    def write(self, path: str | PathLike[str]) -> None:
        """Writes a file by its ending: .json, .csv or .ics; .html and .svg are pictures."""
        target = Path(path)
        ending = target.suffix.lower()
        if ending in (".html", ".svg"):
            self.gantt().save(target)
            return
        made = {".json": self.to_json, ".csv": self.to_csv, ".ics": self.to_ics}.get(ending)
        if made is None:
            raise WrongValue(f"{str(target)!r} ends in none of .json, .csv, .ics, .html and .svg")
        target.write_text(made(), encoding="utf-8", newline="")

    def __repr__(self) -> str:
        environments = len({slot.environment for slot in self.slots})
        dates = ""
        if self.slots:
            first = min(slot.start for slot in self.slots)
            last = max(slot.end for slot in self.slots)
            dates = f", {first} to {last}"
        return (
            f"<Plan: {len(self.slots)} slots in {environments} environments, "
            f"{len(self.assignments)} participants placed{dates}>"
        )

    def _repr_html_(self) -> str:
        return self.gantt()._repr_html_()

    def _gantt(
        self,
        known: dict[str, Any] | None,
        baseline: "Plan | None",
        title: str | None,
        width: int | None,
        from_: date | None,
        to: date | None,
    ) -> Gantt:
        earlier = None if baseline is None else instance(baseline, Plan)
        svg, page = _native.gantt(
            self._problem,
            self._data(),
            known,
            baseline=None if earlier is None else (earlier._problem, earlier._data()),
            title=title,
            width=width,
            from_=None if from_ is None else to_data(day(from_)),
            to=None if to is None else to_data(day(to)),
        )
        return Gantt(svg, page)

    def _sheet(self, table: str) -> Sheet:
        return plan_sheet(self, table)

    def _data(self) -> dict[str, Any]:
        return {
            "slots": to_data(self.slots),
            "assignments": to_data(self.assignments),
            "maintenance": to_data(self.maintenance),
        }

    def _participant(self, id: str) -> "Participant":
        for participant in self.programme.participants:
            if participant.id == id:
                return participant
        raise WrongValue(f"the programme has no participant {text(id)!r}")

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._problem.zone)

    @cached_property
    def _slots_by_id(self) -> dict[str, Slot]:
        return {slot.id: slot for slot in self.slots}

    @cached_property
    def _assignments_by_participant(self) -> dict[str, Assignment]:
        return {assignment.participant: assignment for assignment in self.assignments}

    @cached_property
    def _participants_by_slot(self) -> dict[str, list[str]]:
        inside: dict[str, list[str]] = {}
        for assignment in sorted(self.assignments, key=lambda one: one.participant):
            for slot in assignment.slots:
                inside.setdefault(slot, []).append(assignment.participant)
        return inside


def _told(problem: Problem, read: tuple[dict[str, Any], Findings]) -> Plan:
    data, odd = read
    for finding in odd:
        warnings.warn(str(finding), SlotwiseWarning, stacklevel=3)
    return plan_of(problem, data)


def plan_of(problem: Problem, data: dict[str, Any]) -> Plan:
    """A plan from plain data."""
    zone = ZoneInfo(problem.zone)
    slots = (from_data(slot, Slot) for slot in data["slots"])
    return Plan(
        problem,
        tuple(
            evolve(slot, start=local(slot.start, zone), end=local(slot.end, zone))
            for slot in slots
        ),
        tuple(from_data(assignment, Assignment) for assignment in data["assignments"]),
        tuple(from_data(one, Maintenance) for one in data["maintenance"]),
    )


def local(value: date, zone: ZoneInfo) -> date:
    return value.astimezone(zone) if isinstance(value, datetime) else value
