"""Programmes that several tests plan."""

from datetime import date

import pytest

import slotwise as sw


@pytest.fixture
def small() -> sw.Programme:
    """Two environments, three stages, five participants; everybody can be placed."""
    first, after = date(2024, 1, 1), date(2024, 4, 1)
    programme = sw.Programme("small", sw.Calendar("Europe/London", first, after))
    programme.add_phase("SIT")
    programme.add_environment("SIT-A", windows=[(first, after)], changeover=2)
    programme.add_environment("SIT-B", windows=[(date(2024, 2, 1), after)])
    mondays = sw.Weekdays(["mon"])
    for id, duration, place in [
        ("Functional", 10, "SIT-A"),
        ("Migration", 5, "SIT-B"),
        ("Operational", 5, "SIT-B"),
    ]:
        programme.add_stage(
            id, environments=[place], duration=duration, phase="SIT", starts=mondays, capacity=3
        )
    for name in ["Acme", "Bolt", "Cole", "Dune", "Ebro"]:
        programme.add_participant(
            name, routes=[["Functional", "Migration", sw.Step("Operational", optional=True)]]
        )
    return programme


@pytest.fixture
def crowded() -> sw.Programme:
    """So much that planning it takes minutes: for being interrupted."""
    first, after = date(2024, 1, 1), date(2025, 7, 1)
    programme = sw.Programme("crowded", sw.Calendar("Europe/London", first, after))
    for place in ["A", "B", "C"]:
        programme.add_environment(place, windows=[(first, after)], changeover=2)
    for number in range(5):
        programme.add_stage(
            f"S{number}",
            environments=["A", "B", "C"],
            duration=5 + number,
            starts=sw.Every(2),
            capacity=4,
        )
    for number in range(90):
        programme.add_participant(
            f"P{number:02}",
            routes=[[f"S{(number + step) % 5}" for step in range(4)]],
            weight=1 + number % 7,
            due=date(2024, 6 + number % 7, 1),
            unavailable=[(date(2024, 1 + number % 12, 3), date(2024, 1 + number % 12, 20))],
        )
    return programme
