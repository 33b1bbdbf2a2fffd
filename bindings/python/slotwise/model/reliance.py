"""What a participant relies on: others' systems, and others' testing."""

from collections.abc import Iterable

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import instance, named, several, text, text_or_none, whole


@frozen(field_transformer=named, repr=False, order=False)
class Finished(Data):
    """That another participant has been through a stage before."""

    participant: str = field(converter=text)
    """Id of the other one."""
    stage: str = field(converter=text)
    """Id of its stage: taken in a slot that ended, or completed."""
    lag: int = field(default=0, converter=whole, kw_only=True)
    """Working periods at least between the end and the start."""


@frozen(field_transformer=named, repr=False, order=False)
class Alongside(Data):
    """That another participant takes a stage all the while."""

    participant: str = field(converter=text)
    """Id of the other one."""
    stage: str = field(converter=text)
    """Id of its stage: in a slot that starts no later and ends no earlier."""


@frozen(field_transformer=named, repr=False, order=False)
class AvailableParticipant(Data):
    """That another participant's system is available: an unavailability of it, or of what it relies
    on itself, and so on, keeps this one out of slots."""

    participant: str = field(converter=text)
    """Id of the other one."""


@frozen(field_transformer=named, repr=False, order=False)
class AvailableComponent(Data):
    """That a component is available, wherever it is."""

    component: str = field(converter=text)
    """Id of the component."""


Relied = AvailableParticipant | AvailableComponent | Finished | Alongside


def _relied(value: Relied) -> Relied:
    return instance(value, AvailableParticipant, AvailableComponent, Finished, Alongside)


@frozen(field_transformer=named, repr=False, order=False)
class Reliance(Data):
    """Something that a participant needs of others while it takes a stage (rule ``reliance``)."""

    on: Relied = field(converter=_relied)
    """What it relies on."""
    stage: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Id of a stage of its own; each if None."""
    reason: str = field(default="", converter=text, kw_only=True)
    """Why."""


def reliances(values: Iterable[Reliance | Relied]) -> tuple[Reliance, ...]:
    """`Reliance` objects, or what is relied on for each stage."""

    def reliance(value: Reliance | Relied) -> Reliance:
        return value if isinstance(value, Reliance) else Reliance(value)

    return several(reliance, values)
