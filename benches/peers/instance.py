"""An instance of `benches/instances/FORMAT.md`, as all models of it see it."""

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm
from pathlib import Path


def touches(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `[start, end)` touches any of the spans."""
    return any(start < after and first < end for first, after in spans)


@dataclass(frozen=True)
class Stage:
    """A stage: its slots take `capacity` participants each, for `duration` days."""

    id: str
    duration: int
    pool: str
    capacity: int


@dataclass(frozen=True)
class Slot:
    """A slot that may be opened."""

    stage: str
    environment: str
    start: int
    end: int


@dataclass(frozen=True)
class Participant:
    """Somebody who takes a slot of each stage of the route, in order, or none at all."""

    id: int
    route: tuple[str, ...]
    release: int
    due: int
    weight: Fraction
    blackouts: list[tuple[int, int]]


class Instance:
    """An instance, its costs as whole multiples of `1 / scale`."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        self.step: int = data["step"]
        self.stages = {s["id"]: Stage(s["id"], s["duration"], s["pool"], s["capacity"]) for s in data["stages"]}
        self.environments: list[str] = [e["id"] for e in data["environments"]]
        self.participants = [
            Participant(p["id"], tuple(p["route"]), p["release"], p["due"], _exact(p["weight"]), _spans(p["blackouts"]))
            for p in data["participants"]
        ]
        self.late, self.completion, self.slot, self.unplaced = (
            _exact(data["costs"][name]) for name in ("late", "completion", "slot", "unplaced")
        )
        self.slots = [
            Slot(stage.id, e["id"], start, start + stage.duration)
            for stage in self.stages.values()
            for e in data["environments"]
            if e["pool"] == stage.pool
            for start in range(_up(e["window"][0], self.step), e["window"][1] - stage.duration + 1, self.step)
            if not touches(_spans(e["maintenance"]), start, start + stage.duration)
        ]
        prices = [self.slot, *(c * p.weight for p in self.participants for c in (self.late, self.completion, self.unplaced))]
        self.scale = lcm(*(price.denominator for price in prices))

    @cached_property
    def slots_at(self) -> dict[tuple[str, int], list[int]]:
        """By stage and start: the slots, by place."""
        found: dict[tuple[str, int], list[int]] = {}
        for place, slot in enumerate(self.slots):
            found.setdefault((slot.stage, slot.start), []).append(place)
        return found

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """By stage: when its slots may start, in order."""
        return {id: sorted({s.start for s in self.slots if s.stage == id}) for id in self.stages}

    def cost_of(self, who: Participant, completion: int) -> int:
        """What a completion costs, in units."""
        late = max(0, completion - who.due)
        return self.units(who.weight * (self.late * late + self.completion * completion))

    def cost_unplaced(self, who: Participant) -> int:
        """What leaving somebody out costs, in units."""
        return self.units(who.weight * self.unplaced)

    def units(self, value: Fraction) -> int:
        """A cost as a whole number of units."""
        scaled = value * self.scale
        assert scaled.denominator == 1
        return int(scaled)

    def allowed(self, who: Participant) -> list[list[int]] | None:
        """By stage of the route: starts that lie on some way from the release to the end of the
        route; `None` if there is no way."""
        steps: list[list[int]] = []
        now = who.release
        for id in who.route:
            duration = self.stages[id].duration
            steps.append([t for t in self.starts[id] if t >= now and not touches(who.blackouts, t, t + duration)])
            if not steps[-1]:
                return None
            now = steps[-1][0] + duration
        for place in range(len(steps) - 2, -1, -1):
            latest = steps[place + 1][-1] - self.stages[who.route[place]].duration
            steps[place] = [t for t in steps[place] if t <= latest]
            if not steps[place]:
                return None
        return steps

    def overlaps(self) -> list[list[int]]:
        """Sets of slots of one environment of which at most one may be open: all that run on the
        day on which one of them starts, which are all largest such sets."""
        found = []
        for environment in self.environments:
            lane = [(s.start, s.end, place) for place, s in enumerate(self.slots) if s.environment == environment]
            days = sorted({start for start, _, _ in lane})
            sets = [{place for start, end, place in lane if start <= day < end} for day in days]
            found += [sorted(s) for s, after in pairwise([*sets, set()]) if not s <= after]
        return found


@dataclass
class Plan:
    """A plan: opened slots (stage, environment, start), and for each placed participant its slots."""

    slots: list[tuple[str, str, int]]
    assignments: dict[int, list[int]]

    def write(self, path: Path) -> None:
        """Writes it as `evaluate.py` reads it."""
        slots = [{"stage": s, "environment": e, "start": t} for s, e, t in self.slots]
        assignments = [{"participant": id, "slots": used} for id, used in self.assignments.items()]
        path.write_text(json.dumps({"slots": slots, "assignments": assignments}), encoding="utf-8")


def seat(instance: Instance, opened: list[int], visits: dict[int, list[tuple[str, int]]]) -> Plan:
    """A plan from opened slots, by place, and each placed participant's stages and starts: whoever
    comes first gets the first environment that has room."""
    places = {place: index for index, place in enumerate(opened)}
    room = {place: instance.stages[instance.slots[place].stage].capacity for place in opened}
    assignments: dict[int, list[int]] = {}
    for id, route in visits.items():
        assignments[id] = []
        for key in route:
            place = next(p for p in instance.slots_at[key] if room.get(p, 0) > 0)
            room[place] -= 1
            assignments[id].append(places[place])
    slots = [instance.slots[place] for place in opened]
    return Plan([(s.stage, s.environment, s.start) for s in slots], assignments)


def _exact(number: float) -> Fraction:
    return Fraction(str(number))


def _spans(spans: list[list[int]]) -> list[tuple[int, int]]:
    return [(first, after) for first, after in spans]


def _up(day: int, step: int) -> int:
    return -(-day // step) * step
