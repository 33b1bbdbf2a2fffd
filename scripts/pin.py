"""Writes requirements/NAME.txt from NAME.in: every package below it, pinned.

Usage: pin.py NAME python3.10 python3.11 ...   (the interpreters to pin for, oldest first)

Each interpreter resolves for itself; where they differ, the line carries the versions that
it holds for. The newest interpreter's pins hold for later ones too.
"""

import json
import re
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"


def resolve(interpreter: str, name: str) -> tuple[str, dict[str, str]]:
    """The interpreter's version (`3.10`) and what pip would install there."""
    asked = [interpreter, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    version = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([interpreter, "-m", "venv", f"{folder}/venv"], check=True)
        pip = [f"{folder}/venv/bin/python", "-m", "pip", "-q", "install"]
        subprocess.run([*pip, "--upgrade", "pip"], check=True)
        report = Path(folder, "report.json")
        subprocess.run(
            [*pip, "--dry-run", "--ignore-installed", "--only-binary", ":all:",
             "--report", str(report), "-r", str(REQUIREMENTS / f"{name}.in")],
            check=True,
        )
        found = [item["metadata"] for item in json.loads(report.read_text())["install"]]
    return version, {re.sub(r"[-_.]+", "-", item["name"].lower()): item["version"] for item in found}


def lines(resolved: list[tuple[str, dict[str, str]]]) -> list[str]:
    """One line per package and run of interpreters that agree on its version."""
    pythons = [python for python, _ in resolved]
    result = []
    for package in sorted({package for _, pins in resolved for package in pins}):
        for pin, group in groupby(resolved, key=lambda item: item[1].get(package)):
            if pin is None:
                continue
            holds = [python for python, _ in group]
            marker = []
            if holds[0] != pythons[0]:
                marker.append(f'python_version >= "{holds[0]}"')
            if holds[-1] != pythons[-1]:
                after = pythons[pythons.index(holds[-1]) + 1]
                marker.append(f'python_version < "{after}"')
            condition = f" ; {' and '.join(marker)}" if marker else ""
            result.append(f"{package}=={pin}{condition}")
    return result


def main(name: str, interpreters: list[str]) -> None:
    """Resolves for each interpreter and writes the file."""
    resolved = [resolve(interpreter, name) for interpreter in interpreters]
    named = ", ".join(python for python, _ in resolved)
    head = f"# Written by scripts/pin.py from {name}.in for Python {named}."
    (REQUIREMENTS / f"{name}.txt").write_text("\n".join([head, *lines(resolved)]) + "\n")


if __name__ == "__main__":
    if not sys.argv[2:]:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
