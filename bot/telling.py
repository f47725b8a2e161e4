"""What the coordinator is told without asking: what stands in somebody's way, once, and unsaid with its words."""

from sqlalchemy.orm import Session

from bot.messages import dialogue
from bot.messages.confirmation import Noted
from bot.scene import Note, Scene
from models import chat, contacts, outbox, people
from models.chat import ChatType, private_chat
from models.figures import Owed
from models.records import StaffRecord


def group_of(session: Session, one: Owed) -> int | None:
    """The group in which those who owe something read along: their unit's, else the whole office's."""
    own = [g for g in chat.groups(session, one.agency_id, ChatType.UNIT) if g.unit_id == one.unit_id]
    found = own or list(chat.groups(session, one.agency_id, ChatType.STAFF))
    return found[0].id if found else None


def of_obstacle(session: Session, scene: Scene, person: StaffRecord, noted: Noted) -> tuple[Note, ...]:
    """To each coordinator LINE reaches in the 1:1 chat, unless it was them who said it; no words, nothing to tell."""
    if not (noted.is_obstacle and noted.obstacle):
        return ()
    words = dialogue.obstacle_told(scene.agency.voice, noted.item, person.name, noted.obstacle)
    told = [one for one in people.coordinators(session, scene.agency.id) if one.id != person.id]
    chats = [chat_id for one in told if (chat_id := _chat_of(session, scene, one))]
    return tuple(
        Note(c, f"{_key(noted.reply_id)}{c}", words, urgency="information") for c in chats if c != scene.chat.id
    )


def take_back_obstacle(session: Session, scene: Scene, reply_id: int) -> None:
    """The report was taken back: who was not told yet is not told any more."""
    for message in outbox.of_key(session, scene.agency.id, _key(reply_id)):
        if message.state == "waiting":
            outbox.drop(message, "ผู้แจ้งยกเลิกการบันทึกแล้ว")


def take_back_sending_back(session: Session, scene: Scene, event_id: int | None, occurrence_id: int) -> None:
    """The executive put the words right: who was not asked to mend it yet is not asked any more."""
    key = sent_back_key(event_id, occurrence_id)
    for message in outbox.of_key(session, scene.agency.id, key):
        if message.key == key and message.state == "waiting":
            outbox.drop(message, "ผู้บริหารแก้ไขข้อความแล้ว")


def sent_back_key(event_id: int | str | None, occurrence_id: int) -> str:
    """What the note that asks to mend one share is known by."""
    return f"sent_back/{event_id}/{occurrence_id}"


def forget_obstacle(session: Session, scene: Scene, reply_id: int) -> None:
    """The words were withdrawn: nobody is told any more, and they go from what was told."""
    for message in outbox.of_key(session, scene.agency.id, _key(reply_id)):
        outbox.forget_words(session, message, (), scene.now)


def _key(reply_id: int) -> str:
    return f"obstacle/{reply_id}/"


def _chat_of(session: Session, scene: Scene, person: StaffRecord) -> int | None:
    contact = contacts.contact_of(session, scene.agency.id, person.id)
    if contact is None or not contacts.is_reachable_privately(session, contact.id, scene.now):
        return None
    return private_chat(session, contact.id, scene.now).id
