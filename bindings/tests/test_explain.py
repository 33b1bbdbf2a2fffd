"""Explanations: the core's answers and wording, as typed data."""

import json
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import slotwise as sw

LONDON = ZoneInfo("Europe/London")
CORE_TESTS = Path(__file__).parents[2] / "tests" / "tests" / "explain"

FOUR = """participant,stage,environment,from,to
Acme,Functional,SIT-A,2024-04-01,2024-04-13
Bolt,Functional,SIT-A,2024-04-01,2024-04-13
Cole,Functional,SIT-A,2024-04-15,2024-04-27
Dune,Functional,SIT-A,2024-04-15,2024-04-27
Acme,Migration,SIT-B,2024-05-06,2024-05-11
Bolt,Migration,SIT-B,2024-05-06,2024-05-11
Cole,Migration,SIT-B,2024-05-13,2024-05-18
Dune,Migration,SIT-B,2024-05-13,2024-05-18
"""


def day(month: int, number: int) -> date:
    return date(2024, month, number)


def spring(**echo: Any) -> sw.Programme:
    """The scene of the core's own tests (`scenes.rs`); `echo`: what else there is to say of
    Echo."""
    programme = sw.Programme("spring", sw.Calendar("Europe/London", day(4, 1), day(7, 1)))
    whole = (day(4, 1), day(7, 1))
    optional = sw.OptionalEnvironment(5.0)
    programme.add_environment("SIT-A", windows=[whole], changeover=2)
    programme.add_environment("SIT-B", windows=[(day(5, 6), day(6, 17))], changeover=2)
    programme.add_environment("SIT-C", windows=[whole], changeover=2, optional=optional)
    for id, duration, places in [
        ("Functional", 10, ["SIT-A"]),
        ("Migration", 5, ["SIT-B", "SIT-C"]),
    ]:
        mondays = sw.Weekdays(["mon"])
        programme.add_stage(id, environments=places, duration=duration, starts=mondays, capacity=2)
    for id in ["Acme", "Bolt", "Cole", "Dune", "Echo"]:
        more = echo if id == "Echo" else {}
        programme.add_participant(id, routes=[["Functional", "Migration"]], **more)
    programme.add_unavailability(
        "patching May",
        from_=day(5, 20),
        to=day(5, 22),
        environment="SIT-B",
        cause="patching",
        reason="quarterly patches",
    )
    return programme


def blacked_out() -> sw.Programme:
    return spring(unavailable=[sw.Blackout(day(5, 1), day(6, 15), reason="data centre move")])


def four(programme: sw.Programme) -> sw.Plan:
    """Acme, Bolt, Cole and Dune in two tranches; Echo is not placed."""
    plan = sw.Plan.from_csv(FOUR, programme)
    assert plan.check() == ()
    return plan


@pytest.fixture
def plan() -> sw.Plan:
    return four(spring())


def wording(file: str, test: str) -> str:
    """The text that a test of the core asserts: its first snapshot."""
    source = (CORE_TESTS / file).read_text(encoding="utf-8")
    body = source[source.index(f"fn {test}()") :]
    found = re.search(r'@(?:r#"\n(.*?)\n *"#|"\n(.*?)\n *")\)', body, re.DOTALL)
    assert found is not None
    lines = (found[1] or found[2]).split("\n")
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[indent:] for line in lines)


def _pinned(id: str, start: date) -> sw.Participant:
    pins = [sw.Pin("Functional", start=start)]
    return sw.Participant(id, routes=[["Functional", "Migration"]], pins=pins)


def _contradicting() -> sw.Contradictions:
    programme = spring()
    for place, (id, start) in enumerate(
        [("Acme", day(4, 1)), ("Bolt", day(4, 15)), ("Cole", day(4, 22))]
    ):
        programme.participants[place] = _pinned(id, start)
    return programme.contradictions()


def _swapped(plan: sw.Plan) -> sw.ScoreDifference:
    """Acme and Dune change places, where Dune is due."""
    programme = spring()
    programme.participants[3] = attrs.evolve(programme.participants[3], due=day(5, 11))
    before = four(programme)
    names = {"Acme": "Dune", "Dune": "Acme"}
    rows = [names.get(row[:4], row[:4]) + row[4:] for row in FOUR.splitlines()]
    return before.score_difference(sw.Plan.from_csv("\n".join(rows), programme))


CASES: dict[tuple[str, str], Callable[[sw.Plan], sw.Explanation]] = {
    ("conflict.rs", "a_blackout_over_the_window"): lambda _: sw.Plan(blacked_out()).why_unplaced(
        "Echo"
    ),
    ("why_not.rs", "full"): lambda plan: plan.why_not(
        "Echo", "Migration", "SIT-B/Migration/2024-05-06"
    ),
    ("why_not.rs", "no_way_on"): lambda plan: plan.why_not(
        "Echo", "Functional", environment="SIT-A", start=day(6, 10)
    ),
    ("why_not.rs", "what_it_costs"): lambda plan: plan.why_not(
        "Echo", "Migration", environment="SIT-B", start=day(5, 27)
    ),
    ("why_not.rs", "there_already"): lambda plan: plan.why_not(
        "Acme", "Functional", plan.slot("SIT-A/Functional/2024-04-01")
    ),
    ("recommend.rs", "three_best"): lambda plan: plan.recommend("Echo", "Migration", 3),
    ("relax.rs", "a_blackout_or_a_window"): lambda _: four(blacked_out()).relax("Echo"),
    ("relax.rs", "prices_decide"): lambda _: four(blacked_out()).relax(
        "Echo", prices=sw.Prices(blackout=0.5, window_day=None, approval=2.25)
    ),
    ("relax.rs", "nothing_has_to_give"): lambda plan: plan.relax("Echo"),
    ("contradiction.rs", "pins_of_several"): lambda _: _contradicting(),
    ("score.rs", "a_score_is_told"): lambda plan: plan.explain_score(),
    ("score.rs", "a_difference_is_told"): _swapped,
    ("judge.rs", "how_far_from_the_best"): lambda plan: plan.programme.judge(
        FOUR, known=plan.programme.solve()
    ),
}


@pytest.mark.parametrize(("file", "test"), CASES)
def test_each_answer_has_the_cores_wording_and_is_data(file: str, test: str, plan: sw.Plan) -> None:
    told = CASES[file, test](plan)
    assert str(told).rstrip("\n") == wording(file, test)
    assert told._repr_html_().startswith('<div class="slotwise-explanation">')
    assert json.loads(told.to_json()) == told.to_dict()
    again = pickle.loads(pickle.dumps(told))
    assert again == told
    assert hash(again) == hash(told)
    assert (str(again), again.to_json()) == (str(told), told.to_json())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        told._shown = None  # type: ignore[misc, assignment]


def test_answers_that_differ_are_not_equal(plan: sw.Plan) -> None:
    assert plan.recommend("Echo", "Migration", 1) != plan.recommend("Echo", "Migration", 2)
    assert plan.why_unplaced("Echo") != plan.why_unplaced("Acme")


def test_a_conflict_names_rules_and_facts() -> None:
    conflict = sw.Plan(blacked_out()).why_unplaced("Echo")
    assert conflict.minimal
    assert conflict.remark is None
    assert set(conflict.rules) == {"window", "participant", "approval"}
    [own] = [fact for fact in conflict.facts if fact.rule == "participant"]
    assert own.path == "participants[Echo].unavailable"
    assert "data centre move" in own.text
    assert conflict.to_dict()["facts"][0]["path"] == conflict.facts[0].path


def test_why_not_tells_numbers_and_who_is_in_the_way(plan: sw.Plan) -> None:
    told = plan.why_not("Echo", "Migration", environment="SIT-B", start=day(5, 6))
    assert (told.answer, told.open, told.in_the_way) == ("breaks", True, ("Acme", "Bolt"))
    [rule] = told.breaks
    assert (rule.rule, rule.figures["capacity"], rule.figures["taken"]) == ("capacity", 2, 2)
    assert (told.slot.from_, told.slot.to) == (day(5, 6), day(5, 11))
    costs = plan.why_not("Echo", "Migration", environment="SIT-B", start=day(5, 27))
    assert (costs.answer, costs.open, costs.proven) == ("costs", False, True)
    assert costs.levels[0] == sw.LevelChange("unplaced", 1, 0, -1)
    assert {move.participant for move in costs.moves} == {"Echo"}
    assert costs.moves[0].from_ is None
    stuck = plan.why_not("Echo", "Functional", environment="SIT-A", start=day(6, 10))
    assert stuck.answer == "no_way_on"
    assert [fact.rule for fact in stuck.facts] == ["window", "order", "approval"]


def test_a_slot_keeps_its_id_when_it_is_moved(plan: sw.Plan) -> None:
    moved = plan.move("SIT-B/Migration/2024-05-13", start=day(5, 27))
    told = moved.why_not("Echo", "Migration", "SIT-B/Migration/2024-05-13")
    assert told.slot.from_ == day(5, 27)
    assert told.in_the_way == ("Cole", "Dune")


def test_names_that_are_not_there_are_told_with_the_nearest(plan: sw.Plan) -> None:
    with pytest.raises(sw.WrongValue, match='did you mean "Echo"'):
        plan.why_unplaced("Eco")
    with pytest.raises(sw.WrongValue, match='did you mean "Migration"'):
        plan.recommend("Echo", "Migrations")
    with pytest.raises(sw.WrongValue, match="is a slot of Functional, not of Migration"):
        plan.why_not("Echo", "Migration", "SIT-A/Functional/2024-04-01")
    with pytest.raises(sw.WrongValue, match="no working period"):
        plan.why_not("Echo", "Migration", environment="SIT-B", start=day(5, 5))
    with pytest.raises(sw.WrongType, match="a slot is asked for"):
        plan.why_not("Echo", "Migration", environment="SIT-B")
    with pytest.raises(sw.WrongType, match="not both"):
        plan.why_not("Echo", "Migration", "one", start=day(5, 6))
    with pytest.raises(sw.WrongType):
        plan.why_not("Echo", "Migration", 3)  # type: ignore[arg-type]
    with pytest.raises(sw.WrongValue, match="n: 0 to"):
        plan.recommend("Echo", "Migration", -1)
    with pytest.raises(sw.WrongValue, match=r"Prices\.place: at most three decimals"):
        sw.Prices(place=0.0001)
    with pytest.raises(sw.WrongValue, match="of different programmes"):
        plan.score_difference(four(blacked_out()))


def test_each_way_works_once_it_is_applied() -> None:
    programme = blacked_out()
    plan = four(programme)
    told = plan.relax("Echo", count=8)
    assert told.complete
    assert [way.price for way in told.ways] == sorted(way.price for way in told.ways)
    kinds: set[type] = set()
    for way in told.ways:
        kinds.update(type(one) for one in way.relaxations)
        relaxed = programme.relaxed(way.relaxations)
        assert relaxed != programme
        result = relaxed.solve()
        assert result.unplaced == ()
        assert result.plan.check() == ()
    assert kinds == {sw.RelaxPlace, sw.RelaxWindow, sw.RelaxBlackout, sw.RelaxApproval}
    assert programme.solve().unplaced != ()
    lifted = sw.RelaxBlackout(participant="Echo", from_=day(5, 1), to=day(6, 15))
    assert (lifted,) in [way.relaxations for way in told.ways]
    assert programme.relaxed([lifted]).participants[4].unavailable == ()
    with pytest.raises(sw.WrongType):
        programme.relaxed(["a place"])  # type: ignore[list-item]


def test_every_kind_of_relaxation_reaches_the_programme() -> None:
    programme = spring(deadline=day(6, 1), ready=[sw.Ready(day(5, 20))])
    programme.add_unavailability(
        "away", from_=day(6, 3), to=day(6, 5), participant="Echo", cause="other"
    )
    relaxed = programme.relaxed(
        [
            sw.RelaxDeadline(participant="Echo", days=7),
            sw.RelaxReady(participant="Echo", from_=day(5, 20), days=5),
            sw.RelaxMaintenance(id="patching May", days=-2),
            sw.RelaxUnavailability(id="away"),
            sw.RelaxApproval(environment="SIT-C"),
            sw.RelaxWindow(environment="SIT-B", from_=day(5, 6), to=day(6, 17), end="to", days=3),
            sw.RelaxPlace(
                slot="SIT-A/Functional/2024-04-01",
                stage="Functional",
                environment="SIT-A",
                start=day(4, 1),
                places=1,
            ),
        ]
    )
    echo = relaxed.participants[4]
    assert (echo.deadline, echo.ready[0].from_) == (day(6, 8), day(5, 15))
    [patching] = relaxed.unavailability
    assert patching.from_ == day(5, 18)
    assert relaxed.environments[1].windows[0].to == day(6, 20)
    assert relaxed.environments[2].optional == sw.OptionalEnvironment(5.0, approved=True)
    [slot] = relaxed.slots
    assert slot.capacity is not None
    assert slot.capacity.max == 3
    assert relaxed.validate().errors == ()


def test_others_can_make_room() -> None:
    """One place for Migration in all, which Echo can't do without: Acme could have the later
    one."""
    programme = spring(deadline=day(5, 11))
    stage = programme.stages[1]
    programme.stages[1] = attrs.evolve(
        stage, slots=attrs.evolve(stage.slots, capacity=sw.Capacity(1))
    )
    programme.participants[1:4] = []
    rows = [row for row in FOUR.splitlines(keepends=True) if row[:4] in ("part", "Acme")]
    plan = sw.Plan.from_csv("".join(rows), programme)
    assert plan.why_unplaced("Echo").facts
    told = plan.can_be_placed("Echo")
    assert told.possible == "yes"
    assert {move.participant for move in told.moves} == {"Acme", "Echo"}
    assert plan.relax("Echo").ways
    anew = plan.relax("Echo", others_move=True)
    assert anew.ways == ()
    assert anew.remark == "Echo can be placed as it is"


def test_what_excludes_somebody_wherever_the_others_are() -> None:
    """SIT-A has two slots for two, and four others are to be in them."""
    programme = spring()
    programme.environments[0] = attrs.evolve(
        programme.environments[0], windows=[sw.Window(day(4, 1), day(4, 27))]
    )
    plan = sw.Plan.from_csv(FOUR, programme)
    told = plan.why_excluded("Echo")
    assert told.others_move and told.minimal
    assert "wherever the others are moved" in str(told)
    stays = {fact.path for fact in told.facts if fact.rule == "demand"}
    assert stays == {f"plan.assignments[{id}]" for id in ("Acme", "Bolt", "Cole", "Dune")}
    assert {"window", "capacity"} <= set(told.rules)
    hasty = plan.why_excluded("Echo", tries=4)
    assert not hasty.minimal
    assert set(told.facts) < set(hasty.facts)
    assert plan.why_excluded("Acme").remark == "Acme is placed"
    with pytest.raises(sw.WrongValue, match="tries"):
        plan.why_excluded("Echo", tries=-1)


def test_the_parts_of_scores_and_differences_add_up(plan: sw.Plan) -> None:
    best = plan.programme.solve().plan
    for level, known in zip(plan.explain_score().levels, plan.score(), strict=True):
        assert (level.level, level.value) == (known.name, known.value)
        assert sum(term.value for term in level.terms) == level.value
        for term in level.terms:
            assert sum(part.value for part in term.parts) == term.value
    told = plan.score_difference(best)
    assert told.decided_by == "unplaced"
    for change, old, new in zip(told.levels, plan.score(), best.score(), strict=True):
        assert (change.before, change.after) == (old.value, new.value)
        assert sum(term.change for term in change.terms) == change.change == new.value - old.value
    assert plan.score_difference(plan).decided_by is None
    unplaced = plan.explain_score().levels[0].terms[0]
    assert unplaced.parts == (sw.Part(sw.Whose(participant="Echo"), 1),)


def test_contradictions_name_both_places() -> None:
    told = _contradicting()
    [found] = told.found
    assert [fact.path for fact in found.facts] == [
        "participants[Bolt].pins",
        "participants[Cole].pins",
    ]
    assert not told.complete
    programme = spring()
    for id, start in [("one", day(4, 1)), ("two", day(4, 8))]:
        programme.slots.append(
            sw.TrancheSlot(id, stage="Functional", environment="SIT-A", start=start)
        )
    [clash] = programme.contradictions().found
    assert clash.code == "SW-E0606"
    assert [fact.path for fact in clash.facts] == ["slots[1]", "slots[0]"]
    assert spring().contradictions() == spring().contradictions()
    assert spring().contradictions().complete


def test_a_plan_in_a_file_is_judged_by_row(tmp_path: Path) -> None:
    programme = spring()
    path = tmp_path / "plan.csv"
    path.write_text(FOUR.replace("participant", "PARTICIPANT", 1), encoding="utf-8")
    sound = programme.judge(path)
    assert sound.is_sound
    assert sound.unplaced == ("Echo",)
    assert sound == programme.judge(str(path)) == programme.judge(FOUR)
    assert sound.levels[0] == sw.JudgedLevel("unplaced", 1)
    best = programme.solve()
    far = programme.judge(path, known=best)
    assert far.levels[0] == sw.JudgedLevel("unplaced", 1, 0, 1)
    own = programme.judge(best.plan.to_csv(), known=best)
    assert [level.from_bound for level in own.levels] == [0] * 6
    assert own.score == best.plan.explain_score().levels

    late = FOUR.replace("2024-05-13,2024-05-18", "2024-06-17,2024-06-22")
    broken = programme.judge(late)
    assert not broken.is_sound
    assert ("window", (8, 9)) in {(one.rule, one.rows) for one in broken.violations}

    misspelled = programme.judge(FOUR.replace("Bolt", "Bold"))
    assert not misspelled.readable
    assert [finding.path for finding in misspelled.findings] == [
        "line[3].participant",
        "line[7].participant",
    ]
    assert 'did you mean "Bolt"' in misspelled.findings[0].remedy
    assert "row 3, participant" in str(misspelled)

    with pytest.raises(sw.UnreadableFile, match="SW-E0003"):
        programme.judge(tmp_path / "missing.csv")
    with pytest.raises(sw.WrongType):
        programme.judge(3)  # type: ignore[arg-type]
    with pytest.raises(sw.WrongValue, match="another programme"):
        programme.judge(FOUR, known=blacked_out().solve())


def test_odd_plans_are_explained_too() -> None:
    """Stages taken twice, in no order, by people listed twice or nowhere."""
    programme = spring()
    slots = four(programme).slots
    twice = sw.Assignment(
        participant="Acme", route="route", slots=[slot.id for slot in slots] + [slots[0].id]
    )
    nowhere = sw.Assignment(participant="Bolt", route="route", slots=[])
    for assignments in ([twice], [twice, nowhere], [twice, twice, nowhere]):
        plan = sw.Plan(programme, slots, assignments)
        assert plan.check() != ()
        for told in (
            plan.explain_score(),
            plan.score_difference(plan),
            plan.why_unplaced("Echo"),
            plan.why_not("Acme", "Functional", environment="SIT-A", start=day(4, 29)),
            plan.recommend("Acme", "Functional", 2),
            plan.relax("Echo"),
            plan.can_be_placed("Echo", work_limit=100),
            plan.why_excluded("Echo", tries=3, work_limit=100),
        ):
            assert str(told)


CHILD = """
import json, sys, time
import slotwise as sw
programme = sw.Programme.from_json(open(sys.argv[1], encoding="utf-8").read())
plan = sw.Plan.read(sys.argv[2], programme)
print("running", flush=True)
try:
    plan.can_be_placed("P00")
    told = "answered"
except KeyboardInterrupt:
    told = "KeyboardInterrupt"
print(json.dumps([time.time(), told]), flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a child")
def test_ctrl_c_ends_a_long_question(crowded: sw.Programme, tmp_path: Path) -> None:
    crowded.write(tmp_path / "crowded.json")
    crowded.solve(work_limit=200).plan.write(tmp_path / "plan.json")
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, tmp_path / "crowded.json", tmp_path / "plan.json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "running\n"
        time.sleep(1)
        sent = time.time()
        os.kill(child.pid, signal.SIGINT)
        when, told = json.loads(child.stdout.readline())
        assert told == "KeyboardInterrupt"
        assert when - sent < 1
        child.wait(30)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def test_other_threads_go_on_while_a_question_is_answered(crowded: sw.Programme) -> None:
    plan = crowded.solve(work_limit=200).plan
    count = 0
    running = True

    def work() -> None:
        nonlocal count
        while running:
            count += 1
            time.sleep(0.001)

    thread = threading.Thread(target=work)
    thread.start()
    begun, before = time.monotonic(), count
    plan.can_be_placed("P00", time_limit=1)
    seconds, after = time.monotonic() - begun, count
    running = False
    thread.join()
    # It would not move at all while the interpreter is held.
    assert after - before > 50 * min(seconds, 1)


def test_moments_are_asked_and_told_in_hours() -> None:
    calendar = sw.Calendar("Europe/London", day(3, 25), day(4, 6), resolution="hour")
    programme = sw.Programme("hours", calendar)
    opens, closes = (datetime(2024, 4, 2, hour, tzinfo=LONDON) for hour in (9, 12))
    programme.add_environment("A", windows=[(opens, closes)])
    programme.add_stage("S", environments=["A"], duration=3, capacity=1)
    for id in ["P", "Q"]:
        programme.add_participant(id, routes=[["S"]])
    result = programme.solve()
    [left] = result.unplaced
    told = result.plan.why_not(left.participant, "S", environment="A", start=opens)
    assert told == result.plan.why_not(left.participant, "S", result.plan.slots[0])
    assert (told.answer, told.slot.from_, told.slot.to) == ("breaks", opens, closes)
    assert "09:00 BST" in str(told)
    ways = result.plan.relax(left.participant).ways
    assert [type(way.relaxations[0]) for way in ways] == [sw.RelaxPlace, sw.RelaxWindow]
    for way in ways:
        assert programme.relaxed(way.relaxations).solve().unplaced == ()
