"""What a run tells: a trace of (seconds, objective, bound), as `--trace` of slotwise writes it."""

import json
import math
import threading
import time
from pathlib import Path


class Record:
    """The best objective and bound so far, each event written at once."""

    def __init__(self, started: float, scale: int, trace: Path | None) -> None:
        """`started` is a moment of `time.monotonic()`; values come in units of `1 / scale`."""
        self.started = started
        self.scale = scale
        self.objective = math.inf
        self.bound = -math.inf
        self._lock = threading.Lock()
        self._trace = trace.open("w", encoding="utf-8") if trace else None

    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    def note(self, objective: float | None = None, bound: float | None = None) -> None:
        """Hears of a plan's value, of a bound, or of both; may be called from any thread."""
        with self._lock:
            before = (self.objective, self.bound)
            if objective is not None:
                self.objective = min(self.objective, objective / self.scale)
            if bound is not None:
                self.bound = max(self.bound, bound / self.scale)
            if (self.objective, self.bound) == before or self._trace is None:
                return
            event = {"seconds": self.elapsed(), "objective": _known(self.objective), "bound": _known(self.bound)}
            self._trace.write(json.dumps(event) + "\n")
            self._trace.flush()

    def line(self, name: str, peer: str, status: str) -> str:
        """The result as a line of JSON."""
        return json.dumps({
            "name": name,
            "solver": peer,
            "status": status,
            "objective": _known(self.objective),
            "bound": _known(self.bound),
            "seconds": self.elapsed(),
        })


def _known(value: float) -> float | None:
    return round(value, 6) if math.isfinite(value) else None
