"""What a rehearsal takes for granted where an office is not set up yet, each said to whoever asked for it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import contacts, people
from models.chat import Chat, ChatType, group_joined, set_type
from models.records import Role, StaffRecord
from models.unit import live_units
from tasks.rehearsal.scratch import invented_id

UNKNOWN_OFFICE = 20  # people; a small อบต. has about as many
NO_GROUP = "ยังไม่มีกลุ่มเจ้าหน้าที่ ถือว่ามีหนึ่งกลุ่ม"
NO_ROSTER = f"ยังไม่มีทะเบียนเจ้าหน้าที่ ถือว่ามี {UNKNOWN_OFFICE} คน และไม่มีใครลงทะเบียน LINE"
NO_ACCOUNTS = "ยังไม่มีใครลงทะเบียน LINE ถือว่าทุกคนในทะเบียนลงทะเบียนและเป็นเพื่อนกับบัญชีแล้ว"
NOT_COUNTED = "ยังไม่ทราบจำนวนคนในกลุ่ม ถือว่าเท่าจำนวนคนในทะเบียนที่เกี่ยวข้อง"


def complete(session: Session, agency_id: int, now: datetime) -> list[str]:
    """Give the copy what the office still lacks for being reminded; returns what was assumed, in Thai."""
    everybody = people.roster(session, agency_id)
    assumed = [] if everybody else [NO_ROSTER]
    where = (Chat.agency_id == agency_id, Chat.left_at.is_(None))
    if not session.scalars(select(Chat.id).where(*where, Chat.type == ChatType.STAFF)).first():
        place = group_joined(session, agency_id, invented_id("C", 0), now)
        set_type(session, place.id, ChatType.STAFF, None, now)
        assumed.append(NO_GROUP)
    if everybody and not any(person.bound for person in everybody):
        _register(session, everybody, now)
        assumed.append(NO_ACCOUNTS)
    uncounted = select(Chat).where(*where, Chat.type != ChatType.PRIVATE, Chat.member_count.is_(None))
    for chat in session.scalars(uncounted).all():
        chat.member_count = _people_of(session, chat, everybody)
        if NO_GROUP not in assumed and NOT_COUNTED not in assumed:
            assumed.append(NOT_COUNTED)
    return assumed


def _register(session: Session, everybody: Sequence[StaffRecord], now: datetime) -> None:
    for person in everybody:
        met = contacts.meet(session, person.agency_id, invented_id("U", 10**9 + person.id), None, now)
        contacts.followed(session, met.id, now)
        contacts.bind_at_once(session, met.id, person.id, now)


def _people_of(session: Session, chat: Chat, everybody: Sequence[StaffRecord]) -> int:
    """Who belongs there by the roster: everybody, a unit with its sections, or the executives with who runs ITA."""
    if not everybody:
        return UNKNOWN_OFFICE
    if chat.type == ChatType.UNIT:
        inside = {u.id for u in live_units(session, chat.agency_id) if chat.unit_id in (u.id, u.parent_id)}
        found = [p for p in everybody if p.unit_id in inside]
    elif chat.type == ChatType.EXECUTIVES:
        found = [p for p in everybody if p.role in (Role.EXECUTIVE, Role.COORDINATOR)]
    else:
        found = list(everybody)
    return max(1, len(found))
