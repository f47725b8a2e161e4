"""How LINE counts text, and cutting a text to fit without tearing a Thai letter from its marks. Pure."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from models import thaitext

KEPT = 2_048  # texts: titles, names and labels come again and again, in a round of reminders within a second
_SARA_AM = "\u0e33"
_SKIN = range(0x1F3FB, 0x1F400)
_MARKS_A_LETTER = 4  # Thai needs two; a joke text with fifty must not fill a card


@lru_cache(maxsize=KEPT)
def tidy(text: str, breaks: bool = False) -> str:
    """The text as a screen should get it: one spelling, no control or direction characters, single spaces.

    breaks: line breaks stay. Lone surrogates go: they cannot be sent as UTF-8.
    """
    lines = thaitext.normalise(text).splitlines() if breaks else [thaitext.normalise(text)]
    joined = "\n".join(" ".join(line.split()) for line in lines)
    return "".join(c for c in joined if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn")).strip()


def units(text: str) -> int:
    """UTF-16 code units: LINE's measure for message text, alt text and action data."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def letters(text: str) -> int:
    """Grapheme clusters, flags and skin tones counted double: never less than LINE counts for labels."""
    return sum(not _is_mark(c) for c in text)


@lru_cache(maxsize=KEPT)
def shorten(text: str, most: int, measure: Callable[[str], int] = units) -> str:
    """The tidy text, cut between whole letters and ended with "…" where it is longer than `most`."""
    tidied = _calm(tidy(text, breaks=True))
    if measure(tidied) <= most:
        return tidied
    kept, room = "", most - 1
    for cluster in clusters(tidied):
        if (room := room - measure(cluster)) < 0:
            break
        kept += cluster
    return kept.rstrip() + "…"


def clusters(text: str) -> list[str]:
    """The text as a reader's letters: a base with its marks, an emoji with its skin tone, a flag."""
    found: list[str] = []
    for c in text:
        if found and (_attaches(c) or _second_half_of_flag(found[-1], c)):
            found[-1] += c
        else:
            found.append(c)
    return found


def _attaches(c: str) -> bool:
    return _is_mark(c) or ord(c) in _SKIN


def _is_mark(c: str) -> bool:
    return unicodedata.category(c) in ("Mn", "Me") or c == _SARA_AM


def _second_half_of_flag(before: str, c: str) -> bool:
    return len(before) == 1 and _is_flag(before) and _is_flag(c)


def _is_flag(c: str) -> bool:
    return 0x1F1E6 <= ord(c) <= 0x1F1FF


def _calm(text: str) -> str:
    """No more marks on one letter than any language needs."""
    run, kept = 0, []
    for c in text:
        run = run + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if run <= _MARKS_A_LETTER:
            kept.append(c)
    return "".join(kept)
