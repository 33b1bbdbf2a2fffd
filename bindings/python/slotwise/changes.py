"""Changes of a programme as texts and files, and in words."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any

from slotwise import _native
from slotwise._data import from_data, to_data
from slotwise.model.change import Change, change_list


def _changes(data: list[Any]) -> tuple[Change, ...]:
    return from_data(data, tuple[Change, ...])


def changes_from_json(text: str) -> tuple[Change, ...]:
    """Reads the JSON form of changes. Raises `UnreadableFile` with the path of what can't be
    read."""
    return _changes(_native.read_changes(text))


def changes_to_json(changes: Iterable[Change]) -> str:
    """The JSON form of changes, with the version of the format."""
    return _native.write_changes(to_data(change_list(changes)))


def read_changes(path: str | PathLike[str]) -> tuple[Change, ...]:
    """Reads a file of changes in the JSON form. Raises `UnreadableFile`."""
    return _changes(_native.read_changes_file(path))


def write_changes(path: str | PathLike[str], changes: Iterable[Change]) -> None:
    """Writes a file of changes in the JSON form."""
    Path(path).write_text(changes_to_json(changes), encoding="utf-8")


def describe(change: Change) -> str:
    """A change in words."""
    [words] = describe_all([change])
    return words


def describe_all(changes: Iterable[Change]) -> list[str]:
    """Each of several changes in words."""
    return _native.describe_changes(to_data(change_list(changes)))
