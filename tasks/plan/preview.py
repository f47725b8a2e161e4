"""A plan reading as the operator sees it: the JSON of the contract, or a table in Thai. Pure."""

from collections.abc import Sequence
from datetime import date

from models.readings import DutyReading, MeasureReading, PlanReading, Responsible
from models.records import Actor
from models.thaidate import short_date
from models.thaitext import printable

_ACTORS = {Actor.OFFICER: "เจ้าหน้าที่", Actor.EXECUTIVE: "ผู้บริหาร"}
_STATUSES = {"completed": "ดำเนินการแล้วเสร็จ", "none": "ยังไม่มีหลักฐานว่าเสร็จ"}
_MANY = 4  # a duty with more dates than this is shown by its first, its last and their number


def as_json(reading: PlanReading) -> dict[str, object]:
    """The document `flask plan preview --format json` prints; absent values are null or empty, never left out.

    The top-level doubts hold the measures' own too, each with its row, so that one list shows everything.
    """
    return {
        "agency": reading.agency,
        "fiscal_year_be": reading.fiscal_year_be,
        "title": reading.title,
        "digits": reading.digits,
        "columns": [{"heading": column.heading, "meaning": column.meaning} for column in reading.columns],
        "scores": [{"indicator": s.indicator, "name": s.name, "score": s.score} for s in reading.scores],
        "measures": [_measure(measure) for measure in reading.measures],
        "doubts": all_doubts(reading),
    }


def all_doubts(reading: PlanReading) -> list[str]:
    """Every doubt, the document's first, then each row's with its number."""
    rows = [f"แถวที่ {m.row}: {doubt}" for m in reading.measures for doubt in m.doubts]
    return [*reading.doubts, *rows]


def grouped_doubts(reading: PlanReading) -> dict[str, list[int]]:
    """Every doubt once with the rows it concerns; those of the document come first and concern no row."""
    grouped: dict[str, list[int]] = {doubt: [] for doubt in reading.doubts}
    for measure in reading.measures:
        for doubt in dict.fromkeys(measure.doubts):
            grouped.setdefault(doubt, []).append(measure.row)
    return grouped


def _measure(measure: MeasureReading) -> dict[str, object]:
    return {
        "row": measure.row,
        "lines": list(measure.lines),
        "codes": list(measure.codes),
        "codes_raw": list(measure.codes_raw),
        "codes_unclear": list(measure.codes_unclear),
        "group": measure.group,
        "title": measure.title,
        "finding": measure.finding,
        "measure": measure.measure,
        "steps": list(measure.steps),
        "responsible": _responsible(measure.responsible),
        "duties": [_duty(duty) for duty in measure.duties],
        "vague": list(measure.vague),
        "score": measure.score,
        "result": measure.result,
        "outcome": measure.outcome,
        "status": measure.status,
        "status_evidence": measure.status_evidence,
        "doubts": list(measure.doubts),
    }


def _responsible(party: Responsible) -> dict[str, object]:
    return {
        "raw": party.raw,
        "units": list(party.units),
        "sections": list(party.sections),
        "all_units": party.all_units,
        "others_to_be_named": party.others_to_be_named,
        "collector": party.collector,
        "people": [{"name": person.name, "position": person.position} for person in party.people],
    }


def _duty(duty: DutyReading) -> dict[str, object]:
    return {
        "phrase": duty.phrase,
        "actor": duty.actor.value,
        "due": [day.isoformat() for day in duty.schedule.due],
        "carried": duty.carried,
    }


def as_table(reading: PlanReading) -> str:
    """The reading for people: a head, a block for each measure, then everything in doubt."""
    head = [
        reading.title or "(ไม่พบชื่อเอกสาร)",
        f"หน่วยงาน: {reading.agency or '(ไม่พบ)'}   ปีงบประมาณ: {reading.fiscal_year_be or '(ไม่พบ)'}",
        f"มาตรการ {len(reading.measures)} รายการ · คะแนนตัวชี้วัด {len(reading.scores)} รายการ",
    ]
    blocks = ["\n".join(_lines(measure)) for measure in reading.measures]
    doubts = [f"  - {doubt}" for doubt in reading.doubts] or ["  (ไม่มี)"]
    return "\n\n".join(["\n".join(head), *blocks, "\n".join(["ข้อสงสัยของเอกสาร", *doubts])])


def _lines(measure: MeasureReading) -> list[str]:
    codes = ", ".join((*measure.codes, *(f"{raw}?" for raw in measure.codes_unclear)))
    lines = [f"{measure.row}. {codes + ' ' if codes else ''}{printable(measure.title)}"]
    lines += [f"   หัวข้อ: {printable(measure.group)}"] if measure.group else []
    lines.append(f"   ผู้รับผิดชอบ: {party_words(measure.responsible)}")
    lines += [
        f"   {_ACTORS[duty.actor]}: {printable(duty.phrase)} → {days_words(duty.schedule.due)}"
        for duty in measure.duties
    ]
    lines += [f"   สถานะ: {_STATUSES[measure.status]}"] if measure.result else []
    return [*lines, *(f"   ? {doubt}" for doubt in measure.doubts)]


def party_words(party: Responsible) -> str:
    """Who answers, in one line."""
    names = [*(["ทุกส่วนราชการ"] if party.all_units else []), *party.units, *party.sections]
    names += ["(หน่วยงานอื่นที่เกี่ยวข้อง ยังไม่ระบุ)"] if party.others_to_be_named else []
    names += [f"ผู้รวบรวม {party.collector}"] if party.collector else []
    names += [person.name or person.position or "" for person in party.people]
    return " · ".join(names) or "(ยังไม่มี)"


def days_words(due: Sequence[date]) -> str:
    """Due dates in one line; many by the first, the last and their number."""
    days = [short_date(day) for day in due]
    if not days:
        return "(ยังไม่มีวันในปีนี้)"
    return ", ".join(days) if len(days) <= _MANY else f"{days[0]} … {days[-1]} ({len(days)} ครั้ง)"
