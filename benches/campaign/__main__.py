"""Runs slotwise and the peers in turn on the same instances, with the same limit and threads.

Usage: python -m campaign [--sizes N ...] [--seeds S ...] [--limit S | N=S ...] ...   (see --help)

Writes results, tables and pictures to `out/bench`, and the table into `docs/performance.md`.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from peers.__main__ import PEERS

from . import plots, table
from .run import BENCHES, Result, run
from .verdict import defects

ROOT = BENCHES.parent
OUT = ROOT / "out" / "bench"
GIVEN = ("slots_n20_s1.json", "slots_n60_s1.json")
# PyJobShop's model of more participants is not even built within a minute.
LARGEST = {"pyjobshop": 20}


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="campaign", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[20, 60, 200, 1000, 5000],
                        help="participants of the generated instances")
    parser.add_argument("--seeds", type=int, nargs="*", default=[101], help="their seeds")
    parser.add_argument("--given", nargs="*", default=GIVEN, help="files of benches/instances to run too")
    parser.add_argument("--limit", nargs="*", default=["45"],
                        help="seconds for each run; N=S for instances of N participants")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", type=float, default=8.0, help="GiB above which a run is ended")
    parser.add_argument("--solvers", nargs="*", default=["slotwise", *PEERS], choices=["slotwise", *PEERS])
    parser.add_argument("--all-sizes", action="store_true", help="PyJobShop on large instances too")
    parser.add_argument("--no-docs", action="store_true", help="leave docs/performance.md as it is")
    parser.add_argument("--again", action="store_true", help="only write tables and pictures of the last results")
    return parser.parse_args()


def main() -> int:
    """Runs everything; 1 if a plan breaks a rule or a bound is above a plan."""
    asked = arguments()
    OUT.mkdir(parents=True, exist_ok=True)
    kept = OUT / "results.json"
    if asked.again:
        told = json.loads(kept.read_text(encoding="utf-8"))
        about, results = told["about"], [Result.of_json(r) for r in told["results"]]
    else:
        about, results = _about(asked), []
        instances = _instances(asked)
        limits = dict(_limits(asked.limit))
        for instance, size in instances:
            for solver in asked.solvers:
                if size > LARGEST.get(solver, size) and not asked.all_sizes:
                    continue
                limit = limits.get(size, limits[0])
                result = run(solver, instance, limit, asked.threads, asked.memory, OUT)
                results.append(result)
                print(f"{result.instance:<16} {solver:<16} {result.status:<10} {result.objective} >= {result.bound} "
                      f"in {result.seconds:.1f} s  {result.problem}".rstrip(), flush=True)
                told = {"about": about, "results": [r.as_json() for r in results]}
                kept.write_text(json.dumps(told), encoding="utf-8")
    section = table.markdown(results, about)
    (OUT / "table.md").write_text(section, encoding="utf-8")
    (OUT / "table.csv").write_text(table.text(results), encoding="utf-8")
    plots.draw(results, OUT)
    if not asked.no_docs:
        table.into(ROOT / "docs" / "performance.md", section)
    print(f"\n{section}\nResults, tables and pictures: {OUT}")
    wrong = defects(results)
    for line in wrong:
        print(f"WRONG: {line}")
    return 1 if wrong else 0


def _limits(words: list[str]) -> list[tuple[int, float]]:
    """By participants; 0 for all others."""
    pairs = [word.rpartition("=") for word in words]
    return [(0, 60.0), *((int(size or 0), float(limit)) for size, _, limit in pairs)]


def _instances(asked: argparse.Namespace) -> list[tuple[Path, int]]:
    """Files with their sizes, the generated ones made anew, smallest first."""
    cargo = ["cargo", "build", "--release", "--locked", "-p", "slotwise-benches", "--bins"]
    subprocess.run(cargo, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    found = []
    for name in asked.given:
        file = BENCHES / "instances" / name
        found.append((file, len(json.loads(file.read_text(encoding="utf-8"))["participants"])))
    for size in asked.sizes:
        for seed in asked.seeds:
            file = OUT / f"slots_n{size}_g{seed}.json"
            make = [target / "generate", f"--participants={size}", f"--seed={seed}", f"--out={file}"]
            subprocess.run(make, check=True)
            found.append((file, size))
    return sorted(found, key=lambda one: one[1])


def _about(asked: argparse.Namespace) -> str:
    """What was run, on what, in words."""
    load = os.getloadavg()[0]
    busy = "nothing else ran" if load < 0.5 else f"a load of {load:.1f} by other work at the start"
    versions = ", ".join(f"{name} {version(name)}" for name in ("ortools", "highspy", "pyjobshop"))
    words = [word if "=" in word else f"{word} s" for word in asked.limit]
    limits = ", ".join(word.replace("=", " participants: ") + (" s" if "=" in word else "") for word in words)
    return (f"{datetime.date.today()}, {os.cpu_count()} processors ({busy}), {asked.threads} threads, limit "
            f"{limits}, from each program's start. {versions}, Python {sys.version.split()[0]}. "
            "Instances with `g` in their name are generated (`--bin generate`) with that seed.")


if __name__ == "__main__":
    sys.exit(main())
