"""``slotwise compare``: scenarios side by side."""

import argparse

from slotwise._display import bar
from slotwise.cli._arguments import Commands, json_option, out_option
from slotwise.cli._scenarios import scenario_arguments, scenario_options
from slotwise.programme import Programme
from slotwise.scenario import compare, read_scenarios


def add(commands: Commands) -> None:
    """Adds the sub-command."""
    parser = commands.add_parser(
        "compare",
        help="plan scenarios and compare them",
        description="Plans scenarios of a programme, and tells them beside a baseline: score by "
        "level, moves, who is not placed, lateness, last day. Ctrl-C ends it with those that are "
        "there.",
        epilog="Exit codes: 0 all were planned, 2 the input can't be used, 130 after Ctrl-C.",
    )
    scenario_arguments(parser)
    out_option(
        parser,
        "write the comparison there, by the ending: .svg, .html, .json, .csv or .txt; repeatable",
    )
    json_option(parser)
    parser.set_defaults(run=_run)


def _run(wanted: argparse.Namespace) -> int:
    programme = Programme.read(wanted.programme)
    scenarios = read_scenarios(wanted.scenarios)
    shown = bar(len(scenarios) + 1, "plans", not wanted.json)
    try:
        found = compare(
            programme,
            scenarios,
            **scenario_options(wanted, programme),
            on_row=lambda _: shown.update(),
        )
    finally:
        shown.close()
    print(found.to_json() if wanted.json else found, end="")
    for path in wanted.out:
        found.write(path)
    return 130 if found.interrupted else 0
