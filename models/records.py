"""The words that cross folders: frozen records read from tables, never rows. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the office; what each may see and do is decided in models/permissions.py."""

    OFFICER = "officer"
    UNIT_HEAD = "unit_head"
    COORDINATOR = "coordinator"
    EXECUTIVE = "executive"
    ADMINISTRATOR = "administrator"


class Actor(StrEnum):
    """Who owes a duty: the unit's officers, or the executive who follows it up."""

    OFFICER = "officer"
    EXECUTIVE = "executive"


class Status(StrEnum):
    """The state of one occurrence; overdue is computed from the date, never stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


@dataclass(frozen=True)
class Voice:
    """How an office wants to be spoken to: the polite particle (ค่ะ or ครับ) and thai or arabic digits.

    language: "th", or "en" for the few lines said in English to whoever writes English.
    """

    particle: str = "ค่ะ"
    digits: str = "arabic"
    language: str = "th"


@dataclass(frozen=True)
class Mention:
    """A person to be named in a group: the roster name and, where registered, the LINE user id to mention."""

    name: str
    line_user_id: str | None = None


@dataclass(frozen=True)
class DueItem:
    """One duty on one due date as a card shows it to a chat or a person.

    days_left counts Bangkok days from today to the day it is now expected (extended_to if granted, else due_on);
    negative when overdue. who: names of the units, sections or officers that still owe it. handed_in: (finished, all)
    where several units owe the same duty. collector: the unit that gathers. stage: what brings it up
    ("before", "today", "overdue", "unit_head", "executive"); "" outside reminders. share: the one occurrence that
    the card's buttons mean; None when several owe it and each presser answers for their own. gathers: it is the
    gathering of what the units hand in. seen: who has only noted it so far, and on which Bangkok day.
    recurs: it comes round several times a year, so that the due date tells which round is meant.
    """

    duty_id: int
    due_on: date
    codes: tuple[str, ...]
    title: str
    owed: str
    days_left: int
    actor: Actor = Actor.OFFICER
    who: tuple[str, ...] = ()
    all_units: bool = False
    collector: str | None = None
    handed_in: tuple[int, int] | None = None
    status: Status = Status.NOT_STARTED
    extended_to: date | None = None
    stage: str = ""
    share: int | None = None
    occurrence_ids: tuple[int, ...] = ()
    gathers: bool = False
    verified: bool = False
    published: bool = False
    seen: tuple[tuple[str, date], ...] = ()
    recurs: bool = False


@dataclass(frozen=True)
class AgencyRecord:
    """An office as other folders see it; quota in counted messages a month; website: its host, without "www.".

    by_position: its report names officers by their positions; privacy_contact: whom to ask about personal data.
    meeting: the day of its monthly meeting in words.
    """

    id: int
    slug: str
    name: str
    quota: int
    voice: Voice
    line_bot_id: str | None = None
    line_basic_id: str | None = None
    website: str | None = None
    by_position: bool = False
    privacy_contact: str | None = None
    meeting: str | None = None


@dataclass(frozen=True)
class OwnDay:
    """A Bangkok day of which the office said itself that it is open or closed, and why."""

    day: date
    is_open: bool
    reason: str


@dataclass(frozen=True)
class UnitRecord:
    """A unit, or with parent_id a section of one."""

    id: int
    name: str
    parent_id: int | None = None


@dataclass(frozen=True)
class StaffRecord:
    """A person on the roster; bound: a LINE account is confirmed for them."""

    id: int
    agency_id: int
    name: str
    position: str | None
    unit_id: int | None
    role: Role
    bound: bool = False


@dataclass(frozen=True)
class ContactRecord:
    """A LINE account met, without its LINE id; binding is none, pending, confirmed or released."""

    id: int
    agency_id: int
    display_name: str | None
    staff_id: int | None
    binding: str


@dataclass(frozen=True)
class ChatRecord:
    """A chat, without its LINE id; type is a models.chat.ChatType value."""

    id: int
    agency_id: int
    type: str
    name: str | None = None
    unit_id: int | None = None
    contact_id: int | None = None
    member_count: int | None = None
