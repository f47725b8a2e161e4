"""People's words as files can hold them: no control characters, and nothing a spreadsheet would run. Pure."""

import re

# What XML 1.0 does not allow, lone surrogates included.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def writable(text: str) -> str:
    """The text without the characters no document can hold."""
    return _UNWRITABLE.sub("", text)


def as_text(text: str) -> str:
    """The text for a CSV cell: what a spreadsheet would take for a formula begins with an apostrophe.

    A lone dash and a dash before a Thai letter begin no formula: a list stays as it is read.
    """
    words = writable(text)
    if words.startswith(FORMULA) and not re.match(r"-+(?:\s|[ก-๛]|$)", words):
        return "'" + words
    return words
