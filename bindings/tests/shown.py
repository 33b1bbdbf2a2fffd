"""What tests of reports share: running the command, and whether HTML is sound."""

import subprocess
import sysconfig
from html.parser import HTMLParser
from pathlib import Path


def run(*arguments: object, folder: Path) -> tuple[int, str, str]:
    """Exit code, output, errors of the command ``slotwise``."""
    command = Path(sysconfig.get_path("scripts")) / "slotwise"
    done = subprocess.run(
        [str(command), *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


class _Balanced(HTMLParser):
    """Whether each element ends where it should."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def sound(page: str) -> str:
    """The page, in which each element ends where it should."""
    parser = _Balanced()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return page
