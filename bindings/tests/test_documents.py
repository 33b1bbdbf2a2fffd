"""What is written down runs: the README, the docstring of the package, the notebooks."""

import doctest
import json
import re
from pathlib import Path
from typing import Any

import pytest

import slotwise as sw

ROOT = Path(__file__).parents[2]


def test_the_quick_starts_of_the_readme_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 6
    scope: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), scope)
    result = scope["result"]
    assert (result.status, result.gap, result.unplaced) == ("optimal", 0, ())
    assert result.plan.check() == ()
    assert scope["table"].height == 4
    assert scope["plan"].why_unplaced("Cole").facts
    assert (scope["relaxed"].status, scope["relaxed"].unplaced) == ("optimal", ())


def test_the_packages_own_example_runs() -> None:
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.testmod(sw, optionflags=options) == (0, 9)


@pytest.mark.parametrize("path", sorted((ROOT / "bindings" / "notebooks").glob("*.ipynb")))
def test_notebooks_are_kept_without_outputs(path: Path) -> None:
    """They differ on every run (times), and pictures do not show on code hosts."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert sum("assert " in "".join(cell["source"]) for cell in code) >= 5
