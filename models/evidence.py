"""Proof that a duty was done: a link, photo or file, and the occurrence it is bound to."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency, one_of
from models.database import changed, insert_once
from models.web_address import is_web_address

ENDED = ("gone", "failed")  # a link that proves nothing as long as it stays so
UPLOAD_TAKES = timedelta(minutes=30)  # longer than the slowest request lasts
UNBOUND_KEPT = timedelta(days=30)  # a slip of the finger can be put right for a month, then the bytes go


class Evidence(Base, OfAgency):
    """sha256: of the stored content (photo, file) or of the address as typed (link).

    message_id: LINE's, of what was sent in a chat; null of links and of what was uploaded on a page.
    occurrence_id is null while it is asked which duty it proves, and again once it was unbound.
    state: waiting (content not fetched, link not looked at yet), kept (stored; reachable when last looked at),
    failed (cannot be kept: why), gone (LINE has it no more; the link is dead; the sender withdrew it).
    try_at: when the worker looks next, null for never. erase_after: when the worker removes what is stored.
    told_at: when its owner was told that the link is dead. official: seen on the office's own site.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("occurrence_id", "sha256"),
        UniqueConstraint("agency_id", "message_id"),
        one_of("kind", ("link", "photo", "file")),
        one_of("state", ("waiting", "kept", "failed", "gone")),
        CheckConstraint("kind != 'link' OR message_id IS NULL", name="link_has_no_message"),
        CheckConstraint("state != 'kept' OR kind = 'link' OR stored_as IS NOT NULL", name="kept_is_stored"),
        Index("ix_evidence_try_at", "try_at"),
        Index("ix_evidence_erase_after", "erase_after"),
        Index("ix_evidence_agency_id_sha256", "agency_id", "sha256"),
    )

    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("status_reply.id", ondelete="SET NULL"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("inbox_event.id", ondelete="SET NULL"), index=True)
    chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str]
    url: Mapped[str | None]
    message_id: Mapped[str | None]
    image_set: Mapped[str | None]
    stored_as: Mapped[str | None]
    file_name: Mapped[str | None]
    content_type: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    official: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="waiting")
    why: Mapped[str | None]
    at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    erase_after: Mapped[datetime | None]


@dataclass(frozen=True)
class Sent:
    """A photo or file somebody sent, before its content is fetched; image_set: LINE's id of photos sent at once."""

    agency_id: int
    chat_id: int
    staff_id: int
    event_id: int | None
    message_id: str
    kind: str
    file_name: str | None = None
    image_set: str | None = None


def keep_link(
    session: Session,
    agency_id: int,
    occurrence_id: int,
    reply_id: int | None,
    url: str,
    now: datetime,
    staff_id: int | None = None,
    event_id: int | None = None,
) -> bool:
    """Bind an address as typed to an occurrence, to be looked at by the worker; False when it is bound already,
    or is none that may be kept (models/web_address.py).

    One that had ended and is sent again is looked at again, as one that was never told of.
    """
    if not is_web_address(url):
        return False
    row = {
        "agency_id": agency_id,
        "occurrence_id": occurrence_id,
        "reply_id": reply_id,
        "staff_id": staff_id,
        "event_id": event_id,
        "kind": "link",
        "url": url,
        "sha256": hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest(),
        "at": now,
        **_fresh(now),
    }
    if insert_once(session, Evidence, row):
        return True
    same = (Evidence.occurrence_id == occurrence_id, Evidence.sha256 == row["sha256"], Evidence.state.in_(ENDED))
    again = update(Evidence).where(*same, Evidence.kind == "link")
    return changed(session, again.values(**_fresh(now), claimed_until=None, told_at=None)) == 1


def keep_file(session: Session, sent: Sent, occurrence_id: int | None, reply_id: int | None, now: datetime) -> Evidence:
    """Remember a photo or file so that the worker fetches it; bound, or without an occurrence waiting for a choice.

    The same message again is the row that is there.
    """
    insert_once(
        session,
        Evidence,
        {**asdict(sent), "occurrence_id": occurrence_id, "reply_id": reply_id, "at": now, **_fresh(now)},
    )
    where = (Evidence.agency_id == sent.agency_id, Evidence.message_id == sent.message_id)
    return session.scalars(select(Evidence).where(*where)).one()


def keep_upload(
    session: Session, agency_id: int, occurrence_id: int, staff_id: int, kind: str, file_name: str | None, now: datetime
) -> Evidence:
    """A row for a file that is being uploaded on a page; what never arrives whole the worker ends after a while."""
    row = Evidence(
        agency_id=agency_id,
        occurrence_id=occurrence_id,
        staff_id=staff_id,
        kind=kind,
        file_name=file_name,
        at=now,
        **{**_fresh(now), "try_at": now + UPLOAD_TAKES},
    )
    session.add(row)
    session.flush()
    return row


def of_office(session: Session, agency_id: int, evidence_id: int) -> Evidence | None:
    """One piece of this office's, or None."""
    where = (Evidence.agency_id == agency_id, Evidence.id == evidence_id)
    return session.scalars(select(Evidence).where(*where)).first()


def _fresh(now: datetime) -> dict[str, Any]:
    return {"official": False, "state": "waiting", "attempts": 0, "try_at": now}


def in_set(session: Session, agency_id: int, chat_id: int, image_set: str) -> list[Evidence]:
    """The photos of one set that came already, oldest first."""
    where = (Evidence.agency_id == agency_id, Evidence.chat_id == chat_id, Evidence.image_set == image_set)
    return list(session.scalars(select(Evidence).where(*where).order_by(Evidence.id)))


def with_its_set(session: Session, agency_id: int, evidence_id: int) -> list[Evidence]:
    """One piece and the photos sent at once with it; empty when the office has no such piece."""
    # Under a lock: who removes what is over does not remove what is bound at the same moment.
    one = session.get(Evidence, evidence_id, with_for_update=True, populate_existing=True)
    if one is None or one.agency_id != agency_id:
        return []
    return in_set(session, agency_id, one.chat_id, one.image_set) if one.image_set and one.chat_id else [one]


def unplaced(session: Session, chat_id: int, staff_id: int, since: datetime) -> list[Evidence]:
    """What a person sent in a chat since then and has not said the duty of."""
    where = (
        Evidence.chat_id == chat_id,
        Evidence.staff_id == staff_id,
        Evidence.occurrence_id.is_(None),
        Evidence.erase_after.is_(None),
        Evidence.state.in_(("waiting", "kept")),
        Evidence.at >= since,
    )
    return list(session.scalars(select(Evidence).where(*where).order_by(Evidence.id)))


def bind(session: Session, some: Iterable[Evidence], occurrence_id: int, reply_id: int | None = None) -> int:
    """Let pieces prove an occurrence; returns how many do now. The same content twice is left out."""
    bound = 0
    for one in some:
        if one.sha256 and twin(session, one, occurrence_id):
            continue
        one.occurrence_id, one.reply_id, one.erase_after = occurrence_id, reply_id, None
        session.flush()
        bound += 1
    return bound


def twin(session: Session, one: Evidence, occurrence_id: int) -> Evidence | None:
    """Another piece with the same content on this occurrence."""
    where = (Evidence.occurrence_id == occurrence_id, Evidence.sha256 == one.sha256, Evidence.id != one.id)
    return session.scalars(select(Evidence).where(*where)).first()


def elsewhere(session: Session, one: Evidence) -> Evidence | None:
    """The first piece of the office with the same content on another occurrence."""
    where = (
        Evidence.agency_id == one.agency_id,
        Evidence.sha256 == one.sha256,
        Evidence.kind == one.kind,
        Evidence.occurrence_id.is_not(None),
        Evidence.occurrence_id != one.occurrence_id,
    )
    return session.scalars(select(Evidence).where(*where).order_by(Evidence.id)).first()


def unbind(some: Iterable[Evidence], now: datetime) -> None:
    """They prove nothing any more; what is stored goes after a month."""
    for one in some:
        one.occurrence_id, one.reply_id, one.erase_after = None, None, now + UNBOUND_KEPT
        if one.kind == "link":
            one.try_at = None


def unbind_reply(session: Session, reply_id: int, now: datetime) -> None:
    """The statement that brought the links and files was taken back; its words stay in the trail."""
    unbind(session.scalars(select(Evidence).where(Evidence.reply_id == reply_id)).all(), now)
    session.flush()


def unbind_links_beside(session: Session, event_ids: Sequence[int], said: str, now: datetime) -> None:
    """A message was edited: the links of its earlier wordings that it names no more are unbound."""
    where = (Evidence.event_id.in_(event_ids), Evidence.kind == "link", Evidence.occurrence_id.is_not(None))
    unbind([one for one in session.scalars(select(Evidence).where(*where)) if (one.url or "") not in said], now)
    session.flush()


def forget_event(session: Session, event_id: int, now: datetime) -> list[int]:
    """The sender withdrew the message: its links and its file go as soon as the worker comes by; the rows' ids."""
    rows = session.scalars(select(Evidence).where(Evidence.event_id == event_id)).all()
    for one in rows:
        unbind([one], now)
        one.state, one.try_at, one.erase_after = "gone", None, now
        one.url, one.file_name, one.sha256, one.why = None, None, None, "ผู้ส่งยกเลิกข้อความแล้ว"
    session.flush()
    return [one.id for one in rows]


def tell_again(session: Session, evidence_ids: Collection[int]) -> None:
    """What was to be told of these links is not said: it is told anew."""
    changed(session, update(Evidence).where(Evidence.id.in_(evidence_ids)).values(told_at=None))
