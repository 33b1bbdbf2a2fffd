"""Python says what Rust says, byte for byte: `tests/tests/golden.rs` compares the same files."""

from pathlib import Path

import slotwise as sw

FOLDER = Path(__file__).parents[2] / "tests" / "data" / "golden"


def test_the_plan_is_rusts_byte_for_byte() -> None:
    text = (FOLDER / "programme.json").read_text(encoding="utf-8")
    programme = sw.Programme.from_json(text)
    assert programme.to_json() == text
    result = programme.solve(num_workers=1)
    assert result.to_json() == (FOLDER / "plan.json").read_text(encoding="utf-8")


def test_the_same_from_frames() -> None:
    programme = sw.Programme.read(FOLDER / "programme.json")
    read = sw.Programme.from_frames(
        programme.name, programme.calendar, source=programme.source, **programme.to_frames("polars")
    )
    assert read == programme
    assert read.solve() == programme.solve()
