"""Prints `docs/frames.md`: the tables and columns that programmes and plans are read from.

Usage: python -m slotwise.frames
"""

from collections.abc import Iterator

from slotwise.frames.sheet import Table
from slotwise.frames.tables import DOWNTIME, HOLIDAYS, PLAN, TABLES

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
    return _HEAD + "\n".join(line for table in tables for line in _lines(table)) + "\n"


if __name__ == "__main__":
    print(page(), end="")
