"""Places kept for re-tests, from Python."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import slotwise as sw

FIRST, AFTER = date(2024, 3, 4), date(2024, 4, 1)


def staging() -> sw.Programme:
    """Weekly slots for two; one place is kept, and the whole of the slot of 18 March; one by hand
    that keeps nothing."""
    programme = sw.Programme("staging", sw.Calendar("Europe/London", FIRST, AFTER))
    programme.add_environment("SIT_STAGING", windows=[(FIRST, AFTER)])
    programme.add_stage(
        "Regression",
        environments=["SIT_STAGING"],
        duration=5,
        starts=sw.On([FIRST, date(2024, 3, 11), date(2024, 3, 18)]),
        capacity=2,
        reserved=[
            1,
            sw.Reserve(
                environment="SIT_STAGING", from_=date(2024, 3, 18), to=date(2024, 3, 25),
                reason="fixes",
            ),
        ],
    )  # fmt: skip
    programme.add_slot(
        "last", stage="Regression", environment="SIT_STAGING", start=date(2024, 3, 25), reserved=0
    )
    for id in ["Bolt", "Cole", "Dune", "Echo"]:
        programme.add_participant(id, routes=[["Regression"]], weight=2)
    programme.add_participant("Acme", routes=[["Regression"]], retests=["Regression"])
    return programme


def test_nobody_else_has_the_places() -> None:
    programme = staging()
    assert programme.stages[0].reserved[0] == sw.Reserve(1)
    result = programme.solve()
    assert result.unplaced == ()
    assert result.plan.check() == ()
    slots = {slot.id: slot.start for slot in result.plan.slots}
    starts = {one.participant: slots[one.slots[0]] for one in result.plan.assignments}
    assert starts["Acme"] == FIRST
    others = sorted(start for id, start in starts.items() if id != "Acme")
    assert others == [FIRST, date(2024, 3, 11), date(2024, 3, 25), date(2024, 3, 25)]
    answer = result.plan.why_not(
        "Bolt", "Regression", environment="SIT_STAGING", start=date(2024, 3, 18)
    )
    assert [rule.rule for rule in answer.breaks] == ["retest"]
    assert "for re-tests alone" in answer.breaks[0].text


def test_it_comes_back_from_files_and_frames(tmp_path: Path) -> None:
    programme = staging()
    programme.write(tmp_path / "programme.json")
    assert sw.Programme.read(tmp_path / "programme.json") == programme
    libraries: list[Any] = ["pandas", "polars", "pyarrow"]
    for library in libraries:
        frames = programme.to_frames(library)
        assert {"reserves", "slots"} <= set(frames)
        read = sw.Programme.from_frames("staging", programme.calendar, **frames)
        assert read == programme


def test_mistakes_are_told_at_their_row() -> None:
    programme = staging()
    frames = programme.to_frames("polars")
    frames["reserves"] = [{"stage": "Regression", "places": -1}]
    with pytest.raises(sw.InvalidProgramme) as raised:
        sw.Programme.from_frames("staging", programme.calendar, **frames)
    [finding] = raised.value.findings.errors
    assert (finding.code, finding.path) == ("SW-E3501", "reserves[row 1].places")
