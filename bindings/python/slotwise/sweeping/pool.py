"""The pool of processes that a sweep makes if it is given no executor."""

import multiprocessing
import os
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Any

from slotwise.sweeping import worker


def processors() -> int:
    """How many of them this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Processes that know the sweep from their beginning on. One that is killed breaks all of them,
    as pools of processes do: then there are new ones."""

    def __init__(self, workers: int, key: str, payload: bytes) -> None:
        self.workers = workers
        self._begin = (key, payload)
        # Never a copy of a process that has threads.
        methods = multiprocessing.get_all_start_methods()
        method = "forkserver" if "forkserver" in methods else "spawn"
        self._context: Any = multiprocessing.get_context(method)
        self._others = set(multiprocessing.active_children())
        self.executor: Executor = self._made()

    def _made(self) -> Executor:
        return ProcessPoolExecutor(
            self.workers,
            mp_context=self._context,
            initializer=worker.start,
            initargs=self._begin,
        )

    def renew(self) -> None:
        """Makes new processes."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self._made()

    def close(self) -> None:
        """Waits for what runs, which is nothing."""
        self.executor.shutdown()

    def kill(self) -> None:
        """Ends the processes, whatever they do."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - self._others:
            process.terminate()
