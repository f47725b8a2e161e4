"""People's words as files can hold them: no control characters, and nothing a spreadsheet would run. Pure."""

import re

# What XML 1.0 does not allow, lone surrogates included.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# The wide ones begin a formula too where Excel speaks Japanese or Chinese; a line's end is passed over.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LISTED = re.compile(r"-+(?:\s|[ก-๛]|$)")
# What a formula that reaches beyond sums is made of: calls, other cells and sheets, other programs, texts joined.
_REACHING = re.compile('[|!"&=(｜！＂＆＝（]')


def writable(text: str) -> str:
    """The text without the characters no document can hold."""
    return _UNWRITABLE.sub("", text)


def as_text(text: str) -> str:
    """The text for a CSV cell: what a spreadsheet would take for a formula begins with an apostrophe.

    A lone dash and a dash before a Thai letter begin a list, which stays as it is read unless it could reach further.
    """
    words = writable(text)
    listed = _LISTED.match(words) and not _REACHING.search(words)
    return "'" + words if words.startswith(FORMULA) and not listed else words
