"""One-time join codes: made for a group or a person, shown once, kept only as a digest, used up by one typing."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import audit
from models.chat import ChatType
from models.database import changed
from models.people import JoinCode
from models.refusal import Refusal
from models.thaitext import fold_digits, normalise

LIFE = timedelta(days=7)
LETTERS, DIGITS = "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"  # without I, L, O, 0 and 1, which look alike
_POLITE = (
    r"(?:สวัสดี|ขออนุญาต|ขอ|แจ้ง|ส่ง|ใส่|พิมพ์|ลงทะเบียน|ได้รับ|ได้|นี่|นี้|คือ|ของ|ผม|หนู|ดิฉัน|นะ|ค่ะ|คะ|ค่า|ครับ|คับ|จ้า|จ้ะ|[\s:.,!=–-])"
)
_CODE = r"(?<![A-Za-z0-9])([A-Za-z2-9]{4})[ -]?([A-Za-z2-9]{4})(?![A-Za-z0-9])"
# A code with nothing but politeness around it, or anywhere after the word for it; "HELPDESK" has no digit and is none.
_ALONE = re.compile(rf"(?:@\S{{1,40}}\s+)?{_POLITE}{{0,12}}(?:รหัส(?:กลุ่ม)?)?{_POLITE}{{0,12}}{_CODE}{_POLITE}{{0,8}}")
_NAMED = re.compile(
    rf"(?:รหัส(?:กลุ่ม|ส่วนตัว|ลงทะเบียน)?|\bcode)(?:คือ|ของ(?:ผม|หนู|ฉัน|ดิฉัน)|นี้|[\s:=]){{0,4}}{_CODE}", re.IGNORECASE
)
_LONGEST = 200  # letters looked at for one


@dataclass(frozen=True)
class CodeRecord:
    """A code found: for a chat of a type (and unit), or for a person. state: usable, used or expired."""

    id: int
    purpose: str
    state: str
    chat_type: ChatType | None
    unit_id: int | None
    staff_id: int | None
    expires_at: datetime


def code_in(text: str) -> str | None:
    """The code somebody typed, in its one spelling; None when the text is none, and names none as its code."""
    plain = fold_digits(normalise(text[:_LONGEST])).strip()
    found = _ALONE.fullmatch(plain) or _NAMED.search(plain)
    code = (found[1] + found[2]).upper() if found else ""
    good = code and not set(code) - set(LETTERS + DIGITS) and set(code) & set(LETTERS) and set(code) & set(DIGITS)
    return code if good else None


def is_only_code(text: str) -> bool:
    """Whether somebody typed a code and nothing else but politeness; elsewhere eight letters may name anything."""
    return bool(_ALONE.fullmatch(fold_digits(normalise(text[:_LONGEST])).strip()))


def make_chat_code(
    session: Session, agency_id: int, chat_type: ChatType, unit_id: int | None, now: datetime, by: int | None = None
) -> str:
    """A code that types the group it is typed in, good for seven days. Raises Refusal when type and unit do not fit."""
    if (chat_type == ChatType.UNIT) != (unit_id is not None):
        raise Refusal("กลุ่มของส่วนราชการต้องระบุส่วนราชการ และกลุ่มชนิดอื่นต้องไม่ระบุ")
    if chat_type in (ChatType.NEW, ChatType.PRIVATE):
        raise Refusal("ชนิดกลุ่มต้องเป็น staff, unit, executives หรือ public")
    return _make(session, now, by, agency_id=agency_id, purpose="chat", chat_type=chat_type, unit_id=unit_id)


def make_staff_code(session: Session, agency_id: int, staff_id: int, now: datetime, by: int | None = None) -> str:
    """A code that binds whoever types it to this person, good for seven days; an older unused one ends now."""
    older = update(JoinCode).where(
        JoinCode.agency_id == agency_id, JoinCode.staff_id == staff_id, JoinCode.used_at.is_(None)
    )
    changed(session, older.where(JoinCode.expires_at > now).values(expires_at=now))
    return _make(session, now, by, agency_id=agency_id, purpose="staff", staff_id=staff_id)


def look_up(session: Session, agency_id: int, code: str, now: datetime) -> CodeRecord | None:
    """The office's code of this spelling; None when the office never made it."""
    where = (JoinCode.agency_id == agency_id, JoinCode.digest == _digest(code))
    row = session.scalars(select(JoinCode).where(*where).execution_options(populate_existing=True)).first()
    return _record(row, now) if row else None


def usable(session: Session, agency_id: int, now: datetime) -> tuple[CodeRecord, ...]:
    """The codes handed out and not used yet, the one that ends first before the others."""
    mine = (JoinCode.agency_id == agency_id, JoinCode.used_at.is_(None), JoinCode.expires_at > now)
    rows = session.scalars(select(JoinCode).where(*mine).order_by(JoinCode.expires_at, JoinCode.id))
    return tuple(_record(row, now) for row in rows)


def live_for(session: Session, agency_id: int, now: datetime) -> frozenset[int]:
    """The people (ids) who hold a code that was handed out and still works."""
    return frozenset(one.staff_id for one in usable(session, agency_id, now) if one.staff_id is not None)


def revoke(session: Session, agency_id: int, code_id: int, now: datetime, by: int | None = None) -> bool:
    """End a code now; False when it was used or had run out, or is not the office's."""
    mine = (JoinCode.agency_id == agency_id, JoinCode.id == code_id)
    live = update(JoinCode).where(*mine, JoinCode.used_at.is_(None), JoinCode.expires_at > now)
    done = changed(session, live.values(expires_at=now)) == 1
    if done:
        audit.note(session, agency_id, "code_revoked", now, by, code=code_id)
    return done


def use_up(session: Session, code_id: int, now: datetime) -> bool:
    """Use a code; False when it was used or ran out meanwhile: of two who type it at once, one gets True."""
    where = (JoinCode.id == code_id, JoinCode.used_at.is_(None), JoinCode.expires_at > now)
    return changed(session, update(JoinCode).where(*where).values(used_at=now)) == 1


def _record(row: JoinCode, now: datetime) -> CodeRecord:
    state = "used" if row.used_at else "expired" if row.expires_at <= now else "usable"
    kind = ChatType(row.chat_type) if row.chat_type else None
    return CodeRecord(row.id, row.purpose, state, kind, row.unit_id, row.staff_id, row.expires_at)


def _make(session: Session, now: datetime, by: int | None, **values: object) -> str:
    plain = _draw()
    code = JoinCode(digest=_digest(plain), expires_at=now + LIFE, **values)
    session.add(code)
    session.flush()
    audit.note(session, code.agency_id, "code_made", now, by, code=code.id, about=code.staff_id)
    return f"{plain[:4]}-{plain[4:]}"


def _draw() -> str:
    """Eight letters and digits with at least one of each, so that no word of eight letters is taken for a code."""
    while True:
        plain = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(8))
        if code_in(plain):
            return plain


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
