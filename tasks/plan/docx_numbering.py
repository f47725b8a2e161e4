"""The numbers Word prints before list paragraphs and does not keep in their text."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from models.thaitext import to_thai_digits

_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"  # ฃ and ฅ are not counted with
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DEEPEST = 9  # levels a Word list has


@dataclass(frozen=True)
class _Level:
    kind: str
    text: str
    start: int


class Numbering:
    """Counts the lists of one document; paragraphs are to be asked in reading order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """numbering, styles: the XML roots of those parts, None where the file has none."""
        self._levels = _levels(numbering) if numbering is not None else {}
        self._styles = _styles(styles) if styles is not None else {}
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _DEEPEST)

    def mark(self, paragraph: Any) -> str:
        """The paragraph's own number or bullet with a blank after it, "" outside lists."""
        properties = paragraph.find(qn("w:pPr"))
        number, depth = self._place(properties)
        level = self._levels.get((number, depth))
        if level is None:
            return ""
        counts = self._counts[number]
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        if level.kind == "bullet":
            return "- "
        return f"{self._shown(number, depth, level.text)} ".lstrip()

    def _place(self, properties: Any) -> tuple[str, int]:
        own = None if properties is None else properties.find(qn("w:numPr"))
        style = None if properties is None else properties.find(qn("w:pStyle"))
        inherited = self._styles.get(_value(style), ("", 0))
        if own is None:
            return inherited
        number, depth = _value(own.find(qn("w:numId"))), _value(own.find(qn("w:ilvl")))
        return number or inherited[0], _depth(depth) if depth else inherited[1]

    def _shown(self, number: str, depth: int, text: str) -> str:
        for n in range(depth + 1):
            level = self._levels.get((number, n))
            if level is not None and f"%{n + 1}" in text:
                count = self._counts[number][n]
                text = text.replace(f"%{n + 1}", _figure(level.start if count is None else count, level.kind))
        return text


def _value(element: Any) -> str:
    return "" if element is None else element.get(qn("w:val")) or ""


def _depth(text: str) -> int:
    return min(int(text), _DEEPEST - 1) if text.isdecimal() else 0


def _levels(root: Any) -> dict[tuple[str, int], _Level]:
    abstract = {e.get(qn("w:abstractNumId")): e for e in root.iterchildren(qn("w:abstractNum"))}
    found: dict[tuple[str, int], _Level] = {}
    for number in root.iterchildren(qn("w:num")):
        base = abstract.get(_value(number.find(qn("w:abstractNumId"))))
        own = list(number.iter(qn("w:lvl")))
        for level in [*([] if base is None else base.iterchildren(qn("w:lvl"))), *own]:
            found[number.get(qn("w:numId")) or "", _depth(level.get(qn("w:ilvl")) or "")] = _level(level)
    return found


def _level(element: Any) -> _Level:
    start = _value(element.find(qn("w:start")))
    kind = _value(element.find(qn("w:numFmt"))) or "decimal"
    return _Level(kind, _value(element.find(qn("w:lvlText"))), int(start) if start.isdecimal() else 1)


def _styles(root: Any) -> dict[str, tuple[str, int]]:
    """The list each paragraph style belongs to, its own or its base style's."""
    styles = {e.get(qn("w:styleId")) or "": e for e in root.iterchildren(qn("w:style"))}
    found: dict[str, tuple[str, int]] = {}
    for name in styles:
        seen: set[str] = set()
        at = name
        while at in styles and at not in seen:
            seen.add(at)
            number = _value(styles[at].find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}"))
            if number:
                depth = _value(styles[at].find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}"))
                found[name] = (number, _depth(depth))
                break
            at = _value(styles[at].find(qn("w:basedOn")))
    return found


def _figure(count: int, kind: str) -> str:
    if kind in ("thaiNumbers", "thaiCounting"):
        return to_thai_digits(str(count))
    if kind == "thaiLetters":
        return _letter(count, _LETTERS)
    if kind in ("lowerLetter", "upperLetter"):
        letter = _letter(count, "abcdefghijklmnopqrstuvwxyz")
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 400:
        return _roman(count).upper() if kind == "upperRoman" else _roman(count)
    if kind == "decimalZero":
        return f"{count:02d}"
    return "" if kind == "none" else str(count)


def _letter(count: int, letters: str) -> str:
    """Word goes on with doubled letters after the last one."""
    return letters[(count - 1) % len(letters)] * min((count - 1) // len(letters) + 1, 5) if count > 0 else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        while count >= worth:
            text, count = text + letters, count - worth
    return text
