"""Programmes drawn at random: of every shape that frames and files carry, valid or not."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

import slotwise as sw

FIRST = date(2024, 1, 1)
AFTER = date(2024, 7, 1)
LONDON = ZoneInfo("Europe/London")

# Ids as people write them, and as they should not: with what means something to lists and JSON.
names = st.text(
    st.sampled_from("abcXYZ019 ;[]\"'\\,=é中-_/#\n"), min_size=1, max_size=8
).filter(lambda name: name == name.strip() and "\n" not in name)
texts = st.text(st.sampled_from("ab Ü;[\"'\n"), max_size=6).map(str.strip)
days = st.integers(0, 180).map(lambda number: FIRST + timedelta(number))
moments = st.builds(
    lambda day, hour: datetime(day.year, day.month, day.day, hour, tzinfo=LONDON),
    days,
    st.integers(0, 23).filter(lambda hour: hour != 1),  # Once a year there is no such hour.
)
small = st.integers(0, 5)
pauses: st.SearchStrategy[Any] = st.just("avoid") | st.builds(sw.Pause, small)
weights = st.integers(0, 5000).map(lambda thousandths: thousandths / 1000)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The strategy's values, or None."""
    return st.none() | strategy


def some(
    strategy: st.SearchStrategy[Any], least: int = 0, by: Callable[[Any], Any] | None = None
) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few values; no two alike, or alike in what `by` says."""
    key = by or (lambda value: value)
    return st.lists(strategy, min_size=least, max_size=3, unique_by=key).map(tuple)


@st.composite
def programmes(draw: st.DrawFn) -> sw.Programme:
    """A programme that can be validated: its names are known, its spans have a length."""
    whens = days if draw(st.booleans()) else days | moments
    environments = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    stages = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    people = draw(st.lists(names, max_size=4, unique=True))
    phases = draw(st.lists(names, max_size=2, unique=True))
    place, stage = st.sampled_from(environments), st.sampled_from(stages)

    def span() -> dict[str, Any]:
        first = draw(whens)
        return {"from_": first, "to": first + timedelta(draw(st.integers(1, 90)))}

    programme = sw.Programme(
        draw(names),
        sw.Calendar(
            "Europe/London",
            FIRST,
            AFTER,
            holidays=draw(st.lists(days, max_size=2, unique=True)),
            resolution="day" if whens is days else "hour",
        ),
        source=draw(texts),
    )
    for phase in phases:
        programme.add_phase(phase, name=draw(texts))
    for name in environments:
        windows = [
            sw.Window(**span(), stages=draw(some(stage)), source=draw(texts))
            for _ in range(draw(st.integers(1, 2)))
        ]
        pair = st.builds(sw.ChangeoverBetween, stage, stage, small)
        pairs = draw(some(pair, by=lambda one: (one.from_, one.to)))
        optional = st.builds(
            sw.OptionalEnvironment, weights, approved=st.booleans(), approval=texts
        )
        programme.add_environment(
            name,
            windows=windows,
            name=draw(texts),
            exclusivity=draw(st.sampled_from(["one_slot", "one_stage", "one_phase", "shared"])),
            changeover=sw.Changeover(draw(small), pairs),
            max_participants=draw(maybe(st.integers(1, 9))),
            components=draw(some(names)),
            optional=draw(maybe(optional)),
        )
    starts = (
        st.builds(sw.Every, st.integers(1, 9), anchor=maybe(whens))
        | st.builds(sw.Weekdays, some(st.sampled_from(["mon", "wed", "sun"]), 1))
        | st.builds(sw.On, some(whens, 1))
        | st.just(sw.ByHand())
    )
    eligible = st.builds(sw.Eligible, place, duration=maybe(st.integers(1, 9)))
    for number, name in enumerate(stages):
        programme.add_stage(
            name,
            environments=draw(some(eligible, 1, by=lambda one: one.environment)),
            duration=draw(st.integers(1, 20)),
            name=draw(texts),
            phase=draw(maybe(st.sampled_from(phases))) if phases else None,
            starts=draw(starts),
            capacity=sw.Capacity(draw(st.integers(2, 9)), min=draw(st.integers(0, 2))),
            overlap=draw(st.booleans()),
            over_unavailability=draw(pauses),
            # Of earlier stages alone: no stage waits for itself.
            prerequisites=draw(some(some(st.sampled_from(stages[:number]), 1))) if number else (),
        )
    step = st.builds(
        sw.Step, stage, optional=st.booleans(), min_lag=st.integers(-3, 3), max_lag=maybe(
            st.integers(4, 9)
        )
    )  # fmt: skip
    for name in people:
        routes = draw(st.lists(names, min_size=1, max_size=2, unique=True))
        programme.add_participant(
            name,
            routes=[
                sw.Route(
                    route,
                    draw(some(step, 1, by=lambda one: one.stage)),
                    penalty=draw(weights),
                )
                for route in routes
            ],
            organisation=draw(texts),
            roles=draw(some(names)),
            size=draw(st.integers(1, 3)),
            weight=draw(weights),
            ready=draw(
                some(st.builds(sw.Ready, whens, environment=maybe(place), stage=maybe(stage),
                               reason=texts))
            ),
            unavailable=[sw.Blackout(**span()) for _ in range(draw(st.integers(0, 2)))],
            due=draw(maybe(whens)),
            deadline=draw(maybe(whens)),
            max_concurrent_environments=draw(maybe(st.integers(1, 3))),
            preferences=draw(
                some(st.builds(sw.Preference, penalty=weights, stage=maybe(stage),
                               environment=maybe(place), from_=maybe(whens)))
            ),
            pins=draw(some(st.builds(sw.Pin, stage), by=lambda one: one.stage)),
            completed=draw(some(st.builds(sw.Completed, stage, whens))),
            environment_manager=draw(texts),
        )  # fmt: skip
    targets: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
        [{"everywhere": True}, {"environment": environments[0]}]
    )
    for name in draw(st.lists(names, max_size=2, unique=True)):
        programme.add_unavailability(
            name,
            **span(),
            **draw(targets),
            kind=draw(st.sampled_from(["planned", "unplanned", "ad_hoc"])),
            cause=draw(st.sampled_from(["patching", "other"])),
            reason=draw(texts),
        )
    for name in draw(st.lists(names, max_size=2, unique=True)):
        programme.add_exclusive_group(name, draw(some(stage, 1)))
    if people:
        for together in draw(st.lists(st.booleans(), max_size=3)):
            add = programme.add_together if together else programme.add_apart
            add(
                draw(some(st.sampled_from(people), min(2, len(people)))),
                stage=draw(maybe(stage)),
                reason=draw(texts),
            )
    for _ in range(draw(st.integers(0, 2))):
        programme.add_assumption(draw(names), draw(names), reason=draw(texts))
    return programme
