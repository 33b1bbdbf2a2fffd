"""From frames to rows with values, whatever made the frame; what is wrong with it, cell by cell."""

import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from attrs import field, frozen

from slotwise._checks import nearest, shown
from slotwise.errors import MissingExtra, WrongType
from slotwise.finding import Finding
from slotwise.frames.cells import Kind, Unreadable, is_missing


@frozen(order=False)
class Column:
    """A column of a table."""

    name: str
    """Its name; case, and spaces or hyphens for underscores, do not matter."""
    kind: Kind
    """What stands in it."""
    about: str
    """What it says."""
    needed: bool = False
    """Whether each row has it."""
    field: str = ""
    """The field that it becomes, if it has another name there."""
    also: str = ""
    """Another name that it may have."""


@frozen(order=False)
class Table:
    """A table: what its rows are, and its columns."""

    name: str
    about: str
    columns: tuple[Column, ...]
    kinds: dict[str, Kind] = field(init=False)
    """The kind of each column."""

    @kinds.default
    def _kinds(self) -> dict[str, Kind]:
        return {column.name: column.kind for column in self.columns}

    def named(self, header: str) -> Column | None:
        """The column that a header means."""
        plain = header.strip().lower().replace(" ", "_").replace("-", "_")
        for column in self.columns:
            if plain in (column.name, column.also):
                return column
        return None


@frozen(eq=False, order=False)
class Row:
    """A row that could be read."""

    table: Table
    number: int
    """Counted from 1; a header is no row."""
    values: dict[str, Any]
    """By column; what is missing is not there."""

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)

    def some(self, *columns: str) -> dict[str, Any]:
        """Values of columns, as far as they are there."""
        return {column: self.values[column] for column in columns if column in self.values}

    def place(self, column: str = "") -> str:
        """The place of a cell, or of the row, for people."""
        return place(self.table.name, self.number, column)


def place(table: str, number: int, column: str = "") -> str:
    """``stages[row 3].duration``."""
    return f"{table}[row {number}]{'.' if column else ''}{column}"


def read(table: Table, frame: Any, found: list[Finding]) -> list[Row]:
    """The rows of a frame that can be read; what can't goes to the findings."""
    rows = []
    headers: dict[str, Column] | None = None
    for number, cells in enumerate(_records(table, frame, found), 1):
        if headers is None or set(headers) != set(cells):
            headers = _headers(table, cells, found if number == 1 else [])
        values = {}
        for header, column in headers.items():
            if is_missing(cells.get(header)):
                continue
            try:
                values[column.name] = column.kind.read(cells[header])
            except Unreadable as error:
                at = place(table.name, number, column.name)
                found.append(Finding("SW-E1504", at, error.message, error.remedy))
        for column in table.columns:
            cell = next((cells[name] for name, of in headers.items() if of is column), None)
            if column.needed and is_missing(cell) and column in headers.values():
                found.append(
                    Finding(
                        "SW-E1503",
                        place(table.name, number, column.name),
                        "nothing stands there",
                        f"write a value ({column.kind.name}), or take the row out",
                    )
                )
        rows.append(Row(table, number, values))
    return rows


def _headers(
    table: Table, headers: Iterable[str], found: list[Finding]
) -> dict[str, Column]:
    """The column that each header means."""
    columns: dict[str, Column] = {}
    for header in map(str, headers):
        column = table.named(header)
        if column is None:
            names = [known.name for known in table.columns]
            near = nearest(header, names)
            remedy = (
                f"did you mean {near!r}? Else take it out"
                if near
                else f"take it out; the columns are {', '.join(names)}"
            )
            message = f"there is no column {header!r}"
            found.append(Finding("SW-E1501", table.name, message, remedy))
        elif column in columns.values():
            message = f"the column {column.name!r} is there twice"
            found.append(Finding("SW-E1501", table.name, message, "take one out"))
        else:
            columns[header] = column
    for column in table.columns:
        if column.needed and column not in columns.values():
            message = f"the column {column.name!r} is missing"
            remedy = f"add it: {column.about} ({column.kind.name})"
            found.append(Finding("SW-E1502", table.name, message, remedy))
    return columns


def _records(table: Table, frame: Any, found: list[Finding]) -> Iterator[Mapping[str, Any]]:
    """The rows of a frame, or of a list of mappings, as the csv module gives them."""
    import narwhals as nw

    if hasattr(frame, "__arrow_c_stream__") and not nw.dependencies.is_into_dataframe(frame):
        frame = nw.from_arrow(frame, backend=_library())
    known = nw.from_native(frame, pass_through=True)
    if isinstance(known, nw.LazyFrame):
        known = known.collect()
    if isinstance(known, nw.DataFrame):
        if len(known) == 0:
            _headers(table, known.columns, found)
        yield from known.iter_rows(named=True)
        return
    if isinstance(frame, str | bytes | Mapping) or not isinstance(frame, Iterable):
        raise WrongType(
            f"{table.name}: a frame of pandas, polars or Arrow, or a list of mappings, is asked "
            f"for, got {shown(frame)}"
        )
    for position, record in enumerate(frame):
        if not isinstance(record, Mapping):
            raise WrongType(f"{table.name}[{position}]: a mapping is asked for, got {shown(record)}")
        yield record


def _library() -> Literal["polars", "pyarrow"]:
    """A library that reads Arrow's stream."""
    if importlib.util.find_spec("polars") is not None:
        return "polars"
    if importlib.util.find_spec("pyarrow") is not None:
        return "pyarrow"
    raise MissingExtra(
        "to read this frame, polars or pyarrow is needed; pip install 'slotwise[polars]' brings it"
    )
