"""Releases: versions of components, and what slots need of them (rule ``release``)."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from attrs import field, frozen

from slotwise._base import Data
from slotwise._checks import (
    choice,
    flag,
    instance,
    named,
    several,
    text,
    text_or_none,
    texts,
    when,
    when_or_none,
)

BeforeOpen = Literal["allow", "forbid"]


def _before_open(value: BeforeOpen | None) -> BeforeOpen | None:
    return None if value is None else choice(value, BeforeOpen)


@frozen(field_transformer=named, repr=False, order=False)
class ComponentVersion(Data):
    """A component at a version: up to three numbers, perhaps more after a hyphen, such as ``2``,
    ``2.0`` or ``2.0.1-rc.1``. What is left out is 0."""

    component: str = field(converter=text)
    """Id of the component."""
    version: str = field(converter=text)
    """Its version."""


def component_versions(
    values: Iterable[ComponentVersion | tuple[str, str]],
) -> tuple[ComponentVersion, ...]:
    """Several, as objects or pairs."""

    def one(value: ComponentVersion | tuple[str, str]) -> ComponentVersion:
        if isinstance(value, tuple) and len(value) == 2:
            return ComponentVersion(*value)
        return instance(value, ComponentVersion)

    return several(one, values)


@frozen(field_transformer=named, repr=False, order=False)
class RequiredVersion(Data):
    """A version that slots need where they run."""

    component: str = field(converter=text)
    """Id of the component."""
    version: str = field(converter=text)
    """The least version that will do."""
    exactly: bool = field(default=False, converter=flag, kw_only=True)
    """Whether a later one will not do."""


def _required(value: RequiredVersion | tuple[str, str]) -> RequiredVersion:
    if isinstance(value, tuple) and len(value) == 2:
        return RequiredVersion(*value)
    return instance(value, RequiredVersion)


def required_versions(
    values: Iterable[RequiredVersion | tuple[str, str]],
) -> tuple[RequiredVersion, ...]:
    """Several, as objects or pairs."""
    return several(_required, values)


@frozen(field_transformer=named, repr=False, order=False)
class NeededVersion(Data):
    """A version that a participant needs where it tests."""

    needs: RequiredVersion = field(converter=_required)
    """Which version: an object or a pair of component and version."""
    stage: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """In slots of this stage; of all if None."""
    environment: str | None = field(default=None, converter=text_or_none, kw_only=True)
    """In this environment; everywhere if None."""


def needed_versions(values: Iterable[NeededVersion]) -> tuple[NeededVersion, ...]:
    """Several."""
    return several(lambda value: instance(value, NeededVersion), values)


@frozen(field_transformer=named, repr=False, order=False)
class Deployment(Data):
    """What an unavailability deploys: its environments have these versions once it is over."""

    versions: tuple[ComponentVersion, ...] = field(converter=component_versions)
    """The versions, as objects or pairs; each is deployed to those that have the component."""
    despite_freeze: str = field(default="", converter=text, kw_only=True)
    """By whom or under which reference it is allowed inside a freeze, if it is."""


def deployment_or_none(value: Deployment | None) -> Deployment | None:
    """A deployment or None."""
    return None if value is None else instance(value, Deployment)


@frozen(field_transformer=named, repr=False, order=False)
class Regression(Data):
    """A regression test that a version has passed."""

    component: str = field(converter=text)
    """Id of the component."""
    version: str = field(converter=text)
    """The version."""
    environment: str = field(converter=text, kw_only=True)
    """Id of the environment in which it was tested, such as Staging."""
    passed: date = field(converter=when, kw_only=True)
    """The first day or moment on which it counts as passed."""


def regressions(values: Iterable[Regression]) -> list[Regression]:
    """Several."""
    return list(several(lambda value: instance(value, Regression), values))


@frozen(field_transformer=named, repr=False, order=False)
class Proving(Data):
    """Where a version has to have passed its regression test before an environment gets it."""

    environment: str = field(converter=text)
    """Id of the environment, such as Staging."""
    before_open: BeforeOpen | None = field(default=None, converter=_before_open, kw_only=True)
    """What holds for deployments before that environment opens; None if there are none."""


def proving_or_none(value: Proving | None) -> Proving | None:
    """A proving or None."""
    return None if value is None else instance(value, Proving)


@frozen(field_transformer=named, repr=False, order=False)
class Freeze(Data):
    """Days ``[from_, to)`` on which no version is deployed."""

    id: str = field(converter=text)
    """Stable name, unique among freezes."""
    from_: date = field(converter=when, kw_only=True)
    """First day or moment."""
    to: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """First day or moment after; for good if None."""
    environments: tuple[str, ...] = field(default=(), converter=texts, kw_only=True)
    """Ids of the environments; all of them if empty."""
    reason: str = field(default="", converter=text, kw_only=True)
    """Why."""


def freezes(values: Iterable[Freeze]) -> list[Freeze]:
    """Several."""
    return list(several(lambda value: instance(value, Freeze), values))


@frozen(field_transformer=named, repr=False, order=False)
class VersionSet(Data):
    """Versions that were approved to be under test together."""

    id: str = field(converter=text)
    """Stable name, unique among sets."""
    versions: tuple[ComponentVersion, ...] = field(converter=component_versions)
    """The versions, as objects or pairs. An environment matches if, of these components, it has
    each at this very version or does not have it at all."""


def version_sets(values: Iterable[VersionSet]) -> list[VersionSet]:
    """Several."""
    return list(several(lambda value: instance(value, VersionSet), values))
