"""Plans as JSON, CSV and calendars, and plans that people wrote."""

import warnings
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

import slotwise as sw

LONDON = ZoneInfo("Europe/London")


def _events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_plans_come_back_from_files(small: sw.Programme, tmp_path: Path) -> None:
    result = small.solve()
    for name in ["plan.json", "plan.csv"]:
        result.plan.write(tmp_path / name)
        assert sw.Plan.read(tmp_path / name, small) == result.plan
    result.write(tmp_path / "plan.json")
    assert '"status": "optimal"' in (tmp_path / "plan.json").read_text(encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sw.Plan.read(tmp_path / "plan.json", small) == result.plan
    for name in ["plan.html", "plan.svg", "plan.ics"]:
        result.write(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000
    with pytest.raises(sw.WrongValue, match="none of .json"):
        result.plan.write(tmp_path / "plan.pdf")
    with pytest.raises(sw.WrongValue, match="neither .json nor .csv"):
        sw.Plan.read(tmp_path / "plan.svg", small)
    with pytest.raises(sw.UnreadableFile, match="SW-E0003"):
        sw.Plan.read(tmp_path / "missing.json", small)
    (tmp_path / "latin.csv").write_bytes(b"participant\n\xe9\n")
    with pytest.raises(sw.UnreadableFile, match="byte 12 is no UTF-8"):
        sw.Plan.read(tmp_path / "latin.csv", small)


def test_a_plan_for_another_state_of_the_programme_warns(small: sw.Programme) -> None:
    text = small.solve().to_json()
    small.add_participant("New", routes=[["Migration"]])
    with pytest.warns(sw.SlotwiseWarning, match="the programme has changed since"):
        plan = sw.Plan.from_json(text, small)
    assert plan.check() == ()


def test_a_plan_that_people_wrote_is_judged(small: sw.Programme) -> None:
    rows = """participant,stage,environment,from,to
Acme,Functional,SIT-A,2024-01-01,2024-01-13
Acme,Migration,SIT-B,2024-02-05,2024-02-10
Bolt,Functional,SIT-A,2024-01-09,2024-01-23
"""
    plan = sw.Plan.from_csv(rows, small)
    found = plan.check()
    assert {one.rule for one in found} == {"slot", "exclusive", "demand"}
    assert "INVALID" in plan.summary()
    assert "exclusive" in found._repr_html_()
    page = plan._repr_html_()
    assert "INVALID" in page
    with pytest.raises(sw.UnreadableFile) as caught:
        sw.Plan.from_csv(rows.replace("SIT-B", "SIT-C"), small)
    [finding] = caught.value.findings
    assert finding.path.startswith("line[3]")
    assert "SIT-C" in finding.message


def test_a_result_in_json_says_what_is_known(small: sw.Programme) -> None:
    import json

    small.add_participant("Late", routes=[["Migration"]], ready=[sw.Ready(date(2024, 3, 29))])
    result = small.solve()
    plan = json.loads(result.to_json())["plan"]
    assert plan["status"] == "optimal"
    assert [level["bound"] for level in plan["levels"]] == list(result.lower_bound)
    [late] = plan["unplaced"]
    assert late["participant"] == "Late"
    assert late["reasons"][0]["text"] == result.unplaced[0].reasons[0].text
    assert plan["provenance"]["programme_hash"] == result.provenance.programme_hash
    assert "status" not in json.loads(result.plan.to_json())["plan"]


def test_the_calendar_of_days(small: sw.Programme) -> None:
    plan = small.solve().plan
    events = _events(plan.to_ics())
    assert len(events) == len(plan.slots)
    by_id = {str(event["uid"]).split("@")[0]: event for event in events}
    slot = plan.slots[0]
    event = by_id[slot.id]
    assert (event["dtstart"].dt, event["dtend"].dt) == (slot.start, slot.end)
    assert str(event["summary"]) == f"{slot.stage} in {slot.environment}"
    assert str(event["description"]).split("\n") == list(plan.participants(slot.id))
    assert plan.to_ics() == plan.to_ics()
    mine = _events(plan.to_ics(participant="Acme"))
    assert len(mine) == 3
    there = _events(plan.to_ics(environment="SIT-A"))
    assert {str(event["location"]) for event in there} == {"SIT-A"}
    stamped = plan.to_ics(stamp=datetime(2024, 1, 5, 12, tzinfo=timezone.utc))
    assert "DTSTAMP:20240105T120000Z" in stamped
    with pytest.raises(sw.WrongValue, match="no participant 'Nobody'"):
        plan.to_ics(participant="Nobody")
    with pytest.raises(sw.WrongValue, match="no environment 'X'"):
        plan.to_ics(environment="X")
    with pytest.raises(sw.WrongValue, match="naive"):
        plan.to_ics(stamp=datetime(2024, 1, 5))


def test_the_calendar_of_moments_has_the_zone() -> None:
    first, after = date(2024, 3, 25), date(2024, 4, 6)
    calendar = sw.Calendar("Europe/London", first, after, resolution="hour")
    programme = sw.Programme("hours", calendar)
    programme.add_environment("A", windows=[(datetime(2024, 4, 2, 9, tzinfo=LONDON), after)])
    programme.add_stage("S", environments=["A"], duration=3)
    programme.add_participant("P", routes=[["S"]])
    plan = programme.solve().plan
    [event] = _events(plan.to_ics())
    assert event["dtstart"].dt == plan.slots[0].start == datetime(2024, 4, 2, 9, tzinfo=LONDON)
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=1)
    assert [
        str(zone["tzid"])
        for zone in icalendar.Calendar.from_ical(plan.to_ics()).walk("VTIMEZONE")
    ] == ["Europe/London"]
