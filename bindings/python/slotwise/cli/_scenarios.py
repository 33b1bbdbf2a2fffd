"""Arguments that `compare` and `sweep` share."""

import argparse
from typing import Any

from slotwise.cli._arguments import programme_argument, seconds, when
from slotwise.plan import Plan
from slotwise.programme import Programme


def scenario_arguments(parser: argparse.ArgumentParser) -> None:
    """The programme, the scenarios, the baseline, and limits."""
    programme_argument(parser)
    parser.add_argument("scenarios", help="what might happen, in its JSON form")
    parser.add_argument(
        "--baseline", metavar="PLAN", help="a plan of the programme, .csv or .json; planned if left out"
    )
    parser.add_argument(
        "--now",
        type=when,
        metavar="DATE",
        help="when scenarios are told: what starts before has begun, and as much of the baseline "
        "stays as can; planned from the start if left out",
    )
    parser.add_argument(
        "--freeze-until", type=when, metavar="DATE", help="what starts before stays as well"
    )
    parser.add_argument(
        "--notice", type=int, metavar="DAYS", help="working days ahead that participants are told"
    )
    parser.add_argument(
        "--time-limit",
        type=seconds,
        metavar="SECONDS",
        help="take the best plan so far after that, for each scenario",
    )
    parser.add_argument(
        "--gap",
        type=float,
        default=0.0,
        help="good enough: 0.01 is one percent (default: 0, proof)",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the search (default: 0)")


def scenario_options(wanted: argparse.Namespace, programme: Programme) -> dict[str, Any]:
    """The same, for the functions."""
    baseline = None if wanted.baseline is None else Plan.read(wanted.baseline, programme)
    return {
        "baseline": baseline,
        "now": wanted.now,
        "freeze_until": wanted.freeze_until,
        "notice": wanted.notice,
        "time_limit": wanted.time_limit,
        "gap": wanted.gap,
        "seed": wanted.seed,
    }
