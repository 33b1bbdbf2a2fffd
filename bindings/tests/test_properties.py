"""Laws that hold for any programme: what goes through files, frames and pickles comes back."""

import datetime
import pickle
import sys
import zoneinfo
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import slotwise as sw

sys.path.insert(0, str(Path(__file__).parent))
from strategies import programmes

SLOW = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@SLOW
@given(programmes())
def test_json_pickles_and_reprs_give_the_same_back(programme: sw.Programme) -> None:
    assert sw.Programme.from_json(programme.to_json()) == programme
    assert pickle.loads(pickle.dumps(programme)) == programme
    scope = {**vars(sw), "datetime": datetime, "zoneinfo": zoneinfo}
    for part in [*programme.participants, *programme.stages, *programme.environments]:
        assert eval(repr(part), scope) == part


@SLOW
@given(programmes(), st.sampled_from(["pandas", "polars", "pyarrow"]))
def test_frames_give_the_same_programme_back(programme: sw.Programme, library: Any) -> None:
    frames = programme.to_frames(library)
    try:
        read = sw.Programme.from_frames(
            programme.name, programme.calendar, source=programme.source, **frames
        )
    except sw.InvalidProgramme as error:
        # What is wrong with it is told at rows of frames, and all of it.
        told = programme.validate()
        assert [one.code for one in error.findings] == [one.code for one in told]
        assert not programme_paths(error.findings)
        return
    assert read == programme


def programme_paths(findings: sw.Findings) -> list[str]:
    """Places that are told as in JSON, though they are in a frame."""
    lists = ("environments[", "stages[", "participants[", "phases[", "rules[", "unavailability[")
    return [
        one.path
        for one in findings
        if one.path.startswith(lists) and "[row " not in one.path
    ]


@settings(SLOW, max_examples=25)
@given(programmes(), st.integers(0, 2**31 - 1))
def test_plans_come_back_from_files_and_frames(programme: sw.Programme, seed: int) -> None:
    if programme.validate().errors:
        with pytest.raises(sw.InvalidProgramme):
            programme.solve()
        return
    result = programme.solve(work_limit=50, seed=seed, num_workers=1)
    plan = result.plan
    assert plan.check() == ()
    assert sw.Plan.from_json(result.to_json(), programme) == plan
    assert sw.Plan.from_csv(plan.to_csv(), programme) == plan
    assert sw.Plan.from_frame(plan.to_polars(), programme) == plan
    assert pickle.loads(pickle.dumps(result)) == result
    placed = {one.participant for one in plan.assignments}
    left = {one.participant for one in result.unplaced}
    assert placed | left == {one.id for one in programme.participants}
    assert not placed & left
