"""How much of the environments and slots a plan uses."""

from typing import Any

from attrs import frozen

from slotwise import _html


@frozen(order=False)
class EnvironmentUse:
    """How much of an environment a plan uses: ``open = used + lost + idle``."""

    environment: str
    """Id of the environment."""
    open: int
    """Working periods inside its windows, whichever stages they are for."""
    used: int
    """Of these, those in which it is available and at least one slot is running."""
    lost: int
    """Of these, those in which it is unavailable."""
    idle: int
    """The others."""
    slots: int
    """Its open slots."""
    offered: int
    """Sizes x periods that its slots offer, pauses aside."""
    taken: int
    """Sizes x periods that participants take of that."""
    peak: int
    """The most that participants in it at one time add up to, in sizes."""


@frozen(order=False)
class StageUse:
    """How full the slots of a stage are."""

    stage: str
    """Id of the stage."""
    slots: int
    """Its open slots."""
    empty: int
    """Those with nobody in them."""
    participants: int
    """Participants in them, counted per visit."""
    offered: int
    """What its slots offer, in sizes."""
    taken: int
    """What participants take of that, in sizes."""


@frozen(order=False)
class Utilisation:
    """How much of the environments and slots a plan uses."""

    environments: tuple[EnvironmentUse, ...]
    """By id."""
    stages: tuple[StageUse, ...]
    """By id."""

    def _repr_html_(self) -> str:
        environments = [
            (
                one.environment, one.open, one.used, one.lost, one.idle,
                _percent(one.used, one.open), one.slots, _percent(one.taken, one.offered), one.peak,
            )
            for one in self.environments
        ]  # fmt: skip
        stages = [
            (
                one.stage, one.slots, one.empty, one.participants, one.offered, one.taken,
                _percent(one.taken, one.offered),
            )
            for one in self.stages
        ]  # fmt: skip
        return _html.table(
            ("environment", "open", "used", "lost", "idle", "in use", "slots", "filled", "peak"),
            environments,
            numbers=range(1, 9),
        ) + _html.table(
            ("stage", "slots", "empty", "participants", "places", "taken", "filled"),
            stages,
            numbers=range(1, 7),
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "\u2013"


def utilisation(data: dict[str, Any]) -> Utilisation:
    """Utilisation from plain data."""
    return Utilisation(
        tuple(EnvironmentUse(**one) for one in data["environments"]),
        tuple(StageUse(**one) for one in data["stages"]),
    )
