"""The LINE groups: what each is for, what a push there costs, and the codes that type a group."""

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from models import chat, join_codes
from models.chat import ChatType
from models.group_report import GroupLine, group_lines
from models.permissions import Action
from models.refusal import Refusal
from models.unit import live_units
from tasks.commands.chat import TYPE_NAMES
from web.access import needs
from web.office.room import EMPTY, Desk, Form, again, at_work, blueprint, looking, number, paths, shown, typed
from web.speaking import polite

Answer = tuple[str, int] | Response
CHOICES = (
    (ChatType.STAFF, "เจ้าหน้าที่ทุกส่วนราชการ — เตือนงานของทุกกองที่นี่"),
    (ChatType.UNIT, "ส่วนราชการหนึ่ง — เตือนเฉพาะงานของส่วนนั้น"),
    (ChatType.EXECUTIVES, "ผู้บริหาร — แจ้งเรื่องติดตามและเรื่องที่ล่าช้า"),
    (ChatType.PUBLIC, "สาธารณะ — ไม่ส่งเตือนงานและไม่บันทึกข้อความ"),
)


@blueprint.get("/groups")
@needs(Action.MANAGE_OFFICE)
def groups() -> Answer:
    """Every group the bot is in."""
    return _list()


@blueprint.get("/groups/<int:chat_id>")
@needs(Action.MANAGE_OFFICE)
def group(chat_id: int) -> Answer:
    """One group and what it is for."""
    return _one(chat_id)


@blueprint.post("/groups/<int:chat_id>")
@needs(Action.MANAGE_OFFICE)
def type_group(chat_id: int) -> Answer:
    """Say what it is for; what waits there for a public group is not said any more."""
    try:
        with at_work() as desk:
            _group_or_404(desk, chat_id)
            kind, unit_id = _kind(desk)
            chat.set_type(desk.session, chat_id, kind, unit_id, desk.now, desk.person.id)
    except Refusal as refusal:
        return _one(chat_id, again(refusal, "type"))
    flash(f"บันทึกแล้ว{polite()}" + (" กลุ่มสาธารณะจะไม่ได้รับการเตือนงาน" if kind == ChatType.PUBLIC else ""))
    return redirect(url_for("office.groups"))


@blueprint.post("/groups/code")
@needs(Action.MANAGE_OFFICE)
def make_group_code() -> Answer:
    """A one-time code that types the group in which it is typed, shown this once."""
    try:
        with at_work() as desk:
            kind, unit_id = _kind(desk)
            code = join_codes.make_chat_code(desk.session, desk.id, kind, unit_id, desk.now, desk.person.id)
    except Refusal as refusal:
        return _list(again(refusal, "type"))
    where = "เชิญตามงานเข้ากลุ่ม LINE แล้วพิมพ์รหัสนี้ในกลุ่ม (ใช้ได้ครั้งเดียว ภายใน 7 วัน)"
    return shown("code.html", code=code, whose=f"รหัสกลุ่ม{TYPE_NAMES[kind]}", where=where, back=url_for("office.groups"))


def _kind(desk: Desk) -> tuple[ChatType, int | None]:
    """The type and, of a unit's group only, the unit. Raises Refusal with the field."""
    if typed("type") not in {kind for kind, _ in CHOICES}:
        raise Refusal("เลือกว่ากลุ่มนี้ใช้ทำอะไร", "type")
    kind, unit_id = ChatType(typed("type")), number("unit")
    if kind != ChatType.UNIT:
        return kind, None
    if unit_id not in {unit.id for unit in live_units(desk.session, desk.id)}:
        raise Refusal("เลือกส่วนราชการของกลุ่มนี้", "unit")
    return kind, unit_id


def _list(form: Form = EMPTY) -> Answer:
    with looking() as desk:
        lines, units = group_lines(desk.session, desk.id), paths(live_units(desk.session, desk.id))
    return shown("groups.html", form, groups=lines, names=dict(units), **_choices(units))


def _one(chat_id: int, form: Form = EMPTY) -> Answer:
    with looking() as desk:
        line, units = _group_or_404(desk, chat_id), paths(live_units(desk.session, desk.id))
    return shown("group.html", form, group=line, **_choices(units))


def _choices(units: list[tuple[int, str]]) -> dict[str, object]:
    return {"choices": CHOICES, "units": [("", "— เฉพาะกลุ่มของส่วนราชการ —"), *units], "words": TYPE_NAMES}


def _group_or_404(desk: Desk, chat_id: int) -> GroupLine:
    found = next((line for line in group_lines(desk.session, desk.id) if line.id == chat_id), None)
    return found if found else abort(404)
