"""The executives hear how things stand without asking: before the office's monthly meeting and after each quarter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot import nudging
from bot.messages import digest
from bot.messages.parts import Messages
from bot.messages.summary import Offers
from bot.view import View
from config.policy import Policy
from models import agency, people, progress, verification
from models.agency import Agency
from models.bangkok import bangkok_day, day_end
from models.database import transaction
from models.fiscal import fiscal_year_of, quarter_bounds, quarter_of
from models.meeting import read_meeting
from models.outbox import NewMessage, enqueue, of_key
from models.part import Part
from models.records import AgencyRecord, Voice
from models.summaries import Summary
from models.workdays import WorkCalendar
from tasks.reminders.addressees import executives_alone
from tasks.reminders.calendar import calendar_for
from tasks.reminders.policy import next_opening, patient_until

BATCH = 20  # offices in one transaction: each is a whole year's figures


@dataclass(frozen=True)
class Digest:
    """One thing to be told: what it is known by, of which part of which year, until when, and how it is drawn.

    fiscal_year: None for the one that the office is in. draw: from voice, figures and what its reader may do.
    """

    key: str
    useless_after: datetime
    draw: Callable[[Voice, Summary, Offers], Messages]
    fiscal_year: int | None = None
    quarter: int | None = None


def tell_executives(engine: Engine, now: datetime, policy: Policy) -> int:
    """Look once a day at each office; returns how many messages were added."""
    added = 0
    while True:
        with transaction(engine) as session:
            looked_at, new = _batch(session, now, policy)
        added += new
        if looked_at < BATCH:
            return added


def _batch(session: Session, now: datetime, policy: Policy) -> tuple[int, int]:
    """(offices looked at, messages added). The messages and the next day are set in one commit."""
    today = bangkok_day(now)
    waits = Agency.digest_on.is_(None) | (Agency.digest_on <= today)
    rows = session.scalars(
        select(Agency).where(waits).order_by(Agency.id).limit(BATCH).with_for_update(skip_locked=True)
    )
    offices = rows.all()
    added = 0
    for office in offices:
        office.digest_on = today + timedelta(days=1)
        added += _tell(session, agency.by_id(session, office.id), now, policy)
    return len(offices), added


def _tell(session: Session, office: AgencyRecord, now: datetime, policy: Policy) -> int:
    """What waits to be said is drawn anew: it tells of the day on which it is said."""
    calendar, added = calendar_for(session, office.id, bangkok_day(now)), 0
    for one in due_digests(office, bangkok_day(now), policy, calendar):
        shown = _drawn(session, office, one, bangkok_day(now))
        if not shown:
            continue
        waiting = {note.key: note for note in of_key(session, office.id, one.key) if note.state == "waiting"}
        for place in executives_alone(session, office.id, now):
            key = f"{one.key}/{place.chat_id}"
            content: dict[str, Any] = {"messages": list(shown), "about": [], "asks": None}
            if key in waiting:
                waiting[key].content = content
            added += enqueue(session, _message(office, one, key, place.chat_id, content, now, policy, calendar), now)
    return added


def due_digests(office: AgencyRecord, today: date, policy: Policy, calendar: WorkCalendar) -> list[Digest]:
    """What is to be told on a Bangkok day, or was to be told on a day just missed."""
    found = []
    meets_on = read_meeting(office.meeting).next_from(today) if office.meeting else None
    if meets_on and today >= calendar.add_workdays(meets_on, -policy.before_meeting):
        draw = partial(digest.before_meeting, meets_on=meets_on)
        found.append(Digest(f"digest/{meets_on:%Y-%m}", day_end(meets_on), draw))
    year, quarter = _last_quarter(today)
    told_on = calendar.on_or_after(quarter_bounds(year, quarter)[1] + timedelta(days=1))
    until = told_on + timedelta(days=policy.after_quarter)
    if told_on <= today <= until:
        draw = partial(digest.after_quarter, quarter=quarter)
        found.append(Digest(f"digest/{year}/q{quarter}", day_end(until), draw, year, quarter))
    return found


def _last_quarter(today: date) -> tuple[int, int]:
    """(fiscal year, quarter) that ended last before a day."""
    year, quarter = fiscal_year_of(today), quarter_of(today) - 1
    return (year, quarter) if quarter else (year - 1, 4)


def _drawn(session: Session, office: AgencyRecord, one: Digest, today: date) -> Messages:
    """The card as things stand now; none without a plan of that year, or with nothing due in that part of it."""
    year = one.fiscal_year or progress.current_year(session, office.id, today)
    if year is None:
        return ()
    found = progress.summary(session, office.id, year, today, quarter=one.quarter)
    return one.draw(office.voice, found, _offers(session, office, year, one, today)) if found.tally.total else ()


def _offers(session: Session, office: AgencyRecord, year: int, one: Digest, today: date) -> Offers:
    """What an executive may do from the card."""
    reader = next(iter(people.executives(session, office.id)), None)
    if reader is None:
        return Offers()
    part = Part(quarter=one.quarter)
    some = part.chosen(progress.of_year(session, office.id, year), year)
    waiting = verification.awaiting(session, office.id) if one.quarter is None else []
    return Offers(len(nudging.units_to_remind(reader, View(quarter=one.quarter), some, today)), len(waiting))


def _message(
    office: AgencyRecord,
    one: Digest,
    key: str,
    chat_id: int,
    content: dict[str, Any],
    now: datetime,
    policy: Policy,
    calendar: WorkCalendar,
) -> NewMessage:
    urgency, not_before = policy.urgency["information"], next_opening(now, policy, calendar)
    return NewMessage(
        agency_id=office.id,
        chat_id=chat_id,
        key=key,
        kind="notice",
        urgency="information",
        content=content,
        not_before=not_before,
        push_after=patient_until(not_before, urgency.patience, policy),
        useless_after=one.useless_after,
    )
