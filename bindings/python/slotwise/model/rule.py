"""Rules between participants or stages, beyond what the things themselves say."""

from typing import Literal

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import named, text, text_or_none, texts

RuleKind = Literal[
    "demand",
    "slot",
    "window",
    "unavailable",
    "exclusive",
    "capacity",
    "order",
    "prerequisite",
    "readiness",
    "participant",
    "gate",
    "reliance",
    "resource",
    "support",
    "approval",
    "release",
    "movable",
    "freeze",
]
"""The rules that a plan keeps: ids that violations, reasons and the documentation share."""


@frozen(field_transformer=named, repr=False, order=False)
class Together(Data):
    """Those of the participants that take the stage take the same slot of it."""

    participants: tuple[str, ...] = field(converter=texts)
    """Ids of the participants."""
    stage: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Id of the stage; each stage if None."""
    reason: str = field(default="", converter=text, kw_only=True)
    """Why."""


@frozen(field_transformer=named, repr=False, order=False)
class Apart(Data):
    """No two of the participants take the same slot of the stage."""

    participants: tuple[str, ...] = field(converter=texts)
    """Ids of the participants."""
    stage: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Id of the stage; each stage if None."""
    reason: str = field(default="", converter=text, kw_only=True)
    """Why."""


Rule = Together | Apart


@frozen(field_transformer=named, repr=False, order=False)
class ExclusiveGroup(Data):
    """Stages of which no two slots ever run at the same time, in whatever environments (rule
    ``exclusive``): something that there is only one of."""

    id: str = field(converter=text)
    """Stable name, unique among groups."""
    stages: tuple[str, ...] = field(converter=texts)
    """Ids of the stages."""


@frozen(field_transformer=named, repr=False, order=False)
class Assumption(Data):
    """A value that somebody chose because no source gives it; shown with every plan."""

    name: str = field(converter=text)
    """What it is."""
    value: str = field(converter=text)
    """The value chosen."""
    reason: str = field(default="", converter=text, kw_only=True)
    """Why, and where the gap is."""
