"""Thai text as typed, scanned or exported, brought to one spelling so that it can be compared. Pure."""

import html
import re
import unicodedata
from functools import lru_cache

_INVISIBLE = {
    code: None
    for first, last in (
        (0x00AD, 0x00AD),  # soft hyphen
        (0x180E, 0x180E),
        (0x200B, 0x200F),  # zero-width space and joiners, left/right marks
        (0x202A, 0x202E),  # direction embeddings
        (0x2060, 0x2064),
        (0x2066, 0x2069),  # direction isolates
        (0xFEFF, 0xFEFF),  # byte order mark
    )
    for code in range(first, last + 1)
}
_SPACES = dict.fromkeys((0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# Old Thai fonts keep shifted marks in the private area U+F700–F71A; a PDF's text layer hands them out raw.
_FONT_GLYPHS = dict(
    enumerate(
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
        "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        start=0xF700,
    )
)
_CHARACTERS: dict[int, str | None] = {**_INVISIBLE, **_SPACES, **_FULL_WIDTH, **_FONT_GLYPHS}

# Stored order: vowels, tone marks, ำ; \u0e4d stands next to the tones, so that it is seen before า.
_MARK_ORDER = "\u0e3a\u0e38\u0e39\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e\u0e33"
_MARK_RUN = re.compile(r"[\u0e31\u0e33\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_TWO_SARA_E = re.compile("เเ")
_NIKHAHIT_AA = re.compile("\u0e4d([\u0e48-\u0e4b]{0,4})\u0e32")
_SPACE_RUN = re.compile(r"\s+")
_THAI_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_ARABIC_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# A name straight after "<" or "</" makes a tag; "a < b", "<ระบุชื่อ>" and "<https://…>" are text.
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>])[^<>]*>")
_BLOCK_TAGS = frozenset(
    re.findall(r"\w+", "p br hr div ul ol li dl dt dd table thead tbody tr td th h1 h2 h3 h4 h5 h6")
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _in_order(marks: re.Match[str]) -> str:
    return "".join(sorted(set(marks.group()), key=_MARK_ORDER.index))


def _repaired(text: str) -> str:
    ordered = _MARK_RUN.sub(_in_order, _TWO_SARA_E.sub("แ", text))
    if "\u0e4d" not in ordered:
        return ordered  # nearly every text; the rest would change nothing
    return _MARK_RUN.sub(_in_order, _NIKHAHIT_AA.sub("\\1ำ", ordered))


@lru_cache(maxsize=2048)  # readers ask about the same cell many times in turn
def normalise(text: str) -> str:
    """One spelling for what looks the same; line breaks, digits and the number of spaces stay."""
    return _repaired(unicodedata.normalize("NFC", text.translate(_CHARACTERS)))


def fold_digits(text: str) -> str:
    """Thai digits become Arabic ones."""
    return text.translate(_THAI_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    """Arabic digits become Thai ones."""
    return text.translate(_ARABIC_TO_THAI)


@lru_cache(maxsize=2048)
def squeeze(text: str) -> str:
    """The key for comparing: normalised, digits folded, spaces and line breaks out (scans break words)."""
    return normalise(_SPACE_RUN.sub("", fold_digits(text.translate(_CHARACTERS))))


def _parting_space(run: re.Match[str]) -> str:
    around = run.string[run.start() - 1 : run.start()] + run.string[run.end() : run.end() + 1]
    return " " if len(around) == 2 and around.isdecimal() else ""


def compact(text: str) -> str:
    """Like squeeze, but one space stays where it parts two digits: "69 2." is not "692."."""
    return _repaired(_SPACE_RUN.sub(_parting_space, fold_digits(normalise(text))))


def _tag_gap(tag: re.Match[str]) -> str:
    return "\n" if tag.group(1).lower() in _BLOCK_TAGS else ""


def printable(text: str) -> str:
    """Without control characters (a terminal would obey them); blanks and line breaks become single spaces."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) != "Cc")


def strip_tags(text: str) -> str:
    """The text without HTML: block tags become line breaks, other tags vanish, entities become characters.

    Tags need not be closed or paired; "<" and "&" that begin no tag and no entity stay as they are.
    """
    bare = _TAG.sub(_tag_gap, text)
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), bare).strip()
