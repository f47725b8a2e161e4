"""More time asked for by a span: whether it is counted from the deadline instead of from today. Pure."""

from datetime import date

from bot.messages import cards, parts
from bot.messages.confirmation import what_and_whose
from bot.messages.english import chosen, day_of, spoken_in
from bot.messages.parts import Messages, prompt
from models.records import DueItem, Voice
from models.thaidate import WEEKDAYS, long_date, short_date


def from_the_deadline(
    voice: Voice, item: DueItem, from_today: date, until: date, moved: bool, event_id: int | None
) -> Messages:
    """The day counted from today, which is no later than it is due, and the one counted from there, to be pressed.

    moved: nobody works on the day counted, so it is the next. event_id: the words that asked; the button brings them.
    """
    what, due = what_and_whose(item), cards.expected(item)
    spoken = ({} if event_id is None else {"e": event_id}) | spoken_in(voice)
    next_worked = " (วันทำการถัดไป)" if moved else ""
    day = f"วัน{WEEKDAYS[until.weekday()]}ที่ {long_date(until)}{next_worked}"
    thai = (
        f"ขอเลื่อน {what}: นับจากวันนี้จะถึง {short_date(from_today)} ซึ่งไม่เลยกำหนด {short_date(due)} {voice.particle}"
        f"\nหมายถึงเลื่อนไปถึง{day} ใช่ไหม{parts.question(voice)}"
    )
    days = {"day": day_of(from_today), "due": day_of(due), "until": day_of(until)}
    label = chosen(voice, f"ใช่ ถึง {short_date(until)}", "yes until", until=day_of(until))
    yes = cards.pressed(item, "later", label, until=until.isoformat(), **spoken)
    other = cards.answer(item, "later", chosen(voice, "เลือกวัน", "pick day"), **spoken)
    return parts.said(voice, prompt(chosen(voice, thai, "from the deadline", what=what, **days), (yes, other)))
