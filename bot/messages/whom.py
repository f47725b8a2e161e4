"""Answers about people: who has not registered yet, whom to turn to, and who answers for a thing. Pure."""

from collections.abc import Mapping, Sequence

from bot.messages import parts
from bot.messages.english import chosen, spoken_in
from bot.messages.parts import Messages, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import Voice

_MOST_NAMES = 60  # more would not fit a message; the roster's page has them all


def not_registered(voice: Voice, by_unit: Mapping[str, Sequence[str]], everybody: int) -> Messages:
    """Who of the roster has no LINE account yet, by unit ("" for none); everybody: how many the roster has."""
    count = sum(len(names) for names in by_unit.values())
    if not count:
        words = f"ลงทะเบียน LINE ครบทั้ง {everybody} คนแล้ว{voice.particle}"
        return _plain(voice, chosen(voice, words, "everybody registered", count=everybody))
    words = f"ยังไม่ลงทะเบียน {count} จาก {everybody} คน{voice.particle}"
    told, left = [chosen(voice, words, "not registered yet", count=count, total=everybody)], _MOST_NAMES
    for unit, names in by_unit.items():
        if left <= 0:
            break
        called = parts.name(unit, 40) if unit else chosen(voice, "ไม่ระบุสังกัด", "no unit")
        told.append(f"• {called}: {', '.join(parts.name(name, 40) for name in names[:left])}")
        left -= len(names)
    if left < 0:
        told.append(chosen(voice, f"และอีก {-left} คน", "people more", count=-left))
    return _plain(voice, "\n".join(told))


def nobody_on_roster(voice: Voice) -> Messages:
    """The roster is empty."""
    return _plain(voice, chosen(voice, f"ยังไม่มีรายชื่อในทะเบียนเจ้าหน้าที่{voice.particle}", "empty roster"))


def turn_to(voice: Voice, names: Sequence[str], administrators: bool = False) -> Messages:
    """Whom to ask when one does not know what to do: coordinators, or administrators where there are no others."""
    whom = chosen(voice, "ผู้ประสานงาน ITA ของหน่วยงาน", "turn to coordinator")
    if names:
        called = chosen(voice, "ผู้ประสานงาน", "coordinator")
        if administrators:
            called = chosen(voice, "ผู้ดูแลระบบ", "administrator")
        whom = f"{', '.join(khun(name) for name in names[:3])} ({called})"
    words = f"ติดต่อ{whom} ได้เลย{voice.particle} หรือดูงานและวิธีใช้จากปุ่มนี้"
    return _with_ways(voice, chosen(voice, words, "turn to", whom=whom))


def nobody_else(voice: Voice, name: str) -> Messages:
    """To the one whom all others turn to."""
    words = f"{khun(name)}เป็นผู้ที่ทุกคนติดต่อเรื่องนี้{voice.particle} ในทะเบียนยังไม่มีผู้ดูแลระบบหรือผู้ประสานงานท่านอื่น"
    words += " ดูงานและวิธีใช้จากปุ่มนี้ได้เลย"
    return _with_ways(voice, chosen(voice, words, "everybody turns to you", name=khun(name)))


def _with_ways(voice: Voice, words: str) -> Messages:
    mine = press(chosen(voice, "งานของฉัน", "my tasks"), pack("mine", **spoken_in(voice)))
    how = press(chosen(voice, "วิธีใช้", "help"), pack("help", **spoken_in(voice)))
    return parts.said(voice, prompt(words, (mine, how)))


def _plain(voice: Voice, words: str) -> Messages:
    return parts.said(voice, parts.text(words))
