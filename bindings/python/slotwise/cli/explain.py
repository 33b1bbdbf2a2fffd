"""``slotwise explain``: why, why not, and what would help."""

import argparse

from slotwise.cli._arguments import (
    Commands,
    json_option,
    plan_argument,
    programme_argument,
    seconds,
    when,
)
from slotwise.explanation import Explanation
from slotwise.plan import Plan
from slotwise.programme import Programme


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "explain",
        help="say why somebody is not placed, why not in that slot, and what would help",
        description="Without options: why the participant can't be placed beside the plan. With "
        "--stage: its best slots. With --stage and a slot: why it is not there, or what that "
        "costs. With --relax: the least that would have to change for it to be placed. With "
        "--others-move: why it can't be placed even if the others make room.",
    )
    programme_argument(parser)
    plan_argument(parser)
    parser.add_argument("participant", help="id of the participant")
    parser.add_argument("--stage", help="id of a stage of its route")
    parser.add_argument("--slot", metavar="ID", help="a slot of the plan, or one given by hand")
    parser.add_argument("--environment", metavar="ID", help="with --start: any slot there")
    parser.add_argument(
        "--start", type=when, metavar="DATE", help="first day or moment of the slot"
    )
    parser.add_argument("--relax", action="store_true", help="what would have to change")
    parser.add_argument(
        "--others-move", action="store_true", help="the others stay placed, but may move"
    )
    parser.add_argument(
        "--time-limit",
        type=seconds,
        default=10.0,
        metavar="SECONDS",
        help="how long at most to plan each time, with --others-move (default: 10)",
    )
    json_option(parser)
    parser.set_defaults(run=_run, refuse=parser.error)


def _run(wanted: argparse.Namespace) -> int:
    slot = wanted.slot or wanted.environment or wanted.start
    if slot and not wanted.stage:
        wanted.refuse("--slot, --environment and --start are about a --stage")
    if wanted.relax and wanted.stage:
        wanted.refuse("--relax is not about a --stage")
    if wanted.others_move and wanted.stage:
        wanted.refuse("--others-move is not about a --stage")
    plan = Plan.read(wanted.plan, Programme.read(wanted.programme))
    told: Explanation
    if wanted.relax:
        told = plan.relax(
            wanted.participant, others_move=wanted.others_move, time_limit=wanted.time_limit
        )
    elif slot:
        told = plan.why_not(
            wanted.participant,
            wanted.stage,
            wanted.slot,
            environment=wanted.environment,
            start=wanted.start,
        )
    elif wanted.stage:
        told = plan.recommend(wanted.participant, wanted.stage)
    elif wanted.others_move:
        told = plan.why_excluded(wanted.participant, time_limit=wanted.time_limit)
    else:
        told = plan.why_unplaced(wanted.participant)
    print(told.to_json() if wanted.json else told, end="")
    return 0
