"""What has to be there before a participant starts, from Python and back."""

import pickle
from datetime import date

import pytest

import slotwise as sw


def programme() -> sw.Programme:
    first, after = date(2024, 7, 1), date(2024, 10, 1)
    made = sw.Programme(
        "UIT",
        sw.Calendar("Europe/London", first, after),
        entry=sw.Entry(environment_manager=True, request=["configuration"]),
        announced=date(2024, 6, 24),
        outage_policy=sw.OutagePolicy(notice=5, defects=True),
    )
    made.add_environment(
        "UIT",
        windows=[(first, after)],
        connectivity=sw.ConnectivityGate(endpoints=["MSS", "SDS"]),
        set_up=sw.SetUp(sw.Lead(days=60), started=date(2024, 4, 1)),
    )
    made.add_stage("Qualification", environments=["UIT"], duration=5, capacity=2, notice=3)
    made.add_participant(
        "Acme",
        routes=[["Qualification"]],
        environment_manager="Kim",
        request=["configuration"],
        officers=sw.Officers(sro=sw.Officer("Lee", date(2024, 1, 8))),
        connectivity=[
            sw.Connectivity(
                "UIT",
                tls=sw.Certificate(date(2024, 6, 3), identifier="0A"),
                jws=sw.After(date(2024, 7, 1), 15),
                webhooks=date(2024, 6, 3),
                api=date(2024, 6, 3),
                endpoints=[sw.Endpoint("MSS", date(2024, 6, 3)), sw.Endpoint("SDS", date(2024, 6, 4))],
            )
        ],
        data=[sw.DataRequest("extra", sw.After(date(2024, 7, 1), sw.Lead(days=3)), environment="UIT")],
    )
    return made


def test_a_lead_of_15_working_days_ends_three_weeks_later() -> None:
    result = programme().solve()
    assert [slot.start for slot in result.plan.slots] == [date(2024, 7, 22)]


def test_what_is_missing_is_told() -> None:
    made = programme()
    acme = made.participants[0]
    made.participants = []
    made.add_participant("Bolt", routes=[["Qualification"]], connectivity=acme.connectivity)
    result = made.solve()
    told = " ".join(reason.text for reason in result.unplaced[0].reasons)
    assert "environment manager not named" in told
    assert "its request lacks configuration" in told
    assert {finding.code for finding in made.validate()} >= {"SW-W3105", "SW-W3106"}


def test_it_is_written_and_read_back() -> None:
    made = programme()
    assert sw.Programme.from_json(made.to_json()) == made
    assert pickle.loads(pickle.dumps(made)) == made
    gate = made.environments[0].connectivity
    assert repr(gate) == "ConnectivityGate(endpoints=('MSS', 'SDS'))"


def test_a_lead_counts_in_one_way() -> None:
    with pytest.raises(sw.WrongValue, match="exactly one of working_days and days"):
        sw.Lead()
    with pytest.raises(sw.WrongValue, match="exactly one of working_days and days"):
        sw.Lead(3, days=3)
    assert sw.After(date(2024, 7, 1), 15).lead == sw.Lead(15)
