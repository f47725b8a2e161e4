"""What a chat message says about the work: a report, an obstacle, a request, a question, or nothing. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot import claims, duewords, vocabulary, wording
from bot.wording import CODE, Clause, Wording
from models.records import Status

LONGEST = 2000  # characters looked at: what says more than this is no status report


@dataclass(frozen=True)
class Heard:
    """Where a message was said. now: aware, Bangkok. waiting_for: what the bot last asked here (obstacle, date)."""

    addressed: bool
    now: datetime
    quoted_codes: tuple[str, ...] = ()
    waiting_for: str | None = None


@dataclass(frozen=True)
class Scope:
    """What a question to the bot is about: a unit's name as typed, or a fiscal quarter 1–4."""

    unit: str | None = None
    quarter: int | None = None


@dataclass(frozen=True)
class Reading:
    """A message as understood. reason says why in a few words; obstacle is the cause in the sender's own words.

    intent: report_status, report_obstacle, request_extension, acknowledge, ask_my_tasks, ask_overdue, ask_missing,
    ask_summary or ask_help. per_code holds the states where several codes differ; status is None then.
    """

    intent: str
    reason: str
    status: Status | None = None
    codes: tuple[str, ...] = ()
    progress: int | None = None
    due: date | None = None
    urls: tuple[str, ...] = ()
    per_code: dict[str, Status] = field(default_factory=dict)
    obstacle: str | None = None
    scope: Scope = Scope()


_PATTERNS = {
    name: wording.pattern(getattr(vocabulary, name))
    for name in (
        *("QUESTION", "NO_QUESTION", "CONDITION", "HEARSAY", "THIRD_PERSON", "ORDER", "BENIGN", "LAST_YEAR", "JOKE"),
        *("EXAMPLE", "HOSTILE", "OFF_TOPIC", "OBSTACLE", "SOLVED", "STATE_SAID", "EXTENSION", "DELIVER", "HEDGE"),
        *(
            "PROMISE",
            "HELP",
            "MINE",
            "MISSING",
            "OVERDUE",
            "SUMMARY",
            "ASKS",
            "FUTURE",
            "TIME_LIMIT_WORDS",
            "PENDING_HAND",
        ),
    )
}
_LEAD = wording.pattern(rf"^{vocabulary.LEAD}")
_ACK = wording.pattern(rf"{vocabulary.ACKNOWLEDGE}|{CODE}|{vocabulary.PARTICLE}|แล้ว|พี่|ผม|ท่าน|หัวหน้า|มาก|[^\w◇]")
_MAY_I = wording.pattern(r"(?:พอ)?(?:จะ)?ได้(?:บ้าง)?(?:ไหม|หรือเปล่า|ป่ะ|หรือไม่)|ไหม|\?|หรือเปล่า")
_NOT_BEGUN = wording.pattern(vocabulary.NOT_STARTED)
_NEARLY = wording.pattern(r"จะ(?:เสร็จ|ครบ)|ใกล้|เกือบ")
_EXPLICIT_STATE = wording.pattern(f"{vocabulary.NOT_STARTED}|ยังไม่|ไม่เสร็จ|เกือบ|ใกล้|กำลัง|อยู่ระหว่าง|%")
_ACK_FIRST = wording.pattern(rf"(?:เรื่อง|ข้อ)?{CODE}?(?:{vocabulary.ACKNOWLEDGE})")
_OWN_CORRECTION = wording.pattern(r"ที่(?:แจ้ง|รายงาน|บอก)(?:ไป|ไว้)?(?:ว่า)?")
_UNIT_NAME = wording.pattern(
    r"(?:สำนัก(?:งาน)?ปลัด|หน่วยตรวจสอบ(?:ภายใน)?|กอง[ก-๛]{2,40}?)"
    r"(?=$|[\s|◇,?]|คืบ|ถึง|ส่ง|ทำ|เสร็จ|มี|ยัง|ค้าง|หน่อย|ให้|ล่าช้า|เป็น|ไป|ครับ|ค่ะ|คะ|ไตรมาส|เหลือ|ว่า|ได้|ช้า|เกิน|เลย|บ้าง|กับ|และ)"
)
_QUARTER = wording.pattern(r"ไตรมาส(?:ที่)?([1-4])|(?<![a-z])q([1-4])(?!\d)|ไตรมาส(แรก|นี้|สุดท้าย|ก่อน)")
_PAST_FIRST = wording.pattern(r"เมื่อ|ก่อนหน้า|ตอนแรก|ทีแรก|ช้า|ยาก|เหนื่อย|หลายวัน|นาน|แก้")
_PAST_DAY = wording.pattern(r"เมื่อ|ตั้งแต่|ไปแล้ว|ที่ผ่านมา|ที่แล้ว")
_UNITS_SAID = wording.pattern(r"กอง[ก-๛]{2}|สำนัก|ฝ่าย")


def understand(text: str, heard: Heard) -> Reading | None:
    """What the message says about the work; None for small talk and whatever is not the sender's to report.

    Without being spoken to the bot reacts only to a plain statement that names a code.
    """
    said = wording.read(text[:LONGEST], bare=heard.addressed)
    if not (heard.addressed or said.codes) or _has("HOSTILE", said.flat):
        return None
    reading = (_asked(said) if heard.addressed else None) or _answer(text, said, heard) or _reported(said, heard)
    return reading and replace(reading, codes=said.codes, urls=said.urls)


def _has(name: str, flat: str) -> bool:
    return bool(_PATTERNS[name].search(flat))


def _is_question(flat: str) -> bool:
    return _has("QUESTION", _PATTERNS["NO_QUESTION"].sub("", flat))


# ── questions to the bot ──


def _asked(said: Wording) -> Reading | None:
    """A question or request to the bot itself; the order of the table decides where several words fall."""
    flat = said.flat.replace("|", "")
    asks = _is_question(flat) or _has("ASKS", flat) or len(flat) < 14
    if not asks or _is_claim(said):
        return None
    for name, intent, needs_question in _QUESTIONS:
        if _has(name, flat) and (not needs_question or _is_question(flat) or _has("ASKS", flat) or _bare(name, flat)):
            return Reading(intent, f"asks: {name.lower()}", scope=_scope(said.flat))
    if said.codes and re.search(r"หรือยัง|ยัง(?:คะ|ครับ)|ใครส่งแล้ว", flat) and not re.search(r"พี่|น้อง|คุณ|ใคร", flat):
        return Reading("ask_summary", "asks how a code stands")
    return None


_QUESTIONS: tuple[tuple[str, str, bool], ...] = (
    ("HELP", "ask_help", False),
    ("MISSING", "ask_missing", False),
    ("OVERDUE", "ask_overdue", True),
    ("MINE", "ask_my_tasks", False),
    ("SUMMARY", "ask_summary", True),
)


def _bare(name: str, flat: str) -> bool:
    """Whether the message is hardly more than the keyword itself."""
    return len(_PATTERNS[name].sub("", flat)) <= 12


def _is_claim(said: Wording) -> bool:
    """A statement about work that merely holds a word the questions use: "ยังสรุปไม่เสร็จ"."""
    if _is_question(said.flat):
        return False
    asked_for = re.search(r"^(?:ขอ(?:ดู|สรุป|ราย|ภาพ|สถานะ|ความ)|ช่วย(?:สรุป|ดู|เช็ค)|ดู|เช็ค|สรุป)", said.flat)
    return (
        not asked_for and (bool(said.codes) or _has("EXTENSION", said.flat)) and claims.status_of(said.flat) is not None
    )


def _scope(flat: str) -> Scope:
    unit, found = _UNIT_NAME.search(flat), _QUARTER.search(flat)
    quarter = None
    if found:
        quarter = int(found[1] or found[2] or {"แรก": 1, "สุดท้าย": 4}.get(found[3], 0)) or None
    return Scope(unit[0] if unit else None, quarter)


# ── answers to what the bot asked ──


def _answer(text: str, said: Wording, heard: Heard) -> Reading | None:
    """A free text the bot waits for; anything that reads as something else is left to the other rules."""
    if heard.waiting_for == "date" and (due := duewords.due_from(said.flat, heard.now.date())):
        return Reading("request_extension", "a day was asked for", due=due)
    if heard.waiting_for == "obstacle" and not _is_question(said.flat) and not _only(_ACK, said.flat):
        if claims.status_of(said.flat) is not Status.COMPLETED:
            return Reading("report_obstacle", "a cause was asked for", obstacle=text.strip())
    return None


# ── reports ──


def _reported(said: Wording, heard: Heard) -> Reading | None:
    """Extension before obstacle before acknowledgement before state, over what is the sender's own statement."""
    clauses = _own_words(said)
    flat = wording.CUT.join(clause.flat for clause in clauses)
    if any(_has(name, flat) for name in ("JOKE", "EXAMPLE", "HEARSAY")):
        return None
    talk = _Talk(clauses, flat, heard, bool(said.codes))
    for rule in (_extension, _obstacle, _promise, _state, _acknowledged):
        if reading := rule(talk):
            return reading
    return None


@dataclass(frozen=True)
class _Talk:
    """What is left of a message once asides are out; coded: it names a code."""

    clauses: tuple[Clause, ...]
    flat: str
    heard: Heard
    coded: bool

    @property
    def about_something(self) -> bool:
        return self.coded or bool(self.heard.quoted_codes)


def _own_words(said: Wording) -> tuple[Clause, ...]:
    """The clauses without asides, lead-ins, last year's work, and troubles that lie behind."""
    kept = []
    for clause in said.clauses:
        led = _LEAD.sub(lambda lead: CODE if CODE in lead[0] else "", clause.flat)
        flat = _OWN_CORRECTION.sub("", _PATTERNS["BENIGN"].sub("", led))
        if flat and not _has("LAST_YEAR", flat):
            kept.append(replace(clause, flat=flat))
    return _after_the_trouble(tuple(kept))


def _after_the_trouble(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """ "It was slow at first, but now it is done": what stands before the "but" is past."""
    for index in range(len(clauses) - 1, 0, -1):
        before = "".join(clause.flat for clause in clauses[:index])
        after = clauses[index].flat
        if after.startswith("แต่") and _PAST_FIRST.search(before) and not _UNITS_SAID.search(before):
            rest = replace(clauses[index], flat=after.removeprefix("แต่"))
            if claims.status_of(rest.flat) is Status.COMPLETED:
                runs = tuple(run for clause in clauses[: index + 1] for run in clause.runs)
                return (replace(rest, runs=runs), *clauses[index + 1 :])
    return clauses


def _extension(talk: _Talk) -> Reading | None:
    """Asking for a later day, or announcing one."""
    moved = [c for c in talk.clauses if _has("EXTENSION", c.flat) or _announces(c.flat, talk)]
    if not moved or _is_question(_MAY_I.sub("", talk.flat)) or _has("CONDITION", moved[0].flat):
        return None
    today = talk.heard.now.date()
    due = next((day for c in moved if (day := duewords.due_from(c.flat, today))), None)
    due = due or (duewords.due_from(talk.flat, today) if any(_has("EXTENSION", c.flat) for c in moved) else None)
    cause = _cause(talk, besides=moved)
    return _with_state(Reading("request_extension", "a later day", due=due, obstacle=cause), talk.flat)


def _announces(flat: str, talk: _Talk) -> bool:
    """A coming day for the work, said by whoever does it: "ส่งพรุ่งนี้", or the bare day as an answer."""
    if not duewords.names_time(flat) or _has("TIME_LIMIT_WORDS", talk.flat) or _has("ORDER", talk.flat):
        return False
    past = _PAST_DAY.search(flat) or ("แล้ว" in flat and not _has("FUTURE", flat))
    bare = talk.about_something and len(flat) <= 16
    return not past and not _has("OFF_TOPIC", flat) and (bare or _has("DELIVER", flat))


def _obstacle(talk: _Talk) -> Reading | None:
    """A cause that blocks; a signature or a printer still to come is a state, not a cause."""
    stated = [c for c in talk.clauses if not _is_question(c.flat) and not _has("CONDITION", c.flat)]
    flat = wording.CUT.join(c.flat for c in stated)
    if not _has("OBSTACLE", _PATTERNS["PENDING_HAND"].sub("", flat)) or _has("SOLVED", flat):
        return None
    if _has("ORDER", flat) or (_is_question(talk.flat) and not talk.about_something):
        return None
    return _with_state(Reading("report_obstacle", "a cause that blocks", obstacle=_cause(talk)), flat)


def _cause(talk: _Talk, besides: Sequence[Clause] = ()) -> str | None:
    """The clauses that tell the cause, as typed; all of them when none stands out."""
    rest = [c for c in talk.clauses if c not in besides]
    telling = [c for c in rest if _has("OBSTACLE", c.flat)] if besides else rest
    words = " ".join(c.typed for c in telling).strip()
    return words if len(words) > 12 else None


def _with_state(reading: Reading, flat: str) -> Reading:
    """The reading with the state and per cent, where the words say them besides the cause or the day."""
    progress = claims.progress_of(flat)
    status = claims.status_of(flat) if progress is not None or _has("STATE_SAID", flat) else None
    if _NOT_BEGUN.search(flat):
        status = Status.NOT_STARTED
    return replace(reading, progress=progress, status=Status.IN_PROGRESS if status is Status.COMPLETED else status)


def _promise(talk: _Talk) -> Reading | None:
    """ "Will do": no state is said, no day is named."""
    kept = [c for c in talk.clauses if not _has("PROMISE", c.flat)]
    if len(kept) == len(talk.clauses) or _has("CONDITION", talk.flat) or _is_question(talk.flat):
        return None
    rest = wording.CUT.join(c.flat for c in kept)
    if claims.status_of(rest) or _has("OFF_TOPIC", talk.flat) or _NEARLY.search(talk.flat):
        return None
    return Reading("acknowledge", "a promise without a day") if talk.about_something or _ACK_FIRST.match(rest) else None


def _state(talk: _Talk) -> Reading | None:
    """How far the work is."""
    if _has("OFF_TOPIC", talk.flat):
        return None
    stated = [c for c in talk.clauses if not any(_has(name, c.flat) for name in ("CONDITION", "ORDER")) and not _is_question(c.flat)]
    aside = len(stated) < len(talk.clauses) or _has("THIRD_PERSON", talk.flat)
    flat = wording.CUT.join(c.flat for c in stated)
    per_code = {} if aside else _per_code(stated)
    if len(set(per_code.values())) > 1:
        return Reading("report_status", "states differ by code", per_code=per_code)
    status = claims.status_of(flat)
    if status is None or (aside and status is Status.COMPLETED) or (aside and _is_question(talk.flat)):
        return None
    if aside and not _EXPLICIT_STATE.search(flat):
        return None
    return Reading("report_status", f"says {status.value}", status=status, progress=claims.progress_of(flat))


def _per_code(clauses: Sequence[Clause]) -> dict[str, Status]:
    """The state of each code where every code has its own words; empty otherwise."""
    groups: list[tuple[list[str], list[str]]] = []
    for clause in clauses:
        for codes, words in _by_run(clause):
            if codes and (not groups or groups[-1][0] and claims.status_of("|".join(groups[-1][1]))):
                groups.append(([], []))
            groups = groups or [([], [])]
            groups[-1][0].extend(codes)
            groups[-1][1].append(words)
    found = {code: status for codes, words in groups if (status := claims.status_of("|".join(words))) for code in codes}
    return found if len(found) == sum(len(codes) for codes, _ in groups) else {}


def _by_run(clause: Clause) -> list[tuple[tuple[str, ...], str]]:
    """Each run of codes with its words, which stand after it ("O5 เสร็จ O6 ยัง") or before ("ส่งแล้ว O5 O6")."""
    before, *after = clause.flat.split(CODE)
    if not after:
        return [((), before)]
    if claims.status_of(before) and not claims.status_of(after[-1]):
        return list(zip(clause.runs, (before, *after), strict=False))
    return [((), before), *zip(clause.runs, after, strict=False)]


def _acknowledged(talk: _Talk) -> Reading | None:
    return Reading("acknowledge", "acknowledged") if talk.flat and _only(_ACK, talk.flat) else None


def _only(pattern: re.Pattern[str], flat: str) -> bool:
    """Whether the words are nothing but what the pattern takes, piece after piece."""
    position = 0
    while position < len(flat):
        found = pattern.match(flat, position)
        if not found or found.end() == position:
            return False
        position = found.end()
    return True
