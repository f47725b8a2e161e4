"""From what a person presses or types under a question, or sets in a row, to the answers that are kept. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models import recurrence
from models.codes import find_codes
from models.person_name import name_key
from models.readings import MeasureReading, PlanReading
from models.records import UnitRecord
from models.refusal import Refusal
from models.unit_key import match_unit
from tasks.plan.answers import Answers, Party, RowAnswer, SetDuty
from tasks.plan.assignees import Office
from tasks.plan.review import Question, paths

MOST_LETTERS = 300  # of a deadline; the longest of any office so far has half


@dataclass(frozen=True)
class Said:
    """What was pressed and typed. do: "proposed", or what else the question's buttons are called."""

    do: str
    rows: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    all_units: bool = False
    words: str = ""


def replied(
    answers: Answers,
    document: PlanReading,
    reading: PlanReading,
    office: Office,
    asked: Question,
    said: Said,
    year: int,
) -> Answers:
    """The answers with this question answered for these of its rows; reading: the document's, as answered so far.

    Raises Refusal (a Thai sentence) for an answer that cannot be meant in this fiscal year (BE).
    """
    if asked.kind == "note":
        return replace(answers, seen=tuple(dict.fromkeys((*answers.seen, asked.subject))))
    if asked.kind == "unit":
        meant = None if said.do == "new" else _unit(asked.proposed[0] if said.do == "proposed" else said.words, office)
        return replace(answers, units={**answers.units, asked.subject: meant})
    if asked.kind == "person":
        return replace(answers, people={**answers.people, asked.subject: _meant(asked, said, office)})
    rows = [measure for measure in reading.measures if measure.row in asked.rows and measure.row in said.rows]
    if not rows:
        raise Refusal("เลือกอย่างน้อยหนึ่งมาตรการที่คำตอบนี้ใช้ด้วย")
    if asked.kind == "due":
        rule = deadline(asked.proposed[0] if said.do == "proposed" else said.words, year)
        own = {measure.row: measure for measure in document.measures}
        for row in (measure.row for measure in rows):
            duties = _with_rule(wanted(answers, own[row]), own[row], asked.subject, rule, year)
            answers = answers.with_row(row, duties=duties)
        return answers
    for measure in rows:
        answers = answers.with_row(measure.row, **_of_row(answers, measure, office, asked, said))
    return answers


def _of_row(
    answers: Answers, measure: MeasureReading, office: Office, asked: Question, said: Said
) -> dict[str, object]:
    if asked.kind == "code":
        known = answers.rows.get(measure.row, RowAnswer()).codes or measure.codes
        typed = () if said.do == "none" else codes(asked.proposed[0] if said.do == "proposed" else said.words)
        return {"codes": tuple(dict.fromkeys((*known, *typed)))}
    named = asked.proposed if said.do == "proposed" else said.units
    if not named and not said.all_units:
        raise Refusal("เลือกส่วนราชการอย่างน้อยหนึ่งแห่ง")
    own = in_charge(measure, office) if asked.kind == "others" else Party()
    units = tuple(dict.fromkeys((*own.units, *(_unit(name, office) for name in named))))
    return {"party": replace(own, units=units, all_units=said.all_units)}


def wanted(answers: Answers, measure: MeasureReading) -> tuple[SetDuty, ...]:
    """The duties of a row as they are to be so far: as answered, else the document's own."""
    answered = answers.rows.get(measure.row, RowAnswer()).duties
    if answered is not None:
        return answered
    return tuple(SetDuty(duty.phrase, at, duty.actor) for at, duty in enumerate(measure.duties))


def _with_rule(
    duties: Sequence[SetDuty], measure: MeasureReading, subject: str, rule: str, year: int
) -> tuple[SetDuty, ...]:
    """The duties of which the one spoken of has this deadline; where there was none, one more."""
    if not subject:
        return (*duties, SetDuty(rule))
    return tuple(
        replace(one, rule=rule) if one.rule == subject and not _has_dates(one, measure, year) else one for one in duties
    )


def _has_dates(one: SetDuty, measure: MeasureReading, year: int) -> bool:
    own = one.at is not None and bool(measure.duties[one.at].schedule.due)
    return own or bool(recurrence.read(one.rule, year).due)


def deadline(typed: str, year: int) -> str:
    """A deadline that yields dates in the fiscal year (BE). Raises Refusal saying how to write one."""
    words = " ".join(typed.split())
    if len(words) > MOST_LETTERS:
        raise Refusal(f"กำหนดยาวเกิน {MOST_LETTERS} ตัวอักษร")
    if not words or not recurrence.read(words, year).due:
        raise Refusal(f"อ่านวันครบกำหนดในปีงบประมาณ {year} ไม่ได้ พิมพ์เช่น 31 มกราคม {year} หรือ ภายในเดือนมกราคม หรือ ทุกไตรมาส")
    return words


def codes(typed: str) -> tuple[str, ...]:
    """The codes of items as typed. Raises Refusal where there is none."""
    found = find_codes(typed[:MOST_LETTERS]).mentioned
    if not found:
        raise Refusal("พิมพ์รหัสข้อ เช่น O12 หรือ E4 หากมีหลายข้อคั่นด้วยจุลภาค")
    return found


def _unit(name: str, office: Office) -> str:
    """The path of a unit or section of the office. Raises Refusal for any other name."""
    unit = match_unit(office.units, office.aliases, name) if name else None
    if unit is None:
        raise Refusal("เลือกส่วนราชการจากรายการ")
    top = next((one.name for one in office.units if one.id == unit.parent_id), None)
    return f"{top}/{unit.name}" if top else unit.name


def _meant(asked: Question, said: Said, office: Office) -> str | None:
    if said.do == "unit":
        return None
    if said.do == "new":
        return asked.subject
    return _person(asked.proposed[0] if said.do == "proposed" else said.words, office)


def _person(name: str, office: Office) -> str:
    if name not in {staff.name for staff in office.staff}:
        raise Refusal("เลือกชื่อจากทะเบียนเจ้าหน้าที่")
    return name


def in_charge(measure: MeasureReading, office: Office) -> Party:
    """Who a row's party means in this office, in the order in which a form offers them."""
    party = measure.responsible
    found = [office.find(name) for name in (*party.units, *party.sections)]
    by_id = {unit.id: path for unit, path in zip(_ordered(office), paths(office.units), strict=True)}
    sections = {unit.parent_id for unit in found if unit and unit.parent_id is not None and not party.by_hand}
    meant = {unit.id for unit in found if unit and unit.id not in sections}
    named = {name_key(person.name) for person in party.people if person.name}
    collector = office.find(party.collector) if party.collector else None
    return Party(
        units=tuple(path for number, path in by_id.items() if number in meant),
        all_units=party.all_units,
        collector=by_id.get(collector.id) if collector else None,
        people=tuple(staff.name for staff in office.staff if name_key(staff.name) in named),
    )


def _ordered(office: Office) -> list[UnitRecord]:
    tops = office.tops
    return [unit for top in tops for unit in (top, *(one for one in office.units if one.parent_id == top.id))]


def set_row(answers: Answers, row: int, shown: RowAnswer, sent: RowAnswer) -> Answers:
    """The answers after a row's form was sent: only what was changed in it becomes a person's word."""
    names = ("codes", "party", "duties", "left_out")
    changed = {name: getattr(sent, name) for name in names if getattr(sent, name) != getattr(shown, name)}
    return answers.with_row(row, **changed) if changed else answers
