"""Which of an office's units or sections a written name means. Pure."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from models.records import UnitRecord
from models.unit_names import UNITS, canonical_unit

_WRAPPING = re.compile(r"[()\[\]{}\"'“”‘’]")  # "กองการศึกษา (ศาสนาและวัฒนธรรม)" is one name
_SHORTEST_OPENING = 6  # "กองการ" begins several units; a shorter opening says too little
_NEARLY = 0.85  # one wrong or missing letter in a name of the usual length


def unit_key(name: str) -> str:
    """The key by which names are compared; "" when nothing of a name is left."""
    return canonical_unit(_WRAPPING.sub("", name)).lower().strip(".,/:;-–—")


def split_path(name: str) -> tuple[str, ...]:
    """ "กองคลัง/งานพัสดุ" → the unit and its section, stripped, empty parts left out."""
    return tuple(part.strip() for part in re.split(r"[/>]", name) if part.strip(" -–—"))


def match_unit(units: Sequence[UnitRecord], aliases: Mapping[str, int], name: str) -> UnitRecord | None:
    """The one unit or section a written name means; None when none or several could be meant.

    aliases: key → unit id. A path names the section within its unit.
    """
    path = split_path(name)
    if not path:
        return None
    if len(path) == 1:
        return _match(units, aliases, unit_key(path[0]))
    parent = match_unit(units, aliases, path[0])
    inside = [unit for unit in units if parent and unit.parent_id == parent.id]
    return match_unit(inside, aliases, "/".join(path[1:])) if inside else None


def _match(units: Sequence[UnitRecord], aliases: Mapping[str, int], key: str) -> UnitRecord | None:
    if not key:
        return None
    exact = [unit for unit in units if unit_key(unit.name) == key]
    named = exact or [unit for unit in units if aliases.get(key) == unit.id]
    found = named or [unit for unit in units if _opens(unit_key(unit.name), key)]
    tops = [unit for unit in found if unit.parent_id is None] or found
    return tops[0] if len(tops) == 1 else None


def _opens(one: str, other: str) -> bool:
    """True when one name is the other cut short ("งานพัสดุ"); the shorter must say enough and be no other unit."""
    if one in UNITS and other in UNITS:
        return False
    short, long = sorted((one, other), key=len)
    return len(short) > _SHORTEST_OPENING and long.startswith(short)


def nearest_unit(units: Sequence[UnitRecord], name: str) -> UnitRecord | None:
    """The unit whose name differs by about one letter, for "did you mean"; None when none is that near."""
    key = unit_key(name)
    alike = {unit: SequenceMatcher(None, key, unit_key(unit.name), autojunk=False).ratio() for unit in units}
    best = max(alike, key=alike.__getitem__, default=None)
    return best if best and alike[best] >= _NEARLY else None
