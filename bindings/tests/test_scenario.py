"""Scenarios, comparisons and differences of plans."""

import json
import pickle
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from whatif import NOW, outage, programme

import slotwise as sw


@pytest.fixture(scope="module")
def compared() -> sw.Comparison:
    lost = outage("outage", 7)
    return sw.compare(
        programme(),
        [
            lost,
            sw.Scenario("and P0 left", [sw.ParticipantLeft("P0")], base=lost),
            sw.Scenario("more room", [sw.CapacityChanged(3, stage="Functional")]),
            sw.Scenario("nothing"),
        ],
    )


def test_a_row_for_each_scenario_in_order(compared: sw.Comparison) -> None:
    names = ["baseline", "outage", "and P0 left", "more room", "nothing"]
    assert [row.scenario for row in compared.rows] == names
    assert [row.base for row in compared.rows] == [None, None, "outage", None, None]
    assert {row.status for row in compared.rows} == {"optimal"}
    assert {row.gap for row in compared.rows} == {0.0}
    assert compared.row("nothing").score == compared.row("baseline").score
    assert compared.row("nothing").moves.total == 0
    worse, same = compared.row("outage"), compared.row("baseline")
    assert worse.score > same.score > compared.row("more room").score
    assert worse.changes == (
        "unplanned outage INC-1 of SIT-A from 2024-01-08 to 2024-01-11",
    )
    with pytest.raises(sw.WrongValue, match="no row"):
        compared.row("outages")


def test_values_are_those_of_each_programme_planned_alone(compared: sw.Comparison) -> None:
    lost = outage("outage", 7).changes
    alone = programme().changed([*lost, sw.ParticipantLeft("P0")]).solve()
    row = compared.row("and P0 left")
    assert row.score == alone.objective
    assert row.unplaced == ()
    plan = compared.plan("and P0 left")
    assert not plan.check()
    assert plan.programme.participants[0].id == "P1"
    ends = [slot.end for slot in plan.slots if plan.participants(slot.id)]
    assert row.finish is not None and row.finish < max(ends)
    result = compared.plans["outage"]
    assert isinstance(result, sw.Result) and result.status == "optimal"


def test_frames_text_picture_and_files(compared: sw.Comparison, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    frame = compared.to_polars()
    assert isinstance(frame, polars.DataFrame)
    assert frame["scenario"].to_list() == [row.scenario for row in compared.rows]
    assert frame["finish"].to_list() == [row.finish for row in compared.rows]
    assert frame["moves"].to_list() == [row.moves.total for row in compared.rows]
    for level in compared.rows[0].levels:
        assert frame[level.level].to_list() == [row.value(level.level) for row in compared.rows]
    levels = compared.to_pandas("levels")
    assert len(levels) == sum(len(row.levels) for row in compared.rows)
    assert "and P0 left" in str(compared) and "What happens" in str(compared)
    assert json.loads(compared.to_json())["rows"][1]["scenario"] == "outage"
    page = compared._repr_html_()
    assert "<iframe" in page and "<table>" in page
    for name in ("c.svg", "c.html", "c.json", "c.txt", "c.csv"):
        compared.write(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 200
    assert (tmp_path / "c.csv").read_text().startswith("scenario,base,status,")
    drawn = ElementTree.parse(tmp_path / "c.svg").getroot()
    texts = [list(node.itertext())[-1] for node in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"baseline", "outage", "and P0 left"} <= set(texts)
    with pytest.raises(sw.WrongValue, match=r"ends in none of"):
        compared.write(tmp_path / "c.xlsx")
    kept = pickle.loads(pickle.dumps(compared))
    assert (kept, str(kept), kept.chart) == (compared, str(compared), compared.chart)


def test_re_plans_keep_what_has_begun(compared: sw.Comparison) -> None:
    heard: list[str] = []
    again = sw.compare(
        programme(),
        [outage("outage", 14)],
        baseline=compared.plan("baseline"),
        now=NOW,
        notice=5,
        on_row=lambda row: heard.append(row.scenario),
    )
    assert heard == ["baseline", "outage"]
    row = again.row("outage")
    assert again.row("baseline").gap is None
    assert row.value("moves") == row.moves.total
    begun = {slot.id for slot in compared.plan("baseline").slots if slot.start < NOW}
    assert begun and begun <= {slot.id for slot in again.plan("outage").slots}
    with pytest.raises(sw.WrongValue, match="count from now"):
        sw.compare(programme(), [], notice=5)


def test_what_contradicts_is_refused_before_anything_is_planned() -> None:
    wrong = [
        sw.Scenario("a", [sw.ParticipantLeft("P9")]),
        sw.Scenario("b", [sw.CapacityChanged(1, stage="Func")]),
    ]
    with pytest.raises(sw.InvalidProgramme) as raised:
        sw.compare(programme(), wrong)
    assert [finding.path for finding in raised.value.findings] == [
        "scenarios[0].changes[0].participant_left.participant",
        "scenarios[1].changes[0].capacity_changed.of.stage",
    ]
    for twice in ([sw.Scenario("a"), sw.Scenario("a")], [sw.Scenario("baseline")]):
        with pytest.raises(sw.WrongValue, match="already"):
            sw.compare(programme(), twice)
    with pytest.raises(sw.WrongType, match="Scenario is asked for"):
        sw.compare(programme(), ["a"])  # type: ignore[list-item]


def test_scenarios_come_back_from_files(tmp_path: Path) -> None:
    lost = outage("outage", 7)
    both = sw.Scenario("both", [sw.ParticipantLeft("P0")], base=lost)
    sw.write_scenarios(tmp_path / "s.json", [both, lost])
    assert sw.read_scenarios(tmp_path / "s.json") == (both, lost)
    assert sw.scenarios_from_json(sw.scenarios_to_json([lost])) == (lost,)
    # What it is built on is not in the list: its changes stand before.
    [alone] = sw.scenarios_from_json(sw.scenarios_to_json([both]))
    assert (alone.base, alone.changes) == (None, both.all_changes())
    assert pickle.loads(pickle.dumps(both)) == both
    for text, told in [
        ('[{"name": "a", "base": "b"}]', "not there"),
        ('[{"name": "a", "base": "b"}, {"name": "b", "base": "a"}]', "built on itself"),
        ('[{"name": "a"}, {"name": "a"}]', "same name"),
    ]:
        with pytest.raises(sw.WrongValue, match=told):
            sw.scenarios_from_json(f'{{"format_version": 1, "scenarios": {text}}}')


def test_moves_are_those_of_the_difference(compared: sw.Comparison) -> None:
    found = sw.diff(compared.plan("baseline"), compared.plan("and P0 left"))
    moves = compared.row("and P0 left").moves
    counted = len(found.moved), len(found.added), len(found.dropped)
    assert counted == (moves.moved, moves.added, moves.dropped)
    assert [(one.participant, one.stage) for one in found.dropped] == [
        ("P0", "Functional"), ("P0", "Migration"),
    ]  # fmt: skip
