"""`slotwise compare` and `slotwise sweep`, as people run them."""

import json
from pathlib import Path

import pytest
from shown import run
from whatif import outage, programme

import slotwise as sw


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A programme, its plan, and scenarios."""
    made = programme()
    made.write(tmp_path / "programme.json")
    made.solve().plan.write(tmp_path / "plan.csv")
    lost = outage("outage", 7)
    both = sw.Scenario("and P0 left", [sw.ParticipantLeft("P0")], base=lost)
    sw.write_scenarios(tmp_path / "scenarios.json", [lost, both])
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
