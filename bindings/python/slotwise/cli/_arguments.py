"""Arguments that several sub-commands share."""

import argparse
import math
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands = argparse._SubParsersAction


def programme_argument(parser: argparse.ArgumentParser) -> None:
    """The programme's file."""
    parser.add_argument("programme", help="the programme, in its JSON form")


def plan_argument(parser: argparse.ArgumentParser) -> None:
    """A plan's file."""
    parser.add_argument("plan", help="a plan of the programme: .csv or .json")


def json_option(parser: argparse.ArgumentParser) -> None:
    """JSON instead of text."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def out_option(parser: argparse.ArgumentParser, help: str) -> None:
    """Files to write to."""
    parser.add_argument("--out", action="append", default=[], metavar="FILE", help=help)


def seconds(value: str) -> float:
    """A time limit."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 <= number <= 2**31 - 1:
        raise argparse.ArgumentTypeError(f"a number of seconds is asked for, got {value!r}")
    return number


def when(value: str) -> date:
    """A day, or a moment with its offset."""
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{value!r} is not a date; write 2024-02-26, or 2024-02-26T08:00:00+00:00 for a moment"
        ) from None
