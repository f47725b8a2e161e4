"""Glyphs placed on a page put back into words and lines, Thai marks on the letters they belong to. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.45  # of the letter size: how far two baselines may lie apart
_SPACE = 0.3  # of the letter size: a gap that reads as a blank; smaller ones come from justified setting
_COLUMN = 0.75  # of the letter size: a gap that parts columns
_GRID = 0.25  # of the letter size: one printed column; narrower than any letter, so that none pushes the next
_FULL = 0.72  # of the page's breadth: what a line reaches that ended because the next word had no room
_NEXT = 2.0  # of the letter size: lines further apart are not of one paragraph
_SAME_SIZE = 0.5  # points
_BEGINS = re.compile(r"[-–•●(]|[0-9๐-๙]{1,2}[.)]|[0-9๐-๙]+\.[0-9๐-๙]")  # a list's point begins a line of its own
_PARAGRAPH = 1.4  # of the usual distance between lines: more reads as a blank line


@dataclass(frozen=True)
class Glyph:
    """One drawn character: text as the file says, points from the page's left and top, baseline downwards.

    upright: False when it is set on its side (month names in narrow columns).
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    upright: bool = True


@dataclass(frozen=True)
class Line:
    """The letters of one printed line from left to right, marks joined to their letters."""

    letters: tuple[Glyph, ...]

    @property
    def baseline(self) -> float:
        return self.letters[0].baseline

    @property
    def size(self) -> float:
        return max(letter.size for letter in self.letters)


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Upright glyphs as lines from top to bottom; the order they were drawn in tells which mark is whose."""
    rows: list[list[Glyph]] = []
    for letter in sorted(_letters(glyphs), key=lambda letter: letter.baseline):
        if rows and letter.baseline - rows[-1][0].baseline <= _SAME_LINE * min(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    ordered = (Line(tuple(sorted(row, key=lambda letter: letter.left))) for row in rows)
    return [line for line in ordered if any(letter.text.strip() for letter in line.letters)]


def _letters(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs with the marks drawn after them; a letter drawn twice in one place (false bold) counts once."""
    found: list[Glyph] = []
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        place = (glyph.text, round(glyph.left), round(glyph.baseline))
        if place in seen and glyph.text.strip():
            continue
        seen.add(place)
        if not glyph.text:  # said by the glyph before it, which is therefore wider than drawn
            found[-1:] = [replace(letter, right=max(letter.right, glyph.right)) for letter in found[-1:]]
        elif found and _is_mark(glyph.text) and _touches(found[-1], glyph):
            found[-1] = replace(found[-1], text=found[-1].text + glyph.text)
        else:
            found.append(glyph)
    return found


def _is_mark(text: str) -> bool:
    return all(unicodedata.category(character) == "Mn" or "\uf700" <= character <= "\uf71a" for character in text)


def _touches(letter: Glyph, mark: Glyph) -> bool:
    near = letter.left - letter.size < mark.left < letter.right + letter.size
    return near and abs(letter.baseline - mark.baseline) < letter.size


def goes_on(line: Line, following: Line, breadth: float) -> bool:
    """Whether a sentence that filled its line goes on in the next; breadth: points of the page from edge to edge."""
    filled = line.letters[-1].right - line.letters[0].left > _FULL * breadth
    near = following.baseline - line.baseline < _NEXT * line.size
    return filled and near and abs(line.size - following.size) < _SAME_SIZE and not _BEGINS.match(words(following))


def together(text: str, following: str) -> str:
    """Two lines of one sentence: Thai breaks between words without a blank, figures and Latin words only at one."""
    blank = following[:1].isascii() or following[:1].isdigit() or text[-1:].isascii() or text[-1:].isdigit()
    return f"{text} {following}" if blank else text + following


def words(line: Line) -> str:
    """The line's text, a blank where the gap is wide enough for one."""
    text = ""
    for before, letter in _pairs(line.letters):
        gap = before is not None and letter.left - before.right > _SPACE * letter.size
        text += (" " if gap and not text.endswith(" ") else "") + letter.text
    return text.strip()


def _pairs(letters: Sequence[Glyph]) -> Iterator[tuple[Glyph | None, Glyph]]:
    before: Glyph | None = None
    for letter in letters:
        yield before, letter
        if letter.text.strip():
            before = letter


def grid_text(found: Sequence[Line]) -> list[str]:
    """Lines as text of even columns, gaps between table columns kept as blanks, blank lines where print has them."""
    if not found:
        return []
    unit = _GRID * min(line.size for line in found)
    steps = [below.baseline - above.baseline for above, below in pairwise(found)]
    usual = median(steps) if steps else 0.0
    result: list[str] = []
    for step, line in zip([0.0, *steps], found, strict=True):
        result += [""] if step > _PARAGRAPH * usual else []
        result.append(_on_grid(line, unit))
    return result


def _on_grid(line: Line, unit: float) -> str:
    """Each run of letters starts at the column of its place on paper."""
    text, width = "", 0
    for run in _runs(line):
        start = max(round(run[0].left / unit), width + 2 if text else 0)
        part = words(Line(tuple(run)))
        text += " " * (start - width) + part
        width = start + sum(unicodedata.category(c) not in ("Mn", "Cf") for c in part)
    return text


def _runs(line: Line) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for before, letter in _pairs([letter for letter in line.letters if letter.text.strip() or letter.text == " "]):
        if before is None or letter.left - before.right > _COLUMN * letter.size:
            if not letter.text.strip():
                continue
            runs.append([])
        if runs:
            runs[-1].append(letter)
    return runs


def sideways(glyphs: Iterable[Glyph]) -> str:
    """Glyphs set on their side, in the order they were drawn."""
    return "".join(glyph.text for glyph in glyphs)


def block_text(glyphs: Sequence[Glyph]) -> str:
    """A cell's text: its lines under each other, then what is set on its side."""
    upright = [words(line) for line in lines(glyph for glyph in glyphs if glyph.upright)]
    return "\n".join(filter(None, [*upright, sideways(glyph for glyph in glyphs if not glyph.upright)]))
