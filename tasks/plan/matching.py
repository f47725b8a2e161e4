"""Which measure and duty of a corrected document is which of the one imported before. Pure."""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from models.readings import DutyReading, MeasureReading
from models.thaitext import squeeze

ALIKE = 0.75  # titles of one item differ by a mended word or two; those of two items share far less


@dataclass(frozen=True)
class Known:
    """A stored measure or duty in the words that matching compares."""

    id: int
    key: str
    mark: Hashable
    words: str


def measure_keys(measures: Sequence[MeasureReading]) -> list[str]:
    """A key a measure from its codes and title; a repeated one gets the number of its repetition."""
    return _numbered([_digest("|".join((*m.codes, squeeze(m.title)))) for m in measures])


def duty_keys(duties: Sequence[DutyReading]) -> list[str]:
    """A key a duty from who acts and the deadline wording."""
    return _numbered([_digest(f"{d.actor}|{squeeze(d.phrase)}") for d in duties])


def known_measures(measures: Sequence[MeasureReading]) -> list[Known]:
    """A document's measures as matching compares them; id is the place in the sequence."""
    keys = measure_keys(measures)
    return [Known(i, keys[i], m.codes, squeeze(m.title)) for i, m in enumerate(measures)]


def known_duties(duties: Sequence[DutyReading]) -> list[Known]:
    """A row's duties as matching compares them; id is the place in the sequence."""
    keys = duty_keys(duties)
    return [Known(i, keys[i], str(d.actor), squeeze(d.phrase)) for i, d in enumerate(duties)]


def pair(known: Sequence[Known], new: Sequence[Known]) -> dict[int, int]:
    """new.id → known.id, each used once: same key, else the same mark where it is unique, else alike words."""
    pairs: dict[int, int] = {}
    for same in (_same_key, _same_mark(known, new), _alike):
        free = [k for k in known if k.id not in pairs.values()]
        for one in new:
            match = next((k for k in free if one.id not in pairs and same(k, one)), None)
            if match:
                pairs[one.id] = match.id
                free.remove(match)
    return pairs


def _same_key(known: Known, new: Known) -> bool:
    return known.key == new.key


def _same_mark(known: Sequence[Known], new: Sequence[Known]) -> Callable[[Known, Known], bool]:
    marks, new_marks = [k.mark for k in known], [n.mark for n in new]

    def same(one: Known, other: Known) -> bool:
        mark = one.mark
        return bool(mark) and mark == other.mark and marks.count(mark) == 1 == new_marks.count(mark)

    return same


def _alike(known: Known, new: Known) -> bool:
    if known.mark and new.mark and known.mark != new.mark:
        return False
    return SequenceMatcher(None, known.words, new.words, autojunk=False).ratio() >= ALIKE


def _numbered(keys: list[str]) -> list[str]:
    return [key if not (n := keys[:i].count(key)) else f"{key}-{n + 1}" for i, key in enumerate(keys)]


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:20]
