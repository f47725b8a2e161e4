"""Thai deadline wordings read into due dates of one fiscal year. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.deadlines.board import Board, T, laid_out
from models.deadlines.cadence import Part, Term, Weight, due_in, joined
from models.deadlines.cellitems import split_items
from models.deadlines.grammar import parse
from models.deadlines.shifting import within, without
from models.deadlines.softwords import soft_words
from models.deadlines.wording import prepared
from models.fiscal import MONTHS_IN_YEAR
from models.readings import Rhythm, Schedule

__all__ = ["read", "read_duties", "says_only_how_often", "split_items"]

_PLACE = re.compile(T)
_VERBS = (
    "รายงาน|สรุป|จัดทำ|จัดประชุม|จัดส่ง|จัดให้|ติดตาม|ประเมิน|ทบทวน|ส่ง|เสนอ|นำเสนอ|ประชุม|ตรวจ|เผยแพร่|ประกาศ|กำกับ|ผู้บริหาร|"
    "เจ้าหน้าที่|แจ้ง|ปรับปรุง|สำรวจ|รวบรวม|อบรม"
)
# "… every month and report the result by September": two duties in one sentence.
_CLAUSE = re.compile(rf"(?:และ|พร้อมทั้ง|พร้อม|แล้ว|รวมทั้ง|ตลอดจน|จากนั้น|;)(?=(?:ให้|ทำการ|ดำเนินการ|ต้อง)?(?:{_VERBS}))")
# Another's duty, or the next step, said without a number: "staff report by March, executives follow up every quarter".
# Where the executives are spoken to ("reports to the executives") the duty goes on.
_NEXT_DUTY = re.compile(
    r"\||(?=(?:ขั้นตอน|ขั้น|กิจกรรม)ที่\d{1,2}(?!\d))|(?=(?:เจ้าหน้าที่|ผู้รับผิดชอบ|ผู้บริหาร(?:ท้องถิ่น)?):)"
    r"|(?<!ให้)(?<!ต่อ)(?<!แก่)(?<!ถึง)(?<!โดย)(?<!เสนอ)(?<!รายงาน)(?<!แจ้ง)(?<!เพื่อ)(?<!ของ)(?<!และ)"
    r"(?=ผู้บริหาร(?:ท้องถิ่น|สูงสุด)?(?:มีการ|ต้อง|จะ)?(?:กำกับ|กำชับ|ติดตาม|ประชุม|ตรวจ|เร่งรัด))"
)
# The round a report speaks about, named beside the day on which it is due.
_ROUND_BEFORE = re.compile("(?:รอบ|งวด|ข้อมูล|ผล)[^,;]{0,20}$|\\($")
# Months between two dates, or else dates in a year, and the rhythm they make.
_BY_STEP = ((0.9, Rhythm.WEEKLY), (2, Rhythm.MONTHLY), (4, Rhythm.QUARTERLY), (6, Rhythm.HALF_YEARLY))
_BY_COUNT = ((2, Rhythm.YEARLY), (3, Rhythm.HALF_YEARLY), (7, Rhythm.QUARTERLY), (40, Rhythm.MONTHLY))


@dataclass(frozen=True)
class _Duty:
    """The terms one duty falls due by, and every frequency it says, in months between two dates."""

    terms: list[Term]
    said: frozenset[float]


def read(phrase: str, fiscal_year: int) -> Schedule:
    """A wording as a schedule of fiscal year N (BE); dates are Bangkok days.

    Each numbered item is a duty of its own; what several duties say is joined. Conventions: a period falls due on
    its last day, weeks on Fridays, a month named wins over a frequency within one duty.
    """
    terms = list(dict.fromkeys(term for duty in _duties(split_items(phrase), fiscal_year) for term in duty))
    return _schedule(terms, phrase, fiscal_year)


def read_duties(items: Sequence[str], fiscal_year: int) -> tuple[Schedule, ...]:
    """The items of one cell as a schedule each, read together: "every 6 months" follows the months named before."""
    duties = _duties(items, fiscal_year)
    return tuple(_schedule(terms, item, fiscal_year) for terms, item in zip(duties, items, strict=True))


def says_only_how_often(phrase: str, fiscal_year: int) -> bool:
    """True where a wording of fiscal year N (BE) gives a frequency and no day, month or round ("ทุกเดือน")."""
    terms = [term for duty in _duties(split_items(phrase), fiscal_year) for term in duty]
    return bool(terms) and all(_often(term) for term in terms)


def _schedule(terms: list[Term], phrase: str, fiscal_year: int) -> Schedule:
    due = {day for term in terms for day in due_in(term, fiscal_year)}
    fixed = {end for term in terms if term.dated for _, end in term.near(fiscal_year)}
    undated = {day for term in terms if not term.dated for day in due_in(term, fiscal_year)}
    rhythm = _rhythm(terms, len(undated))
    return Schedule(tuple(sorted(due)), soft_words(phrase), rhythm, tuple(sorted(fixed)), bool(undated))


def _duties(items: Sequence[str], fiscal_year: int) -> list[list[Term]]:
    """The terms of each item; a frequency whose months another duty of the cell names is left to that duty."""
    parts = [[_duty(part, fiscal_year) for part in _NEXT_DUTY.split(prepared(item))] for item in items]
    duties = [duty for own in parts for duty in own]
    kept: list[list[Term]] = []
    for own in parts:
        kept.append([])
        for duty in own:
            others = [other for other in duties if other is not duty]
            kept[-1] += [term for term in duty.terms if not _named_elsewhere(term, others, fiscal_year)]
    return kept


def _named_elsewhere(term: Term, others: list[_Duty], fiscal_year: int) -> bool:
    return any(
        term.step in other.said and _says_again(term, other.terms, fiscal_year) for other in others if _often(term)
    )


def _rhythm(terms: list[Term], undated: int) -> Rhythm | None:
    steps = [term.step for term in terms if term.step]
    if steps:
        return next((rhythm for most, rhythm in _BY_STEP if min(steps) <= most), Rhythm.YEARLY)
    if undated:
        return next((rhythm for below, rhythm in _BY_COUNT if undated < below), Rhythm.WEEKLY)
    return Rhythm.ONCE if terms else None


def _duty(wording: str, fiscal_year: int) -> _Duty:
    board = laid_out(wording)
    parse(board)
    clauses = [_clause(board, clause, fiscal_year) for clause in _clauses(board)]
    said = frozenset(term.step for term in board.inside(board.text) if term.step and _often(term))
    return _Duty(_together([clause for clause in clauses if clause], fiscal_year), said)


def _clauses(board: Board) -> list[str]:
    """The wording cut into duties; "from … to …, and report every two months" is one, repeated in its window."""
    clauses: list[str] = []
    for clause in _CLAUSE.split(board.text):
        if clauses and _is_only_window(board.inside(clauses[-1])) and _is_only_often(board.inside(clause)):
            clauses[-1] += clause
        else:
            clauses.append(clause)
    return clauses


def _is_only_window(terms: list[Term]) -> bool:
    return bool(terms) and all(term.part in (Part.SPAN, Part.OPENS, Part.CLOSES) for term in terms)


def _is_only_often(terms: list[Term]) -> bool:
    return bool(terms) and all(_often(term) for term in terms)


def _together(clauses: list[list[Term]], fiscal_year: int) -> list[Term]:
    """The clauses' terms; a frequency whose dates the next clause names is one duty with it."""
    kept: list[Term] = []
    for index, clause in enumerate(clauses):
        following = clauses[index + 1] if index + 1 < len(clauses) else []
        kept += [term for term in clause if not (_often(term) and _says_again(term, following, fiscal_year))]
    return kept


def _says_again(term: Term, named: list[Term], fiscal_year: int) -> bool:
    """Whether there are as many named dates a year as the frequency asks for."""
    days = {day for one in named if one.weight is Weight.NAMED for day in due_in(one, fiscal_year)}
    return len(days) * (term.step or 0) == MONTHS_IN_YEAR


def _often(term: Term) -> bool:
    return term.weight is Weight.FREQUENCY


def _clause(board: Board, clause: str, fiscal_year: int) -> list[Term]:
    terms = list(dict.fromkeys(board.inside(clause)))
    gaps = [term for term in terms if term.part is Part.EXCEPT]
    due = _heaviest([term for term in terms if term.part is Part.DUE])
    spans = [board.at(found.group()) for found in _PLACE.finditer(clause) if _is_window(board, clause, found, due)]
    settled = _windowed(due, spans, _bounds(terms, fiscal_year), fiscal_year)
    if not settled:
        settled = [term for term in terms if term.part is Part.CLOSES]
    return [without(term, gaps) for term in settled] if gaps else settled


def _heaviest(terms: list[Term]) -> list[Term]:
    """Named dates win over rounds and frequencies, a round over frequencies that are not finer than itself."""
    weight = max((term.weight for term in terms), default=Weight.FREQUENCY)
    if weight is Weight.PERIOD:
        shortest = min(term.length or MONTHS_IN_YEAR for term in terms if term.weight is Weight.PERIOD)
        return [term for term in terms if not _often(term) or (term.step or 0) < shortest]
    return [term for term in terms if term.weight is weight]


def _is_window(board: Board, clause: str, found: re.Match[str], due: list[Term]) -> bool:
    """Whether a span stands for itself, and not for the round that a named day reports on."""
    term = board.at(found.group())
    if term.part is not Part.SPAN:
        return False
    points = [one for one in due if one.weight is Weight.NAMED and one.step is None]
    return not (points and (term.weight is Weight.PERIOD or _ROUND_BEFORE.search(clause[: found.start()])))


def _bounds(terms: list[Term], fiscal_year: int) -> Term | None:
    """From the opening to the closing bound; one side may be open."""
    opens = [period for term in terms if term.part is Part.OPENS for period in term.periods(fiscal_year)]
    closes = [period for term in terms if term.part is Part.CLOSES for period in term.periods(fiscal_year)]
    if not opens and not closes:
        return None
    first = min((start for start, _ in opens), default=date.min)
    last = max((end for _, end in closes), default=date.max)
    dated = any(term.dated for term in terms if term.part in (Part.OPENS, Part.CLOSES))
    return Term(lambda year: [(first, last)], Weight.NAMED, dated=dated, part=Part.SPAN)


def _windowed(due: list[Term], spans: list[Term], bounds: Term | None, fiscal_year: int) -> list[Term]:
    """Repeating terms kept inside their windows; a window in which nothing repeats falls due at its end."""
    repeating = [term for term in due if term.step and term.step < MONTHS_IN_YEAR]
    windows = [*spans, bounds] if bounds else spans
    window = [joined(windows)] if windows else []
    inside = [within(term, window) for term in repeating if window]
    if any(term.near(fiscal_year) for term in inside):
        return inside + [term for term in due if term not in repeating]
    if bounds and repeating and not spans:
        return [term for term in due if term not in repeating]
    named = [term for term in due if term.weight is Weight.NAMED] if spans else due
    return named + spans
