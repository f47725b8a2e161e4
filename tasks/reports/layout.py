"""The year-end report as it is to be drawn: everything decided, nothing left for a writer but to draw it. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Paragraph:
    """A line of a cell or page; number: its own list number or bullet ("๑.", "-"), drawn hanging before the text."""

    text: str
    number: str = ""
    strong: bool = False

    @property
    def printed(self) -> str:
        """Number and text in one line."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True)
class Column:
    """A column in the source's place under the source's heading.

    meaning: as `flask plan preview` names it, None where unknown. width: per mille of the page's breadth (a table's
    columns add up to 1000). over: the heading shared with its neighbours, printed above; "" for a heading of its own.
    added: the source had no such column.
    """

    heading: str
    meaning: str | None
    width: int
    over: str = ""
    added: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell's paragraphs. covered: lies under the cell above and repeats it. missing: somebody still owes its text."""

    paragraphs: tuple[Paragraph, ...] = ()
    covered: bool = False
    missing: bool = False

    @property
    def text(self) -> str:
        """The paragraphs as lines."""
        return "\n".join(one.printed for one in self.paragraphs)


@dataclass(frozen=True)
class Row:
    """One measure's cells; or, with a heading, one text across the whole table that names what the next rows are of.

    measure: the measure's number in the plan (None for a heading).
    """

    cells: tuple[Cell, ...] = ()
    measure: int | None = None
    heading: str = ""


@dataclass(frozen=True)
class Block:
    """A table of measures with the lines printed above it; the strong ones are its headings (an indicator, a band)."""

    above: tuple[Paragraph, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """What its measures belong to; a sentence that leads in is none."""
        return tuple(one.text for one in self.above if one.strong)


@dataclass(frozen=True)
class PlainTable:
    """A small table of ready texts under a heading line, with lines below it; widths in per mille."""

    heading: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A measure that is not complete: its label ("O13 แผนการ…"), what it lacks, and who answers for that."""

    measure: int
    label: str
    lacks: tuple[str, ...]
    who: tuple[str, ...]


@dataclass(frozen=True)
class CheckSheet:
    """The page in front of the report, for the office itself: not part of what is published.

    lines: the headline ("ครบ 11 จาก 14 ข้อ") and the figures. table: the gaps, drawn. notes: what somebody should look
    at. end: the last line of the sheet, by which a reader knows where the report begins.
    """

    title: str
    lines: tuple[str, ...]
    gaps: tuple[Gap, ...]
    table: PlainTable
    notes_heading: str
    notes: tuple[str, ...]
    end: str


@dataclass(frozen=True)
class Proof:
    """One piece of evidence in the annex. what: the address, or the file's name; facts: its dates and SHA-256 in lines.

    picture: the id by which writers are given its bytes; None for what is no picture.
    """

    label: str
    what: str
    url: str | None
    facts: tuple[str, ...]
    picture: int | None = None


@dataclass(frozen=True)
class Annex:
    """The evidence, in the order of the measures."""

    title: str
    proofs: tuple[Proof, ...]
    none: str


@dataclass(frozen=True)
class Layout:
    """The whole report, front to back: check sheet, title block, lead, scores, tables, annex.

    digits: "thai" or "arabic", for page numbers (every text is in its digits already). cover: the title block stands
    on a page of its own. landscape: the widest table needs the broad side.
    """

    agency: str
    fiscal_year: int
    as_of: date
    digits: str
    landscape: bool
    cover: bool
    title: tuple[str, ...]
    lead: tuple[str, ...]
    scores: PlainTable | None
    blocks: tuple[Block, ...]
    check: CheckSheet
    annex: Annex
