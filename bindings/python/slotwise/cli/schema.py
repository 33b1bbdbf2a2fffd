"""``slotwise schema``: what form files have."""

import argparse

from slotwise import _native
from slotwise.cli._arguments import Commands


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of programme or plan files",
        description="Prints the JSON Schema (draft 2020-12) of the files that this version reads "
        "and writes.",
        epilog="Exit codes: 0 it was printed, 2 there is no such file.",
    )
    parser.add_argument("file", choices=["programme", "plan"], help="of which files")
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    print(_native.schema(wanted.file), end="")
    return 0
