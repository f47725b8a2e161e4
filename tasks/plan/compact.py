"""A text without its blanks that still knows where each letter stood: scans break Thai words anywhere. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.thaitext import fold_digits, normalise


@dataclass(frozen=True)
class Compact:
    """text: no blanks, Arabic digits. raw: the same with both as printed."""

    raw: str
    text: str
    places: tuple[int, ...]

    def printed(self, start: int, end: int) -> str:
        """The printed words behind the letters start:end of `text`."""
        if start >= end:
            return ""
        return self.raw[self.places[start] : self.places[end - 1] + 1]

    def find(self, pattern: re.Pattern[str]) -> str:
        """The printed words of the first hit, or ""."""
        hit = pattern.search(self.text)
        return self.printed(*hit.span()) if hit else ""

    def spans(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where the pattern hits, as places in `text`."""
        return (hit.span() for hit in pattern.finditer(self.text))


@lru_cache(maxsize=1024)  # one cell is asked about many things in turn
def compact(text: str) -> Compact:
    """The text made compact."""
    raw = normalise(text)
    places = tuple(i for i, letter in enumerate(raw) if not letter.isspace())
    return Compact(raw, fold_digits("".join(raw[i] for i in places)), places)
