"""Programmes from spreadsheets, and back; plans and results as frames."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import slotwise as sw
from slotwise.frames.__main__ import page
from slotwise.frames.tables import TABLES

CALENDAR = sw.Calendar("Europe/London", date(2024, 2, 26), date(2024, 6, 1))
LONDON = ZoneInfo("Europe/London")


def sheets() -> dict[str, Any]:
    """Tables as planners have them, from different libraries."""
    return {
        "environments": pd.DataFrame(
            {
                "Environment": ["SIT-A", "SIT-B"],
                "From": pd.to_datetime(["2024-02-26", "2024-03-04"]),
                "To": pd.to_datetime(["2024-06-01", "2024-06-01"]),
                "Changeover": [2, None],
                "Max participants": [None, 4.0],
            }
        ),
        "stages": pl.DataFrame(
            {
                "stage": ["Functional", "Migration", "Operational"],
                "phase": ["SIT", "SIT", "SIT"],
                "environments": ["SIT-A", "SIT-A; SIT-B", "SIT-B"],
                "duration": [10, 5, 5],
                "weekdays": ["mon", "mon; wed", None],
                "every": [None, None, 5],
                "capacity": [3, 2, 2],
            }
        ),
        "participants": pa.table(
            {
                "ID": ["Acme", "Bolt", "7"],
                "stages": ["Functional; Migration", None, None],
                "routes": [None, "full", None],
                "weight": [1.5, None, None],
                "due": ["2024-05-01", None, None],
                "roles": [["LDSO", "MOP"], [], None],
            }
        ),
        "steps": [
            {"route": "full", "stage": "Functional"},
            {"route": "full", "stage": "Operational", "optional": "yes"},
            {"participant": 7, "stage": "Migration", "step": "2", "min-lag": "3"},
            {"participant": 7.0, "stage": "Functional", "step": 1},
        ],
        "unavailability": csv.DictReader(
            io.StringIO(
                "environment,everywhere,from,to,cause\n"
                "SIT-A,,2024-03-11,2024-03-12,Patching\n"
                ",yes,2024-04-01,2024-04-02 00:00:00,Data refresh\n"
            )
        ),
        "holidays": pl.DataFrame({"date": [date(2024, 3, 29)], "name": ["Good Friday"]}),
        "rules": [{"rule": "Together", "participants": "Acme; Bolt", "reason": "one system"}],
    }


def test_a_programme_from_spreadsheets_is_the_one_written_out() -> None:
    read = sw.Programme.from_frames("trial", CALENDAR, **sheets())
    wanted = sw.Programme(
        "trial", attrs.evolve(CALENDAR, holidays=[sw.Holiday(date(2024, 3, 29), "Good Friday")])
    )
    wanted.add_phase("SIT")
    wanted.add_environment(
        "SIT-A", windows=[(date(2024, 2, 26), date(2024, 6, 1))], changeover=2
    )
    wanted.add_environment(
        "SIT-B", windows=[(date(2024, 3, 4), date(2024, 6, 1))], max_participants=4
    )
    wanted.add_stage(
        "Functional", environments=["SIT-A"], duration=10, phase="SIT",
        starts=sw.Weekdays(["mon"]), capacity=3,
    )  # fmt: skip
    wanted.add_stage(
        "Migration", environments=["SIT-A", "SIT-B"], duration=5, phase="SIT",
        starts=sw.Weekdays(["mon", "wed"]), capacity=2,
    )  # fmt: skip
    wanted.add_stage(
        "Operational", environments=["SIT-B"], duration=5, phase="SIT", starts=sw.Every(5),
        capacity=2,
    )  # fmt: skip
    wanted.add_participant(
        "Acme", routes=[["Functional", "Migration"]], weight=1.5, due=date(2024, 5, 1),
        roles=["LDSO", "MOP"],
    )  # fmt: skip
    wanted.add_participant(
        "Bolt",
        routes=[sw.Route("full", ["Functional", sw.Step("Operational", optional=True)])],
    )
    wanted.add_participant(
        "7", routes=[sw.Route("route", ["Functional", sw.Step("Migration", min_lag=3)])]
    )
    wanted.add_unavailability(
        "unavailability 1", environment="SIT-A", from_=date(2024, 3, 11), to=date(2024, 3, 12),
        cause="patching",
    )  # fmt: skip
    wanted.add_unavailability(
        "unavailability 2", everywhere=True, from_=date(2024, 4, 1), to=date(2024, 4, 2),
        cause="data_refresh",
    )  # fmt: skip
    wanted.add_together(["Acme", "Bolt"], reason="one system")
    assert read == wanted
    assert read.solve().unplaced == ()


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_programme_comes_back_from_its_frames(library: Any) -> None:
    programme = sw.Programme.from_frames("trial", CALENDAR, **sheets())
    frames = programme.to_frames(library)
    assert set(frames) == {
        "participants", "steps", "phases", "environments", "windows", "stages", "eligible",
        "unavailability", "rules",
    }  # fmt: skip
    assert sw.Programme.from_frames("trial", programme.calendar, **frames) == programme


def test_every_field_of_the_model_has_a_column() -> None:
    """Whoever adds a field adds a column: frames lose nothing."""
    classes = {
        "participants": sw.Participant, "steps": sw.Step, "ready": sw.Ready,
        "blackouts": sw.Blackout, "preferences": sw.Preference, "pins": sw.Pin,
        "completed": sw.Completed, "phases": sw.Phase, "environments": sw.Environment,
        "windows": sw.Window, "changeovers": sw.ChangeoverBetween, "stages": sw.Stage,
        "eligible": sw.Eligible, "slots": sw.TrancheSlot, "unavailability": sw.Unavailability,
        "exclusive_groups": sw.ExclusiveGroup, "rules": sw.Together, "assumptions": sw.Assumption,
        "routes": sw.Route, "resources": sw.Resource, "amounts": sw.AmountChange,
        "takes": sw.Take, "gates": sw.Gate, "connectivity": sw.Connectivity,
        "data": sw.DataRequest, "needed_versions": sw.NeededVersion,
        "required_versions": sw.RequiredVersion, "approved_versions": sw.VersionSet,
        "regressions": sw.Regression, "freezes": sw.Freeze, "details": sw.SystemDetails,
        "provides": sw.Provided,
    }  # fmt: skip
    elsewhere = {
        "participants": {
            "unavailable", "preferences", "pins", "completed", "relies_on", "connectivity", "data",
            "versions", "details",
        },
        "details": {"provides"},
        "connectivity": {"endpoints"},
        "environments": {"windows"},
        "stages": {"prerequisites", "takes", "versions"},
        "resources": {"changes"},
        "routes": {"id", "steps"},
    }
    assert set(TABLES) - set(classes) == {"prerequisites", "reliances", "endpoints"}
    for name, cls in classes.items():
        columns = {(one.field or one.name).split(".")[0] for one in TABLES[name].columns}
        fields = {one.name.rstrip("_") for one in attrs.fields(cls)}
        assert fields - columns == elsewhere.get(name, set()), name
    lists = {one.name for one in attrs.fields(sw.Programme) if one.name not in TABLES}
    assert lists == {
        "name", "calendar", "source", "objective", "entry", "announced", "outage_policy",
    }  # fmt: skip


def test_requirements_and_releases_come_back_from_frames() -> None:
    day = date(2024, 3, 1)
    programme = sw.Programme("needs", CALENDAR, announced=day, entry=sw.Entry(request=["data"]))
    window = (date(2024, 2, 26), date(2024, 6, 1))
    programme.add_environment("Staging", windows=[window], components=["DSP"], versions=[("DSP", "2.0")])
    programme.environments.append(
        sw.Environment(
            "A",
            windows=[sw.Window(*window)],
            components=["DSP"],
            connectivity=sw.ConnectivityGate(endpoints=["LDSO"], per_role=True),
            versions=[("DSP", "1.0")],
            proving=sw.Proving("Staging", before_open="allow"),
            set_up=sw.SetUp(sw.Lead(days=5), started=date(2024, 2, 1)),
        )
    )
    programme.add_stage(
        "S", environments=["A"], duration=3, entry=sw.Entry(environment_manager=True),
        notice=10, versions=[sw.RequiredVersion("DSP", "1.0")], approved_versions=True,
    )  # fmt: skip
    programme.add_participant(
        "P",
        routes=[["S"]],
        roles=["LDSO"],
        environment_manager="Kim",
        request=["data"],
        connectivity=[
            sw.Connectivity(
                "A", role="LDSO", tls=sw.Certificate(day, identifier="c1"),
                jws=sw.Certificate(sw.After(day, 3)), webhooks=sw.After(day, sw.Lead(days=2)),
                api=day, endpoints=[sw.Endpoint("LDSO", day), sw.Endpoint("MOP")],
            )
        ],
        officers=sw.Officers(sro=sw.Officer("Lee", day)),
        production_certificates=["p1"],
        data=[sw.DataRequest("meters", sw.After(day, 5), stage="S")],
        versions=[sw.NeededVersion(sw.RequiredVersion("DSP", "1.0"), environment="A")],
    )  # fmt: skip
    programme.approved_versions.append(sw.VersionSet("one", [("DSP", "1.0")]))
    programme.approved_versions.append(sw.VersionSet("two", [("DSP", "2.0")]))
    programme.regressions.append(
        sw.Regression("DSP", "2.0", environment="Staging", passed=date(2024, 3, 1))
    )
    programme.freezes.append(sw.Freeze("end", from_=date(2024, 5, 20), environments=["A"]))
    programme.unavailability.append(
        sw.Unavailability(
            "deploy", on=sw.Target(environment="A"), from_=date(2024, 4, 2), to=date(2024, 4, 3),
            deploys=sw.Deployment([("DSP", "2.0")]), notified=date(2024, 3, 1), defect="D1",
        )
    )  # fmt: skip
    for id, movable in (("near", sw.Around(3)), ("far", sw.Within(*window))):
        programme.unavailability.append(
            sw.Unavailability(
                id, on=sw.Target(environment="A"), from_=date(2024, 5, 6), to=date(2024, 5, 7),
                movable=movable,
            )
        )  # fmt: skip
    libraries: list[Any] = ["pandas", "polars", "pyarrow"]
    for library in libraries:
        frames = programme.to_frames(library)
        read = sw.Programme.from_frames(
            "needs", CALENDAR, announced=day, entry=programme.entry, **frames
        )
        assert read == programme


def test_the_page_on_frames_is_the_tables() -> None:
    text = (Path(__file__).parents[2] / "docs" / "frames.md").read_text(encoding="utf-8")
    assert text == page(), "python -m slotwise.frames > docs/frames.md"


def test_moments_keep_their_zone_and_days_stay_days() -> None:
    calendar = sw.Calendar("Europe/London", date(2024, 3, 1), date(2024, 5, 1), resolution="hour")
    programme = sw.Programme("hours", calendar)
    programme.add_environment(
        "A",
        windows=[
            (datetime(2024, 3, 30, 9, tzinfo=LONDON), datetime(2024, 4, 2, 9, tzinfo=LONDON)),
            (date(2024, 4, 8), datetime(2024, 4, 9, 12, tzinfo=LONDON)),
        ],
    )
    programme.add_stage("S", environments=["A"], duration=3)
    programme.add_participant("P", routes=[["S"]], due=datetime(2024, 4, 1, 9, tzinfo=LONDON))
    libraries: list[Any] = ["pandas", "polars", "pyarrow"]
    for library in libraries:
        frames = programme.to_frames(library)
        assert sw.Programme.from_frames("hours", calendar, **frames) == programme
    windows = programme.to_polars("windows")
    assert windows.schema["from"] == pl.String  # Days and moments: neither becomes the other.
    assert windows.schema["to"] == pl.Datetime("us", "Europe/London")
    assert windows["from"].to_list() == ["2024-03-30T09:00:00+00:00", "2024-04-08"]
    plan = programme.solve().plan
    assert plan.to_polars("slots").schema["start"] == pl.Datetime("us", "Europe/London")
    [start] = plan.to_pandas("slots")["start"]
    assert start == plan.slots[0].start == datetime(2024, 4, 1, tzinfo=LONDON)
    assert sw.Plan.from_frame(plan.to_pandas(), programme) == plan


def test_types_of_the_frames(small: sw.Programme) -> None:
    small.add_participant("Late", routes=[["Migration"]], ready=[sw.Ready(date(2024, 3, 29))])
    result = small.solve()
    rows = result.to_polars()
    assert rows.columns == [
        "participant", "organisation", "route", "stage", "environment", "start", "end", "slot",
    ]  # fmt: skip
    assert rows.height == 15
    assert rows.schema["start"] == pl.Date
    assert rows.schema["stage"] == pl.String
    people = result.to_pandas("participants").set_index("participant")
    assert not people.loc["Late", "placed"]
    assert pd.isna(people.loc["Late", "end"])
    assert str(people["slots"].dtype) == "int64"
    assert str(people["start"].dtype) == "datetime64[us]"
    assert result.to_arrow("slots").schema.field("start").type == pa.date32()
    # Whoever takes Arrow's stream takes our tables.
    assert pl.DataFrame(result.to_arrow("levels"))["value"].to_list() == list(result.objective)


def test_tables_of_a_result_say_what_the_result_says(small: sw.Programme) -> None:
    small.add_participant("Late", routes=[["Migration"]], ready=[sw.Ready(date(2024, 3, 29))])
    result = small.solve()
    levels = result.to_polars("levels")
    assert levels["bound"].to_list() == list(result.lower_bound)
    assert levels["level"].to_list() == [level.name for level in result.levels]
    shares = result.to_polars("shares").group_by("level").agg(pl.col("value").sum())
    assert dict(shares.iter_rows())["completion"] == result.objective[4]
    assert dict(shares.iter_rows())["unplaced"] == 1
    terms = result.to_polars("terms")
    assert terms.group_by("level").agg(pl.col("value").sum()).height == 6
    unplaced = result.to_polars("unplaced")
    assert set(unplaced["participant"]) == {"Late"}
    assert "readiness" in set(unplaced["rule"])
    uses = result.to_polars("environments")
    assert (uses["open"] == uses["used"] + uses["lost"] + uses["idle"]).all()
    assert uses["used"].to_list() == [20, 20]  # Two Functional of 10; two and two of 5.
    slots = result.to_polars("slots")
    assert slots["taken"].sum() == result.to_polars("stages")["taken"].sum() == 15
    assert result.to_polars("violations").height == 0
    assert set(result.to_frames("polars")) >= {"plan", "unplaced", "levels"}


def test_a_plan_with_empty_slots_comes_back(small: sw.Programme) -> None:
    plan = small.solve().plan.unassign("Acme").unassign("Bolt").unassign("Cole")
    plan = plan.unassign("Dune").unassign("Ebro")
    assert plan.to_polars()["participant"].null_count() == len(plan.slots) == 6
    assert sw.Plan.from_frame(plan.to_pandas(), small) == plan


def test_slots_by_hand_keep_their_ids(small: sw.Programme) -> None:
    small.add_slot("first", stage="Functional", environment="SIT-A", start=date(2024, 1, 8))
    plan = small.solve().plan
    assert "first" in set(plan.to_polars()["slot"])
    assert sw.Plan.from_frame(plan.to_arrow(), small) == plan


def test_an_unknown_table_is_told_with_the_nearest(small: sw.Programme) -> None:
    with pytest.raises(sw.WrongValue, match="did you mean 'slots'"):
        small.solve().to_pandas("slot")
    with pytest.raises(sw.WrongValue, match="did you mean 'pandas'"):
        small.to_frames("panda")  # type: ignore[arg-type]
