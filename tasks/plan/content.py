"""A measure as it is stored and told: its content in the shapes JSON gives back, and a line that names it. Pure."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from models.readings import MeasureReading
from models.thaitext import printable

_COLUMNS = ("row", "codes", "group", "title", "score", "duties")  # what has a column or a table of its own


def content_of(read: MeasureReading) -> dict[str, Any]:
    """What has no column of its own, in the shapes JSON gives back, so that an unchanged measure compares equal."""
    return {k: plain(v) for k, v in asdict(read).items() if k not in _COLUMNS}


def plain(value: Any) -> Any:
    """The value in dicts, lists and what JSON has; days as ISO dates."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def label(codes: Sequence[str], title: str) -> str:
    """A measure in one line: its codes and the beginning of its title."""
    words = printable(f"{', '.join(codes)} {title}")
    return words if len(words) <= 80 else words[:79] + "…"
