"""`slotwise replan`, `compare`, `sweep` and `risk`, as people run them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from shown import run
from whatif import FIRST, outage, programme

import slotwise as sw


def log(first: date, after: date | None) -> sw.DowntimeLog:
    """SIT-A was down."""
    on = sw.Target(environment="SIT-A")
    times = sw.ActualTimes(first, after)
    return sw.DowntimeLog([sw.Downtime("INC-1", on=on, kind="unplanned", actual=times)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A programme, its plan, and scenarios."""
    made = programme()
    made.write(tmp_path / "programme.json")
    made.solve().plan.write(tmp_path / "plan.csv")
    lost = outage("outage", 7)
    both = sw.Scenario("and P0 left", [sw.ParticipantLeft("P0")], base=lost)
    sw.write_scenarios(tmp_path / "scenarios.json", [lost, both])
    (tmp_path / "changes.json").write_text(sw.changes_to_json(lost.changes), encoding="utf-8")
    log(FIRST + timedelta(7), FIRST + timedelta(10)).write(tmp_path / "log.csv")
    wrong = sw.Scenario("wrong", [sw.ParticipantLeft("P9")])
    sw.write_scenarios(tmp_path / "wrong.json", [lost, wrong])
    return tmp_path


def test_compare_prints_a_row_for_each_and_writes_files(folder: Path) -> None:
    code, out, err = run(
        "compare", "programme.json", "scenarios.json", "--baseline", "plan.csv",
        "--now", "2024-01-08", "--out", "c.svg", "--out", "c.csv", folder=folder,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "baseline" in out and "and P0 left" in out
    assert (folder / "c.svg").read_text().startswith("<?xml")
    assert len((folder / "c.csv").read_text().splitlines()) == 4
    code, out, err = run("compare", "programme.json", "scenarios.json", "--json", folder=folder)
    assert (code, err) == (0, "")
    names = [row["scenario"] for row in json.loads(out)["rows"]]
    assert names == ["baseline", "outage", "and P0 left"]


def test_compare_refuses_what_contradicts(folder: Path) -> None:
    code, out, err = run("compare", "programme.json", "wrong.json", folder=folder)
    assert (code, out) == (2, "")
    assert "SW-E0101 scenarios[1].changes[0].participant_left.participant" in err
    code, _, err = run("compare", "programme.json", "none.json", folder=folder)
    assert code == 2 and "SW-E0003" in err


def test_sweep_goes_on_with_its_file_and_tells_failures(folder: Path) -> None:
    words = ["--baseline", "plan.csv", "--num-workers", "1", "--file", "r.jsonl"]
    code, out, err = run("sweep", "programme.json", "scenarios.json", *words, folder=folder)
    assert (code, err) == (0, "")
    assert "2 scenarios" in out
    code, out, err = run("sweep", "programme.json", "wrong.json", *words, "--json", folder=folder)
    assert (code, err) == (1, "")
    # The outage was in the file already.
    [line] = [json.loads(line) for line in out.splitlines()]
    assert line["scenario"] == "wrong" and "SW-E0101" in line["error"]
    assert len((folder / "r.jsonl").read_text().splitlines()) == 4


def test_replan_tells_who_moves_and_why_and_writes_files(folder: Path) -> None:
    words = ["replan", "programme.json", "plan.csv", "changes.json", "--now", "2024-01-08"]
    files = ["--out", "new.csv", "--out", "new.svg", "--programme-out", "after.json"]
    code, out, err = run(*words, *files, folder=folder)
    assert (code, err) == (0, "")
    found = sw.replan(
        programme(),
        sw.Plan.read(folder / "plan.csv", programme()),
        sw.read_changes(folder / "changes.json"),
        now=date(2024, 1, 8),
    )
    assert found.diff.moved
    assert str(found.diff) in out
    assert "INC-1" in out and "working days" in out
    after = sw.Programme.read(folder / "after.json")
    assert after == found.programme
    assert sw.Plan.read(folder / "new.csv", after).assignments == found.plan.assignments
    assert 'class="ghost"' in (folder / "new.svg").read_text(encoding="utf-8")
    code, out, err = run(*words, "--json", "--notice", 5, folder=folder)
    assert (code, err) == (0, "")
    levels = [level["name"] for level in json.loads(out)["plan"]["levels"]]
    assert levels[:2] == ["frozen", "unplaced"] and {"short notice", "moves"} <= set(levels)


def test_replan_refuses_what_can_t_be_used(folder: Path) -> None:
    wrong = sw.changes_to_json([sw.ParticipantLeft("P9")])
    (folder / "wrong.json").write_text(wrong, encoding="utf-8")
    log(FIRST + timedelta(7), None).write(folder / "open.csv")
    for words, told in [
        (["wrong.json"], "SW-E0101 changes[0].participant_left.participant"),
        (["none.json"], "SW-E0003"),
        ([], "changes"),
        (["open.csv"], "SW-E3410"),
        (["changes.json", "--notice", "-1"], "SW-E4101"),
    ]:
        begun = ["replan", "programme.json", "plan.csv", "--now", "2024-01-08"]
        code, out, err = run(*begun, *words, folder=folder)
        assert (code, out) == (2, ""), words
        assert told in err
    code, _, err = run("replan", "programme.json", "plan.csv", "changes.json", folder=folder)
    assert code == 2 and "--now" in err


def test_replan_hears_a_downtime_log(folder: Path) -> None:
    words = ["replan", "programme.json", "plan.csv", "--now", "2024-01-15", "--json"]
    told = run(*words, "changes.json", folder=folder)
    assert told[0] == 0
    assert _plan(told) == _plan(run(*words, "log.csv", folder=folder))
    log(FIRST + timedelta(7), None).write(folder / "open.csv")
    estimated = run(*words, "open.csv", "--expected", "2024-01-11", folder=folder)
    assert _plan(told) == _plan(estimated)


def _plan(told: tuple[int, str, str]) -> object:
    code, out, err = told
    assert (code, err) == (0, "")
    return json.loads(out)["plan"]["assignments"]


def test_risk_is_that_of_the_log(folder: Path) -> None:
    words = ["risk", "programme.json", "plan.csv", "--log", "log.csv", "--samples", 50]
    code, out, err = run(*words, "--from", "2024-01-15", "--out", "risk.svg", folder=folder)
    assert (code, err) == (0, "")
    assert "Risk of what if" in out and "Environments that matter most" in out
    assert (folder / "risk.svg").read_text(encoding="utf-8").startswith("<?xml")
    code, out, err = run(*words, "--seed", 3, "--json", folder=folder)
    assert (code, err) == (0, "")
    made = programme()
    plan = sw.Plan.read(folder / "plan.csv", made)
    found = sw.risk(made, plan, sw.DowntimeLog.read(folder / "log.csv"), 50, 3)
    assert json.loads(out) == json.loads(found.to_json())
    code, out, err = run("risk", "programme.json", "plan.csv", folder=folder)
    assert (code, out) == (2, "")
    assert "no incident" in err
