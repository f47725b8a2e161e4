"""Where something was said and by whom, and what follows: the words every part of the conversation shares."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.messages.english import ENGLISH
from bot.messages.parts import Messages
from models.bangkok import bangkok_day
from models.chat import ChatType
from models.records import AgencyRecord, ChatRecord, ContactRecord, StaffRecord, Voice

ASKED_IN_ENGLISH = "~en"  # ends what a question asks for, where it was asked in English


@dataclass(frozen=True)
class Scene:
    """Where an event happened and by whom; contact is None where LINE told no user (some groups' presses).

    person: who on the roster the contact is confirmed to be. event_id: the inbox row, for the trail.
    pages: the address under which the service's pages stand; None while nobody can sign in there.
    english: what happened was written in English, or is a press of a button that was.
    """

    agency: AgencyRecord
    chat: ChatRecord
    contact: ContactRecord | None
    now: datetime
    person: StaffRecord | None = None
    event_id: int | None = None
    pages: str | None = None
    english: bool = False

    @property
    def voice(self) -> Voice:
        """How whoever spoke is answered here; what others are told is said in agency.voice."""
        voice = self.agency.voice
        return replace(voice, language=ENGLISH, digits="arabic") if self.english else voice

    @property
    def today(self) -> date:
        """The Bangkok day."""
        return bangkok_day(self.now)

    @property
    def is_private(self) -> bool:
        """True in a 1:1 chat."""
        return self.chat.type == ChatType.PRIVATE

    @property
    def is_of_office(self) -> bool:
        """True where the office's own people talk: a typed staff group or a 1:1 chat, never among citizens."""
        return self.chat.type not in (ChatType.NEW, ChatType.PUBLIC)


@dataclass(frozen=True)
class Note:
    """Something to be said in another chat, once per key (an outbox key), as urgent as policy.toml's word for it.

    about: the occurrences it speaks of.
    """

    chat_id: int
    key: str
    messages: Messages
    about: tuple[int, ...] = ()
    urgency: str = "request"


@dataclass(frozen=True)
class Outcome:
    """What is answered here with the event's reply token, and what is said elsewhere.

    about: the occurrences the answer speaks of, so that quoting it names them. asks: what the answer asks the
    person to type next ("obstacle", "date"), so that the next words in a 1:1 chat are read as that.
    """

    answer: Messages = ()
    notes: tuple[Note, ...] = ()
    about: tuple[int, ...] = ()
    asks: str | None = None


def together(*outcomes: Outcome) -> Outcome:
    """Several outcomes of one event as one; the first question asked is the one whose answer is waited for."""
    return Outcome(
        answer=tuple(message for one in outcomes for message in one.answer),
        notes=tuple(note for one in outcomes for note in one.notes),
        about=tuple(dict.fromkeys(i for one in outcomes for i in one.about)),
        asks=next((one.asks for one in outcomes if one.asks), None),
    )
