"""Gates between stages."""

from typing import Literal

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import choice, named, number, text, text_or_none, texts, whole

ShareOf = Literal["number", "weight"]
Counted = Literal["placed", "all"]


def _of(value: ShareOf) -> ShareOf:
    return choice(value, ShareOf)


def _counted(value: Counted) -> Counted:
    return choice(value, Counted)


@frozen(field_transformer=named, repr=False, order=False)
class Gate(Data):
    """A stage opens once enough participants have been through another (rule ``gate``): no slot of
    it with anybody in it starts before."""

    id: str = field(converter=text)
    """Stable name, unique among gates."""
    before: str = field(converter=text, kw_only=True)
    """Id of the stage to have been through."""
    opens: str = field(converter=text, kw_only=True)
    """Id of the stage that opens."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """Binds only slots of the stage that opens in this environment; in any if None."""
    participants: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """Ids of those who count; everybody if empty."""
    share: float = field(default=1.0, converter=number, kw_only=True)
    """The share that must have been through, above 0, at most 1, at most three decimals."""
    of: ShareOf = field(default="number", converter=_of, kw_only=True)
    """What the share is of: the number of participants, or the sum of their weights."""
    counted: Counted = field(default="placed", converter=_counted, kw_only=True)
    """Those who take the earlier stage in the plan, or all, placed or not."""
    lag: int = field(default=0, converter=whole, kw_only=True)
    """Working periods at least between having been through and the opening."""
    reason: str = field(default="", converter=text, kw_only=True)
    """Why."""
