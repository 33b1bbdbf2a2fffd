"""Small tables for notebooks. The notebook's own styles show them."""

import html
from collections.abc import Collection, Iterable, Sequence

_LEFT = ' style="text-align:left"'


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: Collection[int] = (),
    code: Collection[int] = (),
) -> str:
    """A table; `numbers` and `code` name columns, by place, that stand to the right or are code."""

    def cell(tag: str, place: int, value: object) -> str:
        shown = html.escape(str(value))
        if place in code and tag == "td":
            shown = f"<code>{shown}</code>"
        return f"<{tag}{'' if place in numbers else _LEFT}>{shown}</{tag}>"

    def line(tag: str, values: Sequence[object]) -> str:
        return "<tr>" + "".join(cell(tag, *item) for item in enumerate(values)) + "</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', headings)}</thead><tbody>{body}</tbody></table>"


def note(text: str) -> str:
    """A line of text."""
    return f"<p>{html.escape(text)}</p>"


def heading(strong: str, rest: str = "") -> str:
    """A line that begins in bold."""
    return f"<p><b>{html.escape(strong)}</b>{html.escape(rest)}</p>"


def folded(summary: str, content: str) -> str:
    """Something that opens on a click."""
    return f"<details><summary>{html.escape(summary)}</summary>{content}</details>"
