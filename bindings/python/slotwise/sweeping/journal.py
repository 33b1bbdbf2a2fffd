"""The file that a sweep's results go to as they come."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from attrs import frozen

from slotwise._checks import shown
from slotwise.errors import MissingExtra, WrongValue
from slotwise.frames.make import make
from slotwise.scenario import ScenarioRow, row_of, scenario_sheet

_FORMAT = 1


@frozen(order=False)
class Entry:
    """A line of the file."""

    scenario: str
    """Name of the scenario."""
    changes: str
    """SHA-256 of its changes."""
    row: dict[str, Any] | None
    """The scenario in figures."""
    error: str | None
    """Or why it could not be planned."""

    def data(self) -> dict[str, Any]:
        """For the file."""
        told = {"error": self.error} if self.row is None else {"row": self.row}
        return {"scenario": self.scenario, "changes": self.changes, **told}


class Journal:
    """JSON lines: first what the sweep is of, then a line for each result, written as it comes.

    A last line that was cut off, as by a process that was killed, is forgotten. A Parquet file can't
    be added to: results go to lines beside it (``name.parquet.jsonl``), and it is written when the
    sweep ends.
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._parquet = path.suffix.lower() == ".parquet"
        if not self._parquet and path.suffix.lower() not in (".jsonl", ".ndjson"):
            raise WrongValue(f"{shown(str(path))} ends in none of .jsonl, .ndjson and .parquet")
        if self._parquet:
            _pyarrow()  # Rather now than after hours.
        self._lines = path.with_name(path.name + ".jsonl") if self._parquet else path
        known: list[Entry] = []
        if self._parquet and path.exists() and not self._lines.exists():
            known = _read_parquet(path, key)
        self.entries: list[Entry] = []
        """What the file had."""
        self._file = self._open()
        for entry in known:
            self.add(entry)
            self.entries.append(entry)

    def _open(self) -> IO[bytes]:
        file = self._lines.open("r+b" if self._lines.exists() else "w+b")
        try:
            sound = 0
            for place, line in enumerate(_whole_lines(file)):
                data = _parsed(line, self._lines, place)
                if place == 0:
                    _same_sweep(data, self._key, self._lines)
                else:
                    self.entries.append(_entry(data, self._lines, place))
                sound += len(line)
            file.seek(sound)
            file.truncate()
            if sound == 0:
                _write(file, {"slotwise_sweep": _FORMAT, "key": self._key})
        except BaseException:
            file.close()
            raise
        return file

    def add(self, entry: Entry) -> None:
        """Writes a line, at once."""
        _write(self._file, entry.data())

    def close(self, entries: list[Entry]) -> None:
        """Ends the file; `entries` are all that are known by now."""
        self._file.close()
        if self._parquet:
            _write_parquet(self._path, self._key, entries)
            self._lines.unlink()


def _write(file: IO[bytes], data: dict[str, Any]) -> None:
    file.write(json.dumps(data, ensure_ascii=False).encode() + b"\n")
    file.flush()


def _whole_lines(file: IO[bytes]) -> Iterator[bytes]:
    for line in file:
        if line.endswith(b"\n"):
            yield line


def _parsed(line: bytes, path: Path, place: int) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise WrongValue(f"{path}, line {place + 1}: it is no line of a sweep; name another file")
    return data


def _same_sweep(data: dict[str, Any], key: str, path: Path) -> None:
    if data.get("slotwise_sweep") != _FORMAT:
        raise WrongValue(f"{path} is no file of a sweep; name another file")
    if data.get("key") != key:
        raise WrongValue(
            f"{path} has results of another sweep: programme, baseline, limits or version are not "
            "the same; name another file"
        )


def _entry(data: dict[str, Any], path: Path, place: int) -> Entry:
    try:
        row, error = data.get("row"), data.get("error")
        if row is not None:
            row_of(row)
        return Entry(data["scenario"], data["changes"], row, error)
    except (KeyError, TypeError, ValueError):
        raise WrongValue(
            f"{path}, line {place + 1}: it is no line of a sweep; name another file"
        ) from None


def _pyarrow() -> Any:
    try:
        import pyarrow.parquet  # type: ignore[import-untyped, unused-ignore]
    except ImportError as error:
        raise MissingExtra(
            "pyarrow is not installed; pip install 'slotwise[arrow]' brings it"
        ) from error
    return pyarrow


_NAME = b"slotwise_sweep"


def _write_parquet(path: Path, key: str, entries: list[Entry]) -> None:
    pyarrow = _pyarrow()
    rows: list[ScenarioRow] = [row_of(entry.row) for entry in entries if entry.row is not None]
    table = make(scenario_sheet(rows), "pyarrow")
    told = [entry for entry in entries if entry.row is not None]
    failed = [entry for entry in entries if entry.row is None]

    def texts(values: list[str | None]) -> Any:
        return pyarrow.array(values, pyarrow.string())

    table = table.append_column("error", texts([None] * len(told)))
    table = table.append_column("changes", texts([entry.changes for entry in told]))
    table = table.append_column("row", texts([json.dumps(entry.row) for entry in told]))
    if failed:
        more = {
            "scenario": texts([entry.scenario for entry in failed]),
            "error": texts([entry.error for entry in failed]),
            "changes": texts([entry.changes for entry in failed]),
        }
        table = pyarrow.concat_tables([table, pyarrow.table(more)], promote_options="default")
    table = table.replace_schema_metadata({_NAME: json.dumps({"key": key, "format": _FORMAT})})
    # Whole or not at all.
    beside = path.with_name(path.name + ".part")
    pyarrow.parquet.write_table(table, beside)
    os.replace(beside, path)


def _read_parquet(path: Path, key: str) -> list[Entry]:
    table = _pyarrow().parquet.read_table(path)
    head = json.loads((table.schema.metadata or {}).get(_NAME, b"{}"))
    _same_sweep({"slotwise_sweep": head.get("format"), "key": head.get("key")}, key, path)
    columns = [table[name].to_pylist() for name in ("scenario", "changes", "row", "error")]
    return [
        Entry(name, changes, None if row is None else json.loads(row), error)
        for name, changes, row, error in zip(*columns, strict=True)
    ]
