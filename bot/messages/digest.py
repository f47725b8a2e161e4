"""How things stand, told to the executives by itself: before the monthly meeting and after a quarter. Pure."""

from datetime import date

from bot.messages import parts, summary
from bot.messages.parts import Messages
from bot.messages.summary import Offers
from bot.view import View
from models.records import Voice
from models.summaries import Summary
from models.thaidate import WEEKDAYS, long_date


def before_meeting(voice: Voice, found: Summary, offers: Offers, meets_on: date) -> Messages:
    """The whole year, for the meeting of that day."""
    day = f"วัน{WEEKDAYS[meets_on.weekday()]}ที่ {long_date(meets_on)}"
    return _led(voice, f"เรียนผู้บริหาร สรุปความคืบหน้าสำหรับการประชุมประจำเดือน {day} {voice.particle}", found, View(), offers)


def after_quarter(voice: Voice, found: Summary, offers: Offers, quarter: int) -> Messages:
    """What was due in the quarter that is over, as it stands now."""
    words = f"เรียนผู้บริหาร สิ้นไตรมาส {quarter} แล้ว สรุปงานที่ครบกำหนดในไตรมาสนี้{voice.particle}"
    return _led(voice, words, found, View(quarter=quarter, year=found.fiscal_year), offers)


def _led(voice: Voice, words: str, found: Summary, view: View, offers: Offers) -> Messages:
    (card,) = summary.overview(found, voice, view, offers)
    (led,) = parts.said(voice, parts.preceded(card, words))
    return (led,)
