"""What a batch of chats needs to be composed, read at once: a statement for all of them instead of one for each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import outbox, people, progress
from models.agency import Agency
from models.bangkok import bangkok_day, month_start
from models.chat import Chat, ChatType, ReplyToken, live_tokens, members
from models.contacts import Account, accounts_by_person
from models.delivery import counted_by_office
from models.figures import Owed
from models.outbox import OutboxMessage
from models.people import Contact
from models.records import Mention, Voice
from models.workdays import WorkCalendar
from tasks.reminders.calendar import calendar_for


@dataclass
class Office:
    """One office as this transaction sees it. spent: its counted messages this month, what is stored here included."""

    row: Agency
    calendar: WorkCalendar
    spent: int = 0

    @property
    def voice(self) -> Voice:
        """How it speaks."""
        return Voice(self.row.particle, self.row.digits)


@dataclass
class Lookup:
    """The chats that are ours until the transaction ends, by id, and all that is asked about them.

    mentions and accounts: by person, of those named in what waits; members: contacts by group. moved_to: 1:1 chats to
    which something was moved since this was read.
    """

    chats: dict[int, Chat]
    offices: dict[int, Office]
    waiting: dict[int, list[OutboxMessage]]
    tokens: dict[int, list[ReplyToken]]
    owed: dict[int, Owed]
    shares: dict[tuple[int, object], list[Owed]]
    latest: dict[tuple[int, str], str]
    mentions: dict[int, Mention]
    accounts: dict[int, Account]
    members: dict[int, set[int]]
    contacts: Sequence[Contact]  # held so that asking for an address finds it in the session
    moved_to: set[int] = field(default_factory=set)

    def live(self, messages: Sequence[OutboxMessage]) -> dict[int, Owed]:
        """What the messages remind of and is still on the books, by occurrence."""
        found = (self.owed.get(message.occurrence_id or 0) for message in messages)
        return {one.occurrence_id: one for one in found if one}

    def everyone(self, some: Collection[Owed]) -> list[Owed]:
        """All shares of the same duties on the same days."""
        days = dict.fromkeys((one.duty_id, one.due_on) for one in some)
        return [share for day in days for share in self.shares.get(day, ())]


def look_up(session: Session, chat_ids: Sequence[int], budgeted: Collection[int], now: datetime) -> Lookup:
    """Take those of the chats that no other worker has just now, and read what composing them takes.

    budgeted: chats in which counted messages may be spent. Their offices are locked, and other workers that want to
    spend wait here until this one has stored.
    """
    mine = select(Chat).where(Chat.id.in_(chat_ids)).order_by(Chat.id).with_for_update(skip_locked=True)
    chats = {chat.id: chat for chat in session.scalars(mine)}
    agency_ids = sorted({chat.agency_id for chat in chats.values()})
    spending = sorted({chats[chat_id].agency_id for chat_id in budgeted if chat_id in chats})
    offices = _offices(session, agency_ids, spending, now)
    waiting = outbox.waiting_in(session, list(chats), now)
    messages = [message for some in waiting.values() for message in some]
    occurrences = sorted({m.occurrence_id for m in messages if m.occurrence_id is not None})
    shares = progress.with_shares(session, agency_ids, occurrences)
    by_day: dict[tuple[int, object], list[Owed]] = {}
    for share in shares:
        by_day.setdefault((share.duty_id, share.due_on), []).append(share)
    groups = [chat.id for chat in chats.values() if chat.type != ChatType.PRIVATE]
    asked = set(occurrences)
    named = sorted({person for m in messages if m.kind == "reminder" for person in m.content["staff"]})
    return Lookup(
        chats=chats,
        offices=offices,
        waiting=waiting,
        tokens=live_tokens(session, list(chats), now),
        owed={share.occurrence_id: share for share in shares if share.occurrence_id in asked},
        shares=by_day,
        latest=outbox.latest_stages(session, agency_ids, occurrences) if occurrences else {},
        mentions=people.mentions(session, agency_ids, named) if named else {},
        accounts=accounts_by_person(session, agency_ids, named, now) if named else {},
        members=members(session, groups) if groups else {},
        contacts=_contacts(session, chats.values()),
    )


def _offices(session: Session, agency_ids: Sequence[int], spending: Sequence[int], now: datetime) -> dict[int, Office]:
    if spending:
        # key_share: rows that refer to the office may be stored meanwhile, else two transactions would wait in a
        # circle. In one order everywhere, for the same reason.
        ordered = select(Agency.id).where(Agency.id.in_(spending)).order_by(Agency.id)
        session.execute(ordered.with_for_update(key_share=True))
    rows = session.scalars(select(Agency).where(Agency.id.in_(agency_ids)))
    spent = counted_by_office(session, spending, month_start(now)) if spending else {}
    today = bangkok_day(now)
    return {row.id: Office(row, calendar_for(session, row.id, today), spent.get(row.id, 0)) for row in rows.all()}


def _contacts(session: Session, chats: Collection[Chat]) -> Sequence[Contact]:
    ids = [chat.contact_id for chat in chats if chat.contact_id is not None]
    return session.scalars(select(Contact).where(Contact.id.in_(ids))).all() if ids else ()
