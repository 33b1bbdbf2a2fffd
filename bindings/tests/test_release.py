"""Versions, from Python and back."""

from datetime import date

import slotwise as sw


def programme() -> sw.Programme:
    first, after = date(2024, 3, 4), date(2024, 4, 1)
    made = sw.Programme(
        "SIT",
        sw.Calendar("Europe/London", first, after),
        approved_versions=[sw.VersionSet("1", [("LSS", "2.0")])],
        regressions=[
            sw.Regression("LSS", "2.0", environment="SIT_STAGING", passed=date(2024, 3, 4))
        ],
        freezes=[sw.Freeze("no more", from_=date(2024, 3, 25))],
    )
    for name in ["SIT_A", "SIT_STAGING"]:
        made.add_environment(
            name,
            windows=[(first, after)],
            components=["LSS"],
            versions=[("LSS", "1.9")],
            proving=sw.Proving("SIT_STAGING") if name == "SIT_A" else None,
        )
    made.add_unavailability(
        "LSS 2.0",
        environment="SIT_A",
        from_=date(2024, 3, 13),
        to=date(2024, 3, 14),
        cause="deployment",
        deploys=sw.Deployment([("LSS", "2.0")]),
    )
    made.add_stage(
        "Functional", environments=["SIT_A"], duration=2, versions=[("LSS", "2.0")],
        approved_versions=True,
    )  # fmt: skip
    made.add_participant(
        "Acme",
        routes=[["Functional"]],
        versions=[sw.NeededVersion(("LSS", "1.10"), environment="SIT_A")],
    )
    return made


def test_a_slot_waits_for_its_version() -> None:
    assert [slot.start for slot in programme().solve().plan.slots] == [date(2024, 3, 14)]


def test_versions_are_written_and_read_back() -> None:
    made = programme()
    assert sw.Programme.from_json(made.to_json()) == made


def test_a_version_that_was_not_proven_is_told() -> None:
    made = programme()
    made.regressions = []
    assert "SW-E3203" in {finding.code for finding in made.validate()}
