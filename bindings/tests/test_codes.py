"""Codes that only plans made by hand raise (`docs/errors.md`, `11`)."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import slotwise as sw
from slotwise.model.rule import RuleKind


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


def test_rules_are_those_of_the_documentation() -> None:
    text = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `(\w+)`$", text, re.MULTILINE) == list(get_args(RuleKind))
