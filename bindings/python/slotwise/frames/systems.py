"""What participants tell of their systems: from frames, and to them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from slotwise.frames import kinds
from slotwise.frames.sheet import Row
from slotwise.model.system import Provided, Repurposed, SystemDetails

if TYPE_CHECKING:
    from slotwise.frames.reading import Reader
    from slotwise.programme import Programme

Record = dict[str, Any]

_TEXTS = (
    "system", "test_lead", "platform", "interfaces", "sizing", "readiness", "readiness_time",
    "downtime", "support", "alerts", "monitoring", "data_checks", "deployment", "deployment_time",
    "shared_usage",
)  # fmt: skip


def told(reader: "Reader", mine: dict[str, list[Row]], path: str) -> SystemDetails | None:
    """The details of a participant."""
    rows, provided = mine["details"], mine["provides"]
    if not rows and not provided:
        return None
    for number, row in enumerate(provided):
        reader.places.put(f"{path}.details.provides[{number}]", row)
    for row in rows[:1]:
        reader.places.put(f"{path}.details", row)
    for row in rows[1:]:
        message = f"{row['participant']!r} has a row here already"
        reader.refuse(row, "participant", message, "write all that it tells in one row")
    fields = rows[0].some(*_TEXTS, "contacts", "set_up") if rows else {}
    return SystemDetails(provides=[_provided(reader, row) for row in provided], **fields)


def _provided(reader: "Reader", row: Row) -> Provided:
    provision: Any = row["provision"]
    if provision == "repurposed":
        provision = Repurposed(row["repurposed_from"] or "")
    elif row["repurposed_from"] is not None:
        message = "repurposed_from is there, but provision is not repurposed"
        reader.refuse(row, "repurposed_from", message, "write repurposed, or take it out")
    return Provided(
        row["environment"],
        provision,
        from_=row["from"],
        **row.some("name", "remarks", "to"),
    )


def details(programme: "Programme") -> Iterator[Record]:
    """What participants have told of their systems."""
    for one in programme.participants:
        if one.details is not None:
            yield {
                "participant": one.id,
                "contacts": one.details.contacts or None,
                "set_up": kinds.lead(one.details.set_up),
                **{name: getattr(one.details, name) for name in _TEXTS},
            }


def provides(programme: "Programme") -> Iterator[Record]:
    """What participants have to connect to environments."""
    for one in programme.participants:
        for provided in () if one.details is None else one.details.provides:
            own = provided.provision
            again = isinstance(own, Repurposed)
            yield {
                "participant": one.id,
                "environment": provided.environment,
                "provision": "repurposed" if again else own,
                "repurposed_from": own.from_ if isinstance(own, Repurposed) else None,
                "name": provided.name,
                "remarks": provided.remarks,
                "from": provided.from_,
                "to": provided.to,
            }
