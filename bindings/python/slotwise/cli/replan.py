"""``slotwise replan``: repairs a plan after changes."""

import argparse

from slotwise.cli._arguments import (
    Commands,
    json_option,
    out_option,
    plan_argument,
    programme_argument,
    seconds,
    when,
)
from slotwise.downtime import DowntimeLog
from slotwise.plan import Plan
from slotwise.programme import Programme
from slotwise.replan import changes_from_log, read_changes, replan


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "replan",
        help="repair a plan after changes, with the fewest moves",
        description="Applies changes to a programme, repairs the plan with the fewest moves, and tells "
        "who moves, from where to where, and because of what.",
        epilog="Exit codes: 0 it was planned anew, 2 the input can't be used.",
    )
    programme_argument(parser)
    plan_argument(parser)
    parser.add_argument(
        "changes", help="what happened: changes in their JSON form, or a downtime log in CSV"
    )
    parser.add_argument(
        "--expected",
        type=when,
        metavar="DATE",
        help="by when what is still going on in a log is expected to be over",
    )
    parser.add_argument(
        "--now", type=when, required=True, metavar="DATE", help="what starts before has begun"
    )
    parser.add_argument(
        "--freeze-until", type=when, metavar="DATE", help="what starts before stays as well"
    )
    parser.add_argument(
        "--notice", type=int, metavar="DAYS", help="working days ahead that participants are told"
    )
    out_option(
        parser,
        "write the new plan there, by the ending: .json, .csv, .html, .svg or .ics; repeatable",
    )
    parser.add_argument(
        "--programme-out", metavar="FILE", help="write the programme after the changes there"
    )
    parser.add_argument(
        "--time-limit", type=seconds, metavar="SECONDS", help="take the best plan so far after that"
    )
    json_option(parser)
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    programme = Programme.read(wanted.programme)
    if wanted.changes.lower().endswith(".csv"):
        log = DowntimeLog.read(wanted.changes)
        changes = changes_from_log(programme, log, expected=wanted.expected)
    else:
        changes = read_changes(wanted.changes)
    found = replan(
        programme,
        Plan.read(wanted.plan, programme),
        changes,
        now=wanted.now,
        freeze_until=wanted.freeze_until,
        notice=wanted.notice,
        time_limit=wanted.time_limit,
        display=not wanted.json,
    )
    print(found.result.to_json().rstrip("\n") if wanted.json else found)
    for path in wanted.out:
        if str(path).lower().endswith((".html", ".svg")):
            found.gantt().save(path)
        else:
            found.result.write(path)
    if wanted.programme_out is not None:
        found.programme.write(wanted.programme_out)
    return 0
