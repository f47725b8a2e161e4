"""More time asked for by a span that ends, counted from today, no later than the deadline: from there it is offered."""

import re
from datetime import date

from sqlalchemy.orm import Session

from bot import duewords
from bot.items import item_of
from bot.messages import spans as texts
from bot.report import Report
from bot.scene import Outcome, Scene
from bot.wording import read
from models.assignment import FARTHEST_EXTENSION
from models.figures import Owed
from models.holidays import work_calendar
from models.own_days import day_overrides

_FROM_TODAY = re.compile(r"ภายใน|(?:จาก|แต่)(?:วัน)?(?:นี้|พรุ่งนี้)")


def offer(session: Session, scene: Scene, one: Owed, report: Report) -> Outcome | None:
    """The deadline and the span behind it as a button; None where another day was meant, or that one is no better.

    A button brings the words back that asked, and so the reason told in them. The day is one the office works on.
    """
    due, words = one.extended_to or one.due_on, read(report.statement.said, bare=True).flat
    counted = duewords.span_from(words, due)
    if counted is None or report.until is None or report.until > due or _FROM_TODAY.search(words):
        return None
    if duewords.span_from(words, scene.today) != report.until:
        return None  # a day was named, or picked from the calendar
    until = _worked(session, scene, counted)
    if until > scene.today + FARTHEST_EXTENSION:
        return None
    spoken = report.asked_in or scene.event_id
    days = (report.until, until, until != counted)
    told = texts.from_the_deadline(scene.voice, item_of(session, scene, one), *days, spoken)
    return Outcome(told, about=(one.occurrence_id,), asks="date")


def _worked(session: Session, scene: Scene, day: date) -> date:
    """The day, or the next on which the office works."""
    calendar = work_calendar(day.year, day.year + 1, *day_overrides(session, scene.agency.id))
    return calendar.on_or_after(day)
