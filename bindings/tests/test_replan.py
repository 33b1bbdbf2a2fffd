"""Changes, re-plans and differences."""

import json
import pickle
from datetime import date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

import slotwise as sw


def day(number: int) -> date:
    return date(2024, 7, number)


@pytest.fixture
def programme() -> sw.Programme:
    made = sw.Programme("UIT", sw.Calendar("Europe/London", day(1), date(2024, 9, 1)))
    for id in ("UIT-1", "UIT-2"):
        made.add_environment(id, windows=[(day(1), date(2024, 9, 1))])
    made.add_stage("Qualification", environments=["UIT-1", "UIT-2"], duration=5, capacity=2)
    for number in range(6):
        made.add_participant(f"P{number}", routes=[["Qualification"]])
    made.objective = sw.Objective(
        [sw.Level("unplaced", ["unplaced_mandatory"]), sw.Level("completion", ["completion"])]
    )
    return made


ALL: list[sw.Change] = [
    sw.Outage("a", on=sw.Target(environment="UIT-1"), from_=day(8), to=day(10), defect="1"),
    sw.Outage("b", on=sw.Target(everywhere=True), from_=day(8), estimate=day(9)),
    sw.Outage("c", on=sw.Target(participant="P0"), from_=day(8), estimate=3, kind="ad_hoc"),
    sw.UnavailabilityMoved("a", from_=day(9), to=day(10)),
    sw.UnavailabilityMoved("a", estimate=sw.Lead(days=2)),
    sw.ReleaseMoved("r", from_=day(8), to=day(9)),
    sw.StageMoved("Qualification", months=1, days=15),
    sw.StageMoved("Qualification", days=-1, from_=day(8)),
    sw.SlotMoved("s", start=day(8)),
    sw.SlotMoved("s", start=day(8), end=day(13), environment="UIT-2"),
    sw.WindowMoved("UIT-1", window=(day(1), day(30)), to=(day(2), day(30)), stages=["x"]),
    sw.ReadinessMoved("P0", to=day(8), data="meters"),
    sw.ReadinessMoved("P0", to=sw.After(day(8), 15), environment="UIT-1", element="tls"),
    sw.ReadinessMoved("P0", to=day(8), environment="UIT-1", role="MSS", endpoint="MDS"),
    sw.CapacityChanged(3, stage="Qualification"),
    sw.CapacityChanged(sw.Capacity(3, min=1), slot="s"),
    sw.ParticipantJoined(sw.Participant("N", routes=[["Qualification"]])),
    sw.ParticipantLeft("P0"),
    sw.RouteChanged("P0", [["Qualification"]]),
    sw.SizeChanged("P0", 2),
    sw.ReadyChanged("P0", day(8)),
    sw.ReadyChanged("P0", sw.Ready(day(8), environment="UIT-1", reason="late")),
    sw.DueChanged("P0", day(8)),
    sw.DueChanged("P0", None),
    sw.Pinned("P0", sw.Pin("Qualification", start=day(8))),
    sw.Unpinned("P0", "Qualification"),
    sw.EnvironmentApproved("UIT-2", approval="Programme"),
    sw.ProgrammeMoved(day(8), months=6, days=15),
]


def test_every_change_comes_back_from_its_json_form() -> None:
    assert {type(change) for change in ALL} == set(sw.Change.__args__)
    assert sw.changes_from_json(sw.changes_to_json(ALL)) == tuple(ALL)
    assert pickle.loads(pickle.dumps(ALL)) == ALL
    for change in ALL:
        assert eval(repr(change), {**vars(sw), "datetime": __import__("datetime")}) == change


def test_an_end_is_known_or_estimated() -> None:
    on = sw.Target(environment="UIT-1")
    with pytest.raises(sw.WrongValue, match="exactly one of to and estimate"):
        sw.Outage("a", on=on, from_=day(8))
    with pytest.raises(sw.WrongValue, match="exactly one of to and estimate"):
        sw.Outage("a", on=on, from_=day(8), to=day(9), estimate=day(9))
    with pytest.raises(sw.WrongValue, match="slot and stage"):
        sw.CapacityChanged(3)
    with pytest.raises(sw.WrongValue, match="element and endpoint"):
        sw.ReadinessMoved("P0", to=day(8), environment="UIT-1")


def test_changes_make_a_new_programme_and_leave_the_old_one(programme: sw.Programme) -> None:
    before = programme.to_json()
    down = sw.Outage("INC-1", on=sw.Target(environment="UIT-1"), from_=day(8), estimate=2)
    after = programme.changed([down, sw.ParticipantLeft("P5")])
    assert programme.to_json() == before
    assert after.unavailability[0].to == day(10)
    assert after.assumptions[0].value == "2024-07-10"
    assert len(after.participants) == 5
    with pytest.raises(sw.InvalidProgramme) as refused:
        programme.changed([down, sw.ParticipantLeft("P9")])
    assert refused.value.findings[0].path == "changes[1].participant_left.participant"


def test_an_outage_is_repaired_with_the_fewest_moves(programme: sw.Programme) -> None:
    plan = programme.solve().plan
    place = {one.participant: plan.slot(one.slots[0]) for one in plan.assignments}
    struck = [id for id, slot in place.items() if slot.environment == "UIT-1" and slot.start >= day(8)]
    assert struck
    down = sw.Outage(
        "INC-1", on=sw.Target(environment="UIT-1"), from_=day(8), to=date(2024, 8, 12), defect="7"
    )
    found = sw.replan(programme, plan, [down], now=day(8), notice=5)
    assert found.result.status == "optimal"
    assert not found.plan.check()
    assert {visit.participant for visit in found.diff.moved} == set(struck)
    assert not found.diff.added and not found.diff.dropped
    for visit in found.diff.moved:
        assert visit.because is not None and visit.from_ is not None
        assert visit.because.changes == (0,)
        assert visit.because.rule == "unavailable"
        assert "INC-1" in visit.because.text
        assert visit.from_.start == place[visit.participant].start
    names = [level.name for level in found.result.levels]
    assert names == ["frozen", "unplaced", "short notice", "moves", "completion"]
    # The same difference from the two plans alone, but for the causes.
    alone = sw.diff(plan, found.plan)
    assert [visit.to for visit in alone.visits] == [visit.to for visit in found.diff.visits]
    assert not sw.diff(plan, plan)
    assert str(sw.diff(plan, plan)) == "nothing is different"
    assert "INC-1" in found.diff._repr_html_() and "INC-1" in str(found)
    assert "<svg" in found.gantt().svg
    table = found.diff.to_polars()
    assert table.height == len(found.diff.visits)
    assert table["days"].min() == min(visit.days or 0 for visit in found.diff.moved)
    assert found.diff.to_pandas("slots").shape[0] == len(found.diff.slots)
    assert json.loads(found.result.to_json())["plan"]["levels"][3]["name"] == "moves"


def test_dates_are_told(programme: sw.Programme) -> None:
    plan = programme.solve().plan
    with pytest.raises(sw.InvalidProgramme) as refused:
        sw.replan(programme, plan, [], now=day(8), notice=-1)
    assert [finding.code for finding in refused.value.findings] == ["SW-E4101"]


def test_the_picture_shows_who_moved_also_over_another_state(programme: sw.Programme) -> None:
    plan = programme.solve().plan
    down = sw.Outage("INC-1", on=sw.Target(environment="UIT-1"), from_=day(8), to=date(2024, 8, 12))
    found = sw.replan(programme, plan, [down, sw.ParticipantLeft("P0")], now=day(8))
    drawn = found.gantt(from_=day(1), to=date(2024, 9, 1))
    assert "ghost" in drawn.svg and 'class="move"' in drawn.svg
    assert "P0" not in drawn.svg
    assert 'class="move"' in drawn.html and "<iframe" in found._repr_html_()
    moved = sw.replan(programme, plan, [sw.ProgrammeMoved(day(8), months=1)], now=day(8))
    assert "ghost" in moved.gantt().svg
    days = found.gantt(from_=day(1), to=day(8)).svg
    assert "Jul" in drawn.svg and len(days) < len(drawn.svg)
    with pytest.raises(sw.WrongType):
        found.gantt(from_="2024-07-01")  # type: ignore[arg-type]


def test_a_downtime_log_is_a_list_of_changes(programme: sw.Programme) -> None:
    on = sw.Target(environment="UIT-1")
    programme.add_unavailability("patching", environment="UIT-1", from_=day(10), to=day(11))
    london = ZoneInfo("Europe/London")
    log = programme.downtime_log()
    morning = sw.ActualTimes(
        datetime(2024, 7, 8, 9, tzinfo=london), datetime(2024, 7, 8, 12, tzinfo=london)
    )
    log = sw.DowntimeLog(
        [
            *(attrs.evolve(one, actual=sw.ActualTimes(day(11), day(12))) for one in log.entries),
            sw.Downtime("INC-1", on=on, kind="unplanned", actual=morning, root_cause="disk full"),
            sw.Downtime("INC-2", on=on, kind="unplanned", actual=sw.ActualTimes(day(22))),
        ]
    )
    with pytest.raises(sw.InvalidLog, match="INC-2"):
        sw.changes_from_log(programme, log)
    changes = sw.changes_from_log(programme, log, expected=day(24))
    assert changes == (
        sw.Outage("INC-1", on=on, from_=day(8), to=day(9), reason="disk full"),
        sw.UnavailabilityMoved("patching", from_=day(11), to=day(12)),
        sw.Outage("INC-2", on=on, from_=day(22), estimate=day(24)),
    )
    plan = programme.solve().plan
    found = sw.replan(programme, plan, changes, now=day(22))
    assert not found.plan.check()
