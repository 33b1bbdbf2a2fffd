"""Answers to why, why not, and what would help: data first, and as text, HTML and JSON.

The texts are the compiled half's, the same as from Rust.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeVar

from attrs import field, frozen

from slotwise._data import from_data
from slotwise.finding import Finding
from slotwise.model.objective import Term
from slotwise.model.rule import RuleKind
from slotwise.relaxation import Relaxation

Told = tuple[dict[str, Any], str, str, str]
"""An answer of the compiled half: data, text, HTML, JSON."""


@frozen(order=False)
class Shown:
    """An answer as text, HTML and JSON."""

    text: str
    html: str
    json: str


@frozen(order=False, kw_only=True)
class Explanation:
    """An answer: data in its fields, ``str()`` as text, a table or two in notebooks."""

    _shown: Shown = field(repr=False, eq=False)

    def __str__(self) -> str:
        return self._shown.text

    def _repr_html_(self) -> str:
        return self._shown.html

    def to_json(self) -> str:
        """The data as JSON."""
        return self._shown.json

    def to_dict(self) -> dict[str, Any]:
        """The data as plain dicts, lists, strings and numbers: what `to_json` writes."""
        read: dict[str, Any] = json.loads(self._shown.json)
        return read


A = TypeVar("A", bound=Explanation)


def answer(told: Told, cls: type[A]) -> A:
    """An answer from what the compiled half told."""
    data, text, html, written = told
    return from_data(data | {"_shown": {"text": text, "html": html, "json": written}}, cls)


@frozen(order=False)
class SlotName:
    """A slot, open or not."""

    id: str
    """That of the slot given by hand that it is, else ``environment/stage/start``."""
    stage: str
    """Id of the stage that it is for."""
    environment: str
    """Id of the environment that it runs in."""
    from_: date
    """Its first day or moment."""
    to: date
    """The first day or moment after."""
    dates: str
    """When it runs, in words."""

    def __str__(self) -> str:
        return f"{self.stage} in {self.environment}, {self.dates}"


@frozen(order=False)
class Move:
    """Where a participant is for a stage before and after."""

    participant: str
    """Who."""
    stage: str
    """For which stage."""
    from_: SlotName | None = None
    """Where and when it was; None if it did not take the stage."""
    to: SlotName | None = None
    """Where and when it is; None if it does not take the stage any more."""


@frozen(order=False)
class LevelChange:
    """What a change costs at one level of the objective, in the objective's units."""

    level: str
    """Name of the level."""
    before: float
    """Its value before."""
    after: float
    """Its value after."""
    change: float
    """What it grew by; less is better."""


@frozen(order=False)
class Fact:
    """A fact of the programme or of the plan that a rule acts on."""

    rule: RuleKind
    """The rule."""
    path: str
    """Where it stands, by names: ``participants[Acme].unavailable``, or ``plan.slots[...]``."""
    text: str
    """In the programme's words."""
    stage: str | None = None
    """The stage that it is about, if it is about one."""


@frozen(order=False, kw_only=True)
class Conflict(Explanation):
    """Facts that together keep a participant from being placed, beside the plan as it is: it could
    be placed if any one of them were not so."""

    participant: str
    """Who."""
    facts: tuple[Fact, ...]
    """The facts, those of one rule together. Empty if the routes alone can't be taken, whatever the
    facts; see `remark`."""
    minimal: bool
    """Whether it is proven that none of them can be spared."""
    remark: str | None = None
    """Set if there is no conflict: the participant is placed, or could be."""
    at: str | None = None
    """The slot that it was to be in, if that was asked."""
    others_move: bool = False
    """Whether the others may move: the facts exclude it in every plan in which they stay placed."""

    @property
    def rules(self) -> tuple[RuleKind, ...]:
        """The rules of the facts, each once."""
        return tuple(dict.fromkeys(fact.rule for fact in self.facts))


@frozen(order=False, kw_only=True)
class IfOthersMove(Explanation):
    """Whether a participant can be placed if others may move."""

    participant: str
    """Who."""
    possible: Literal["yes", "no", "unknown"]
    """``"yes"``: a plan was found in which everybody stays placed who is. ``"no"``: it is proven
    that there is none. ``"unknown"``: none was found within the limits."""
    levels: tuple[LevelChange, ...]
    """What it costs at each level; empty if no plan was found."""
    moves: tuple[Move, ...]
    """Who would move."""


@frozen(order=False)
class BrokenRule:
    """A rule that placing somebody in a slot would break."""

    rule: RuleKind
    """The rule."""
    text: str
    """How, in the programme's words."""
    figures: Mapping[str, int] = field(factory=dict, hash=False)
    """The numbers of it, by name, such as ``capacity`` and ``taken``."""
    in_the_way: tuple[str, ...] = ()
    """Ids of others of whom one or more would have to move."""


@frozen(order=False, kw_only=True)
class WhyNot(Explanation):
    """Why a participant is not in a slot, everybody else staying where they are."""

    participant: str
    """Who."""
    stage: str
    """For which stage."""
    slot: SlotName
    """Which slot."""
    open: bool
    """Whether the slot is open in the plan."""
    answer: Literal["placed", "breaks", "no_way_on", "costs", "unknown"]
    """``"placed"``: it is there. ``"breaks"``: it would break rules. ``"no_way_on"``: the slot
    breaks nothing, but with it the rest of no route finds a place. ``"costs"``: it can be there, at
    a price. ``"unknown"``: the search was cut short."""
    breaks: tuple[BrokenRule, ...] = ()
    """The rules that it would break."""
    facts: tuple[Fact, ...] = ()
    """If there is no way on: the minimal set of facts that exclude it."""
    levels: tuple[LevelChange, ...] = ()
    """What it costs at each level."""
    moves: tuple[Move, ...] = ()
    """Where the participant moves, this stage and its others."""
    proven: bool = True
    """Whether it is proven: that it can't be had for less, or that no fact can be spared."""

    @property
    def in_the_way(self) -> tuple[str, ...]:
        """Ids of those of whom one or more would have to move."""
        return tuple(sorted({id for rule in self.breaks for id in rule.in_the_way}))


def why_not(told: Told) -> WhyNot:
    """The answer, its cases laid out flat."""
    data, *rest = told
    case = data["answer"]
    kind, content = (case, {}) if isinstance(case, str) else next(iter(case.items()))
    if kind == "breaks":
        found = {"breaks": content}
    elif kind == "no_way_on":
        found = {"facts": content["facts"], "proven": content["minimal"]}
    else:
        found = dict(content, proven=content.get("proven", kind != "unknown"))
    return answer((data | found | {"answer": kind}, *rest), WhyNot)  # type: ignore[arg-type]


@frozen(order=False)
class Recommended:
    """A slot that a participant could be in."""

    slot: SlotName
    """Which."""
    open: bool
    """Whether it is open in the plan."""
    levels: tuple[LevelChange, ...]
    """What the plan would be worth at each level, the rest of the route placed as well as can
    be."""
    moves: tuple[Move, ...]
    """Where the participant would move."""


@frozen(order=False, kw_only=True)
class Recommendation(Explanation):
    """The best slots of a stage for a participant, everybody else staying where they are."""

    participant: str
    """Who."""
    stage: str
    """For which stage."""
    slots: tuple[Recommended, ...]
    """The best first; those that start first where they are equal."""
    proven: bool
    """Whether it is proven that no other slot is better, and that none can be had for less."""


@frozen(order=False)
class Way:
    """A way to place somebody, verified: with these relaxations, there is a plan.

    `Programme.relaxed` applies them.
    """

    relaxations: tuple[Relaxation, ...]
    """What has to give."""
    texts: tuple[str, ...]
    """The same in words."""
    price: float
    """What that costs, by the prices given."""
    levels: tuple[LevelChange, ...]
    """What the plan is worth then, at each level."""
    moves: tuple[Move, ...]
    """Who moves."""


@frozen(order=False, kw_only=True)
class Relaxations(Explanation):
    """The cheapest ways to place somebody."""

    participant: str
    """Who."""
    ways: tuple[Way, ...]
    """By price; none of them holds another that costs no more."""
    complete: bool
    """Whether all were tried that could be cheaper."""
    remark: str | None = None
    """Set if nothing has to change."""


@frozen(order=False)
class ContraryFact:
    """One of the facts that can't all hold."""

    path: str
    """Where it stands."""
    text: str
    """What it says; empty if the first fact says it."""


@frozen(order=False)
class Contradiction:
    """Facts that can't all hold: if any one were not so, the others could."""

    facts: tuple[ContraryFact, ...]
    """The facts, each with its path."""
    remedy: str
    """What to do."""
    code: str | None = None
    """The code of validation, if it tells the clash."""


@frozen(order=False, kw_only=True)
class Contradictions(Explanation):
    """What of a programme contradicts itself."""

    found: tuple[Contradiction, ...]
    """One for each minimal set of facts; none if the programme was not found to contradict
    itself."""
    complete: bool
    """Whether there is nothing more. Not known once something was found, or if the limits were too
    tight."""


@frozen(order=False)
class Whose:
    """Who, or what, contributes: one of the two."""

    participant: str | None = None
    """Id of a participant."""
    environment: str | None = None
    """Id of an environment: its cost, its slots, its changeovers."""


@frozen(order=False)
class Part:
    """What somebody, or something, contributes to a term."""

    of: Whose
    """Whose."""
    value: float
    """How much, weight included."""


@frozen(order=False)
class TermExplanation:
    """One term of a level."""

    term: Term
    """The term."""
    amount: float
    """What is counted."""
    weight: float
    """Its weight in the level."""
    value: float
    """Amount times weight."""
    parts: tuple[Part, ...]
    """Whose it is: those with anything, participants by id, then environments by id."""


@frozen(order=False)
class LevelExplanation:
    """One level of the objective."""

    level: str
    """Its name."""
    value: float
    """Its value; less is better."""
    terms: tuple[TermExplanation, ...]
    """What the value is made of."""


@frozen(order=False, kw_only=True)
class ScoreExplanation(Explanation):
    """A plan's score, taken apart: at each level the terms add up to the value, and in each term
    the parts."""

    levels: tuple[LevelExplanation, ...]
    """The levels of the objective, most important first."""


@frozen(order=False)
class TermDifference:
    """What lies between two plans in one term."""

    term: Term
    """The term."""
    change: float
    """What its value grew by."""
    parts: tuple[Part, ...]
    """Whose it is: those that differ."""


@frozen(order=False)
class LevelDifference:
    """What lies between two plans at one level."""

    level: str
    """Name of the level."""
    before: float
    """Its value in the first plan."""
    after: float
    """Its value in the second."""
    change: float
    """What it grew by; less is better."""
    terms: tuple[TermDifference, ...]
    """The terms that differ in any part."""


@frozen(order=False, kw_only=True)
class ScoreDifference(Explanation):
    """What lies between two plans: at each level the terms add up to the change, and in each term
    the parts."""

    decided_by: str | None = None
    """The level that decides which plan is better: the first that differs. None if the plans are
    worth the same."""
    levels: tuple[LevelDifference, ...]
    """The levels of the objective, most important first."""
    moves: tuple[Move, ...]
    """Who is elsewhere."""


@frozen(order=False)
class JudgedViolation:
    """A rule that a plan breaks."""

    rule: RuleKind
    """The rule."""
    text: str
    """How."""
    rows: tuple[int, ...]
    """Rows of the file that it is about; row 1 has the names of the columns."""


@frozen(order=False)
class JudgedLevel:
    """What a plan would be worth at a level of the objective."""

    level: str
    """The level."""
    value: float
    """The plan's value; less is better."""
    bound: float | None = None
    """No plan that keeps the rules, and is as good in the levels before, has less; None where that
    is not known."""
    from_bound: float | None = None
    """Value less bound: how far the plan is from the best that there may be. Below 0 only if it
    breaks rules."""


@frozen(order=False, kw_only=True)
class Judgement(Explanation):
    """What there is to say about a plan that people made."""

    findings: tuple[Finding, ...]
    """What is wrong with the file, or odd about it: unknown names with the nearest spelling, dates.
    If any of it is an error, the rest can't be judged."""
    readable: bool
    """Whether the file could be read as a plan of the programme."""
    violations: tuple[JudgedViolation, ...]
    """The rules that it breaks, each with the rows of the file that it is about."""
    levels: tuple[JudgedLevel, ...]
    """What it would be worth."""
    score: tuple[LevelExplanation, ...] = ()
    """Its score, taken apart."""
    unplaced: tuple[str, ...]
    """Ids of those that it does not place."""

    @property
    def is_sound(self) -> bool:
        """Whether the plan could be read and keeps every rule."""
        return self.readable and not self.violations


def judgement(told: Told) -> Judgement:
    """The answer, its score laid out flat."""
    data, *rest = told
    levels = data.get("score", {}).get("levels", [])
    return answer((data | {"score": levels}, *rest), Judgement)  # type: ignore[arg-type]
