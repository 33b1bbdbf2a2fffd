"""A programme and scenarios for tests of sweeps, importable by worker processes."""

import os
import signal
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import slotwise as sw
from slotwise.sweeping import worker

# Tests put others in its place.
_run = worker.run
FIRST, AFTER = date(2024, 1, 1), date(2024, 4, 1)
NOW = date(2024, 1, 8)


def programme() -> sw.Programme:
    """Two stages on two environments, six participants."""
    made = sw.Programme("what if", sw.Calendar("Europe/London", FIRST, AFTER))
    made.add_phase("SIT")
    made.add_environment("SIT-A", windows=[(FIRST, AFTER)], changeover=1)
    made.add_environment("SIT-B", windows=[(FIRST, AFTER)])
    for id, days, place in [("Functional", 5, "SIT-A"), ("Migration", 4, "SIT-B")]:
        made.add_stage(id, environments=[place], duration=days, phase="SIT", capacity=2)
    for number in range(6):
        made.add_participant(
            f"P{number}", routes=[["Functional", "Migration"]], due=date(2024, 2, 1)
        )
    return made


def outage(name: str, start: int, environment: str = "SIT-A", days: int = 3) -> sw.Scenario:
    """An outage so many days after the first."""
    begin = FIRST + timedelta(start)
    on = sw.Target(environment=environment)
    return sw.Scenario(
        name, [sw.Outage("INC-1", on=on, from_=begin, to=begin + timedelta(days))]
    )


def outages(count: int) -> list[sw.Scenario]:
    """Outages one after the other, on working days."""
    days = [day for day in range(7, 7 + 2 * count) if day % 7 < 5][:count]
    return [
        outage(f"outage {number}", day, "SIT-AB"[:4] + "AB"[number % 2])
        for number, day in enumerate(days)
    ]


def killed_once(flag: str, key: str, changes: list[Any], payload: bytes | None) -> worker.Reply:
    """Like `worker.run`, but the first process to come here is killed."""
    try:
        os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        with Path(f"{flag}.done").open("a") as file:
            file.write(f"{changes}\n")
        return _run(key, changes, payload)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("not reached")


def slow(key: str, changes: list[Any], payload: bytes | None) -> worker.Reply:
    """Like `worker.run`, in seconds."""
    time.sleep(1.5)
    return _run(key, changes, payload)
