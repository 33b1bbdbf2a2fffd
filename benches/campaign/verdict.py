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
                ahead = _ahead(_course(ours, field), _course(r, field), sign)
                if ahead:
                    found.append(f"{name}: {r.solver} had a better {what} {ahead}")
    return found


def _ahead(mine: dict[float, float | None], other: dict[float, float | None], sign: int) -> str:
    """From when to when the other course was better, less being better if `sign` is 1; nothing if it never was."""
    moments = sorted({*mine, *other})
    spans = [(since, until, _at(mine, since), _at(other, since))
             for since, until in zip(moments, [*moments[1:], math.inf])]
    ahead = [span for span in spans
             if span[3] is not None and (span[2] is None or sign * (span[2] - span[3]) > TOLERANCE)]
    if not ahead:
        return ""
    first, (_, until, a, b) = ahead[0][0], ahead[-1]
    end = "the end" if until == math.inf else f"{until:.1f} s"
    when = "at the end" if first == math.inf else f"from {first:.1f} s to {end}"
    return f"{when}, {b} against {a} at last"


def _course(run: Result, field: str) -> dict[float, float | None]:
    """Values by the moment from which on they held; that of the end from infinity on."""
    course = {event.seconds: getattr(event, field) for event in run.events}
    return course | {math.inf: getattr(run, field)}


def _at(course: dict[float, float | None], moment: float) -> float | None:
    """The value that held then."""
    held = [m for m in course if m <= moment]
    return course[max(held)] if held else None
