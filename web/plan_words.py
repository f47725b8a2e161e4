"""What the templates of a plan say beyond those of other pages: who answers, the dates of a duty, months."""

from collections.abc import Callable
from datetime import date

from models import thaidate
from models.readings import Responsible, Schedule
from models.thaidate import short_date
from tasks.plan.preview import days_words, party_words
from web.rendering import number
from web.speaking import polite


def party(value: Responsible) -> str:
    """Who answers, in one line."""
    return party_words(value)


def dates(value: Schedule) -> str:
    """The due dates in one line, many by the first, the last and their number."""
    return number(days_words(value.due))


def short_month(value: date) -> str:
    """ "ต.ค." """
    return short_date(value).split()[1]


def long_month(value: date) -> str:
    """ "ตุลาคม 2569" """
    return number(thaidate.long_month(value))


def month(value: str) -> str:
    """ "ต.ค. 2569" of "2026-10"."""
    return number(short_date(date.fromisoformat(f"{value}-01")).partition(" ")[2])


def one_plays() -> str:
    """Why another rehearsal is not begun."""
    return f"กำลังซ้อมอยู่แล้ว{polite()} รอให้เสร็จก่อน แล้วซ้อมใหม่ได้"


WORDS: tuple[Callable[..., str], ...] = (party, dates, short_month, long_month, month)
