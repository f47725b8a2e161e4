"""What a chat message says about the work: a report, an obstacle, a request, a question, or nothing. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot import (
    apart,
    asking,
    causes,
    claims,
    contrasts,
    duewords,
    endings,
    opinion,
    ownwords,
    past,
    pasted,
    rules,
    vocabulary,
    wording,
)
from bot.reading import Heard, Reading, Scope
from bot.wording import CODE, Clause, Wording
from models.records import Status

__all__ = ["Heard", "Reading", "Scope", "named", "understand"]


_MAY_I = wording.pattern(
    r"\b(?:can|could|may)\s?(?:(?:i|we)\b|◇?\s?(?:it\s?)?be\b)|(?:พอ)?(?:จะ)?ได้(?:บ้าง)?(?:ไหม|หรือเปล่า|ป่ะ|หรือไม่|ป่าว|ปล่าว|เปล่า)|ไหม|\?|หรือเปล่า"
)
_NEARLY = wording.pattern(r"จะ(?:เสร็จ|ครบ)|ใกล้|เกือบ")
_EXPLICIT_STATE = wording.pattern(f"{vocabulary.NOT_STARTED}|ยังไม่|ไม่เสร็จ|เกือบ|ใกล้(?:จะ|เสร็จ|ครบ|แล้ว)|กำลัง|อยู่ระหว่าง|%")
_ACK_FIRST = wording.pattern(rf"(?:เรื่อง|ข้อ)?{CODE}?(?:{vocabulary.ACKNOWLEDGE})")
_MEETING = wording.pattern(r"คุย|เจอกัน|นัด|ประชุม(?:พรุ่งนี้|มะรืน|วัน|เช้า|บ่าย|เก้า|สิบ|\d)|ให้(?:ส่ง|ทำ|เสร็จ)")
_NOT_DONE = wording.pattern(r"ไม่(?:ค่อย|ได้)?(?:เสร็จ|ส่ง|ลง|อัพ|ครบ|เรียบร้อย|เผยแพร่)")
_ASKED_BEFORE = wording.pattern(r"ที่(?:เคย)?ขอ[^|]{0,12}ไว้")
_MEETING_MOVED = wording.pattern(r"(?:ประชุม|อบรม|นัด|งานเลี้ยง|เวร)[^|]{0,14}\|?เลื่อน(?!ส่ง)")
_TO_COME = wording.pattern(f"{vocabulary.FUTURE}|ว่าจะ")
_SENT_BACK = wording.pattern(r"(?:ยัง)?ไม่(?:ได้)?(?:เสร็จ|เรียบร้อย)(?:ตี|ส่ง|โดน(?:ตี|ส่ง)?)กลับ")
_AWAITED = wording.pattern(r"รอ(?!บ)[^|◇]{1,24}ของ(?:อำเภอ|จังหวัด|กรม)")  # what another office owes is no word of its
_CANNOT = wording.pattern(r"ไม่(?:ทัน|ได้|ไหว)")


def understand(text: str, heard: Heard) -> Reading | None:
    """What the message says about the work; None for small talk and whatever is not the sender's to report.

    Without being spoken to the bot reacts only to a plain statement that names a code.
    """
    said = past.as_it_stands(wording.read(text, bare=heard.addressed))
    if not (heard.addressed or said.codes) or rules.has("HOSTILE", said.flat):
        return None
    asked = asking.asked(said, heard.now.date()) if heard.addressed else None
    answer = None if asked else _answer(text, said, heard)
    reading = answer or _weighed(asked or _reported(said, heard), said, heard)
    if reading and not (answer or asked) and pasted.is_pasted(text):
        return None
    if reading and reading.status and not (reading.per_unit or heard.addressed) and _may_ask(said.flat):
        return None  # a talk between people that may be a question
    if reading and said.cut:
        reading = reading.of_a_beginning(text)
    return reading and replace(reading, codes=said.codes, urls=said.urls, strays=said.strays)


def _weighed(reading: Reading | None, said: Wording, heard: Heard) -> Reading | None:
    """Units with codes of their own are told so plainly that no resemblance counts."""
    return reading if reading and reading.per_share else opinion.weighed(reading, said, heard)


def _may_ask(flat: str) -> bool:
    """Whether a talk between people ends as a question may; what was sent back to be done again was told, not asked."""
    return endings.trails_off(flat) and not _SENT_BACK.search(flat)


def named(text: str, addressed: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes and links of a message, whatever it says."""
    said = wording.read(text, bare=addressed)
    return said.codes, said.urls


# ── answers to what the bot asked ──


def _answer(text: str, said: Wording, heard: Heard) -> Reading | None:
    """A free text the bot waits for; anything that reads as something else is left to the other rules."""
    if heard.waiting_for == "date" and (due := duewords.due_from(said.flat, heard.now.date())):
        return Reading("request_extension", "a day was asked for", due=due)
    if heard.waiting_for != "obstacle" or rules.is_question(said.flat) or duewords.consists_of(rules.SEEN, said.flat):
        return None
    if claims.status_of(said.flat) is Status.COMPLETED:
        return None
    cause = None if causes.tells_nothing(text) else text.strip()
    return Reading("report_obstacle", "a cause was asked for", obstacle=cause)


# ── reports ──


def _reported(said: Wording, heard: Heard) -> Reading | None:
    """Extension before obstacle before acknowledgement before state, over what is the sender's own statement."""
    clauses = ownwords.own_words(said, heard.now.date())
    flat = wording.CUT.join(clause.flat for clause in clauses)
    whole = flat.replace(wording.CUT, "")
    back = ownwords.comes_back_to_a_claim(said.flat)
    talk = _Talk(clauses, flat, heard, bool(said.codes), len(said.codes) > 1, back)
    if any(rules.has(name, whole) for name in ("JOKE", "EXAMPLE")):
        return None
    # What others say is no report; a cause they name is, told to the bot.
    if rules.has("HEARSAY", _AWAITED.sub("", whole)):
        cause = _obstacle(talk) if heard.addressed and claims.status_of(whole) is not Status.COMPLETED else None
        return cause and replace(cause, per_code={})
    if rules.has("CONDITION", whole) and not any(rules.has("CONDITION", clause.flat) for clause in clauses):
        return None  # "until O24 | will be done": the condition runs across the clauses
    for rule in (_extension, _contrast, _obstacle, _promise, _state, _acknowledged):
        if reading := rule(talk):
            return reading
    return None


@dataclass(frozen=True)
class _Talk:
    """What is left of a message once asides are out. coded, several: it names codes; corrects: it comes back to one."""

    clauses: tuple[Clause, ...]
    flat: str
    heard: Heard
    coded: bool
    several: bool
    corrects: bool

    @property
    def about_something(self) -> bool:
        return self.coded or bool(self.heard.quoted_codes)


def _extension(talk: _Talk) -> Reading | None:
    """Asking for a later day, or announcing one."""
    told_to = rules.has("TIME_LIMIT_WORDS", talk.flat) or rules.has("ORDER", talk.flat)
    moved = [c for c in talk.clauses if _asks_for_time(c.flat) or (not told_to and _announces(c.flat, talk))]
    if not moved or _MEETING_MOVED.search(talk.flat):
        return None
    if rules.is_question(_MAY_I.sub("", talk.flat)) or rules.has("CONDITION", moved[0].flat):
        return None
    today = talk.heard.now.date()
    asking = [c for c in moved if _asks_for_time(c.flat)] or moved
    asking = [c for c in asking if not _ASKED_BEFORE.search(c.flat)]
    asking = asking[::-1] if talk.corrects else asking  # "I said Wednesday; make it Friday"
    due = next((day for c in asking if (day := duewords.due_from(c.flat, today))), None)
    due = due or (duewords.due_from(talk.flat, today) if rules.has("EXTENSION", talk.flat) else None)
    due = due if due is None or due >= today else None  # nobody moves a term into the past: the day is asked for
    reading = Reading("request_extension", "a later day", due=due, obstacle=_cause(talk, besides=moved))
    waits = partial(_waits, talk)
    if shares := _shares(talk, waits):
        return replace(reading, per_share=shares)
    told = _told_apart(talk, waits)
    return replace(reading, per_code=told) if told else _with_state(reading, talk.flat)


def _waits(talk: _Talk, words: str) -> bool:
    return rules.has("EXTENSION", words) or _announces(words, talk)


def _asks_for_time(flat: str) -> bool:
    """Words of a later day; beside what is done ("ประกาศกำหนดใหม่แล้ว") only where they ask for one."""
    return rules.has("EXTENSION", flat) and ("ขอ" in flat or claims.status_of(flat) is not Status.COMPLETED)


def _announces(flat: str, talk: _Talk) -> bool:
    """A coming day for the work, said by whoever does it: "ส่งพรุ่งนี้", or the bare day as an answer."""
    if not duewords.names_time(flat) or _MEETING.search(flat) or rules.has("OFF_TOPIC", flat):
        return False
    today = talk.heard.now.date()
    day = duewords.due_from(flat, today) or today
    gone = day < today or (day - today).days > duewords.LONG_TO_COME
    past = (
        gone or duewords.PAST_DAY.search(flat) or _CANNOT.search(flat) or ("แล้ว" in flat and not _TO_COME.search(flat))
    )
    bare = talk.about_something and duewords.only_time(flat)
    flat = _NOT_DONE.sub("", flat)
    delivers = rules.has("DELIVER", flat) or (talk.heard.addressed and rules.has("DELIVER_LOOSELY", flat))
    return not past and (bare or delivers)


def _contrast(talk: _Talk) -> Reading | None:
    """Units in different states are a report, though what one of them lacks may sound like a cause."""
    if rules.has("OFF_TOPIC", talk.flat) or _is_aside(talk.flat):
        return None
    if shares := _shares(talk):
        return Reading("report_status", "states by unit and code", Status.IN_PROGRESS, per_share=shares)
    per_unit = {} if talk.several else contrasts.by_unit(talk.flat)
    return (
        Reading("report_status", "states differ by unit", Status.IN_PROGRESS, per_unit=per_unit) if per_unit else None
    )


def _obstacle(talk: _Talk) -> Reading | None:
    """A cause that blocks; a signature or a printer still to come is a state, not a cause."""
    stated = [c for c in talk.clauses if not rules.is_question(c.flat) and not rules.has("CONDITION", c.flat)]
    flat = rules.without("NOT_NEGATIVE", wording.CUT.join(c.flat for c in stated))
    if not _hinders(flat):
        return None
    if rules.has("ORDER", flat.replace("ต้อง", "")) or (
        rules.is_question(talk.flat) and not (talk.heard.addressed and talk.about_something)
    ):
        return None
    if shares := _shares(talk, _is_cause):
        cause = causes.told([c for c in talk.clauses if _is_cause(c.flat)])
        return Reading("report_obstacle", "a cause that blocks some shares", per_share=shares, obstacle=cause)
    if told := _told_apart(talk, _is_cause):
        words = apart.typed_besides(talk.clauses, told)
        cause = None if causes.tells_nothing(words) else words
        return Reading("report_obstacle", "a cause that blocks some codes", per_code=told, obstacle=cause)
    return _with_state(Reading("report_obstacle", "a cause that blocks", obstacle=_cause(talk)), flat)


def _is_cause(words: str) -> bool:
    return _hinders(rules.without("NOT_NEGATIVE", words))


def _hinders(flat: str) -> bool:
    return rules.has("OBSTACLE", rules.without("PENDING_HAND", flat)) and not rules.has("SOLVED", flat)


def _told_apart(talk: _Talk, is_of_it: Callable[[str], bool]) -> dict[str, Status]:
    """Beside a cause or a later day of some codes: the state of the others, each of which has its own words."""
    if not talk.several or _has_asides(talk.clauses, talk.flat) or rules.has("OFF_TOPIC", talk.flat):
        return {}
    told = apart.by_code(talk.clauses, is_of_it)
    return told if len(told) < len(apart.codes_of(talk.clauses)) else {}


def _shares(talk: _Talk, is_of_it: Callable[[str], bool] | None = None) -> dict[tuple[str, str], Status | None]:
    """Where units have codes of their own: the state of each share; None of what the cause or the later day is said."""
    if _has_asides(talk.clauses, talk.flat) or rules.has("OFF_TOPIC", talk.flat):
        return {}
    besides = is_of_it or _is_cause
    shares = contrasts.by_share(talk.clauses, besides)
    return shares if is_of_it or None not in shares.values() else {}


def _has_asides(clauses: Sequence[Clause], flat: str) -> bool:
    """Whether something in the words is no statement of the sender's own work."""
    return rules.has("THIRD_PERSON", flat) or any(_is_aside(clause.flat) for clause in clauses)


def _is_aside(flat: str) -> bool:
    return any(rules.has(name, flat) for name in ("CONDITION", "ORDER")) or rules.is_question(flat)


def _cause(talk: _Talk, besides: Sequence[Clause] = ()) -> str | None:
    """The clauses that tell the cause, as typed; besides a wish for more time only those that hinder."""
    rest = [c for c in talk.clauses if c not in besides]
    return causes.told([c for c in rest if not besides or rules.has("OBSTACLE", c.flat)])


def _with_state(reading: Reading, flat: str) -> Reading:
    """The reading with the state and per cent, where the words say them besides the cause or the day."""
    return replace(reading, progress=claims.progress_of(flat), status=claims.status_beside(flat))


def _promise(talk: _Talk) -> Reading | None:
    """ "Will do": no state is said, no day is named."""
    kept = [c for c in talk.clauses if not rules.has("PROMISE", c.flat)]
    if len(kept) == len(talk.clauses) or rules.has("CONDITION", talk.flat) or rules.is_question(talk.flat):
        return None
    rest = wording.CUT.join(c.flat for c in kept)
    if claims.status_of(rest) or rules.has("OFF_TOPIC", talk.flat) or _NEARLY.search(talk.flat):
        return None
    return Reading("acknowledge", "a promise without a day") if talk.about_something or _ACK_FIRST.match(rest) else None


def _state(talk: _Talk) -> Reading | None:
    """How far the work is."""
    if rules.has("OFF_TOPIC", talk.flat):
        return None
    stated = [c for c in talk.clauses if not _is_aside(c.flat)]
    aside = _has_asides(talk.clauses, talk.flat)
    flat = wording.CUT.join(c.flat for c in stated)
    per_code = {} if aside else apart.by_code(stated)
    if len(set(per_code.values())) > 1 or (per_code and len(per_code) < len(apart.codes_of(stated))):
        return Reading("report_status", "states differ by code", per_code=per_code)
    status = claims.status_of(flat)
    if status is Status.COMPLETED and (
        talk.corrects or (not per_code and apart.leaves_some_out(stated)) or duewords.is_to_come(flat, talk.heard.now)
    ):
        status = Status.IN_PROGRESS
    if status is None or (aside and status is Status.COMPLETED) or (aside and rules.is_question(talk.flat)):
        return None
    if aside and not _EXPLICIT_STATE.search(flat):
        return None
    return Reading("report_status", f"says {status.value}", status=status, progress=claims.progress_of(flat))


def _acknowledged(talk: _Talk) -> Reading | None:
    """ "Seen": nothing but such words, and at least one that says so."""
    if not rules.has("ACKNOWLEDGE", talk.flat) or not duewords.consists_of(rules.SEEN, talk.flat):
        return None
    return Reading("acknowledge", "acknowledged")
