"""The command ``slotwise``.

Exit codes, of every sub-command: 0 if all is well, 1 if a plan breaks rules or scenarios of a
sweep could not be planned, 2 if the input can't be used (arguments, files, names), 130 after
Ctrl-C.
"""

import argparse
import sys
import warnings
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Any

from slotwise import __version__
from slotwise.cli import (
    check,
    compare,
    explain,
    replan,
    report,
    risk,
    schema,
    solve,
    sweep,
    validate,
)
from slotwise.errors import SlotwiseError

_COMMANDS = (check, compare, explain, replan, report, risk, schema, solve, sweep, validate)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slotwise",
        description="Plans test environments, judges plans, and says why.",
        epilog="Exit codes: 0 all is well, 1 a plan breaks rules, 2 the input can't be used.",
    )
    parser.add_argument("--version", action="version", version=f"slotwise {__version__}")
    commands = parser.add_subparsers(metavar="command", required=True)
    for command in _COMMANDS:
        command.add(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command with the given arguments, those of the process if None; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # Not every terminal has every letter.
    wanted = _parser().parse_args(arguments)
    with warnings.catch_warnings():
        warnings.showwarning = _warned
        try:
            code: int = wanted.run(wanted)
        except (SlotwiseError, OSError) as error:
            print(error, file=sys.stderr)
            return 2
        except KeyboardInterrupt:
            return 130
    return code


def _warned(message: Warning | str, *_: Any, **__: Any) -> None:
    print(message, file=sys.stderr)
