"""``slotwise check``: judges a plan that people made in a spreadsheet."""

import argparse

from slotwise.cli._arguments import Commands, json_option, programme_argument, seconds
from slotwise.programme import Programme


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "check",
        help="judge a plan that people made in a spreadsheet",
        description="Tells which rules a plan breaks and in which rows, what it is worth, and how "
        "far that is from the proven bound.",
        epilog="Exit codes: 0 it keeps all rules, 1 it breaks some, 2 it can't be judged.",
    )
    programme_argument(parser)
    parser.add_argument(
        "plan",
        help="the plan, in CSV: participant, stage, environment, from, to; row 1 has these names, "
        "whatever their case",
    )
    parser.add_argument(
        "--time-limit",
        type=seconds,
        default=10.0,
        metavar="SECONDS",
        help="how long at most to plan the programme for the bound; 0 tells none (default: 10)",
    )
    json_option(parser)
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    programme = Programme.read(wanted.programme)
    path = wanted.plan
    judgement = programme.judge(path)
    if judgement.readable and wanted.time_limit > 0:
        judgement = programme.judge(path, known=programme.solve(time_limit=wanted.time_limit))
    print(judgement.to_json() if wanted.json else judgement, end="")
    if not judgement.readable:
        return 2
    return 0 if judgement.is_sound else 1
