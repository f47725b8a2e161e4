"""From what is owed and the assessment's steps to the entries of a calendar: their days, words and alarms. Pure."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.messages.cards import STATUS_WORDS
from bot.messages.lengths import shorten, tidy
from models.figures import Owed
from models.thaidate import short_date
from models.thaitext import printable

MORNING = timedelta(hours=9)  # alarms of whole days ring in working hours, not at midnight
ONE_DAY = timedelta(days=1)
TITLE = 90  # UTF-16 units: what a phone shows of an entry
OFFICER = "เจ้าหน้าที่ผู้รับผิดชอบ"  # a feed travels unprotected by a password: it names no person
_BY_PART = {"collector": "รวบรวม: ", "executive": "ติดตาม: "}


@dataclass(frozen=True)
class Alarm:
    """When it rings: before or after the first moment of the first day (of the day after the last with from_end)."""

    trigger: timedelta
    from_end: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry over whole Bangkok days, both included. moves: how often its days changed; changed_at: aware.

    uid stays the same whatever becomes of it.
    """

    uid: str
    starts_on: date
    ends_on: date
    title: str
    description: str
    category: str
    moves: int
    changed_at: datetime
    alarms: tuple[Alarm, ...] = ()


def uid_of(office: str, kind: str, number: str) -> str:
    """A name no other entry of any office has; office: what tells this office from every other one, for good."""
    return f"{hashlib.sha256(f'{office}/{kind}/{number}'.encode()).hexdigest()[:32]}@tamngan"


def of_occurrence(
    one: Owed,
    uid: str,
    moves: int,
    changed_at: datetime,
    workday: Callable[[date], date],
    ring_before: Collection[int] = (),
) -> Entry:
    """What somebody owes, on the day they are held to; the legal day stands in the words.

    ring_before: days before it on which it rings until it is finished; workday: the last working day up to a day.
    """
    rings = sorted({_ring(one.expected_on, workday(one.expected_on - timedelta(days=n))) for n in ring_before})
    return Entry(
        uid=uid,
        starts_on=one.expected_on,
        ends_on=one.expected_on,
        title=_title(one),
        description="\n".join(filter(None, _lines(one))),
        category=STATUS_WORDS[one.status],
        moves=moves,
        changed_at=changed_at,
        alarms=tuple(Alarm(ring) for ring in rings) if one.is_open else (),
    )


def of_window(
    title: str, starts_on: date, ends_on: date, words: str, certain: bool, uid: str, moves: int, changed_at: datetime
) -> Entry:
    """A step of the assessment's calendar: it rings in the morning it begins, and a week before it ends."""
    rings = [Alarm(MORNING)]
    if ends_on - starts_on > timedelta(days=7):
        rings.append(Alarm(MORNING - timedelta(days=8), from_end=True))
    state = "" if certain else " (คาดการณ์)"
    return Entry(uid, starts_on, ends_on, f"{tidy(title)}{state}", words, "ปฏิทิน ITA", moves, changed_at, tuple(rings))


def owner_of(one: Owed) -> str:
    """Who owes it without naming a person."""
    return OFFICER if one.staff_name else one.owner


def _ring(day: date, on: date) -> timedelta:
    return MORNING + (on - day)


def _title(one: Owed) -> str:
    done = "" if one.is_open else "✓ "
    words = " ".join(filter(None, (", ".join(one.codes), tidy(printable(one.title)))))
    return shorten(f"{done}{_BY_PART.get(one.part, '')}{words}", TITLE)


def _lines(one: Owed) -> tuple[str, ...]:
    legal = f"กำหนดตามแผน {short_date(one.due_on)}"
    due = f"ขยายถึง {short_date(one.extended_to)} · {legal}" if one.extended_to else legal
    title = " ".join(filter(None, (", ".join(one.codes), tidy(printable(one.title)))))
    phrase = f"แผนเขียนว่า: {tidy(printable(one.phrase))}" if one.phrase else ""
    return (title, due, f"ผู้รับผิดชอบ: {owner_of(one)}", f"สถานะ: {STATUS_WORDS[one.status]}", phrase)
