"""What is different between two plans."""

from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo

from attrs import field, frozen

from slotwise import _html, _native
from slotwise._checks import instance
from slotwise._data import from_data
from slotwise.frames.cells import TEXT, WHEN, WHOLE
from slotwise.frames.make import Sheet, Tabular
from slotwise.model.rule import RuleKind
from slotwise.plan import Plan, local

DiffKind = Literal["kept", "moved", "added", "dropped"]


@frozen(order=False)
class SlotPlace:
    """A slot, in names and dates."""

    stage: str
    """Id of the stage that it is for."""
    environment: str
    """Id of the environment that it is in."""
    start: date
    """First day or moment."""
    end: date
    """First day or moment after."""
    slot: str | None
    """Id of the slot given by hand that it is, if it is one."""

    def __str__(self) -> str:
        return f"{self.environment} {self.start} to {self.end}"


@frozen(order=False)
class Through:
    """A move between a change and another move."""

    participant: str
    """Id of who moved."""
    stage: str
    """For which stage."""


@frozen(order=False)
class Because:
    """Why something moved."""

    changes: tuple[int, ...]
    """The changes at the root, by their places in the list of changes: without them the place of
    whoever they struck would be possible again. Empty if there is none: the old plan broke a rule
    before, or nothing had to move it."""
    rule: RuleKind | None
    """The rule that the old place would break."""
    through: tuple[Through, ...]
    """Whose moves stand between, from the one that took its place to the one that the change
    struck; empty if the change struck it itself."""
    text: str
    """In words."""

    def __str__(self) -> str:
        return self.text


@frozen(order=False)
class VisitDiff:
    """A participant's visit to a stage that is not where it was."""

    participant: str
    """Id of the participant."""
    kind: DiffKind
    """What happened to it; ``kept`` if it only ends at another time, or is another step now."""
    stage: str
    """Id of the stage."""
    from_: SlotPlace | None
    """Where it was."""
    to: SlotPlace | None
    """Where it is."""
    days: int | None
    """Working days from the old start to the new one, negative if it is earlier."""
    end_days: int | None
    """Working days from the old end to the new one."""
    because: Because | None
    """Why, in a re-plan."""


@frozen(order=False)
class SlotDiff:
    """A slot that is not where it was, or not open in both plans."""

    kind: DiffKind
    """What happened to it; ``kept`` if it only ends at another time."""
    from_: SlotPlace | None
    """Where it was."""
    to: SlotPlace | None
    """Where it is."""
    days: int | None
    """Working days from the old start to the new one, negative if it is earlier."""
    end_days: int | None
    """Working days from the old end to the new one."""
    because: Because | None
    """Why, in a re-plan: the cause of its first member's move."""


@frozen(order=False)
class MaintenanceDiff:
    """Movable maintenance that is not where it was."""

    unavailability: str
    """Its id."""
    kind: DiffKind
    """What happened to it."""
    from_: date | None
    """Its first day before."""
    to: date | None
    """Its first day now."""
    days: int | None
    """Working days between the two, negative if it is earlier."""


@frozen(order=False)
class PlanDiff(Tabular):
    """What is different in a second plan. What is not listed is the same in both.

    `to_pandas`, `to_polars` and `to_arrow` give its tables:

    - ``moves``: a row for each visit that is not where it was: who, from where to where, by how many
      working days, why.
    - ``slots``: the same for slots.
    """

    _tables = ("moves", "slots")

    visits: tuple[VisitDiff, ...]
    """Visits that are not where they were, by participant and step."""
    slots: tuple[SlotDiff, ...]
    """Slots that are elsewhere, are open now or are not any more."""
    maintenance: tuple[MaintenanceDiff, ...]
    """Movable maintenance that is elsewhere."""
    _zone: str = field(repr=False, alias="zone")

    @property
    def participants(self) -> tuple[str, ...]:
        """Ids of those who are elsewhere, are placed now or are not any more; sorted."""
        return tuple(sorted({visit.participant for visit in self.visits}))

    @property
    def moved(self) -> tuple[VisitDiff, ...]:
        """Visits that start at another time or are in another environment."""
        return self._of("moved")

    @property
    def added(self) -> tuple[VisitDiff, ...]:
        """Visits that were not there before."""
        return self._of("added")

    @property
    def dropped(self) -> tuple[VisitDiff, ...]:
        """Visits that are not there any more."""
        return self._of("dropped")

    def __bool__(self) -> bool:
        return bool(self.visits or self.slots or self.maintenance)

    def __repr__(self) -> str:
        return (
            f"<PlanDiff: {len(self.moved)} moved, {len(self.added)} added, "
            f"{len(self.dropped)} dropped, of {len(self.participants)} participants>"
        )

    def __str__(self) -> str:
        lines = [
            f"{visit.participant}, {visit.stage}: {_where(visit.from_)} -> {_where(visit.to)}"
            f"{_days(visit)}{f' ({visit.because})' if visit.because else ''}"
            for visit in self.visits
        ]
        lines += [
            f"{one.unavailability}: {_where(one.from_)} -> {_where(one.to)}"
            for one in self.maintenance
        ]
        return "\n".join(lines) or "nothing is different"

    def _repr_html_(self) -> str:
        if not self.visits:
            return _html.note("Nobody is elsewhere.")
        rows = [
            (
                visit.participant, visit.stage, visit.kind, _where(visit.from_), _where(visit.to),
                "" if visit.days is None else f"{visit.days:+d}",
                "" if visit.because is None else visit.because.text,
            )
            for visit in self.visits
        ]  # fmt: skip
        head = ("participant", "stage", "", "from", "to", "working days", "because")
        return _html.table(head, rows, numbers=[5])

    def _of(self, kind: DiffKind) -> tuple[VisitDiff, ...]:
        return tuple(visit for visit in self.visits if visit.kind == kind)

    def _sheet(self, table: str) -> Sheet:
        places = {
            "from_environment": TEXT, "from_start": WHEN, "from_end": WHEN,
            "to_environment": TEXT, "to_start": WHEN, "to_end": WHEN,
            "days": WHOLE, "end_days": WHOLE, "because": TEXT,
        }  # fmt: skip
        pairs: list[tuple[list[Any], VisitDiff | SlotDiff]]
        if table == "moves":
            head = {"participant": TEXT, "stage": TEXT, "kind": TEXT}
            pairs = [([one.participant, one.stage, one.kind], one) for one in self.visits]
        else:
            head = {"stage": TEXT, "kind": TEXT}
            pairs = [([_stage(slot), slot.kind], slot) for slot in self.slots]
        rows = [
            [
                *first, *_cells(one.from_), *_cells(one.to), one.days, one.end_days,
                None if one.because is None else one.because.text,
            ]
            for first, one in pairs
        ]  # fmt: skip
        return Sheet(head | places, rows, self._zone)


def _where(place: SlotPlace | date | None) -> str:
    return "nowhere" if place is None else str(place)


def _days(visit: VisitDiff) -> str:
    return "" if visit.days is None else f", {visit.days:+d} working days"


def _stage(slot: SlotDiff) -> str:
    place = slot.from_ or slot.to
    return "" if place is None else place.stage


def _cells(place: SlotPlace | None) -> list[Any]:
    return [None] * 3 if place is None else [place.environment, place.start, place.end]


def diff(before: Plan, after: Plan) -> PlanDiff:
    """What is different in a second plan: of the same programme, or of another state of it.

    Every moved, added and dropped participant and slot, from where to where, by how many working
    days of the second programme's calendar.
    """
    instance(before, Plan)
    instance(after, Plan)
    data = _native.diff((before._problem, before._data()), (after._problem, after._data()))
    return diff_of(data, after._problem.zone)


def diff_of(data: dict[str, Any], zone: str) -> PlanDiff:
    """A difference from plain data."""
    at = ZoneInfo(zone)

    def moment(value: str | None) -> date | None:
        return None if value is None else local(from_data(value, date), at)

    def place(data: dict[str, Any] | None) -> SlotPlace | None:
        if data is None:
            return None
        start, end = local(from_data(data["from"], date), at), local(from_data(data["to"], date), at)
        return SlotPlace(data["stage"], data["environment"], start, end, data.get("slot"))

    def because(data: dict[str, Any] | None) -> Because | None:
        if data is None:
            return None
        return Because(
            changes=tuple(data.get("changes", ())),
            rule=data.get("rule"),
            through=tuple(Through(**one) for one in data.get("through", ())),
            text=data["text"],
        )

    def shared(data: dict[str, Any]) -> dict[str, Any]:
        return {
            "kind": data["kind"],
            "from_": place(data.get("from")),
            "to": place(data.get("to")),
            "days": data.get("days"),
            "end_days": data.get("end_days"),
            "because": because(data.get("because")),
        }

    return PlanDiff(
        visits=tuple(
            VisitDiff(participant=one["participant"], stage=visit["stage"], **shared(visit))
            for one in data.get("participants", ())
            for visit in one["visits"]
        ),
        slots=tuple(SlotDiff(**shared(slot)) for slot in data.get("slots", ())),
        maintenance=tuple(
            MaintenanceDiff(
                unavailability=one["unavailability"],
                kind=one["kind"],
                from_=moment(one.get("from")),
                to=moment(one.get("to")),
                days=one.get("days"),
            )
            for one in data.get("maintenance", ())
        ),
        zone=zone,
    )
