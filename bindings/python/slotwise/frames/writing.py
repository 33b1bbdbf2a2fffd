"""From a programme to tables: everything in them once, so that they read back the same."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from slotwise.frames import requirements, systems
from slotwise.frames.make import Sheet
from slotwise.frames.tables import TABLES
from slotwise.model.reliance import (
    Alongside,
    AvailableComponent,
    AvailableParticipant,
    Finished,
)
from slotwise.model.rule import Together
from slotwise.model.stage import ByHand, Every, On, Pause, Weekdays

if TYPE_CHECKING:
    from slotwise.programme import Programme

Record = dict[str, Any]


def sheet(programme: "Programme", table: str) -> Sheet:
    """One of the tables of a programme."""
    columns = TABLES[table].kinds
    rows = [
        [_cell(record.get(column)) for column in columns] for record in _RECORDS[table](programme)
    ]
    return Sheet(columns, rows, programme.calendar.zone)


def _cell(value: Any) -> Any:
    """Empty text is nothing."""
    return None if value == "" else value


def _some(values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    return values or None


def _participants(programme: "Programme") -> Iterator[Record]:
    for one in programme.participants:
        yield {
            "id": one.id,
            "organisation": one.organisation,
            "roles": _some(one.roles),
            "size": one.size,
            "weight": one.weight,
            "due": one.due,
            "deadline": one.deadline,
            "max_concurrent_environments": one.max_concurrent_environments,
            "environment_manager": one.environment_manager,
            **requirements.participant_record(one),
        }


def _steps(programme: "Programme") -> Iterator[Record]:
    for one in programme.participants:
        for route in one.routes:
            for number, step in enumerate(route.steps, 1):
                yield {
                    "participant": one.id,
                    "route": route.id,
                    "step": number,
                    "stage": step.stage,
                    "optional": step.optional,
                    "min_lag": step.min_lag,
                    "max_lag": step.max_lag,
                }


def _routes(programme: "Programme") -> Iterator[Record]:
    for one in programme.participants:
        for route in one.routes:
            if route.penalty:
                yield {"participant": one.id, "route": route.id, "penalty": route.penalty}


def _facts(field: str, *columns: str) -> Callable[["Programme"], Iterator[Record]]:
    """Facts about participants, with columns that are named as fields, but for an underscore."""

    def records(programme: "Programme") -> Iterator[Record]:
        for one in programme.participants:
            for fact in getattr(one, field):
                values = {name.rstrip("_"): getattr(fact, name) for name in columns}
                yield {"participant": one.id, **values}

    return records


def _phases(programme: "Programme") -> Iterator[Record]:
    for one in programme.phases:
        yield {"id": one.id, "name": one.name}


def _environments(programme: "Programme") -> Iterator[Record]:
    for one in programme.environments:
        record: Record = {
            "id": one.id,
            "name": one.name,
            "exclusivity": one.exclusivity,
            "changeover": one.changeover.periods,
            "max_participants": one.max_participants,
            "components": _some(one.components),
            **requirements.environment_record(one),
        }
        if one.optional is not None:
            record["cost"] = one.optional.cost
            record["approved"] = one.optional.approved
            record["approval"] = one.optional.approval
        yield record


def _windows(programme: "Programme") -> Iterator[Record]:
    for one in programme.environments:
        for window in one.windows:
            yield {
                "environment": one.id,
                "from": window.from_,
                "to": window.to,
                "stages": _some(window.stages),
                "source": window.source,
            }


def _changeovers(programme: "Programme") -> Iterator[Record]:
    for one in programme.environments:
        for pair in one.changeover.between:
            yield {
                "environment": one.id,
                "from": pair.from_,
                "to": pair.to,
                "periods": pair.periods,
            }


def _stages(programme: "Programme") -> Iterator[Record]:
    for one in programme.stages:
        starts = one.slots.starts
        record: Record = {
            "id": one.id,
            "name": one.name,
            "phase": one.phase,
            "duration": one.duration,
            "capacity": one.slots.capacity.max,
            "capacity_min": one.slots.capacity.min,
            "overlap": one.overlap,
            "target": one.target,
            "needs_support": one.needs_support,
            **requirements.stage_record(one),
        }
        if isinstance(starts, Every):
            record["every"], record["anchor"] = starts.periods, starts.anchor
        elif isinstance(starts, Weekdays):
            record["weekdays"] = starts.days
        elif isinstance(starts, On):
            record["on"] = starts.starts
        elif isinstance(starts, ByHand):
            record["by_hand"] = True
        if isinstance(one.over_unavailability, Pause):
            record["pause"] = one.over_unavailability.allowance
        yield record


def _eligible(programme: "Programme") -> Iterator[Record]:
    for one in programme.stages:
        for place in one.environments:
            yield {"stage": one.id, "environment": place.environment, "duration": place.duration}


def _prerequisites(programme: "Programme") -> Iterator[Record]:
    for one in programme.stages:
        for prerequisite in one.prerequisites:
            yield {"stage": one.id, "any_of": prerequisite.any_of}


def _resources(programme: "Programme") -> Iterator[Record]:
    for one in programme.resources:
        yield {"id": one.id, "amount": one.amount, "name": one.name}


def _amounts(programme: "Programme") -> Iterator[Record]:
    for one in programme.resources:
        for change in one.changes:
            yield {
                "resource": one.id,
                "from": change.from_,
                "to": change.to,
                "amount": change.amount,
            }


def _takes(programme: "Programme") -> Iterator[Record]:
    for one in programme.stages:
        for take in one.takes:
            yield {
                "stage": one.id,
                "resource": take.resource,
                "amount": take.amount,
                "per": take.per,
            }


def _gates(programme: "Programme") -> Iterator[Record]:
    for one in programme.gates:
        yield {
            "id": one.id,
            "before": one.before,
            "opens": one.opens,
            "environment": one.environment,
            "participants": _some(one.participants),
            "share": one.share,
            "of": one.of,
            "counted": one.counted,
            "lag": one.lag,
            "reason": one.reason,
        }


def _reliances(programme: "Programme") -> Iterator[Record]:
    for one in programme.participants:
        for reliance in one.relies_on:
            record: Record = {
                "participant": one.id,
                "stage": reliance.stage,
                "needs": "available",
                "reason": reliance.reason,
            }
            on = reliance.on
            if isinstance(on, AvailableParticipant):
                record["on"] = on.participant
            elif isinstance(on, AvailableComponent):
                record["component"] = on.component
            elif isinstance(on, Finished):
                record |= {
                    "needs": "finished",
                    "on": on.participant,
                    "their_stage": on.stage,
                    "lag": on.lag,
                }
            elif isinstance(on, Alongside):
                record |= {
                    "needs": "alongside",
                    "on": on.participant,
                    "their_stage": on.stage,
                }
            yield record


def _slots(programme: "Programme") -> Iterator[Record]:
    for one in programme.slots:
        record: Record = {
            "id": one.id,
            "stage": one.stage,
            "environment": one.environment,
            "start": one.start,
            "end": one.end,
        }
        if one.capacity is not None:
            record["capacity"], record["capacity_min"] = one.capacity.max, one.capacity.min
        yield record


def _unavailability(programme: "Programme") -> Iterator[Record]:
    for one in programme.unavailability:
        yield {
            "id": one.id,
            "environment": one.on.environment,
            "component": one.on.component,
            "resource": one.on.resource,
            "participant": one.on.participant,
            "everywhere": one.on.everywhere,
            "from": one.from_,
            "to": one.to,
            "kind": one.kind,
            "cause": one.cause,
            "reason": one.reason,
            **requirements.unavailability_record(one),
        }


def _groups(programme: "Programme") -> Iterator[Record]:
    for one in programme.exclusive_groups:
        yield {"id": one.id, "stages": one.stages}


def _rules(programme: "Programme") -> Iterator[Record]:
    for one in programme.rules:
        yield {
            "rule": "together" if isinstance(one, Together) else "apart",
            "participants": one.participants,
            "stage": one.stage,
            "reason": one.reason,
        }


def _assumptions(programme: "Programme") -> Iterator[Record]:
    for one in programme.assumptions:
        yield {"name": one.name, "value": one.value, "reason": one.reason}


_RECORDS: dict[str, Callable[["Programme"], Iterator[Record]]] = {
    "participants": _participants,
    "steps": _steps,
    "routes": _routes,
    "ready": _facts("ready", "from_", "environment", "stage", "reason"),
    "blackouts": _facts("unavailable", "from_", "to", "reason"),
    "preferences": _facts("preferences", "penalty", "stage", "environment", "from_", "to"),
    "pins": _facts("pins", "stage", "environment", "start"),
    "completed": _facts("completed", "stage", "on"),
    "connectivity": requirements.connectivity,
    "endpoints": requirements.endpoints,
    "data": requirements.data,
    "needed_versions": requirements.needed_versions,
    "details": systems.details,
    "provides": systems.provides,
    "phases": _phases,
    "environments": _environments,
    "windows": _windows,
    "changeovers": _changeovers,
    "stages": _stages,
    "eligible": _eligible,
    "prerequisites": _prerequisites,
    "required_versions": requirements.required_versions,
    "approved_versions": requirements.approved_versions,
    "regressions": requirements.regressions,
    "freezes": requirements.freezes,
    "resources": _resources,
    "amounts": _amounts,
    "takes": _takes,
    "gates": _gates,
    "reliances": _reliances,
    "slots": _slots,
    "unavailability": _unavailability,
    "exclusive_groups": _groups,
    "rules": _rules,
    "assumptions": _assumptions,
}
