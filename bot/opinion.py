"""Where the rules and what a message resembles differ: the surer one is heard, and doubt never becomes done. Pure."""

from dataclasses import replace

from bot import causes, claims, duewords, ownwords, rules, scopes, vocabulary
from bot.likeness import Likeness, likeness
from bot.reading import Heard, Reading, Scope
from bot.wording import CODE, CUT, Wording, pattern
from models.records import Status

# All measured on sentences kept aside (docs/decisions/0015).
SURE = 0.4  # to read what the rules left unread; lower lets small talk in, higher lets replies fall through
OVERRULING = 0.7  # to read something else than the rules
CAUSE = 0.98  # to read a mere state where the rules found a cause
FIRST = 0.9  # to read a statement where they found a question
DOUBTED = 0.75  # a claim that resembles claims less than this is not taken for done
HALF_CLAIMED = 0.3  # the share of claims that a message with something past in it must have to be looked at without
CLAIMED = 0.9  # to take a plain claim for one although something beside it made the rules doubt
# To take for done what the rules doubt or read otherwise, where a clause of its own says so and nothing takes it back:
# of 7,241 sentences, each read by a model that had not seen it, 8 were lifted so and were done, none was not.
SURELY, KNOWN = 0.97, 0.45
UNHEARD = 0.85  # to leave unanswered what the rules read in words said to the bot
UNCALLED = 0.95  # to be heard without being spoken to
# Alone with the bot, about no code and under no card, people also chat: what is not surely about work is none of it.
# Kept aside, of 116 reports read by resemblance alone 13 fall through, and of 31 wrong readings of chat 26.
ALONE = 0.6  # to read there what the rules left unread
CHAT = 0.1  # the share of small talk that such a reading may have
LEAVING = 0.55  # to leave unanswered there what the rules read
FAMILIAR = 0.2  # the share of known pieces without which no resemblance is believed, and no claim beyond plain words
FEWEST = 3  # characters; a bare link or picture sign resembles nothing
_STATES = {status.value: status for status in Status}
# A claim made of these words alone is as plain as can be: no resemblance lowers it.
_PLAIN = pattern(
    r"(?:(?<=ครับ)|(?<=คับ)|(?<=ค่ะ)|(?<=จ้า)|(?<=จ้ะ)|(?<=เจ้า)|(?<=เด้อ))(?:ท่าน)?(?:หัวหน้า|ปลัด|ผอ\.?|พี่|น้อง|ป้า|ลุง|อ้าย|เอื้อย|นาย)"
    rf"|{CODE}|{vocabulary.PARTICLE}|เสร็จ|สำเร็จ|ลุล่วง|ขึ้น(?=เว็บ|ระบบ|เพจ)|อัพ|ระบบ|เพจ|ไป(?=แล้ว|เรียบ)|(?:ตั้งแต่)?เมื่อ(?:วาน|เช้า|กี้)|วันนี้|ตอนนี้|เรียบร้อย|แล้ว|ทำ|ส่ง|ลง|เว็บ|ประกาศ(?!ผล)|ติด(?:บอร์ด|ประกาศ)|หน้า(?:อบต\.?|เทศบาล|สำนักงาน)|หน้า(?=\|)|อบต\.?(?=และ)|ครบ|หมด|ดำเนินการ|เผยแพร่|ทั้ง(?:หมด|สอง|สาม|คู่)|สิ้น"
    rf"|สมบูรณ์|กับ|และ|ให้(?!◇)|ของ"
    r"|กอง(?:คลัง|ช่าง|การศึกษา|สวัสดิการ|สาธารณสุข|ยุทธศาสตร์)|สำนักปลัด"
    r"|done|finished|completed|submitted|posted|published|uploaded|already|just\s?now|(?:is|are|was|has\s?been|and)(?=\s?(?:done|finished|completed|submitted|posted|published|uploaded))|all\s?(?:good|set|done)|ผม|หนู|good\s?(?:morning|afternoon|evening|day)|hello|[^\wก-๛]"
)
_POINTS = pattern(r"(?:ของ|ข้อ|เรื่อง|อัน|นี้|นั้น|นะ|ค่ะ|คะ|ครับ|จ้า){1,6}|ไม่ยังไง")  # "ของ O12 ค่ะ" says nothing of it
_ONLY_IF = pattern(r"(?:ถ้า|หาก)[^?]{0,40}ไม่[^?]{0,30}(?:ค่อย|จะ|คง|อาจ)")  # "if it is not done I shall ask for time"
_DOUBTS = ("report_status", "report_obstacle", "request_extension")  # what a claim may have been taken for
_NOBODYS = ("JOKE", "EXAMPLE", "HEARSAY", "OFF_TOPIC", "LAST_YEAR", "CONDITION", "ORDER")


def weighed(reading: Reading | None, said: Wording, heard: Heard) -> Reading | None:
    """The rules' reading, another where the words surely resemble another kind, or one where the rules had none."""
    if heard.waiting_for and reading is None:
        return None  # an answer to what the bot has asked is for whoever asked
    beside = said.flat.replace(CODE, "").replace(CUT, "")
    if said.cut or len(beside) < FEWEST or _POINTS.fullmatch(beside):
        return reading
    like = likeness(said, heard.addressed, bool(heard.quoted_codes))
    alone = heard.addressed and not (said.codes or heard.quoted_codes or heard.waiting_for)
    if reading is None:
        return _surely(like, said, heard) or (None if alone and _is_chat(like) else _unread(like, said, heard))
    if reading.per_code or reading.per_unit or _is_plain(reading, said, heard):
        return reading
    if reading.intent in _DOUBTS and reading.status is not Status.COMPLETED and (done := _surely(like, said, heard)):
        return done
    if alone and like.kind == "none" and like.sure >= LEAVING:
        return None
    if reading.status is Status.COMPLETED:
        return _believed(reading, like, said, heard, alone)
    if like.kind == _kind_of(reading) or like.sure < _needed(reading, like):
        return reading
    if like.kind == "completed":
        return reading  # the rules doubt it
    if not heard.addressed and like.kind.startswith("ask_"):
        return reading
    if like.kind == "none":
        return reading if heard.addressed and like.sure < UNHEARD else None
    return _resembled(like.kind, said, heard)


def _is_chat(like: Likeness) -> bool:
    """Whether words without a code or a card are rather talk than anything the bot should act on."""
    return like.sure < ALONE or like.of("none") > CHAT or like.known < FAMILIAR


def _believed(reading: Reading, like: Likeness, said: Wording, heard: Heard, alone: bool) -> Reading | None:
    """A claim that resembles one; where something beside it is past, its own words may tell, if surely."""
    share = like.of("completed")
    if alone and like.known < FAMILIAR:
        return None
    if share >= (CLAIMED if alone else DOUBTED):
        return reading
    own = ownwords.as_said(said, heard.now.date())
    surely = own.flat != said.flat and share >= HALF_CLAIMED
    if surely and likeness(own, heard.addressed, bool(heard.quoted_codes)).of("completed") >= CLAIMED:
        return reading
    return _doubted(reading, like, heard)


def _needed(reading: Reading, like: Likeness) -> float:
    """How sure the resemblance must be to be heard instead of the rules."""
    cause = reading.intent == "report_obstacle" and like.kind in _STATES
    asks = reading.intent.startswith("ask_") and not like.kind.startswith("ask_")
    return CAUSE if cause else FIRST if asks else OVERRULING


def _is_plain(reading: Reading, said: Wording, heard: Heard) -> bool:
    if reading.intent == "request_extension":
        return rules.has("EXTENSION", said.flat)
    if reading.scope != Scope():
        return True  # a question that names what it is about
    if reading.progress is not None and heard.addressed and (said.codes or heard.quoted_codes):
        return reading.status is Status.IN_PROGRESS  # a per cent told of an item is no chat
    own = ownwords.own_words(said, heard.now.date())
    return duewords.consists_of(_PLAIN, CUT.join(clause.flat for clause in own))


def _kind_of(reading: Reading) -> str:
    if reading.intent == "report_status" and reading.status:
        return reading.status.value
    return "ask_overdue" if reading.intent == "ask_missing" else reading.intent


def _doubted(reading: Reading, like: Likeness, heard: Heard) -> Reading | None:
    if like.kind == "none" and (not heard.addressed or like.sure >= UNHEARD):
        return None
    return replace(reading, status=Status.IN_PROGRESS, reason="resembles a doubt")


def _unread(like: Likeness, said: Wording, heard: Heard) -> Reading | None:
    """A reading by resemblance alone; not spoken to, the bot must be surer, and nothing may speak against it."""
    if like.kind == "completed":
        return _claimed(said, like, heard)
    words = said.flat.replace(CUT, "")
    if like.kind == "none" or (rules.is_question(words) and not like.kind.startswith("ask_")):
        return None
    if like.kind == "request_extension" and _ONLY_IF.search(words):
        return None
    nobodys = any(rules.has(name, words) for name in _NOBODYS)
    if heard.addressed:
        return _resembled(like.kind, said, heard) if like.sure >= (OVERRULING if nobodys else SURE) else None
    uncalled = like.kind.startswith("ask_") or like.sure < UNCALLED or nobodys
    return None if uncalled else _resembled(like.kind, said, heard)


def _claimed(said: Wording, like: Likeness, heard: Heard) -> Reading | None:
    """Done, told to the bot, where the sender's own words say so plainly and nothing else, and surely resemble claims.

    The rules left it unread for an order or a question's word beside the claim.
    """
    if not heard.addressed or like.of("completed") < CLAIMED or rules.is_question(said.flat):
        return None
    if any(rules.has(name, said.flat) for name in _NOBODYS if name != "ORDER"):
        return None
    own = [c for c in ownwords.own_words(said, heard.now.date()) if not rules.has("ORDER", c.flat)]
    if claims.status_of(CUT.join(c.flat for c in own)) is not Status.COMPLETED:
        return None
    return Reading("report_status", "resembles a claim", status=Status.COMPLETED)


def _surely(like: Likeness, said: Wording, heard: Heard) -> Reading | None:
    """Done, of one item, by a clause that says so and words that hardly resemble anything else."""
    if like.of("completed") < SURELY or like.known < KNOWN or sum(len(clause.runs) for clause in said.clauses) > 1:
        return None
    about_work = bool(said.codes or heard.quoted_codes)
    bars = (name for name in _NOBODYS if not (about_work and name == "OFF_TOPIC"))
    if rules.is_question(said.flat) or any(rules.has(name, said.flat) for name in bars):
        return None
    own = ownwords.own_words(said, heard.now.date())
    if duewords.is_to_come(said.flat, heard.now) or not claims.is_said_at_last([clause.flat for clause in own]):
        return None
    return Reading("report_status", "surely resembles a claim", status=Status.COMPLETED)


def _resembled(kind: str, said: Wording, heard: Heard) -> Reading | None:
    """A reading of that kind, with what the words say besides."""
    words = said.flat.replace(CUT, "")
    if kind in _STATES:
        return Reading("report_status", "resembles a report", status=_STATES[kind], progress=claims.progress_of(words))
    today = heard.now.date()
    if kind.startswith("ask_"):
        return Reading(kind, "resembles a question", scope=scopes.scope_of(said.flat, today))
    if kind == "acknowledge":
        return Reading(kind, "resembles one")
    due = duewords.due_from(words, today) if kind == "request_extension" else None
    if due and due < today:
        return None  # a day that is gone tells what was done then, no later day
    status, progress = claims.status_beside(said.flat), claims.progress_of(said.flat)
    obstacle = causes.told(said.clauses) if kind == "report_obstacle" else None
    return Reading(kind, "resembles one", status=status, progress=progress, due=due, obstacle=obstacle)
