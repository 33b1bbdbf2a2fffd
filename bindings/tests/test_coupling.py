"""Rules that bind participants and slots to one another: their data, and that they bind."""

from datetime import date

import pytest
from attrs import evolve

import slotwise as sw

FIRST, AFTER = date(2024, 3, 4), date(2024, 4, 1)


def programme() -> sw.Programme:
    made = sw.Programme("DSP", sw.Calendar("Europe/London", FIRST, AFTER))
    for id in ["SIT-A", "SIT-B"]:
        made.add_environment(id, windows=[(FIRST, AFTER)])
    made.add_resource(
        "DSP", 1, changes=[sw.AmountChange(from_=date(2024, 3, 18), to=AFTER, amount=2)]
    )
    made.add_resource("seats", 9)
    made.add_stage(
        "Functional",
        environments=["SIT-A", "SIT-B"],
        duration=5,
        target=1,
        takes=["DSP", sw.Take("seats", 2, per="participant")],
    )
    made.add_gate("through", before="Functional", opens="Operational", share=0.5, lag=1)
    made.add_stage("Operational", environments=["SIT-B"], duration=2)
    made.add_participant("P1", routes=[["Functional"]], weight=2.0)
    made.environments[0] = evolve(made.environments[0], components=["hub"])
    made.add_participant(
        "P2",
        routes=[["Functional"]],
        relies_on=[
            sw.AvailableParticipant("P1"),
            sw.Reliance(sw.AvailableComponent("hub"), stage="Functional", reason="data"),
            sw.Finished("P1", "Functional", lag=0),
        ],
    )
    made.add_participant(
        "P3",
        routes=[["Operational"]],
        relies_on=[sw.Alongside("P1", "Functional")],
        weight=0.5,
    )
    made.add_unavailability(
        "outage", resource="DSP", from_=date(2024, 3, 25), to=date(2024, 3, 26)
    )
    return made


def test_data_comes_back_as_it_was() -> None:
    made = programme()
    assert sw.Programme.from_json(made.to_json()) == made
    frames = made.to_frames()
    assert sw.Programme.from_frames(made.name, made.calendar, **frames) == made


def test_one_instance_is_used_by_one_at_a_time() -> None:
    result = programme().solve()
    assert result.status == "optimal"
    assert [slot.start for slot in result.plan.slots] == [FIRST, date(2024, 3, 11)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"needs": "available"}, "it relies on nothing"),
        ({"on": "P1", "component": "hub"}, "it relies on on and component"),
        ({"on": "P1", "lag": 2}, "lag is there, but needs is available"),
        ({"needs": "finished", "on": "P1"}, "needs is finished, but their_stage is not there"),
        (
            {"needs": "alongside", "on": "P1", "their_stage": "Functional", "lag": 1},
            "lag is there, but needs is alongside",
        ),
    ],
)
def test_a_row_of_reliances_says_one_thing(row: dict[str, object], told: str) -> None:
    made = programme()
    frames = made.to_frames()
    frames["reliances"] = [{"participant": "P2", **row}]
    with pytest.raises(sw.UnreadableFile, match=told):
        sw.Programme.from_frames(made.name, made.calendar, **frames)
