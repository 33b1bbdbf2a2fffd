"""Runs scenarios on an executor, and keeps what comes back."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from typing import Any

from slotwise.errors import SolverError
from slotwise.sweeping import worker as worker
from slotwise.sweeping.pool import Pool

# Scenarios that wait at an executor of unknown size.
_WINDOW = 64
# How often a scenario may be lost with its worker.
_TRIES = 3

Task = tuple[int, list[Any]]
"""A scenario's place, and its changes."""


class Run:
    """Scenarios on their way.

    A worker is sent the programme when it says that it does not know it, with a scenario, and from
    then on changes alone. Executors can't send to one worker, so a worker that asks is waited for;
    processes of the default pool have it from their beginning on.
    """

    def __init__(self, pool: Pool | None, executor: Executor | None, key: str, payload: bytes) -> None:
        self._pool = pool
        self._given = executor
        self._key = key
        self._payload = payload
        self._queue: deque[Task] = deque()
        self._out: dict[Future[worker.Reply], tuple[Task, bool]] = {}
        self._tries: dict[int, int] = {}
        self._alone = False
        self._have: set[tuple[str, int]] = set()
        self._lack: set[tuple[str, int]] = set()
        workers = pool.workers if pool else getattr(executor, "_max_workers", None)
        self._window = 2 * workers + 2 if isinstance(workers, int) else _WINDOW

    def results(self, tasks: Sequence[Task], hear: Callable[[int, worker.Reply], None]) -> None:
        """Runs all of them; each result is heard as it comes, on the calling thread."""
        self._queue.extend(tasks)
        while self._queue or self._out:
            self._submit()
            done, _ = wait(self._out, timeout=0.2, return_when=FIRST_COMPLETED)
            broken: list[tuple[Task, BaseException]] = []
            for future in done:
                task, with_payload = self._out.pop(future)
                try:
                    reply = future.result()
                except (BrokenExecutor, CancelledError) as error:
                    broken.append((task, error))
                    continue
                except Exception as error:  # What an executor says about its workers.
                    self._lost(task, error, hear)
                    continue
                self._take(task, reply, with_payload, hear)
            if broken:
                self._mend(broken, hear)

    def finished(self, hear: Callable[[int, worker.Reply], None]) -> None:
        """Hears what is there already, and gives the rest up."""
        for future, (task, _) in self._out.items():
            if not future.cancel() and future.done() and future.exception(0) is None:
                reply = future.result(0)
                if reply.row is not None:
                    hear(task[0], reply)

    def _submit(self) -> None:
        executor = self._pool.executor if self._pool else self._given
        assert executor is not None
        window = 1 if self._alone else self._window
        while self._queue and len(self._out) < window:
            task = self._queue.popleft()
            under_way = sum(carries for _, carries in self._out.values())
            first = not (self._have or self._lack or under_way or self._pool)
            carries = first or len(self._lack) > under_way
            payload = self._payload if carries else None
            try:
                future = executor.submit(worker.run, self._key, task[1], payload)
            except BrokenExecutor as error:
                if self._pool is None:
                    raise
                self._queue.appendleft(task)
                self._mend([], lambda *_: None, error)
                return
            self._out[future] = task, carries

    def _take(
        self,
        task: Task,
        reply: worker.Reply,
        carried: bool,
        hear: Callable[[int, worker.Reply], None],
    ) -> None:
        if reply.row is None and reply.error is None:
            if reply.worker not in self._have:
                self._lack.add(reply.worker)
            else:  # It has served other sweeps since, and forgotten this one.
                self._have.discard(reply.worker)
                self._lack.add(reply.worker)
            self._queue.appendleft(task)
            return
        self._have.add(reply.worker)
        self._lack.discard(reply.worker)
        self._alone = False
        hear(task[0], reply)

    def _mend(
        self,
        broken: list[tuple[Task, BaseException]],
        hear: Callable[[int, worker.Reply], None],
        error: BaseException | None = None,
    ) -> None:
        """After a worker was killed: what was under way begins again, on new processes."""
        if self._pool is None:
            raise broken[0][1] if broken else SolverError(str(error))
        # Whatever else the pool has is lost, too.
        tasks = [task for task, _ in broken] + [task for task, _ in self._out.values()]
        self._out.clear()
        self._pool.renew()
        for task in sorted(tasks, reverse=True):
            tries = self._tries[task[0]] = self._tries.get(task[0], 0) + 1
            if tries < _TRIES:
                self._queue.appendleft(task)
            elif not self._alone or len(tasks) > 1:
                # One of these kills its worker: one at a time, to find out which.
                self._alone = True
                self._queue.appendleft(task)
            else:
                self._alone = False
                self._lost_for_good(task, "its worker was killed each time", hear)

    def _lost(
        self, task: Task, error: Exception, hear: Callable[[int, worker.Reply], None]
    ) -> None:
        tries = self._tries[task[0]] = self._tries.get(task[0], 0) + 1
        if tries < _TRIES:
            self._queue.append(task)
        else:
            self._lost_for_good(task, f"{type(error).__name__}: {error}", hear)

    def _lost_for_good(
        self, task: Task, why: str, hear: Callable[[int, worker.Reply], None]
    ) -> None:
        hear(task[0], worker.Reply(("", 0), error=why))
