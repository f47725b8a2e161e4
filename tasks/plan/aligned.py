"""Tables whose columns are kept apart only by blanks, found between lines of running text. Pure."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from tasks.plan.document import Row, Table
from tasks.plan.grid import is_rule, table, text_row
from tasks.plan.text_rows import LIST_MARK, Line

_PIECE = re.compile(r"[^ ]+(?: [^ ]+)*")
_NUMBER = re.compile(r"[0-9๐-๙]{1,3}(?:[.][0-9๐-๙]{1,3}){0,3}")
_TOLERANCE = 2  # columns a cell may start off its heading; scans and tabs are not exact
_NEAR = 12  # lines looked ahead, blank ones counted, for a table's first rows
_MOSTLY = 0.7
_ZERO_WIDTH = ("Mn", "Me", "Cf")


@dataclass(frozen=True)
class _Piece:
    """Text between two gaps of blanks: where it starts and ends, in characters and in printed columns."""

    text: str
    characters: tuple[int, int]
    columns: tuple[int, int]


_Measure = Callable[[_Piece], tuple[int, int]]
_Pieces = tuple[Line, tuple[_Piece, ...]]


@dataclass(frozen=True)
class _Layout:
    """Where each column starts and ends by one measure; even when the full rows mostly agree on it."""

    measure: _Measure
    spans: tuple[tuple[int, int], ...]
    even: bool = True


def split(lines: Sequence[Line]) -> tuple[list[Line | Table], list[str]]:
    """The lines in order, those of blank-aligned tables put together; blank lines inside a table part it.

    Beside them one sentence for each row whose cells could not be placed by their position.
    """
    pieces = [(line, _pieces(line[1])) for line in lines]
    result: list[Line | Table] = []
    doubts: list[str] = []
    at = 0
    while at < len(pieces):
        end = _end(pieces, at)
        if end is None:
            result.append(pieces[at][0])
            at += 1
        else:
            tables, unsure = _tables(pieces[at:end])
            result += tables
            doubts += unsure
            at = end
    return result, doubts


def _pieces(text: str) -> tuple[_Piece, ...]:
    """A tab never reaches this place; it would have made the line a row."""
    if "  " not in text.strip():
        bare = text.strip()
        start = len(text) - len(text.lstrip())
        return (_Piece(bare, (start, len(text)), (start, start + _width(bare))),) if bare else ()
    starts = [0]
    for character in text:
        starts.append(starts[-1] + (unicodedata.category(character) not in _ZERO_WIDTH))
    return tuple(
        _Piece(found.group(), found.span(), (starts[found.start()], starts[found.end()]))
        for found in _PIECE.finditer(text)
    )


def _width(text: str) -> int:
    return sum(unicodedata.category(character) not in _ZERO_WIDTH for character in text)


def _characters(piece: _Piece) -> tuple[int, int]:
    return piece.characters


def _columns(piece: _Piece) -> tuple[int, int]:
    return piece.columns


def _end(lines: Sequence[_Pieces], at: int) -> int | None:
    """Where the table that begins at this line ends, None when none begins here."""
    if len(lines[at][1]) < 2 or not _begins([pieces for _, pieces in islice(_filled_from(lines, at), 3)]):
        return None
    end, first, last = at + 1, lines[at][1], lines[at][1]
    for n in range(at + 1, len(lines)):
        pieces, after_blank = lines[n][1], not lines[n - 1][1]
        if len(pieces) > 1 and _belongs(pieces, first, last, after_blank):
            end, last = n + 1, pieces
        elif pieces and not after_blank and pieces[0].characters[0] > _TOLERANCE:
            end = n + 1
        elif pieces and (len(pieces) > 1 or after_blank or not _between(lines, n)):
            break
    return end


def _filled_from(lines: Sequence[_Pieces], at: int) -> Iterator[_Pieces]:
    return (line for line in islice(lines, at, at + _NEAR) if line[1])


def _belongs(pieces: Sequence[_Piece], first: Sequence[_Piece], last: Sequence[_Piece], after_blank: bool) -> bool:
    """After a blank line a row must look like the table's; straight below only a list must not be taken in."""
    if after_blank:
        alike = _like(first, pieces) or _like(last, pieces)
        return _NUMBER.fullmatch(pieces[0].text) is not None or (alike and len(pieces) >= min(3, len(first)))
    return not _listed(pieces) or _aligned(first, pieces) or _aligned(last, pieces)


def _between(lines: Sequence[_Pieces], n: int) -> bool:
    """A line of one piece stands inside the table when rows follow it at once."""
    return n + 1 < len(lines) and len(lines[n + 1][1]) > 1


def _begins(lines: Sequence[Sequence[_Piece]]) -> bool:
    """Whether lines begin a table: the fewer their pieces, the more must agree (letters, too, use double blanks)."""
    if len(lines) < 2 or all(_listed(pieces) for pieces in lines):
        return False
    first, second, *third = lines
    if _drawn(second) or (_aligned(first, second) and max(len(first), len(second)) > 2):
        return True
    if len(first) != len(second) or len(first) < 2:
        return False
    if len(first) > 3 or not third:
        return len(first) > 3
    return len(third[0]) == len(first) and (len(first) == 3 or (_aligned(first, second) and _aligned(second, third[0])))


def _listed(pieces: Sequence[_Piece]) -> bool:
    return len(pieces) < 3 and LIST_MARK.fullmatch(pieces[0].text) is not None


def _like(first: Sequence[_Piece], second: Sequence[_Piece]) -> bool:
    """Whether two lines share columns: as many pieces, three or more, or starts (or ends) under each other."""
    return _drawn(second) or len(first) == len(second) > 2 or _aligned(first, second)


def _aligned(first: Sequence[_Piece], second: Sequence[_Piece]) -> bool:
    shared = max(_matching(first, second, measure) for measure in (_characters, _columns))
    return shared >= 2 and shared >= min(len(first), len(second))


def _drawn(pieces: Sequence[_Piece]) -> bool:
    return len(pieces) > 1 and _ruled(pieces)


def _ruled(pieces: Sequence[_Piece]) -> bool:
    return is_rule([piece.text for piece in pieces])


def _matching(first: Sequence[_Piece], second: Sequence[_Piece], measure: _Measure) -> int:
    spans = [measure(piece) for piece in first]
    return sum(
        any(abs(start - s) < _TOLERANCE or abs(end - e) < _TOLERANCE for s, e in spans)
        for start, end in map(measure, second)
    )


def _tables(lines: Sequence[_Pieces]) -> tuple[list[Table], list[str]]:
    """One table for each run of lines without a blank line, all of the same columns."""
    runs = [list(run) for blank, run in groupby(lines, key=lambda line: not line[1]) if not blank]
    layout = _layout([pieces for _, pieces in lines if pieces and not _ruled(pieces)], lines)
    parts = [[list(p) for ruled, p in groupby(run, key=lambda line: _ruled(line[1])) if not ruled] for run in runs]
    wrapped = _wrapped([part for run in parts for part in run], layout)
    found: list[Table] = []
    for run in parts:
        rows = [row for part in run for row in _rows(part, layout, wrapped)]
        found += [table(rows, width=len(layout.spans))] if rows else []
    return found, _unsure([line for run in parts for part in run for line in part], layout)


def _unsure(lines: Sequence[_Pieces], layout: _Layout) -> list[str]:
    """Where cells do not stand under their headings, a row with fewer of them cannot be placed."""
    number = len(layout.spans)
    return [
        f"บรรทัดที่ {line[0]} อ่านได้ {len(pieces)} ช่อง แต่ตารางมี {number} ช่อง โปรดตรวจว่าข้อความตรงช่อง"
        for line, pieces in lines
        if len(pieces) > number or (1 < len(pieces) < number and not layout.even)
    ]


def _rows(part: Sequence[_Pieces], layout: _Layout, wrapped: bool) -> list[Row]:
    rows = [_row(line, pieces, layout) for line, pieces in part]
    return [_merged(rows)] if wrapped else rows


def _wrapped(parts: Sequence[Sequence[_Pieces]], layout: _Layout) -> bool:
    """Whether blank or drawn lines part the rows, so that the lines between two of them are one row's."""
    if len(parts) < 2:
        return False
    return all(
        sum(len(pieces) == len(layout.spans) for _, pieces in part) < 2
        and not any(_crosses(pieces, layout) for _, pieces in part)
        for part in parts
    )


def _crosses(pieces: Sequence[_Piece], layout: _Layout) -> bool:
    """A single piece that runs into the second column is a heading over the rows, no wrapped cell."""
    start, end = layout.measure(pieces[0])
    return len(pieces) == 1 and start <= _TOLERANCE and end > layout.spans[1][0]


def _layout(rows: Sequence[Sequence[_Piece]], lines: Sequence[_Pieces]) -> _Layout:
    drawn = next((pieces for _, pieces in lines if _drawn(pieces)), None)
    if drawn:
        return _Layout(_columns, tuple(piece.columns for piece in drawn))
    counts = Counter(len(pieces) for pieces in rows if len(pieces) > 1)
    number = max(len(rows[0]), max(counts, key=lambda count: (counts[count], count)))
    full = [pieces for pieces in rows if len(pieces) == number]
    return max((_spans(full, number, m) for m in (_characters, _columns)), key=lambda found: found[0])[1]


def _spans(full: Sequence[Sequence[_Piece]], number: int, measure: _Measure) -> tuple[int, _Layout]:
    """The commonest start and end of each column, and how many cells agree with them."""
    agreeing = 0
    spans: list[tuple[int, int]] = []
    for column in range(number):
        starts = Counter(measure(pieces[column])[0] for pieces in full)
        ends = Counter(measure(pieces[column])[1] for pieces in full)
        (start, left), (end, right) = starts.most_common(1)[0], ends.most_common(1)[0]
        agreeing += max(left, right)
        spans.append((start, max(end, start + 1)))
    return agreeing, _Layout(measure, tuple(spans), agreeing >= _MOSTLY * number * len(full))


def _row(line: Line, pieces: Sequence[_Piece], layout: _Layout) -> Row:
    """As many pieces as columns stand in order; others go to the column they lie under."""
    number = len(layout.spans)
    if len(pieces) == number:
        return text_row([piece.text for piece in pieces], line[0])
    cells: list[list[str]] = [[] for _ in range(number)]
    least = 0
    for left, piece in zip(range(len(pieces), 0, -1), pieces, strict=True):
        latest = number - 1 if len(pieces) > number else number - left
        column = _nearest(layout, piece, least, max(least, latest))
        cells[column].append(piece.text)
        least = min(number - 1, column + (len(pieces) < number))
    return text_row(["  ".join(parts) for parts in cells], line[0])


def _nearest(layout: _Layout, piece: _Piece, first: int, last: int) -> int:
    start, end = layout.measure(piece)
    under = bisect_right([span[0] for span in layout.spans], start + _TOLERANCE) - 1

    def distance(column: int) -> tuple[int, int]:
        column_start, column_end = layout.spans[column]
        apart = min(abs(start - column_start), abs(end - column_end))
        rank = 0 if apart < _TOLERANCE else 1 if column == under else 2
        return rank, apart

    return min(range(first, last + 1), key=distance)


def _merged(rows: Sequence[Row]) -> Row:
    """Lines of one wrapped row as one row, each cell's lines under each other."""
    columns = zip(*(row.cells for row in rows), strict=True)
    return text_row(["\n".join(c.text for c in column if c.text) for column in columns], rows[0].line)
