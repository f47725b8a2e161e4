"""A table cell taken apart into its numbered, bulleted or marked-up items. Pure."""

import re

from models.thaitext import fold_digits, normalise, strip_tags

_BREAK = "\x1e"
_ITEM_TAG = re.compile(r"</?(?:p|li|div)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BULLETS = "•●▪◦‣∙·\uf0b7\uf0a7✓✔➢*"
_MARK = re.compile(
    rf"(?P<break>{_BREAK})"
    r"|(?P<paren>\(?)(?<!\d)(?P<number>\d{1,2})(?:\)(?!\d)|\.(?!\d)\)?)"
    rf"|(?P<bullet>[{re.escape(_BULLETS)}])"
    r"|(?P<dash>(?:(?<=\s)|(?<=^)|(?<=\x1e))[-–](?=\s{0,3}[^\s\d-]))"
)
# "ก. … ข. …": letters count items where they follow one another; one alone shortens a word.
_LETTER = re.compile(rf"(?:(?<=\s)|(?<=^)|(?<={_BREAK}))\(?(?P<letter>[กขคงจฉ])[.)](?=\s?[ก-๙])")
_LETTERS = "กขคงจฉ"
# A number after one of these names something ("ข้อ 3.", "ครั้งที่ 2."), it does not count items.
_NAMING = re.compile(
    r"(?:(?:ครั้ง|วัน|ฉบับ|ตัวชี้วัด|ลำดับ|คำสั่ง|ไตรมาส|ชุด|รุ่น|ระยะ|ประเด็น|กลุ่ม|หมู่)ที่|ข้อ|มาตรา|หมวด|เล่ม|ซอย|[OEIoei])\s?$"
    r"|[A-Za-z./:(,-]$"
)
_DATE_AHEAD = re.compile(
    r"[-–]\s?(?:(?:ม|ก|มี|เม|พ|มิ|ส|ต|ธ)\.?[คพย]\.|(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา))"
)
_SPACES = re.compile(r"\s+")
_MOST_SKIPPED = 3  # numbering may skip: 1, 3, 4


def _numbered(found: re.Match[str], last: int, begins: bool) -> int | None:
    """The item's number if this number counts on (or starts anew at 1); None where it names something else."""
    number = int(found["number"])
    before = found.string[max(0, found.start() - 12) : found.start()]
    if _NAMING.search(before):
        return None
    counts_on = last < number <= last + _MOST_SKIPPED if last else number == 1 or begins
    return number if counts_on or number == 1 else None


def _borders(text: str) -> list[tuple[int, int]]:
    """Start and end of every mark that begins an item."""
    borders: list[tuple[int, int]] = []
    last = 0
    dashed = re.match(rf"[\s{_BREAK}]{{0,20}}[-–]", text) is not None
    for found in _MARK.finditer(text):
        begins = not text[: found.start()].strip(_BREAK + " \n\t") if found.start() < 60 else False
        if found["number"]:
            if (number := _numbered(found, last, begins)) is None:
                continue
            last = number
        elif found["dash"] and not (dashed and not _DATE_AHEAD.match(text, found.start("dash"))):
            continue
        borders.append(found.span())
    return borders


def _lettered(text: str) -> list[tuple[int, int]]:
    """Start and end of every letter that begins an item; they begin with ก and at least ข follows."""
    borders: list[tuple[int, int]] = []
    for found in _LETTER.finditer(text):
        if len(borders) < len(_LETTERS) and found["letter"] == _LETTERS[len(borders)]:
            borders.append(found.span())
    return borders if len(borders) > 1 else []


def split_items(text: str) -> tuple[str, ...]:
    """The items of a cell without their marks, numbers and tags; a cell without marks is one item.

    Marks: "1." "๑." "1)" "(1)", "ก." before "ข.", bullets, dashes where the cell begins with one, and <p> or <li>.
    Numbering may skip. Decimals, dates, codes such as 9.1 and numbers that name something ("ข้อ 3.") split nothing.
    Line breaks alone do not split: scans break lines anywhere.
    """
    marked = strip_tags(_ITEM_TAG.sub(_BREAK, normalise(text).replace(_BREAK, " ")))
    counted = fold_digits(marked)
    pieces: list[str] = []
    position = 0
    for start, end in sorted(_borders(counted) + _lettered(counted)):
        pieces.append(marked[position:start])
        position = end
    pieces.append(marked[position:])
    items = (_SPACES.sub(" ", piece).strip().lstrip("-– ") for piece in pieces)
    return tuple(item for item in items if item.strip(" .-–"))
