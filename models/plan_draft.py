"""A plan document on its way to become the plan: uploaded, read, asked about, and adopted once or discarded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.base import Base, OfAgency, one_of, stamped
from models.database import changed
from models.refusal import Refusal

LEASE = timedelta(minutes=6)  # longer than one reading may last; a killed worker's reading is taken up again
MOST_ATTEMPTS = 3  # readings begun; a file that ends the process each time is told as one that cannot be read
KEPT = timedelta(days=30)  # then a draft nobody adopts goes, and of an adopted one what was read of the document
ARRIVES = timedelta(hours=1)  # an upload that is not whole by then was broken off
MOST_OPEN = 10  # drafts of an office at once: what has been read holds names
_OPEN = ("arriving", "uploaded", "read")


class PlanDraft(Base, OfAgency):
    """One upload. state: arriving (its bytes are not all kept yet), uploaded (waits to be read), read, then adopted,
    discarded, or failed (it cannot be read: why, a Thai sentence).

    stored_as: where its bytes lie until it has been read. reading: for the fiscal year (tasks/plan/kept.py), printed:
    for the document's own year where that is another. answers as tasks/plan/answers.py has them; revision counts them.
    report: what adopting it did. part: what is being done while it is read.
    """

    __tablename__ = "plan_draft"
    __table_args__ = (
        one_of("state", (*_OPEN, "adopted", "discarded", "failed")),
        CheckConstraint("state != 'read' OR reading IS NOT NULL", name="read_has_reading"),
        CheckConstraint("(state = 'failed') = (why IS NOT NULL)", name="failed_has_why"),
        CheckConstraint("state != 'uploaded' OR stored_as IS NOT NULL", name="uploaded_is_stored"),
        stamped("adopted", "adopted_at", "state"),
        Index("ix_plan_draft_state", "state"),
    )

    fiscal_year: Mapped[int]
    source_name: Mapped[str]
    source_sha256: Mapped[str | None]
    size: Mapped[int | None]
    stored_as: Mapped[str | None]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    uploaded_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="arriving")
    why: Mapped[str | None]
    part: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    printed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    answers: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    adopted_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    adopted_at: Mapped[datetime | None]


@dataclass(frozen=True)
class ToRead:
    """An upload that waits to be read."""

    id: int
    agency_id: int
    fiscal_year: int
    source_name: str
    stored_as: str
    attempts: int


def begin(
    session: Session, agency_id: int, staff_id: int | None, fiscal_year: int, source_name: str, now: datetime
) -> PlanDraft:
    """A draft whose bytes are about to come. Raises Refusal when too many of the office wait for an end already."""
    waiting = select(PlanDraft.id).where(PlanDraft.agency_id == agency_id, PlanDraft.state.in_(_OPEN))
    if len(session.scalars(waiting).all()) >= MOST_OPEN:
        raise Refusal(f"มีเอกสารที่ยังไม่ได้ใช้หรือยกเลิกอยู่ {MOST_OPEN} ฉบับแล้ว ยกเลิกฉบับที่ไม่ใช้ก่อน")
    draft = PlanDraft(
        agency_id=agency_id,
        fiscal_year=fiscal_year,
        source_name=source_name,
        uploaded_by=staff_id,
        uploaded_at=now,
        state="arriving",
        answers={},
    )
    session.add(draft)
    session.flush()
    draft.stored_as = f"plans/{agency_id}/{draft.id:08d}"  # before the bytes: what is broken off is found and removed
    return draft


def arrived(session: Session, draft_id: int, sha256: str, size: int) -> bool:
    """All of its bytes are kept; False when it was discarded meanwhile."""
    kept = update(PlanDraft).where(PlanDraft.id == draft_id, PlanDraft.state == "arriving")
    return changed(session, kept.values(state="uploaded", source_sha256=sha256, size=size)) == 1


def of_office(session: Session, agency_id: int) -> Sequence[PlanDraft]:
    """The office's drafts that are to be seen, the newest first; broken-off and discarded ones are not."""
    shown = ("uploaded", "read", "adopted", "failed")
    return session.scalars(
        select(PlanDraft)
        .where(PlanDraft.agency_id == agency_id, PlanDraft.state.in_(shown))
        .order_by(PlanDraft.id.desc())
    ).all()


def found(session: Session, agency_id: int, draft_id: int) -> PlanDraft | None:
    """One draft of the office; None for another office's, and for one that is gone."""
    draft = session.get(PlanDraft, draft_id)
    mine = draft is not None and draft.agency_id == agency_id and draft.state not in ("arriving", "discarded")
    return draft if mine else None


def held(session: Session, agency_id: int, draft_id: int) -> PlanDraft:
    """A read draft as it stands now, kept from other writers until the transaction ends.

    Raises Refusal when it is not (or no longer) there to be worked on.
    """
    draft = session.get(PlanDraft, draft_id, with_for_update=True, populate_existing=True)
    if draft is None or draft.agency_id != agency_id or draft.state != "read":
        raise Refusal("เอกสารนี้ถูกนำไปใช้ ยกเลิก หรือลบไปแล้ว เปิดหน้าแผนใหม่อีกครั้ง")
    return draft


def claim(session: Session, now: datetime) -> ToRead | None:
    """Take the upload that waits longest; None when there is none. A killed worker's comes back after LEASE."""
    free = or_(PlanDraft.claimed_until.is_(None), PlanDraft.claimed_until < now)
    waiting = select(PlanDraft).where(PlanDraft.state == "uploaded", free).order_by(PlanDraft.id).limit(1)
    draft = session.scalars(waiting.with_for_update(skip_locked=True)).first()
    if draft is None:
        return None
    draft.claimed_until, draft.attempts, draft.part = now + LEASE, draft.attempts + 1, None
    return ToRead(
        draft.id, draft.agency_id, draft.fiscal_year, draft.source_name, draft.stored_as or "", draft.attempts
    )


def tell_part(session: Session, draft_id: int, part: str) -> None:
    """What is being done with it now, for whoever waits."""
    changed(session, update(PlanDraft).where(PlanDraft.id == draft_id).values(part=part))


def settle(session: Session, draft_id: int, **values: Any) -> bool:
    """It has been read (state="read", …) or cannot be (state="failed"); False when it was discarded meanwhile."""
    waiting = update(PlanDraft).where(PlanDraft.id == draft_id, PlanDraft.state == "uploaded")
    return changed(session, waiting.values(claimed_until=None, part=None, **values)) == 1


def give_back(session: Session, draft_id: int, until: datetime) -> None:
    """It could not be read this time, for a reason that passes; it is looked at again then."""
    changed(session, update(PlanDraft).where(PlanDraft.id == draft_id).values(claimed_until=until))


def discard(session: Session, agency_id: int, draft_id: int, staff_id: int | None, now: datetime) -> bool:
    """Away with it and with all that was read of it; False when it was adopted or is gone already."""
    open_or_failed = (*_OPEN, "failed")
    gone = update(PlanDraft).where(
        PlanDraft.agency_id == agency_id, PlanDraft.id == draft_id, PlanDraft.state.in_(open_or_failed)
    )
    if changed(session, gone.values(state="discarded", why=None, reading=None, printed=None, answers={})) != 1:
        return False
    audit.note(session, agency_id, "plan_draft_discarded", now, staff_id, draft=draft_id)
    return True


def keeps_bytes(session: Session, now: datetime) -> list[tuple[int, str]]:
    """Drafts whose stored bytes nobody needs any more: (id, where they lie)."""
    over = PlanDraft.state.in_(("read", "adopted", "discarded", "failed"))
    broken_off = (PlanDraft.state == "arriving") & (PlanDraft.uploaded_at < now - ARRIVES)
    rows = session.execute(
        select(PlanDraft.id, PlanDraft.stored_as).where(PlanDraft.stored_as.is_not(None), over | broken_off)
    )
    return [(row.id, row.stored_as) for row in rows]


def bytes_gone(session: Session, draft_id: int) -> None:
    """What was stored of it is removed."""
    row = update(PlanDraft).where(PlanDraft.id == draft_id)
    changed(session, row.values(stored_as=None))


def tidy(session: Session, now: datetime) -> None:
    """Forget drafts past their time whose bytes are gone, and what an adopted one's document said."""
    old = PlanDraft.uploaded_at < now - KEPT
    changed(session, update(PlanDraft).where(old, PlanDraft.state == "uploaded").values(state="discarded"))
    ended = (PlanDraft.state.in_(("read", "failed")) & old) | (PlanDraft.state == "discarded")
    broken_off = (PlanDraft.state == "arriving") & (PlanDraft.uploaded_at < now - ARRIVES)
    changed(session, delete(PlanDraft).where(PlanDraft.stored_as.is_(None), ended | broken_off))
    adopted = update(PlanDraft).where(old, PlanDraft.state == "adopted", PlanDraft.reading.is_not(None))
    changed(session, adopted.values(reading=None, printed=None, answers={}))
