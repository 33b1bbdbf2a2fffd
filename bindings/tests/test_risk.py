"""Risk: outages drawn many times over."""

import json
import pickle
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest
from whatif import programme

import slotwise as sw

SIT_A, SIT_B = sw.Target(environment="SIT-A"), sw.Target(environment="SIT-B")
MODEL = sw.OutageModel(
    [
        sw.OutageSource(SIT_A, every=15, lengths=[1, 3, 5]),
        sw.OutageSource(SIT_B, every=80, lengths=[2]),
    ]
)


@pytest.fixture(scope="module")
def plan() -> sw.Plan:
    return programme().solve().plan


def test_the_same_seed_gives_the_same_numbers_on_any_number_of_workers(plan: sw.Plan) -> None:
    found = [sw.risk(programme(), plan, MODEL, 300, 5, num_workers=n) for n in (1, 2, 3)]
    assert found[0] == found[1] == found[2]
    assert found[0].to_json() == found[2].to_json()
    assert sw.risk(programme(), plan, MODEL, 300, 6) != found[0]
    planned_anew = [
        sw.risk(programme(), plan, MODEL, 6, 5, response="replanned", num_workers=n)
        for n in (1, 2)
    ]
    assert planned_anew[0] == planned_anew[1]
    assert planned_anew[0].response == "replanned"


def test_finish_and_lateness_of_all_and_each(plan: sw.Plan, tmp_path: Path) -> None:
    found = sw.risk(programme(), plan, MODEL, 500)
    last = max(slot.end for slot in plan.slots if plan.participants(slot.id))
    days = found.finish
    assert days.planned is not None and days.p95 is not None
    assert days.planned < last and days.p95 > days.planned
    assert [one.participant for one in found.participants] == [f"P{n}" for n in range(6)]
    assert [(one.kind, one.id) for one in found.milestones] == [
        ("phase", "SIT"), ("stage", "Functional"), ("stage", "Migration"),
    ]  # fmt: skip
    assert [one.environment for one in found.environments] == ["SIT-A", "SIT-B"]
    assert found.environments[0].lateness >= found.environments[1].lateness
    assert (found.fan[-1].planned, found.fan[-1].p5) == (6, 6)
    frame = found.to_pandas()
    assert frame["participant"].tolist() == [one.participant for one in found.participants]
    assert frame["late_p95"].tolist() == [one.lateness.p95 for one in found.participants]
    for table, rows in (("milestones", 3), ("environments", 2), ("fan", len(found.fan))):
        assert found.to_polars(table).height == rows
    assert "Environments that matter most" in str(found)
    assert json.loads(found.to_json())["finish"]["planned"] == days.planned.isoformat()
    found.write(tmp_path / "risk.svg")
    drawn = ElementTree.parse(tmp_path / "risk.svg").getroot()
    paths = [node.get("class") for node in drawn.iter("{http://www.w3.org/2000/svg}path")]
    assert {"fan outer", "fan inner", "median", "planned"} <= set(paths)
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_downtime_log_is_a_model(plan: sw.Plan) -> None:
    log = sw.DowntimeLog(
        [
            sw.Downtime(
                f"INC-{n}",
                on=SIT_A,
                kind="unplanned",
                actual=sw.ActualTimes(date(2024, 1, 8 + 7 * n), date(2024, 1, 10 + 7 * n)),
            )
            for n in range(3)
        ]
    )
    learnt = sw.OutageModel.from_log(programme(), log, until=date(2024, 2, 5))
    # 25 working days are known, 6 of them down.
    [source] = learnt.sources
    assert (source.on, source.lengths) == (SIT_A, (2, 2, 2))
    assert source.every == pytest.approx(19 / 3)
    whole = sw.OutageModel.from_log(programme(), log)
    assert sw.risk(programme(), plan, log, 50) == sw.risk(programme(), plan, whole, 50)
    # The log knows nothing of the time in which outages are drawn.
    since = date(2024, 2, 5)
    later = sw.risk(programme(), plan, log, 50, from_=since)
    assert later == sw.risk(programme(), plan, learnt, 50, from_=since)
    assert later != sw.risk(programme(), plan, whole, 50, from_=since)


def test_the_programme_s_own_log_is_the_default_model(plan: sw.Plan) -> None:
    made = programme()
    with pytest.raises(sw.WrongValue, match="no incident"):
        sw.risk(made, plan)
    for number in range(3):
        first = date(2024, 1, 8 + 7 * number)
        made.add_unavailability(
            f"INC-{number}", environment="SIT-A", from_=first, to=date(2024, 1, 10 + 7 * number), kind="unplanned"
        )
    made.add_unavailability(
        "patching", environment="SIT-B", from_=date(2024, 1, 8), to=date(2024, 1, 9), cause="patching"
    )
    plan = made.solve().plan
    model = sw.OutageModel.from_log(made, made.downtime_log())
    assert [(source.on, source.lengths) for source in model.sources] == [(SIT_A, (2, 2, 2))]
    assert sw.risk(made, plan, samples=50) == sw.risk(made, plan, model, 50)


def test_what_makes_no_sense_is_refused(plan: sw.Plan) -> None:
    unknown = sw.OutageModel([sw.OutageSource(sw.Target(environment="SIT-Z"), every=1, lengths=[1])])
    with pytest.raises(sw.WrongValue, match="SW-E0101"):
        sw.risk(programme(), plan, unknown)
    with pytest.raises(sw.WrongValue, match="SW-E4204"):
        sw.risk(programme(), plan, MODEL, 200_000)
    with pytest.raises(sw.WrongValue, match="samples"):
        sw.risk(programme(), plan, MODEL, 0)
    with pytest.raises(sw.WrongValue, match="response='replanned'"):
        sw.risk(programme(), plan, MODEL, notice=5)
    with pytest.raises(sw.WrongValue, match="did you mean"):
        sw.risk(programme(), plan, MODEL, response="replaned")  # type: ignore[arg-type]
