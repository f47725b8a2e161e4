"""Everything kept about one occurrence, for whoever looks it up: said, shown, asked, told, answered and changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignment import Extension, Occurrence
from models.audit import AuditEntry
from models.batches import in_batches
from models.evidence_records import EvidenceRecord, evidence_of
from models.figures import Owed
from models.names import staff_names
from models.records import Status
from models.reply import StatusReply
from models.report_answer import Answer, answers_of
from models.told import Told, told_about

# What was done to it beyond reports, as the trail names it: by its own number or by its duty's.
_OF_ONE = ("seen", "brought_up", "published", "publication_taken_back", "status_corrected")
_OF_DUTY = ("acknowledged", "acknowledgement_taken_back", "sent_back", "dates_corrected")


@dataclass(frozen=True)
class Said:
    """A report, word for word, and what it changed. is_undo: it takes another back; is_undone: it was taken back.

    obstacle: what stands in the way, in their words. reason: how the words were understood. `at` is aware, UTC.
    """

    id: int
    at: datetime
    who: str | None
    words: str
    intent: str
    was: Status
    became: Status
    progress: int | None
    obstacle: str | None
    reason: str
    is_undo: bool
    is_undone: bool


@dataclass(frozen=True)
class Asked:
    """More time asked for; state as in models.assignment.Extension. by: the asker's row, null once they are erased."""

    id: int
    by: int | None
    at: datetime
    who: str | None
    until: date
    reason: str | None
    state: str
    decided_by: str | None
    decided_at: datetime | None
    refusal: str | None


@dataclass(frozen=True)
class Done:
    """Something done to it, in the audit's word."""

    at: datetime
    who: str | None
    act: str


@dataclass(frozen=True)
class Answered:
    """An answer for the year's report; element as in models.report_answer."""

    element: str
    words: str
    who: str | None
    at: datetime


@dataclass(frozen=True)
class Dossier:
    """All of it, each kind oldest first. progress in per cent; moments aware, UTC."""

    owed: Owed
    progress: int | None
    completed_at: datetime | None
    verified_at: datetime | None
    verified_by: str | None
    published_at: datetime | None
    published_by: str | None
    said: tuple[Said, ...]
    evidence: tuple[EvidenceRecord, ...]
    asked: tuple[Asked, ...]
    told: tuple[Told, ...]
    answers: tuple[Answered, ...]
    done: tuple[Done, ...]


def dossier_of(session: Session, one: Owed) -> Dossier:
    """Everything about an occurrence of the office it belongs to."""
    row = session.get_one(Occurrence, one.occurrence_id)
    names = staff_names(session, one.agency_id)
    answers = answers_of(session, one.agency_id, [row.id]).get(row.id, ())
    return Dossier(
        owed=one,
        progress=row.progress,
        completed_at=row.completed_at,
        verified_at=row.verified_at,
        verified_by=names.get(row.verified_by or 0),
        published_at=row.published_at,
        published_by=names.get(row.published_by or 0),
        said=_said(session, one, names),
        evidence=evidence_of(session, one.agency_id, [row.id])[row.id],
        asked=_asked(session, one, names),
        told=told_about(session, one.agency_id, row.id),
        answers=tuple(_answered(answer, names) for answer in answers),
        done=_done(session, one, names),
    )


def lately_said(
    session: Session, agency_id: int, occurrence_ids: Sequence[int], most: int
) -> tuple[tuple[int, Said], ...]:
    """The last words said of these occurrences, newest first, each with its occurrence."""
    names = staff_names(session, agency_id)
    found: list[StatusReply] = []
    for ids in in_batches(occurrence_ids):
        mine = (StatusReply.agency_id == agency_id, StatusReply.occurrence_id.in_(ids), StatusReply.said != "")
        found += session.scalars(select(StatusReply).where(*mine).order_by(StatusReply.id.desc()).limit(most))
    found.sort(key=lambda row: row.id, reverse=True)
    shown = found[:most]
    taken_back = select(StatusReply.undoes_id).where(StatusReply.undoes_id.in_([row.id for row in shown]))
    undone = set(session.scalars(taken_back))
    return tuple((row.occurrence_id, _one_said(row, names, undone)) for row in shown)


def _said(session: Session, one: Owed, names: dict[int, str]) -> tuple[Said, ...]:
    of_this = (StatusReply.agency_id == one.agency_id, StatusReply.occurrence_id == one.occurrence_id)
    rows = session.scalars(select(StatusReply).where(*of_this).order_by(StatusReply.id)).all()
    undone = {row.undoes_id for row in rows}
    return tuple(_one_said(row, names, undone) for row in rows)


def _one_said(row: StatusReply, names: dict[int, str], undone: Collection[int | None]) -> Said:
    return Said(
        id=row.id,
        at=row.at,
        who=names.get(row.staff_id or 0),
        words=row.said,
        intent=row.intent,
        was=Status(row.was),
        became=Status(row.became),
        progress=row.progress,
        obstacle=row.obstacle,
        reason=row.reason,
        is_undo=row.undoes_id is not None,
        is_undone=row.id in undone,
    )


def _asked(session: Session, one: Owed, names: dict[int, str]) -> tuple[Asked, ...]:
    of_this = (Extension.agency_id == one.agency_id, Extension.occurrence_id == one.occurrence_id)
    return tuple(
        Asked(
            id=row.id,
            by=row.asked_by,
            at=row.asked_at,
            who=names.get(row.asked_by or 0),
            until=row.asked_until,
            reason=row.reason,
            state=row.state,
            decided_by=names.get(row.decided_by or 0),
            decided_at=row.decided_at,
            refusal=row.refusal,
        )
        for row in session.scalars(select(Extension).where(*of_this).order_by(Extension.id))
    )


def _answered(answer: Answer, names: dict[int, str]) -> Answered:
    return Answered(answer.element, answer.words, names.get(answer.staff_id or 0), answer.at)


def _done(session: Session, one: Owed, names: dict[int, str]) -> tuple[Done, ...]:
    mine = AuditEntry.act.in_(_OF_ONE) & (AuditEntry.about["occurrence"].as_integer() == one.occurrence_id)
    dutys = AuditEntry.act.in_(_OF_DUTY) & (AuditEntry.about["duty"].as_integer() == one.duty_id)
    rows = session.scalars(
        select(AuditEntry).where(AuditEntry.agency_id == one.agency_id, mine | dutys).order_by(AuditEntry.id)
    )
    return tuple(
        Done(row.at, names.get(row.staff_id or 0), row.act)
        for row in rows
        if one.occurrence_id in row.about.get("occurrences", [one.occurrence_id])
    )
