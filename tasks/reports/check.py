"""The check sheet in front of a report: what is complete, what is missing and from whom, what to look at. Pure."""

from collections.abc import Sequence

from models.completeness import OUTCOME, RESULT
from tasks.plan.check_sheet import BEGINS, ENDS
from tasks.reports import telling
from tasks.reports.cells import stale_years, with_set_phrases
from tasks.reports.digits import Digits
from tasks.reports.facts import MeasureFacts, Share, YearFacts
from tasks.reports.layout import CheckSheet, Gap, PlainTable
from tasks.reports.rows import REPORTED, listed_items

TITLE = f"{BEGINS} (สำหรับใช้ภายใน ไม่ต้องเผยแพร่)"
END = f"{ENDS} รายงานเริ่มในหน้าถัดไป"
NOT_DONE = "ยังไม่แล้วเสร็จ"
WORKING = ("doer", "collector")
NO_DUTY = "ยังไม่มีกำหนดส่งในปีนี้"
NOBODY = "ยังไม่มีผู้รับผิดชอบ"
COLUMNS = ("ข้อ", "ที่ยังขาด", "ผู้รับผิดชอบ", "รายงานไว้ว่า")
WIDTHS = (320, 280, 150, 250)
_LONGEST = 80  # letters of a title or of what was said; the sheet is to be read at a glance


def check_sheet(facts: YearFacts, digits: Digits) -> CheckSheet:
    """What a coordinator must know before the report leaves the house."""
    gaps = tuple(gap for measure in facts.measures if (gap := gap_of(measure, facts)))
    said = [_said(measure, facts) for measure in facts.measures if any(g.measure == measure.number for g in gaps)]
    rows = tuple(
        (digits.own(gap.label), digits.own(" · ".join(gap.lacks)), ", ".join(gap.who), digits.theirs(words))
        for gap, words in zip(gaps, said, strict=True)
    )
    table = PlainTable("", COLUMNS, WIDTHS, rows)
    return CheckSheet(TITLE, _lines(facts, gaps, digits), gaps, table, "โปรดตรวจ", _notes(facts, digits), END)


def gap_of(measure: MeasureFacts, facts: YearFacts) -> Gap | None:
    """What the measure lacks on the day of the report; None for one that is complete or not due yet."""
    wanted = _due(measure, facts)
    working = [share for share in measure.shares if share.part in WORKING]
    lacks: dict[str, list[str]] = {}
    for share in wanted:
        for label in [NOT_DONE] if not share.is_done else share.lacks:
            lacks.setdefault(label, []).append(share.person or share.who)
    if not measure.shares:
        lacks[NO_DUTY] = []
    elif wanted and not working:  # only followed up by the executives: nobody was asked what was done
        lacks |= {RESULT.label: [], OUTCOME.label: []}
    if any(share.part == "nobody" for share in measure.shares):
        lacks[NOBODY] = []
    if silent := _silent_items(measure, wanted):
        lacks[f"ผลแยกตามข้อ {', '.join(silent)}"] = []
    if not lacks:
        return None
    who = dict.fromkeys(name for names in lacks.values() for name in names)
    who = who or dict.fromkeys(share.person or share.who for share in wanted)
    return Gap(measure.number, _short(measure.label), tuple(_counted(lacks, wanted)), tuple(who))


def _due(measure: MeasureFacts, facts: YearFacts) -> list[Share]:
    """The shares of which something is to be expected: due by the day of the report, or finished already.

    The executives' own follow-ups count where nobody else owes anything.
    """
    working = [share for share in measure.shares if share.part in WORKING]
    wanted = working or [share for share in measure.shares if share.part == "executive"]
    return [share for share in wanted if share.is_done or share.expected_on <= facts.as_of]


def _silent_items(measure: MeasureFacts, wanted: Sequence[Share]) -> list[str]:
    """The sub-items that no answer speaks of, where some answer was given."""
    words = [one.words for share in wanted for one in share.told if one.key == RESULT.key]
    codes = [one.code for one in listed_items(measure)[1] if one.code]
    if not codes or not words:
        return []
    _, by_code = telling.by_code(words, codes)
    return [code for code in codes if code not in by_code]


def _counted(lacks: dict[str, list[str]], wanted: Sequence[Share]) -> list[str]:
    """Each thing lacking, with how many of several rounds or units lack it."""
    return [
        f"{label} ({len(names)} จาก {len(wanted)} งวด)" if len(wanted) > 1 and label != NO_DUTY and names else label
        for label, names in lacks.items()
    ]


def _said(measure: MeasureFacts, facts: YearFacts) -> str:
    """The last words about how it stands, for whoever asks further; not fit to be printed in a report unasked."""
    shares = [share for share in _due(measure, facts) or measure.shares if share.said]
    return _short(shares[-1].said or "") if shares else ""


def _lines(facts: YearFacts, gaps: Sequence[Gap], digits: Digits) -> tuple[str, ...]:
    lacking = {gap.measure for gap in gaps}
    waiting = [m for m in facts.measures if m.number not in lacking and m.shares and not _due(m, facts)]
    total = len(facts.measures)
    complete = total - len(lacking) - len(waiting)
    headline = f"ครบ {complete} จาก {total} ข้อ"
    headline += f" · ยังไม่ถึงกำหนด {len(waiting)} ข้อ" if waiting else ""
    tally = facts.tally
    figures = (
        f"งวดงานทั้งปี {tally.total}: แล้วเสร็จ {tally.completed} · อยู่ระหว่างดำเนินการ {tally.in_progress} "
        f"· ยังไม่เริ่ม {tally.not_started} · เกินกำหนด {tally.overdue}"
    )
    before = f"ครบกำหนดก่อนเริ่มใช้แผน {facts.before_start} งวด ระบบไม่ได้ติดตาม" if facts.before_start else ""
    as_of = f"ข้อมูล ณ วันที่ {digits.day(facts.as_of)}"
    return tuple(digits.own(line) for line in (headline, figures, before, as_of) if line)


def _notes(facts: YearFacts, digits: Digits) -> tuple[str, ...]:
    """What a person should look at: wordings of another year, and what is still hindered."""
    notes = []
    if facts.source_year and facts.source_year != facts.fiscal_year:
        notes.append(f"หัวเรื่องและคำนำเลื่อนปีจาก {facts.source_year} เป็น {facts.fiscal_year} ตามปีที่รายงาน")
        notes += _stale(facts)
    if facts.reached:
        told = f"คะแนนที่ได้รับนำมาจากแผนปี {facts.fiscal_year + 1} โปรดตรวจว่าเป็นผลของปี {facts.fiscal_year}"
        notes.append(told)
    blocked = [m for m in facts.measures if any(share.obstacles and not share.is_done for share in m.shares)]
    notes += [f"ยังติดขัด: {_short(m.label)}" for m in blocked]
    return tuple(digits.own(note) for note in notes)


def _stale(facts: YearFacts) -> list[str]:
    """The measures whose own wording still names the years of the document they came from."""
    source = facts.source_year or facts.fiscal_year
    years = [year for year in range(source - 2, source + 1) if year < facts.fiscal_year - 1]
    found: dict[int, list[str]] = {}
    for measure in facts.measures:
        table = facts.form.tables[measure.row.table] if measure.row else ()
        own = [
            with_set_phrases(text, measure.set_phrases)
            for column, text in zip(table, measure.row.cells if measure.row else (), strict=False)
            if column.meaning not in REPORTED
        ]
        for year in {year for text in own for year in stale_years(text, years)}:
            found.setdefault(year, []).append(", ".join(measure.codes) or f"ลำดับที่ {measure.number}")
    return [f"ข้อความในแผนยังกล่าวถึงปี {year}: {' · '.join(names)}" for year, names in sorted(found.items())]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
