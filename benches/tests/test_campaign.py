"""What `make bench` does around the solvers: instances, plans, tables, verdicts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHES = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BENCHES))

from campaign import table  # noqa: E402
from campaign.run import Event, Result, is_wrong  # noqa: E402
from campaign.verdict import behind, defects  # noqa: E402
from peers.instance import Instance, seat  # noqa: E402
from peers.record import Record  # noqa: E402

SMALL = {
    "horizon": 30,
    "step": 5,
    "stages": [
        {"id": "S", "duration": 5, "pool": "A", "capacity": 1},
        {"id": "T", "duration": 10, "pool": "A", "capacity": 2},
    ],
    "environments": [
        {"id": "A1", "pool": "A", "window": [0, 30], "maintenance": [[6, 7]]},
        {"id": "A2", "pool": "A", "window": [3, 30], "maintenance": []},
    ],
    "participants": [
        {"id": 4, "route": ["S", "T"], "release": 1, "due": 12, "weight": 2.0, "blackouts": [[20, 21]]},
        {"id": 5, "route": ["T"], "release": 0, "due": 40, "weight": 1.0, "blackouts": []},
    ],
    "costs": {"late": 3, "completion": 0.02, "slot": 1, "unplaced": 2000},
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small instance."""
    path = tmp_path / "slots_n2_s1.json"
    path.write_text(json.dumps(SMALL))
    return path


def test_slots_and_starts_keep_the_rules_of_single_slots(file: Path) -> None:
    instance = Instance(file)
    of = lambda stage, environment: [s.start for s in instance.slots if (s.stage, s.environment) == (stage, environment)]
    assert of("S", "A1") == [0, 10, 15, 20, 25]
    assert of("T", "A1") == [10, 15, 20]
    assert of("S", "A2") == [5, 10, 15, 20, 25]
    # Released on day 1, blacked out on day 20: the second stage from 10 on, or not at all after 10.
    assert instance.allowed(instance.participants[0]) == [[5], [10]]
    assert instance.scale == 50
    assert instance.cost_of(instance.participants[0], 20) == 50 * (2 * 3 * 8) + 2 * 20
    for overlap in instance.overlaps():
        lanes = {instance.slots[place].environment for place in overlap}
        assert len(lanes) == 1
    together = {frozenset(o) for o in instance.overlaps()}
    assert all(not a < b for a in together for b in together)


def test_a_seated_plan_is_what_the_evaluator_reads(file: Path, tmp_path: Path) -> None:
    instance = Instance(file)
    opened = [instance.slots_at["S", 5][0], instance.slots_at["T", 10][0]]
    plan = seat(instance, opened, {4: [("S", 5), ("T", 10)], 5: [("T", 10)]})
    plan.write(tmp_path / "plan.json")
    evaluator = [sys.executable, BENCHES / "instances" / "evaluate.py", file, tmp_path / "plan.json"]
    said = json.loads(subprocess.run(evaluator, capture_output=True, check=True).stdout)
    people = instance.participants
    units = 2 * instance.units(instance.slot) + instance.cost_of(people[0], 20) + instance.cost_of(people[1], 20)
    assert said == {"objective": units / instance.scale, "unplaced": 0, "slots": 2}


def test_the_record_keeps_the_best_of_both(tmp_path: Path) -> None:
    record = Record(0.0, 10, tmp_path / "trace")
    for objective, bound in [(50, None), (60, 20), (None, 10), (40, None)]:
        record.note(objective, bound)
    events = [json.loads(line) for line in (tmp_path / "trace").read_text().splitlines()]
    assert [(e["objective"], e["bound"]) for e in events] == [(5.0, None), (5.0, 2.0), (4.0, 2.0)]


def result(solver: str, objective: float | None, bound: float | None, *events: Event) -> Result:
    return Result("slots_n2_s1", 2, solver, 5.0, 2, "feasible", objective, 0, bound, 5.0, 10.0, list(events))


def test_bounds_above_plans_and_better_peers_are_told() -> None:
    ours = result("slotwise", 100.0, 90.0, Event(0.1, 5000.0, 0.0), Event(1.0, 100.0, 90.0))
    assert (ours.first(), ours.reached(0.1), ours.reached(0.01)) == (1.0, 1.0, None)
    better = result("highs", 99.0, 95.0)
    assert len(behind([ours, better])) == 2
    assert behind([ours, result("highs", None, 12.0)]) == []
    # For a while, too, though not in the end.
    quick = result("highs", 120.0, 80.0, Event(0.05, 6000.0, None), Event(0.5, 120.0, 80.0))
    assert behind([ours, quick]) == [
        "slots_n2_s1: highs had a better plan from 0.1 s to 1.0 s, 120.0 against 5000.0 at last",
        "slots_n2_s1: highs had a better bound from 0.5 s to 1.0 s, 80.0 against 0.0 at last",
    ]
    assert defects([ours, better]) == []
    # At any moment, and whoever found the plan.
    early = result("highs", 101.0, 90.0, Event(0.5, None, 100.5))
    assert defects([ours, early]) == ["slots_n2_s1, highs: a bound of 100.5 above a plan of 100.0"]


def test_the_table_goes_between_the_markers(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n")
    section = table.markdown([result("slotwise", 100.0, 90.0)], "About.")
    table.into(document, section)
    table.into(document, section)
    text = document.read_text()
    assert text.startswith(f"before\n{table.BEGIN}\nAbout.\n") and text.endswith(f"{table.END}\nafter\n")
    assert "old" not in text and "| n2_s1 | slotwise | feasible | 100.0 | 90.0 | 10.00 % |" in text
    document.write_text("no markers")
    with pytest.raises(SystemExit):
        table.into(document, section)


def test_a_claim_must_hold_and_ours_to_the_last_digit() -> None:
    assert is_wrong("highs", 10.0, 11.0)
    assert is_wrong("slotwise", 10.0, 11.0)
    assert is_wrong("slotwise", 11.0, 10.0)
    # Slots that nobody is in are not in the plan.
    assert not is_wrong("cp-sat-interval", 11.0, 10.0)
    assert not is_wrong("slotwise", 10.0, 10.0)
    assert not is_wrong("highs", None, None)
