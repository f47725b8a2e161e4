"""The one place that asks what time it is: the machine's clock, or CLOCK_FILE in demo and tests."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

Clock = Callable[[], datetime]


class ClockError(Exception):
    """CLOCK_FILE cannot be read as one ISO 8601 line with an offset; trying again helps once it is mended."""


def system_clock() -> datetime:
    """The machine's time, aware, UTC."""
    return datetime.now(UTC)


def make_clock(clock_file: Path | None) -> Clock:
    """The clock every process uses; a file's line is re-read at each use."""
    return system_clock if clock_file is None else lambda: read_clock_file(clock_file)


def read_clock_file(path: Path) -> datetime:
    """One ISO 8601 line with offset → aware datetime in UTC."""
    try:
        moment = datetime.fromisoformat(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError) as error:
        raise ClockError(f"CLOCK_FILE {path} is not one ISO 8601 line such as 2026-11-30T08:30:00+07:00") from error
    if moment.tzinfo is None:
        raise ClockError(f"CLOCK_FILE {path} has no offset: write 2026-11-30T08:30:00+07:00")
    return moment.astimezone(UTC)
