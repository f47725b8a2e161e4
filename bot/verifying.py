"""The executive's word on finished work: acknowledged, or sent back with a reason; and what is said to be published."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.items import item_on
from bot.messages import verification as words
from bot.messages.parts import Messages
from bot.postback import Postback
from bot.scene import Note, Outcome, Scene
from bot.telling import group_of, sent_back_key
from bot.understanding import named
from models import agency, chat, contacts, outbox, people, progress, verification
from models.codes import find_codes
from models.delivery import Asked
from models.figures import Finished, Owed
from models.permissions import Action, may
from models.records import StaffRecord, Status
from models.reply import StatusReply
from models.thaitext import normalise, squeeze

REASON = "send_back"  # what a question for the reason asks to be typed
ACTIONS = frozenset({"ack", "ackall", "unack", "sendback", "approvals", "published", "unpublished"})
# Over words without spaces and codes; anything besides is no acknowledgement.
_ACKNOWLEDGES = re.compile(r"(?:ขอ)?รับทราบ(?:แล้ว)?(?:ทั้งหมด)?(?:ข้อ|และ|กับ|เรื่อง|นะ|ค่ะ|คะ|ครับ|คับ|[\s,.]){0,9}")
_LISTS = re.compile(r"(?:งาน|เรื่อง|ขอดู|ดู|มี)?(?:งาน|เรื่อง)?(?:ที่)?รอ(?:รับทราบ|ตรวจ|อนุมัติ)(?:อะไร|มี|บ้าง|ค่ะ|คะ|ครับ|ไหม){0,4}")
_SENDS_BACK = re.compile(
    r"^\s{0,9}(?:(?:ขอ)?(?:ส่งกลับ(?:ไป)?(?:แก้ไข|แก้)?|ตีกลับ|ให้แก้ไข|ขอให้แก้ไข)|(?:please )?send(?: it| this)? back\b)",
    re.IGNORECASE,
)
# What is taken for a reason but asks, or tells of what was sent back before.
_NO_REASON = re.compile(
    r"^(?:ไป|มา)?(?:แล้ว|หรือ|ใช่|ไหม|มั้ย|กี่|อะไร|ใคร|เมื่อ)|(?:หรือยัง|หรือไม่|หรือเปล่า|ไหม|มั้ย|บ้าง|\?)(?:นะ|ค่ะ|คะ|ครับ|คับ){0,2}$"
)
# The whole of the words, so that a question, a condition or a denial is no fact.
_PUBLISHED = re.compile(
    r"(?:ได้|นำ|เสร็จ(?:แล้ว)?(?:และ)?){0,2}(?:ขึ้นเว็บ|ลงเว็บ|ลงบนเว็บ|เผยแพร่)(?:ไซต์|ไซด์)?(?:บนเว็บ(?:ไซต์)?)?(?:เรียบร้อย)?แล้ว"
    r"(?:นะ|ค่ะ|คะ|ครับ|คับ|[,.]){0,3}"
)
_LEFT_OVER = re.compile(r"^(?:[\s:,.\-–]|ข้อ|เรื่อง|เพราะ|เนื่องจาก|because\b|ค่ะ|ครับ|นะ)+|[\s,]+$")


def card(session: Session, agency_id: int, now: datetime, skip: int = 0) -> tuple[Messages, tuple[int, ...]]:
    """What waits for an executive's word as one card, and the occurrences it is about; nothing for nothing."""
    waiting = verification.awaiting(session, agency_id)
    shown = words.waiting(agency.by_id(session, agency_id).voice, waiting, skip, now)
    return shown, tuple(i for one in waiting for i in one.ids) if shown else ()


def refresh(session: Session, agency_id: int, now: datetime) -> None:
    """Cards not said yet tell how things stand now; one with nothing left to tell is not said."""
    for note in outbox.of_key(session, agency_id, "approval/"):
        if note.state != "waiting":
            continue
        shown, about = card(session, agency_id, now)
        if shown:
            note.content = {"messages": list(shown), "about": list(about), "asks": None}
        else:
            outbox.drop(note, "ไม่มีงานที่รอรับทราบแล้ว")


def on_press(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    """A button of the card: of one finished thing, or of all that the card told."""
    if press.action in ("published", "unpublished"):
        act = _on_published if press.action == "published" else _on_unpublished
        return act(session, scene, person, _pressed(session, scene, press))
    if not may(person.role, Action.VERIFY):
        return Outcome(words.executives_only(scene.voice))
    if press.action == "approvals":
        return _listed(session, scene, press.number("n") or 0)
    if press.action == "ackall":
        until = datetime.fromtimestamp(min(press.number("t") or 0, int(scene.now.timestamp())) + 1, UTC)
        return acknowledge(session, scene, person, verification.awaiting(session, scene.agency.id), until)
    one = _pressed(session, scene, press)
    if one is None:
        return Outcome(words.not_finished(scene.voice, ()))
    if press.action == "sendback":
        return Outcome(words.ask_reason(scene.voice, one), about=one.ids, asks=REASON)
    if press.action == "unack":
        return _take_back(session, scene, person, one)
    return acknowledge(session, scene, person, [one])


def on_words(
    session: Session, scene: Scene, person: StaffRecord, text: str, asked: Asked | None, addressed: bool
) -> Outcome | None:
    """An executive's answer in words, or a coordinator's "published"; None when the words are neither."""
    plain = normalise(text)
    codes, _ = named(plain, addressed)
    if not (addressed or codes):
        return None
    if may(person.role, Action.VERIFY):
        return _on_executives_words(session, scene, person, plain, codes, asked)
    if may(person.role, Action.PUBLISH) and codes and _PUBLISHED.fullmatch(squeeze(_without_codes(plain))):
        return _published_in_words(session, scene, person, codes)
    return None


def _on_executives_words(
    session: Session, scene: Scene, person: StaffRecord, plain: str, codes: tuple[str, ...], asked: Asked | None
) -> Outcome | None:
    bare = _without_codes(plain)
    if _LISTS.fullmatch(squeeze(bare)):
        return _listed(session, scene, 0)
    if sends_back := _SENDS_BACK.match(bare):
        reason = _LEFT_OVER.sub("", bare[sends_back.end() :])
        asks = _NO_REASON.search(squeeze(reason))
        return None if asks else _send_back_in_words(session, scene, person, codes, reason, asked)
    if asked and asked.asks == REASON and not codes:
        return _with_reason(session, scene, person, plain.strip(), asked)
    if not _ACKNOWLEDGES.fullmatch(squeeze(bare)):
        return None
    meant = _meant(session, scene, codes, asked)
    if meant:
        return acknowledge(session, scene, person, meant)
    return Outcome(words.not_finished(scene.voice, codes)) if codes else None


def _send_back_in_words(
    session: Session, scene: Scene, person: StaffRecord, codes: tuple[str, ...], reason: str, asked: Asked | None
) -> Outcome:
    meant = _meant(session, scene, codes, asked)
    if not meant:
        return Outcome(words.not_finished(scene.voice, codes))
    if len(meant) > 1:  # which of them lacks something is not to be guessed
        return _listed(session, scene, 0)
    if not reason:
        return Outcome(words.ask_reason(scene.voice, meant[0]), about=meant[0].ids, asks=REASON)
    return send_back(session, scene, person, meant[0], reason)


def _with_reason(session: Session, scene: Scene, person: StaffRecord, reason: str, asked: Asked) -> Outcome:
    """The words that were asked for when ‹ส่งกลับแก้ไข› was pressed."""
    owed = progress.of_occurrences(session, scene.agency.id, asked.occurrence_ids)
    one = verification.finished(session, scene.agency.id, owed[0].duty_id, owed[0].due_on) if owed else None
    if one is None or not reason:
        return Outcome(words.not_finished(scene.voice, ()))
    return send_back(session, scene, person, one, reason)


def send_back(session: Session, scene: Scene, person: StaffRecord, one: Finished, reason: str) -> Outcome:
    """It is reopened with the executive's reason, and who reported it is asked to mend it."""
    reporters = _reporters(session, one)  # before the sending back is itself the last word
    reopened = verification.send_back(session, one, reason, person.id, scene.event_id, scene.now)
    if not reopened:
        return Outcome(words.not_finished(scene.voice, one.codes))
    refresh(session, scene.agency.id, scene.now)
    each = [_told(session, scene, person, share, reason, reporters.get(share.occurrence_id)) for share in reopened]
    notes = tuple(note for note in each if note)
    return Outcome(words.sent_back(scene.voice, one, reason, bool(notes)), notes, about=one.ids)


def _reporters(session: Session, one: Finished) -> dict[int, int]:
    """Who said of each share that it is finished, as far as they are still on the roster."""
    said = select(StatusReply).where(StatusReply.occurrence_id.in_(one.ids), StatusReply.became == Status.COMPLETED)
    rows = session.scalars(said.order_by(StatusReply.id)).all()
    agency_id = one.shares[0].agency_id
    return {
        row.occurrence_id: row.staff_id
        for row in rows
        if row.staff_id and people.staff_by_id(session, agency_id, row.staff_id)
    }


def _told(
    session: Session, scene: Scene, by: StaffRecord, one: Owed, reason: str, reporter_id: int | None
) -> Note | None:
    """In the 1:1 chat of who reported it, else of an officer of the unit, else in the unit's or the office's group."""
    fresh = progress.of_occurrences(session, scene.agency.id, [one.occurrence_id])
    if not fresh:
        return None
    reporter = people.staff_by_id(session, scene.agency.id, reporter_id) if reporter_id else None
    item = item_on(session, fresh[0], scene.today)
    chat_id = next(filter(None, (_private(session, scene, p.id) for p in (reporter, *_given(session, one)) if p)), None)
    to = chat_id or group_of(session, one)
    if to is None:
        return None
    name = reporter.name if reporter and to == _private(session, scene, reporter.id) else None
    told = words.to_mend(scene.agency.voice, item, by.name, reason, name)
    # On a page there is no event: the moment tells one sending back from the next.
    event = scene.event_id or f"page-{int(scene.now.timestamp())}"
    return Note(to, sent_back_key(event, one.occurrence_id), told, (one.occurrence_id,))


def _given(session: Session, one: Owed) -> Sequence[StaffRecord | None]:
    """The person it is given to by name, else the officers of its unit."""
    if one.staff_id is not None:
        return (people.staff_by_id(session, one.agency_id, one.staff_id),)
    return people.officers_of(session, one.agency_id, one.section_id or one.unit_id or 0)


def _private(session: Session, scene: Scene, staff_id: int) -> int | None:
    contact = contacts.contact_of(session, scene.agency.id, staff_id)
    if contact is None or not contacts.is_reachable_privately(session, contact.id, scene.now):
        return None
    return chat.private_chat(session, contact.id, scene.now).id


def acknowledge(
    session: Session, scene: Scene, person: StaffRecord, meant: list[Finished], until: datetime | None = None
) -> Outcome:
    """An executive has seen these; until: only what was finished by then."""
    done = [one for one in meant if verification.acknowledge(session, one, person.id, scene.now, until)]
    if not done:
        return Outcome(words.not_finished(scene.voice, [c for one in meant[:3] for c in one.codes]))
    refresh(session, scene.agency.id, scene.now)
    left = len(verification.awaiting(session, scene.agency.id))
    return Outcome(words.acknowledged(scene.voice, done, left), about=tuple(i for one in done for i in one.ids))


def _take_back(session: Session, scene: Scene, person: StaffRecord, one: Finished) -> Outcome:
    if not verification.take_acknowledgement_back(session, one, person.id, scene.now):
        return Outcome(words.not_finished(scene.voice, one.codes))
    return Outcome(words.taken_back(scene.voice, one), about=one.ids)


def _listed(session: Session, scene: Scene, skip: int) -> Outcome:
    """All that waits; the card that would have brought it up here by itself is not said a second time."""
    shown, about = card(session, scene.agency.id, scene.now, skip)
    for note in outbox.of_key(session, scene.agency.id, f"approval/{scene.chat.id}/"):
        if note.state == "waiting":
            outbox.drop(note, "ผู้บริหารเปิดดูแล้ว")
    return Outcome(shown or words.nothing_waits(scene.voice), about=about)


def _meant(session: Session, scene: Scene, codes: tuple[str, ...], asked: Asked | None) -> list[Finished]:
    """What waits under the codes named; without one what the quoted card was about."""
    waiting = verification.awaiting(session, scene.agency.id)
    if codes:
        return [one for one in waiting if set(codes) & set(one.codes)]
    about = set(asked.occurrence_ids) if asked else set()
    return [one for one in waiting if about.issuperset(one.ids)]


def _published_in_words(session: Session, scene: Scene, person: StaffRecord, codes: tuple[str, ...]) -> Outcome | None:
    """Of what is finished already; of anything else the words are a report like any other."""
    done = progress.owed(session, scene.agency.id)
    of_code = [o for o in done if set(codes) & set(o.codes) and not o.is_open and not o.published]
    if not of_code:
        return None
    last = max(of_code, key=lambda o: (o.due_on, o.occurrence_id))
    one = verification.finished(session, scene.agency.id, last.duty_id, last.due_on)
    return _on_published(session, scene, person, one) if one else None


def _on_published(session: Session, scene: Scene, person: StaffRecord, one: Finished | None) -> Outcome:
    if not may(person.role, Action.PUBLISH):
        return Outcome(words.coordinators_only(scene.voice))
    if one is None or not verification.publish(session, one.ids, person.id, scene.now):
        return Outcome(words.not_to_publish(scene.voice))
    return Outcome(words.published(scene.voice, one), about=one.ids)


def _on_unpublished(session: Session, scene: Scene, person: StaffRecord, one: Finished | None) -> Outcome:
    if not may(person.role, Action.PUBLISH):
        return Outcome(words.coordinators_only(scene.voice))
    if one is None or not verification.take_publication_back(session, one.ids, person.id, scene.now):
        return Outcome(words.not_published(scene.voice))
    return Outcome(words.unpublished(scene.voice, one), about=one.ids)


def on_put_off(session: Session, scene: Scene, asked: Asked) -> Outcome | None:
    """ "Later" where the reason for sending back was asked for; None when there is nothing to send back any more."""
    owed = progress.of_occurrences(session, scene.agency.id, asked.occurrence_ids)
    one = verification.finished(session, scene.agency.id, owed[0].duty_id, owed[0].due_on) if owed else None
    return Outcome(words.still_asked(scene.voice, one), about=one.ids, asks=REASON) if one else None


def on_called_off(session: Session, scene: Scene, asked: Asked) -> Outcome | None:
    """Asked why it is sent back, an executive says that it is not: it waits for their word as before."""
    owed = progress.of_occurrences(session, scene.agency.id, asked.occurrence_ids)
    one = verification.finished(session, scene.agency.id, owed[0].duty_id, owed[0].due_on) if owed else None
    return Outcome(words.not_sent_back(scene.voice, one), about=one.ids) if one else None


def _pressed(session: Session, scene: Scene, press: Postback) -> Finished | None:
    duty_id, due_on = press.number("d"), press.day("on")
    return verification.finished(session, scene.agency.id, duty_id, due_on) if duty_id and due_on else None


def _without_codes(plain: str) -> str:
    for raw in find_codes(plain, bare=True).raw:
        plain = plain.replace(raw, " ", 1)
    return plain.strip()
