"""Which of several things is meant, and who said it: asked by buttons, with what will be written down. Pure."""

from collections.abc import Sequence
from datetime import date

from bot.messages import cards, english, lengths, parts
from bot.messages.confirmation import named, said, what_and_whose
from bot.messages.english import chosen, spoken_in
from bot.messages.parts import Messages, prompt
from models.records import DueItem, Status, Voice

MOST_CHOICES = 10
ACTION_OF = {"report_obstacle": "stuck", "request_extension": "later"}
STATUS_ACTION = {Status.COMPLETED: "done", Status.IN_PROGRESS: "doing", Status.NOT_STARTED: "idle", None: "doing"}
INTENDED = {
    "stuck": "ติดปัญหา/อุปสรรค",
    "later": "ขอขยายเวลา",
    "done": cards.STATUS_WORDS[Status.COMPLETED],
    "doing": cards.STATUS_WORDS[Status.IN_PROGRESS],
    "idle": cards.STATUS_WORDS[Status.NOT_STARTED],
}
_MOST_STRAYS = 3
_LEAST_TITLE = 6  # letters of a title that still tell anything


def action_of(intent: str, became: Status | None) -> str:
    """The button's action that asks for the same step as a report in words."""
    return ACTION_OF.get(intent) or STATUS_ACTION[became]


def ask_which(
    voice: Voice,
    items: Sequence[DueItem],
    intent: str,
    became: Status | None,
    event_id: int | None = None,
    day_known: bool = False,
    strays: Sequence[str] = (),
) -> Messages:
    """Several things may be meant: buttons to choose from, and what will be written down.

    event_id: the message asked about; the button brings its words back. day_known: it named the later day itself.
    strays: as not_in_plan; told first.
    """
    action = action_of(intent, became)
    spoken = ({} if event_id is None else {"e": event_id}) | spoken_in(voice)
    choice = cards.pressed if day_known and "e" in spoken else cards.answer
    choices = [choice(item, action, _short(item), **spoken) for item in items[:MOST_CHOICES]]
    words = f"หมายถึงเรื่องไหน{parts.question(voice)} จะบันทึกว่า “{INTENDED[action]}”"
    words = chosen(voice, words, "which", state=english.INTENDED[action])
    if strays:
        words = f"{_not_in_plan(voice, strays)} {words}"
    if len(items) > MOST_CHOICES:
        many = f"มีทั้งหมด {len(items)} เรื่อง หากไม่อยู่ในปุ่ม {_otherwise(items)}"
        words += "\n" + chosen(voice, many, "which of many", count=len(items))
    return parts.said(voice, prompt(words, choices))


def ask_who(
    voice: Voice, item: DueItem, action: str, candidates: Sequence[tuple[int, str]], until: date | None = None
) -> Messages:
    """LINE did not tell who pressed; candidates: (staff id, name) of those who may report it; until: a day picked."""
    if not candidates:
        return said(voice, f"ไม่ทราบว่าใครกดปุ่ม{voice.particle} รบกวนพิมพ์ตอบในแชตส่วนตัวกับตามงาน{voice.particle}")
    if until is not None:
        values = {"until": until.isoformat()}
        buttons = [cards.pressed(item, action, name, s=staff, **values) for staff, name in candidates[:MOST_CHOICES]]
    else:
        buttons = [cards.answer(item, action, name, s=staff) for staff, name in candidates[:MOST_CHOICES]]
    what = what_and_whose(item) if len(item.who) == 1 else named(item)
    words = f"LINE ไม่ได้แจ้งว่าใครกดปุ่ม{voice.particle} ใครเป็นผู้แจ้ง {what} ว่า “{INTENDED[action]}” {parts.question(voice)}"
    return parts.said(voice, prompt(words, buttons))


def not_in_plan(voice: Voice, strays: Sequence[str]) -> Messages:
    """What was named (as typed) looks like a code and is none, and nothing waits for the person that it might be."""
    return said(voice, _not_in_plan(voice, strays))


def _not_in_plan(voice: Voice, strays: Sequence[str]) -> str:
    named = " ".join(f"“{parts.name(one, 20)}”" for one in strays[:_MOST_STRAYS])
    return chosen(voice, f"ไม่พบ {named} ในแผนปีนี้{voice.particle}", "not in plan", codes=named)


def _otherwise(items: Sequence[DueItem]) -> str:
    """How to name what has no button any more: by its code, where those left out have one."""
    code = next((item.codes[0] for item in items[MOST_CHOICES:] if item.codes), None)
    return f"พิมพ์รหัสข้อ เช่น {code}" if code else "เลือกจาก “งานของฉัน” ได้"


def _short(item: DueItem) -> str:
    """A button's label: the code and whose it is stay whole, the title gives way."""
    who = f" · {parts.name(item.who[0])}" if len(item.who) == 1 else ""
    code = parts.codes(item.codes)
    room = parts.BUTTON - lengths.letters(f"{code} {who}")
    title = lengths.shorten(parts.name(item.title, 120), room, lengths.letters) if room >= _LEAST_TITLE else ""
    return f"{' '.join(filter(None, (code, title)))}{who}"
