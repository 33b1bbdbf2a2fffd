"""Ways in which a programme can give, and what each costs."""

from datetime import date
from typing import Literal, Union

from attrs import field, frozen

from slotwise._checks import named, number
from slotwise.errors import WrongValue

End = Literal["from", "to"]
"""An end of a window: its first day, or its last."""


@frozen(order=False, kw_only=True)
class RelaxPlace:
    """More places in one slot. A slot that is not given by hand is from then on."""

    slot: str
    """Id of the slot given by hand that it is, or that it becomes."""
    stage: str
    """Its stage."""
    environment: str
    """Its environment."""
    start: date
    """Its first day or moment."""
    places: int
    """Sizes more."""
    kind: Literal["place"] = "place"
    """Which relaxation it is."""


@frozen(order=False, kw_only=True)
class RelaxWindow:
    """An environment opens earlier or closes later."""

    environment: str
    """The environment."""
    from_: date
    """First day or moment of the window that gives."""
    to: date
    """First day or moment after it."""
    end: End
    """Which end gives."""
    days: int
    """By so many calendar days."""
    kind: Literal["window"] = "window"
    """Which relaxation it is."""


@frozen(order=False, kw_only=True)
class RelaxBlackout:
    """A participant is there during a blackout of its own."""

    participant: str
    """Who."""
    from_: date
    """First day or moment of the blackout."""
    to: date
    """First day or moment after it."""
    kind: Literal["blackout"] = "blackout"
    """Which relaxation it is."""


@frozen(order=False, kw_only=True)
class RelaxUnavailability:
    """An unavailability of a participant is called off."""

    id: str
    """Its id."""
    kind: Literal["unavailability"] = "unavailability"
    """Which relaxation it is."""


@frozen(order=False, kw_only=True)
class RelaxDeadline:
    """A participant may be complete later."""

    participant: str
    """Who."""
    days: int
    """By so many calendar days."""
    kind: Literal["deadline"] = "deadline"
    """Which relaxation it is."""


@frozen(order=False, kw_only=True)
class RelaxReady:
    """A participant is ready earlier."""

    participant: str
    """Who."""
    from_: date
    """Its readiness date now."""
    days: int
    """By so many calendar days."""
    kind: Literal["ready"] = "ready"
    """Which relaxation it is."""


@frozen(order=False, kw_only=True)
class RelaxMaintenance:
    """A maintenance window, or another unavailability of an environment or component, is moved."""

    id: str
    """Its id."""
    days: int
    """By so many calendar days; earlier if negative."""
    kind: Literal["maintenance"] = "maintenance"
    """Which relaxation it is."""


@frozen(order=False, kw_only=True)
class RelaxApproval:
    """An optional environment is approved."""

    environment: str
    """Which."""
    kind: Literal["approval"] = "approval"
    """Which relaxation it is."""


# `Union`, not `|`: a class for each `kind`, by which plain data is told apart.
Relaxation = Union[
    RelaxPlace,
    RelaxWindow,
    RelaxBlackout,
    RelaxUnavailability,
    RelaxDeadline,
    RelaxReady,
    RelaxMaintenance,
    RelaxApproval,
]
"""One way in which a programme can give."""


def _price(value: float | None) -> float | None:
    if value is None:
        return None
    price = number(value)
    if not 0 <= price <= 1e6:
        raise WrongValue(f"0 to a million is asked for, got {price}")
    if abs(price * 1000 - round(price * 1000)) > 1e-6:
        raise WrongValue(f"at most three decimals are asked for, got {price}")
    return price


@frozen(field_transformer=named, order=False, kw_only=True)
class Prices:
    """What each kind of relaxation costs; None if it can't be had. At most three decimals."""

    place: float | None = field(default=1.0, converter=_price)
    """A place more in a slot."""
    window_day: float | None = field(default=1.0, converter=_price)
    """A day more of a window."""
    blackout: float | None = field(default=10.0, converter=_price)
    """A blackout lifted."""
    deadline_day: float | None = field(default=1.0, converter=_price)
    """A day that a deadline moves."""
    ready_day: float | None = field(default=1.0, converter=_price)
    """A day that a readiness date moves."""
    maintenance_day: float | None = field(default=1.0, converter=_price)
    """A day that a maintenance window moves."""
    approval: float | None = field(default=20.0, converter=_price)
    """An optional environment approved, beside its own cost."""
