"""Asking those who answer for what a report lacks: of finished things by a card, of open ones by the next reminder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.deciders import private_chat_of
from bot.items import item_on
from bot.messages import dialogue
from config.files import load_catalogues
from config.policy import Policy
from models import agency, noticing, people, progress
from models.bangkok import bangkok_day
from models.figures import Owed, to_remind
from models.outbox import NewMessage, enqueue
from models.records import Status
from models.reply import StatusReply
from models.report_gaps import Report, reports_of
from tasks.reminders.calendar import calendar_for
from tasks.reminders.policy import next_opening, patient_until

URGENCY = "information"  # it rides on anything else said to the person; pushed on the same working day at the latest


@dataclass(frozen=True)
class Asked:
    """What came of it. people: told by a card; reminded: due dates the next round brings up; unreached: finished
    things of which LINE reaches nobody who could answer; before: people asked today already.
    """

    people: int
    reminded: int
    unreached: int
    before: int


def ask_for_report(
    session: Session, agency_id: int, fiscal_year: int, staff_id: int, now: datetime, policy: Policy
) -> Asked:
    """Ask once a day at most; staff_id: whose wish it was. Whoever answers goes on with ‹ตอบต่อ› as after a report."""
    today = bangkok_day(now)
    owed = progress.of_year(session, agency_id, fiscal_year)
    late = [one for one in to_remind(owed, today) if one.expected_on <= today]
    reminded = noticing.bring_up(session, late, staff_id, now)
    reports = reports_of(session, agency_id, [one for one in owed if not one.is_open], load_catalogues())
    chats: dict[int, list[tuple[Owed, Report]]] = {}
    unreached = 0
    for one in owed:
        report = reports.get(one.occurrence_id)
        if report is None or not report.lacks:
            continue
        chat_id = _chat_of(session, one, now)
        if chat_id is None:
            unreached += 1
        else:
            chats.setdefault(chat_id, []).append((one, report))
    new = sum(_enqueued(session, agency_id, chat_id, some, now, policy) for chat_id, some in chats.items())
    return Asked(new, len(reminded), unreached, len(chats) - new)


def _chat_of(session: Session, one: Owed, now: datetime) -> int | None:
    """The 1:1 chat of whoever said it is done, else of those it is given to; None where LINE reaches none of them."""
    said = select(StatusReply.staff_id).where(
        StatusReply.occurrence_id == one.occurrence_id,
        StatusReply.became == Status.COMPLETED,
        StatusReply.staff_id.is_not(None),
    )
    reporter = session.scalars(said.order_by(StatusReply.id.desc()).limit(1)).first()
    unit_id = one.section_id or one.unit_id
    officers = people.officers_of(session, one.agency_id, unit_id) if unit_id else ()
    for person_id in (reporter, one.staff_id, *(person.id for person in officers)):
        if chat_id := private_chat_of(session, one.agency_id, person_id, now):
            return chat_id
    return None


def _enqueued(
    session: Session,
    agency_id: int,
    chat_id: int,
    some: Sequence[tuple[Owed, Report]],
    now: datetime,
    policy: Policy,
) -> bool:
    """Put the card for one person on its way; False when they were asked today already."""
    today = bangkok_day(now)
    rows = [(item_on(session, one, today), one.occurrence_id, report.lacks) for one, report in some]
    card = dialogue.to_fill(agency.by_id(session, agency_id).voice, rows)
    urgency = policy.urgency[URGENCY]
    not_before = next_opening(now, policy, calendar_for(session, agency_id, today))
    message = NewMessage(
        agency_id=agency_id,
        chat_id=chat_id,
        key=f"report/{chat_id}/{today.isoformat()}",
        kind="notice",
        urgency=URGENCY,
        content={"messages": list(card), "about": [one.occurrence_id for one, _ in some], "asks": None},
        not_before=not_before,
        push_after=patient_until(not_before, urgency.patience, policy),
        useless_after=not_before + urgency.useful,
    )
    return enqueue(session, message, now)
