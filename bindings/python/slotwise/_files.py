"""Files that people name."""

from pathlib import Path

from slotwise.errors import UnreadableFile
from slotwise.finding import Finding, Findings

# A little more than the compiled half reads, so that it sees what is too long.
_MOST = (64 << 20) + 16


def file_text(path: Path) -> str:
    """The text of a file, in UTF-8. Raises `UnreadableFile`."""
    try:
        with path.open("rb") as file:
            return file.read(_MOST).decode("utf-8-sig")
    except OSError as error:
        message, remedy = error.strerror or str(error), "check the path and its permissions"
    except UnicodeDecodeError as error:
        message, remedy = f"byte {error.start} is no UTF-8", "save the file as UTF-8"
    raise UnreadableFile(Findings([Finding("SW-E0003", str(path), message, remedy)]))
