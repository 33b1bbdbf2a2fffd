"""From frames to what participants and slots share: resources, gates, reliances."""

from typing import TYPE_CHECKING, Any

from slotwise.frames.sheet import Row
from slotwise.model.gate import Gate
from slotwise.model.reliance import (
    Alongside,
    AvailableComponent,
    AvailableParticipant,
    Finished,
    Reliance,
    Relied,
)
from slotwise.model.reserve import Reserve
from slotwise.model.resource import AmountChange, Resource, Take

if TYPE_CHECKING:
    from slotwise.frames.reading import Reader


def resources(reader: "Reader") -> list[Resource]:
    """The resources."""
    amounts = reader.by("amounts", "resource", "resources")
    made = []
    for place, row in enumerate(reader["resources"]):
        path = f"resources[{place}]"
        reader.places.put(path, row)
        changes = []
        for number, child in enumerate(amounts[row["id"]]):
            reader.places.put(f"{path}.changes[{number}]", child)
            changes.append(
                AmountChange(from_=child["from"], to=child["to"], amount=child["amount"])
            )
        made.append(Resource(row["id"], row["amount"], changes=changes, **row.some("name")))
    return made


def takes(reader: "Reader", rows: list[Row], path: str) -> list[Take]:
    """What a stage takes."""
    for number, row in enumerate(rows):
        reader.places.put(f"{path}.takes[{number}]", row)
    return [Take(row["resource"], **row.some("amount", "per")) for row in rows]


def reserves(reader: "Reader", rows: list[Row], path: str) -> list[Reserve]:
    """What slots of a stage keep."""
    for number, row in enumerate(rows):
        reader.places.put(f"{path}.reserved[{number}]", row)
    return [
        Reserve(row["places"], from_=row["from"], **row.some("environment", "to", "reason"))
        for row in rows
    ]


def gates(reader: "Reader") -> list[Gate]:
    """The gates."""
    for place, row in enumerate(reader["gates"]):
        reader.places.put(f"gates[{place}]", row)
    return [Gate(**row.values) for row in reader["gates"]]


def reliances(reader: "Reader", rows: list[Row], path: str) -> list[Reliance]:
    """What a participant relies on."""
    made: list[Reliance] = []
    for row in rows:
        on = _relied(reader, row)
        if on is not None:
            reader.places.put(f"{path}.relies_on[{len(made)}]", row)
            made.append(Reliance(on, **row.some("stage", "reason")))
    return made


def _relied(reader: "Reader", row: Row) -> Relied | None:
    needs: Any = row["needs"] or "available"
    on = row.some("on", "component")
    if needs == "available":
        odd = next(iter(row.some("their_stage", "lag")), None)
        if odd is not None:
            reader.refuse(row, odd, f"{odd} is there, but needs is available", "take it out")
        elif len(on) != 1:
            what = " and ".join(on) if on else "nothing"
            reader.refuse(row, "on", f"it relies on {what}", "name one of on and component")
        elif "component" in on:
            return AvailableComponent(row["component"])
        else:
            return AvailableParticipant(row["on"])
        return None
    missing = next((column for column in ("on", "their_stage") if row[column] is None), None)
    if missing is not None:
        reader.refuse(row, missing, f"needs is {needs}, but {missing} is not there", "write it")
    elif "component" in on:
        reader.refuse(row, "component", "a component takes no stage", "take it out")
    elif needs == "finished":
        return Finished(row["on"], row["their_stage"], **row.some("lag"))
    elif row["lag"] is not None:
        reader.refuse(row, "lag", "lag is there, but needs is alongside", "take it out")
    else:
        return Alongside(row["on"], row["their_stage"])
    return None
