"""What the report of an item must have, what of it is still missing, and whether an answer says anything new. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from config.items import Catalogue, CatalogueItem, Element
from models.thaitext import fold_digits, squeeze

RESULT = Element("result", "สรุปผล", "ทำอะไร เมื่อไร ที่ไหน")
OUTCOME = Element("outcome", "ผลลัพธ์", "เกิดผลอย่างไร ประชาชนหรือหน่วยงานได้อะไร")
EVIDENCE = Element("evidence", "หลักฐาน", "มีลิงก์หน้าเว็บ รูป หรือไฟล์ไหม", "evidence", "ส่งในแชตนี้ได้เลย")

SAME_CODE = 0.5  # a code counts when its title is at least this like the plan's
SAME_TITLE = 0.85  # a title alone counts, in a year without a catalogue or under another code
REPEATS = 0.9
COMPARED = 1000  # letters of an answer that are compared; the measure grows with their product
SHORTEST = 12  # a shorter answer ("ดำเนินการแล้ว") is like many others by accident
# Rounds of which only the last of the year is asked for more than its result and evidence: outcome comes with the year.
_MANY_ROUNDS = ("weekly", "monthly", "quarterly")
_LOOSE = re.compile(r"[^ก-๛A-Za-z0-9]+")
_MONTH = re.compile(r"มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|(?:[มกพสตธ]\.?[คพย]|มิ\.?ย)\.")


@dataclass(frozen=True)
class Share:
    """One occurrence as far as its report goes: year, codes, title, and whether it is the last round of its year."""

    fiscal_year: int
    codes: tuple[str, ...]
    title: str
    rhythm: str
    is_last_round: bool


def required(share: Share, catalogues: Sequence[Catalogue]) -> tuple[Element, ...]:
    """All that the report of this occurrence must have, in the order in which it is asked for.

    Of several codes each is scored by itself: the report can tell them apart when the answer does.
    """
    result = replace(RESULT, hint=f"ตอบแยกตามข้อได้ เช่น {share.codes[0]} ทำอะไรแล้ว") if len(share.codes) > 1 else RESULT
    if share.rhythm in _MANY_ROUNDS and not share.is_last_round:
        return (result, EVIDENCE)
    extra = {e.key: e for item in items_for(share, catalogues) for e in item.elements}
    return (result, OUTCOME, *extra.values(), EVIDENCE)


def missing(needed: Iterable[Element], answered: Collection[str], has_evidence: bool) -> tuple[Element, ...]:
    """What of it nobody has answered yet."""
    return tuple(e for e in needed if not (has_evidence if e.kind == "evidence" else e.key in answered))


def items_for(share: Share, catalogues: Sequence[Catalogue]) -> tuple[CatalogueItem, ...]:
    """The catalogue's items that a row of the plan is about: by code and title in its year, else by the title alone.

    A code alone never counts, since it means something else every year. catalogues: the newest first.
    """
    of_year = [item for c in catalogues if c.fiscal_year == share.fiscal_year for item in c.items]
    alike = [item for item in of_year if item.code in share.codes and _likeness(item.title, share.title, SAME_CODE)]
    if alike:
        return tuple(alike)
    others = [item for c in catalogues for item in c.items]
    found = [(likeness, item) for item in others if (likeness := _likeness(item.title, share.title, SAME_TITLE))]
    # A title and a longer one that begins with it are both alike: the nearer one counts, of equals the newest.
    return (max(found, key=lambda one: one[0])[1],) if found else ()


def repeats(words: str, others: Iterable[str]) -> bool:
    """Whether an answer only says again what one of the others says."""
    mine = _bare(words)[:COMPARED]
    return len(mine) >= SHORTEST and any(_is_same(mine, _bare(other)[:COMPARED]) for other in others)


def lacks(element: Element, words: str) -> str:
    """What the words should hold and do not: "number", "date" or nothing ("")."""
    digits = any(c.isdigit() for c in fold_digits(words))
    if element.kind == "number" and not digits:
        return "number"
    return "date" if element.kind == "date" and not digits and not _MONTH.search(words) else ""


def _likeness(ours: str, theirs: str, least: float) -> float:
    """How alike two titles are, 0 when less than `least`; most pairs are told apart by their letters alone."""
    a, b = _bare(ours), _bare(theirs)[:COMPARED]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if not a or not b or matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    found = matcher.ratio()
    return found if found >= least else 0.0


def _is_same(mine: str, other: str) -> bool:
    matcher = SequenceMatcher(None, other, mine, autojunk=False)
    return matcher.real_quick_ratio() >= REPEATS and matcher.quick_ratio() >= REPEATS and matcher.ratio() >= REPEATS


def _bare(words: str) -> str:
    return _LOOSE.sub("", squeeze(words)).lower()
