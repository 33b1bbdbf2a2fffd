"""Maintenance that moves, from Python and back."""

from datetime import date

import slotwise as sw


def programme() -> sw.Programme:
    first, after = date(2024, 3, 1), date(2024, 4, 1)
    made = sw.Programme("SIT", sw.Calendar("Europe/London", first, after))
    made.add_environment("SIT_A", windows=[(first, after)])
    made.add_stage("Functional", environments=["SIT_A"], duration=2)
    made.add_unavailability(
        "maintenance", environment="SIT_A", from_=date(2024, 3, 9), to=date(2024, 3, 11)
    )
    made.add_unavailability(
        "refresh",
        environment="SIT_A",
        from_=date(2024, 3, 6),
        to=date(2024, 3, 8),
        cause="data_refresh",
        movable=sw.Around(7),
    )
    return made


def test_a_refresh_moves_into_planned_maintenance() -> None:
    plan = programme().solve().plan
    moved = sw.Maintenance(id="refresh", from_=date(2024, 3, 9), to=date(2024, 3, 11))
    assert plan.maintenance == (moved,)
    assert plan.check() == ()


def test_movable_maintenance_is_written_and_read_back() -> None:
    made = programme()
    assert sw.Programme.from_json(made.to_json()) == made
    made.unavailability = [
        made.unavailability[0],
        sw.Unavailability(
            "refresh",
            on=sw.Target(environment="SIT_A"),
            from_=date(2024, 3, 6),
            to=date(2024, 3, 8),
            movable=sw.Within(date(2024, 3, 1), date(2024, 3, 9)),
        ),
    ]
    assert sw.Programme.from_json(made.to_json()) == made
