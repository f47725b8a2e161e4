"""The indicators' scores: the document's own table, and what its prose says against it. Pure."""

import re
from collections.abc import Mapping, Sequence

from models.readings import Score
from models.thaitext import fold_digits, normalise, squeeze
from tasks.plan import doubts
from tasks.plan.document import Paragraph
from tasks.plan.headers import own_text
from tasks.plan.outline import plain, without_number
from tasks.plan.walk import BodyRow

_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,4})?")
_INDICATOR = re.compile(r"^(?:ตัวชี้วัด(?:ที่)?)?\s*\(?(\d{1,2})[.)]?(?:\s|$|(?=[ก-๙]))")
_IN_PROSE = re.compile(
    r"ตัวชี้วัดที่\s*(?P<number>\d{1,2})(?!\d)(?P<between>[^\n]{0,80}?)"
    r"(?:(?:คะแนน|ร้อยละ|ค่าเฉลี่ย)\s*(?:เฉลี่ย|ที่ได้)?\s*(?:เท่ากับ|คือ|อยู่ที่|[(:=])?\s*(?P<after>\d{1,3}(?:\.\d{1,2})?)(?![\d.])"
    r"|(?<![\d.])(?P<before>\d{1,3}(?:\.\d{1,2})?)\s*คะแนน)"
)
# "คะแนนเต็ม 100" and "ต่ำกว่า 85 คะแนน" are no indicator's score.
_NO_SCORE = re.compile(r"(?:เต็ม|ต่ำกว่า|น้อยกว่า|มากกว่า|สูงกว่า|ไม่ถึง|เกณฑ์|เป้าหมาย|อีก|เพิ่มขึ้น|ลดลง)\s*$")
_NAME_IN_PROSE = re.compile(r"^[\s:：.)]*(?:ด้าน)?([ก-๙][ก-๙ ]{2,60}?)\s*(?:ได้(?:รับ)?|มี|อยู่ที่|เท่ากับ|เฉลี่ย|ผล|=|:|\(|$)")
_NAMED_IN_PROSE = re.compile(r"^ตัวชี้วัดที่\s*(\d{1,2})\s*(?:ด้าน)?\s*([ก-๙ ]{4,60})$")
_BELOW = re.compile(r"เครื่องมือ[^\n]{0,80}?(?:น้อยกว่า|ต่ำกว่า)\s*(\d{2,3}(?:\.\d+)?)\s*คะแนน")
TARGET = re.compile(r"ไม่ต่ำกว่า\s*(\d{2,3}\.\d+)\s*คะแนน")
_REACHED = re.compile(r"(?:คะแนน|เท่ากับ|อยู่ที่)\s*(\d{2,3}\.\d+)")


def number_in(text: str) -> float | None:
    """A cell's score in either digits ("๙๙.๗๖", "99.76 %"), or None."""
    cleaned = squeeze(text).lower().removesuffix("คะแนน").rstrip("%").removeprefix("ร้อยละ")
    return float(cleaned) if _NUMBER.fullmatch(cleaned) else None


def _read_row(body: BodyRow) -> Score | None:
    header, texts = body.header, [plain(own_text(cell)) for cell in body.row.cells]
    values = [value for i in header.columns("score") if (value := number_in(texts[i])) is not None]
    names = [texts[i] for i in header.columns("item", "group", "finding") if texts[i]]
    marks = [fold_digits(texts[i]) for i in (*header.columns("ordinal", "code"), *header.columns("item", "group"))]
    number = next((found for mark in marks if (found := _INDICATOR.match(mark))), None)
    if not values or not number:
        return None
    name = names[-1] if names else ""
    bare = re.sub(r"^ตัวชี้วัดที่\s*[\d๐-๙]{1,2}\s*", "", name)
    return Score(int(number.group(1)), without_number(bare) if bare else "", values[-1])


def read_scores(rows: Sequence[BodyRow]) -> tuple[tuple[Score, ...], list[str]]:
    """The table's scores by indicator (the last of several years' columns), and doubts about its rows."""
    scores: dict[int, Score] = {}
    told: list[str] = []
    for body in rows:
        score = _read_row(body)
        if score is None:
            words = " | ".join(plain(cell.text) for cell in body.row.cells if cell.text.strip())
            told.append(doubts.score_not_read(body.row.line, words))
        elif (known := scores.setdefault(score.indicator, score)).score != score.score:
            told.append(doubts.score_twice(score.indicator, known.score, score.score))
    ranked = [h for body in rows[:1] for h in body.header.headings if squeeze(h).startswith("อันดับ")]
    values = [score.score for score in scores.values()]
    if ranked and values != sorted(values, reverse=True):
        told.append(doubts.rank_is_indicator(ranked[0]))
    return tuple(scores.values()), told


def _said(line: str) -> list[tuple[int, str, float]]:
    """(indicator, name, score) as sentences tell them, the number before or behind the word "คะแนน"."""
    hits = [hit for hit in _IN_PROSE.finditer(line) if not _NO_SCORE.search(hit["between"])]
    names = [_NAME_IN_PROSE.match(hit["between"]) for hit in hits]
    return [
        (int(hit["number"]), name.group(1).strip() if name else "", float(hit["after"] or hit["before"]))
        for hit, name in zip(hits, names, strict=True)
    ]


def scores_in_prose(texts: Sequence[Paragraph]) -> tuple[Score, ...]:
    """The scores a document without a table of them tells in sentences, each indicator's first."""
    found: dict[int, Score] = {}
    for paragraph in texts:
        for number, name, value in _said(fold_digits(normalise(paragraph.text))):
            if 1 <= number <= 10 and value <= 100:  # the assessment has ten indicators of a hundred each
                found.setdefault(number, Score(number, name, value))
    return tuple(found[number] for number in sorted(found))


def conflicts(scores: Sequence[Score], texts: Sequence[Paragraph]) -> list[str]:
    """Where the prose says another score, name or limit than the table; both sides are told."""
    known = {score.indicator: score for score in scores}
    told: list[str] = []
    for paragraph in texts:
        line = fold_digits(normalise(paragraph.text))
        for number, _, value in _said(line):
            score = known.get(number)
            if score and abs(score.score - value) >= 0.005:
                told.append(doubts.scores_differ(score.indicator, score.score, value))
        told += _names_differ(line, known)
        if scores and (limit := _BELOW.search(line)) and min(s.score for s in scores) >= float(limit.group(1)):
            told.append(doubts.below_claim_differs(float(limit.group(1)), min(s.score for s in scores)))
    return list(dict.fromkeys([*told, *_targets_reached(texts)]))


def _names_differ(line: str, known: Mapping[int, Score]) -> list[str]:
    named = _NAMED_IN_PROSE.match(line)
    score = known.get(int(named.group(1))) if named else None
    if not named or not score or squeeze(named.group(2)) == squeeze(score.name):
        return []
    return [doubts.names_differ(score.indicator, score.name, named.group(2).strip())]


def _targets_reached(texts: Sequence[Paragraph]) -> list[str]:
    lines = [fold_digits(normalise(paragraph.text)) for paragraph in texts]
    reached = {float(value) for line in lines for value in _REACHED.findall(line)}
    targets = [float(value) for line in lines for value in TARGET.findall(line)]
    return [doubts.target_reached(target) for target in targets if target in reached]
