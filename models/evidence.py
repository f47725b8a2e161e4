"""Proof that a duty was done: a link, photo or file bound to an occurrence."""

import hashlib
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency, one_of
from models.database import changed, insert_once


class Evidence(Base, OfAgency):
    """sha256: of the stored content (photo, file) or of the address as typed (link)."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("occurrence_id", "sha256"),
        one_of("kind", ("link", "photo", "file")),
        CheckConstraint("(kind = 'link') = (url IS NOT NULL)", name="link_has_url"),
        CheckConstraint("(kind = 'link') = (stored_as IS NULL)", name="file_is_stored"),
    )

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("status_reply.id", ondelete="SET NULL"))
    kind: Mapped[str]
    url: Mapped[str | None]
    stored_as: Mapped[str | None]
    file_name: Mapped[str | None]
    content_type: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str]
    at: Mapped[datetime]


def keep_link(session: Session, agency_id: int, occurrence_id: int, reply_id: int, url: str, now: datetime) -> bool:
    """Bind an address as typed to an occurrence; False when it is bound already."""
    row = {
        "agency_id": agency_id,
        "occurrence_id": occurrence_id,
        "reply_id": reply_id,
        "kind": "link",
        "url": url,
        "sha256": hashlib.sha256(url.encode()).hexdigest(),
        "at": now,
    }
    return insert_once(session, Evidence, row)


def unbind_links(session: Session, reply_id: int) -> None:
    """The statement that brought the links was taken back; its words, which hold them, stay in the trail."""
    changed(session, delete(Evidence).where(Evidence.reply_id == reply_id, Evidence.kind == "link"))
