"""What validation finds."""

from typing import Any, Literal

from attrs import frozen

Severity = Literal["error", "warning"]


@frozen(order=False)
class Finding:
    """One thing that is wrong, or odd, in a programme, a plan or a file."""

    code: str
    """Stable code: ``SW-E...`` for errors, ``SW-W...`` for warnings."""
    path: str
    """Where, in the names of the JSON form: ``participants[12].routes[0].steps[2].stage``."""
    message: str
    """What is wrong, with the value."""
    remedy: str
    """What to do about it."""
    other: str | None = None
    """The other place, when two values clash."""

    @property
    def severity(self) -> Severity:
        """``"error"``: it can't be planned so. ``"warning"``: it can, but somebody should look."""
        return "warning" if self.code.startswith("SW-W") else "error"

    def __str__(self) -> str:
        other = f" (see {self.other})" if self.other else ""
        return f"{self.code} {self.path}: {self.message}{other}; {self.remedy}"


def findings(data: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """Findings from plain data."""
    return tuple(Finding(**finding) for finding in data)
