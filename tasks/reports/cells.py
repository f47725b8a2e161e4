"""The source's own cells for printing again: points on lines apart, dates as set since, names as allowed. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.codes import find_codes
from models.readings import Person
from models.thaitext import fold_digits, squeeze
from tasks.reports.layout import Paragraph

# Within a line only a dash straight before a Thai letter is a point: "Pop - up" and "มกราคม - มีนาคม" hold none.
_POINT = re.compile(
    r"(?:^|(?<=\s))(?P<mark>\(?(?P<number>[0-9๐-๙]{1,2})[.)]|(?:^[-–•](?=\s?\S)|[-–•](?=[ก-๛])))(?=\s?\D)"
)
_FURTHEST = 2  # numbers a list may leave out; a bigger step is a figure in a sentence
_BOX = re.compile(r"\s*(?=[☐☑]\s)")
_TITLES = r"(?:นางสาว|นาง|นาย|น\.?ส\.?|ว่าที่(?:ร้อย|พัน)\S+|ดร\.)"


def paragraphs(text: str, whole: bool = False) -> tuple[Paragraph, ...]:
    """A cell's text by lines, its numbered or dashed points each on one of its own; whole: lines only."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if whole:
        return tuple(Paragraph(line) for line in lines)
    return tuple(one for line in lines for one in _points(line))


def _points(line: str) -> list[Paragraph]:
    starts, last = [], None
    for mark in _POINT.finditer(line):
        number = int(fold_digits(mark["number"])) if mark["number"] else None
        if number is not None and not _follows(number, last):
            continue
        last = number if number is not None else last
        starts.append(mark)
    if not starts:
        return [Paragraph(line)]
    found = [Paragraph(line[: starts[0].start()].strip())] if line[: starts[0].start()].strip() else []
    for mark, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else len(line)
        found.append(Paragraph(line[mark.end() : end].strip(), mark["mark"]))
    return [one for one in found if one.text]


def _follows(number: int, last: int | None) -> bool:
    """True for the next number of a list; a list begins anywhere when a cell goes on with one from the page before."""
    return number <= _FURTHEST + 1 if last is None else last < number <= last + _FURTHEST


def with_set_phrases(text: str, phrases: Iterable[tuple[str, str]]) -> str:
    """The cell with each deadline the coordinator worded anew in place of the document's wording."""
    for printed, own in phrases:
        letters = squeeze(printed)
        if not letters or squeeze(own) == letters:
            continue
        found = re.search(r"\s*".join(_either_digit(letter) for letter in letters), text)
        if found:
            text = text[: found.start()] + own + text[found.end() :]
    return text


def _either_digit(letter: str) -> str:
    return f"[{letter}{chr(0x0E50 + int(letter))}]" if letter.isascii() and letter.isdigit() else re.escape(letter)


def by_position(text: str, people: Sequence[Person]) -> str:
    """The cell without the officers' names where their positions stand in their stead."""
    for person in people:
        if person.position:
            name = r"\s*".join(map(re.escape, re.sub(_TITLES, "", person.name).split()))
            named = rf"{_TITLES}?\s*{name}\s*(?:ตำแหน่ง\s*:?\s*)?" if name else r"(?!)"
            text = re.sub(named, "", text)
    return text


@dataclass(frozen=True)
class SubItem:
    """One of several items that a cell lists: its code ("" for what stands before the first) and its lines."""

    code: str
    text: str


def sub_items(text: str, codes: Sequence[str]) -> tuple[SubItem, ...]:
    """The cell cut where a line begins with one of several codes of the measure's own; () where it lists none."""
    found: list[SubItem] = []
    for line in text.split("\n"):
        reading = find_codes(line)
        begins = bool(reading.codes) and reading.codes[0] in codes and line.strip().startswith(reading.raw[0])
        if begins and all(reading.codes[0] != one.code for one in found):
            found.append(SubItem(reading.codes[0], line))
        elif found:
            found[-1] = SubItem(found[-1].code, f"{found[-1].text}\n{line}")
        else:
            found.append(SubItem("", line))
    return tuple(found) if sum(bool(one.code) for one in found) > 1 else ()


def shifted_years(text: str, by: int, years: Sequence[int]) -> str:
    """The text with each of the given years (พ.ศ.) moved, in whichever digits it is written."""
    if not by:
        return text

    def moved(found: re.Match[str]) -> str:
        year = int(fold_digits(found.group()))
        if year not in years:
            return found.group()
        told = str(year + by)
        return told if found.group().isascii() else "".join(chr(0x0E50 + int(d)) for d in told)

    return re.sub(r"(?<![0-9๐-๙])[0-9๐-๙]{4}(?![0-9๐-๙])", moved, text)


def stale_years(text: str, years: Sequence[int]) -> tuple[int, ...]:
    """The years (พ.ศ.) of an earlier document that the text names."""
    named = {int(fold_digits(hit)) for hit in re.findall(r"(?<![0-9๐-๙])[2๒][5๕][0-9๐-๙]{2}(?![0-9๐-๙])", text)}
    return tuple(sorted(named & set(years)))
