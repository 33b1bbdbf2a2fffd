"""From tables to frames of pandas, polars and Arrow."""

import importlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import frozen

from slotwise._checks import choice, nearest, text
from slotwise.errors import MissingExtra, WrongValue
from slotwise.frames.cells import Kind, written

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, unused-ignore]
    import polars
    import pyarrow  # type: ignore[import-untyped, unused-ignore]

Library = Literal["pandas", "polars", "pyarrow"]

_EXTRAS = {"pandas": "pandas", "polars": "polars", "pyarrow": "arrow"}


@frozen(order=False)
class Sheet:
    """A table: named columns of one kind each, and rows."""

    columns: Mapping[str, Kind]
    rows: Sequence[Sequence[Any]]
    zone: str
    """Zone of the moments in it."""


class Tabular:
    """Something that gives tables. The first of its tables is the one that is given unasked."""

    __slots__ = ()

    _tables: ClassVar[tuple[str, ...]] = ()

    def to_pandas(self, table: str | None = None) -> "pandas.DataFrame":
        """One of its tables as a pandas frame. Needs pandas: the extra ``pandas``."""
        return make(self._table(table), "pandas")

    def to_polars(self, table: str | None = None) -> "polars.DataFrame":
        """One of its tables as a polars frame. Needs polars: the extra ``polars``."""
        return make(self._table(table), "polars")  # type: ignore[no-any-return]

    def to_arrow(self, table: str | None = None) -> "pyarrow.Table":
        """One of its tables as an Arrow table, which has ``__arrow_c_stream__`` for other
        libraries. Needs pyarrow: the extra ``arrow``."""
        return make(self._table(table), "pyarrow")

    def to_frames(self, library: Library = "pandas") -> dict[str, Any]:
        """All of its tables that have rows, by name, as frames of pandas, polars or pyarrow."""
        kind = choice(library, Library)
        sheets = {table: self._sheet(table) for table in self._tables}
        return {table: make(sheet, kind) for table, sheet in sheets.items() if sheet.rows}

    def _table(self, table: str | None) -> Sheet:
        name = self._tables[0] if table is None else text(table)
        if name not in self._tables:
            near = nearest(name, self._tables)
            hint = f"; did you mean {near!r}?" if near else ""
            raise WrongValue(
                f"there is no table {name!r}; there are {', '.join(self._tables)}{hint}"
            )
        return self._sheet(name)

    def _sheet(self, table: str) -> Sheet:
        raise NotImplementedError


def make(sheet: Sheet, library: Library) -> Any:
    """A table as a frame."""
    module = _imported(library)
    build = {"pandas": _pandas, "polars": _polars, "pyarrow": _pyarrow}[library]
    columns = {}
    for place, (name, kind) in enumerate(sheet.columns.items()):
        values = [written(row[place]) for row in sheet.rows]
        if kind.written == "when":
            columns[name] = _moments(values)
        else:
            columns[name] = kind.written, values
    return build(module, columns, sheet.zone)


def _imported(library: Library) -> ModuleType:
    try:
        return importlib.import_module(library)
    except ImportError as error:
        extra = _EXTRAS[library]
        raise MissingExtra(
            f"{library} is not installed; pip install 'slotwise[{extra}]' brings it"
        ) from error


_Columns = dict[str, tuple[str, list[Any]]]


def _moments(values: list[Any]) -> tuple[str, list[Any]]:
    """Days, or moments; text where a column has both, so that neither becomes the other."""
    moments = {isinstance(value, datetime) for value in values if value is not None}
    if len(moments) < 2:
        return ("moment" if True in moments else "day"), values
    return "text", [value.isoformat() if isinstance(value, date) else value for value in values]


def _pandas(pandas: Any, columns: _Columns, zone: str) -> Any:
    new = int(pandas.__version__.split(".")[0]) >= 3
    types = {
        "text": "str" if new else object,
        "number": "float64",
        # pandas has no days: midnight without a zone stands for one.
        "day": "datetime64[us]",
        "moment": f"datetime64[us, {zone}]",
    }
    made = {}
    for name, (kind, values) in columns.items():
        gaps = None in values
        dtype = types.get(kind)
        if kind == "whole":
            dtype = "Int64" if gaps else "int64"
        elif kind == "flag":
            dtype = "boolean" if gaps else "bool"
        made[name] = pandas.Series(values, dtype=dtype)
    return pandas.DataFrame(made)


def _polars(polars: Any, columns: _Columns, zone: str) -> Any:
    types = {
        "text": polars.String,
        "whole": polars.Int64,
        "number": polars.Float64,
        "flag": polars.Boolean,
        "day": polars.Date,
        "moment": polars.Datetime("us", zone),
    }
    series = [polars.Series(name, values, types[kind]) for name, (kind, values) in columns.items()]
    return polars.DataFrame(series)


def _pyarrow(pyarrow: Any, columns: _Columns, zone: str) -> Any:
    types = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "moment": pyarrow.timestamp("us", zone),
    }
    return pyarrow.table(
        {name: pyarrow.array(values, types[kind]) for name, (kind, values) in columns.items()}
    )
