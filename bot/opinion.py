"""Where the rules and what a message resembles differ: doubt wins, and nothing becomes completed here. Pure."""

from dataclasses import replace

from bot import claims, duewords, rules, vocabulary
from bot.likeness import likeness
from bot.reading import Heard, Reading
from bot.wording import CODE, CUT, Wording, pattern
from models.records import Status

# Measured on sentences kept aside (docs/decisions/0015): lower lets small talk in, higher lets replies fall through.
SURE = 0.5
FEWEST = 3  # characters; a bare link or picture sign resembles nothing
OVERRULING = 0.6  # to take back or lower what the rules read
_STATES = {"in_progress": Status.IN_PROGRESS, "not_started": Status.NOT_STARTED}
# A claim made of these words alone is as plain as can be: no resemblance lowers it.
_PLAIN = pattern(
    rf"{CODE}|{vocabulary.PARTICLE}|เสร็จ|เรียบร้อย|แล้ว|ทำ|ส่ง|ลง|เว็บ|ครบ|หมด|ดำเนินการ|เผยแพร่|ทั้ง(?:หมด|สอง|สาม|คู่)|สิ้น"
    rf"|สมบูรณ์|ให้|ของ"
    r"|กอง(?:คลัง|ช่าง|การศึกษา|สวัสดิการ|สาธารณสุข|ยุทธศาสตร์)|สำนักปลัด"
    r"|done|finished|completed|ผม|หนู|[^\wก-๛]"
)
_VETOES = ("JOKE", "EXAMPLE", "HEARSAY", "OFF_TOPIC", "LAST_YEAR", "CONDITION", "ORDER")


def weighed(reading: Reading | None, said: Wording, heard: Heard) -> Reading | None:
    """The rules' reading, taken back or lowered where the words resemble another kind; or one where they had none."""
    if len(said.flat.replace(CODE, "").replace(CUT, "")) < FEWEST:
        return reading
    like = likeness(said.flat, heard.addressed, bool(said.codes), bool(heard.quoted_codes))
    if like.sure < SURE:
        return reading
    if reading is None:
        # An answer to what the bot has asked is for whoever asked; resemblance would take it for something else.
        return _resembled(like.kind, said, heard) if heard.addressed and not heard.waiting_for else None
    if like.sure < OVERRULING or (reading.intent == "request_extension" and rules.has("EXTENSION", said.flat)):
        return reading
    if duewords.consists_of(_PLAIN, rules.without("BENIGN", said.flat)):
        return reading
    if not heard.addressed and like.kind == "none":
        return None
    if reading.status is Status.COMPLETED and like.kind != "completed":
        return None if like.kind == "none" else replace(reading, status=Status.IN_PROGRESS, reason="resembles a doubt")
    return reading


def _resembled(kind: str, said: Wording, heard: Heard) -> Reading | None:
    """A reading by resemblance alone; none for "completed", for questions told as reports, and where a rule forbids."""
    words = said.flat.replace(CUT, "")
    if kind in ("none", "completed") or any(rules.has(name, words) for name in _VETOES):
        return None
    if rules.is_question(words) and not kind.startswith("ask_"):
        return None
    if kind in _STATES:
        return Reading("report_status", "resembles a report", status=_STATES[kind], progress=claims.progress_of(words))
    due = duewords.due_from(words, heard.now.date()) if kind == "request_extension" else None
    if due and due < heard.now.date():
        return None  # a day that is gone tells what was done then, no later day
    return Reading(kind, "resembles one", due=due, obstacle=_cause(said) if kind == "report_obstacle" else None)


def _cause(said: Wording) -> str | None:
    return " ".join(clause.typed for clause in said.clauses if clause.flat != CODE).strip() or None
