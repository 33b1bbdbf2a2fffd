"""Planning: what comes back, and what is known about it."""

import pickle
from datetime import date, timedelta

import pytest

import slotwise as sw


def test_a_small_programme_is_planned_to_a_proof(small: sw.Programme) -> None:
    result = small.solve()
    assert result.status == "optimal"
    assert result.gap == 0
    assert result.unplaced == ()
    assert not result.interrupted
    assert result.runtime > 0
    # Five participants of size 1 in slots of 3 take two slots of each of the three stages; SIT-A
    # runs one stage, SIT-B can run Migration twice before Operational, but then who is in the first
    # Migration slot waits: only what the levels say counts, so effort comes first.
    assert result.objective[:4] == (0, 0, 0, 7)
    assert result.objective == result.lower_bound
    assert [level.name for level in result.levels] == [
        "unplaced", "optional", "lateness", "effort", "completion", "preferences",
    ]  # fmt: skip
    effort = {term.term: term.amount for term in result.levels[3].score.terms}
    assert effort == {"environment_cost": 0, "slots_opened": 6, "changeovers": 1}


def test_the_plan_is_in_names_and_dates(small: sw.Programme) -> None:
    plan = small.solve().plan
    assert len(plan.slots) == 6
    assert {type(slot.start) for slot in plan.slots} == {date}
    functional = [slot for slot in plan.slots if slot.stage == "Functional"]
    assert functional[0].environment == "SIT-A"
    assert functional[0].start == date(2024, 1, 1)
    assert functional[0].end == date(2024, 1, 13)  # Two weeks; the Saturday is no longer in.
    assert functional[0].id == "SIT-A/Functional/2024-01-01"
    assert plan.slot(functional[0].id) is functional[0]
    acme = plan.assignment("Acme")
    assert acme is not None
    assert [plan.slot(id).stage for id in acme.slots] == ["Functional", "Migration", "Operational"]
    assert "Acme" in plan.participants(acme.slots[0])
    assert plan.assignment("Nobody") is None
    assert plan.check() == ()


def test_shares_of_participants_add_up_to_the_level(small: sw.Programme) -> None:
    completion = small.solve().levels[4]
    assert completion.name == "completion"
    assert sum(share.value for share in completion.score.shares) == completion.value > 0


def test_the_score_of_a_plan_is_that_of_its_result(small: sw.Programme) -> None:
    result = small.solve()
    assert result.plan.score() == tuple(level.score for level in result.levels)


def test_who_cant_be_placed_comes_back_with_reasons(small: sw.Programme) -> None:
    small.add_participant("Late", routes=[["Migration"]], ready=[sw.Ready(date(2024, 3, 29))])
    result = small.solve()
    assert result.status == "optimal"
    [late] = result.unplaced
    assert late.participant == "Late"
    assert {reason.rule for reason in late.reasons} >= {"readiness"}
    assert "29 Mar 2024" in " ".join(reason.text for reason in late.reasons)
    assert result.objective[0] == 1
    assert "Late" not in {assignment.participant for assignment in result.plan.assignments}


def test_the_same_programme_gives_the_same_plan_whatever_the_order_and_threads(
    small: sw.Programme,
) -> None:
    one = small.solve(num_workers=1)
    for items in (small.participants, small.stages, small.environments):
        items.reverse()
    two = small.solve(num_workers=2)
    assert one.plan.slots == two.plan.slots
    assert one.plan.assignments == two.plan.assignments


def test_an_initial_plan_is_where_it_starts(small: sw.Programme) -> None:
    best = small.solve().plan
    again = small.solve(initial_plan=best, work_limit=0)
    assert again.plan.score() == best.score()


def test_the_objective_is_the_users(small: sw.Programme) -> None:
    small.objective = sw.Objective([sw.Level("short", {"unplaced_mandatory": 100, "makespan": 1})])
    result = small.solve()
    [level] = result.levels
    [unplaced, makespan] = level.score.terms
    assert (unplaced.amount, makespan.term) == (0, "makespan")
    assert level.value == makespan.amount
    last = max(slot.end for slot in result.plan.slots)
    weekdays = sum(
        (date(2024, 1, 1) + timedelta(day)).weekday() < 5
        for day in range((last - date(2024, 1, 1)).days)
    )
    assert makespan.amount == weekdays


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"gap": 1.5}, sw.WrongValue),
        ({"gap": "1 %"}, sw.WrongType),
        ({"time_limit": -1}, sw.WrongValue),
        ({"time_limit": float("nan")}, sw.WrongValue),
        ({"num_workers": 0}, sw.WrongValue),
        ({"num_workers": 1.5}, sw.WrongType),
        ({"seed": -1}, sw.WrongValue),
        ({"work_limit": True}, sw.WrongType),
        ({"initial_plan": "a plan"}, sw.WrongType),
    ],
)
def test_options_are_checked(
    small: sw.Programme, options: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        small.solve(**options)  # type: ignore[arg-type]


def test_results_and_plans_pickle_compare_and_hash(small: sw.Programme) -> None:
    result = small.solve()
    copy = pickle.loads(pickle.dumps(result))
    assert copy == result
    assert hash(copy) == hash(result)
    assert copy.plan.check() == ()
    assert copy.plan.programme == result.plan.programme
    assert result.plan != result.plan.unassign("Acme")
    assert len({result.plan, copy.plan, result.plan.unassign("Acme")}) == 2


def test_reprs_say_what_matters(small: sw.Programme) -> None:
    result = small.solve()
    assert "optimal" in repr(result)
    assert "6 slots in 2 environments, 5 participants placed" in repr(result.plan)
    assert "5 participants" in repr(small)
    page = result._repr_html_()
    assert "completion" in page
    assert "<iframe" in page
