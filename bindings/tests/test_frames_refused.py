"""What is wrong with frames is told with table, row and column, all of it, and what to do."""

import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pandas as pd
import polars as pl
import pytest

import slotwise as sw

CALENDAR = sw.Calendar("Europe/London", date(2024, 2, 26), date(2024, 6, 1))
ENVIRONMENTS = [{"id": "SIT-B", "from": "2024-02-26", "to": "2024-06-01"}]
STAGES = [{"id": "Migration", "environments": "SIT-B", "duration": 5}]
PARTICIPANTS = [{"id": "Acme", "stages": "Migration"}]


def read(**frames: Any) -> sw.Programme:
    """A small programme, with some tables replaced."""
    given = {"environments": ENVIRONMENTS, "stages": STAGES, "participants": PARTICIPANTS}
    return sw.Programme.from_frames("small", CALENDAR, **{**given, **frames})


def told(error: type[Exception], **frames: Any) -> list[str]:
    """What is told of it."""
    with pytest.raises(error) as caught:
        read(**frames)
    findings = getattr(caught.value, "findings")  # noqa: B009
    assert all(one.remedy for one in findings)
    return [str(one) for one in findings]


CASES: list[tuple[dict[str, Any], str]] = [
    ({"stages": [{**STAGES[0], "capcity": 2}]}, "SW-E1501 stages: there is no column 'capcity'; did you mean 'capacity'? Else take it out"),
    ({"stages": [{**STAGES[0], "Duration": 2}]}, "SW-E1501 stages: the column 'duration' is there twice; take one out"),
    ({"stages": [{"id": "Migration"}]}, "SW-E1502 stages: the column 'duration' is missing; add it: length of a slot in working periods (whole number)"),
    ({"stages": pd.DataFrame({"id": []})}, "SW-E1502 stages: the column 'duration' is missing"),
    ({"stages": [STAGES[0], {**STAGES[0], "id": " "}]}, "SW-E1503 stages[row 2].id: nothing stands there; write a value (text), or take the row out"),
    ({"stages": [{**STAGES[0], "duration": "five"}]}, "SW-E1504 stages[row 1].duration: 'five' (str) is no whole number; write a whole number"),
    ({"stages": [{**STAGES[0], "duration": 2.5}]}, "SW-E1504 stages[row 1].duration: 2.5 (float) is no whole number"),
    ({"stages": [{**STAGES[0], "duration": 1e300}]}, "SW-E1504 stages[row 1].duration"),
    ({"stages": [{**STAGES[0], "duration": True}]}, "SW-E1504 stages[row 1].duration: True (bool) is no whole number"),
    ({"stages": [{**STAGES[0], "overlap": "perhaps"}]}, "SW-E1504 stages[row 1].overlap: 'perhaps' (str) is neither yes nor no; write yes or no"),
    ({"stages": [{**STAGES[0], "weekdays": "mon; tues"}]}, "SW-E1504 stages[row 1].weekdays: 'tues' is none of mon, tue, wed, thu, fri, sat, sun; write tue"),
    ({"stages": [{**STAGES[0], "every": 5, "weekdays": "mon"}]}, "SW-E1505 stages[row 1].weekdays: every and weekdays are both there; keep one"),
    ({"stages": [{**STAGES[0], "anchor": "2024-03-04"}]}, "SW-E1505 stages[row 1].anchor: an anchor is there, but no grid"),
    ({"environments": [{**ENVIRONMENTS[0], "exclusivity": "one stag"}]}, "SW-E1504 environments[row 1].exclusivity: 'one stag' is none of one_slot, one_stage, one_phase, shared; write one_stage"),
    ({"environments": [{"id": "SIT-B", "from": "2024-02-26"}]}, "SW-E1505 environments[row 1].to: from is there, to is not; write to too"),
    ({"environments": [{**ENVIRONMENTS[0], "approved": "yes"}]}, "SW-E1505 environments[row 1].approved: the environment is not optional: it has no cost"),
    ({"environments": [{**ENVIRONMENTS[0], "cost": float("inf")}]}, "SW-E1504 environments[row 1].cost: inf (float) is no number"),
    ({"participants": [{"id": "Acme", "stages": "Migration", "due": "1/5/2024"}]}, "SW-E1504 participants[row 1].due: '1/5/2024' (str) is no date; write 2024-02-26"),
    ({"participants": pl.DataFrame({"id": ["Acme"], "stages": ["Migration"], "due": [datetime(2024, 5, 1, 8)]})}, "SW-E1504 participants[row 1].due: 2024-05-01T08:00:00 does not say in which zone; say it: frame[column].dt.tz_localize"),
    ({"windows": [{"environment": "SITB", "from": "2024-03-01", "to": "2024-03-02"}]}, "SW-E1506 windows[row 1].environment: there is no environment 'SITB'; did you mean 'SIT-B'? Else add the environment"),
    ({"steps": [{"participant": "acme", "stage": "Migration"}]}, "SW-E1506 steps[row 1].participant: there is no participant 'acme'; did you mean 'Acme'?"),
    ({"steps": [{"stage": "Migration"}]}, "SW-E1505 steps[row 1].route: the step names neither participant nor route"),
    ({"participants": [{"id": "Acme", "routes": "ful"}], "steps": [{"route": "full", "stage": "Migration"}]}, "SW-E1506 participants[row 1].routes: there is no route 'ful'; did you mean 'full'?"),
    ({"routes": [{"participant": "Acme", "route": "x", "penalty": 1}]}, "SW-E1506 routes[row 1].route: there is no route 'x'"),
    ({"unavailability": [{"from": "2024-03-01", "to": "2024-03-02"}]}, "SW-E1505 unavailability[row 1]: it is about nothing; name one of environment, component, resource, participant"),
    ({"slots": [{"id": "s", "stage": "Migration", "environment": "SIT-B", "start": "2024-03-04", "capacity_min": 1}]}, "SW-E1505 slots[row 1].capacity_min: a least is there, but no most"),
]  # fmt: skip


@pytest.mark.parametrize(("frames", "message"), CASES)
def test_what_is_refused(frames: dict[str, Any], message: str) -> None:
    found = told(sw.UnreadableFile, **frames)
    assert any(one.startswith(message) for one in found), found


INVALID: list[tuple[dict[str, Any], str]] = [
    ({"stages": [{**STAGES[0], "environments": "SIT-B; UIT"}]}, "stages[row 1].environments: there is no environment \"UIT\""),
    ({"stages": [{**STAGES[0], "environments": None}], "eligible": [{"stage": "Migration", "environment": "SIT-B", "duration": 0}]}, "eligible[row 1].duration"),
    ({"stages": [{**STAGES[0], "capacity": 1, "capacity_min": 2}]}, "stages[row 1].capacity_min"),
    ({"stages": [{**STAGES[0], "duration": -5}]}, "stages[row 1].duration"),
    ({"participants": [{"id": "Acme", "stages": "Migration; Migraton"}]}, "participants[row 1].stages: there is no stage \"Migraton\"; did you mean \"Migration\"?"),
    ({"participants": [*PARTICIPANTS, *PARTICIPANTS]}, "participants[row 2].id: \"Acme\" is there twice (see participants[row 1].id)"),
    ({"participants": [{"id": "Acme"}], "steps": [{"participant": "Acme", "stage": "Migration"}, {"participant": "Acme", "stage": "Nothing"}]}, "steps[row 2].stage: there is no stage \"Nothing\""),
    ({"windows": [{"environment": "SIT-B", "from": "2024-03-02", "to": "2024-03-01"}]}, "windows[row 1].to: it ends at 2024-03-01, but starts at 2024-03-02 (see windows[row 1].from)"),
    ({"unavailability": [{"environment": "SIT", "from": "2024-03-01", "to": "2024-03-02"}]}, "unavailability[row 1].environment: there is no environment \"SIT\""),
    ({"participants": [{**PARTICIPANTS[0], "weight": -1}]}, "participants[row 1].weight"),
    ({"pins": [{"participant": "Acme", "stage": "Migration", "environment": "UIT"}]}, "pins[row 1].environment: there is no environment \"UIT\""),
    ({"blackouts": [{"participant": "Acme", "from": "2024-03-02", "to": "2024-03-01"}]}, "blackouts[row 1].to"),
    ({"ready": [{"participant": "Acme", "from": "2024-03-02", "stage": "X"}]}, "ready[row 1].stage: there is no stage \"X\""),
    ({"slots": [{"id": "s", "stage": "Migration", "environment": "UIT", "start": "2024-03-04"}]}, "slots[row 1].environment: there is no environment \"UIT\""),
    ({"rules": [{"rule": "apart", "participants": "Acme; Bolt"}]}, "rules[row 1].participants: there is no participant \"Bolt\""),
    ({"exclusive_groups": [{"id": "g", "stages": "Migration; X"}]}, "exclusive_groups[row 1].stages: there is no stage \"X\""),
]  # fmt: skip


@pytest.mark.parametrize(("frames", "message"), INVALID)
def test_what_validation_finds_is_told_at_its_row(frames: dict[str, Any], message: str) -> None:
    found = told(sw.InvalidProgramme, **frames)
    assert any(message in one for one in found), found


def test_everything_is_told_at_once() -> None:
    found = told(
        sw.UnreadableFile,
        stages=[{"id": "A", "duration": "x"}, {"id": "B", "duration": None}],
        participants=[{"id": "P", "colour": "red", "weight": "heavy"}],
    )
    assert len(found) == 4


def test_a_plan_is_told_at_its_rows() -> None:
    programme = read()
    row = {
        "participant": "Acme", "stage": "Migration", "environment": "SIT-B",
        "start": date(2024, 3, 4), "end": date(2024, 3, 9),
    }  # fmt: skip
    plan = sw.Plan.from_frame([row], programme)
    assert plan.check() == ()
    with pytest.raises(sw.UnreadableFile) as caught:
        sw.Plan.from_frame(
            [row, {**row, "participant": "Acmee", "stage": "Migrate"}, {**row, "end": row["start"]}],
            programme,
        )
    found = [str(one) for one in caught.value.findings]
    assert [one.split(":")[0].split(" ", 1)[1] for one in found] == [
        "plan[row 2].stage", "plan[row 2].participant", "plan[row 3].end",
    ]  # fmt: skip
    with pytest.raises(sw.UnreadableFile, match="SW-E1502 plan: the column 'end' is missing"):
        sw.Plan.from_frame([{"stage": "Migration", "environment": "S", "from": "x"}], programme)


@pytest.mark.parametrize("frame", ["stages.csv", 7, {"id": ["Migration"]}, ["Migration"]])
def test_what_is_no_frame(frame: Any) -> None:
    with pytest.raises(sw.WrongType, match="stages.*is asked for"):
        read(stages=frame)


@pytest.mark.parametrize(
    ("library", "extra"), [("pandas", "pandas"), ("polars", "polars"), ("pyarrow", "arrow")]
)
def test_without_its_library_a_frame_names_the_extra(library: str, extra: str) -> None:
    code = f"""
import sys
sys.modules[{library!r}] = None
import datetime, slotwise as sw
programme = sw.Programme("p", sw.Calendar("UTC", datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)))
try:
    programme.to_frames({library!r}) or programme._table("stages") and sw.Plan(programme).to_frames({library!r})
except sw.MissingExtra as error:
    assert isinstance(error, ImportError)
    print(error)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert f"{library} is not installed; pip install 'slotwise[{extra}]' brings it" in ran.stdout
