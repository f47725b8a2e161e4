"""What a physical table row shows by itself: its number, its merges, which columns name it. Pure."""

from collections.abc import Sequence

from tasks.plan.document import Cell
from tasks.plan.headers import Header
from tasks.plan.outline import number_of, plain
from tasks.plan.unit_headings import is_unit_line
from tasks.plan.walk import BodyRow


def own_text(cell: Cell) -> str:
    """The cell's own text; "" for one that lies under a merge."""
    return plain(cell.text) if cell.origin else ""


def number_in(body: BodyRow, texts: Sequence[str]) -> str:
    """The number the row begins with ("2.1"), "" for none."""
    for i in (*body.header.columns("ordinal"), *body.header.columns("item", "measure")):
        if texts[i] and (number := number_of(texts[i])):
            return number
    return ""


def has_parts(number: str, following: BodyRow | None) -> bool:
    """True when the next row is numbered as a part of this one (1 → 1.1)."""
    if not number or following is None:
        return False
    return number_in(following, [own_text(cell) for cell in following.row.cells]).startswith(number + ".")


def is_merged_across(body: BodyRow) -> bool:
    """True when one text covers (nearly) the whole row."""
    texts = {cell.text.strip() for cell in body.row.cells if cell.text.strip()}
    covered = sum(1 for cell in body.row.cells if not cell.origin)
    return len(texts) == 1 and covered >= max(2, len(body.row.cells) - 2)


def names_a_unit(body: BodyRow, texts: Sequence[str]) -> bool:
    """True for a row with nothing but a unit's name in its first columns."""
    filled = [i for i, text in enumerate(texts) if text]
    if len(filled) != 1 or filled[0] > 1 or body.header.meanings[filled[0]] == "responsible":
        return False
    return is_unit_line(texts[filled[0]])


def merged_down(body: BodyRow) -> frozenset[int]:
    """Columns whose cell lies under a merge from above (a merge from the left repeats its neighbour)."""
    cells = body.row.cells
    return frozenset(
        i
        for i, cell in enumerate(cells)
        if not cell.origin and cell.text.strip() and not (i and cells[i - 1].text == cell.text)
    )


def key_column(header: Header) -> int:
    """The column that makes a row a measure of its own."""
    for meaning in ("measure", "item", "code", "finding", "steps"):
        if found := header.columns(meaning):
            return found[0]
    return 0


def lead_columns(header: Header) -> frozenset[int]:
    """The columns that name a row, wherever they stand: blank together, they say "goes on"."""
    for meanings in (("item", "code"), ("measure",), ("finding",), ("steps",)):
        if found := header.columns(*meanings):
            return frozenset(found)
    return frozenset({0})


def is_lead_blank(body: BodyRow, texts: Sequence[str]) -> bool:
    """True where neither its name nor its number stands in the row."""
    return not any(texts[i] for i in (*lead_columns(body.header), *body.header.columns("ordinal")))
