"""From plans and results to tables, and from a frame to a plan."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from slotwise import _native
from slotwise.finding import Finding
from slotwise.frames.cells import FLAG, NUMBER, TEXT, WHEN, WHOLE, Kind
from slotwise.frames.make import Sheet
from slotwise.frames.places import Places, told
from slotwise.frames.sheet import Row, read
from slotwise.frames.tables import PLAN

if TYPE_CHECKING:
    from slotwise.plan import Plan
    from slotwise.result import Result

Cells = Iterable[list[Any]]
F = TypeVar("F", bound=Callable[..., Cells])

_TABLES: dict[str, tuple[dict[str, Kind], Callable[["Plan"], Cells]]] = {}


def _table(**columns: Kind) -> Callable[[F], F]:
    """The function gives the rows of the table of its name."""

    def named(rows: F) -> F:
        _TABLES[rows.__name__.removeprefix("_")] = columns, rows
        return rows

    return named


@_table(**PLAN.kinds)
def _plan(plan: "Plan") -> Cells:
    organisations = {one.id: one.organisation for one in plan.programme.participants}
    used = set()
    for assignment in plan.assignments:
        who = assignment.participant
        for id in assignment.slots:
            used.add(id)
            slot = plan.slot(id)
            yield [
                who, organisations[who] or None, assignment.route, slot.stage, slot.environment,
                slot.start, slot.end, id,
            ]  # fmt: skip
    for slot in plan.slots:
        if slot.id not in used:
            yield [None, None, None, slot.stage, slot.environment, slot.start, slot.end, slot.id]


@_table(
    slot=TEXT, stage=TEXT, environment=TEXT, start=WHEN, end=WHEN, by_hand=FLAG, working=WHOLE,
    participants=WHOLE, capacity_min=WHOLE, capacity=WHOLE, taken=WHOLE,
)  # fmt: skip
def _slots(plan: "Plan") -> Cells:
    view = _native.view(plan._problem, plan._data())
    for filled in view["slots"]:
        slot = plan.slots[filled["place"]]
        yield [
            slot.id, slot.stage, slot.environment, slot.start, slot.end, slot.by_hand,
            filled["working"], len(plan.participants(slot.id)), filled["capacity_min"],
            filled["capacity"], filled["taken"],
        ]  # fmt: skip


@_table(
    participant=TEXT, organisation=TEXT, weight=NUMBER, size=WHOLE, placed=FLAG, route=TEXT,
    slots=WHOLE, start=WHEN, end=WHEN, due=WHEN, late=WHOLE,
)  # fmt: skip
def _participants(plan: "Plan") -> Cells:
    view = _native.view(plan._problem, plan._data())
    late = {one["participant"]: one["late"] for one in view["participants"]}
    for one in plan.programme.participants:
        placed = plan.assignment(one.id)
        slots = [] if placed is None else [plan.slot(id) for id in placed.slots]
        yield [
            one.id, one.organisation or None, one.weight, one.size, placed is not None,
            None if placed is None else placed.route, len(slots),
            min((slot.start for slot in slots), default=None),
            max((slot.end for slot in slots), default=None), one.due, late[one.id],
        ]  # fmt: skip


@_table(level=TEXT, value=NUMBER)
def _levels(plan: "Plan") -> Cells:
    return ([level.name, level.value] for level in plan.score())


@_table(level=TEXT, term=TEXT, amount=NUMBER, value=NUMBER)
def _terms(plan: "Plan") -> Cells:
    for level in plan.score():
        for term in level.terms:
            yield [level.name, term.term, term.amount, term.value]


@_table(level=TEXT, participant=TEXT, value=NUMBER)
def _shares(plan: "Plan") -> Cells:
    for level in plan.score():
        for share in level.shares:
            yield [level.name, share.participant, share.value]


@_table(
    environment=TEXT, open=WHOLE, used=WHOLE, lost=WHOLE, idle=WHOLE, slots=WHOLE, offered=WHOLE,
    taken=WHOLE, peak=WHOLE,
)  # fmt: skip
def _environments(plan: "Plan") -> Cells:
    for use in plan.utilisation().environments:
        yield [
            use.environment, use.open, use.used, use.lost, use.idle, use.slots, use.offered,
            use.taken, use.peak,
        ]  # fmt: skip


@_table(stage=TEXT, slots=WHOLE, empty=WHOLE, participants=WHOLE, offered=WHOLE, taken=WHOLE)
def _stages(plan: "Plan") -> Cells:
    for use in plan.utilisation().stages:
        yield [use.stage, use.slots, use.empty, use.participants, use.offered, use.taken]


@_table(
    rule=TEXT, message=TEXT, participants=TEXT, slots=TEXT, environment=TEXT, stage=TEXT,
    start=WHEN, end=WHEN,
)  # fmt: skip
def _violations(plan: "Plan") -> Cells:
    for one in plan.check():
        yield [
            one.rule, one.message, one.participants or None, one.slots or None, one.environment,
            one.stage, one.start, one.end,
        ]  # fmt: skip


PLAN_TABLES = tuple(_TABLES)
RESULT_TABLES = (*PLAN_TABLES, "unplaced")


def plan_sheet(plan: "Plan", table: str) -> Sheet:
    """One of the tables of a plan."""
    columns, rows = _TABLES[table]
    return Sheet(columns, list(rows(plan)), plan._problem.zone)


def result_sheet(result: "Result", table: str) -> Sheet:
    """One of the tables of a result."""
    rows: list[list[Any]]
    if table == "levels":
        columns = {"level": TEXT, "value": NUMBER, "bound": NUMBER, "gap": NUMBER}
        rows = [[one.name, one.value, one.bound, one.gap] for one in result.levels]
    elif table == "unplaced":
        columns = {"participant": TEXT, "rule": TEXT, "stage": TEXT, "reason": TEXT}
        rows = [
            [one.participant, reason.rule, reason.stage, reason.text]
            for one in result.unplaced
            for reason in one.reasons
        ]
    else:
        return plan_sheet(result.plan, table)
    return Sheet(columns, rows, result.plan._problem.zone)


def plan_document(frame: Any, by_hand: set[str]) -> tuple[dict[str, Any], Places]:
    """The contents of a plan's JSON form, and where they came from.

    `by_hand`: ids of the programme's slots given by hand; other ids only tell slots apart.
    Raises `UnreadableFile` with everything that keeps the frame from being a plan.
    """
    found: list[Finding] = []
    rows = read(PLAN, frame, found)
    if found:
        told(found)
    places = Places()
    slots: dict[tuple[Any, ...], dict[str, Any]] = {}
    at: dict[tuple[Any, ...], str] = {}
    routes: list[dict[str, str]] = []
    for row in rows:
        key = tuple(row[column] for column in ("slot", "stage", "environment", "start", "end"))
        if key not in slots:
            at[key] = f"slots[{len(slots)}]"
            places.put(at[key], row)
            slots[key] = _slot(row, by_hand)
        if row["participant"] is not None:
            inside = slots[key]["participants"]
            places.put(f"{at[key]}.participants[{len(inside)}]", row, "participant")
            inside.append(row["participant"])
            if row["route"] is not None:
                places.put(f"assignments[{len(routes)}]", row)
                routes.append({"participant": row["participant"], "route": row["route"]})
    return {"slots": list(slots.values()), "assignments": routes}, places


def _slot(row: Row, by_hand: set[str]) -> dict[str, Any]:
    start: date = row["start"]
    end: date = row["end"]
    slot = {
        "stage": row["stage"],
        "environment": row["environment"],
        "from": start.isoformat(),
        "to": end.isoformat(),
        "participants": [],
    }
    return slot | {"id": row["slot"]} if row["slot"] in by_hand else slot
