"""Judges the files that the demo wrote, as someone who opens them would.

Usage: check_demo.py FOLDER STARTED   (STARTED: seconds since 1970; older files are left-overs)

The demo itself asserts its numbers (`--check`); here it is about whether what it wrote can be
opened: fresh, well formed, and drawn without anything from the network.
"""

import csv
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
# Attributes that make a browser fetch; a namespace or a plain link does not.
FETCHING = {"src", "srcset", "poster", "data"}


class Page(HTMLParser):
    """What a page is made of and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.fetched: list[str] = []
        self.styles = ""
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._in_style = tag == "style"
        for name, value in attrs:
            fetches = name in FETCHING or (tag == "link" and name == "href")
            if fetches and value and not value.startswith("data:"):
                self.fetched.append(f"<{tag} {name}={value!r}>")
            if name == "style" and value:
                self.styles += value

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.styles += data


def outside_styles(styles: str) -> list[str]:
    """What style sheets would fetch."""
    return re.findall(r"@import[^;]*|url\(\s*['\"]?(?!#|data:)[^)]*\)", styles)


def check_svg(path: Path) -> list[str]:
    """Well-formed, with bars, words and titles on hover, and nothing fetched."""
    root = ElementTree.parse(path).getroot()
    findings = [] if root.tag == f"{SVG}svg" else [f"starts with {root.tag}, not svg"]
    for tag in ("rect", "text", "title"):
        if root.find(f".//{SVG}{tag}") is None:
            findings.append(f"holds no <{tag}>")
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href" and not value.startswith(("#", "data:")):
                findings.append(f"links outside: {value}")
    styles = " ".join([*(style.text or "" for style in root.iter(f"{SVG}style")),
                       *(element.get("style", "") for element in root.iter())])
    return findings + [f"fetches {found}" for found in outside_styles(styles)]


def check_html(path: Path) -> list[str]:
    """A picture in the page, and nothing fetched: it opens offline."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    findings = [] if "svg" in page.tags else ["holds no picture"]
    return findings + [f"fetches {found}" for found in page.fetched + outside_styles(page.styles)]


def check_json(path: Path) -> list[str]:
    """One object with a version and what it holds."""
    content = json.loads(path.read_text(encoding="utf-8"))
    held = path.stem
    lacking = {"format_version", held} - set(content)
    return [f"holds no {', '.join(sorted(lacking))}"] if lacking else []


def check_csv(path: Path) -> list[str]:
    """A table in which every row has each column, with a row for each stage that somebody takes."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, restval=None))
    whole = all(None not in row and None not in row.values() for row in rows)
    findings = [] if len(rows) > 155 else [f"holds {len(rows)} rows"]
    return findings if whole else [*findings, "holds rows that are too long or too short"]


CHECKS = {
    "programme.json": check_json,
    "plan.json": check_json,
    "plan.csv": check_csv,
    "plan.svg": check_svg,
    "plan.html": check_html,
}


def findings_of(folder: Path, started: float) -> list[str]:
    """Everything that is wrong with the demo's files."""
    findings = []
    for name, check in CHECKS.items():
        path = folder / name
        if not path.is_file():
            findings.append(f"{path} was not written")
        elif path.stat().st_mtime < started:
            findings.append(f"{path} is older than this run")
        else:
            try:
                findings += [f"{path} {finding}" for finding in check(path)]
            except (ValueError, ElementTree.ParseError) as error:
                findings.append(f"{path} is not well formed: {error}")
    return findings


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = findings_of(Path(sys.argv[1]), float(sys.argv[2]))
    print("\n".join(found) or f"All {len(CHECKS)} files in {sys.argv[1]} are as they should be.")
    sys.exit(bool(found))
