"""The photo or file that a message brings, that words quote, or that they say was sent above."""

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.scene import Scene
from models.evidence import Sent
from models.inbox import InboxEvent, user_of
from models.records import StaffRecord
from models.thaitext import squeeze

KINDS = {"image": "photo", "file": "file", "video": "file", "audio": "file"}
SENT_BEFORE = timedelta(minutes=15)  # "the picture above" is told of while it still stands above
_MOST_BEFORE = 50  # messages of the chat looked back at
# "รูปข้างบน", "ตามรูปครับ", "ไฟล์ที่ส่งไปเมื่อกี้": over words without spaces; in a group no picture is taken without such.
_SENT_ALREADY = re.compile(
    r"(?:ตาม|ดัง)(?:รูป|ภาพ|ไฟล์)|(?:รูป|ภาพ|ไฟล์|หลักฐาน|เอกสาร)(?:ถ่าย|แนบ|ประกอบ|อยู่|ที่|เพิ่ง|ส่ง|ให้|ไป|ไว้|แล้ว|ตาม){0,5}"
    r"(?:ข้างบน|ด้านบน|ข้างต้น|เมื่อกี|เมื่อครู่|เมื่อสักครู่|ก่อนหน้า|(?<=ที่ส่ง)(?=ไป|ไว้|ให้|แล้ว))"
)


def sent_in(scene: Scene, person: StaffRecord, message: dict[str, Any]) -> Sent | None:
    """None for what LINE does not keep itself (an external address) or cannot name."""
    provider = message.get("contentProvider")
    external = isinstance(provider, dict) and provider.get("type") != "line"
    if external or not message.get("id") or str(message.get("type")) not in KINDS:
        return None
    image_set = message.get("imageSet")
    return Sent(
        agency_id=scene.agency.id,
        chat_id=scene.chat.id,
        staff_id=person.id,
        event_id=scene.event_id,
        message_id=str(message["id"]),
        kind=KINDS[str(message["type"])],
        file_name=_file_name(message.get("fileName")),
        image_set=str(image_set.get("id")) if isinstance(image_set, dict) and image_set.get("id") else None,
    )


def _file_name(given: object) -> str | None:
    """Without what is not seen: a mark that turns the writing round shows "fdp.exe" as "exe.pdf"."""
    seen = "".join(c for c in str(given or "") if unicodedata.category(c) not in ("Cc", "Cf"))
    return seen[:200] or None


def told_of(session: Session, scene: Scene, person: StaffRecord, message: dict[str, Any], text: str) -> list[Sent]:
    """The photos and files that the words mean, while their events are kept; their sender may still withdraw them."""
    here = select(InboxEvent.source).where(InboxEvent.id == scene.event_id).scalar_subquery()
    of_chat = (InboxEvent.agency_id == scene.agency.id, InboxEvent.source == here)
    quoted = message.get("quotedMessageId")
    if quoted:
        where = (*of_chat, InboxEvent.message_id == str(quoted))
        found = session.scalars(select(InboxEvent).where(*where).order_by(InboxEvent.id).limit(1)).all()
        if found and (sent := _sent_then(scene, person, found[0])):
            return [sent]
    if scene.is_private or not _SENT_ALREADY.search(squeeze(text[:300])):
        return []
    before = (InboxEvent.id < (scene.event_id or 0), InboxEvent.received_at >= scene.now - SENT_BEFORE)
    recent = select(InboxEvent).where(*of_chat, *before, InboxEvent.type == "message").order_by(InboxEvent.id.desc())
    spoken = session.get(InboxEvent, scene.event_id)
    speaker = user_of(spoken) if spoken else None
    own = [one for one in session.scalars(recent.limit(_MOST_BEFORE)) if speaker and user_of(one) == speaker]
    shown = [one for event in own if (one := _sent_then(scene, person, event))]
    return [one for one in shown if one is shown[0] or (one.image_set and one.image_set == shown[0].image_set)][::-1]


def _sent_then(scene: Scene, person: StaffRecord, event: InboxEvent) -> Sent | None:
    """The photo or file of an event; None for any other, or where it is erased."""
    content = (event.raw or {}).get("message")
    sent = sent_in(scene, person, content) if isinstance(content, dict) else None
    return replace(sent, event_id=event.id) if sent else None
