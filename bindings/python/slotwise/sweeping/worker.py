"""What runs on the workers of a sweep. Executors send its functions by name."""

import os
import pickle
import signal
import socket
import threading
from typing import Any

from attrs import frozen

from slotwise._native import CancelToken, Problem, Sweeper
from slotwise.errors import SlotwiseError

# By sweep: what a worker holds on to. A worker that serves several sweeps keeps the last few.
_KEPT = 4
_sweepers: dict[str, Sweeper] = {}
_lock = threading.Lock()
# By sweep that runs in this very process: what stops it on threads.
tokens: dict[str, CancelToken] = {}


@frozen(order=False)
class Reply:
    """What a worker says about a scenario. Neither row nor error: it does not know the sweep."""

    worker: tuple[str, int]
    """Host and process."""
    row: dict[str, Any] | None = None
    """The scenario in figures."""
    error: str | None = None
    """Why it could not be planned."""


def pack(programme: dict[str, Any], plan: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """What a worker has to know of a sweep, sent to each once."""
    return pickle.dumps((programme, plan, limits), protocol=pickle.HIGHEST_PROTOCOL)


def install(key: str, payload: bytes) -> Sweeper:
    """Takes a sweep in."""
    with _lock:
        known = _sweepers.get(key)
        if known is None:
            programme, plan, limits = pickle.loads(payload)
            known = Sweeper(Problem(programme), plan, limits)
            _sweepers[key] = known
            for old in list(_sweepers)[:-_KEPT]:
                del _sweepers[old]
        return known


def start(key: str, payload: bytes) -> None:
    """Begins a process of the default pool. Ctrl-C is for the process that began the sweep."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    install(key, payload)


def run(key: str, changes: list[Any], payload: bytes | None) -> Reply:
    """Plans the programme after changes."""
    me = (socket.gethostname(), os.getpid())
    sweeper = _sweepers.get(key) if payload is None else install(key, payload)
    if sweeper is None:
        return Reply(me)
    try:
        return Reply(me, row=sweeper.run(changes, tokens.get(key)))
    except SlotwiseError as error:
        return Reply(me, error=str(error))
