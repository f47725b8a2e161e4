"""Joining, codes and who is who: what follows in the rows and what is answered. Each function never commits."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from bot import undecided
from bot.example import example_code
from bot.messages import guidance, joining
from bot.messages.guidance import MOST_CANDIDATES
from bot.messages.parts import Messages
from bot.scene import Note, Outcome, Scene
from models import agency, chat, contacts, join_codes, people
from models.chat import ChatType
from models.join_codes import CodeRecord
from models.permissions import Action, may, may_give
from models.person_name import name_key
from models.records import AgencyRecord, ContactRecord, Role, StaffRecord
from models.thaitext import squeeze

# A roster is not read out to a group the office has not named, or where citizens sit.
_KNOWN_AUDIENCE = (ChatType.STAFF, ChatType.UNIT, ChatType.EXECUTIVES)
# No name: who is greeted is asked again, and not told that nobody of that name works here.
_GREETS = re.compile(
    r"(?:สวัสดี|หวัดดี|ดี|อรุณสวัสดิ์|ขอบคุณ|ขอบใจ|ยินดีที่ได้รู้จัก|ฝากตัว|hello|hi|goodmorning|ตอน(?:เช้า|สาย|บ่าย|เย็น)|ปีใหม่|ทุก(?:คน|ท่าน)"
    r"|ตามงาน|แอดมิน|พี่|น้อง|มาก|ด้วย|นะ|ค่ะ|คะ|ค่า|ครับ|คับ|จ้า|จ้ะ){1,8}",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[^\w\u0e00-\u0e7f]+")
# Who types a name often says good day before it, or that it is one.
_BEFORE_NAME = re.compile(
    r"^(?:(?:สวัสดี|หวัดดี|อรุณสวัสดิ์|hello|hi)(?:ตอน(?:เช้า|สาย|บ่าย|เย็น))?(?:ค่ะ|คะ|ค่า|ครับ|คับ|จ้า|จ้ะ)?[\s,.!]{0,3})?"
    r"(?:(?:ดิฉัน|กระผม|ผม|ฉัน|หนู)?\s?(?:ชื่อ|คือ)\s?)?",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s?(?:นะ)?(?:ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ)$")
# "ลงทะเบียน", "@ตามงาน ลงทะเบียน มานี ใจดี", "ขอลงทะเบียนไลน์หน่อยค่ะ"; what follows the word may be a name.
_WISH = re.compile(
    r"@?(?:ตามงาน|บอท)?\s?(?:สวัสดี)?(?:ค่ะ|ครับ)?\s?(?:หนู|ผม|ดิฉัน|ฉัน)?(?:ขอ|อยาก|จะ|ต้องการ|ช่วย|มา)?\s?(?:ขอ)?ลงทะเบียน(?!แล้ว|ไม่|อบรม|รับ|เข้าร่วม)(.{0,80})"
)
_TAIL = re.compile(
    r"^\s?(?:ชื่อของฉัน|เข้าใช้(?:งาน)?|ไลน์|line|ชื่อ|หน่อย|ด้วย|นะ(?=ค)|ค่ะ|คะ|ครับ|คับ|จ้า|[:\s])+"
    r"|\s?(?:หน่อย|ด้วย|นะ(?=ค)|ค่ะ|คะ|ครับ|คับ|จ้า)+$",
    re.IGNORECASE,
)
_MOST_WAITING = 2  # cards of waiting people beside the three messages of a registration: a reply holds five


def on_join(session: Session, scene: Scene) -> Outcome:
    """The bot was invited into a group; models.chat.group_joined has been called."""
    if scene.chat.type == ChatType.NEW:
        return Outcome(guidance.welcome(scene.voice, group=True))
    unit = _unit_name(session, scene.agency.id, scene.chat.unit_id)
    return Outcome(guidance.welcome_back(scene.voice, scene.chat.type, unit))


def on_follow(session: Session, scene: Scene) -> Outcome:
    """Somebody became a friend (or took a block back)."""
    if scene.contact:
        contacts.followed(session, scene.contact.id, scene.now)
    if scene.person:
        code = example_code(session, scene.agency.id, scene.person)
        return Outcome(guidance.help_for(scene.voice, scene.person.role, code))
    return Outcome(guidance.welcome(scene.voice, group=False))


def on_unfollow(session: Session, scene: Scene) -> Outcome:
    """Somebody blocked the bot; nothing can be said."""
    if scene.contact:
        contacts.unfollowed(session, scene.contact.id)
        contacts.release_if_gone(session, scene.contact.id, scene.now)
    return Outcome()


def on_member_left(session: Session, scene: Scene) -> Outcome:
    """scene.contact left scene.chat; who is in no group of the office any more and no friend is released."""
    if scene.contact:
        chat.member_left(session, scene.chat.id, scene.contact.id, scene.now)
        contacts.release_if_gone(session, scene.contact.id, scene.now)
    return Outcome()


def on_privacy(session: Session, scene: Scene) -> Outcome:
    """Somebody asks what is kept."""
    if scene.contact:
        contacts.note_notice(session, scene.contact.id, scene.now)
    return Outcome(guidance.privacy(scene.voice, scene.agency.privacy_contact))


def on_code(session: Session, scene: Scene, text: str) -> Outcome | None:
    """A join code typed as the whole message; None when the text is no code at all."""
    typed = join_codes.code_in(text)
    if typed is None:
        return None
    code = join_codes.look_up(session, scene.agency.id, typed, scene.now)
    if code is None:
        return Outcome(guidance.code_unknown(scene.voice))
    if code.state != "usable":
        return Outcome(guidance.code_expired(scene.voice))
    return _type_group(session, scene, code) if code.purpose == "chat" else _bind_by_code(session, scene, code)


def _type_group(session: Session, scene: Scene, code: CodeRecord) -> Outcome:
    if scene.is_private or code.chat_type is None:
        return Outcome(joining.code_is_for_group(scene.voice))
    if not join_codes.use_up(session, code.id, scene.now):
        return Outcome(guidance.code_expired(scene.voice))
    chat.set_type(session, scene.chat.id, code.chat_type, code.unit_id, scene.now)
    unit = _unit_name(session, scene.agency.id, code.unit_id)
    example = example_code(session, scene.agency.id, None)
    return Outcome(guidance.code_accepted(scene.voice, code.chat_type, unit, example))


def _bind_by_code(session: Session, scene: Scene, code: CodeRecord) -> Outcome:
    """The code is used even in a group, where everybody has read it: left open it could bind anybody."""
    if scene.contact is None:
        join_codes.use_up(session, code.id, scene.now)
        return Outcome(joining.code_seen_by_all(scene.voice))
    person = people.staff_by_id(session, scene.agency.id, code.staff_id or 0)
    if person is None or not join_codes.use_up(session, code.id, scene.now):
        return Outcome(guidance.code_expired(scene.voice))
    contacts.bind_at_once(session, scene.contact.id, person.id, scene.now)
    notice = _notice(session, scene, scene.contact)
    example = example_code(session, scene.agency.id, person)
    welcome = guidance.confirmed(scene.voice, person.name, person.role, example)
    waiting = _waiting_cards(session, scene, person.role) or undecided.told_to(session, scene.agency, person)
    return Outcome((*notice, *welcome, *waiting))


def _waiting_cards(session: Session, scene: Scene, role: Role) -> Messages:
    """Who waited before the first coordinator came; shown in the 1:1 chat only, longest waiting first."""
    if not scene.is_private or not may(role, Action.CONFIRM_STAFF):
        return ()
    waiting = contacts.pending(session, scene.agency.id)[:_MOST_WAITING]
    asked = [(contact, people.staff_by_id(session, scene.agency.id, contact.staff_id or 0)) for contact in waiting]
    return tuple(m for contact, person in asked if person for m in _card(session, scene, contact, person))


def on_register(session: Session, scene: Scene) -> Outcome:
    """‹ลงทะเบียนชื่อของฉัน› was pressed, or asked for in words."""
    if scene.contact is None or scene.chat.type == ChatType.PUBLIC:
        return Outcome(joining.come_privately(scene.voice))
    person = contacts.staff_of(session, scene.contact)
    if person:
        return Outcome(guidance.already_registered(scene.voice, person.name))
    if scene.contact.binding != "pending":
        contacts.await_name(session, scene.contact.id, scene.now)
    notice = _notice(session, scene, scene.contact)
    return Outcome((*notice, *guidance.choose_name(scene.voice, _offered(session, scene))))


def on_wish(session: Session, scene: Scene, text: str, called: bool) -> Outcome | None:
    """ "ลงทะเบียน", alone or with a name, by somebody not registered; None for all other words.

    called: the bot is spoken to. In a group's talk more than the word must be a name of the roster: "ลงทะเบียนอบรม" is
    none. What stands after the word is looked for there and not taken down.
    """
    found = _WISH.fullmatch(" ".join(text[:120].split()))
    if found is None:
        return None
    typed = _TAIL.sub("", found[1]).strip()
    if not typed or scene.contact is None:
        return on_register(session, scene) if called or not typed else None
    meant = people.find_staff(session, scene.agency.id, typed)
    exact = [person for person in meant if name_key(person.name) == name_key(typed)]
    if len(exact) == 1 and scene.chat.type != ChatType.NEW:
        return _ask(session, scene, scene.contact, exact[0])
    return on_register(session, scene) if called or meant else None


def _notice(session: Session, scene: Scene, contact: ContactRecord) -> Messages:
    """What is kept, in short, the first time somebody is about to tell who they are."""
    return guidance.brief_notice(scene.voice) if contacts.note_notice(session, contact.id, scene.now) else ()


def _offered(session: Session, scene: Scene) -> list[tuple[int, str]]:
    """Whom the account may be: by its display name, else a short roster where the office's own people sit."""
    if scene.chat.type == ChatType.NEW:
        return []
    shown_as = scene.contact.display_name if scene.contact else None
    likely = people.find_staff(session, scene.agency.id, shown_as) if shown_as else ()
    free = [(person.id, person.name) for person in likely if not person.bound]
    if free or scene.chat.type not in _KNOWN_AUDIENCE:
        return free[:MOST_CANDIDATES]
    everybody = [(p.id, p.name) for p in people.roster(session, scene.agency.id) if not p.bound]
    return everybody if len(everybody) <= MOST_CANDIDATES else []


def on_name(session: Session, scene: Scene, typed: str, only_exact: bool = False) -> Outcome | None:
    """A text from somebody who was asked for their name; None when nobody was asked, or a group just chats on.

    only_exact: the text reads as a request or report too ("สรุป"), so only a name of the roster itself is one.
    """
    if scene.contact is None or not contacts.awaits_name(session, scene.contact.id, scene.now):
        return None
    bare = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", typed[:200].strip(), count=1))
    meant = people.find_staff(session, scene.agency.id, typed) or people.find_staff(session, scene.agency.id, bare)
    exact = [person for person in meant if name_key(person.name) in (name_key(typed), name_key(bare))]
    if len(exact) == 1:
        return _ask(session, scene, scene.contact, exact[0])
    if only_exact:
        return None
    if greets(typed):
        return Outcome(guidance.type_name(scene.voice)) if scene.is_private else None
    if not meant:
        return Outcome(guidance.name_not_found(scene.voice, typed)) if scene.is_private else None
    return Outcome(guidance.choose_name(scene.voice, [(p.id, p.name) for p in meant[:MOST_CANDIDATES]]))


def greets(typed: str) -> bool:
    """Nothing but a greeting, thanks or politeness."""
    return bool(_GREETS.fullmatch(_SIGNS.sub("", squeeze(typed[:80]))))


def on_picked(session: Session, scene: Scene, staff_id: int) -> Outcome:
    """A name was picked from the buttons."""
    person = people.staff_by_id(session, scene.agency.id, staff_id)
    if scene.contact is None or scene.chat.type == ChatType.PUBLIC:
        return Outcome(joining.come_privately(scene.voice))
    if person is None:
        return Outcome(guidance.type_name(scene.voice))
    return _ask(session, scene, scene.contact, person)


def _ask(session: Session, scene: Scene, contact: ContactRecord, person: StaffRecord) -> Outcome:
    already = contacts.staff_of(session, contact)
    if already:
        return Outcome(guidance.already_registered(scene.voice, already.name))
    if person.bound:
        return Outcome(joining.name_taken(scene.voice, person.name))
    is_new = contacts.ask_binding(session, contact.id, person.id, scene.now)
    answer = (*_notice(session, scene, contact), *guidance.asked(scene.voice, person.name))
    card = _card(session, scene, contact, person)
    notes = _to_confirmers(session, scene, card, person, f"registration/{contact.id}/{person.id}") if is_new else ()
    # With nobody to be reached in private, a coordinator in this group may press: who presses is checked.
    shown_here = card if is_new and not notes and not scene.is_private else ()
    return Outcome((*answer, *shown_here), notes)


def _card(session: Session, scene: Scene, contact: ContactRecord, person: StaffRecord) -> Messages:
    unit = _unit_name(session, scene.agency.id, person.unit_id)
    shown_as = contact.display_name or "ไม่ทราบชื่อ"
    return joining.ask_confirmer(scene.agency.voice, contact.id, person.id, shown_as, person.name, unit)


def _to_confirmers(
    session: Session, scene: Scene, card: Messages, asked_to_be: StaffRecord, key: str
) -> tuple[Note, ...]:
    """The coordinators who can be reached in private, else the administrators; each push counts, so not both.

    Only those whose word makes somebody of that role: an administrator is confirmed by another.
    """
    for role in (r for r in (Role.COORDINATOR, Role.ADMINISTRATOR) if may_give(r, asked_to_be.role)):
        reached = [
            contact
            for person in people.roster(session, scene.agency.id)
            if person.role == role and (contact := contacts.contact_of(session, scene.agency.id, person.id))
            if contacts.is_reachable_privately(session, contact.id, scene.now)
        ]
        if reached:
            return tuple(_note(session, to, key, card, scene.now) for to in reached)
    return ()


def _note(session: Session, to: ContactRecord, key: str, messages: Messages, now: datetime) -> Note:
    private = chat.private_chat(session, to.id, now)
    return Note(private.id, f"{key}/{now.isoformat()}/{to.id}", messages)


def on_confirm(session: Session, scene: Scene, contact_id: int, staff_id: int) -> Outcome:
    """A coordinator says: yes, this account is this person (both ids come with the button)."""
    return _decide(session, scene, contact_id, staff_id, accepted=True)


def on_reject(session: Session, scene: Scene, contact_id: int, staff_id: int) -> Outcome:
    """A coordinator says: no, this account is not this person."""
    return _decide(session, scene, contact_id, staff_id, accepted=False)


def _decide(session: Session, scene: Scene, contact_id: int, staff_id: int, accepted: bool) -> Outcome:
    by = contacts.staff_of(session, scene.contact) if scene.contact else None
    if by is None:
        return Outcome(guidance.not_registered(scene.voice))
    wanted = people.staff_by_id(session, scene.agency.id, staff_id)
    if not may(by.role, Action.CONFIRM_STAFF) or (wanted and not may_give(by.role, wanted.role)):
        return Outcome(guidance.not_allowed(scene.voice))
    notes = decide(session, scene.agency, by, contact_id, staff_id, accepted, scene.now)
    if notes is None:
        asker = contacts.contact_by_id(session, scene.agency.id, contact_id)
        now_asks = _asks_now(session, scene, asker) if asker and asker.staff_id != staff_id else ()
        return Outcome((*joining.nothing_to_decide(scene.voice), *now_asks))
    elsewhere = tuple(note for note in notes if note.chat_id != scene.chat.id)
    return Outcome(guidance.decided(scene.voice, wanted.name if wanted else "", accepted), elsewhere)


def decide(
    session: Session,
    office: AgencyRecord,
    by: StaffRecord,
    contact_id: int,
    staff_id: int,
    accepted: bool,
    now: datetime,
) -> tuple[Note, ...] | None:
    """Whether this account is this person; what the asker is told, where it arrives. May they? is the caller's to ask.

    None when there is nothing to decide any more: decided before, asked to be somebody else, or the person taken.
    """
    asker = contacts.contact_by_id(session, office.id, contact_id)
    person = people.staff_by_id(session, office.id, staff_id)
    if asker is None or person is None or (accepted and person.bound):
        return None
    settle = contacts.confirm_binding if accepted else contacts.reject_binding
    if not settle(session, contact_id, staff_id, by.id, now):
        return None
    key = f"registered/{asker.id}/{person.id}"
    if not contacts.is_reachable_privately(session, asker.id, now):
        return _told_in_group(session, office, asker, person, accepted, key, now)
    example = example_code(session, office.id, person)
    yes = (
        *guidance.confirmed(office.voice, person.name, person.role, example),
        *undecided.told_to(session, office, person),
    )
    return (_note(session, asker, key, yes if accepted else guidance.rejected(office.voice), now),)


def _told_in_group(
    session: Session,
    office: AgencyRecord,
    asker: ContactRecord,
    person: StaffRecord,
    accepted: bool,
    key: str,
    now: datetime,
) -> tuple[Note, ...]:
    """Where LINE does not reach the asker alone: in a group of the office's own people that they were seen in."""
    groups = chat.groups(session, office.id, *_KNOWN_AUDIENCE)
    seen = chat.members(session, [group.id for group in groups])
    to = next((group.id for group in groups if asker.id in seen.get(group.id, ())), None)
    words = guidance.decided_in_group(office.voice, person.name, accepted)
    return (Note(to, f"{key}/{now.isoformat()}", words, urgency="information"),) if to else ()


def _asks_now(session: Session, scene: Scene, asker: ContactRecord) -> Messages:
    """Whom the account asks to be by now: of a change of mind within a day nobody was told."""
    person = people.staff_by_id(session, scene.agency.id, asker.staff_id or 0)
    return _card(session, scene, asker, person) if person and asker.binding == "pending" else ()


def _unit_name(session: Session, agency_id: int, unit_id: int | None) -> str | None:
    return next((unit.name for unit in agency.units(session, agency_id) if unit.id == unit_id), None)
