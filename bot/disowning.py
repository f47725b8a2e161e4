"""Somebody says that a thing is not theirs: who answers for it by the plan is told, and the coordinator on a press."""

import re

from sqlalchemy.orm import Session

from bot.deciders import private_chat_of
from bot.items import item_of
from bot.messages import disowning as words
from bot.reading import Reading
from bot.scene import Note, Outcome, Scene
from bot.spoken import said_then
from models import people, progress
from models.delivery import last_told
from models.figures import Owed
from models.records import StaffRecord
from models.thaitext import squeeze

LONGEST = 80  # letters; who writes more tells of the work, whatever the words begin with
_NOT_MINE = re.compile(
    r"(?:(?:งาน|เรื่อง|ข้อ|อัน|รายการ)(?:นี้|นั้น)?|[OEI]\d{1,3}|นี้|มัน|ว่า|คือ|[,.]){0,4}ไม่(?:ใช่|ได้เป็น|เกี่ยวกับ)"
    r"(?:งาน|หน้าที่|เรื่อง|ความรับผิดชอบ|ภารกิจ|ส่วน)?(?:ใน)?(?:ความรับผิดชอบ)?(?:ของ|กับ)?"
    r"(?:หนู|ผม|ฉัน|ดิฉัน|กระผม|เรา|ชั้น|ทางเรา|กองเรา|กองนี้|(?:ทาง)?(?:กอง|สำนัก|หน่วย|ฝ่าย)[ก-๛]{2,20}?)"
    r"(?=$|ค่ะ|คะ|ครับ|คับ|นะ|เลย|แล้ว|เป็น|ของ|แต่|น่าจะ|ต้อง)",
    re.IGNORECASE,
)
# The whole of the words: "O20 is not mine", "this is not our work".
_NOT_MINE_IN_ENGLISH = re.compile(
    r"(?:sorry[,.]?)?(?:the|item|[oei]\d{1,3}|this|that|it|one|is|was){0,4}(?:'s)?(?:not|n't)"
    r"(?:mine|ours|(?:my|our)(?:own)?(?:work|job|task|duty|item|unit|business|responsibility))[.!]?",
    re.IGNORECASE,
)


def on_words(
    session: Session, scene: Scene, person: StaffRecord, text: str, reading: Reading | None, quoted: tuple[int, ...]
) -> Outcome | None:
    """What is said back; None for other words, or where a state is told with them. quoted: what we had told of."""
    said = squeeze(text)
    in_thai = _NOT_MINE.match(said) and not (reading is not None and reading.status)
    if len(said) > LONGEST or not (in_thai or _NOT_MINE_IN_ENGLISH.fullmatch(said)):
        return None
    meant = _meant(session, scene, reading.codes if reading else (), quoted)
    if meant is None:
        return Outcome(words.which(scene.voice))
    told = words.owned(scene.voice, item_of(session, scene, meant), scene.event_id or 0, _names(session, person))
    return Outcome(told, about=(meant.occurrence_id,))


def _meant(session: Session, scene: Scene, codes: tuple[str, ...], quoted: tuple[int, ...]) -> Owed | None:
    """What the words name, else what they answer, else the one thing the person was told of last."""
    if codes:
        coded = [one for one in progress.owed(session, scene.agency.id) if set(codes) & set(one.codes)]
        return next((one for one in coded if one.is_open), coded[0] if coded else None)
    ids = quoted or (last_told(session, scene.chat.id, scene.now) if scene.is_private else ())
    found = progress.of_occurrences(session, scene.agency.id, ids)
    return found[0] if len({one.duty_id for one in found}) == 1 else None


def _names(session: Session, person: StaffRecord) -> list[str]:
    return [one.name for one in people.coordinators(session, person.agency_id) if one.id != person.id]


def on_told(session: Session, scene: Scene, person: StaffRecord, occurrence_id: int, event_id: int) -> Outcome:
    """‹แจ้งผู้ประสานงาน›: the words of then go to each coordinator whom LINE reaches."""
    found = progress.of_occurrences(session, scene.agency.id, [occurrence_id])
    said = said_then(session, scene, event_id)
    coordinators = [one for one in people.coordinators(session, scene.agency.id) if one.id != person.id]
    if not found or not said or not coordinators:
        return Outcome(words.nobody_to_tell(scene.voice))
    told = words.for_coordinator(scene.voice, item_of(session, scene, found[0]), person.name, said)
    chats = {one.name: private_chat_of(session, scene.agency.id, one.id, scene.now) for one in coordinators}
    key = f"not_mine/{event_id}/{occurrence_id}"
    notes = tuple(Note(chat, f"{key}/{chat}", told, (occurrence_id,)) for chat in chats.values() if chat)
    reached = [name for name, chat in chats.items() if chat]
    return Outcome(words.told(scene.voice, reached or list(chats), bool(reached)), notes)
