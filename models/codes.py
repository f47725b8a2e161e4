"""ITA item codes (O12, E3, I7) in any spelling: own ones, mere references, and those nobody can be sure of. Pure."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from models.code_words import (
    COUNTERS,
    HOMONYMS,
    LAW_WORDS,
    MONTHS,
    NOT_CUES,
    NUMBER_NOUNS,
    REFERENCE_CUES,
    REFERENCE_NOUNS,
    SOUND_ALIKES,
    THING_NOUNS,
    UNITS,
    WEAK_CUES,
)
from models.thaitext import fold_digits, normalise, strip_tags

HIGHEST_NUMBER = 60  # the longest catalogue so far had 43 items; a larger number is something else


@dataclass(frozen=True)
class CodeReading:
    """The codes of one text.

    codes: its own codes as letter + number ("O24"), unique, in order of appearance; ranges are filled in.
    raw: the own codes as printed. unclear: numbers that may be a misread code, as printed.
    foreign: codes only referred to ("อ้างอิงจาก O23"). mentioned: own and foreign together, in order of
    appearance (what a chat message is about). before: the text up to the first own code.
    rest: the whole text, tags out, without own and unclear codes and the words joining them.
    """

    codes: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    before: str = ""
    rest: str = ""


@dataclass(frozen=True)
class _Token:
    letter: str
    number: int
    start: int
    end: int
    label: int  # where "ข้อ" before it starts
    from_previous: str = ""  # "": a new run; "list" or "range": joined to the token before

    @property
    def code(self) -> str:
        return f"{self.letter}{self.number}"


_LOOKS = str.maketrans("ОоΟοЕеΕεІіΙι", "OoOoEeEeIiIi")  # Cyrillic and Greek letters of the same shape
# The questionnaires' names stand for the letter too: "OIT ข้อ 12".
_LETTERS = {"o": "O", "โอ": "O", "0": "O", "e": "E", "อี": "E", "i": "I", "ไอ": "I", "oit": "O", "eit": "E", "iit": "I"}
_NO_TAIL = r"(?![0-9])(?![.:][0-9])(?![A-Za-z](?![A-Za-z0-9]))(?!(?:th|st|nd|rd)\b)"
_LETTERED = (
    r"(?P<letter>[OoEeIi](?:IT|it)?|โอ|อี|ไอ)\s?[.\-–_]?\s?(?:ข้อ(?:ที่)?\s?)?0?(?P<number>[1-9][0-9]?)"
    rf"{_NO_TAIL}(?!\s?%)"
)
_ZERO_LED = (
    r"(?P<zero>0)(?P<gap>\s?)(?P<digits>[1-9][0-9]?)(?![0-9A-Za-z])(?![.:][0-9])(?!-[1-9][0-9]{2})"
    rf"(?!/[1-9])(?!\s?(?:{UNITS}|{MONTHS}))"
)
_BARE = (
    r"(?P<bare>ข้อ(?:ที่)?\s?)(?P<plain>[1-9][0-9]?)(?![0-9])(?![.:][0-9])(?!,[0-9]{3})(?!/[0-9]{3})"
    rf"(?!\s?(?:{UNITS}))"
)
_TOKEN = re.compile(rf"(?<![A-Za-z0-9])(?<![A-Za-z]\.)(?<![0-9][.:])(?:{_LETTERED}|{_ZERO_LED})")
_TOKEN_OR_BARE = re.compile(rf"(?<![A-Za-z0-9])(?<![A-Za-z]\.)(?<![0-9][.:])(?:{_LETTERED}|{_ZERO_LED}|{_BARE})")
_LABEL = re.compile(r"(?:หัว)?ข้อ(?:ที่)?\s{0,3}[:.]?\s{0,3}$")
_ITEM = r"(?:(?:หัว)?ข้อ(?:ที่)?)?"
_LIST_JOIN = re.compile(rf"(?:[,/、&+•·]|และ|กับ|รวมถึง|รวมทั้ง|ตลอดจน|หรือ|แล้วก็|,และ|and|,กับ)?{_ITEM}")
_RANGE_JOIN = re.compile(rf"(?:[-–—~]|ถึง|จนถึง|ไปจนถึง|ไปถึง|to){_ITEM}")
_QUANTITY = rf"(?![0-9])(?![.,:/][0-9])(?!\s?(?:{UNITS}|{MONTHS}))"
_ELIDED = re.compile(
    rf"\s{{0,2}}(?:(?P<range>[-–—~]|ถึง|จนถึง)|(?P<comma>,|、)|(?P<slash>/)|(?P<word>และ|กับ|\+|&)|(?P<space>(?<=[0-9])\s))"
    rf"\s{{0,2}}(?:ข้อ(?:ที่)?\s?)?(?P<number>[1-9][0-9]?)(?![0-9])(?![.:][0-9])(?!\s?(?:{UNITS}|{MONTHS}))(?!\s?[A-Za-z])"
)
_AMOUNT = re.compile(rf"\s?(?:{UNITS}|{MONTHS})")
_YEAR_TOLD = re.compile(r"\s?ปี(?:นี้|ก่อน|กลาย|ที่แล้ว|หน้า|งบ)")  # "โอ 21 ปีก่อน …": the year begins a sentence about the item
_COUNTER = re.compile(rf"\s?(?:{COUNTERS})")
# The names of hosts and mail boxes are tried from their first letter only, or long ones would take minutes.
_NOT_CODES = re.compile(
    r"https?://\S+|www\.\S+|(?<![A-Za-z0-9._-])[A-Za-z0-9._-]+@[A-Za-z0-9.-]+"
    r"|(?<![A-Za-z0-9-])(?<![A-Za-z0-9-]\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:go|or|ac|co|in)\.th[!-~]*"
    r"|(?<![A-Za-z0-9-])[A-Za-z0-9-]+\.(?:com|net|org|me|ly|gl)\b[!-~]*"
    r"|0[1-9][0-9]?[- ]?[0-9]{3}[- ]?[0-9]{4}|0[- ][0-9]{4}[- ]?[0-9]{4}|0[1-9][0-9]?-?[0-9]{6,7}"
    r"|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[12][0-9]{3}|[4-9][0-9])(?![0-9])|[0-9]{4}-[0-9]{2}-[0-9]{2}",
    re.IGNORECASE,
)
_MISREAD = re.compile(
    r"(?P<label>ข้อ(?:ที่)?\s?)?(?<![0-9])(?P<digits>(?P<lead>[34])[0-9]|(?P<long>[34][12][0-9])|(?P<plain>[125][0-9]))"
    rf"{_QUANTITY}(?!\s?[.)%:-])(?=\s?[฀-๿]|\s|$)"
)
_ONE_FOR_I = re.compile(r"(?<![A-Za-z0-9])[l|](?=[๑-๙])[๐-๙]{1,2}(?![๐-๙])")
_GLUED = re.compile(r"[0-9][,/-]$")
_NEAR = 100  # letters before a code that can say it is none
_BULLET = re.compile(r"\s*(?:[-•*●▪]\s*)?")
_SPACES = re.compile(r"\s+")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*(?:[,/]\s*)?[)\]]")


def _blanked(text: str) -> str:
    return _NOT_CODES.sub(lambda found: "\x00" * len(found.group()), text)


def _squeezed(text: str) -> str:
    return _SPACES.sub("", text).lower()


def _is_homonym(text: str, token: _Token) -> bool:
    before = _squeezed(text[max(0, token.start - 30) : token.start])
    around = before + "\x00" + _squeezed(text[token.end : token.end + 25])
    return any(
        any(word in around for word in homonym.near) or before.endswith(homonym.before)
        for homonym in HOMONYMS
        if homonym.letter == token.letter and token.number in homonym.numbers
    )


def _is_clause_of_a_law(text: str, token: _Token) -> bool:
    before = _squeezed(text[max(0, token.label - 30) : token.label])
    after = _squeezed(text[token.end : token.end + 20])
    counted = bool(before) and before[-1].isdigit()  # "3 ข้อ" counts items, it names none
    return counted or any(word in before for word in LAW_WORDS) or after.startswith(tuple(f"ของ{w}" for w in LAW_WORDS))


def _stands(text: str, match: re.Match[str], token: _Token, ends: Container[int]) -> bool:
    """Whether what looks like a code is one, by the words beside it."""
    near = text[max(0, token.start - _NEAR) : token.start]
    before = near.rstrip()
    if match["letter"]:
        spelled = len(match["letter"]) > 1  # "โอ" and "OIT" are words of their own too
        amount = _AMOUNT.match(text, token.end) and not _YEAR_TOLD.match(text, token.end)
        if spelled and (near.endswith(SOUND_ALIKES) or amount):
            return False
        if len(match["letter"]) > 2 and _COUNTER.match(text, token.end):
            return False
        return not before.endswith(THING_NOUNS) and not _is_homonym(text, token)
    if match["zero"]:
        spaced = bool(match["gap"]) and token.label == token.start and token.start > 0
        glued = bool(_GLUED.search(near)) and token.start - 1 not in ends
        return not spaced and not glued and not (before.endswith(NUMBER_NOUNS) and token.label == token.start)
    return not _is_clause_of_a_law(text, token)


def _token(text: str, match: re.Match[str]) -> _Token:
    number = int(match["number"] or match["digits"] or match["plain"])
    start = match.start()
    if match.groupdict().get("bare"):
        return _Token("O", number, match.start("plain"), match.end(), start)
    letter = _LETTERS[(match["letter"] or "0").lower()]
    label = _LABEL.search(text, max(0, start - 14), start)
    return _Token(letter, number, start, match.end(), label.start() if label else start)


def _elided(text: str, token: _Token) -> _Token | None:
    """The next item of "O19, 20 และ 22", which leaves the letter out."""
    match = _ELIDED.match(text, token.end)
    if not match or int(match["number"]) > HIGHEST_NUMBER:
        return None
    number, ascending = int(match["number"]), int(match["number"]) > token.number
    if match["word"] and _COUNTER.match(text, match.end()):
        return None
    if (match["range"] or match["slash"]) and not ascending:
        return None
    if match["space"] and number != token.number + 1:
        return None
    start, joined = match.start("number"), "range" if match["range"] else "list"
    return _Token(token.letter, number, start, match.end(), start, joined)


def _found(text: str, bare: bool) -> Iterator[_Token]:
    pattern, position, ends = (_TOKEN_OR_BARE if bare else _TOKEN), 0, set[int]()
    while match := pattern.search(text, position):
        first = _token(text, match)
        position = match.end()
        if first.number > HIGHEST_NUMBER or not _stands(text, match, first, ends):
            continue
        token: _Token | None = first
        while token:
            yield token
            position = token.end
            ends.add(position)
            token = _elided(text, token)


def _joined(text: str, tokens: list[_Token]) -> Iterator[_Token]:
    """Each token with how it hangs on the one before."""
    for index, token in enumerate(tokens):
        if index and not token.from_previous:
            between = _squeezed(text[tokens[index - 1].end : token.start])
            same = token.letter == tokens[index - 1].letter and token.number > tokens[index - 1].number
            if same and _RANGE_JOIN.fullmatch(between):
                token = replace(token, from_previous="range")
            elif _LIST_JOIN.fullmatch(between) or _RANGE_JOIN.fullmatch(between):
                token = replace(token, from_previous="list")
        yield token


def _is_reference(text: str, start: int) -> bool:
    """Whether the words before position `start` only point at an item elsewhere."""
    tail, noun = _squeezed(text[max(0, start - 60) : start]), False
    while stripped := next((word for word in REFERENCE_NOUNS if tail.endswith(word)), ""):
        tail, noun = tail[: -len(stripped)], True
    if tail.endswith(NOT_CUES):
        return False
    return tail.endswith(REFERENCE_CUES) or (noun and tail.endswith(WEAK_CUES))


def _runs(text: str, tokens: list[_Token]) -> list[list[_Token]]:
    runs: list[list[_Token]] = []
    for token in _joined(text, tokens):
        if token.from_previous:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _codes_of(run: list[_Token]) -> Iterator[str]:
    for index, token in enumerate(run):
        first = run[index - 1].number + 1 if token.from_previous == "range" else token.number
        yield from (f"{token.letter}{number}" for number in range(first, token.number + 1))


def _unique(codes: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _unclear_spans(text: str, folded: str, taken: list[_Token]) -> list[tuple[int, int, int]]:
    """(label start, start, end) of numbers that may be a code whose letter was read as a digit."""
    spans = [(found.start(), found.start(), found.end()) for found in _ONE_FOR_I.finditer(text)]
    opening = match.end() if (match := _BULLET.match(folded)) else 0
    for found in _MISREAD.finditer(folded):
        labelled, at_start = bool(found["label"]), found.start() == opening
        suspicious = bool(found["lead"] or found["long"]) and (labelled or (at_start and found.end() < len(text)))
        if (suspicious or (labelled and at_start)) and not _is_reference(folded, found.start()):
            spans.append((found.start(), found.start("digits"), found.end("digits")))
    places = {place for token in taken for place in range(token.start, token.end)}
    return [span for span in spans if places.isdisjoint(range(span[1], span[2]))]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts, position = [], 0
    for start, end in sorted(spans):
        parts.append(text[position : max(start, position)])
        position = max(position, end)
    rest = _EMPTY_BRACKETS.sub(" ", " ".join((*parts, text[position:])))
    return _SPACES.sub(" ", rest).strip(" ,:;-–")


@lru_cache(maxsize=1024)  # a plan's cell is asked by several readers in turn
def find_codes(text: str, bare: bool = False) -> CodeReading:
    """Read the item codes of a cell or a message; bare=True also takes "ข้อ 12" for O12 (chat only).

    Numbers above 60, codes inside links, fuel, processors, dates, telephone and clause numbers are no codes.
    """
    plain = normalise(strip_tags(text))
    folded = _blanked(fold_digits(plain.translate(_LOOKS)))
    tokens = list(_found(folded, bare))
    runs = _runs(folded, tokens)
    own = [run for run in runs if not _is_reference(folded, run[0].label)]
    codes = _unique(code for run in own for code in _codes_of(run))
    mentioned = _unique(code for run in runs for code in _codes_of(run))
    unclear = [] if bare else _unclear_spans(plain, folded, tokens)
    spans = [(run[0].label, run[-1].end) for run in own] + [(label, end) for label, _, end in unclear]
    return CodeReading(
        codes=codes,
        raw=tuple(dict.fromkeys(plain[token.start : token.end] for run in own for token in run)),
        unclear=tuple(dict.fromkeys(plain[start:end] for _, start, end in unclear)),
        foreign=tuple(code for code in mentioned if code not in codes),
        mentioned=mentioned,
        before=_SPACES.sub(" ", plain[: own[0][0].label]).strip() if own else "",
        rest=_without(plain, spans),
    )
