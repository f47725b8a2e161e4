"""The text of a Word paragraph as it prints: insertions in, deletions out, symbols and boxes as characters."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# A text box stands beside its paragraph and is read after it; the fallback repeats what the choice says.
APART = frozenset((qn("w:txbxContent"), _FALLBACK))
_GONE = frozenset((qn("w:del"), qn("w:moveFrom"), qn("w:rPr"), qn("w:pPr"), qn("w:delText"), qn("w:instrText")))
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# Wingdings and Symbol characters that forms use, by their code in the private area.
_SYMBOLS = {
    0xF0FE: "☑", 0xF052: "☑", 0xF0FD: "☒", 0xF053: "☒", 0xF0FC: "✓", 0xF050: "✓", 0xF0FB: "✗", 0xF04F: "✗",
    0xF0A8: "☐", 0xF06F: "☐", 0xF0A3: "☐", 0xF071: "☐", 0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0E0: "→",
}  # fmt: skip


def text_of(element: Any) -> str:
    """What the element prints; page breaks print nothing, line breaks are line breaks."""
    return "".join(_parts(element)).translate(_SYMBOLS)


def _parts(element: Any) -> Iterator[str]:
    for child in element.iterchildren(tag="{*}*"):
        tag = child.tag
        if tag in _GONE or tag in APART:
            continue
        if tag in (qn("w:t"), _MATH_TEXT):
            yield child.text or ""
        elif tag == qn("w:br"):
            yield "" if child.get(qn("w:type")) == "page" else "\n"
        elif tag == qn("w:sym"):
            yield _symbol(child.get(qn("w:char")) or "")
        elif tag == qn("w:checkBox"):
            yield _box(child)
        else:
            yield _SIGNS[tag] if tag in _SIGNS else text_of(child)


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number if number >= 0xF000 else number + 0xF000) if number < 0x110000 - 0xF000 else ""


def _box(field: Any) -> str:
    """A form field's box: what was ticked last, else what it began with."""
    state = field.find(qn("w:checked"))
    state = field.find(qn("w:default")) if state is None else state
    return "☐ " if state is None or state.get(qn("w:val")) in ("0", "false") else "☑ "
