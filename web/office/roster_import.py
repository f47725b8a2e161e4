"""The roster from a file: what would come of it is shown first, and done only when pressed."""

from dataclasses import asdict
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from models import names
from models.permissions import Action
from models.records import Role
from models.refusal import Refusal
from tasks.plan.source_error import SourceError
from tasks.plan.sources import read
from tasks.roster_apply import RosterReport, apply_roster
from tasks.roster_rows import Fault, RosterLine, read_roster
from web.access import needs, visitor
from web.office.room import EMPTY, Form, at_work, blueprint, shown
from web.office.trail_words import Names, changes
from web.speaking import polite

Answer = tuple[str, int] | Response
LARGEST = 2_000_000  # bytes: a roster of thousands with room to spare
MOST = 1_000  # people in one file: more is no roster, and would not fit into a form
KINDS = (".xlsx", ".csv")
WAITS = 60 * 60  # seconds between looking and pressing


@blueprint.get("/people/import")
@needs(Action.MANAGE_STAFF)
def import_people() -> Answer:
    """Choose a file."""
    return shown("import.html")


@blueprint.post("/people/import")
@needs(Action.MANAGE_STAFF)
def preview_import() -> Answer:
    """What would be added, changed and left alone: done, looked at, and taken back."""
    try:
        lines, faults = _sent()
    except Refusal as refusal:
        return shown("import.html", Form({}, {"file": str(refusal)}))
    try:
        with at_work() as desk:
            report = apply_roster(desk.session, desk.id, lines, faults, desk.now, desk.person, _moving())
            units = Names(units=names.unit_names(desk.session, desk.id))
            raise _OnlyLookingError
    except _OnlyLookingError:
        pass
    changed = [(who, changes(told, units)) for who, told in report.change.details]
    sealed = _seal(lines, faults)
    found = {"report": report, "changed": changed, "moving": _moving()}
    return shown("import_preview.html", EMPTY, **found, sealed=sealed, name=_file_name())


@blueprint.post("/people/import/apply")
@needs(Action.MANAGE_STAFF)
def apply_import() -> Answer:
    """Take over what was looked at; pressed twice, the second time changes nothing."""
    try:
        lines, faults = _opened(request.form.get("sealed", ""))
    except Refusal as refusal:
        return shown("import.html", Form({}, {"file": str(refusal)}))
    with at_work() as desk:
        report = apply_roster(desk.session, desk.id, lines, faults, desk.now, desk.person, _moving())
    flash(_told(report))
    return redirect(url_for("office.people_list"))


class _OnlyLookingError(Exception):
    """Ends a transaction that was only made to see what would come of it."""


def _told(report: RosterReport) -> str:
    change = report.change
    added, updated, unchanged = len(change.added), len(change.updated), len(change.unchanged)
    parts = [f"นำเข้าแล้ว{polite()} เพิ่ม {added} คน แก้ไข {updated} คน เหมือนเดิม {unchanged} คน"]
    if report.faults:
        parts.append(f"ข้าม {len(report.faults)} บรรทัดที่ยังต้องแก้")
    return " · ".join(parts)


def _sent() -> tuple[tuple[RosterLine, ...], tuple[Fault, ...]]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refusal("เลือกไฟล์ทะเบียน .xlsx หรือ .csv ก่อน")
    if not file.filename.lower().endswith(KINDS):
        raise Refusal("ใช้ได้เฉพาะไฟล์ .xlsx หรือ .csv ถ้าเป็นไฟล์อื่น เปิดแล้วบันทึกเป็น .xlsx ก่อน")
    data = file.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refusal(f"ไฟล์ใหญ่เกิน {LARGEST // 1_000_000} MB ลบรูปหรือแผ่นงานอื่นออกแล้วลองอีกครั้ง")
    try:
        return read_roster(read(file.filename, data), MOST)
    except SourceError as error:
        raise Refusal(str(error)) from error


def _moving() -> bool:
    """Whether who chose the file said that people in it moved to other units."""
    return "move" in request.form


def _file_name() -> str:
    return (request.files["file"].filename or "")[:100]


# What was read travels in the form, sealed: nothing personal lies about on the disk while somebody thinks it over.
def _seal(lines: tuple[RosterLine, ...], faults: tuple[Fault, ...]) -> str:
    return str(_sealer().dumps([[asdict(line) for line in lines], [asdict(fault) for fault in faults]]))


def _opened(sealed: str) -> tuple[tuple[RosterLine, ...], tuple[Fault, ...]]:
    try:
        lines, faults = _sealer().loads(sealed, max_age=WAITS)
    except BadData as error:
        raise Refusal("หน้าตรวจดูเปิดค้างไว้นานเกินไป เลือกไฟล์เดิมอีกครั้ง") from error
    return tuple(_line(line) for line in lines), tuple(Fault(**fault) for fault in faults)


def _line(kept: dict[str, Any]) -> RosterLine:
    return RosterLine(**{**kept, "role": Role(kept["role"]) if kept["role"] else None})


def _sealer() -> URLSafeTimedSerializer:
    who = visitor()
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"roster/{who.agency.id}/{who.person.id}")
