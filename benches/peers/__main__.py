"""Plans one benchmark instance with another solver: prints one line of JSON, writes plan and trace.

Usage: python -m peers SOLVER INSTANCE [--time-limit S] [--threads N] [--trace FILE] [--out FILE]
"""

import time

STARTED = time.monotonic()

import argparse  # noqa: E402
from pathlib import Path  # noqa: E402

from .instance import Instance, Plan  # noqa: E402
from .record import Record  # noqa: E402

PEERS = ("cp-sat-boolean", "cp-sat-interval", "highs", "highs-counts", "pyjobshop")


def solve(peer: str, instance: Instance, record: Record, limit: float, threads: int) -> tuple[str, Plan | None]:
    """Solves an instance; status and plan."""
    if peer.startswith("highs"):
        from . import highs

        return highs.solve(instance, record, limit, threads, peer == "highs-counts")
    from . import cp_sat

    if peer == "pyjobshop":
        from . import py_job_shop

        try:
            model, read = py_job_shop.model(instance)
        except py_job_shop.Unsaid as reason:
            return str(reason), None
    else:
        model, read = (cp_sat.boolean if peer == "cp-sat-boolean" else cp_sat.interval)(instance)
    return cp_sat.run(model, read, record, limit, threads)


def main() -> None:
    """Reads the arguments and solves."""
    parser = argparse.ArgumentParser(prog="peers", description="Plans one benchmark instance with another solver.")
    parser.add_argument("solver", choices=PEERS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds from the program's start")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--trace", type=Path, help="where to write events, as lines of JSON")
    parser.add_argument("--out", type=Path, help="where to write the plan")
    arguments = parser.parse_args()
    instance = Instance(arguments.file)
    record = Record(STARTED, instance.scale, arguments.trace)
    status, plan = solve(arguments.solver, instance, record, arguments.time_limit, arguments.threads)
    if plan is not None and arguments.out is not None:
        plan.write(arguments.out)
    print(record.line(arguments.file.stem, arguments.solver, status))


if __name__ == "__main__":
    main()
