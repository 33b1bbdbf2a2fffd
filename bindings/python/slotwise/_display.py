"""A line about a run while it goes on: on a terminal, or a bar in a notebook."""

import importlib.util
import sys
from typing import Any

from slotwise.progress import Progress


class Display:
    """Shows progress until it is closed. Silent where standard error is neither a terminal nor a
    notebook's."""

    def __init__(self) -> None:
        self._bar = _tqdm(total=None, bar_format="{desc} [{elapsed}]")

    def show(self, news: Progress | None) -> None:
        """Shows news, or, without any, that time passes."""
        if news is not None:
            self._bar.set_description_str(line(news), refresh=False)
        self._bar.refresh()

    def close(self) -> None:
        """Leaves the last line standing."""
        self._bar.close()


def bar(total: int, what: str, shown: bool) -> Any:
    """A bar that counts up to a total; silent as `Display`, or if it is not to be shown."""
    if not shown:
        from tqdm import tqdm  # type: ignore[import-untyped]

        return tqdm(disable=True)
    return _tqdm(total=total, unit=f" {what}", smoothing=0.05)


def _tqdm(**options: Any) -> Any:
    # `None` lets tqdm itself find out whether anybody is looking.
    silent: bool | None = None
    if _in_notebook() and importlib.util.find_spec("ipywidgets") is None:
        from tqdm import tqdm

        silent = False  # A line of text, written over, does without widgets.
    else:
        from tqdm.auto import tqdm  # type: ignore[import-untyped]
    return tqdm(disable=silent, **options)


def _in_notebook() -> bool:
    """Whether a kernel runs this."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


def line(news: Progress) -> str:
    """One line about a run."""
    count = len(news.levels)
    if news.level >= count:
        return f"{news.phase}: gap {100 * news.gap:.2f} %"
    level = news.levels[news.level]
    return (
        f"{news.phase}: level {news.level + 1}/{count} {level.name} "
        f"{level.value:g} (bound {level.bound:g}, gap {100 * level.gap:.2f} %)"
    )
