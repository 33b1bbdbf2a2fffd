"""Pictures of comparisons and risks."""

import csv
import html
import io
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from slotwise.errors import WrongValue
from slotwise.frames.cells import written

if TYPE_CHECKING:
    from slotwise.reports import Report


# Where there is less room, the picture is smaller.
_FITTED = "<style>svg { max-width: 100%; height: auto; }</style>"


@frozen(order=False)
class Chart:
    """A picture. Notebooks show it by itself."""

    svg: str = field(repr=False)
    """The picture as an SVG file."""

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the picture as SVG. Raises `WrongValue` for another ending than .svg."""
        target = Path(path)
        if target.suffix.lower() != ".svg":
            raise WrongValue(f"{str(target)!r} does not end in .svg")
        target.write_text(self.svg, encoding="utf-8")

    def picture(self) -> str:
        """The picture as a piece of HTML: its styles stay its own."""
        # A frame of its own keeps styles and ids apart from the page's.
        page = html.escape(_FITTED + _inline(self.svg), quote=True)
        height = int(float(self.svg.split('height="', 1)[1].split('"', 1)[0])) + 24
        return (
            '<iframe sandbox title="Chart" '
            f'style="width:100%;height:{height}px;border:0" srcdoc="{page}"></iframe>'
        )

    def write_with(self, report: "Report", path: str | PathLike[str]) -> None:
        """Writes what the picture is of, by the file's ending."""
        target = Path(path)
        made: dict[str, Callable[[], str]] = {
            ".svg": lambda: self.svg,
            ".html": report._page,
            ".json": report.to_json,
            ".txt": report.__str__,
            ".csv": lambda: _csv(report),
        }
        write = made.get(target.suffix.lower())
        if write is None:
            raise WrongValue(f"{str(target)!r} ends in none of {', '.join(made)}")
        target.write_text(write(), encoding="utf-8", newline="")

    def __repr__(self) -> str:
        return f"<Chart: {len(self.svg) // 1024} KiB of SVG; .save('chart.svg') keeps it>"

    def _repr_html_(self) -> str:
        return self.picture()


def _inline(svg: str) -> str:
    """Without the head that a file of its own has."""
    return svg[svg.index("<svg") :]


def _csv(report: "Report") -> str:
    """Its first table."""
    sheet = report._table(None)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow(["" if cell is None else written(cell) for cell in row])
    return out.getvalue()
