"""From frames to participants and their routes."""

from typing import TYPE_CHECKING, Any

from attrs import frozen

from slotwise.frames.requirements import of_participant
from slotwise.frames.shared import reliances
from slotwise.frames.sheet import Row
from slotwise.frames.systems import told
from slotwise.model.participant import (
    Blackout,
    Completed,
    Participant,
    Pin,
    Preference,
    Ready,
    Route,
    Step,
)

if TYPE_CHECKING:
    from slotwise.frames.reading import Reader


@frozen(order=False)
class _Read:
    """A route, and the rows that its steps and its penalty came from."""

    route: Route
    rows: list[Row]
    penalty: Row | None


_Routes = dict[str, dict[str, _Read]]


def participants(reader: "Reader") -> list[Participant]:
    """The participants."""
    routes = _routes(reader)
    facts = {
        table: reader.by(table, "participant", "participants")
        for table in (
            "ready", "blackouts", "preferences", "pins", "completed", "reliances",
            "connectivity", "endpoints", "data", "needed_versions", "details", "provides",
        )  # fmt: skip
    }
    made = []
    for place, row in enumerate(reader["participants"]):
        path = f"participants[{place}]"
        reader.places.put(path, row)
        mine = {table: rows[row["id"]] for table, rows in facts.items()}
        ready = [] if row["ready"] is None else [Ready(row["ready"])]
        if ready:
            reader.places.put(f"{path}.ready[0]", row, "ready")
        ready += [Ready(child["from"], **_facts(child, "from")) for child in mine["ready"]]
        for field, table in [
            ("ready", "ready"),
            ("unavailable", "blackouts"),
            ("preferences", "preferences"),
            ("pins", "pins"),
            ("completed", "completed"),
        ]:
            before = len(ready) - len(mine["ready"]) if field == "ready" else 0
            for number, child in enumerate(mine[table], before):
                reader.places.put(f"{path}.{field}[{number}]", child)
        made.append(
            Participant(
                row["id"],
                routes=_of(reader, row, routes, path),
                ready=ready,
                unavailable=[
                    Blackout(child["from"], child["to"], **child.some("reason"))
                    for child in mine["blackouts"]
                ],
                preferences=[
                    Preference(**_facts(child, "from"), from_=child["from"])
                    for child in mine["preferences"]
                ],
                pins=[Pin(**_facts(child)) for child in mine["pins"]],
                completed=[Completed(child["stage"], child["on"]) for child in mine["completed"]],
                relies_on=reliances(reader, mine["reliances"], path),
                details=told(reader, mine, path),
                **of_participant(reader, row, mine, path),
                **row.some(
                    "organisation", "roles", "size", "weight", "due", "deadline",
                    "max_concurrent_environments", "environment_manager",
                ),
            )
        )  # fmt: skip
    return made


def _facts(row: Row, *without: str) -> dict[str, Any]:
    """The values of a row but for the participant that it is about."""
    return {
        column: value
        for column, value in row.values.items()
        if column not in ("participant", *without)
    }


def _routes(reader: "Reader") -> _Routes:
    """Routes by participant, "" for those that name none, and name."""
    known = [row["id"] for row in reader["participants"]]
    steps: dict[str, dict[str, list[Row]]] = {}
    for row in reader["steps"]:
        whose = row["participant"] or ""
        if whose and whose not in known:
            reader.unknown(row, "participant", whose, "participant", known)
            continue
        if not whose and row["route"] is None:
            remedy = "write one of them"
            reader.refuse(row, "route", "the step names neither participant nor route", remedy)
            continue
        steps.setdefault(whose, {}).setdefault(row["route"] or "route", []).append(row)
    penalties = {(row["participant"] or "", row["route"]): row for row in reader["routes"]}
    for (whose, name), row in penalties.items():
        if name not in steps.get(whose, {}):
            reader.unknown(row, "route", name, "route", list(steps.get(whose, {})))
    return {
        whose: {
            name: _route(reader, name, rows, penalties.get((whose, name)))
            for name, rows in routes.items()
        }
        for whose, routes in steps.items()
    }


def _route(reader: "Reader", name: str, rows: list[Row], penalty: Row | None) -> _Read:
    numbered = [row for row in rows if row["step"] is not None]
    if numbered and len(numbered) < len(rows):
        odd = next(row for row in rows if row["step"] is None)
        remedy = "number all steps of a route, or none"
        reader.refuse(odd, "step", f"other steps of the route {name!r} have a place", remedy)
        return _Read(Route(name, ()), [], None)
    seen: dict[int, Row] = {}
    for row in numbered:
        if row["step"] in seen:
            message = f"the route {name!r} has a step {row['step']} already"
            reader.refuse(row, "step", message, "give each step its own place")
        seen.setdefault(row["step"], row)
    ordered = sorted(rows, key=lambda row: row["step"] or 0)
    steps = [
        Step(row["stage"], **row.some("optional", "min_lag", "max_lag")) for row in ordered
    ]
    cost = 0.0 if penalty is None else penalty["penalty"]
    return _Read(Route(name, steps, penalty=cost), ordered, penalty)


def _of(reader: "Reader", row: Row, routes: _Routes, path: str) -> list[Route]:
    """The routes of a participant."""
    made: list[Route] = []

    def place(read: _Read) -> None:
        at = f"{path}.routes[{len(made)}]"
        if read.rows:
            reader.places.put(at, read.rows[0])
        if read.penalty is not None:
            reader.places.put(f"{at}.penalty", read.penalty, "penalty")
        for number, step in enumerate(read.rows):
            reader.places.put(f"{at}.steps[{number}]", step)
        made.append(read.route)

    if row["stages"] is not None:
        reader.places.put(f"{path}.routes[0]", row, "stages")
        made.append(Route("route", row["stages"]))
    shared = routes.get("", {})
    for name in row["routes"] or ():
        if name in shared:
            place(shared[name])
        else:
            reader.unknown(row, "routes", name, "route", list(shared))
    for read in routes.get(row["id"], {}).values():
        place(read)
    return made
