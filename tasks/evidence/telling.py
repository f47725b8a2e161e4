"""What the sender hears of what became of their file or link, through the outbox and each thing once."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.messages.evidence import about, named
from bot.messages.parts import Messages
from config.policy import Policy
from models import outbox, people, progress
from models.agency import by_id
from models.bangkok import bangkok_day
from models.evidence import Evidence
from models.figures import due_items
from models.outbox import NewMessage
from models.records import Voice

HINT_LIFE = timedelta(days=2)


def tell(session: Session, row: Evidence, key: str, words: Messages, now: datetime, policy: Policy) -> None:
    """Something the sender has to do: said in the chat it was sent in, pushed if nobody speaks there."""
    urgency = policy.urgency["request"]
    message = _message(row, key, words, now, "request", urgency.useful)
    outbox.enqueue(session, NewMessage(**message, push_after=now + urgency.patience), now)


def hint(session: Session, row: Evidence, key: str, words: Messages, now: datetime) -> None:
    """Something good to know: said only where it costs nothing."""
    outbox.enqueue(session, NewMessage(**_message(row, key, words, now, "information", HINT_LIFE)), now)


def _message(
    row: Evidence, key: str, words: Messages, now: datetime, urgency: str, useful: timedelta
) -> dict[str, Any]:
    about_ids = [row.occurrence_id] if row.occurrence_id else []
    return {
        "agency_id": row.agency_id,
        "chat_id": row.chat_id,
        "key": f"evidence/{row.id}/{key}",
        "kind": "notice",
        "urgency": urgency,
        "content": {"messages": list(words), "about": about_ids, "asks": None},
        "not_before": now,
        "useless_after": now + useful,
    }


def voice_of(session: Session, row: Evidence) -> Voice:
    """How the office speaks."""
    return by_id(session, row.agency_id).voice


def sender_of(session: Session, row: Evidence) -> str | None:
    """Who sent it, while they are on the roster."""
    person = people.staff_by_id(session, row.agency_id, row.staff_id or 0)
    return person.name if person else None


def what_of(row: Evidence) -> str:
    """ "รูป" or "ไฟล์ รายงาน.pdf" """
    return named(row.kind, row.file_name)


def of_what(session: Session, row: Evidence, now: datetime) -> str:
    """ " ของ O12 งวด 31 ธ.ค. 2569"; nothing for what is not placed yet."""
    item = item_named(session, row, now)
    return f" ของ {item}" if item else ""


def item_named(session: Session, row: Evidence, now: datetime) -> str:
    """ "O12 งวด 31 ธ.ค. 2569"; "" for what is not placed or not in the plan any more."""
    found = progress.of_occurrences(session, row.agency_id, [row.occurrence_id] if row.occurrence_id else [])
    return about(due_items(found, found, bangkok_day(now))[0]) if found else ""
