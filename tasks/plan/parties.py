"""Who answers for a measure: a responsible cell read into units, sections, people and roles. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from models.readings import Person, Responsible
from models.thaitext import normalise, strip_tags
from tasks.plan.party_tokens import CENTRES, Cutter, Kind, Token
from tasks.plan.party_words import INNER_BODIES
from tasks.plan.people import unit_named_by

_BLANKS = re.compile(r"[ \t\r\f\v]+")
_LINES = re.compile(r"\s*\n\s*")
_PASSED_OVER = (Kind.FILLER, Kind.AGENCY)
_LETTER = re.compile(r"[ก-๙A-Za-z]{2}")


@dataclass
class _Findings:
    units: list[str] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def _clean(text: str) -> str:
    lines = _LINES.sub("\n", _BLANKS.sub(" ", normalise(strip_tags(text))))
    return lines.strip()


def _neighbour(tokens: Sequence[Token], index: int, step: int) -> int | None:
    """The next token that way which is neither a blank nor a connecting word."""
    index += step
    while 0 <= index < len(tokens):
        token = tokens[index]
        if not (token.kind in _PASSED_OVER or (token.kind is Kind.SIGN and token.text.strip() in ("", "."))):
            return index
        index += step
    return None


def _is(tokens: Sequence[Token], index: int | None, kind: Kind, text: str = "") -> bool:
    return index is not None and tokens[index].kind is kind and (not text or tokens[index].text.strip() == text)


def _unit_that_way(tokens: Sequence[Token], index: int, step: int) -> int | None:
    """The unit right there, perhaps behind its own section or an opening sign."""
    near = _neighbour(tokens, index, step)
    while near is not None and (tokens[near].kind is Kind.SECTION or _is(tokens, near, Kind.SIGN, ":")):
        near = _neighbour(tokens, near, step)
    return near if _is(tokens, near, Kind.UNIT) else None


def _collector_at(tokens: Sequence[Token], index: int) -> int | None:
    """The unit that gathers, told from "รวบรวม" or "ส่งให้" at `index`."""
    token = tokens[index]
    after = _unit_that_way(tokens, index, 1)
    if token.kind is Kind.GIVE:
        return after
    announced = token.text.rstrip().endswith((":", "โดย", "ได้แก่", "คือ")) or _is(
        tokens, _neighbour(tokens, index, 1), Kind.SIGN, ":"
    )
    before_index = _neighbour(tokens, index, -1)
    bracketed = _is(tokens, before_index, Kind.SIGN, "(")
    if (announced or bracketed) and after is not None:
        return after
    before = _unit_that_way(tokens, before_index if bracketed and before_index else index, -1)
    return before if before is not None else after


def _collector(tokens: Sequence[Token]) -> int | None:
    for kind in (Kind.COLLECT, Kind.GIVE):
        for index, token in enumerate(tokens):
            if token.kind is kind and (found := _collector_at(tokens, index)) is not None:
                return found
    return None


def _is_of_one_unit(tokens: Sequence[Token], index: int, collector: int | None) -> bool:
    """Whether "ทุกงาน" means all sections of the unit beside it, not all of the office."""
    if tokens[index].name not in INNER_BODIES:
        return False
    sides = (_neighbour(tokens, index, -1), _neighbour(tokens, index, 1))
    return any(_is(tokens, side, Kind.UNIT) and side != collector for side in sides)


def _excepted(tokens: Sequence[Token]) -> set[int]:
    starts = [index for index, token in enumerate(tokens) if token.kind is Kind.EXCEPT]
    return {index for index, token in enumerate(tokens) if starts and index > starts[0] and token.kind is Kind.UNIT}


def _role_is_of_unit_before(tokens: Sequence[Token], index: int, roles_first: bool) -> bool:
    """Whether a role stands behind its unit ("กองช่าง (สนับสนุน)") and not before it ("สนับสนุน: กองช่าง")."""
    before, after = _neighbour(tokens, index, -1), _neighbour(tokens, index, 1)
    if _is(tokens, before, Kind.SIGN, "(") and (after is None or _is(tokens, after, Kind.SIGN, ")")):
        return True
    if roles_first or _is(tokens, after, Kind.SIGN, ":") or tokens[index].text.rstrip().endswith("โดย"):
        return False
    glued = _is(tokens, before, Kind.UNIT) and not tokens[index - 1].text.isspace()
    return after is None or glued or (_is(tokens, before, Kind.UNIT) and not _is(tokens, after, Kind.UNIT))


def _supporters(tokens: Sequence[Token]) -> set[int]:
    """The tokens of units that only support."""
    found, following = set[int](), False
    speaking = [token.kind for token in tokens if token.kind in (Kind.UNIT, Kind.MAIN, Kind.SUPPORT)]
    roles_first = bool(speaking) and speaking[0] is not Kind.UNIT
    for index, token in enumerate(tokens):
        if token.kind in (Kind.MAIN, Kind.SUPPORT):
            backwards = _role_is_of_unit_before(tokens, index, roles_first)
            earlier = [place for place in range(index) if tokens[place].kind is Kind.UNIT]
            if backwards and earlier and token.kind is Kind.SUPPORT:
                found.add(earlier[-1])
            following = token.kind is Kind.SUPPORT and not backwards
        elif token.kind is Kind.UNIT and following:
            found.add(index)
    return found


def _centres_as_sections(tokens: Sequence[Token]) -> Iterator[Token]:
    """A centre printed beside a unit (a space, "/" or nothing between) is a part of that unit."""
    for index, token in enumerate(tokens):
        sides = (index - 1, index - 2, index + 1, index + 2)
        beside = any(
            0 <= side < len(tokens)
            and _is(tokens, side, Kind.UNIT)
            and not tokens[side].name.startswith(CENTRES)
            and all(tokens[place].text.strip(" /") == "" for place in range(min(side, index) + 1, max(side, index)))
            for side in sides
        )
        is_part = token.kind is Kind.UNIT and token.name.startswith(CENTRES) and beside
        yield Token(Kind.SECTION, token.text, token.name) if is_part else token


def _with_positions(tokens: Sequence[Token]) -> Iterator[Token]:
    """A position printed before the person ("ผู้อำนวยการกองคลัง (นาง…)") is that person's, not another's."""
    waiting: list[Token] = []
    for token in tokens:
        lead = waiting[0] if waiting else None
        if lead and token.person and token.person.position is None:
            yield from waiting[1:]
            yield Token(Kind.PERSON, token.text, person=Person(token.person.name, lead.name))
            waiting = []
            continue
        if lead and not (token.kind is Kind.SIGN and token.text.strip(" (:-–") == ""):
            yield from waiting
            waiting = []
        if token.kind is Kind.POSITION or waiting:
            waiting.append(token)
        else:
            yield token
    yield from waiting


def _add(names: list[str], name: str) -> None:
    if name and name not in names:
        names.append(name)


def _take(token: Token, found: _Findings, supports: bool, cutter: Cutter) -> None:
    if token.kind is Kind.UNIT:
        _add(found.supporting if supports else found.units, token.name)
        if token.guessed:
            found.doubts.append(f"อ่าน “{token.text.strip()}” เป็น {token.name} กรุณาตรวจสอบ")
    elif token.kind is Kind.SECTION:
        _add(found.sections, token.name)
    elif token.kind in (Kind.PERSON, Kind.POSITION):
        person = token.person or Person("", token.name)
        found.people.append(person)
        named = unit_named_by(person.position or "")
        _add(found.units, cutter.unit_name(named) if named else "")
    elif token.kind is Kind.UNKNOWN and _LETTER.search(token.text):
        found.doubts.append(f"ไม่เข้าใจข้อความ “{token.text.strip()}” ในช่องผู้รับผิดชอบ")


def _everybody_doubts(tokens: Sequence[Token], all_units: bool, excepted: set[int]) -> Iterator[str]:
    for token in tokens:
        if token.kind is Kind.ALL and not all_units:
            yield f"“{token.text.strip()}” อ่านว่าเฉพาะภายในส่วนราชการที่ระบุ"
        elif token.kind is Kind.ALL and token.guessed and "ภารกิจ" not in token.name:
            yield f"อ่าน “{token.text.strip()}” เป็นทุกส่วนราชการ กรุณาตรวจสอบ"
        elif token.kind is Kind.ALL and "ภารกิจ" in token.name:
            yield f"“{token.text.strip()}” อาจหมายถึงทุกกองหรือทุกงาน อ่านเป็นทุกส่วนราชการ"
    if excepted:
        yield "ยกเว้น " + ", ".join(tokens[index].name for index in sorted(excepted))


def _other_doubts(tokens: Sequence[Token], found: _Findings, all_units: bool) -> Iterator[str]:
    others = [token.text.strip() for token in tokens if token.kind is Kind.OTHERS]
    if others:
        yield f"ต้องระบุว่า “{others[0].removeprefix('และ').strip()}” คือส่วนราชการหรือผู้ใด"
    if found.supporting:
        yield "หน่วยงานสนับสนุน: " + ", ".join(found.supporting)
    if found.units or found.supporting or all_units:
        return
    if found.sections:
        yield f"ไม่ระบุกองต้นสังกัดของ {', '.join(found.sections)}"
    elif found.people:
        yield "ระบุเพียงตัวบุคคลหรือตำแหน่ง ไม่มีชื่อส่วนราชการ"


def _means_every_head(text: str, found: _Findings) -> bool:
    """ "ส่วนราชการ" or "หัวหน้าส่วนราชการ" alone can only mean all of them."""
    said = any((found.units, found.supporting, found.sections, found.people))
    return not said and "ส่วนราชการ" in text.replace(" ", "").replace("\n", "")


def read(text: str, known_units: Sequence[str] = ()) -> Responsible:
    """Read a responsible cell; known_units are the office's own unit names and win over the general list.

    A unit that only collects is the collector and no unit of its own, unless it stands alone. A person
    printed by position only has an empty name. Whatever could not be placed is a doubt, a Thai sentence.
    """
    return _read(text, tuple(known_units))


@lru_cache(maxsize=1024)  # offices repeat the same party row after row
def _read(text: str, known_units: tuple[str, ...]) -> Responsible:
    cleaned, cutter = _clean(text), Cutter(known_units)
    tokens = list(_centres_as_sections(list(_with_positions(list(cutter.tokens(cleaned))))))
    collector, excepted, supporters = _collector(tokens), _excepted(tokens), _supporters(tokens)
    found = _Findings()
    for index, token in enumerate(tokens):
        if index != collector and index not in excepted:
            _take(token, found, index in supporters, cutter)
    everybody = [index for index, token in enumerate(tokens) if token.kind is Kind.ALL]
    others = any(token.kind is Kind.OTHERS for token in tokens)
    all_units = any(not _is_of_one_unit(tokens, index, collector) for index in everybody)
    if not all_units and not others and _means_every_head(cleaned, found):
        all_units = True
        found.doubts.append("อ่าน “ส่วนราชการ” ที่ไม่ระบุชื่อเป็นทุกส่วนราชการ")
    gatherer = tokens[collector].name if collector is not None else None
    if gatherer and not (found.units or all_units or others or found.supporting):
        found.units.append(gatherer)
    found.doubts += [*_everybody_doubts(tokens, all_units, excepted), *_other_doubts(tokens, found, all_units)]
    return Responsible(
        raw=" ".join(cleaned.split()),
        units=tuple(dict.fromkeys((*found.units, *found.supporting))),
        sections=tuple(found.sections),
        all_units=all_units,
        others_to_be_named=others,
        collector=gatherer,
        people=tuple(found.people),
        doubts=tuple(dict.fromkeys(found.doubts)),
    )
