"""What has to be there before somebody starts, and releases: from frames, and to them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from slotwise.frames import kinds
from slotwise.frames.sheet import Row
from slotwise.model.readiness import (
    Certificate,
    Connectivity,
    ConnectivityGate,
    DataRequest,
    Endpoint,
    Entry,
    Officer,
    Officers,
    SetUp,
)
from slotwise.model.release import (
    Deployment,
    Freeze,
    NeededVersion,
    Proving,
    Regression,
    RequiredVersion,
    VersionSet,
)
from slotwise.model.unavailability import Around, Within

if TYPE_CHECKING:
    from slotwise.frames.reading import Reader
    from slotwise.model.environment import Environment
    from slotwise.model.participant import Participant
    from slotwise.model.stage import Stage
    from slotwise.model.unavailability import Unavailability
    from slotwise.programme import Programme

Record = dict[str, Any]

_OFFICES = ("sro", "aro", "tc")


def _with(reader: "Reader", row: Row, column: str, *others: str) -> bool:
    """Whether a column is there; if it is not, the others must not be."""
    if row[column] is not None:
        return True
    odd = next(iter(row.some(*others)), None)
    if odd is not None:
        reader.refuse(row, odd, f"{odd} is there, but {column} is not", f"write {column} too")
    return False


def of_environment(reader: "Reader", row: Row) -> dict[str, Any]:
    """Fields of an environment."""
    fields: dict[str, Any] = {"versions": row["versions"] or ()}
    gate = row.some("endpoints", "per_role", "officers")
    if row["connectivity"]:
        fields["connectivity"] = ConnectivityGate(**gate)
    elif gate:
        column = next(iter(gate))
        message = f"{column} is there, but connectivity is not asked for"
        reader.refuse(row, column, message, "write yes to connectivity, or take it out")
    if _with(reader, row, "proving", "before_open"):
        fields["proving"] = Proving(row["proving"], **row.some("before_open"))
    if _with(reader, row, "set_up", "set_up_started"):
        fields["set_up"] = SetUp(row["set_up"], started=row["set_up_started"])
    return fields


def environment_record(one: "Environment") -> Record:
    """What the row of an environment has of them."""
    record: Record = {"versions": kinds.versions(one.versions)}
    if one.connectivity is not None:
        record["connectivity"] = True
        record["endpoints"] = one.connectivity.endpoints or None
        record["per_role"] = one.connectivity.per_role
        record["officers"] = one.connectivity.officers
    if one.proving is not None:
        record["proving"], record["before_open"] = one.proving.environment, one.proving.before_open
    if one.set_up is not None:
        record["set_up"] = kinds.lead(one.set_up.lead)
        record["set_up_started"] = one.set_up.started
    return record


def of_stage(reader: "Reader", row: Row, versions: list[Row], path: str) -> dict[str, Any]:
    """Fields of a stage."""
    entry = row.some("environment_manager", "request", "missing")
    for number, child in enumerate(versions):
        reader.places.put(f"{path}.versions[{number}]", child)
    return {
        "entry": Entry(**entry) if entry else None,
        "versions": [_required(child) for child in versions],
        **row.some("notice", "approved_versions"),
    }


def stage_record(one: "Stage") -> Record:
    """What the row of a stage has of them."""
    record: Record = {
        "notice": kinds.lead(one.notice),
        "approved_versions": one.approved_versions,
    }
    if one.entry is not None:
        record["environment_manager"] = one.entry.environment_manager
        record["request"] = one.entry.request or None
        record["missing"] = one.entry.missing
    return record


def _required(row: Row) -> RequiredVersion:
    return RequiredVersion(row["component"], row["version"], **row.some("exactly"))


def of_participant(
    reader: "Reader", row: Row, mine: dict[str, list[Row]], path: str
) -> dict[str, Any]:
    """Fields of a participant."""
    for field in ("connectivity", "data"):
        for number, child in enumerate(mine[field]):
            reader.places.put(f"{path}.{field}[{number}]", child)
    for number, child in enumerate(mine["needed_versions"]):
        reader.places.put(f"{path}.versions[{number}]", child)
    officers = {}
    for office in _OFFICES:
        if _with(reader, row, office, f"{office}_since"):
            officers[office] = Officer(row[office], row[f"{office}_since"])
    return {
        "connectivity": _connectivity(reader, mine, path),
        "officers": Officers(**officers) if officers or row["officers"] else None,
        "data": [
            DataRequest(child["what"], child["ready"], **child.some("environment", "stage"))
            for child in mine["data"]
        ],
        "versions": [
            NeededVersion(_required(child), **child.some("stage", "environment"))
            for child in mine["needed_versions"]
        ],
        **row.some("request", "production_certificates"),
    }


def _connectivity(
    reader: "Reader", mine: dict[str, list[Row]], path: str
) -> list[Connectivity]:
    made = []
    rest = list(mine["endpoints"])
    for place, row in enumerate(mine["connectivity"]):
        key = row["environment"], row["role"]
        own = [child for child in rest if (child["environment"], child["for_role"]) == key]
        rest = [child for child in rest if child not in own]
        for number, child in enumerate(own):
            reader.places.put(f"{path}.connectivity[{place}].endpoints[{number}]", child)
        certificates = {
            name: Certificate(row[name], identifier=row[f"{name}_certificate"] or "")
            for name in ("tls", "jws")
            if _with(reader, row, name, f"{name}_certificate")
        }
        made.append(
            Connectivity(
                row["environment"],
                endpoints=[Endpoint(child["role"], child["proven"]) for child in own],
                tls=certificates.get("tls"),
                jws=certificates.get("jws"),
                **row.some("role", "webhooks", "api"),
            )
        )
    for child in rest:
        message = f"the participant has no connection to {child['environment']!r} for that role"
        reader.refuse(child, "environment", message, "add it to connectivity")
    return made


def participant_record(one: "Participant") -> Record:
    """What the row of a participant has of them."""
    record: Record = {
        "request": one.request or None,
        "production_certificates": one.production_certificates or None,
    }
    if one.officers is not None:
        record["officers"] = True
        for office in _OFFICES:
            officer = getattr(one.officers, office)
            if officer is not None:
                record[office], record[f"{office}_since"] = officer.name, officer.since
    return record


def connectivity(programme: "Programme") -> Iterator[Record]:
    """Connections of participants."""
    for one in programme.participants:
        for link in one.connectivity:
            record: Record = {
                "participant": one.id,
                "environment": link.environment,
                "role": link.role,
                "webhooks": kinds.milestone(link.webhooks),
                "api": kinds.milestone(link.api),
            }
            for name, certificate in (("tls", link.tls), ("jws", link.jws)):
                if certificate is not None:
                    record[name] = kinds.milestone(certificate.ready)
                    record[f"{name}_certificate"] = certificate.identifier
            yield record


def endpoints(programme: "Programme") -> Iterator[Record]:
    """Endpoints of connections."""
    for one in programme.participants:
        for link in one.connectivity:
            for endpoint in link.endpoints:
                yield {
                    "participant": one.id,
                    "environment": link.environment,
                    "for_role": link.role,
                    "role": endpoint.role,
                    "proven": kinds.milestone(endpoint.proven),
                }


def data(programme: "Programme") -> Iterator[Record]:
    """Test data asked for."""
    for one in programme.participants:
        for request in one.data:
            yield {
                "participant": one.id,
                "what": request.what,
                "ready": kinds.milestone(request.ready),
                "environment": request.environment,
                "stage": request.stage,
            }


def needed_versions(programme: "Programme") -> Iterator[Record]:
    """Versions that participants need."""
    for one in programme.participants:
        for needed in one.versions:
            yield {
                "participant": one.id,
                "component": needed.needs.component,
                "version": needed.needs.version,
                "exactly": needed.needs.exactly,
                "stage": needed.stage,
                "environment": needed.environment,
            }


def required_versions(programme: "Programme") -> Iterator[Record]:
    """Versions that slots of stages need."""
    for one in programme.stages:
        for needed in one.versions:
            yield {
                "stage": one.id,
                "component": needed.component,
                "version": needed.version,
                "exactly": needed.exactly,
            }


def of_unavailability(reader: "Reader", row: Row) -> dict[str, Any]:
    """Fields of an unavailability."""
    fields = row.some("notified", "defect")
    if _with(reader, row, "deploys", "despite_freeze"):
        fields["deploys"] = Deployment(row["deploys"], **row.some("despite_freeze"))
    ends = row.some("movable_from", "movable_to")
    if row["movable_days"] is not None:
        if ends:
            column = next(iter(ends))
            message = f"movable_days and {column} are both there"
            reader.refuse(row, column, message, "keep one: they are different ways to say it")
        fields["movable"] = Around(row["movable_days"])
    elif len(ends) == 1:
        [given] = ends
        missing = "movable_to" if given == "movable_from" else "movable_from"
        reader.refuse(row, missing, f"{given} is there, {missing} is not", f"write {missing} too")
    elif ends:
        fields["movable"] = Within(row["movable_from"], row["movable_to"])
    return fields


def unavailability_record(one: "Unavailability") -> Record:
    """What the row of an unavailability has of them."""
    record: Record = {"notified": one.notified, "defect": one.defect}
    if one.deploys is not None:
        record["deploys"] = kinds.versions(one.deploys.versions)
        record["despite_freeze"] = one.deploys.despite_freeze
    if isinstance(one.movable, Around):
        record["movable_days"] = one.movable.days
    elif one.movable is not None:
        record["movable_from"], record["movable_to"] = one.movable.from_, one.movable.to
    return record


def releases(reader: "Reader") -> dict[str, Any]:
    """Fields of a programme."""
    for table in ("approved_versions", "regressions", "freezes"):
        for place, row in enumerate(reader[table]):
            reader.places.put(f"{table}[{place}]", row)
    return {
        "approved_versions": [VersionSet(**row.values) for row in reader["approved_versions"]],
        "regressions": [Regression(**row.values) for row in reader["regressions"]],
        "freezes": [
            Freeze(row["id"], from_=row["from"], **row.some("to", "environments", "reason"))
            for row in reader["freezes"]
        ],
    }


def approved_versions(programme: "Programme") -> Iterator[Record]:
    """Versions approved together."""
    for one in programme.approved_versions:
        yield {"id": one.id, "versions": kinds.versions(one.versions)}


def regressions(programme: "Programme") -> Iterator[Record]:
    """Regression tests passed."""
    for one in programme.regressions:
        yield {
            "component": one.component,
            "version": one.version,
            "environment": one.environment,
            "passed": one.passed,
        }


def freezes(programme: "Programme") -> Iterator[Record]:
    """When no version is deployed."""
    for one in programme.freezes:
        yield {
            "id": one.id,
            "from": one.from_,
            "to": one.to,
            "environments": one.environments or None,
            "reason": one.reason,
        }
