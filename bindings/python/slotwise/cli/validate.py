"""``slotwise validate``: everything that is wrong with a programme."""

import argparse

from slotwise.cli._arguments import Commands, programme_argument
from slotwise.programme import Programme


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "validate",
        help="say what is wrong, or odd, about a programme",
        description="Prints errors and warnings about a programme, each with its place and remedy.",
        epilog="Exit codes: 0 it can be planned, 2 it has errors.",
    )
    programme_argument(parser)
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    found = Programme.read(wanted.programme).validate()
    print(found)
    return 2 if found.errors else 0
