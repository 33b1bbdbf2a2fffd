"""``slotwise report``: a plan as text, picture or file, and the reports on programmes and plans."""

import argparse
from datetime import date, datetime
from pathlib import Path

from slotwise.cli._arguments import Commands, json_option, out_option, programme_argument, when
from slotwise.downtime import DowntimeLog
from slotwise.errors import WrongValue
from slotwise.plan import Plan
from slotwise.programme import Programme
from slotwise.reports import Report

_ABOUT = {
    "summary": "of a plan: what it is worth, how much is used, who is not placed (the default)",
    "versions": "which version of which component each environment has when",
    "readiness": "what must be true by when before slots start, and what is late",
    "catalogue": "the environment catalogue: the template of each participant's system",
    "downtime": "a downtime log summed up, planned against actual",
    "concurrency": "how many environments run at once",
}


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "report",
        help="show a plan, or a report: versions, readiness, catalogue, downtime, concurrency",
        description="Prints a report, and writes it to files. Kinds of reports: "
        + "; ".join(f"{kind}: {about}" for kind, about in _ABOUT.items())
        + ".",
        epilog="Exit codes: 0 all is well, 1 the plan of a summary breaks rules, 2 something can't "
        "be read or used.",
    )
    programme_argument(parser)
    parser.add_argument(
        "plan",
        nargs="?",
        help="a plan of the programme: .csv or .json; a summary needs one, readiness, downtime and "
        "concurrency tell more with one",
    )
    parser.add_argument(
        "--kind", choices=tuple(_ABOUT), default="summary", help="which report (default: summary)"
    )
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="DAY",
        help="of readiness: the day as of which it is (default: today)",
    )
    parser.add_argument(
        "--lead",
        type=int,
        metavar="DAYS",
        help="of readiness: working days before a slot by which everything must be true",
    )
    parser.add_argument(
        "--log", metavar="FILE", help="of downtime: the log, .csv or .json; without, the programme's"
    )
    parser.add_argument("--from", dest="first", type=_day, metavar="DAY", help="of downtime: first day")
    parser.add_argument(
        "--to", type=_day, metavar="DAY", help="of downtime: first day that no longer counts"
    )
    parser.add_argument(
        "--participant",
        action="append",
        metavar="ID",
        help="of concurrency: one of a group to count for; repeatable",
    )
    out_option(
        parser,
        "also write it there, by the ending: a summary's plan to .html, .svg, .csv, .json or "
        ".ics, another report to .html, .json or .txt; repeatable",
    )
    json_option(parser)
    parser.set_defaults(run=_run)


def _day(value: str) -> date:
    read = when(value)
    if isinstance(read, datetime):
        raise argparse.ArgumentTypeError(f"a day is asked for, got {value!r}")
    return read


def _run(wanted: argparse.Namespace) -> int:
    programme = Programme.read(wanted.programme)
    plan = None if wanted.plan is None else Plan.read(wanted.plan, programme)
    if wanted.kind == "summary":
        return _summary(wanted, plan)
    report = _report(wanted, programme, plan)
    print(report.to_json() if wanted.json else report, end="")
    for path in wanted.out:
        report.write(path)
    return 0


def _summary(wanted: argparse.Namespace, plan: Plan | None) -> int:
    if plan is None:
        raise WrongValue("a summary is of a plan: name its file, or another --kind of report")
    print(plan.to_json() if wanted.json else plan.summary().rstrip("\n") + "\n", end="")
    for path in wanted.out:
        plan.write(path)
    return 1 if plan.check() else 0


def _report(wanted: argparse.Namespace, programme: Programme, plan: Plan | None) -> Report:
    if wanted.kind == "versions":
        return programme.versions()
    if wanted.kind == "catalogue":
        return programme.catalogue()
    if wanted.kind == "concurrency":
        return (programme if plan is None else plan).concurrency(wanted.participant)
    if wanted.kind == "readiness":
        as_of = date.today() if wanted.as_of is None else wanted.as_of
        return programme.readiness(as_of) if plan is None else plan.readiness(as_of, lead=wanted.lead)
    log = programme.downtime_log() if wanted.log is None else DowntimeLog.read(Path(wanted.log))
    return (programme if plan is None else plan).downtime(log, from_=wanted.first, to=wanted.to)
