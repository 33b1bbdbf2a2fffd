"""What is different between two plans."""

from datetime import date
from typing import Any, ClassVar, Literal

from attrs import field, frozen

from slotwise import _native
from slotwise._checks import instance
from slotwise.explanation import answer
from slotwise.frames.cells import TEXT, WHEN, WHOLE, Kind
from slotwise.frames.make import Sheet
from slotwise.model.rule import RuleKind
from slotwise.plan import Plan
from slotwise.reports import Report

DiffKind = Literal["kept", "moved", "added", "dropped"]
"""What happened to something: it is where it was, though its end, its step or its slot's number may
be another; it starts at another time or is in another environment; it was not there before; it is
not there any more."""


@frozen(order=False, kw_only=True)
class SlotPlace:
    """A slot, in names and dates."""

    stage: str
    """The stage that it is for."""
    environment: str
    """Where."""
    from_: date
    """First day or moment."""
    to: date
    """First day or moment after."""
    slot: str | None = None
    """The slot given by hand that it is, if it is one."""
    number: int = 0
    """How many slots that are just the same stand before it in the plan."""


@frozen(order=False, kw_only=True)
class Through:
    """A move between a change and another move."""

    participant: str
    """Who moved."""
    stage: str
    """For which stage."""


@frozen(order=False, kw_only=True)
class Because:
    """Why something moved, in a re-plan."""

    changes: tuple[int, ...] = ()
    """The changes at the root, by their places in the list of changes; none if no change is: the old
    plan broke a rule before."""
    rule: RuleKind | None = None
    """The rule that the old place would break."""
    through: tuple[Through, ...] = ()
    """Whose moves stand between, from the one that took its place to the one that the changes
    struck; none if they struck it itself."""
    text: str
    """In words."""


@frozen(order=False, kw_only=True)
class VisitDiff:
    """A participant's visit to a stage that is not where it was."""

    kind: DiffKind
    """What happened to it."""
    stage: str
    """For which stage."""
    from_: SlotPlace | None = None
    """Where it was."""
    to: SlotPlace | None = None
    """Where it is."""
    days: int | None = None
    """Working days from the old start to the new one, negative if it is earlier."""
    end_days: int | None = None
    """Working days from the old end to the new one."""
    from_step: int | None = None
    """Which step of the route it was."""
    to_step: int | None = None
    """Which step of the route it is."""
    because: Because | None = None
    """Why, in a re-plan."""


@frozen(order=False, kw_only=True)
class ParticipantDiff:
    """A participant who is not where it was."""

    participant: str
    """Who."""
    from_route: str | None = None
    """The route that it took; None if it was not placed."""
    to_route: str | None = None
    """The route that it takes; None if it is not placed."""
    visits: tuple[VisitDiff, ...]
    """Its visits that are different, in the order of their first step."""


@frozen(order=False, kw_only=True)
class SlotDiff:
    """A slot that is not where it was, or not open in both plans."""

    kind: DiffKind
    """What happened to it. One that is gone and one that is new are the same slot, moved, if they are
    of one stage and have members in common."""
    from_: SlotPlace | None = None
    """Where it was."""
    to: SlotPlace | None = None
    """Where it is."""
    days: int | None = None
    """Working days from the old start to the new one, negative if it is earlier."""
    end_days: int | None = None
    """Working days from the old end to the new one."""
    because: Because | None = None
    """Why, in a re-plan: the cause of its first member's move."""


@frozen(order=False, kw_only=True)
class MaintenanceDiff:
    """Movable maintenance that is not where it was."""

    kind: DiffKind
    """What happened to it."""
    unavailability: str
    """Which one."""
    from_: date | None = None
    """Its first day before."""
    to: date | None = None
    """Its first day now."""
    days: int | None = None
    """Working days between the two, negative if it is earlier."""


_PLACES: dict[str, Kind] = {
    "from_environment": TEXT, "from_start": WHEN, "from_end": WHEN,
    "to_environment": TEXT, "to_start": WHEN, "to_end": WHEN, "days": WHOLE,
}  # fmt: skip
_COLUMNS: dict[str, dict[str, Kind]] = {
    "visits": {"participant": TEXT, "stage": TEXT, "what": TEXT, **_PLACES, "because": TEXT},
    "slots": {"stage": TEXT, "what": TEXT, **_PLACES, "because": TEXT},
    "maintenance": {
        "unavailability": TEXT, "what": TEXT, "from": WHEN, "to": WHEN, "days": WHOLE,
    },
}  # fmt: skip


@frozen(order=False, kw_only=True)
class PlanDiff(Report):
    """What is different in a second plan; what is not listed is the same in both. It is false if
    nothing is.

    Tables: ``visits`` of participants, ``slots``, ``maintenance``.
    """

    _tables: ClassVar[tuple[str, ...]] = ("visits", "slots", "maintenance")

    participants: tuple[ParticipantDiff, ...] = field(default=(), repr=False)
    """Participants who are elsewhere, are placed now or are not any more; by id."""
    slots: tuple[SlotDiff, ...] = field(default=(), repr=False)
    """Slots that are elsewhere, are open now or are not any more; by stage, environment and start."""
    maintenance: tuple[MaintenanceDiff, ...] = field(default=(), repr=False)
    """Movable maintenance that is elsewhere; by id."""

    def __bool__(self) -> bool:
        return bool(self.participants or self.slots or self.maintenance)

    @property
    def moves(self) -> int:
        """How many visits moved, came or went."""
        visits = (visit for one in self.participants for visit in one.visits)
        return sum(visit.kind != "kept" for visit in visits)

    def __repr__(self) -> str:
        return (
            f"<PlanDiff: {self.moves} moves of {len(self.participants)} participants, "
            f"{len(self.slots)} slots, {len(self.maintenance)} maintenance>"
        )

    def _sheet(self, table: str) -> Sheet:
        rows: list[list[Any]]
        if table == "maintenance":
            rows = [
                [one.unavailability, one.kind, one.from_, one.to, one.days]
                for one in self.maintenance
            ]
        elif table == "slots":
            rows = [
                [(one.from_ or one.to or _NOWHERE).stage, one.kind, *_cells(one)]
                for one in self.slots
            ]
        else:
            rows = [
                [one.participant, visit.stage, visit.kind, *_cells(visit)]
                for one in self.participants
                for visit in one.visits
            ]
        return Sheet(_COLUMNS[table], rows, "UTC")


_NOWHERE = SlotPlace(stage="", environment="", from_=date.min, to=date.min)


def _cells(one: VisitDiff | SlotDiff) -> list[Any]:
    cells: list[Any] = []
    for place in (one.from_, one.to):
        cells += (
            [None] * 3 if place is None else [place.environment, place.from_, place.to]
        )
    return [*cells, one.days, None if one.because is None else one.because.text]


def diff(a: Plan, b: Plan) -> PlanDiff:
    """What is different in the second of two plans: of one programme, or of two states of it, such as
    before and after changes. Working days are those of the second plan's calendar."""
    before, after = instance(a, Plan), instance(b, Plan)
    told = _native.diff(before._problem, before._data(), after._problem, after._data())
    return answer(told, PlanDiff)
