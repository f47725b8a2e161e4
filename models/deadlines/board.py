"""A wording in which terms have taken the place of the words they were read from, one character each. Pure."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from models.deadlines.cadence import Term, day_term, joined, month_term, span
from models.deadlines.shifting import first_day
from models.deadlines.wording import FIRST_PLACE, GAP, LAST_PLACE
from models.thaidate import Mention, find_mentions

T = f"[{chr(FIRST_PLACE)}-{chr(LAST_PLACE)}]"
_PLACES = re.compile(T)

_RANGE_GLUE = re.compile(
    r"[()]{0,2}(?:-|ถึง|จนถึง|ไปจนถึง|ไปถึง|จนสิ้น|และสิ้นสุด|สิ้นสุด)[()]{0,2}(?:วันที่|ณ|ปลาย|สิ้น|ต้น|เดือน|วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)ที่){0,3}"
)
_LIST_GLUE = re.compile("(?:,|และ|หรือ|กับ|/|รวมทั้ง)?(?:ภายใน|ใน|ของ)?(?:วันที่|สิ้น|เดือน){0,2}")
_BETWEEN = re.compile("ระหว่าง(?:วันที่|เดือน)?$")
_BETWEEN_GLUE = re.compile("(?:และ|กับ)(?:วันที่|เดือน)?")
# The day a document was signed or something happened: no deadline.
_REFERENCE = re.compile(
    r"(?:ลงวันที่|ลง|ลว\.?|เมื่อวันที่|เมื่อเดือน|(?:ประกาศ|สั่ง|ให้ไว้|ตราไว้)ณวันที่|บังคับใช้(?:ตั้งแต่)?วันที่|ครั้งที่\d{1,3}/\d{4}(?:เมื่อ)?(?:วันที่)?)$"
)
_EARLY, _MIDDLE, _BEFORE = re.compile("ต้น(?:เดือน)?$"), re.compile("กลาง(?:เดือน)?$"), re.compile("ก่อน(?:ถึง)?(?:เดือน)?$")
_LOOK_BACK = 24


class Board:
    """The wording and its terms; rules rewrite words (and earlier terms) into terms until none applies."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.terms: list[Term] = []

    def place(self, term: Term) -> str:
        """The character that stands for a new term."""
        self.terms.append(term)
        return chr(FIRST_PLACE + len(self.terms) - 1)

    def at(self, place: str) -> Term:
        """The term a character stands for."""
        return self.terms[ord(place) - FIRST_PLACE]

    def inside(self, text: str) -> list[Term]:
        """The terms standing in a part of the wording, in order."""
        return [self.at(place) for place in _PLACES.findall(text)]

    def rewrite(self, pattern: re.Pattern[str], build: Callable[["Board", re.Match[str]], Term | None]) -> None:
        """Put a term in the place of every match for which `build` makes one; the others stay as they are."""

        def replaced(match: re.Match[str]) -> str:
            full = FIRST_PLACE + len(self.terms) >= LAST_PLACE
            term = None if full else build(self, match)
            return match.group() if term is None else self.place(term)

        self.text = pattern.sub(replaced, self.text)


def _dated_by_neighbours(mentions: list[Mention], glues: list[str]) -> list[Mention]:
    """Years said once for several joined dates: backwards the year before where the month is later, forwards after."""
    dated = list(mentions)
    for index in range(len(dated) - 2, -1, -1):
        dated[index] = _earlier(dated[index], dated[index + 1]) if _joins(glues[index]) else dated[index]
    for index in range(1, len(dated)):
        dated[index] = _later(dated[index], dated[index - 1]) if _joins(glues[index - 1]) else dated[index]
    return dated


def _joins(glue: str) -> bool:
    return bool(_RANGE_GLUE.fullmatch(glue) or _LIST_GLUE.fullmatch(glue))


def _with_year(mention: Mention, year: int) -> Mention:
    return Mention(mention.start, mention.end, mention.month, mention.day, year, mention.spread)


def _earlier(mention: Mention, following: Mention) -> Mention:
    if mention.year is not None or following.year is None:
        return mention
    return _with_year(mention, following.year - (mention.month > following.month))


def _later(mention: Mention, leading: Mention) -> Mention:
    if mention.year is not None or leading.year is None:
        return mention
    return _with_year(mention, leading.year + (mention.month < leading.month))


def _term(mention: Mention, before: str) -> Term | None:
    if _REFERENCE.search(before):
        return None
    if mention.day is not None:
        return day_term(mention.day, mention.month, mention.year)
    term = month_term(mention.month, mention.year)
    if _EARLY.search(before):
        return first_day(term)
    if _MIDDLE.search(before):
        return day_term(15, mention.month, mention.year)
    if _BEFORE.search(before):
        earlier = (mention.month - 2) % 12 + 1
        return month_term(earlier, mention.year and mention.year - (earlier > mention.month))
    return term


def _spread(mentions: list[Mention], glues: list[str]) -> list[list[Mention]]:
    """Each mention as what it means: "day 5 of January, April and July" gives its day to all three months."""
    meant: list[list[Mention]] = []
    days: list[int] = []
    for index, mention in enumerate(mentions):
        linked = index > 0 and _LIST_GLUE.fullmatch(glues[index - 1])
        if mention.spread and mention.day:
            same = linked and mentions[index - 1].month == mention.month
            days = [*(days if same else []), mention.day]
        elif mention.day or not linked:
            days = []
        copies = [Mention(mention.start, mention.end, mention.month, day, mention.year) for day in days]
        meant.append(copies if days and mention.day is None else [mention])
    return meant


def laid_out(text: str) -> Board:
    """A board on which every date and month named in a prepared wording stands as a term, ranges as one."""
    board = Board(text)
    pieces: list[str] = []
    position = 0
    for start, end, term in _placed(text):
        pieces += [text[position:start], board.place(term) if term else GAP]
        position = end
    board.text = "".join([*pieces, text[position:]])
    return board


def _placed(text: str) -> Iterator[tuple[int, int, Term | None]]:
    """Where each mention, or each range of two, stands, and its term; None for one that is no deadline."""
    mentions = list(find_mentions(text))
    glues = [text[a.end : b.start] for a, b in pairwise(mentions)]
    mentions = _dated_by_neighbours(mentions, glues)
    befores = [text[max(0, one.start - _LOOK_BACK) : one.start] for one in mentions]
    terms = [_meant(group, before) for group, before in zip(_spread(mentions, glues), befores, strict=True)]
    ended = False
    for index, mention in enumerate(mentions):
        if ended:
            ended = False
            continue
        last, term = mention, terms[index]
        if term and index + 1 < len(mentions) and _is_range(befores[index], glues[index]):
            last, ended = mentions[index + 1], True
            end = terms[index + 1]
            term = span(term, end) if end else term
        yield mention.start, last.end, term


def _meant(group: list[Mention], before: str) -> Term | None:
    terms = [term for one in group if (term := _term(one, before))]
    return joined(terms) if len(terms) > 1 else next(iter(terms), None)


def _is_range(before: str, glue: str) -> bool:
    between = _BETWEEN.search(before) and _BETWEEN_GLUE.fullmatch(glue)
    return bool(between or _RANGE_GLUE.fullmatch(glue))
