"""The command `slotwise`, as people run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from shown import run

import slotwise as sw

ROWS = """Participant,Stage,Environment,From,To
Acme,Functional,SIT-A,2024-01-01,2024-01-13
Acme,Migration,SIT-B,2024-02-05,2024-02-10
"""


@pytest.fixture
def folder(small: sw.Programme, tmp_path: Path) -> Path:
    """A programme, its best plan, and plans by hand."""
    small.write(tmp_path / "programme.json")
    small.solve().plan.write(tmp_path / "best.csv")
    (tmp_path / "own.csv").write_text(ROWS, encoding="utf-8")
    early = ROWS.replace("2024-02-05,2024-02-10", "2024-01-29,2024-02-03")
    (tmp_path / "early.csv").write_text(early, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(ROWS.replace("Acme,M", "Acne,M"), encoding="utf-8")
    return tmp_path


def test_check_tells_rules_rows_score_and_distance(folder: Path) -> None:
    code, out, err = run("check", "programme.json", "own.csv", folder=folder)
    assert (code, err) == (0, "")
    assert "It keeps every rule." in out
    unplaced = next(line.split() for line in out.splitlines() if line.startswith(" unplaced"))
    assert unplaced == ["unplaced", "4", "0", "4"]
    assert "Not placed: Bolt, Cole, Dune, Ebro." in out

    code, out, err = run("check", "programme.json", "early.csv", folder=folder)
    assert (code, err) == (1, "")
    broken = next(line for line in out.splitlines() if line.startswith(" window"))
    assert broken.split()[1] == "3"

    code, out, err = run("check", "programme.json", "bad.csv", folder=folder)
    assert (code, err) == (2, "")
    assert 'row 3, participant: there is no participant "Acne"; did you mean "Acme"?' in out


def test_check_in_json_is_the_judgement(folder: Path, small: sw.Programme) -> None:
    code, out, _ = run("check", "programme.json", "best.csv", "--json", folder=folder)
    assert code == 0
    judgement = small.judge(folder / "best.csv", known=small.solve())
    assert json.loads(out) == judgement.to_dict()
    assert all(level["from_bound"] == 0 for level in json.loads(out)["levels"])
    code, out, _ = run(
        "check", "programme.json", "early.csv", "--json", "--time-limit", 0, folder=folder
    )
    assert code == 1
    assert "bound" not in json.loads(out)["levels"][0]
    code, out, _ = run("check", "programme.json", "bad.csv", "--json", folder=folder)
    assert code == 2
    assert json.loads(out)["findings"][0]["code"] == "SW-E0101"


def test_input_that_cannot_be_used_is_told_with_2(folder: Path) -> None:
    (folder / "broken.json").write_text("{", encoding="utf-8")
    invalid = (
        (folder / "programme.json").read_text(encoding="utf-8").replace('"SIT-B"', '"SIT-X"', 1)
    )
    (folder / "invalid.json").write_text(invalid, encoding="utf-8")
    for arguments, told in [
        (("check", "missing.json", "own.csv"), "SW-E0003"),
        (("check", "programme.json", "missing.csv"), "SW-E0003"),
        (("check", "broken.json", "own.csv"), "SW-E00"),
        (("check", "invalid.json", "own.csv"), "SIT-B"),
        (("check", "programme.json", "own.csv", "--time-limit", "soon"), "seconds"),
        (("check", "programme.json"), "usage"),
        (("solve", "programme.json", "--gap", "2"), "gap"),
        (("solve", "programme.json", "--out", "plan.pdf"), "none of .json"),
        (("explain", "programme.json", "own.csv", "Blot"), "did you mean"),
        (("explain", "programme.json", "own.csv", "Bolt", "--slot", "x"), "--stage"),
        (("explain", "programme.json", "own.csv", "Bolt", "--stage", "Migration",
          "--environment", "SIT-B", "--start", "May"), "not a date"),
        ((), "usage"),
    ]:  # fmt: skip
        code, _, err = run(*arguments, folder=folder)
        assert (code, told in err) == (2, True), (arguments, err)


def test_explain_answers_as_the_library_does(folder: Path, small: sw.Programme) -> None:
    plan = sw.Plan.read(folder / "own.csv", small)
    about = ("explain", "programme.json", "own.csv", "Bolt")
    for options, told in [
        ((), plan.why_unplaced("Bolt")),
        (("--stage", "Migration"), plan.recommend("Bolt", "Migration")),
        (
            ("--stage", "Migration", "--slot", "SIT-B/Migration/2024-02-05"),
            plan.why_not("Bolt", "Migration", "SIT-B/Migration/2024-02-05"),
        ),
        (("--relax",), plan.relax("Bolt")),
    ]:
        assert run(*about, *options, folder=folder) == (0, str(told), "")
        assert run(*about, *options, "--json", folder=folder) == (0, told.to_json(), "")


def test_solve_report_and_validate(folder: Path, small: sw.Programme) -> None:
    code, out, err = run(
        "solve", "programme.json", "--out", "plan.json", "--out", "plan.html", folder=folder
    )
    assert (code, err) == (0, "")
    assert "optimal" in out
    assert sw.Plan.read(folder / "plan.json", small).check() == ()
    assert "<html" in (folder / "plan.html").read_text(encoding="utf-8")
    code, out, _ = run("report", "programme.json", "plan.json", "--out", "x.svg", folder=folder)
    assert code == 0
    assert "5 of 5 participants placed" in out
    assert (folder / "x.svg").stat().st_size > 1000
    code, out, _ = run("report", "programme.json", "early.csv", folder=folder)
    assert code == 1
    assert "INVALID" in out
    assert run("validate", "programme.json", folder=folder) == (0, "nothing found\n", "")


def test_the_module_is_the_same_command(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "slotwise", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"slotwise {sw.__version__}\n"
    code, out, _ = run("check", "--help", folder=folder)
    assert code == 0
    assert "Exit codes: 0 it keeps all rules, 1 it breaks some, 2 it can't be judged." in out
