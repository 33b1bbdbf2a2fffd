"""Sweeps outages over the document's programme, on one worker process and on two, in turn, and prints
re-plans per second and processor, how many are proven, and what a second process gains.

Usage: python benches/sweep.py [--scenarios N] [--rounds K] [--work-limit W] [--time-limit S]

Needs an interpreter that has the wheel: `.venv-wheel/bin/python` after `make test`. Each scenario loses an
environment for ten working days, on a day of its own; the plan before is that of the notebooks. Without
limits each is planned until every level of the objective is proven.
"""

import argparse
import json
import random
import statistics
from datetime import date, timedelta
from pathlib import Path

import slotwise as sw

DATA = Path(__file__).resolve().parent.parent / "bindings" / "notebooks" / "mhhs"
NOW = date(2024, 5, 29)
LAST = date(2024, 12, 31)


def outages(programme: sw.Programme, count: int, seed: int) -> list[sw.Scenario]:
    """So many outages of two weeks, each of some environment from some day on."""
    chance = random.Random(seed)
    environments = [one.id for one in programme.environments]
    made = []
    for number in range(count):
        begin = NOW + timedelta(chance.randrange((LAST - NOW).days))
        on = sw.Target(environment=chance.choice(environments))
        lost = sw.Outage("INC-1", on=on, from_=begin, to=begin + timedelta(14))
        made.append(sw.Scenario(f"outage {number}", [lost]))
    return made


def proven(level: sw.ScenarioLevel) -> bool:
    """Whether no plan that is as good in the levels before has less."""
    return level.bound is not None and level.bound >= level.value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work-limit", type=int)
    parser.add_argument("--time-limit", type=float)
    given = parser.parse_args()
    programme = sw.Programme.read(DATA / "programme.json")
    plan = sw.Plan.read(DATA / "plan.csv", programme)
    scenarios = outages(programme, given.scenarios, given.seed)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(given.rounds):
        for workers in seconds:
            swept = sw.sweep(
                programme,
                scenarios,
                baseline=plan,
                now=NOW,
                num_workers=workers,
                work_limit=given.work_limit,
                time_limit=given.time_limit,
                display=False,
            )
            assert not swept.failures and len(swept.rows) == len(scenarios)
            seconds[workers].append(swept.seconds)
    rates = {workers: len(scenarios) / statistics.median(all) for workers, all in seconds.items()}
    moves = [next(level for level in row.levels if level.level == "moves") for row in swept.rows]
    print(
        json.dumps(
            {
                "participants": len(programme.participants),
                "scenarios": len(scenarios),
                "work_limit": given.work_limit,
                "time_limit": given.time_limit,
                "replans_per_second_and_processor": round(rates[1], 1),
                "on_two_processes": round(rates[2], 1),
                "efficiency": round(rates[2] / (2 * rates[1]), 3),
                "moves_proven": sum(proven(level) for level in moves),
                "all_proven": sum(all(map(proven, row.levels)) for row in swept.rows),
                "median_seconds": round(statistics.median(row.seconds for row in swept.rows), 4),
                "most_moves": max(row.moves.total for row in swept.rows),
                "seconds": seconds,
            }
        )
    )


if __name__ == "__main__":
    main()
