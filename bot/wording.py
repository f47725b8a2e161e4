"""A chat message made ready for the rules: links and codes taken out, one spelling, cut into clauses. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot import english, romanised, spellings, strays
from bot import vocabulary as words
from models.codes import find_codes
from models.thaitext import fold_digits, normalise

CODE = "◇"  # stands in the prepared words where a code, or several joined ones, stood
CUT = "|"  # stands between clauses in a message's flat words

LONGEST_MESSAGE = 2000  # characters searched for codes and links
MOST_LINKS = 10  # of a message: each is visited weekly for a year; nobody proves one report with more
LONGEST_WORDS = 300  # characters of words, links taken out, that the rules look at; the longest reply we know has 105
BEGINNING = 120  # characters looked at of a message longer than that: nothing in it can be taken for done anyway

# Thai letters are word characters too, so that "\b" finds no edge in "doneครับ".
_EDGE = r"(?:(?<![a-z0-9])(?=[a-z0-9])|(?<=[a-z0-9])(?![a-z0-9]))"


def pattern(source: str) -> re.Pattern[str]:
    """A rule over flat words; "\\b" is the edge of a Latin word."""
    return re.compile(source.replace(r"\b", _EDGE))


# A Thai path may follow a slash; Thai letters straight after a file name are the sentence going on.
_URL = re.compile(
    r"(?:https?://|www\.)[!-~]{1,2000}(?:(?<=[/=_-])[^\s]{1,500})?"
    r"|(?<![\w@.-])(?:[A-Za-z0-9-]{1,63}\.){1,4}(?:go\.th|or\.th|ac\.th|co\.th|in\.th|com)/[!-~]{1,2000}",
    re.IGNORECASE,
)
_AFTER_URL = ".,;:!?)]}>\"'"
_MENTION = re.compile(r"@\s?\S{1,60}(?:\s?bot\b)?", re.IGNORECASE)
_CALLED = re.compile(r"^\s{0,5}(?:น้อง|พี่|คุณ)?(?:บอท|บอต|bot)(?:คะ|ครับ|จ๋า|จ้า)?\s{1,5}", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„\n]{1,300})[\"“”«»„]")
_DRAWN_OUT = re.compile(r"([^\d\s.])\1{2,}")
_GAP = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_JOIN = re.compile(r"(?:[\s,/&+、•·~–—-]|และ|กับ|กะ|ถึง|รวมถึง|(?:หัว)?ข้อ(?:ที่)?|and|to){0,12}")
# In a chat "ตามข้อ O17" says which item is meant; in a plan it refers to another.
_ACCORDING_TO = re.compile(r"(?:อ้างถึง|ตาม)(?=(?:(?:หัว)?ข้อ|ตัวชี้วัด|มาตรการ)\s?(?:ที่)?\s?[OoEeIiโอ])")
_SPELLINGS = tuple((pattern(wrong), right) for wrong, right in spellings.SPELLINGS)
_AFTER_PARTICLE = re.compile(rf"(?<=[ก-๛])({words.PARTICLE}(?:พี่|น้อง|ท่าน|นาย|ทุกคน|ทุกท่าน)?)\s+")
_BEFORE_START = pattern(rf"(?<!\s)\s+(?={words.STARTS})")  # from the run's first blank only: many would take seconds
_BEFORE_CONTRAST = re.compile(words.CONTRAST)
# A full stop after a short word abbreviates it.
_MARKS = re.compile(r"[\n,;!…]|(?<=[^\s.]{6})\.\s|\s[–—-]+\s")


@dataclass(frozen=True)
class Clause:
    """A piece of a message: its codes run by run, the words as typed, and the words the rules look at."""

    runs: tuple[tuple[str, ...], ...]
    typed: str
    flat: str


@dataclass(frozen=True)
class Wording:
    """A message ready for the rules.

    quoted: words that stood in quotation marks among others of the sender's own; they are nobody's claim.
    cut: the message went on after the words looked at, so that what it says at its end is not known.
    strays: as typed, what looks like a code but names none.
    """

    codes: tuple[str, ...]
    urls: tuple[str, ...]
    clauses: tuple[Clause, ...]
    flat: str
    quoted: str
    cut: bool
    strays: tuple[str, ...] = ()


_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z']+")
_NO_ENGLISH = re.compile(
    r"kr?[aru]{1,2}[bp]+|k?kh?a+|na(?:ka)?|jaa?|la|[oei]?it|ita|o?k", re.IGNORECASE
)  # "O12 done krub"


def is_english(text: str) -> bool:
    """Whether a message is written in English, with no Thai letter; links and names of programs do not count."""
    plain = _URL.sub(" ", text[:LONGEST_WORDS])
    found = [word for word in _LATIN_WORD.findall(plain) if not _NO_ENGLISH.fullmatch(word)]
    return english.is_sentence(found) and not re.search("[ก-๛]", plain)


def read(text: str, bare: bool) -> Wording:
    """Codes, links and clauses of a message; bare: "ข้อ 12" counts as a code."""
    apart: list[str] = []
    plain = strays.CAME_APART.sub(lambda found: _unless_the_next(found, apart), normalise(text[:LONGEST_MESSAGE]))
    urls = tuple(found.group().rstrip(_AFTER_URL) for found in islice(_URL.finditer(plain), MOST_LINKS))
    found = find_codes(plain, bare)
    spelt = romanised.in_thai(_CALLED.sub("", _MENTION.sub(" ", _URL.sub(" ", plain))))
    own, quoted = _without_quotations(spelt)
    cut = len(own) > LONGEST_WORDS or len(text) > LONGEST_MESSAGE
    clauses = tuple(_clauses(own[:BEGINNING] if cut else own, bare))
    flat_words = CUT.join(clause.flat for clause in clauses)
    return Wording(found.mentioned, urls, clauses, flat_words, quoted, cut, (*apart, *strays.in_text(own)))


def _unless_the_next(found: re.Match[str], apart: list[str]) -> str:
    """Nothing, but for "O1 2", two items one after the other."""
    if int(found["then"]) == int(found["first"]) + 1:
        return found[0]
    apart.append(found[0])
    return " "


def _without_quotations(text: str) -> tuple[str, str]:
    own = _QUOTED.sub(" ", text)
    if own == text or not re.search(r"[ก-๛A-Za-z]{3}", own):
        return text.translate(dict.fromkeys(map(ord, '"“”«»„'), " ")), ""
    return own, flat(" ".join(_QUOTED.findall(text)))


def _clauses(text: str, bare: bool) -> Iterator[Clause]:
    marked, runs = _marked(text, bare)
    waiting = list(runs)
    for piece in _pieces(marked):
        mine = [waiting.pop(0) for _ in range(piece.count(CODE))]
        typed = piece
        for run, _ in mine:
            typed = typed.replace(CODE, run, 1)
        yield Clause(tuple(codes for _, codes in mine), typed.strip(), flat(piece))


def _pieces(marked: str) -> list[str]:
    cut = _AFTER_PARTICLE.sub(r"\1\n", _MARKS.sub("\n", marked))
    cut = _BEFORE_CONTRAST.sub("\n", _BEFORE_START.sub("\n", cut))
    return [piece for piece in cut.split("\n") if piece.strip()]


def _marked(text: str, bare: bool) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    """The text with every run of joined codes replaced by one mark, and what each run says."""
    text = _ACCORDING_TO.sub(" ", text.replace(CODE, " "))
    spans: list[tuple[int, int]] = []
    for start, end in _places(text, find_codes(text, bare).raw):
        if spans and _JOIN.fullmatch(text[spans[-1][1] : start]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    runs = [(text[start:end], _codes_of(text[start:end], bare)) for start, end in spans]
    for start, end in reversed(spans):
        text = text[:start] + CODE + text[end:]
    return text, runs


def _places(text: str, raws: Sequence[str]) -> list[tuple[int, int]]:
    """Where each code stands, and again where it is named once more."""
    places: list[tuple[int, int]] = []
    position = 0
    for raw in raws:
        start = text.find(raw, position)
        if start >= 0:
            position = start + len(raw)
            places.append((start, position))
    again = [f"(?<![A-Za-z0-9]){re.escape(raw)}(?![A-Za-z0-9])" for raw in raws if not raw[0].isdigit()]
    found = [one.span() for one in re.finditer("|".join(again), text)] if again else []
    free = [span for span in found if all(span[1] <= start or end <= span[0] for start, end in places)]
    return sorted((*places, *free))


def _codes_of(run: str, bare: bool) -> tuple[str, ...]:
    """The codes of a run as typed; a bare number counts as in "ข้อ 10"."""
    return find_codes(run, bare).mentioned or find_codes(f"ข้อ{run}", bare).mentioned


def flat(text: str) -> str:
    """Lower case, Arabic digits, no drawn-out letters, chat spellings put right, no spaces but between Latin words."""
    calm = _DRAWN_OUT.sub(r"\1", fold_digits(normalise(text)).lower())
    for wrong, right in _SPELLINGS:
        calm = wrong.sub(right, calm)
    return _GAP.sub("", calm)
