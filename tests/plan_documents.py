"""Small plan documents for the tests, written as people see them: one line per row, columns between bars."""

from collections.abc import Iterable

from tasks.plan.document import Cell, Document, Paragraph, Row, Table
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read


def text_document(text: str) -> Document:
    """A document typed as text with tab tables: the tests write a bar for a tab."""
    return parse_text("\n".join("\t".join(map(str.strip, line.split("|"))) for line in text.strip().split("\n")))


def plan(text: str, fiscal_year: int | None = None):
    return read(text_document(text), fiscal_year)


def cell(text: str) -> Cell:
    """ "^text" lies under a merge from above, "<text" under one from the left, "~text" is hidden."""
    if text[:1] in ("^", "<"):
        return Cell(text[1:], origin=False)
    return Cell(text[1:], hidden=True) if text[:1] == "~" else Cell(text)


def across(text: str, columns: int) -> str:
    """A line whose text is merged over all columns."""
    return "|<".join([text] * columns)


def rows(lines: Iterable[str], first_line: int = 1) -> tuple[Row, ...]:
    return tuple(
        Row(tuple(cell(part.strip()) for part in line.split("|")), first_line + at) for at, line in enumerate(lines)
    )


def sheet(*lines: str, name: str | None = "แผน") -> Document:
    """A sheet with merged and hidden cells."""
    return Document((Table(rows(lines), name),))


def page(*blocks: str | list[str]) -> Document:
    """Paragraphs (strings) and tables (lists of lines) in reading order."""
    found: list[Paragraph | Table] = []
    line = 1
    for block in blocks:
        if isinstance(block, str):
            found.append(Paragraph(block, line))
            line += 2
        else:
            found.append(Table(rows(block, line)))
            line += len(block) + 1
    return Document(tuple(found))


def dues(duty) -> list[str]:
    return [day.isoformat() for day in duty.schedule.due]


def duties(measure) -> list[tuple[str, str, list[str]]]:
    """(phrase, actor, dates) of each duty."""
    return [(" ".join(d.phrase.split()), d.actor.value, dues(d)) for d in measure.duties]
