"""What the runs say about one another: contradictions, and where slotwise is behind."""

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
    """Where a peer had a better plan or bound than slotwise."""
    found = []
    for name, runs in by_instance(results).items():
        ours = next((r for r in runs if r.solver == "slotwise"), None)
        for r in runs:
            if ours is None or r is ours:
                continue
            if r.objective is not None and (ours.objective is None or r.objective < ours.objective - TOLERANCE):
                found.append(f"{name}: {r.solver} has a better plan, {r.objective} against {ours.objective}")
            if r.bound is not None and (ours.bound is None or r.bound > ours.bound + TOLERANCE):
                found.append(f"{name}: {r.solver} has a better bound, {r.bound} against {ours.bound}")
    return found
