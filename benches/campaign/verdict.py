"""What the runs say about one another: contradictions, and where slotwise is behind."""

import math

from .run import Result

TOLERANCE = 1e-3


def by_instance(results: list[Result]) -> dict[str, list[Result]]:
    """Runs of each instance, in the order of the runs."""
    found: dict[str, list[Result]] = {}
    for result in results:
        found.setdefault(result.instance, []).append(result)
    return found


def defects(results: list[Result]) -> list[str]:
    """Plans that break a rule, and bounds above a plan, at any moment of any run."""
    found = [f"{r.instance}, {r.solver}: {r.problem}" for r in results if r.problem]
    for name, runs in by_instance(results).items():
        best = min((r.objective for r in runs if r.objective is not None), default=None)
        if best is None:
            continue
        for r in runs:
            bounds = [e.bound for e in r.events if e.bound is not None] + [r.bound or best]
            if max(bounds) > best + TOLERANCE:
                found.append(f"{name}, {r.solver}: a bound of {max(bounds)} above a plan of {best}")
    return found


def behind(results: list[Result]) -> list[str]:
    """Where, and for how long, a peer had a better plan or bound than slotwise."""
    found = []
    for name, runs in by_instance(results).items():
        ours = next((r for r in runs if r.solver == "slotwise"), None)
        for r in runs:
            if ours is None or r is ours:
                continue
            for what, field, sign in (("plan", "objective", 1), ("bound", "bound", -1)):
                mine, other = _course(ours, field), _course(r, field)
                moments = sorted(set(mine) | set(other))
                ahead = []
                for place, moment in enumerate(moments):
                    a, b = _at(mine, moment), _at(other, moment)
                    if b is not None and (a is None or sign * (a - b) > TOLERANCE):
                        ahead.append((place, moment, a, b))
                if ahead:
                    last, _, a, b = ahead[-1]
                    until = moments[last + 1] if last + 1 < len(moments) else math.inf
                    found.append(f"{name}: {r.solver} had a better {what} {_span(ahead[0][1], until)}, "
                                 f"{b} against {a} at last")
    return found


def _span(first: float, until: float) -> str:
    if first == math.inf:
        return "at the end"
    return f"from {first:.1f} s to " + ("the end" if until == math.inf else f"{until:.1f} s")


def _course(run: Result, field: str) -> dict[float, float | None]:
    """Values by the moment from which on they held; that of the end from infinity on."""
    course = {event.seconds: getattr(event, field) for event in run.events}
    return course | {math.inf: getattr(run, field)}


def _at(course: dict[float, float | None], moment: float) -> float | None:
    """The value that held then."""
    held = [m for m in course if m <= moment]
    return course[max(held)] if held else None
