"""A responsible cell cut into names, roles and connecting words. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from models.readings import Person
from models.thaitext import squeeze
from models.unit_names import canonical_unit, spellings, unit_key
from tasks.plan import party_words as words
from tasks.plan.people import POSITION, TITLE, expanded, person_at, place_end, position_at


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
_LONGEST_NAME = 200  # characters; no unit has a longer one, and looking on would take minutes in endless cells
_EDGE = re.compile(r"[\s,;:/()\[\]|•·+&–—-]|[0-9๐-๙]")
_LETTERS = re.compile(r"\s?[ก-๙]")
_AND = re.compile(r"\s?และ\s?")
_STRONG = (words.COLLECT, words.GIVE, words.EXCEPT, words.OTHERS, words.ALL, words.UNIT, words.SECTION)
_WORD_STARTS = (
    *(words.UNIT_HEAD, words.SECTION_HEAD, words.FILLER, words.AGENCY, words.MAIN, words.SUPPORT, POSITION, TITLE),
)
_OFFICERS = ("เจ้าหน้าที่", "จนท.")  # glued to an unknown word they make a position
_NAME_STOP = re.compile(
    words.any_of(("ดำเนินการ", "เป็นผู้", "เป็นหน่วย", "รับผิดชอบ", "ร่วมกับ", "สนับสนุน", "โดย", "จัดทำ"))
    + rf"|(?<!การ)(?<!การ\s){words.loose('เจ้าหน้าที่')}"  # "งานการเจ้าหน้าที่" is a section's name
)
# A centre under an education division is a part of it; alone it is a unit.
CENTRES = ("ศูนย์", "โรงเรียน")
_SHORTEST_DAMAGED = 6  # letters; below that one wrong letter makes another word


def distance(first: str, second: str, limit: int) -> int:
    """Letters to add, drop, change or swap with their neighbour; above the limit it is limit + 1."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before, row = list[int](), list(range(len(second) + 1))
    for index, letter in enumerate(first, 1):
        here = [index]
        for column, other in enumerate(second, 1):
            best = min(row[column] + 1, here[-1] + 1, row[column - 1] + (letter != other))
            if index > 1 and column > 1 and letter == second[column - 2] and first[index - 2] == other:
                best = min(best, before[column - 2] + 1)
            here.append(best)
        before, row = row, here
    return min(row[-1], limit + 1)


class Cutter:
    """Cuts one cell; known_units are the office's own names, which win over the general list."""

    def __init__(self, known_units: Sequence[str] = ()) -> None:
        own = [squeeze(name) for name in known_units if squeeze(name)]
        self._own = re.compile(words.any_of(own) + r"(?:\s?ฯ(?!ล))?") if own else None
        self._names = {canonical_unit(name): name for name in reversed(known_units)}
        self._names |= {squeeze(name): name for name in known_units}

    def tokens(self, text: str) -> Iterator[Token]:
        """Every letter of the text in exactly one token."""
        position, previous = 0, Token(Kind.SIGN, "")
        while position < len(text):
            token, position = self._next(text, position, previous.kind)
            if token.kind is Kind.UNKNOWN and previous.text.endswith(_OFFICERS):
                printed = previous.text + token.text
                token = Token(Kind.POSITION, printed, expanded(printed))
            yield token
            previous = token

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
            self._damaged_everybody(text, start)
            or self._phrase(text, start)
            or self._name(text, start)
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
            return self._whole_unit(text, start, unit.end())
        if section := words.SECTION.match(text, start):
            end = self._section_end(text, section.end())
            return Token(Kind.SECTION, text[start:end], squeeze(text[start:end]).rstrip("ฯ")), end
        role = words.SUPPORT.match(text, start)  # "ผู้ช่วย:" labels a column's units and is no post
        if not role and (position := position_at(text, start, self._is_strong)):
            return Token(Kind.POSITION, text[start:position], expanded(text[start:position])), position
        return None

    def _whole_unit(self, text: str, start: int, end: int) -> tuple[Token, int]:
        """The unit whose known name ends at `end`, with the damaged or further letters glued to it."""
        known = Token(Kind.UNIT, text[start:end], self.unit_name(text[start:end]))
        further = end if self._is_known(text, end) else self._run_end(text, end)
        if further == end:
            return known, end
        printed = squeeze(text[start:further])
        if known.name.startswith(CENTRES):
            return Token(Kind.UNIT, text[start:further], self.unit_name(printed)), further
        if close := self._resembled(printed):
            return Token(Kind.UNIT, text[start:further], self.unit_name(close), guessed=True), further
        return known, end

    def _section_end(self, text: str, end: int) -> int:
        """A known section's name may go on ("งานพัสดุกลาง", "งานวินัยและ…") with words nobody listed."""
        joined = _AND.match(text, end)
        if joined and joined.end() < len(text) and not self._is_known(text, joined.end()):
            return self._run_end(text, joined.end())
        return end if self._is_known(text, end) else self._run_end(text, end)

    def _run_end(self, text: str, start: int) -> int:
        position = start
        furthest = min(len(text), start + _LONGEST_NAME)
        while position < furthest and not _EDGE.match(text, position):
            if position > start and (self._is_strong(text, position) or _NAME_STOP.match(text, position)):
                break
            if words.AGENCY.match(text, position):
                break
            position += 1
        return position

    def _damaged_everybody(self, text: str, start: int) -> tuple[Token, int] | None:
        every, exact = words.EVERY.match(text, start), words.ALL.match(text, start)
        if not every or words.OTHERS.match(text, start) or (exact and self._ends_word(text, exact.end())):
            return None
        closest = self._closest(text, every.end(), words.DAMAGED_BODIES)
        return (Token(Kind.ALL, text[start : closest[1]], closest[0], guessed=True), closest[1]) if closest else None

    def _ends_word(self, text: str, end: int) -> bool:
        return end == len(text) or bool(_EDGE.match(text, end)) or self._is_known(text, end)

    def _closest(self, text: str, start: int, candidates: Sequence[str]) -> tuple[str, int] | None:
        """The candidate that resembles the letters there, and where they end, spaces inside allowed."""
        best: tuple[int, int, str] | None = None
        ends = [match.end() for match in _LETTERS.finditer(text, start, start + 40)]
        for count, end in enumerate(ends, 1):
            printed = squeeze(text[start:end])
            for candidate in candidates:
                limit = 2 if len(candidate) >= 8 else 1
                if abs(len(candidate) - count) <= limit and (off := distance(printed, candidate, limit)) <= limit:
                    best = min(best or (9, 0, ""), (off, -end, candidate))
        return (best[2], -best[1]) if best else None

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
                end = place_end(text, match.end(), self._is_strong) if kind is Kind.AGENCY else match.end()
                return Token(kind, text[start:end]), end
        return None

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
        heads = (
            words.UNIT_HEAD,
            words.SECTION_HEAD,
            words.FILLER,
            words.AGENCY,
            POSITION,
            TITLE,
            words.MAIN,
            words.SUPPORT,
        )
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
