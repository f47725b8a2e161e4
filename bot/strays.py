"""What looks like a code but names no item: "O99", "O 1 5", "ข้อ 85", "โอสิบสอง"; nobody can tell what it means. Pure."""

import re
from collections.abc import Iterator

from models.code_words import COUNTERS, LAW_WORDS, MONTHS, UNITS
from models.codes import find_codes
from models.thaitext import fold_digits, squeeze

_QUANTITY = rf"(?!\s?(?:{UNITS}|{MONTHS}|{COUNTERS}|ไฟล์|รูป))"
# "O 1 3": the number came apart, or the next one is left out; nobody can tell which item is meant.
CAME_APART = re.compile(
    rf"(?<![A-Za-z0-9])(?:[OEI]|โอ|อี|ไอ)\s?(?P<first>[1-9๑-๙])\s{{1,3}}(?P<then>[0-9๐-๙])(?![0-9๐-๙.:/%-]){_QUANTITY}",
    re.IGNORECASE,
)
_ONE = r"(?:หนึ่ง|สอง|สาม(?!ารถ)|สี่|ห้า(?!ม)|หก|เจ็ด|แปด|เก้า)"
_SPOKEN = rf"(?:(?:{_ONE}|ยี่)?สิบ(?:เอ็ด|{_ONE})?|{_ONE})"
_NUMBER = (
    rf"[0-9]{{1,4}}(?:[./][0-9]{{1,2}}|[A-Za-z])?(?![0-9A-Za-z])(?![.:/][0-9])(?!,[0-9]{{3}})(?!-[0-9]{{3}}){_QUANTITY}"
)
_ITEM = r"(?<![0-9])(?<![0-9]\s)ข้อ(?:ที่)?"  # "3 ข้อ" counts items
_LIKE_A_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?<![A-Za-z]\.)(?<![0-9][.:])"
    rf"(?:[OEI](?:IT)?|โอ|อี|ไอ|(?P<item>{_ITEM}))\s?[.\-–_]?\s?(?:{_NUMBER}|{_SPOKEN})",
    re.IGNORECASE,
)
# Another letter in its place, where no code stands beside it: "P13", but no "A4" and no "Q1".
_MISTYPED = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z][1-9][0-9](?![0-9A-Za-z])")
_NEAR = 30  # letters before "ข้อ 85" that can say it is a law's


def in_text(text: str) -> tuple[str, ...]:
    """As typed, in order of appearance; text: a message without its links."""
    plain = fold_digits(text)
    found = list(_found(plain))
    if not found and not find_codes(plain, bare=True).mentioned:
        found = list(_MISTYPED.finditer(plain))
    return tuple(dict.fromkeys(text[one.start() : one.end()].strip() for one in found))


def _found(plain: str) -> Iterator[re.Match[str]]:
    for one in _LIKE_A_CODE.finditer(plain):
        before = squeeze(plain[max(0, one.start() - _NEAR) : one.start()])
        of_a_law = one["item"] and any(word in before for word in LAW_WORDS)
        if not of_a_law and not find_codes(one[0], bare=True).mentioned:
            yield one
