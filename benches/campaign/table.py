"""The results as tables: Markdown and CSV, and the first between markers of `docs/performance.md`."""

import csv
import io
from pathlib import Path

from .run import GAPS, Result
from .verdict import behind, by_instance

BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
HEAD = ["instance", "solver", "status", "objective", "bound", "gap", "first plan",
        *(f"to {100 * gap:g} %" for gap in GAPS), "seconds", "MiB"]


def markdown(results: list[Result], about: str) -> str:
    """A section: what was run, a row for each run, where slotwise is behind."""
    lines = [about, "", _row(HEAD), _row(["---"] * 3 + ["---:"] * (len(HEAD) - 3))]
    for runs in by_instance(results).values():
        lines += [_row(_cells(run)) for run in runs]
    lines += ["", "Where a peer was better than slotwise, at any moment:", ""]
    lines += [f"- {line}" for line in behind(results)] or ["- nowhere"]
    return "\n".join(lines) + "\n"


def text(results: list[Result]) -> str:
    """The same rows as CSV, unrounded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["instance", "participants", "solver", "limit", "threads", "status", "objective", "unplaced",
                     "bound", "gap", "first", *(f"to_{gap:g}" for gap in GAPS), "seconds", "peak_mib", "problem"])
    for r in results:
        writer.writerow([r.instance, r.participants, r.solver, r.limit, r.threads, r.status, r.objective, r.unplaced,
                         r.bound, r.gap(), r.first(), *map(r.reached, GAPS), r.seconds, r.peak_mib, r.problem])
    return out.getvalue()


def into(document: Path, section: str) -> None:
    """Replaces what stands between the markers."""
    whole = document.read_text(encoding="utf-8")
    before, found, rest = whole.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise SystemExit(f"{document} has no lines {BEGIN} and {END}")
    document.write_text(f"{before}{BEGIN}\n{section}{END}{after}", encoding="utf-8")


def _cells(r: Result) -> list[str]:
    gap = r.gap()
    proven = "0" if gap == 0 else f"{100 * gap:.2f} %"
    missing = f" ({r.unplaced} left out)" if r.unplaced else ""
    return [
        r.instance.removeprefix("slots_"),
        r.solver,
        r.status + missing,
        "none" if r.objective is None else f"{r.objective:,.1f}",
        "none" if r.bound is None else f"{r.bound:,.1f}",
        "" if r.objective is None else proven,
        _seconds(r.first()),
        *(_seconds(r.reached(gap)) for gap in GAPS),
        f"{r.seconds:.1f}",
        f"{r.peak_mib:.0f}",
    ]


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.1f} s" if value >= 1 else f"{value:.2f} s"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
