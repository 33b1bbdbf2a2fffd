"""Prints `docs/frames.md`: the tables and columns that programmes and plans are read from, and those
that answers about changes are written to.

Usage: python -m slotwise.frames
"""

from collections.abc import Iterator

from slotwise.diff import PlanDiff
from slotwise.frames.make import Sheet
from slotwise.frames.sheet import Table
from slotwise.frames.tables import DOWNTIME, HOLIDAYS, PLAN, TABLES
from slotwise.risk import RISK_COLUMNS
from slotwise.scenario import level_sheet, scenario_sheet
from slotwise.sweeping.sweep import FAILURE_COLUMNS

_HEAD = """# Programmes and plans as frames

`Programme.from_frames` reads a programme from one table for each kind of thing;
`Programme.to_frames` gives the same tables back, and `Programme.from_frames` of those the same
programme. `Plan.from_frame` reads a plan from the table `plan`, which `plan.to_pandas()`,
`plan.to_polars()` and `plan.to_arrow()` give, and `DowntimeLog.from_frame` a log from the table
`downtime`. Written by `python -m slotwise.frames`.

- A table is a frame of pandas, polars, pyarrow, of whatever else narwhals knows or has
  `__arrow_c_stream__`, or a list of mappings, such as a `csv.DictReader`.
- Every table may be left out, and every column that is not in bold. An unknown column is an error.
- Neither case matters in the names of columns, nor whether they have spaces, hyphens or
  underscores: `Max participants` is `max_participants`. Case does matter in ids.
- White space around text is dropped. Empty cells say nothing; so do NaN, NaT and NA.
- In lists, semicolons stand between: `SIT-A; SIT-B`. Where names hold semicolons, a JSON list will
  do: `["a;b", "c"]`; so will a column of lists.
- Days are dates, or text such as `2024-02-26`. pandas has no dates: there, midnight without a zone
  is the day. Moments know their zone, as text by their offset: `2024-02-26T08:00:00+00:00`.
  A column that holds both is written as text.
- Findings name table, row and column: `stages[row 3].duration`. Rows count from 1; a header is no
  row.
"""


_ANSWERS = """
# Answers about changes

These are written by `to_pandas(table)`, `to_polars(table)` and `to_arrow(table)`, the first without a
name, and never read: changes and scenarios are read from JSON (`read_changes`, `read_scenarios`),
outages of the past from a log (`DowntimeLog.from_frame`, then `changes_from_log`). A scenario is named
by its name, a visit by participant and stage. Changes have their places in the list, in
`Because.changes`; in `because` they stand in words, outages by their ids.

| of | table | a row for each | columns |
|---|---|---|---|
"""


def _answers() -> Iterator[tuple[str, str, str, list[str]]]:
    """Of what, which table, a row for each, its columns."""

    def of_plans(sheet: Sheet) -> list[str]:
        names = list(sheet.columns)
        return [*names[:3], "one of its name for each level", *names[3:]]

    nothing = PlanDiff(visits=(), slots=(), maintenance=(), zone="UTC")
    scenarios, levels = of_plans(scenario_sheet([])), list(level_sheet([]).columns)
    yield "`PlanDiff`", "moves", "visit that is not where it was", list(nothing._sheet("moves").columns)
    yield "", "slots", "slot that is not where it was", list(nothing._sheet("slots").columns)
    yield "`Comparison`, `Sweep`", "scenarios", "scenario; of a comparison, the baseline first", scenarios
    yield "", "levels", "scenario and level", levels
    yield "`Sweep`", "failures", "scenario that could not be planned", list(FAILURE_COLUMNS)
    rows = {
        "participants": "participant who is placed",
        "milestones": "phase and stage",
        "environments": "environment, those that matter most first",
        "fan": "day",
    }
    for place, (table, columns) in enumerate(RISK_COLUMNS.items()):
        yield "" if place else "`Risk`", table, rows[table], list(columns)


def _lines(table: Table) -> Iterator[str]:
    yield f"\n## `{table.name}`"
    about = table.about[0].upper() + table.about[1:]
    yield f"{about}.\n"
    yield "| column | holds | what it says |"
    yield "|---|---|---|"
    for column in table.columns:
        name = f"**`{column.name}`**" if column.needed else f"`{column.name}`"
        also = f" (or `{column.also}`)" if column.also else ""
        yield f"| {name}{also} | {column.kind.name} | {column.about} |"


def page() -> str:
    """The page."""
    tables = [*TABLES.values(), HOLIDAYS, PLAN, DOWNTIME]
    read = "\n".join(line for table in tables for line in _lines(table))
    written = (
        f"| {of} | `{table}` | {each} | {', '.join(columns)} |\n"
        for of, table, each, columns in _answers()
    )
    return _HEAD + read + "\n" + _ANSWERS + "".join(written)


if __name__ == "__main__":
    print(page(), end="")
