"""HTML as blocks: tables with their spans spread, everything else as paragraphs. Pure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from models.thaitext import normalise
from tasks.plan.bounds import check_elements
from tasks.plan.document import Document, Paragraph, Table
from tasks.plan.grid import Span, clean, filled, is_rule, spread, table

_SILENT = frozenset(("script", "style", "template"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "title"))
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "title",
        "ul",
    ]
)
# Word and Excel wrap parts of their HTML in <![if …]>, on which the standard parser would stop.
_CONDITION = re.compile(r"<!\[[^>\n]{0,200}>")
# A "<" that opens no whole tag is text; left to the parser, many of them take it minutes.
_LOOSE = re.compile(r"<(?!(?:/?[A-Za-z]|[!?])[^<>]*>)")
_TALLEST = 100_000


@dataclass
class _Grid:
    """One open table: finished rows, the row being read and the parts of its open cell."""

    rows: list[tuple[int, list[Span]]] = field(default_factory=list)
    cell: list[str] | None = None
    down: int = 1
    across: int = 1

    def close_cell(self) -> None:
        if self.cell is not None:
            self.rows[-1][1].append(Span(_text(self.cell), self.down, self.across))
            self.cell = None


def parse_html(text: str) -> Document:
    """The page's tables and paragraphs in order; a table inside a cell follows the one around it.

    Lines are those of the opening tags. Tags need not be closed; spans are spread over the cells they cover.
    Raises SourceError for more tags or cells than a plan can have.
    """
    check_elements(text.count("<"))
    reader = _Reader()
    whole = _CONDITION.sub("", _without_comments(normalise(text))).replace("<![", "&lt;![")
    reader.feed(_LOOSE.sub("&lt;", whole))
    reader.close()
    reader.finish()
    return Document(tuple(reader.blocks))


def _without_comments(text: str) -> str:
    """Comments out, their line breaks kept; one that never ends is text (looking for ends again and again is slow)."""
    parts: list[str] = []
    while True:
        before, opened, rest = text.partition("<!--")
        inside, closed, after = rest.partition("-->")
        if not closed:
            return "".join([*parts, before, opened and "&lt;!--", rest.replace("<!--", "&lt;!--")])
        parts += [before, "\n" * inside.count("\n")]
        text = after


def _text(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return clean("\n".join(line for line in lines if line))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Paragraph | Table] = []
        self._grids: list[_Grid] = []
        self._inner: list[Paragraph | Table] = []
        self._running: list[str] = []
        self._from = 1
        self._silent = 0
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._open_table()
        elif tag in ("tr", "td", "th") and self._grids:
            self._open_in_table(tag, dict(attrs))
        elif tag == "input":
            self._add(_box(dict(attrs)))
        elif tag in ("ol", "ul"):
            self._lists.append(1 if tag == "ol" else None)
            self._break(tag)
        elif tag in _BLOCKS:
            self._break(tag)
            self._add(self._mark() if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._grids:
            self._close_table()
        elif tag in ("tr", "td", "th") and self._grids:
            self._grids[-1].close_cell()
        else:
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()
            if tag in _BLOCKS:
                self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._add(data.replace("\n", " ").replace("\t", " "))

    def finish(self) -> None:
        """What was never closed is closed."""
        while self._grids:
            self._close_table()
        self._flush(heading=False)

    def _add(self, text: str) -> None:
        if self._grids and self._grids[-1].cell is not None:
            self._grids[-1].cell.append(text)
        elif text.strip() or self._running:
            if not self._running:
                self._from = self.getpos()[0]
            self._running.append(text)

    def _break(self, tag: str) -> None:
        if self._grids and self._grids[-1].cell is not None:
            self._grids[-1].cell.append("\n")
        else:
            self._flush(tag in _HEADINGS)

    def _flush(self, heading: bool) -> None:
        text = _text(self._running)
        self._running = []
        if text:
            (self._inner if len(self._grids) > 1 else self.blocks).append(Paragraph(text, self._from, heading))

    def _mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _open_table(self) -> None:
        self._flush(heading=False)
        self._grids.append(_Grid())

    def _open_in_table(self, tag: str, attrs: dict[str, str | None]) -> None:
        grid = self._grids[-1]
        grid.close_cell()
        self._flush(heading=False)
        if tag == "tr" or not grid.rows:
            grid.rows.append((self.getpos()[0], []))
        if tag != "tr":
            grid.cell, grid.down, grid.across = [], _count(attrs, "rowspan"), _count(attrs, "colspan")

    def _close_table(self) -> None:
        """The table, then the tables found inside its cells; a caption stands before both."""
        grid = self._grids.pop()
        grid.close_cell()
        self._flush(heading=False)
        cells = spread(grid.rows)
        rows = [row for row in cells if filled(row) and not is_rule([cell.text for cell in row.cells])]
        found = [table(rows)] if rows else []
        if self._grids:
            self._inner += found
        else:
            self.blocks += [*found, *self._inner]
            self._inner = []


def _count(attrs: dict[str, str | None], name: str) -> int:
    """A span's number; 0 means down to the table's end, anything unreadable means one."""
    value = (attrs.get(name) or "1").strip()
    if not (value.isascii() and value.isdigit()):
        return 1
    return min(int(value[:6]), _TALLEST) or _TALLEST


def _box(attrs: dict[str, str | None]) -> str:
    if (attrs.get("type") or "").lower() not in ("checkbox", "radio"):
        return attrs.get("value") or ""
    return "☑ " if "checked" in attrs else "☐ "
