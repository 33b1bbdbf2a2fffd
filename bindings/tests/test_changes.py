"""Changes of a programme: as data, as JSON, in words, and applied."""

import pickle
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import slotwise as sw
from slotwise.model.change import CHANGES

DAY = date(2024, 2, 5)
LATER = date(2024, 2, 19)
MOMENT = datetime(2024, 2, 5, 8, tzinfo=ZoneInfo("Europe/London"))

EVERY: list[sw.Change] = [
    sw.Outage("INC-1", on=sw.Target(environment="SIT-A"), from_=DAY, end=LATER),
    sw.Outage(
        "INC-2",
        on=sw.Target(everywhere=True),
        from_=MOMENT,
        end=sw.Estimated(LATER),
        kind="ad_hoc",
        cause="patching",
        reason="a fix",
        notified=DAY,
        defect="D-7",
    ),
    sw.Outage("INC-3", on=sw.Target(participant="Acme"), from_=DAY, end=sw.Estimated(5)),
    sw.Outage(
        "INC-4", on=sw.Target(component="hub"), from_=DAY, end=sw.Estimated(sw.Lead(days=3))
    ),
    sw.UnavailabilityMoved("PATCH", from_=DAY, end=LATER),
    sw.UnavailabilityMoved("PATCH", end=sw.Estimated(LATER)),
    sw.ReleaseMoved("R2", from_=DAY, to=LATER),
    sw.StageMoved("Functional", by=sw.Shift(months=1, days=-2), from_=DAY),
    sw.SlotMoved("T1", start=DAY, end=LATER, environment="SIT-B"),
    sw.WindowMoved(
        "SIT-A",
        window=(date(2024, 1, 1), date(2024, 4, 1)),
        to=sw.Dates(DAY, date(2024, 4, 1)),
        stages=["Functional"],
    ),
    sw.ReadinessMoved("Acme", what=sw.AwaitedData("MPANs"), to=sw.After(DAY, 5)),
    sw.ReadinessMoved("Acme", what=sw.AwaitedConnection("SIT-A", element="tls"), to=DAY),
    sw.ReadinessMoved(
        "Acme", what=sw.AwaitedConnection("SIT-A", endpoint="DCC", role="MDS"), to=MOMENT
    ),
    sw.CapacityChanged(4, stage="Functional"),
    sw.CapacityChanged(sw.Capacity(4, min=1), slot="T1"),
    sw.ParticipantJoined(sw.Participant("Fern", routes=[["Functional"]], due=LATER)),
    sw.ParticipantLeft("Acme"),
    sw.RouteChanged("Acme", routes=[["Functional"], ["Functional", "Migration"]]),
    sw.SizeChanged("Acme", size=2),
    sw.ReadyChanged("Acme", ready=DAY),
    sw.ReadyChanged("Acme", ready=sw.Ready(DAY, environment="SIT-A", reason="licence")),
    sw.DueChanged("Acme", due=LATER),
    sw.DueChanged("Acme", due=None),
    sw.Pinned("Acme", pin=sw.Pin("Functional", environment="SIT-A", start=DAY)),
    sw.Unpinned("Acme", stage="Functional"),
    sw.EnvironmentApproved("SIT-C", approval="TAG-12"),
    sw.ProgrammeMoved(from_=DAY, by=sw.Shift(months=6, days=15)),
]


def test_every_kind_of_change_is_in_these_tests() -> None:
    assert {type(change) for change in EVERY} == set(CHANGES.values()) == set(get_args(sw.Change))


@pytest.mark.parametrize("change", EVERY, ids=lambda change: type(change).__name__)
def test_a_change_comes_back_as_it_was(change: sw.Change) -> None:
    assert sw.changes_from_json(sw.changes_to_json([change])) == (change,)
    assert pickle.loads(pickle.dumps(change)) == change
    assert hash(change) == hash(evolve(change))
    # What a repr shows can be pasted.
    names = {**vars(sw), "datetime": __import__("datetime"), "zoneinfo": __import__("zoneinfo")}
    assert eval(repr(change), names) == change
    words = sw.describe(change)
    assert words and "\n" not in words


def test_files_hold_changes_in_order(tmp_path: Path) -> None:
    sw.write_changes(tmp_path / "changes.json", EVERY)
    assert sw.read_changes(tmp_path / "changes.json") == tuple(EVERY)
    with pytest.raises(sw.UnreadableFile, match="SW-E0003"):
        sw.read_changes(tmp_path / "none.json")
    with pytest.raises(sw.UnreadableFile, match=r"changes\[0\]"):
        sw.changes_from_json('{"format_version": 1, "changes": [{"participant_left": {"who": 1}}]}')


def test_applying_makes_another_programme(small: sw.Programme) -> None:
    small.add_unavailability("PATCH", environment="SIT-A", from_=DAY, to=date(2024, 2, 7))
    small.add_slot("T1", stage="Migration", environment="SIT-B", start=LATER)
    small.environments.append(
        sw.Environment(
            "SIT-C",
            windows=[(DAY, date(2024, 4, 1))],
            optional=sw.OptionalEnvironment(cost=5.0),
        )
    )
    before = small.to_json()
    first, after = date(2024, 1, 1), date(2024, 4, 1)
    changed = small.apply(
        [
            sw.Outage("INC-1", on=sw.Target(environment="SIT-A"), from_=DAY, end=sw.Estimated(LATER)),
            sw.UnavailabilityMoved("PATCH", end=LATER),
            sw.SlotMoved("T1", start=date(2024, 2, 26)),
            sw.WindowMoved("SIT-A", window=(first, after), to=(first, date(2024, 3, 1))),
            sw.CapacityChanged(4, stage="Functional"),
            sw.ParticipantJoined(sw.Participant("Fern", routes=[["Functional"]])),
            sw.ParticipantLeft("Acme"),
            sw.SizeChanged("Bolt", size=2),
            sw.DueChanged("Bolt", due=LATER),
            sw.EnvironmentApproved("SIT-C", approval="TAG-12"),
        ]
    )
    assert small.to_json() == before
    assert [one.id for one in changed.unavailability] == ["PATCH", "INC-1"]
    assert [one.to for one in changed.unavailability] == [LATER, LATER]
    assert changed.assumptions[0].value == "2024-02-19"
    assert changed.slots[0].start == date(2024, 2, 26)
    assert changed.environments[0].windows[0].to == date(2024, 3, 1)
    assert changed.stages[0].slots.capacity.max == 4
    assert [one.id for one in changed.participants] == ["Bolt", "Cole", "Dune", "Ebro", "Fern"]
    assert (changed.participants[0].size, changed.participants[0].due) == (2, LATER)
    approved = changed.environments[2].optional
    assert approved is not None and approved.approved and approved.approval == "TAG-12"


def test_what_contradicts_the_programme_is_refused_whole(small: sw.Programme) -> None:
    before = small.to_json()
    with pytest.raises(sw.InvalidChanges) as raised:
        small.apply(
            [
                sw.SizeChanged("Acme", size=2),
                sw.ParticipantLeft("Acmee"),
                sw.CapacityChanged(4, stage="Function"),
            ]
        )
    told = [(finding.code, finding.path) for finding in raised.value.findings]
    assert told == [
        ("SW-E0101", "changes[1].participant_left.participant"),
        ("SW-E0101", "changes[2].capacity_changed.of.stage"),
    ]
    assert "Acme" in raised.value.findings[0].remedy
    assert small.to_json() == before
    small.stages.clear()
    with pytest.raises(sw.InvalidProgramme):
        small.apply([])


REFUSED: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: sw.Outage("i", on="SIT-A", from_=DAY, end=LATER), sw.WrongType, "Outage.on: Target is asked for, got 'SIT-A' (str)"),  # type: ignore[arg-type]
    (lambda: sw.Outage("i", on=sw.Target(everywhere=True), from_=DAY, end="soon"), sw.WrongType, "Outage.end: "),  # type: ignore[arg-type]
    (lambda: sw.Estimated(datetime(2024, 1, 1)), sw.WrongValue, "Estimated.end: "),
    (lambda: sw.CapacityChanged(4), sw.WrongValue, "CapacityChanged: exactly one of slot and stage is asked for"),
    (lambda: sw.CapacityChanged(4, slot="a", stage="b"), sw.WrongValue, "exactly one of slot and stage"),
    (lambda: sw.AwaitedConnection("SIT-A"), sw.WrongValue, "exactly one of element and endpoint"),
    (lambda: sw.AwaitedConnection("SIT-A", element="tsl"), sw.WrongValue, "did you mean 'tls'?"),  # type: ignore[arg-type]
    (lambda: sw.Shift(days=1.5), sw.WrongType, "Shift.days: a whole number is asked for"),  # type: ignore[arg-type]
    (lambda: sw.WindowMoved("A", window=DAY, to=(DAY, LATER)), sw.WrongType, "WindowMoved.window: Dates is asked for"),  # type: ignore[arg-type]
    (lambda: sw.changes_to_json(sw.ParticipantLeft("Acme")), sw.WrongType, "a list of changes is asked for, got one ParticipantLeft"),  # type: ignore[arg-type]
    (lambda: sw.changes_to_json(["left"]), sw.WrongType, "[0]: Outage or "),  # type: ignore[list-item]
]  # fmt: skip


@pytest.mark.parametrize(("build", "error", "message"), REFUSED)
def test_what_is_refused(build: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        build()
    assert message in str(caught.value)
