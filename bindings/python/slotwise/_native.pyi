"""The compiled half of slotwise; import `slotwise` instead.

Programmes, plans and outcomes cross as plain data: dicts in the shape of the JSON form.
"""

from collections.abc import Callable
from os import PathLike
from typing import Any, Literal, final

from slotwise.finding import Findings

__all__ = [
    "CancelToken",
    "Problem",
    "Sweeper",
    "__version__",
    "can_be_placed",
    "catalogue",
    "changed",
    "changes_from_json",
    "changes_to_json",
    "compare",
    "concurrency",
    "contradictions",
    "describe_changes",
    "diff",
    "downtime",
    "downtime_log",
    "explain_score",
    "gantt",
    "judge",
    "log_changes",
    "outage_model",
    "plan_concurrency",
    "read_downtime",
    "read_file",
    "read_json",
    "read_plan",
    "read_plan_csv",
    "read_plan_json",
    "read_scenarios",
    "readiness",
    "recommend",
    "relax",
    "relaxed",
    "replan",
    "risk",
    "schema",
    "score_difference",
    "summary",
    "utilisation",
    "validate",
    "versions",
    "view",
    "why_excluded",
    "why_not",
    "why_unplaced",
    "write_downtime",
    "write_json",
    "write_plan_csv",
    "write_plan_json",
    "write_scenarios",
]

__version__: str
"""Version of the library."""

_Data = dict[str, Any]
# An answer: data, text, HTML, JSON.
_Told = tuple[_Data, str, str, str]

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
    ) -> tuple[_Data, _Data, bool]:
        """Plans. The plan, what is known about it, and whether Ctrl-C ended it early. News go to ``on_progress``, on the
        calling thread; ``None`` every so often without."""

    def check(self, plan: _Data) -> list[_Data]:
        """Every way in which a plan breaks a rule."""

    def score(self, plan: _Data) -> list[_Data]:
        """What a plan is worth at each level of the objective."""

def changed(programme: _Data, changes: list[_Data]) -> _Data:
    """A programme after changes."""

def changes_from_json(text: str) -> list[_Data]:
    """Changes from their JSON form."""

def changes_to_json(changes: list[_Data]) -> str:
    """The JSON form of changes."""

def log_changes(problem: Problem, log: _Data, expected: str | None) -> list[_Data]:
    """The changes that a downtime log tells of. Raises ``InvalidLog``."""

def diff(before: tuple[Problem, _Data], after: tuple[Problem, _Data]) -> _Data:
    """What is different in a second plan."""

def replan(
    problem: Problem,
    baseline: _Data,
    changes: list[_Data],
    *,
    now: str,
    freeze_until: str | None,
    notice: _Data | None,
    time_limit: float | None,
    work_limit: int | None,
    gap: float,
    seed: int,
    num_workers: int | None,
    cancel: CancelToken | None,
    on_progress: Callable[[_Data | None], object] | None,
) -> tuple[Problem, _Data, _Data, bool, _Data]:
    """Plans anew after changes. News go to ``on_progress`` as from ``Problem.solve``."""

def validate(programme: _Data) -> Findings:
    """All findings about a programme: errors and warnings, in the order of their places."""

def read_json(text: str) -> _Data:
    """A programme from its JSON form."""

def read_file(path: str | PathLike[str]) -> _Data:
    """A programme from a file in its JSON form."""

def write_json(programme: _Data) -> str:
    """The JSON form of a programme."""

def describe_changes(changes: list[_Data]) -> list[str]:
    """Each change in words."""

def write_plan_json(problem: Problem, plan: _Data, outcome: _Data | None) -> str:
    """The JSON form of a plan, with what a run said about it."""

def write_plan_csv(problem: Problem, plan: _Data) -> str:
    """The CSV form of a plan."""

def read_plan_json(problem: Problem, text: str) -> tuple[_Data, Findings]:
    """A plan from its JSON form, and warnings."""

def read_plan_csv(problem: Problem, text: str) -> tuple[_Data, Findings]:
    """A plan from its CSV form, and warnings."""

def read_plan(problem: Problem, document: _Data) -> tuple[_Data, Findings]:
    """A plan from the contents of its JSON form, and warnings."""

def summary(problem: Problem, plan: _Data, outcome: _Data | None) -> str:
    """A plan as plain text. ``outcome``: what a run said about it."""

def gantt(
    problem: Problem,
    plan: _Data,
    outcome: _Data | None,
    *,
    baseline: tuple[Problem, _Data] | None,
    title: str | None,
    width: int | None,
    from_: str | None,
    to: str | None,
) -> tuple[str, str]:
    """A plan as a picture: SVG, and a page of its own. ``outcome``: what a run said about it;
    ``baseline``: a plan with its own problem."""

def utilisation(problem: Problem, plan: _Data) -> _Data:
    """How much of the environments and slots a plan uses."""

def schema(file: Literal["programme", "plan"]) -> str:
    """The JSON Schema of files of a kind."""

def view(problem: Problem, plan: _Data) -> _Data:
    """A plan joined up: how full its slots are, and when each participant is through."""

def concurrency(programme: _Data, participants: list[str] | None) -> _Told:
    """How many environments are open at once; of participants, how many they keep running."""

def plan_concurrency(problem: Problem, plan: _Data, participants: list[str]) -> _Told:
    """In how many environments participants are at once, by the slots of a plan."""

def versions(problem: Problem) -> _Told:
    """Which version of which component each environment has when."""

def readiness(problem: Problem, plan: _Data | None, as_of: str, lead: _Data | None) -> _Told:
    """What is asked of participants before stages, as of a day."""

def catalogue(programme: _Data) -> _Told:
    """The document's template for each participant's system."""

def downtime_log(programme: _Data) -> _Data:
    """The log as it begins: what a programme has as unavailability."""

def downtime(
    problem: Problem, log: _Data, plan: _Data | None, first: str | None, after: str | None
) -> _Told:
    """A downtime log summed up. Raises ``InvalidLog``."""

def read_downtime(text: str, csv: bool) -> _Data:
    """A downtime log from its JSON or its CSV form."""

def write_downtime(log: _Data, csv: bool) -> str:
    """The JSON or the CSV form of a downtime log."""

def why_unplaced(problem: Problem, plan: _Data, participant: str) -> _Told:
    """Why a participant can't be placed beside the plan: a minimal conflict."""

def why_excluded(
    problem: Problem,
    plan: _Data,
    participant: str,
    *,
    tries: int,
    time_limit: float | None,
    work_limit: int | None,
    num_workers: int | None,
) -> _Told:
    """Why a participant can't be placed even if others may move: a minimal conflict."""

def can_be_placed(
    problem: Problem,
    plan: _Data,
    participant: str,
    *,
    time_limit: float | None,
    work_limit: int | None,
    num_workers: int | None,
) -> _Told:
    """Whether a participant can be placed if others may move."""

def why_not(problem: Problem, plan: _Data, participant: str, stage: str, slot: _Data) -> _Told:
    """Why a participant is not in a slot: what that would break, or else what it would cost."""

def recommend(
    problem: Problem, plan: _Data, participant: str, stage: str, count: int
) -> _Told:
    """The best slots of a stage for a participant."""

def relax(
    problem: Problem,
    plan: _Data,
    participant: str,
    *,
    prices: _Data,
    together: int,
    days: int,
    count: int,
    tries: int,
    others_move: bool,
    time_limit: float | None,
    work_limit: int | None,
    num_workers: int | None,
) -> _Told:
    """The cheapest ways to place a participant."""

def relaxed(programme: _Data, relaxations: list[_Data]) -> _Data:
    """A programme with relaxations applied, one after the other."""

def contradictions(
    programme: _Data,
    *,
    time_limit: float | None,
    work_limit: int | None,
    num_workers: int | None,
) -> _Told:
    """What of a programme contradicts itself."""

def explain_score(problem: Problem, plan: _Data) -> _Told:
    """A plan's score, taken apart."""

def score_difference(problem: Problem, before: _Data, after: _Data) -> _Told:
    """What the second plan is worth more or less than the first."""

def judge(problem: Problem, csv: str, known: list[tuple[str, float, float]] | None) -> _Told:
    """Judges a plan that people made, in CSV. ``known``: name, value and bound of each level of a
    run."""

def read_scenarios(text: str) -> list[_Data]:
    """Scenarios from their JSON form."""

def write_scenarios(scenarios: list[_Data]) -> str:
    """The JSON form of scenarios."""

def compare(
    problem: Problem,
    scenarios: list[_Data],
    *,
    baseline: _Data | None,
    limits: _Data,
    cancel: CancelToken | None,
    on_row: Callable[[_Data], object] | None,
) -> tuple[_Told, str, list[tuple[Problem, _Data, _Data | None] | None]]:
    """Scenarios side by side: the comparison, its picture, and the plans, the baseline's first; None
    for those that were not planned before Ctrl-C. Rows go to ``on_row`` as they come, on the calling
    thread."""

@final
class Sweeper:
    """Plans scenarios one at a time."""

    def __new__(cls, problem: Problem, baseline: _Data, limits: _Data) -> Sweeper: ...
    def row(self) -> _Data:
        """The baseline in figures."""

    def run(self, changes: list[_Data], cancel: CancelToken | None) -> _Data:
        """Plans the programme after changes, and tells it in figures."""

def outage_model(problem: Problem, log: _Data, until: str | None) -> _Data:
    """What a downtime log teaches about how often what fails."""

def risk(
    problem: Problem,
    plan: _Data,
    model: _Data,
    *,
    samples: int,
    seed: int,
    num_workers: int | None,
    from_: str | None,
    limits: _Data | None,
) -> tuple[_Told, str]:
    """How late a plan may end: figures, and a picture."""
