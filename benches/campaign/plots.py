"""Pictures: objective and bound over time, time to a gap, growth with the number of participants."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402

from .run import GAPS, Result  # noqa: E402
from .verdict import by_instance  # noqa: E402

COLOURS = {
    "slotwise": "#1b6ca8",
    "cp-sat-boolean": "#d1495b",
    "cp-sat-interval": "#edae49",
    "highs": "#3c8d53",
    "highs-counts": "#7bb661",
    "pyjobshop": "#8a6bbe",
}
MARKS = dict(zip(COLOURS, "os^Dv*"))


def draw(results: list[Result], folder: Path) -> list[Path]:
    """Writes all pictures; their files."""
    files = [_over_time(name, runs, folder) for name, runs in by_instance(results).items()]
    return [*files, _time_to_gap(results, folder), _growth(results, folder)]


def _over_time(name: str, runs: list[Result], folder: Path) -> Path:
    """Objective (solid) and bound (dashed), over the best known of all runs."""
    figure, axes = plt.subplots(figsize=(8, 4.5))
    best = min((r.objective for r in runs if r.objective is not None), default=None)
    for r in runs:
        for key, style in (("objective", "-"), ("bound", "--")):
            points = [(e.seconds, getattr(e, key)) for e in r.events if getattr(e, key) is not None]
            if points:
                points.append((max(r.seconds, points[-1][0]), points[-1][1]))
                label = r.solver if key == "objective" else None
                xs, ys = zip(*points)
                axes.step(xs, ys, style, where="post", color=COLOURS.get(r.solver), label=label)
        if not any(e.objective is not None for e in r.events):
            axes.plot([], [], color=COLOURS.get(r.solver), label=f"{r.solver}: no plan")
    if best is not None:
        axes.set_ylim(0.8 * best, 1.5 * best)
    axes.set_xscale("symlog", linthresh=0.1)
    axes.set_xlim(left=0)
    axes.set_xlabel("seconds")
    axes.set_ylabel("objective (solid), bound (dashed)")
    axes.set_title(name)
    axes.legend(fontsize="small")
    return _save(figure, folder / f"over_time_{name}.svg")


def _time_to_gap(results: list[Result], folder: Path) -> Path:
    """For each gap: when each solver proved it, by instance."""
    figure, all_axes = plt.subplots(1, len(GAPS), figsize=(12, 4.5), sharey=True)
    for axes, gap in zip(all_axes, GAPS):
        _by_size(axes, results, lambda r, gap=gap: r.reached(gap))
        axes.set_title(f"seconds to a proven gap of {100 * gap:g} %")
        # Not a plain logarithm: it can't be drawn where nobody came so far.
        axes.set_yscale("symlog", linthresh=0.1)
        axes.set_ylim(bottom=0)
    all_axes[0].legend(fontsize="small")
    return _save(figure, folder / "time_to_gap.svg")


def _growth(results: list[Result], folder: Path) -> Path:
    """Gap at the end, time to the first plan and memory, by participants."""
    figure, all_axes = plt.subplots(1, 3, figsize=(12, 4.5))
    shown = [
        ("gap at the end, %", lambda r: 100 * r.gap() if r.objective is not None else None),
        ("seconds to the first plan", lambda r: r.first()),
        ("most memory, MiB", lambda r: r.peak_mib),
    ]
    for axes, (title, value) in zip(all_axes, shown):
        _by_size(axes, results, value)
        axes.set_title(title)
        axes.set_yscale("symlog", linthresh=0.01)
    all_axes[0].legend(fontsize="small")
    return _save(figure, folder / "growth.svg")


def _by_size(axes: Axes, results: list[Result], value) -> None:
    for solver in dict.fromkeys(r.solver for r in results):
        points = sorted((r.participants, value(r)) for r in results if r.solver == solver and value(r) is not None)
        xs, ys = zip(*points) if points else ((), ())
        axes.plot(xs, ys, marker=MARKS.get(solver, "x"), linestyle=":", color=COLOURS.get(solver), label=solver)
    axes.set_xscale("symlog", linthresh=10)
    axes.set_xlim(left=min((r.participants for r in results), default=1) / 2)
    axes.set_xlabel("participants")


def _save(figure, file: Path) -> Path:
    figure.tight_layout()
    # Without a date, the same results give the same bytes.
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)
    return file
