"""A plan as a dated picture."""

import html
from os import PathLike
from pathlib import Path

from attrs import field, frozen

from slotwise.errors import WrongValue


@frozen(order=False)
class Gantt:
    """A plan as a dated picture: environments as lanes, slots as bars with who is in them on hover.

    Notebooks show it by itself.
    """

    svg: str = field(repr=False)
    """The picture as an SVG file."""
    html: str = field(repr=False)
    """The picture as an HTML page of its own, with tables; it loads nothing from elsewhere."""

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the picture, as SVG or HTML by the file's ending.

        Raises `WrongValue` for another ending.
        """
        target = Path(path)
        contents = {".svg": self.svg, ".html": self.html}.get(target.suffix.lower())
        if contents is None:
            raise WrongValue(f"{str(target)!r} ends in neither .svg nor .html")
        target.write_text(contents, encoding="utf-8")

    def __repr__(self) -> str:
        return f"<Gantt: {len(self.svg) // 1024} KiB of SVG; .save('plan.html') keeps it>"

    def _repr_html_(self) -> str:
        # A frame keeps the page's styles and scripts apart from the notebook's.
        page = html.escape(self.html, quote=True)
        return (
            '<iframe sandbox="allow-scripts allow-popups" title="Gantt" '
            f'style="width:100%;height:640px;border:0" srcdoc="{page}"></iframe>'
        )
