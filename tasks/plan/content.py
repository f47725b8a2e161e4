"""A measure as it is stored and told: its content in the shapes JSON gives back, and a line that names it. Pure."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from models.records import MeasureReading
from models.thaitext import printable

_COLUMNS = ("row", "codes", "group", "title", "score", "duties")  # what has a column or a table of its own


def content_of(read: MeasureReading) -> dict[str, Any]:
    """What has no column of its own, in the shapes JSON gives back, so that an unchanged measure compares equal."""
    return {k: _plain(v) for k, v in asdict(read).items() if k not in _COLUMNS}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value


def label(codes: Sequence[str], title: str) -> str:
    """A measure in one line: its codes and the beginning of its title."""
    words = printable(f"{', '.join(codes)} {title}")
    return words if len(words) <= 80 else words[:79] + "…"
