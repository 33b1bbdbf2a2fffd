"""Codes that only plans made by hand raise (`docs/errors.md`, `11`)."""

from datetime import date

import pytest

import slotwise as sw


@pytest.mark.parametrize(
    ("start", "code"),
    [(date(2024, 1, 6), "SW-E1401"), (date(2024, 3, 29), "SW-E1402")],
    ids=["a Saturday", "too late for ten days"],
)
def test_a_slot_can_not_be_moved_there(small: sw.Programme, start: date, code: str) -> None:
    plan = small.solve(time_limit=60).plan
    slot = next(slot for slot in plan.slots if slot.stage == "Functional")
    with pytest.raises(sw.InvalidPlan) as raised:
        plan.move(slot.id, start=start)
    assert [finding.code for finding in raised.value.findings] == [code]
