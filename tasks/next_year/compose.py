"""A draft plan in the office's own form, for the import to read; in front of it what is left to decide. Pure."""

from collections import Counter
from collections.abc import Sequence

from config.bands import Bands
from models.readings import Score
from models.source_form import FormColumn
from models.thaitext import squeeze
from tasks.next_year.proposals import CONTINUE, Draft, Proposal
from tasks.plan.check_sheet import BEGINS, ENDS
from tasks.reports.cells import paragraphs, shifted_years
from tasks.reports.compose import DEFAULT_TABLE, MOST_UPRIGHT
from tasks.reports.digits import Digits
from tasks.reports.facts import MeasureFacts, YearFacts
from tasks.reports.layout import Annex, Block, Cell, CheckSheet, Column, Gap, Layout, Paragraph, PlainTable, Proof, Row
from tasks.reports.rows import REPORTED

TITLE = "(ร่าง) มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
TO_FILL_IN = "—"  # a blank cell would be read as merged with the one above
_NAMING = ("item", "measure", "steps")  # the first of these columns names the row
_LEFT_TO_PEOPLE = {
    "measure": "มาตรการ",
    "steps": "ขั้นตอน",
    "responsible": "ผู้รับผิดชอบ",
    "period": "ระยะเวลา",
    "monitoring": "การกำกับติดตาม",
}


def compose(draft: Draft, facts: YearFacts, scores: Sequence[Score], bands: Bands, fiscal_year: int) -> Layout:
    """The whole document for a fiscal year (พ.ศ.); facts: the year before it."""
    digits = Digits(facts.digits, facts.office_digits)
    table = _table(facts)
    groups = [(band.key, _heading(n, bands)) for n, band in enumerate(bands.bands)]
    groups.append((CONTINUE, f"ข้อเสนอ: งานต่อเนื่องจากแผนปี {facts.fiscal_year}"))
    blocks = [_block(key, heading, draft, facts, table, digits, fiscal_year) for key, heading in groups]
    return Layout(
        agency=facts.agency,
        fiscal_year=fiscal_year,
        as_of=facts.as_of,
        digits=digits.kind,
        landscape=len(table) > MOST_UPRIGHT,
        cover=False,
        title=(TITLE, digits.own(f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}"), facts.agency),
        lead=(),
        scores=_scores(scores, bands, digits),
        blocks=tuple(block for block in blocks if block.rows),
        check=_check(draft, scores, bands, table, digits, fiscal_year),
        annex=_annex(draft, digits, facts.fiscal_year),
    )


def _table(facts: YearFacts) -> tuple[FormColumn, ...]:
    """The columns of the table most measures stood in, without those of results, with those every plan needs."""
    stood = Counter(one.row.table for one in facts.measures if one.row)
    own = facts.form.tables[stood.most_common(1)[0][0]] if stood and facts.form.tables else DEFAULT_TABLE
    kept = [column for column in own if column.meaning not in (*REPORTED, "remark", "ordinal")]
    told = {column.meaning for column in kept}
    # A report may do without them; a plan that nobody answers for by no day is none.
    kept += [FormColumn("ผู้รับผิดชอบ", "responsible")] if "responsible" not in told else []
    kept += [FormColumn("ระยะเวลาดำเนินการ", "period")] if not told & {"period", "monitoring"} else []
    return tuple(kept)


def _heading(n: int, bands: Bands) -> str:
    band = bands.bands[n]
    least = f"{bands.bands[n - 1].below:.2f}–{band.below - 0.01:.2f}" if n else f"ต่ำกว่า {band.below:.2f}"
    return f"ข้อเสนอ: {band.title} ({least} คะแนน)"


def _block(
    key: str,
    heading: str,
    draft: Draft,
    facts: YearFacts,
    table: Sequence[FormColumn],
    digits: Digits,
    fiscal_year: int,
) -> Block:
    rows = [
        Row(_cells(one, facts, table, digits, fiscal_year), measure=n)
        for n, one in enumerate(draft.proposals, 1)
        if one.band == key
    ]
    width = 1000 // len(table)
    columns = [Column(c.heading, c.meaning, width, c.over) for c in table]
    columns[-1] = Column(table[-1].heading, table[-1].meaning, 1000 - width * (len(table) - 1), table[-1].over)
    return Block((Paragraph(digits.own(heading), strong=True),), tuple(columns), tuple(rows))


def _cells(
    one: Proposal, facts: YearFacts, table: Sequence[FormColumn], digits: Digits, fiscal_year: int
) -> tuple[Cell, ...]:
    namer = next((c.meaning for c in table for m in _NAMING if c.meaning == m), table[0].meaning)
    texts = [_text(one, column, namer, facts, fiscal_year) for column in table]
    return tuple(
        Cell(paragraphs(digits.theirs(text))) if text else Cell(paragraphs(TO_FILL_IN), missing=True) for text in texts
    )


def _text(one: Proposal, column: FormColumn, namer: str | None, facts: YearFacts, fiscal_year: int) -> str:
    """The new score and finding; for the rest last year's own words with their years moved on, or nothing."""
    if column.meaning == "score":
        return f"{one.score:.2f}" if one.score is not None else ""
    if column.meaning == "finding" and one.finding:
        return one.finding
    if one.last is None:
        return one.label if column.meaning == namer else ""
    source = facts.source_year or facts.fiscal_year
    text = shifted_years(_last_text(one.last, column, facts), fiscal_year - source, range(source - 2, source + 2))
    return text or (one.label if column.meaning == namer else "")


def _last_text(last: MeasureFacts, column: FormColumn, facts: YearFacts) -> str:
    """What stood under this heading last year, else under one of its meaning, else who it was given to since."""
    row = last.row
    if row is None:
        return dict(last.texts).get(str(column.meaning), "")
    printed = list(zip(facts.form.tables[row.table], row.cells, strict=True))
    same = [text for own, text in printed if squeeze(own.heading) == squeeze(column.heading)]
    meant = [text for own, text in printed if column.meaning and own.meaning == column.meaning]
    if column.meaning == "responsible" and not meant:
        doers = [share.who for share in last.shares if share.part == "doer"]
        return ", ".join(dict.fromkeys(doers))
    return next(iter((*same, *meant)), "")


def _scores(scores: Sequence[Score], bands: Bands, digits: Digits) -> PlainTable | None:
    """The new scores with the targets that follow from the bands, as proposals."""
    if not scores:
        return None
    rows = tuple((digits.own(str(one.indicator)), one.name, digits.own(f"{one.score:.2f}")) for one in scores)
    low = [(one, band) for one in scores if (band := bands.of(one.score))]
    targets = tuple(
        digits.own(f"ข้อเสนอเป้าหมาย: ตัวชี้วัดที่ {one.indicator} จาก {one.score:.2f} เป็นไม่ต่ำกว่า {band.below:.2f} คะแนน")
        for one, band in low
    )
    return PlainTable("คะแนนที่เป็นฐานของแผน", ("ตัวชี้วัดที่", "ตัวชี้วัด", "คะแนน"), (150, 650, 200), rows, targets)


def _check(
    draft: Draft,
    scores: Sequence[Score],
    bands: Bands,
    table: Sequence[FormColumn],
    digits: Digits,
    fiscal_year: int,
) -> CheckSheet:
    gaps = tuple(
        Gap(n, one.label[:80], lacks, ()) for n, one in enumerate(draft.proposals, 1) if (lacks := _lacks(one, table))
    )
    rows = tuple((digits.theirs(gap.label), " · ".join(gap.lacks)) for gap in gaps)
    notes = tuple(digits.theirs(f"ไม่ได้เสนอ: {label} ({why})") for label, why in draft.left_out)
    return CheckSheet(
        title=f"{BEGINS} (ร่างแผนปี {fiscal_year} สำหรับใช้ภายใน ไม่ต้องเผยแพร่)",
        lines=tuple(digits.own(line) for line in _lines(draft, scores, bands)),
        gaps=gaps,
        table=PlainTable("ข้อที่ยังต้องกำหนด", ("ข้อ", "ที่ต้องกำหนด"), (600, 400), rows),
        notes_heading="ไม่อยู่ในร่าง" if notes else "",
        notes=notes,
        end=f"{ENDS} ร่างแผนเริ่มในหน้าถัดไป",
    )


def _lacks(one: Proposal, table: Sequence[FormColumn]) -> tuple[str, ...]:
    """What somebody has to decide before the row is a measure."""
    if one.last is not None:
        return ()
    return tuple(word for meaning, word in _LEFT_TO_PEOPLE.items() if any(c.meaning == meaning for c in table))


def _lines(draft: Draft, scores: Sequence[Score], bands: Bands) -> tuple[str, ...]:
    to_fill = sum(one.last is None for one in draft.proposals)
    counted = f"ข้อเสนอ {len(draft.proposals)} ข้อ ในนี้ {to_fill} ข้อยังต้องกำหนดมาตรการและผู้รับผิดชอบ"
    rule = "ขั้นตอนและผู้รับผิดชอบมาจากแผนปีก่อนเท่านั้น โปรดทบทวนทุกข้อก่อนประกาศใช้"
    if not scores:
        return (counted, rule, "ยังไม่มีคะแนนใหม่ ข้อเสนอมาจากแผนปีก่อนอย่างเดียว")
    found = bands.standing({one.indicator: one.score for one in scores})
    if found is None:
        return (counted, rule, "คะแนนยังไม่ครบ 10 ตัวชี้วัด จึงไม่ได้ประมาณระดับผล")
    parts = " · ".join(f"{name} {mean:.2f}" for name, mean in found.instruments)
    level = f"ระดับผลโดยประมาณจากค่าเฉลี่ยตัวชี้วัด: {found.level} (รวม {found.total:.2f} · {parts})"
    return (counted, rule, level)


def _annex(draft: Draft, digits: Digits, last_year: int) -> Annex:
    """Why each row is there and where its words come from."""
    proofs = []
    for one in draft.proposals:
        source = f"ถ้อยคำมาจากแผนปี {last_year}" if one.last else "ไม่มีในแผนปีก่อน มีเฉพาะผลการประเมิน"
        why = digits.theirs(" · ".join(one.why))
        proofs.append(Proof(digits.theirs(one.label), why, None, (digits.own(source),)))
    return Annex("ภาคผนวก ที่มาของข้อเสนอ", tuple(proofs), "ไม่มีข้อเสนอ")
