"""``slotwise report``: a plan as text, picture or file."""

import argparse

from slotwise.cli._arguments import Commands, plan_argument, programme_argument
from slotwise.plan import Plan
from slotwise.programme import Programme


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "report",
        help="show a plan: what it is worth, how much is used, who is not placed",
        description="Prints a plan's summary, and writes it as a picture or another file.",
        epilog="Exit codes: 0 it keeps all rules, 1 it breaks some, 2 it can't be read.",
    )
    programme_argument(parser)
    plan_argument(parser)
    parser.add_argument(
        "--out",
        action="append",
        default=[],
        metavar="FILE",
        help="also write it there, by the ending: .html, .svg, .csv, .json or .ics; repeatable",
    )
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    plan = Plan.read(wanted.plan, Programme.read(wanted.programme))
    print(plan.summary().rstrip("\n"))
    for path in wanted.out:
        plan.write(path)
    return 1 if plan.check() else 0
