"""Whose plan it is, for which fiscal year, under what title and in which digits. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from models.thaitext import fold_digits, normalise, strip_tags
from tasks.plan import doubts
from tasks.plan.document import Paragraph
from tasks.plan.outline import is_list_item, number_of

_KINDS = (
    # as printed, as named in full; องค์กร for องค์การ is a common slip
    (r"องค์(?:การ|กร)\s?บริหาร\s?ส่วน\s?ตำบล", "องค์การบริหารส่วนตำบล"),
    (r"องค์(?:การ|กร)\s?บริหาร\s?ส่วน\s?จังหวัด", "องค์การบริหารส่วนจังหวัด"),
    (r"เทศบาล\s?ตำบล", "เทศบาลตำบล"),
    (r"เทศบาล\s?เมือง", "เทศบาลเมือง"),
    (r"เทศบาล\s?นคร", "เทศบาลนคร"),
    (r"อบต\.", "องค์การบริหารส่วนตำบล"),
    (r"อบจ\.", "องค์การบริหารส่วนจังหวัด"),
    (r"ทต\.", "เทศบาลตำบล"),
    (r"ทม\.", "เทศบาลเมือง"),
    (r"ทน\.", "เทศบาลนคร"),
)
# Every plan starts from the results of a year before: their year says nothing of its own.
_RESULTS_OF = re.compile(r"(?:ผล|คะแนน)(?:การ)?ประเมิน(?:(?!จึง|แผน|มาตรการ)[^\n]){0,80}?(?:ปี|พ\.?\s?ศ\.?)\D{0,20}25\d\d")
# A name begins with none of these, whatever stands behind "องค์การบริหารส่วนตำบล".
_NO_NAME = (
    r"และ|หรือ|ที่|ใน|ของ|มี|ได้|จะ|ให้|เป็น|โดย|ต้อง|ควร|ทุก|พ\.?ศ|อำเภอ|จังหวัด|ประจำ|กอง|สำนัก|งาน|ฝ่าย|กับ|เพื่อ|ตาม|สามารถ|ไม่|แห่ง"
    r"|หน่วย|เรื่อง|ครั้ง|เจ้าหน้าที่|ผู้|ดำเนิน|รายงาน|จัด|ตรวจ|กำกับ|ติดตาม|ปี|ฯ"
)
_NAME = rf"(?!{_NO_NAME})([ก-ฮเ-ไ][ก-๎]{{1,40}})"
_AGENCY = tuple((re.compile(rf"{kind}[ ]?{_NAME}"), full, kind) for kind, full in _KINDS)
# At the end of a line or before its district even "ในเมือง" or "กองนาง" can only be a name.
_PLACED = tuple(
    (re.compile(rf"{kind}[ ]?([ก-ฮเ-ไ][ก-๎]{{1,24}})(?=\s*(?:$|อำเภอ|อ\.|จังหวัด|จ\.))"), full)
    for kind, full in _KINDS
    if "." not in kind
)
_SPECIAL = re.compile("เมืองพัทยา|กรุงเทพมหานคร")
_PLACE = re.compile(r"\s*(?:อำเภอ|อ\.|จังหวัด|จ\.)")
_FISCAL_YEAR = re.compile(r"ปีงบประมาณ\s*(?:พ\.?\s?ศ\.?)?\s*(25\d\d)")
_ANY_YEAR = re.compile(r"(?:ปี|พ\.?\s?ศ\.?|ประจำปี)\s*(?:พ\.?\s?ศ\.?)?\s*(25\d\d)(?!\s*[-–]\s*25)")
_RANGE_END = re.compile(r"(?:ถึง|[-–])\s*(?:วันที่\s*)?\(?\s*30\s*(?:กันยายน|ก\.ย\.)\s*(?:พ\.ศ\.\s*)?(25\d\d)")
_LAW = re.compile(
    r"(?:พระราชบัญญัติ|พ\.ร\.บ\.|ระเบียบ|กฎกระทรวง|รัฐธรรมนูญ|แผนแม่บท|ยุทธศาสตร์ชาติ|(?<!สม)มติ|คำสั่ง|พระราชกฤษฎีกา|ประมวล)[^\n]{0,90}?25\d\d"
    r"|25\d\d\s*[-–]\s*25\d\d|/\s?25\d\d"
)
_COVER_ONLY = re.compile(r"^(?:จัดทำโดย|โดย|เสนอ|บทนำ|คำนำ|สารบัญ|ที่มา|หลักการและเหตุผล|ส่วนที่|บทที่)")
_ADDRESS = re.compile(r"^(?:อำเภอ|จังหวัด|ตำบล)\S")
_CODE_OR_LINK = re.compile(r"(?:https?://|www\.)\S+|[A-Za-z]\s?[0-9๐-๙]+")  # "O12" is printed so in either hand
LONGEST_TITLE_LINE = 160


def _mentions(text: str) -> list[tuple[str, str]]:
    """(kind, name) of every agency named, in the order of kinds."""
    line = normalise(text)
    placed = [(full, name) for pattern, full in _PLACED for name in pattern.findall(line)]
    free = [(full, name) for pattern, full, _ in _AGENCY for name in pattern.findall(line)]
    return [*placed, *(mention for mention in free if mention not in placed)]


def _shortened(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Thai has no blanks: a name that begins with a shorter one met elsewhere is that name with a verb glued on."""
    names = {name for _, name in found}
    return [(kind, min((n for n in names if name.startswith(n)), key=len)) for kind, name in found]


def agency_of(titles: Sequence[str], texts: Sequence[str], cells: Iterable[str]) -> tuple[str | None, list[str]]:
    """The office's full name, the cover's before the body's, and doubts when the document names several."""
    first = [mention for text in titles for mention in _mentions(text)]
    body = [mention for text in texts for mention in _mentions(text)]
    found = _shortened([*first, *body, *(mention for text in cells for mention in _mentions(text))])
    if not found:
        special = next((hit.group() for text in titles for hit in [_SPECIAL.search(text)] if hit), None)
        return special, [] if special else [doubts.no_agency()]
    counts = Counter("".join(mention) for mention in found)
    titled = "".join(found[0]) if first else None
    most = max(counts, key=lambda name: counts[name])
    chosen = titled if titled and counts[titled] * 3 >= counts[most] else most
    others = [name for name in counts if name != chosen]
    return chosen, [doubts.agencies_differ(chosen, others)] if others else []


def misspelt_agency(texts: Iterable[str]) -> list[str]:
    """The slip องค์กร for องค์การ, told once."""
    hit = any(re.search(r"องค์กร\s?บริหาร\s?ส่วน", text) for text in texts)
    return [f"พบคำว่า {doubts.quoted('องค์กรบริหารส่วน')} ซึ่งน่าจะเป็น “องค์การบริหารส่วน”"] if hit else []


def _years(pattern: re.Pattern[str], texts: Iterable[str]) -> list[int]:
    return [int(year) for text in texts for year in pattern.findall(_LAW.sub(" ", fold_digits(normalise(text))))]


def _range_years(texts: Iterable[str]) -> list[int]:
    return [int(year) for text in texts for year in _RANGE_END.findall(fold_digits(normalise(text)))]


def year_of(planned: Sequence[int], titles: Sequence[str], texts: Sequence[str]) -> tuple[int | None, list[str]]:
    """The fiscal year (BE) the measures are for, and doubts when the document names others.

    planned: the years the planning columns themselves name; they win over the title, the title over the body.
    """
    named = [*_range_years(titles), *_years(_FISCAL_YEAR, titles), *_years(_ANY_YEAR, titles)]
    body = [*_range_years(texts), *_years(_FISCAL_YEAR, texts)] or _years(_ANY_YEAR, texts)
    everything = Counter([*planned, *named, *body, *_years(_ANY_YEAR, texts)])
    source = next((years for years in (planned, named, body) if years), None)
    if source is None:
        return None, [doubts.no_year()]
    chosen = Counter(source).most_common(1)[0][0]
    others = sorted(year for year in _own_years(everything, [*titles, *texts]) if year != chosen)
    told = [doubts.years_differ(chosen, others)] if others else []
    if not planned and not _range_years(titles) and not _years(_FISCAL_YEAR, [*titles, *texts]):
        told.append(doubts.year_unlabelled(chosen))
    return chosen, told


def _own_years(found: Iterable[int], texts: Iterable[str]) -> set[int]:
    """The years that are told of more than the results of an assessment."""
    folded = [fold_digits(normalise(text)) for text in texts]
    results = {int(hit.group()[-4:]) for text in folded for hit in _RESULTS_OF.finditer(text)}
    rest = [_RESULTS_OF.sub(" ", text) for text in folded]
    told = {*_range_years(rest), *_years(_FISCAL_YEAR, rest), *_years(_ANY_YEAR, rest)}
    return {year for year in found if year not in results or year in told}


def title_lines(texts: Sequence[Paragraph], first_table_line: int) -> tuple[str, ...]:
    """The lines that head the document: the first run of short lines before any table or numbered part."""
    lines: list[Paragraph] = []
    for paragraph in texts:
        if paragraph.line >= first_table_line or len(lines) == 5 or _ends_title(paragraph, lines):
            break
        lines.append(paragraph)
        if _ANY_YEAR.search(fold_digits(paragraph.text)) or _RANGE_END.search(fold_digits(paragraph.text)):
            break  # an office's title ends with its year
    return tuple(paragraph.text.replace("\n", " ") for paragraph in lines)


def _ends_title(paragraph: Paragraph, lines: Sequence[Paragraph]) -> bool:
    text = paragraph.text
    if len(text) > LONGEST_TITLE_LINE or _COVER_ONLY.match(text):
        return True
    names_year = bool(_ANY_YEAR.match(fold_digits(text)) or text.startswith(("ประจำปี", "ตั้งแต่วันที่")))
    apart = bool(lines) and paragraph.line - lines[-1].line > (3 if names_year else 1)
    return apart or (bool(lines) and (is_list_item(text) or bool(number_of(text))))


def title_of(lines: Sequence[str]) -> str | None:
    """The title in one line; lines that only name the office or its place are left out when others stand."""
    kept = [line for line in lines if not _ADDRESS.match(line) and not _only_names_office(line)]
    return " ".join(kept or lines) or None


def _only_names_office(line: str) -> bool:
    for pattern, _, _ in _AGENCY:
        if hit := pattern.match(normalise(line)):
            rest = normalise(line)[hit.end() :]
            return not rest.strip() or bool(_PLACE.match(rest))
    return False


def digits_of(texts: Iterable[str]) -> str:
    """ "thai", "arabic" or "mixed": the digits the document is written in."""
    bare = (_CODE_OR_LINK.sub(" ", strip_tags(text)) for text in texts)
    counts = Counter("thai" if "๐" <= sign <= "๙" else "arabic" for text in bare for sign in text if sign.isdigit())
    thai, arabic = counts["thai"], counts["arabic"]
    if min(thai, arabic) * 20 > thai + arabic:  # a phone number or two does not make a document mixed
        return "mixed"
    return "thai" if thai > arabic else "arabic"
