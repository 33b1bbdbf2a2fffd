"""Scenarios by the thousand."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar, SupportsIndex

from attrs import field, frozen

from slotwise import _native
from slotwise._changes import changes_to_data
from slotwise._checks import in_range, instance, shown, whole
from slotwise._display import bar
from slotwise._native import CancelToken, __version__
from slotwise.errors import WrongType, WrongValue
from slotwise.frames.cells import TEXT
from slotwise.frames.make import Sheet, Tabular
from slotwise.model.readiness import Lead
from slotwise.plan import Plan
from slotwise.programme import Programme
from slotwise.result import Result
from slotwise.scenario import (
    Scenario,
    ScenarioRow,
    given_plan,
    level_sheet,
    limits,
    row_of,
    scenario_sheet,
    scenarios_of,
)
from slotwise.sweeping import worker
from slotwise.sweeping.journal import Entry, Journal
from slotwise.sweeping.pool import Pool, processors
from slotwise.sweeping.run import Run


@frozen(order=False)
class Failure:
    """A scenario that could not be planned."""

    scenario: str
    """Its name."""
    error: str
    """Why: what stands against its changes, mostly."""


FAILURE_COLUMNS = {"scenario": TEXT, "error": TEXT}
"""The columns of the table ``failures``."""


@frozen(order=False, kw_only=True)
class Sweep(Tabular):
    """What came of a sweep.

    Tables: ``scenarios``, a row for each with a column for each level; ``levels``, a row for each
    scenario and level; ``failures``.
    """

    _tables: ClassVar[tuple[str, ...]] = ("scenarios", "levels", "failures")

    rows: tuple[ScenarioRow, ...] = field(repr=False)
    """Scenarios in figures, in the order given, whatever the order in which they came."""
    failures: tuple[Failure, ...] = field(repr=False)
    """Those that could not be planned."""
    left: tuple[str, ...] = field(repr=False)
    """Names of those that were not done before Ctrl-C."""
    interrupted: bool
    """Whether Ctrl-C ended it."""
    resumed: int
    """How many were in the file already."""
    seconds: float
    """How long it took."""

    def __repr__(self) -> str:
        failed = f", {len(self.failures)} failed" if self.failures else ""
        left = f", {len(self.left)} left (interrupted)" if self.interrupted else ""
        return f"<Sweep: {len(self.rows)} scenarios{failed}{left}; {self.seconds:.1f} s>"

    def _sheet(self, table: str) -> Sheet:
        if table == "scenarios":
            return scenario_sheet(self.rows)
        if table == "levels":
            return level_sheet(self.rows)
        failures = [[one.scenario, one.error] for one in self.failures]
        return Sheet(FAILURE_COLUMNS, failures, "UTC")


def sweep(
    programme: Programme,
    scenarios: Iterable[Scenario],
    executor: Executor | None = None,
    *,
    baseline: Plan | Result | None = None,
    file: str | PathLike[str] | None = None,
    on_result: Callable[[ScenarioRow | Failure], object] | None = None,
    display: bool = True,
    now: date | None = None,
    freeze_until: date | None = None,
    notice: Lead | SupportsIndex | None = None,
    time_limit: float | None = None,
    work_limit: int | None = None,
    gap: float = 0.0,
    seed: int = 0,
    num_workers: int | None = None,
) -> Sweep:
    """Plans scenarios of a programme by the thousand, on any number of workers.

    Each is planned from the baseline, on one thread; results come in as they finish. Workers get the
    programme once, and then changes alone. A scenario that contradicts the programme is a `Failure`,
    and the others go on.

    executor: any `concurrent.futures.Executor`; of Dask, ``client.get_executor()``. A pool of
        `num_workers` processes if None, which a script may only use under
        ``if __name__ == "__main__":``, as any such pool. A process of it that is killed is replaced,
        and what it had under way is planned again; nothing else is.
    baseline: a plan of the programme; planned with the same limits if left out.
    file: where results go as they come: .jsonl, or .parquet with the extra ``arrow``. A sweep
        started again with the same file, programme, baseline and limits goes on where it stopped.
    on_result: called with each result as it comes, on the calling thread; not with those that the file
        had already.
    display: shows a progress bar, on a terminal or in a notebook.
    now, freeze_until, notice: re-plans, as in `compare`; planned from the start without `now`.
    time_limit, work_limit, gap, seed: as in `Programme.solve`, for each scenario.
    num_workers: processes of the default pool; all processors if None.

    Ctrl-C ends it within a second with what is there, with `Sweep.interrupted` set. Raises
    `InvalidProgramme`, and what the executor raises when it is broken.
    """
    begin = time.monotonic()
    if executor is not None and not isinstance(executor, Executor):
        raise WrongType(_no_executor(executor))
    given = scenarios_of(scenarios)
    count = None if num_workers is None else in_range("num_workers", whole(num_workers), 1)
    if count is not None and executor is not None:
        raise WrongValue("num_workers is for the default pool: an executor has its own workers")
    how = limits(
        time_limit=time_limit,
        work_limit=work_limit,
        gap=gap,
        seed=seed,
        num_workers=1,
        now=now,
        freeze_until=freeze_until,
        notice=notice,
    )
    problem = instance(programme, Programme)._problem()
    plan = given_plan(baseline)
    stopped = False
    if plan is None:
        planned = programme.solve(
            time_limit=time_limit, work_limit=work_limit, gap=gap, seed=seed
        )
        plan, stopped = planned.plan, planned.interrupted
    known = problem.programme()
    key = _digest([__version__, known, plan._data(), how])
    journal = None if file is None else Journal(Path(file), key)
    keeper = _Keeper(given, journal, on_result, bar(len(given), "scenarios", display))
    tasks = [(place, changes) for place, changes in keeper.tasks()]
    interrupted = stopped
    try:
        if tasks and not stopped:
            payload = worker.pack(known, plan._data(), how)
            _run(executor, count, key, payload, tasks, keeper)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        keeper.close()
    return keeper.sweep(interrupted, time.monotonic() - begin)


def _run(
    executor: Executor | None,
    workers: int | None,
    key: str,
    payload: bytes,
    tasks: list[tuple[int, list[Any]]],
    keeper: "_Keeper",
) -> None:
    pool = None
    if executor is None:
        pool = Pool(min(workers or processors(), len(tasks)), key, payload)
    run = Run(pool, executor, key, payload)
    worker.tokens[key] = token = CancelToken()
    try:
        run.results(tasks, keeper.hear)
    except BaseException as error:
        token.cancel()
        if isinstance(error, KeyboardInterrupt):
            run.finished(keeper.hear)
        if pool is not None:
            pool.kill()
        raise
    finally:
        del worker.tokens[key]
    if pool is not None:
        pool.close()


class _Keeper:
    """What is known of a sweep's scenarios, in memory and in its file."""

    def __init__(
        self,
        scenarios: tuple[Scenario, ...],
        journal: Journal | None,
        on_result: Callable[[ScenarioRow | Failure], object] | None,
        shown: Any,
    ) -> None:
        self._scenarios = scenarios
        self._journal = journal
        self._on_result = on_result
        self._bar = shown
        flat = [one.all_changes() for one in scenarios]
        self._changes: list[list[Any]] = [changes_to_data(changes) for changes in flat]
        self._hashes = [_digest(changes) for changes in self._changes]
        self._entries: dict[int, Entry] = {}
        places = {(one.name, self._hashes[place]): place for place, one in enumerate(scenarios)}
        self._others: list[Entry] = []
        for entry in journal.entries if journal else ():
            place = places.get((entry.scenario, entry.changes))
            if place is None:
                self._others.append(entry)
            else:
                self._entries[place] = entry
        self._resumed = len(self._entries)
        self._bar.update(self._resumed)

    def tasks(self) -> Iterable[tuple[int, list[Any]]]:
        """What is left to do."""
        return ((n, one) for n, one in enumerate(self._changes) if n not in self._entries)

    def hear(self, place: int, reply: worker.Reply) -> None:
        """Takes a result."""
        scenario = self._scenarios[place]
        row = None
        if reply.row is not None:
            base = None if scenario.base is None else scenario.base.name
            words = _native.describe_changes(changes_to_data(scenario.changes))
            row = reply.row | {"scenario": scenario.name, "base": base, "changes": words}
        entry = Entry(scenario.name, self._hashes[place], row, reply.error)
        # What was lost with its worker may come another time.
        if self._journal and reply.worker[1]:
            self._journal.add(entry)
        self._entries[place] = entry
        self._bar.update()
        if self._on_result is not None:
            self._on_result(_result(entry))

    def close(self) -> None:
        """Ends file and bar."""
        self._bar.close()
        if self._journal:
            self._journal.close(self._others + [self._entries[n] for n in sorted(self._entries)])

    def sweep(self, interrupted: bool, seconds: float) -> Sweep:
        """All of it."""
        results = [_result(self._entries[place]) for place in sorted(self._entries)]
        left = (n for n in range(len(self._scenarios)) if n not in self._entries)
        return Sweep(
            rows=tuple(one for one in results if isinstance(one, ScenarioRow)),
            failures=tuple(one for one in results if isinstance(one, Failure)),
            left=tuple(self._scenarios[place].name for place in left),
            interrupted=interrupted,
            resumed=self._resumed,
            seconds=seconds,
        )


def _result(entry: Entry) -> ScenarioRow | Failure:
    if entry.row is None:
        return Failure(entry.scenario, entry.error or "")
    return row_of(entry.row)


def _digest(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _no_executor(value: object) -> str:
    if type(value).__module__.partition(".")[0] == "distributed" and hasattr(value, "get_executor"):
        return "an executor is asked for, got Dask's Client; give client.get_executor()"
    return f"a concurrent.futures.Executor is asked for, got {shown(value)}"
