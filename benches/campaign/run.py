"""One solver on one instance: run apart, watched, its plan judged."""

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

BENCHES = Path(__file__).resolve().parent.parent
GAPS = (0.05, 0.01, 0.001)


@dataclass
class Event:
    """What was known at a moment, in seconds since the program's start."""

    seconds: float
    objective: float | None
    bound: float | None

    def gap(self) -> float:
        """How far the plan may be from the best, as a share of its value."""
        if self.objective is None or self.bound is None:
            return 1.0
        if self.bound >= self.objective:
            return 0.0
        return min(1.0, (self.objective - self.bound) / abs(self.objective))


@dataclass
class Result:
    """A run."""

    instance: str
    participants: int
    solver: str
    limit: float
    threads: int
    status: str
    objective: float | None
    """The evaluator's; `None` without a plan."""
    unplaced: int | None
    bound: float | None
    seconds: float
    peak_mib: float
    events: list[Event] = field(default_factory=list)
    problem: str = ""
    """What is wrong with the run, such as a plan that the evaluator refuses."""

    def gap(self) -> float:
        """Of plan and bound."""
        return Event(0, self.objective, self.bound).gap()

    def first(self) -> float | None:
        """When there was a plan that places somebody: the first value is that of nobody placed, for
        slotwise, which starts from there."""
        start = self.events[0].objective if self.events and self.solver == "slotwise" else None
        found = (e.seconds for e in self.events if e.objective is not None and e.objective != start)
        return next(found, None)

    def reached(self, gap: float) -> float | None:
        """When plan and bound were first so close together."""
        return next((e.seconds for e in self.events if e.gap() <= gap), None)

    def as_json(self) -> dict[str, object]:
        """For `results.json`."""
        return asdict(self)

    @staticmethod
    def of_json(data: dict[str, object]) -> "Result":
        """From `results.json`."""
        events = [Event(**event) for event in data.pop("events")]
        return Result(**data, events=events)


def run(solver: str, instance: Path, limit: float, threads: int, memory_gib: float, folder: Path) -> Result:
    """Runs a solver until it ends; ends it half a limit and 30 s too late, or above the memory."""
    stem = f"{instance.stem}_{solver}"
    plan, trace, said = (folder / f"{stem}{end}" for end in (".plan.json", ".trace.jsonl", ".log"))
    for file in (plan, trace):
        file.unlink(missing_ok=True)
    command = [*_program(solver), str(instance), f"--time-limit={limit}", f"--threads={threads}",
               f"--trace={trace}", f"--out={plan}"]
    begin = time.monotonic()
    with said.open("w+", encoding="utf-8") as log:
        child = subprocess.Popen(command, cwd=BENCHES, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        ended, code, usage = _watch(child.pid, begin + 1.5 * limit + 30, memory_gib)
        child.returncode = code
    seconds = time.monotonic() - begin
    lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
    told = _last_json(lines)
    events = _events(trace)
    objective, unplaced, problem = _judge(instance, plan)
    bound = told.get("bound") if told else (events[-1].bound if events else None)
    status = told["status"] if told else ended or f"exit code {code}"
    claimed = told.get("objective") if told else None
    if not problem and is_wrong(solver, claimed, objective):
        problem = f"claims {claimed}, the evaluator says {objective}"
    if not told and not ended:
        problem = problem or (lines[-1] if lines else f"exit code {code}")
    count = len(json.loads(instance.read_text(encoding="utf-8"))["participants"])
    return Result(instance.stem, count, solver, limit, threads, status, objective, unplaced,
                  bound, seconds, usage.ru_maxrss / 1024, events, problem)


def is_wrong(solver: str, claimed: float | None, objective: float | None) -> bool:
    """Whether a plan is not worth what its solver says. A peer that is ended early may still pay for
    slots that nobody is in, which its plan leaves out: then the plan is worth more."""
    if claimed is None or objective is None:
        return False
    more = claimed - objective
    return more < -1e-3 or (solver == "slotwise" and more > 1e-3)


def _program(solver: str) -> list[str]:
    if solver == "slotwise":
        target = Path(os.environ.get("CARGO_TARGET_DIR", BENCHES.parent / "target"))
        return [str(target / "release" / "solve")]
    return [sys.executable, "-m", "peers", solver]


def _watch(pid: int, end: float, memory_gib: float) -> tuple[str, int, "os.struct_rusage"]:
    """Waits for a process; why it was ended, if it was, its exit code, and what it used."""
    ended = ""
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            return ended, os.waitstatus_to_exitcode(status), usage
        if not ended:
            ended = "ended: too late" if time.monotonic() > end else ""
            if _resident_gib(pid) > memory_gib:
                ended = f"ended: over {memory_gib:g} GiB"
            if ended:
                os.kill(pid, 9)
        time.sleep(0.1)


def _resident_gib(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**30


def _last_json(lines: list[str]) -> dict[str, object] | None:
    for line in reversed(lines):
        if line.startswith("{"):
            try:
                return json.loads(line)
            except ValueError:
                return None
    return None


def _events(trace: Path) -> list[Event]:
    """The trace, without a last line that was not finished."""
    found = []
    if trace.exists():
        for line in trace.read_text(encoding="utf-8").splitlines():
            try:
                data = json.loads(line)
            except ValueError:
                break
            found.append(Event(data["seconds"], data["objective"], data["bound"]))
    return found


def _judge(instance: Path, plan: Path) -> tuple[float | None, int | None, str]:
    """What the evaluator says of a plan: objective, how many are left out, what is wrong."""
    if not plan.exists():
        return None, None, ""
    evaluator = [sys.executable, str(BENCHES / "instances" / "evaluate.py"), str(instance), str(plan)]
    done = subprocess.run(evaluator, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None, None, (done.stdout + done.stderr).strip().splitlines()[-1]
    said = json.loads(done.stdout)
    return said["objective"], said["unplaced"], ""
