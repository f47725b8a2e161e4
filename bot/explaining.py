"""Why more time is wanted, told after the request was sent: kept with it, and told to those who decide."""

import re
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import answers, asking, extending, request_notes, rules, wording
from bot.deciders import deciders_on, private_chat_of
from bot.items import item_of
from bot.messages import extension as texts
from bot.messages import reasons
from bot.reading import Reading
from bot.registration import greets
from bot.scene import Note, Outcome, Scene
from bot.spoken import said_then
from models import progress, reply
from models.assignment import Extension, hold
from models.codes import find_codes
from models.figures import Owed
from models.passwords import without_who
from models.records import StaffRecord, Status
from models.reply import Statement, StatusReply
from models.thaitext import squeeze

FEWEST = 4  # letters; "ลา" may be a slip, "ลาป่วย" is a reason
_BECAUSE = re.compile(r"(?:ก็)?(?:เพราะ|เนื่องจาก|ด้วยเหตุ|สาเหตุ|เหตุผล|because|due to)")
# What work is held up by when it is denied; "ไม่ร้อน" and "ไม่ง่วง" tell no cause.
_DENIED = (
    r"ไม่(?:ได้|ทัน|เสร็จ|แล้วเสร็จ|ครบ|พอ|เพียงพอ|ว่าง|พร้อม|ส่ง|มา(?!ก)|ถึง|ตอบ|คืน|อยู่|ผ่าน|สะดวก|ชัด|ตรง|ถูกต้อง|เรียบร้อย|สามารถ|เข้าใจ|เคย|ไหว|ปกติ|ลงตัว|นิ่ง"
    r"|เห็นชอบ|อนุมัติ|อนุญาต|ลงนาม|เซ็น|ประกาศ|พิจารณา|โอน|จ่าย|เบิก|ออก|เริ่ม|เปิด|ปิด|สรุป|รวบรวม|จัด|ตั้ง|แจ้ง|ยืนยัน|กำหนด|นัด|รับ(?!รู้)|ทำ|ดำเนิน|ยอม|ให้|ลง"
    r"|มี(?:ใคร|คน|เวลา|เจ้าหน้าที่|บุคลากร|ผู้|ช่าง|พนักงาน|คณะ|งบ|เงิน|ข้อมูล|เอกสาร|ราคา|รถ|เน็ต|อินเทอร์เน็ต|ไฟ|สัญญาณ|ที่|วัสดุ|ของ|หนังสือ|ร้าน))"
)
_DENIED_IN_ENGLISH = (
    r"(?:been\s?)?(?:ready|available|received|arrived|approved|signed|sent|paid|returned|finished|completed?|done"
    r"|come|here|back|able|clear)"
)
_LACKED = (
    r"(?:\w{1,12}\s)?(?:staff|people|officers?|time|money|budget|funds?|internet|electricity|power|reply|replies|answer|response|data|information"
    r"|documents?|papers?|signatures?|approval|car|vehicle|computer|printer|signal|access)"
)
# What causes are told with; words without any of them are asked about.
_CAUSE = re.compile(
    rf"{_DENIED}|ยัง(?:ขาด|ค้าง|ติด|ทำ|ต้อง|รอ)"
    r"|รอ|ขาด|ต้อง|ติด|เหลือ|ช้า|น้อย|เยอะ|แน่น|หลาย|ป่วย|ลา(?:คลอด|กิจ|พัก|ออก|บวช)|ย้าย|หาย|เสีย|เพิ่ง|ระหว่าง|กำลัง|ปิด|เลื่อน|ตรงกับ|ซ้อน"
    r"|งบ|เอกสาร|ข้อมูล|หนังสือ|ประชุม|อบรม|ตรวจ|ราชการ|โครงการ|แก้|ทบทวน|เปลี่ยน|ยกเลิก|ขอ(?:ความ|ข้อ)|(?<!ทำ)งาน(?!เลี้ยง|บวช|แต่ง|ศพ)"
    r"|(?:จัด|ต้อง|กำลัง|เพิ่ง|เร่ง)ทำ|ทำ(?:ราย|เล่ม|แบบ|แผน|สัญญา|ประชาคม|คนเดียว|ใหม่|ซ้ำ)"
    r"|\b(?:wait|waiting|(?<!no\s)(?<!not\s)needs?|still|missing|late|sick|leave|busy|more|until|cannot|can't|system|documents?)\b"
    rf"|\bnot\s?(?:yet|enough|{_DENIED_IN_ENGLISH})|\bno\s?(?:one\s?|{_LACKED})"
)
# Illness and private business explain a delay, though the same deeds are small talk elsewhere.
_PRIVATE = re.compile(
    r"ธุระ|ไม่(?:ค่อย)?สบาย|(?:เป็น|มี)ไข้|ไข้(?:หวัด|เลือด|สูง)|เจ็บ(?:ป่วย|ท้อง|ขา|หลัง)|ปวด(?:ท้อง|หัว|หลัง|ฟัน)|ท้องเสีย|ผ่าตัด|อุบัติเหตุ|รถ(?:ล้ม|ชน|เสีย)"
    r"|โรงพยาบาล|รพ\.?(?=$|[^ก-๛])|แอดมิท|admit|เฝ้า(?:ไข้|แม่|พ่อ|ลูก)|(?:พบ|หา|นัด)(?:แพทย์|หมอ)|(?:แพทย์|หมอ)นัด|เสียชีวิต|งานศพ|ฌาปนกิจ|คลอด(?:ลูก|บุตร)|ครอบครัว"
    r"|\b(?:ill|illness|sick|hospital|doctor|surgery|accident|funeral|family|personal|private)\b"
)
# Over words without spaces, the whole of them: asked why, somebody says that there is nothing to say.
_NONE = re.compile(
    r"(?:ก็|อืม|อ๋อ|เอ่อ|ขอ|คือ){0,2}ไม่(?:เป็น(?:ไร|อะไร)|มี|บอก|รู้|ทราบ|ระบุ|แจ้ง|อยาก|ต้อง|ขอ|ใส่|สะดวก(?:บอก|แจ้ง|ระบุ))"
    r"(?:จะ|บอก|ระบุ|แจ้ง|ใส่|เหตุผล|สาเหตุ|เหตุ|อะไร|ใด|ใดๆ|ๆ|พิเศษ|เป็น|หรอก|เหมือนกัน|เลย|แล้ว|นะ|จ้า|จ้ะ|ค่ะ|คะ|ค่า|ครับ|คับ|[.,!]){0,8}"
    r"|(?:thereis|ihave)?no(?:particular|special)?reason[.!]?|(?:no|none)[.!]?|nevermind[.!]?|idon'?tknow[.!]?"
)
_MAY_TELL = ("report_obstacle", "request_extension", "report_status")


def on_words(
    session: Session, scene: Scene, person: StaffRecord, words: str, reading: Reading | None, ids: tuple[int, ...]
) -> Outcome | None:
    """The words that were asked for after a request without a reason; None when they are something else.

    ids: the occurrences that were asked about.
    """
    has_none = bool(_NONE.fullmatch(squeeze(_flat(words))))
    if not words or (not has_none and _is_aside(words, reading)):
        return None
    mine = (Extension.occurrence_id.in_(ids), Extension.asked_by == person.id, Extension.state == "asked")
    extension = session.scalars(select(Extension).where(*mine).order_by(Extension.id.desc())).first()
    found = progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id]) if extension else []
    if extension is None or not found:
        return Outcome(texts.nothing_to_decide(scene.voice))
    if has_none:
        return on_bare(session, scene, person, extension.id if extension.reason else None)
    if not _tells_why(words, reading) and scene.event_id is not None:
        asked = reasons.is_it_the_reason(scene.voice, item_of(session, scene, found[0]), extension.id, scene.event_id)
        return Outcome(asked, about=(extension.occurrence_id,), asks=extending.REASON)
    return keep(session, scene, person, found[0], extension, words, words)


def keep(
    session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension, words: str, why: str
) -> Outcome:
    """Write the reason down with its request, in place of one told before; words: the whole message."""
    again = extension.reason is not None
    extension.reason = why
    occurrence = hold(session, extension.occurrence_id)
    said = Statement(words, "request_extension", extending.TOLD_AFTER, obstacle=why)
    reply.record(session, occurrence, said, Status(occurrence.status), person.id, scene.event_id, scene.now)
    told = reasons.reason_added(scene.voice, item_of(session, scene, one), why, extension.id, again)
    return Outcome(told, _notes(session, scene, person, one, extension), about=(extension.occurrence_id,))


def on_bare(session: Session, scene: Scene, person: StaffRecord, extension_id: int | None) -> Outcome:
    """‹ไม่ระบุเหตุผล›: the request lies with those who decide as it is. ‹ไม่ใช่เหตุผล›: what was taken for it goes."""
    if extension_id is None:
        return Outcome(reasons.no_reason(scene.voice))
    extension = session.get(Extension, extension_id)
    if extension is None or extension.asked_by != person.id or extension.state != "asked" or not extension.reason:
        return Outcome(texts.nothing_to_decide(scene.voice))
    same = (StatusReply.occurrence_id == extension.occurrence_id, StatusReply.reason == extending.TOLD_AFTER)
    told = select(StatusReply).where(*same, StatusReply.obstacle == extension.reason).order_by(StatusReply.id.desc())
    if written := session.scalars(told).first():
        reply.undo(session, written, person.id, scene.event_id, scene.now)
    extension.reason = None
    request_notes.renew_notes(session, scene, extension)
    (one,) = progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id])
    return Outcome(reasons.reason_removed(scene.voice, item_of(session, scene, one)), about=(one.occurrence_id,))


def on_meant(session: Session, scene: Scene, person: StaffRecord, extension_id: int, event_id: int) -> Outcome:
    """‹ใช่ เป็นเหตุผล›: the words of then are kept as their own message's, so that withdrawing it withdraws them.

    Once taken out and put back by an older button they are the press's, which repeats that message (said_then).
    """
    extension = session.get(Extension, extension_id)
    if extension is None or extension.asked_by != person.id or extension.state != "asked":
        return Outcome(texts.nothing_to_decide(scene.voice))
    words = said_then(session, scene, event_id)
    found = progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id])
    if not words or not found:
        return Outcome(texts.nothing_to_decide(scene.voice))
    if extension.reason == without_who(words):  # a second press
        return Outcome(reasons.reason_added(scene.voice, item_of(session, scene, found[0]), words, extension.id))
    kept = (StatusReply.event_id == event_id, StatusReply.occurrence_id == extension.occurrence_id)
    if session.scalars(select(StatusReply.id).where(*kept)).first() is None:
        scene = replace(scene, event_id=event_id)
    return keep(session, scene, person, found[0], extension, words, words)


def _is_aside(words: str, reading: Reading | None) -> bool:
    """A day, a code, "done" or no more than how it stands is another matter, and so is a question or greeting."""
    if reading is None:
        flat = _flat(words)
        off = answers.puts_off(words, reading) or asking.requests(flat) or greets(words)
        return off or bool(find_codes(words).codes) or len(squeeze(words)) < FEWEST
    another = reading.codes or reading.due or reading.status is Status.COMPLETED or answers.only_state(words, reading)
    return reading.intent not in _MAY_TELL or bool(another)


def _tells_why(words: str, reading: Reading | None) -> bool:
    """Whether the words plainly are a cause: read as one, or holding a word that causes are told with."""
    flat = _flat(words)
    if reading is not None or rules.has("OBSTACLE", flat) or _BECAUSE.match(flat) or _PRIVATE.search(flat):
        return True
    return bool(_CAUSE.search(flat)) and not (rules.has("OFF_TOPIC", flat) or rules.has("JOKE", flat))


def _flat(words: str) -> str:
    return wording.read(words, bare=False).flat.replace(wording.CUT, "")


def _notes(session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension) -> tuple[Note, ...]:
    """A card not said yet tells the reason itself; who has read theirs already is told of it with the next word."""
    unread = request_notes.renew_notes(session, scene, extension)
    item, why = item_of(session, scene, one), extension.reason or ""
    told = texts.reason_for_approver(scene.agency.voice, item, person.name, why, extension.id)
    asked = deciders_on(session, one, person, scene.now)
    chats = [private_chat_of(session, scene.agency.id, whom.id, scene.now) for whom in asked if whom.id != person.id]
    key = f"{request_notes.key_of(extension)}/reason"
    rest = [chat_id for chat_id in chats if chat_id and chat_id not in unread]
    return tuple(Note(c, f"{key}/{c}", told, (one.occurrence_id,), urgency="information") for c in rest)
