"""``slotwise risk``: how late a plan may end."""

import argparse

from slotwise.cli._arguments import (
    Commands,
    json_option,
    out_option,
    plan_argument,
    programme_argument,
    when,
)
from slotwise.downtime import DowntimeLog
from slotwise.plan import Plan
from slotwise.programme import Programme
from slotwise.risk import risk


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "risk",
        help="say how late a plan may end: outages drawn at random, many times over",
        description="Draws outages as often and as long as those of a downtime log, and tells when a "
        "plan may end: of all, of each milestone and participant, and which environments matter most. "
        "Ctrl-C ends it with the futures drawn so far.",
        epilog="Exit codes: 0 it was told, 2 the input can't be used, 130 after Ctrl-C.",
    )
    programme_argument(parser)
    plan_argument(parser)
    parser.add_argument(
        "--log",
        metavar="FILE",
        help="a downtime log, .csv or .json: what fails as often again; without, the programme's own",
    )
    parser.add_argument(
        "--samples", type=int, default=1000, metavar="N", help="futures to draw (default: 1000)"
    )
    parser.add_argument("--seed", type=int, default=0, help="the same one, the same numbers (default: 0)")
    parser.add_argument(
        "--replanned",
        action="store_true",
        help="answer each outage by a re-plan, instead of pushing the plan along",
    )
    parser.add_argument(
        "--from",
        dest="first",
        type=when,
        metavar="DATE",
        help="outages begin from then on, and the log knows what was before (default: the calendar's "
        "first day, and all of it)",
    )
    parser.add_argument(
        "--num-workers", type=int, metavar="N", help="threads (default: one for each processor)"
    )
    out_option(parser, "write it there, by the ending: .svg, .html, .json, .csv or .txt; repeatable")
    json_option(parser)
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    programme = Programme.read(wanted.programme)
    found = risk(
        programme,
        Plan.read(wanted.plan, programme),
        None if wanted.log is None else DowntimeLog.read(wanted.log),
        wanted.samples,
        wanted.seed,
        response="replanned" if wanted.replanned else "pushed",
        from_=wanted.first,
        num_workers=wanted.num_workers,
    )
    print(found.to_json() if wanted.json else found, end="")
    for path in wanted.out:
        found.write(path)
    return 130 if found.interrupted else 0
