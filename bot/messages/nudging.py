"""What is said back to whoever had those reminded who have not reported. Pure."""

from collections.abc import Sequence

from bot.messages import parts
from models.records import Voice

Messages = parts.Messages
_MOST_UNITS, _MOST_THINGS = 12, 8


def remind(units: int) -> str:
    """The label of the button."""
    return f"ส่งเตือน {units} แห่งที่ยังไม่ส่ง"


def reminded(voice: Voice, rows: Sequence[tuple[str, Sequence[str]]], before: int) -> Messages:
    """What will be said to whom: (unit, its things); before: due dates reminded of that day already."""
    count = sum(len(things) for _, things in rows)
    told = [f"จะส่งเตือน {len(rows)} แห่ง {count} เรื่องให้{voice.particle}"]
    told += [f"{parts.name(name, 40)}: {_things(things)}" for name, things in rows[:_MOST_UNITS]]
    if len(rows) > _MOST_UNITS:
        told.append(f"และอีก {len(rows) - _MOST_UNITS} แห่ง")
    if before:
        told.append(f"อีก {before} งวดส่งเตือนไปแล้ววันนี้")
    return parts.said(voice, parts.text("\n".join(told)))


def _things(things: Sequence[str]) -> str:
    named = ", ".join(parts.name(one, 40) for one in things[:_MOST_THINGS])
    return named + (f" และอีก {len(things) - _MOST_THINGS} เรื่อง" if len(things) > _MOST_THINGS else "")


def reminded_before(voice: Voice) -> Messages:
    """Once a day is enough."""
    return parts.said(voice, parts.text(f"วันนี้ส่งเตือนไปแล้ว{voice.particle} ส่งซ้ำได้อีกในวันถัดไป"))


def nobody_missing(voice: Voice) -> Messages:
    """Nothing is late, and what is due within a month has been reported on."""
    return parts.said(voice, parts.text(f"ไม่มีส่วนราชการที่ต้องส่งเตือน{voice.particle}"))


def not_yours(voice: Voice) -> Messages:
    """Whoever does not run the work of the year."""
    return parts.said(voice, parts.text(f"การส่งเตือนให้ผู้บริหารหรือผู้ประสานงานเป็นผู้สั่ง{voice.particle}"))
