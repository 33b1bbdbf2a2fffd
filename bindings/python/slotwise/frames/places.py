"""Which row of which frame each part of a programme or plan came from."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from attrs import evolve

from slotwise.errors import InvalidProgramme, UnreadableFile
from slotwise.finding import Finding, Findings
from slotwise.frames.sheet import Row


class Places:
    """From paths of the JSON form to rows of frames."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Row, str]] = {}

    def put(self, path: str, row: Row, column: str = "") -> None:
        """What stands at the path came from a row, or from just one of its columns."""
        self._rows[path] = row, column

    def findings(self, found: Findings) -> Findings:
        """The findings, at rows of frames."""
        return Findings(
            evolve(
                one,
                path=self._place(one.path),
                other=None if one.other is None else self._place(one.other),
            )
            for one in found
        )

    @contextmanager
    def translated(self) -> Iterator[None]:
        """What is raised inside has its findings at rows of frames."""
        try:
            yield
        except (UnreadableFile, InvalidProgramme) as error:
            raise type(error)(self.findings(error.findings)) from None

    def _place(self, path: str) -> str:
        for end in _ends(path):
            if path[:end] in self._rows:
                row, column = self._rows[path[:end]]
                return row.place(column or _column(row, path[end:].lstrip(".")))
        return path


def _ends(path: str) -> list[int]:
    """Where a path can be cut, the longest first."""
    return [len(path), *(match.start() for match in reversed(list(re.finditer(r"[.\[]", path))))]


def _column(row: Row, field: str) -> str:
    """The column that a field of the row's object came from."""
    best = ""
    for column in row.table.columns:
        of = column.field or column.name
        if (field + ".").startswith((of + ".", of + "[")) and column.name in row.values:
            best = column.name
    return best


def told(found: list[Finding]) -> NoReturn:
    """Raises what is wrong with frames."""
    raise UnreadableFile(Findings(found))
