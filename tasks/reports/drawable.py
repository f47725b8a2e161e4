"""Texts that people typed, kept to what the embedded letters can draw: PDF/A refuses a letter without a shape. Pure."""

import unicodedata
from typing import Any

# Drawn by Sarabun, or by the letters that come with the typesetter; first and last of each run.
_DRAWN = (
    *((0x0020, 0x007E), (0x00A0, 0x024F), (0x0300, 0x0333), (0x0391, 0x03A1), (0x03A3, 0x03C9), (0x0400, 0x045F)),
    *((0x0E01, 0x0E3A), (0x0E3F, 0x0E5B), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x2040), (0x2070, 0x2071)),
    *((0x2074, 0x208E), (0x20A0, 0x20BF), (0x2190, 0x23CE), (0x2460, 0x2606), (0x2610, 0x261F), (0x2701, 0x2704)),
    *((0x2713, 0x2714), (0x2717, 0x2718), (0x2776, 0x277F)),
)
INSTEAD = "□"  # something stood here that paper does not know: most often a picture sign of a chat


def drawable(text: str) -> str:
    """The text with a box for each letter that has no shape; invisible signs go, line breaks stay."""
    return "".join(filter(None, (_drawn(letter) for letter in text)))


def drawable_in(data: Any) -> Any:
    """The same for every text inside lists and mappings; keys stay as they are."""
    if isinstance(data, str):
        return drawable(data)
    if isinstance(data, dict):
        return {key: drawable_in(value) for key, value in data.items()}
    return [drawable_in(one) for one in data] if isinstance(data, list | tuple) else data


def _drawn(letter: str) -> str:
    code = ord(letter)
    if letter == "\n" or any(first <= code <= last for first, last in _DRAWN):
        return letter
    if letter in "\t\r\u2028\u2029\u3000":
        return " "
    invisible = unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me")  # joiners, variation selectors
    return "" if invisible else INSTEAD
