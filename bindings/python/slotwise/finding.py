"""What validation finds."""

from typing import Any, Literal

from attrs import frozen

from slotwise import _html

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


class Findings(tuple[Finding, ...]):
    """Findings in the order of their places: a tuple that notebooks show as a table."""

    __slots__ = ()

    @property
    def errors(self) -> "Findings":
        """Those that keep it from being planned."""
        return Findings(one for one in self if one.severity == "error")

    @property
    def warnings(self) -> "Findings":
        """Those that somebody should look at."""
        return Findings(one for one in self if one.severity == "warning")

    def __str__(self) -> str:
        return "\n".join(str(one) for one in self) or "nothing found"

    def _repr_html_(self) -> str:
        if not self:
            return _html.note("Nothing found: it can be planned.")
        rows = [
            (one.severity, one.code, _where(one), f"{one.message}; {one.remedy}") for one in self
        ]
        return _html.table(("", "code", "where", "what, and what to do"), rows, code=(2,))


def _where(finding: Finding) -> str:
    return finding.path if finding.other is None else f"{finding.path} (see {finding.other})"


def findings(data: list[dict[str, Any]]) -> Findings:
    """Findings from plain data."""
    return Findings(Finding(**finding) for finding in data)
