"""The form of a plan document: what of its looks the report of the year must have again. Pure."""

import re
from collections.abc import Sequence
from itertools import takewhile

from models.readings import Score
from models.source_form import FormColumn, FormRow, SourceForm
from models.thaitext import fold_digits, normalise
from tasks.plan.document import Paragraph
from tasks.plan.headers import Header
from tasks.plan.heading import LONGEST_TITLE_LINE
from tasks.plan.outline import (
    is_introduction,
    is_list_item,
    is_note,
    is_page_mark,
    is_signature,
    number_of,
    reads_as_section,
    without_number,
)
from tasks.plan.rows import Entry
from tasks.plan.scores import TARGET
from tasks.plan.walk import BodyRow

_PREPARED = re.compile(r"^(?:จัดทำโดย|โดย|เสนอ)(?!ต่อ)")
_OFFICE = re.compile(r"องค์(?:การ|กร)บริหาร|เทศบาล|^อบ[ตจ]\.|เมืองพัทยา")
_CHAPTER = re.compile(r"^(?:บทนำ|คำนำ|สารบัญ|หลักการและเหตุผล|ส่วนที่|บทที่|ที่มาและ)")
_CAPTION = re.compile(r"^(?:ผล)?คะแนน|^ตาราง")  # of a table of scores below the title
_LONGEST_COVER = 14  # lines
_LONGEST_LEAD = 3  # paragraphs; where more stand before the table they are an analysis of another year
_MOST_CAPTIONS = 3
_NEAR = 3  # blank lines between a caption and what it captions
_LONGEST_TARGET = 300


def read_form(
    entries: Sequence[Entry],
    scores: Sequence[BodyRow],
    headed: Sequence[Score],
    texts: Sequence[Paragraph],
    titles: Sequence[str],
) -> SourceForm:
    """The form of a document as read: its rows as joined, its running texts, and the lines of its title."""
    lines = [text for text in texts if not is_page_mark(text.text)]
    tables = _tables(entries)
    opening = _opening(lines, entries, scores)
    block = _title_block(opening, titles)
    captions = _captions(entries, lines[len(block) :])
    used = {line for above in captions for line in above}
    rest = [one for one in opening[len(block) :] if one not in used]
    return SourceForm(
        title=tuple(one.text.replace("\n", " ") for one in block),
        cover=any(_PREPARED.match(one.text) for one in block),
        lead=tuple(one.text for one in rest) if len(rest) <= _LONGEST_LEAD and not headed else (),
        targets=_targets(lines),
        scores=_score_headings(scores),
        tables=tuple(_columns(header) for header in tables),
        rows=tuple(_row(entry, tables, above) for entry, above in zip(entries, captions, strict=True)),
    )


def _opening(lines: Sequence[Paragraph], entries: Sequence[Entry], scores: Sequence[BodyRow]) -> list[Paragraph]:
    """What stands before the first table of measures or scores: in its own sheet, and in one before it (a cover)."""
    home = entries[0].sheet if entries else None
    tables = [line for entry in entries if entry.sheet == home for line in entry.lines]
    begins = min([*tables, *(row.row.line for row in scores if row.sheet == home)], default=0)
    covers = list(takewhile(lambda one: one.sheet not in (home, None), lines)) if home else []
    return [*covers, *takewhile(lambda one: one.sheet == home and one.line < begins, lines[len(covers) :])]


def _tables(entries: Sequence[Entry]) -> list[Header]:
    """The headings of the measures' tables, each kind once."""
    found: list[Header] = []
    for entry in entries:
        if all(entry.header.headings != header.headings for header in found) and _place(entry.header, found) is None:
            found.append(entry.header)
    return found


def _place(header: Header, tables: Sequence[Header]) -> int | None:
    """The table of the same columns, however its heading was spelt this time."""
    return next((n for n, one in enumerate(tables) if one.meanings == header.meanings), None)


def _columns(header: Header) -> tuple[FormColumn, ...]:
    leaves = header.leaves or header.headings
    return tuple(_column(*one) for one in zip(header.headings, header.meanings, leaves, strict=True))


def _column(heading: str, meaning: str | None, leaf: str) -> FormColumn:
    heading, leaf = " ".join(heading.split()), " ".join(leaf.split())
    over = heading.removesuffix(leaf).strip() if leaf else ""
    return FormColumn(leaf if over else heading, meaning, over)


def _row(entry: Entry, tables: Sequence[Header], captions: Sequence[Paragraph]) -> FormRow:
    return FormRow(
        table=_place(entry.header, tables) or 0,
        cells=entry.texts,
        carried=tuple(sorted(entry.carried)),
        captions=tuple(one.text.replace("\n", " ") for one in captions),
        headings=entry.headings,
    )


def _title_block(opening: Sequence[Paragraph], titles: Sequence[str]) -> list[Paragraph]:
    """The title's lines and those of the cover below it, down to the first sentence, chapter or numbered part."""
    block = list(opening[: len(titles)])
    for one in opening[len(titles) : _LONGEST_COVER]:
        prepared = any(_PREPARED.match(line.text) for line in block)
        below = one.sheet is not None and one.line > block[-1].line + 1  # a sheet's blank row parts title and captions
        if below or _ends_block(one.text) or (prepared and _OFFICE.search(block[-1].text)):
            break
        block.append(one)
    return block


def _ends_block(text: str) -> bool:
    numbered = bool(number_of(text)) or is_list_item(text) or reads_as_section(text.strip("()"))
    sentence = len(text) > LONGEST_TITLE_LINE or is_introduction(text)
    return numbered or sentence or is_note(text) or bool(_CHAPTER.match(text) or _CAPTION.match(text))


def _captions(entries: Sequence[Entry], lines: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """The lines above each row's table; a table that goes on after a page break has those of its beginning."""
    found: list[tuple[Paragraph, ...]] = []
    above: tuple[Paragraph, ...] = ()
    sheet: str | None = None
    end = 0
    for entry in entries:
        between = [one for one in lines if one.sheet == entry.sheet and end < one.line < entry.lines[0]]
        near = _nearest(between, entry.lines[0])
        above = near or (above if entry.sheet == sheet else ())
        sheet, end = entry.sheet, max(end, *entry.lines)
        found.append(above)
    return found


def _nearest(between: Sequence[Paragraph], line: int) -> tuple[Paragraph, ...]:
    """The short lines straight above a table, a heading's row or two between."""
    found: list[Paragraph] = []
    for one in reversed(between):
        listed = is_list_item(one.text) and (not reads_as_section(one.text) or bool(found and not _numbered(found)))
        if len(found) == _MOST_CAPTIONS or listed or len(one.text) > LONGEST_TITLE_LINE:
            break
        if line - one.line > _NEAR + (not found) or is_note(one.text) or is_signature(one.text):
            break
        found.insert(0, one)
        line = one.line
    return tuple(found)


def _numbered(captions: Sequence[Paragraph]) -> bool:
    """True for parts of a numbered part ("1." above "1.1"), not for titles below the last point of a list."""
    return bool(number_of(captions[0].text))


def _targets(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    found = [one.text for one in lines if "เป้าหมาย" in one.text and TARGET.search(fold_digits(normalise(one.text)))]
    return tuple(without_number(text.lstrip("-–•* ")) for text in found if len(text) <= _LONGEST_TARGET)


def _score_headings(scores: Sequence[BodyRow]) -> tuple[str, ...]:
    """The headings of number, name and score, as the first row of scores stands under them."""
    if not scores:
        return ()
    header = scores[0].header
    columns = [header.columns("ordinal", "code"), header.columns("item", "group", "finding"), header.columns("score")]
    return tuple(" ".join(header.headings[at[-1]].split()) if at else "" for at in columns)
