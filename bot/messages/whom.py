"""Answers about people: who has not registered yet, whom to turn to, and who answers for a thing. Pure."""

from collections.abc import Mapping, Sequence

from bot.messages import parts
from bot.messages.parts import Messages, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import Voice

_MOST_NAMES = 60  # more would not fit a message; the roster's page has them all
NO_UNIT = "ไม่ระบุสังกัด"


def not_registered(voice: Voice, by_unit: Mapping[str, Sequence[str]], everybody: int) -> Messages:
    """Who of the roster has no LINE account yet, by unit; everybody: how many the roster has."""
    count = sum(len(names) for names in by_unit.values())
    if not count:
        return _plain(voice, f"ลงทะเบียน LINE ครบทั้ง {everybody} คนแล้ว{voice.particle}")
    told, left = [f"ยังไม่ลงทะเบียน {count} จาก {everybody} คน{voice.particle}"], _MOST_NAMES
    for unit, names in by_unit.items():
        if left <= 0:
            break
        told.append(f"• {parts.name(unit, 40)}: {', '.join(parts.name(name, 40) for name in names[:left])}")
        left -= len(names)
    if left < 0:
        told.append(f"และอีก {-left} คน")
    return _plain(voice, "\n".join(told))


def nobody_on_roster(voice: Voice) -> Messages:
    """The roster is empty."""
    return _plain(voice, f"ยังไม่มีรายชื่อในทะเบียนเจ้าหน้าที่{voice.particle}")


def turn_to(voice: Voice, names: Sequence[str], role: str) -> Messages:
    """Whom to ask when one does not know what to do; role: what they are, in a word."""
    whom = f"{', '.join(khun(name) for name in names[:3])} ({role})" if names else "ผู้ประสานงาน ITA ของหน่วยงาน"
    return _with_ways(voice, f"ติดต่อ{whom} ได้เลย{voice.particle} หรือดูงานและวิธีใช้จากปุ่มนี้")


def nobody_else(voice: Voice, name: str) -> Messages:
    """To the one whom all others turn to."""
    words = f"{khun(name)}เป็นผู้ที่ทุกคนติดต่อเรื่องนี้{voice.particle} ในทะเบียนยังไม่มีผู้ดูแลระบบหรือผู้ประสานงานท่านอื่น"
    return _with_ways(voice, f"{words} ดูงานและวิธีใช้จากปุ่มนี้ได้เลย")


def _with_ways(voice: Voice, words: str) -> Messages:
    return parts.said(voice, prompt(words, (press("งานของฉัน", pack("mine")), press("วิธีใช้", pack("help")))))


def _plain(voice: Voice, words: str) -> Messages:
    return parts.said(voice, parts.text(words))
