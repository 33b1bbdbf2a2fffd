"""``slotwise solve``: plans a programme."""

import argparse

from slotwise.cli._arguments import Commands, out_option, programme_argument, seconds
from slotwise.programme import Programme


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "solve",
        help="plan a programme",
        description="Plans a programme, prints the plan's summary, and writes it. Ctrl-C ends the "
        "run with the best plan so far.",
    )
    programme_argument(parser)
    out_option(parser, "write the plan there, by the ending: .json, .csv, .html, .svg or .ics; repeatable")
    parser.add_argument(
        "--time-limit", type=seconds, metavar="SECONDS", help="take the best plan so far after that"
    )
    parser.add_argument(
        "--gap",
        type=float,
        default=0.0,
        help="good enough: 0.01 is one percent (default: 0, proof)",
    )
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    programme = Programme.read(wanted.programme)
    result = programme.solve(time_limit=wanted.time_limit, gap=wanted.gap, display=True)
    print(result.summary().rstrip("\n"))
    for path in wanted.out:
        result.write(path)
    return 0
