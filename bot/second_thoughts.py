"""A report taken back in the person's very next words, without naming it: "เอ๊ย ยังไม่เสร็จ", "พิมพ์ผิดค่ะ", "*ยัง"."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot import answers, reporting, taking_back
from bot.choosing import Named
from bot.filling_in import question_of
from bot.report import Report
from bot.said import Said
from bot.scene import Outcome, Scene, together
from bot.vocabulary import PARTICLE
from bot.wording import flat, pattern
from models import inbox, reply
from models.inbox import InboxEvent
from models.records import StaffRecord, Status
from models.reply import Statement, StatusReply

LATELY = timedelta(minutes=5)  # after that the words may be about anything
_LONGEST = 60  # letters of such words
_OOPS = r"(?:เอ๊ย|เอ้ย|เอ๊ะ|เอ้า|อุ๊ย|อุ้ย|อ้าว|ขอโทษ(?:ที)?|โทษ(?:ที)?|ไม่ใช่|เมื่อกี้|ตะกี้|ขอ|แก้(?:ไข|คำ|ข่าว|เป็น)?|ใหม่|\*)"
_BESIDE = rf"(?:{PARTICLE}|พี่|ผม|หนู|ทุกคน|อะ|อ่ะ|เลย|แหละ|จริงๆ|[^\w*]){{0,6}}"
_NOT_DONE = r"(?:ยัง(?:ไม่(?:ได้)?(?:เสร็จ|ส่ง|ครบ|เรียบร้อย|ลง|ทำ|เริ่ม)(?:ดี|ครบ|งาน|เว็บ)?)?|ไม่(?:ได้)?เสร็จ|กำลังทำ(?:อยู่)?)"
_WRONG = r"(?:พิมพ์|กด|ส่ง|แจ้ง|บอก|ตอบ|ดู|รายงาน)?ผิด(?:ข้อ|ห้อง|กลุ่ม|แชต|แชท|อัน|คน|เรื่อง|ไป)?"
_SAYS = pattern(
    rf"(?P<oops>(?:{_OOPS}{_BESIDE}){{0,4}})(?P<wrong>(?:{_WRONG}{_BESIDE}){{0,2}})(?:{_OOPS}{_BESIDE}){{0,2}}(?P<not>(?:{_NOT_DONE}{_BESIDE}){{0,2}})"
)


def on_words(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """The report just made is taken back, or made "not done" where they say so; None for all other words."""
    found = _SAYS.fullmatch(flat(said.words)) if len(said.words) <= _LONGEST else None
    if found is None or not (found["wrong"] or found["not"]):
        return None
    if said.codes or said.message.get("quotedMessageId") or _answers_us(said):
        return None
    rows = _just_reported(session, scene, person, plain=not (found["oops"] or found["wrong"]))
    if not rows:
        return None
    if not found["not"]:
        return taking_back.on_undo(session, scene, person, rows[-1].id, whole_message=True)
    report = Report(Statement(said.text, "report_status", "takes back what was said last"), Status.IN_PROGRESS)
    each = [Named(quoted=(one.occurrence_id,)) for one in rows]  # several at once would be asked about
    return together(*(reporting.on_report(session, scene, person, report, one) for one in each))


def _answers_us(said: Said) -> bool:
    """ "ยัง" where something is asked for the year's report puts the answer off."""
    return bool(said.asks) and question_of(said.asks) is not None and answers.puts_off(said.words, None)


def _just_reported(session: Session, scene: Scene, person: StaffRecord, plain: bool) -> list[StatusReply]:
    """What the person's last message claimed finished, here or, to us alone, anywhere; nothing of theirs came since.

    plain: the words have no mark of a slip; in a group they answer whoever spoke in between.
    """
    here = session.get(InboxEvent, scene.event_id) if scene.event_id else None
    rows = reply.last_reported(session, person.id, scene.now - LATELY)
    event = session.get(InboxEvent, rows[0].event_id) if rows else None
    if here is None or event is None or not (scene.is_private or event.source == here.source):
        return []
    since = inbox.said_between(session, scene.agency.id, event.id, here.id)
    mine = inbox.user_of(here)
    if any(user == mine or (plain and source == event.source) for source, user in since):
        return []
    return [one for one in rows if one.became == Status.COMPLETED]
