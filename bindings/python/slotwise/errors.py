"""What slotwise raises. All of it is a `SlotwiseError`.

A programme that can't all be placed is no error: see `Result.unplaced`.
"""

from slotwise.finding import Findings


class SlotwiseError(Exception):
    """The base of every exception that slotwise raises."""


class WrongType(SlotwiseError, TypeError):
    """An argument is of a type that can't be meant: a datetime where a date is asked for."""


class WrongValue(SlotwiseError, ValueError):
    """An argument is of the right type, but no such value: a naive datetime, a weight of NaN."""


class _WithFindings(SlotwiseError):
    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


class InvalidProgramme(_WithFindings):
    """The programme has errors. `findings` holds all of them, warnings included."""


class InvalidPlan(_WithFindings):
    """A plan names something that its programme does not have, or days that are no working days.

    `findings` holds all of it. A plan that merely breaks rules raises nothing: see `check`.
    """


class InvalidLog(_WithFindings):
    """A downtime log does not fit its programme. `findings` holds all of it, warnings included."""


class UnreadableFile(_WithFindings):
    """A file, a text or a frame can't be read. `findings` says where and why."""


class SolverError(SlotwiseError):
    """The solver broke down: a defect, never the programme's fault. Please report it."""


class SlotwiseWarning(UserWarning):
    """Something odd about a file that could be read all the same."""


class MissingExtra(SlotwiseError, ImportError):
    """A package that this needs is not installed; the message names the extra that brings it."""
