"""What an executive says of finished work: acknowledged, or sent back with a reason; and what stands published."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, progress, reply
from models.assignment import Assignment, Occurrence, StepRefused, hold
from models.batches import in_batches
from models.evidence_records import evidence_of
from models.figures import Finished, Owed
from models.measure import Duty
from models.records import Status
from models.reply import Statement

PARTS = ("doer", "collector")  # an executive's own follow-up is acknowledged by doing it


def awaiting_of(session: Session, agency_id: int, shares: Sequence[Owed]) -> list[Finished]:
    """As awaiting(), of shares that were read already; every share of each due date is among them."""
    mine = [one for one in shares if one.part in PARTS]
    owing = {(one.duty_id, one.due_on) for one in mine if one.is_open}
    done = [one for one in mine if not (one.is_open or one.verified)]
    return _told(session, agency_id, [one for one in done if (one.duty_id, one.due_on) not in owing])


def awaiting(session: Session, agency_id: int) -> list[Finished]:
    """What is wholly finished and waits for an executive's word, the longest waiting first."""
    waiting = Occurrence.verified_at.is_(None)
    done = progress.owed(session, agency_id, Occurrence.status == Status.COMPLETED, waiting, Assignment.part.in_(PARTS))
    return _whole(session, agency_id, done)


def finished(session: Session, agency_id: int, duty_id: int, due_on: date) -> Finished | None:
    """One duty on one due date when it is wholly finished, acknowledged or not."""
    shares = [one for one in progress.of_duty(session, agency_id, duty_id, due_on) if one.part in PARTS]
    return next(iter(_whole(session, agency_id, shares)), None)


def _whole(session: Session, agency_id: int, done: Sequence[Owed]) -> list[Finished]:
    """Of finished shares those whose every other share of that due date is finished too."""
    if not done:
        return []
    duties = {one.duty_id for one in done}
    still_open = progress.owed(
        session, agency_id, Occurrence.status != Status.COMPLETED, Assignment.part.in_(PARTS), Duty.id.in_(duties)
    )
    owing = {(one.duty_id, one.due_on) for one in still_open}
    return _told(session, agency_id, [one for one in done if (one.duty_id, one.due_on) not in owing])


def _told(session: Session, agency_id: int, done: Sequence[Owed]) -> list[Finished]:
    """Shares of what is wholly finished, by duty and due date, with when that was and how much proves it."""
    whole = sorted(done, key=lambda one: (one.duty_id, one.due_on))
    when, proofs = _finished_at(session, whole), _evidence(session, agency_id, whole)
    found = []
    for (duty_id, due_on), group in groupby(whole, key=lambda o: (o.duty_id, o.due_on)):
        shares = tuple(group)
        last = max(when[one.occurrence_id] for one in shares)
        count = sum(proofs.get(one.occurrence_id, 0) for one in shares)
        found.append(Finished(duty_id, due_on, shares[0].codes, shares[0].title, shares, last, count))
    return sorted(found, key=lambda one: (one.finished_at, one.duty_id))


def _finished_at(session: Session, some: Sequence[Owed]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for ids in in_batches(_ids(some)):
        for row in session.execute(select(Occurrence.id, Occurrence.completed_at).where(Occurrence.id.in_(ids))):
            found[row.id] = row.completed_at
    return found


def _evidence(session: Session, agency_id: int, some: Sequence[Owed]) -> dict[int, int]:
    """How much of what was sent proves anything."""
    found = evidence_of(session, agency_id, _ids(some))
    return {one: sum(proof.counts for proof in proofs) for one, proofs in found.items()}


def acknowledge(session: Session, item: Finished, staff_id: int, now: datetime, until: datetime | None = None) -> bool:
    """An executive has seen it; False when somebody else was first, or it is not finished (any more).

    until: only what was finished by then, for a card that may be older than the work.
    """
    rows = _held(session, item)
    if any(row.status != Status.COMPLETED or (until and row.completed_at and row.completed_at > until) for row in rows):
        return False
    fresh = [row for row in rows if row.verified_at is None]
    for row in fresh:
        row.verified_at, row.verified_by = now, staff_id
    return _noted(session, item, "acknowledged", [row.id for row in fresh], staff_id, now)


def take_acknowledgement_back(session: Session, item: Finished, staff_id: int, now: datetime) -> bool:
    """It was not meant so; False when nobody had acknowledged it."""
    told = [row for row in _held(session, item) if row.verified_at is not None]
    for row in told:
        row.verified_at = row.verified_by = None
    return _noted(session, item, "acknowledgement_taken_back", [row.id for row in told], staff_id, now)


def send_back(
    session: Session, item: Finished, reason: str, staff_id: int, event_id: int | None, now: datetime
) -> list[Owed]:
    """Reopen it with a reason; the shares reopened: of what is gathered the gathering alone, else every one.

    The words stay in the trail as any report's do. Nothing is reopened twice by two who press at once.
    """
    gathering = [one for one in item.shares if one.part == "collector"]
    reopened = []
    for one in gathering or item.shares:
        row = hold(session, one.occurrence_id)
        if row.status != Status.COMPLETED:
            continue
        row.verified_at = row.verified_by = None
        try:
            statement = Statement(reason, "send_back", "ส่งกลับแก้ไข")
            reply.record(session, row, statement, Status.IN_PROGRESS, staff_id, event_id, now)
        except StepRefused:  # withdrawn meanwhile
            continue
        reopened.append(one)
    _noted(session, item, "sent_back", [one.occurrence_id for one in reopened], staff_id, now)
    return reopened


def publish(session: Session, occurrence_ids: Sequence[int], staff_id: int | None, now: datetime) -> list[int]:
    """It stands on the office's own site; those newly stamped. staff_id None: our own look at its link.

    Only what is finished is stamped; what was stamped before keeps its first day.
    """
    stamped = []
    for occurrence_id in sorted(occurrence_ids):
        row = hold(session, occurrence_id)
        if row.status == Status.COMPLETED and row.published_at is None:
            row.published_at, row.published_by = now, staff_id
            audit.note(session, row.agency_id, "published", now, staff_id, occurrence=row.id)
            stamped.append(row.id)
    session.flush()
    return stamped


def take_publication_back(session: Session, occurrence_ids: Sequence[int], staff_id: int, now: datetime) -> list[int]:
    """It does not stand on the site, or not yet; those of which the stamp is gone."""
    cleared = []
    for occurrence_id in sorted(occurrence_ids):
        row = hold(session, occurrence_id)
        if row.published_at is not None:
            row.published_at = row.published_by = None
            audit.note(session, row.agency_id, "publication_taken_back", now, staff_id, occurrence=row.id)
            cleared.append(row.id)
    session.flush()
    return cleared


def _held(session: Session, item: Finished) -> list[Occurrence]:
    return [hold(session, occurrence_id) for occurrence_id in sorted(item.ids)]


def _noted(session: Session, item: Finished, act: str, ids: Sequence[int], staff_id: int, now: datetime) -> bool:
    if ids:
        audit.note(session, item.shares[0].agency_id, act, now, staff_id, duty=item.duty_id, occurrences=list(ids))
    session.flush()
    return bool(ids)


def _ids(some: Sequence[Owed]) -> list[int]:
    return [one.occurrence_id for one in some]
