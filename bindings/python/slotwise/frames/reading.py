"""From frames to a programme."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from slotwise import _native
from slotwise._checks import nearest
from slotwise._data import to_data
from slotwise.errors import InvalidProgramme
from slotwise.finding import Finding, Findings
from slotwise.frames.people import participants
from slotwise.frames.places import Places, told
from slotwise.frames.requirements import (
    of_environment,
    of_stage,
    of_unavailability,
    releases,
)
from slotwise.frames.shared import gates, reserves, resources, takes
from slotwise.frames.sheet import Row, read
from slotwise.frames.tables import HOLIDAYS, TABLES
from slotwise.model.calendar import Calendar, Holiday
from slotwise.model.environment import (
    Changeover,
    ChangeoverBetween,
    Environment,
    OptionalEnvironment,
    Window,
)
from slotwise.model.rule import Apart, Assumption, ExclusiveGroup, Rule, Together
from slotwise.model.stage import (
    ByHand,
    Capacity,
    Eligible,
    Every,
    On,
    Pause,
    Phase,
    Prerequisite,
    SlotPolicy,
    Stage,
    Starts,
    TrancheSlot,
    Weekdays,
)
from slotwise.model.unavailability import Target, Unavailability


class Reader:
    """Reads the frames of one programme, and collects what is wrong with them."""

    def __init__(self, frames: Mapping[str, Any]) -> None:
        self.found: list[Finding] = []
        self.places = Places()
        self._given = {name for name, frame in frames.items() if frame is not None}
        self._rows = {
            name: read(table, frames[name], self.found) if name in self._given else []
            for name, table in {**TABLES, HOLIDAYS.name: HOLIDAYS}.items()
        }
        self.check()

    def check(self) -> None:
        """Raises what was found so far, if anything was."""
        if self.found:
            told(self.found)

    def __contains__(self, table: str) -> bool:
        return table in self._given

    def __getitem__(self, table: str) -> list[Row]:
        return self._rows[table]

    def refuse(self, row: Row, column: str, message: str, remedy: str) -> None:
        """Something is wrong with a row."""
        self.found.append(Finding("SW-E1505", row.place(column), message, remedy))

    def by(self, table: str, column: str, of: str) -> dict[str, list[Row]]:
        """The rows of a table by what they are about, which must be an id of another table."""
        ids = [row["id"] for row in self[of]]
        groups: dict[str, list[Row]] = {id: [] for id in ids}
        for row in self[table]:
            id = row[column]
            if id in groups:
                groups[id].append(row)
            elif id is not None:
                self.unknown(row, column, id, column, ids)
        return groups

    def unknown(self, row: Row, column: str, id: str, kind: str, known: list[str]) -> None:
        """A row names what is not there."""
        near = nearest(id, known)
        remedy = f"did you mean {near!r}? Else add the {kind}" if near else f"add the {kind}"
        message = f"there is no {kind} {id!r}"
        self.found.append(Finding("SW-E1506", row.place(column), message, remedy))


def programme(frames: Mapping[str, Any], calendar: Calendar) -> tuple[dict[str, Any], Places]:
    """The fields of a `Programme`, calendar included, and where they came from.

    Raises `UnreadableFile` with everything that keeps the frames from being a programme.
    """
    reader = Reader(frames)
    fields = {
        "calendar": evolve(calendar, holidays=[*calendar.holidays, *_holidays(reader)]),
        "phases": _phases(reader),
        "environments": _environments(reader),
        "stages": _stages(reader),
        "participants": participants(reader),
        "slots": _slots(reader),
        "unavailability": _unavailability(reader),
        "resources": resources(reader),
        "exclusive_groups": _groups(reader),
        "rules": _rules(reader),
        "gates": gates(reader),
        **releases(reader),
        "assumptions": _assumptions(reader),
    }
    reader.check()
    return fields, reader.places


def validated(programme: Any, places: Places) -> None:
    """Raises `InvalidProgramme`, at rows of frames, if the programme has errors."""
    found = _native.validate(to_data(programme))
    if found.errors:
        raise InvalidProgramme(places.findings(found))


def _holidays(reader: Reader) -> list[Holiday]:
    return [Holiday(row["date"], **row.some("name")) for row in reader["holidays"]]


def _phases(reader: Reader) -> list[Phase]:
    if "phases" not in reader:
        named = dict.fromkeys(row["phase"] for row in reader["stages"] if row["phase"])
        return [Phase(id) for id in named]
    for place, row in enumerate(reader["phases"]):
        reader.places.put(f"phases[{place}]", row)
    return [Phase(**row.values) for row in reader["phases"]]


def _environments(reader: Reader) -> list[Environment]:
    windows = reader.by("windows", "environment", "environments")
    changeovers = reader.by("changeovers", "environment", "environments")
    made = []
    for place, row in enumerate(reader["environments"]):
        path = f"environments[{place}]"
        reader.places.put(path, row)
        optional = None
        if row["cost"] is not None:
            optional = OptionalEnvironment(row["cost"], **row.some("approved", "approval"))
        elif row.some("approved", "approval"):
            column = next(iter(row.some("approved", "approval")))
            remedy = "write a cost, 0 if need be: it makes the environment an optional one"
            reader.refuse(row, column, "the environment is not optional: it has no cost", remedy)
        between = []
        for number, child in enumerate(changeovers[row["id"]]):
            reader.places.put(f"{path}.changeover.between[{number}]", child)
            between.append(ChangeoverBetween(child["from"], child["to"], child["periods"]))
        made.append(
            Environment(
                row["id"],
                windows=_windows(reader, row, windows[row["id"]], path),
                changeover=Changeover(row["changeover"] or 0, between),
                optional=optional,
                **of_environment(reader, row),
                **row.some("name", "exclusivity", "max_participants", "components"),
            )
        )
    return made


def _windows(reader: Reader, row: Row, children: list[Row], path: str) -> list[Window]:
    made = []
    ends = row.some("from", "to")
    if len(ends) == 1:
        [given] = ends
        missing = "to" if given == "from" else "from"
        reader.refuse(row, missing, f"{given} is there, {missing} is not", f"write {missing} too")
    elif ends:
        made.append(Window(row["from"], row["to"]))
        reader.places.put(f"{path}.windows[0]", row)
    for child in children:
        reader.places.put(f"{path}.windows[{len(made)}]", child)
        made.append(Window(child["from"], child["to"], **child.some("stages", "source")))
    return made


def _stages(reader: Reader) -> list[Stage]:
    eligible = reader.by("eligible", "stage", "stages")
    prerequisites = reader.by("prerequisites", "stage", "stages")
    taken = reader.by("takes", "stage", "stages")
    kept = reader.by("reserves", "stage", "stages")
    versions = reader.by("required_versions", "stage", "stages")
    made = []
    for place, row in enumerate(reader["stages"]):
        path = f"stages[{place}]"
        reader.places.put(path, row)
        environments = [Eligible(name) for name in row["environments"] or ()]
        for number in range(len(environments)):
            reader.places.put(f"{path}.environments[{number}]", row, "environments")
        for child in eligible[row["id"]]:
            reader.places.put(f"{path}.environments[{len(environments)}]", child)
            environments.append(Eligible(child["environment"], **child.some("duration")))
        lists = []
        for number, child in enumerate(prerequisites[row["id"]]):
            reader.places.put(f"{path}.prerequisites[{number}]", child)
            lists.append(Prerequisite(child["any_of"]))
        pause = row["pause"]
        made.append(
            Stage(
                row["id"],
                environments=environments,
                duration=row["duration"],
                slots=SlotPolicy(_starts(reader, row), _capacity(row) or Capacity(1)),
                over_unavailability="avoid" if pause is None else Pause(pause),
                prerequisites=lists,
                takes=takes(reader, taken[row["id"]], path),
                reserved=reserves(reader, kept[row["id"]], path),
                **of_stage(reader, row, versions[row["id"]], path),
                **row.some("name", "phase", "overlap", "needs_support", "target"),
            )
        )
    return made


def _starts(reader: Reader, row: Row) -> Starts:
    given = row.some("every", "weekdays", "on") | ({"by_hand": True} if row["by_hand"] else {})
    if len(given) > 1:
        names = " and ".join(given)
        remedy = "keep one: they are different ways to say when slots start"
        reader.refuse(row, list(given)[-1], f"{names} are both there", remedy)
    if row["anchor"] is not None and "every" not in given:
        remedy = "write every, or take the anchor out"
        reader.refuse(row, "anchor", "an anchor is there, but no grid", remedy)
    if "weekdays" in given:
        return Weekdays(row["weekdays"])
    if "on" in given:
        return On(row["on"])
    if "by_hand" in given:
        return ByHand()
    return Every(row["every"] if "every" in given else 1, **row.some("anchor"))


def _capacity(row: Row) -> Capacity | None:
    if row["capacity"] is None and row["capacity_min"] is None:
        return None
    most = 1 if row["capacity"] is None else row["capacity"]
    return Capacity(most, min=row["capacity_min"] or 0)


def _slots(reader: Reader) -> list[TrancheSlot]:
    made = []
    for place, row in enumerate(reader["slots"]):
        reader.places.put(f"slots[{place}]", row)
        if row["capacity_min"] is not None and row["capacity"] is None:
            remedy = "write capacity too"
            reader.refuse(row, "capacity_min", "a least is there, but no most", remedy)
        fields = row.some("id", "stage", "environment", "start", "end", "reserved")
        made.append(TrancheSlot(**fields, capacity=_capacity(row)))
    return made


def _unavailability(reader: Reader) -> list[Unavailability]:
    made = []
    for place, row in enumerate(reader["unavailability"]):
        reader.places.put(f"unavailability[{place}]", row)
        on = row.some("environment", "component", "resource", "participant")
        if row["everywhere"]:
            on["everywhere"] = True
        if len(on) != 1:
            what = " and ".join(on) if on else "nothing"
            remedy = (
                "name one of environment, component, resource, participant, or write yes to "
                "everywhere"
            )
            reader.refuse(row, "", f"it is about {what}", remedy)
            continue
        made.append(
            Unavailability(
                row["id"] or f"unavailability {row.number}",
                on=Target(**on),
                from_=row["from"],
                to=row["to"],
                **of_unavailability(reader, row),
                **row.some("kind", "cause", "reason"),
            )
        )
    return made


def _groups(reader: Reader) -> list[ExclusiveGroup]:
    for place, row in enumerate(reader["exclusive_groups"]):
        reader.places.put(f"exclusive_groups[{place}]", row)
    return [ExclusiveGroup(**row.values) for row in reader["exclusive_groups"]]


def _rules(reader: Reader) -> list[Rule]:
    made: list[Rule] = []
    for place, row in enumerate(reader["rules"]):
        reader.places.put(f"rules[{place}].{row['rule']}", row)
        reader.places.put(f"rules[{place}]", row)
        cls = Together if row["rule"] == "together" else Apart
        made.append(cls(row["participants"], **row.some("stage", "reason")))
    return made


def _assumptions(reader: Reader) -> list[Assumption]:
    for place, row in enumerate(reader["assumptions"]):
        reader.places.put(f"assumptions[{place}]", row)
    return [Assumption(**row.values) for row in reader["assumptions"]]
