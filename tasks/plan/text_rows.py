"""Lines of tabs and pipes split into cells. Pure."""

import re
from collections.abc import Sequence

from tasks.plan.document import Row
from tasks.plan.grid import text_row

_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_FRAME = str.maketrans({"│": "|", "┃": "|", "║": "|", "｜": "|"} | dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝", "+"))
_BORDER = re.compile(r"\+[-=─━═:]{2,}[-=─━═:+]*\+?")
LIST_MARK = re.compile(r"(?:\(?[0-9๐-๙]{1,3}(?:[.][0-9๐-๙]{1,3}){0,3}[.)]|[-•*·o➢✓])")
_LONGEST_CELL = 60  # lines a quoted or broken cell may run on before its quote counts as a stray one

Line = tuple[int, str]


def without_emphasis(text: str) -> str:
    """Markdown's bold marks out: they would stand between a heading and its meaning."""
    return _STRONG.sub(r"\1", text)


def framed(line: str) -> str:
    """A line of a drawn frame (│ ┼) in the ASCII signs the other rules know."""
    return line.translate(_FRAME)


def is_border(line: str) -> bool:
    """Whether the line is a frame's edge such as +----+=====+."""
    return _BORDER.fullmatch(line.strip()) is not None


def is_pipe(line: str) -> bool:
    """Whether the line could be a row of a pipe table."""
    return is_border(line) or _PIPE.search(line) is not None


def join_quoted(lines: Sequence[Line]) -> list[Line]:
    """Tab lines whose quoted cell runs over several lines, put together; the first line's number stays."""
    result: list[Line] = []
    at = 0
    while at < len(lines):
        number, text = lines[at]
        taken = _quote_runs(lines, at) if '"' in text else 1
        result.append((number, "\n".join(part for _, part in lines[at : at + taken])))
        at += taken
    return result


def _quote_runs(lines: Sequence[Line], at: int) -> int:
    """How many lines the row at this place takes; one when its last quote is a stray one."""
    last = lines[at][1].rpartition("\t")[2]
    if not _opens(last):
        return 1
    for ahead in range(at + 1, min(at + _LONGEST_CELL, len(lines))):
        head, tab, rest = lines[ahead][1].partition("\t")
        last += "\n" + head
        if tab and not _QUOTED.fullmatch(last.strip()):
            return 1
        last = rest.rpartition("\t")[2] if tab else last
        if not _opens(last):
            whole = "\n".join(text for _, text in lines[at : ahead + 1])
            closed = tab or _QUOTED.fullmatch(last.strip())
            return ahead - at + 1 if closed and "\t" in whole else 1
    return 1


def _opens(cell: str) -> bool:
    return cell.lstrip().startswith('"') and cell.count('"') % 2 == 1


def tab_row(line: Line) -> Row:
    """The cells between tabs; a cell in quotes loses them."""
    return text_row([_unquoted(cell) for cell in line[1].split("\t")], line[0])


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"' and _QUOTED.fullmatch(bare):
        return bare[1:-1].replace('""', '"')
    return without_emphasis(cell)


def pipe_rows(lines: Sequence[Line]) -> list[Row]:
    """The cells between pipes, outer pipes or not; escaped pipes are text; frame edges join what they enclose."""
    bare = [(number, text.strip()) for number, text in lines]
    edged = [text for _, text in bare if not is_border(text)]
    leading = all(text.startswith("|") for text in edged)
    trailing = leading or all(text.endswith("|") for text in edged)
    groups: list[list[Row]] = [[]]
    for number, text in bare:
        if is_border(text):
            groups.append([])
        else:
            groups[-1].append(_pipe_row(number, text, leading, trailing))
    whole = len(groups) > 1
    return [row for group in groups for row in (_joined(group) if whole else group)]


def _pipe_row(number: int, text: str, leading: bool, trailing: bool) -> Row:
    text = text[1:] if leading else text
    if trailing and text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return text_row([_ESCAPED.sub(r"\1", without_emphasis(cell)) for cell in _PIPE.split(text)], number)


def _joined(rows: list[Row]) -> list[Row]:
    """Between two frame edges stands one row, unless every line begins a cell of its own."""
    if len(rows) < 2 or all(row.cells[0].text for row in rows):
        return rows
    width = max(len(row.cells) for row in rows)
    columns = [[row.cells[n].text for row in rows if n < len(row.cells)] for n in range(width)]
    return [text_row(["\n".join(filter(None, column)) for column in columns], rows[0].line)]
