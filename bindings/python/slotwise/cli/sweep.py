"""``slotwise sweep``: scenarios by the thousand."""

import argparse
import json
import sys

from slotwise._data import to_data
from slotwise.cli._arguments import Commands, json_option
from slotwise.cli._scenarios import scenario_arguments, scenario_options
from slotwise.programme import Programme
from slotwise.scenario import ScenarioRow, read_scenarios
from slotwise.sweeping.sweep import Failure, sweep


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "sweep",
        help="plan scenarios by the thousand, on all processors",
        description="Plans scenarios of a programme, on a process for each processor. Results go to "
        "the file as they come; started again with the same file, it goes on where it stopped.",
        epilog="Exit codes: 0 all were planned, 1 some could not be, 2 the input can't be used, 130 "
        "after Ctrl-C, with what is there.",
    )
    scenario_arguments(parser)
    parser.add_argument(
        "--file", metavar="FILE", help="where results go as they come: .jsonl or .parquet"
    )
    parser.add_argument(
        "--num-workers", type=int, metavar="N", help="processes (default: one for each processor)"
    )
    json_option(parser)
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    programme = Programme.read(wanted.programme)
    found = sweep(
        programme,
        read_scenarios(wanted.scenarios),
        file=wanted.file,
        num_workers=wanted.num_workers,
        display=not wanted.json,
        on_result=_print if wanted.json else None,
        **scenario_options(wanted, programme),
    )
    if not wanted.json:
        print(found)
        for failure in found.failures:
            print(f"{failure.scenario}: {failure.error}", file=sys.stderr)
    if found.interrupted:
        return 130
    return 1 if found.failures else 0


def _print(one: ScenarioRow | Failure) -> None:
    """A line for each result, as it comes."""
    print(json.dumps(to_data(one), ensure_ascii=False), flush=True)
