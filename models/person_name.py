"""Names of people as rosters print them and as people type them: titles aside, spaces aside, nearly right. Pure."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from models.thaitext import normalise

# Longest first, so that "นางสาว" is not read as "นาง" + "สาว". A dot may be missing or be followed by a blank.
_WRITTEN_OUT = (
    *("ว่าที่ร้อยตรีหญิง", "ว่าที่ร้อยตรี", "ว่าที่ร้อยโท", "ว่าที่ร้อยเอก", "พันจ่าอากาศเอก", "พันจ่าเอก", "จ่าสิบเอก"),
    *("จ่าสิบตำรวจ", "สิบตำรวจเอก", "สิบตำรวจโท", "สิบตำรวจตรี", "ดาบตำรวจ", "ร้อยตรี", "ร้อยโท", "ร้อยเอก", "พันตรี"),
    *("พันโท", "พันเอก", "จ่าเอก", "จ่าโท", "จ่าตรี", "สิบเอก", "สิบโท", "สิบตรี", "อาจารย์", "นางสาว", "นาง", "นาย"),
    *("เด็กหญิง", "เด็กชาย", "คุณ"),
)
_SHORTENED = (
    *("ว่าที่ ร.ต.หญิง", "ว่าที่ ร.ต.", "ว่าที่ ร.ท.", "ว่าที่ ร.อ.", "พ.จ.อ.", "พ.อ.อ.", "จ.ส.อ.", "จ.ส.ต.", "ส.ต.อ."),
    *("ส.ต.ท.", "ส.ต.ต.", "ด.ต.", "ร.ต.", "ร.ท.", "ร.อ.", "พ.ต.", "พ.ท.", "พ.อ.", "จ.อ.", "จ.ท.", "จ.ต.", "ส.อ."),
    *("ส.ท.", "น.ส.", "ดร.", "ผศ.", "รศ.", "นพ.", "พญ.", "อ."),
)
_WOMAN = ("นาง", "นส", "เด็กหญิง", "พญ")
_MAN = ("นาย", "เด็กชาย", "นพ")
# A vowel or mark after the title's last letter says that the letters are part of the name ("คุณากร", "นายิกา").
_NOT_INSIDE = "(?![ะ-ฺ็-๎ๅ])"


def _pattern(title: str) -> str:
    parts = [re.escape(part) for part in re.split(r"[. ]", title) if part]
    if title in _WRITTEN_OUT or title.endswith("หญิง"):
        return "[. ]{0,2}".join(parts) + _NOT_INSIDE
    # Letters without any dot or blank may begin a name: "นส" needs one of them somewhere ("น.ส.", "นส.", "นส ").
    return "[. ]{0,2}".join(parts) + "[. ]"


_TITLE = re.compile("|".join(_pattern(title) for title in (*_SHORTENED, *_WRITTEN_OUT)))
_SOUND = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_LIKE = 0.8  # a letter or tone mark wrong in a given name
_SHORTEST, _LONGEST = 2, 80  # letters: one letter begins half the roster, and a paragraph is no name


@lru_cache(maxsize=8192)  # a roster compares each of its names with every other
def split_title(name: str) -> tuple[str, str]:
    """(titles as written without blanks and dots, the name with single blanks)."""
    rest = " ".join(normalise(name).split())
    titles = ""
    while (found := _TITLE.match(rest)) and rest[found.end() :].strip(" ."):
        titles += _SOUND.sub("", found.group())
        rest = rest[found.end() :].lstrip(" .")
    return titles, rest


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """The key by which names are compared: no titles, blanks or dots."""
    return _SOUND.sub("", split_title(name)[1]).lower()


def same_person(one: str, other: str) -> bool:
    """True when two roster names name one person; นาย and นาง before the same name are two people."""
    return name_key(one) == name_key(other) and not {_sex(one), _sex(other)} >= {"woman", "man"}


def rank_names(typed: str, names: Sequence[str]) -> list[int]:
    """Which of the names somebody may mean by what they typed, as indexes, nearest first; empty when none.

    The whole name settles it; else the given name; else a name cut short; else one with a slip in it.
    """
    key = name_key(typed[: 3 * _LONGEST])
    if not _SHORTEST <= len(key) <= _LONGEST:
        return []
    for fits in (_whole, _given, _begun):
        found = [n for n, name in enumerate(names) if fits(key, name)]
        if found:
            return found
    alike = {n: _likeness(key, name) for n, name in enumerate(names)}
    return sorted((n for n, score in alike.items() if score >= _LIKE), key=lambda n: -alike[n])


def given_name(name: str) -> str:
    """The first of the names, without titles, blanks and dots: what colleagues call a person."""
    return _SOUND.sub("", split_title(name)[1].split(" ")[0]).lower()


def _whole(key: str, name: str) -> bool:
    return name_key(name) == key


def _given(key: str, name: str) -> bool:
    return given_name(name) == key


def _begun(key: str, name: str) -> bool:
    return name_key(name).startswith(key)


def _likeness(key: str, name: str) -> float:
    alike = (SequenceMatcher(None, key, part, autojunk=False) for part in (name_key(name), given_name(name)))
    return max(one.ratio() for one in alike)


def _sex(name: str) -> str | None:
    title = split_title(name)[0]
    if title.startswith(_WOMAN) or title.endswith("หญิง"):
        return "woman"
    return "man" if title.startswith(_MAN) else None
