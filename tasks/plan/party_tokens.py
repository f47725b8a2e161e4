"""A responsible cell cut into names, roles and connecting words. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from models.records import Person
from models.thaitext import squeeze
from models.unit_names import canonical_unit, spellings, unit_key
from tasks.plan import party_words as words
from tasks.plan.people import expanded, person_at, position_at


class Kind(Enum):
    """What a piece of the cell is."""

    UNIT = auto()
    SECTION = auto()
    ALL = auto()
    OTHERS = auto()
    COLLECT = auto()
    GIVE = auto()
    EXCEPT = auto()
    MAIN = auto()
    SUPPORT = auto()
    PERSON = auto()
    POSITION = auto()
    AGENCY = auto()
    FILLER = auto()
    SIGN = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Token:
    """One piece: name is canonical for units and sections, the words themselves otherwise.

    guessed: read through a scan's damage. person: for persons only.
    """

    kind: Kind
    text: str
    name: str = ""
    person: Person | None = None
    guessed: bool = False


_SPACES = re.compile(r"\s+")
_EDGE = re.compile(r"[\s,;:/()\[\]|•·+&]|[0-9๐-๙]")
_AND = re.compile(r"\s?และ\s?")
_STRONG = (words.COLLECT, words.GIVE, words.EXCEPT, words.OTHERS, words.ALL, words.UNIT, words.SECTION)
_NAME_STOP = re.compile(
    words.any_of(("ดำเนินการ", "เป็นผู้", "เป็นหน่วย", "รับผิดชอบ", "ร่วมกับ", "เจ้าหน้าที่", "สนับสนุน", "โดย", "จัดทำ"))
)
_SHORTEST_DAMAGED = 6  # letters; below that one wrong letter makes another word


def distance(first: str, second: str, limit: int) -> int:
    """Letters to add, drop or change between the two; anything above the limit comes back as limit + 1."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    row = list(range(len(second) + 1))
    for index, letter in enumerate(first, 1):
        above, row[0] = row[0], index
        for column, other in enumerate(second, 1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (letter != other))
    return min(row[-1], limit + 1)


class Cutter:
    """Cuts one cell; known_units are the office's own names, which win over the general list."""

    def __init__(self, known_units: Sequence[str] = ()) -> None:
        own = [squeeze(name) for name in known_units if squeeze(name)]
        self._own = re.compile(words.any_of(own) + r"\s?ฯ?") if own else None
        self._names = {canonical_unit(name): name for name in reversed(known_units)}
        self._names |= {squeeze(name): name for name in known_units}

    def tokens(self, text: str) -> Iterator[Token]:
        """Every letter of the text in exactly one token."""
        position, previous = 0, Kind.SIGN
        while position < len(text):
            token, end = self._next(text, position, previous)
            yield token
            position, previous = end, token.kind

    def unit_name(self, printed: str) -> str:
        """The office's own spelling of the unit if it has one, the usual name otherwise."""
        canonical = canonical_unit(printed)
        return (
            self._names.get(squeeze(printed))
            or self._names.get(unit_key(printed))
            or self._names.get(canonical, canonical)
        )

    def _next(self, text: str, start: int, previous: Kind) -> tuple[Token, int]:
        named = person_at(text, start, self._is_strong)
        if named:
            return Token(Kind.PERSON, text[start : named[1]], person=named[0]), named[1]
        return (
            self._phrase(text, start)
            or self._name(text, start)
            or self._damaged_everybody(text, start)
            or self._role_or_filler(text, start)
            or self._unknown_unit(text, start, previous)
            or self._sign(text, start)
            or self._unknown(text, start)
        )

    def _own_unit(self, text: str, start: int) -> re.Match[str] | None:
        longest = words.UNIT.match(text, start)
        own = self._own.match(text, start) if self._own else None
        return own if own and (longest is None or own.end() >= longest.end()) else longest

    def _is_strong(self, text: str, start: int) -> bool:
        return bool(self._own_unit(text, start)) or any(pattern.match(text, start) for pattern in _STRONG)

    def _phrase(self, text: str, start: int) -> tuple[Token, int] | None:
        kinds = ((Kind.COLLECT, words.COLLECT), (Kind.EXCEPT, words.EXCEPT), (Kind.OTHERS, words.OTHERS))
        for kind, pattern in (*kinds, (Kind.ALL, words.ALL), (Kind.GIVE, words.GIVE)):
            if match := pattern.match(text, start):
                name = squeeze(match["body"] or "") if kind is Kind.ALL else ""
                return Token(kind, match.group(), name), match.end()
        return None

    def _name(self, text: str, start: int) -> tuple[Token, int] | None:
        if unit := self._own_unit(text, start):
            return Token(Kind.UNIT, unit.group(), self.unit_name(unit.group())), unit.end()
        if section := words.SECTION.match(text, start):
            end = self._section_end(text, section.end())
            return Token(Kind.SECTION, text[start:end], squeeze(text[start:end]).rstrip("ฯ")), end
        end = position_at(text, start, self._is_strong)
        if end:
            return Token(Kind.POSITION, text[start:end], expanded(text[start:end])), end
        return None

    def _section_end(self, text: str, end: int) -> int:
        """A known section's name may go on ("งานพัสดุกลาง"): letters glued to it that are no known word."""
        known = end < len(text) and (
            self._is_strong(text, end) or words.FILLER.match(text, end) or words.AGENCY.match(text, end)
        )
        return end if known else self._run_end(text, end)

    def _run_end(self, text: str, start: int) -> int:
        position = start
        while position < len(text) and not _EDGE.match(text, position):
            if position > start and (self._is_strong(text, position) or _NAME_STOP.match(text, position)):
                break
            if words.AGENCY.match(text, position):
                break
            position += 1
        return position

    def _damaged_everybody(self, text: str, start: int) -> tuple[Token, int] | None:
        every = words.EVERY.match(text, start)
        if not every:
            return None
        end = self._closest_end(text, every.end(), words.DAMAGED_BODIES)
        return (Token(Kind.ALL, text[start:end], "ภารกิจ", guessed=True), end) if end else None

    def _closest_end(self, text: str, start: int, candidates: Sequence[str]) -> int | None:
        """Where the word that resembles one of the candidates ends, spaces inside it allowed."""
        best: tuple[int, int, int] | None = None
        ends = [match.end() for match in re.compile(r"\s?[ก-๙]").finditer(text, start, start + 40)]
        for count, end in enumerate(ends, 1):
            printed = squeeze(text[start:end])
            for candidate in candidates:
                limit = 2 if len(candidate) >= 8 else 1
                if abs(len(candidate) - count) <= limit and (off := distance(printed, candidate, limit)) <= limit:
                    best = min(best or (9, 0, 0), (off, -end, end))
        return best[2] if best else None

    def _role_or_filler(self, text: str, start: int) -> tuple[Token, int] | None:
        kinds = (
            (Kind.MAIN, words.MAIN),
            (Kind.SUPPORT, words.SUPPORT),
            (Kind.AGENCY, words.AGENCY),
            (Kind.FILLER, words.FILLER),
        )
        for kind, pattern in kinds:
            match = pattern.match(text, start)
            if match:
                end = self._place_end(text, match.end()) if kind is Kind.AGENCY else match.end()
                return Token(kind, text[start:end]), end
        return None

    def _place_end(self, text: str, start: int) -> int:
        """The end of the place an agency governs: "อบต. ตัวอย่าง", glued or after one space."""
        begin = start + 1 if text[start : start + 1].isspace() else start
        if self._is_strong(text, begin) or words.FILLER.match(text, begin) or words.UNIT_HEAD.match(text, begin):
            return start
        end = self._run_end(text, begin)
        return end if end > begin else start

    def _unknown_unit(self, text: str, start: int, previous: Kind) -> tuple[Token, int] | None:
        """A unit or section nobody listed, read by its first word; only where a word can begin."""
        if previous is Kind.UNKNOWN:
            return None
        end = self._grammar_end(text, start)
        printed = squeeze(text[start:end]).rstrip("ฯ")
        if close := self._resembled(printed):
            return Token(Kind.UNIT, text[start:end], self.unit_name(close), guessed=True), end
        for kind, pattern in ((Kind.UNIT, words.UNIT_HEAD), (Kind.SECTION, words.SECTION_HEAD)):
            head = pattern.match(text, start)
            if head and end - head.end() >= 2:
                return Token(kind, text[start:end], self.unit_name(printed) if kind is Kind.UNIT else printed), end
        return None

    def _grammar_end(self, text: str, start: int) -> int:
        head = words.UNIT_HEAD.match(text, start) or words.SECTION_HEAD.match(text, start)
        begin = head.end() if head else start
        if head and text[begin : begin + 1].isspace() and not self._is_strong(text, begin + 1):
            begin += 1
        end = self._run_end(text, begin)
        joined = _AND.match(text, end)
        if head and joined and joined.end() < len(text) and not self._is_known(text, joined.end()):
            return self._run_end(text, joined.end())
        return end

    def _is_known(self, text: str, start: int) -> bool:
        heads = (words.UNIT_HEAD, words.SECTION_HEAD, words.FILLER)
        return self._is_strong(text, start) or any(head.match(text, start) for head in heads)

    def _resembled(self, printed: str) -> str | None:
        limit = 2 if len(printed) >= 14 else 1
        if len(printed) < _SHORTEST_DAMAGED:
            return None
        near = [(distance(printed, known, limit), known) for known, _ in spellings() if len(known) >= _SHORTEST_DAMAGED]
        closest = min(near, default=(limit + 1, ""))
        return closest[1] if closest[0] <= limit else None

    def _sign(self, text: str, start: int) -> tuple[Token, int] | None:
        match = words.SEPARATOR.match(text, start)
        return (Token(Kind.SIGN, match.group()), match.end()) if match else None

    def _unknown(self, text: str, start: int) -> tuple[Token, int]:
        end = max(self._run_end(text, start), start + 1)
        return Token(Kind.UNKNOWN, text[start:end]), end
