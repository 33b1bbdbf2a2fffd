"""Ends runs from Python at random moments, by Ctrl-C, by token and by time limit, and prints how long
each size took to answer. Exits with 1 if an answer took more than a second or breaks a rule.

Usage: python benches/interrupt.py [--sizes N ...] [--runs K] [--latest S]

Needs an interpreter that has the wheel (`.venv-wheel/bin/python` after `make test`) and the program
`generate` (`cargo build --release -p slotwise-benches`). The same from Rust: `--bin interrupt`.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("ctrl-c", "token", "time limit")

CHILD = """
import json, sys, threading, time
import slotwise as sw
file, kind, moment = sys.argv[1], sys.argv[2], float(sys.argv[3])
programme = sw.Programme.from_json(open(file, encoding="utf-8").read())
token = sw.CancelToken()
options = {"num_workers": 2, "cancel": token}
if kind == "time limit":
    options["time_limit"] = moment
print("ready", flush=True)
begin = time.time()
if kind == "token":
    threading.Timer(moment, token.cancel).start()
try:
    result = programme.solve(**options)
    told = [time.time(), result.gap, len(result.plan.check())]
except KeyboardInterrupt:
    # It fell into reading the programme: there is no plan yet.
    told = [time.time(), 1.0, 0]
print(json.dumps([begin, *told]), flush=True)
"""


def ended(file: Path, kind: str, moment: float) -> tuple[float, float, bool]:
    """Seconds from the end that was asked for to the result, the gap, and whether the plan is sound."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(file), kind, str(moment)],
                             stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        sent = time.time() + moment
        if kind == "ctrl-c":
            time.sleep(moment)
            sent = time.time()
            os.kill(child.pid, signal.SIGINT)
        begin, end, gap, broken = json.loads(child.stdout.readline())
        asked = sent if kind == "ctrl-c" else begin + moment
        return end - asked, gap, broken == 0
    finally:
        child.kill()
        child.wait()


def main() -> int:
    """Measures; 1 if it does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[20, 60, 200, 1000, 5000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--latest", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    is_good = True
    print("| participants | ended by | runs | median | worst | at | gap then |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.sizes:
            file = Path(folder, f"n{size}.json")
            subprocess.run([target / "release" / "generate", "--programme", f"--participants={size}",
                            f"--seed={asked.seed}", f"--out={file}"], check=True)
            for kind in KINDS:
                draw = random.Random(f"{asked.seed} {size}")
                runs = []
                for _ in range(asked.runs):
                    # Even on a logarithmic scale.
                    moment = 0.1 * (asked.latest / 0.1) ** draw.random()
                    late, gap, is_sound = ended(file, kind, moment)
                    is_good &= is_sound and late <= 1
                    if late >= 0:
                        runs.append((late, moment, gap))
                runs.sort()
                if runs:
                    late, moment, gap = runs[-1]
                    print(f"| {size} | {kind} | {len(runs)} | {runs[len(runs) // 2][0]:.3f} s | {late:.3f} s | "
                          f"{moment:.2f} s | {100 * gap:.1f} % |", flush=True)
                else:
                    print(f"| {size} | {kind} | 0 | | all were done before | | |", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
