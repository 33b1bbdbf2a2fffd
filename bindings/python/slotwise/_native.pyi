"""The compiled half of slotwise; import `slotwise` instead.

Programmes, plans and outcomes cross as plain data: dicts in the shape of the JSON form.
"""

from collections.abc import Callable
from os import PathLike
from typing import Any, final

from slotwise.finding import Finding

__all__ = [
    "CancelToken",
    "Problem",
    "__version__",
    "read_file",
    "read_json",
    "validate",
    "write_json",
]

__version__: str
"""Version of the library."""

_Data = dict[str, Any]

@final
class CancelToken:
    """Stops runs from another thread: give one to ``solve(cancel=...)`` and call ``cancel()``. The
    run then returns its best plan so far, within a second."""

    def __new__(cls) -> CancelToken: ...
    def cancel(self) -> None:
        """Stops every run that has this token, those that start later included."""

    @property
    def cancelled(self) -> bool:
        """Whether the token was used."""

@final
class Problem:
    """A valid programme in indices and working periods."""

    def __new__(cls, programme: _Data) -> Problem: ...
    def __getnewargs__(self) -> tuple[_Data]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def programme(self) -> _Data:
        """The programme, its lists sorted by id."""

    @property
    def zone(self) -> str:
        """IANA time zone of its calendar."""

    def slot_end(self, stage: str, environment: str, start: str) -> str:
        """The end of a slot that starts then, by the stage's duration and the pauses there."""

    def solve(
        self,
        *,
        time_limit: float | None,
        work_limit: int | None,
        gap: float,
        seed: int,
        num_workers: int | None,
        initial_plan: _Data | None,
        cancel: CancelToken | None,
        on_progress: Callable[[_Data | None], object] | None,
    ) -> tuple[_Data, bool]:
        """Plans. The outcome, and whether Ctrl-C ended it early. News go to ``on_progress``, on the
        calling thread; ``None`` every so often without."""

    def check(self, plan: _Data) -> list[_Data]:
        """Every way in which a plan breaks a rule."""

    def score(self, plan: _Data) -> list[_Data]:
        """What a plan is worth at each level of the objective."""

    def gantt(
        self, plan: _Data, *, baseline: _Data | None, title: str | None, width: int | None
    ) -> tuple[str, str]:
        """A plan as a picture: SVG, and a page of its own."""

def validate(programme: _Data) -> tuple[Finding, ...]:
    """All findings about a programme: errors and warnings, in the order of their places."""

def read_json(text: str) -> _Data:
    """A programme from its JSON form."""

def read_file(path: str | PathLike[str]) -> _Data:
    """A programme from a file in its JSON form."""

def write_json(programme: _Data) -> str:
    """The JSON form of a programme."""
