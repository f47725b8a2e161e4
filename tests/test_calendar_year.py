"""A whole year lived at random: the calendar and the picture count what the summary counts, and entries only move."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from models import progress
from models.calendar_link import Whose
from models.database import reading, transaction
from tasks.reports.calendar_feed import render
from tasks.reports.calendar_sources import entries_of
from tasks.reports.summary_picture import as_data
from tests import ical_check, office_year
from tests.ical_check import Component
from tests.office_year import FIRST, live_a_day, moment
from tests.test_calendar import counted

KEPT = ("LAST-MODIFIED", "SEQUENCE", "DTSTART")


def looked_at(engine: Engine, agency_id: int, day: int) -> dict[str, Component]:
    """The office's calendar in the evening of a day of the year, after its figures were compared."""
    today = FIRST + timedelta(days=day)
    with reading(engine) as session:
        told = progress.summary(session, agency_id, 2570, today)
        entries = entries_of(session, agency_id, Whose(), moment(today, 12))
    events = ical_check.parse(render("ITA", entries)).events
    assert counted(events, today) == told.tally
    drawn = {one["word"]: one["count"] for one in as_data(told, "อบต.ตัวอย่าง", thai_digits=False)["figures"]}
    tally = told.tally
    assert list(drawn.values()) == [tally.completed, tally.in_progress, tally.not_started, tally.overdue]
    return {event.value("UID"): event for event in events}


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(2))
def test_the_calendar_counts_as_the_summary_does_and_a_moved_day_moves_its_entry(engine: Engine, seed: int):
    chance = Random(seed)
    with transaction(engine) as session:
        agency_id = office_year.make(session)
    first = before = looked_at(engine, agency_id, 0)
    moved = 0
    for day in range(28, 280, 28):
        for n in range(0, 24, 8):
            with transaction(engine) as session:
                live_a_day(session, agency_id, FIRST + timedelta(days=day - 20 + n), chance, acts=8)
        after = looked_at(engine, agency_id, day)
        assert set(after) <= set(first)  # what was withdrawn is gone
        for uid in set(after) & set(before):
            was, now = ([one[uid].value(name) for name in KEPT] for one in (before, after))
            assert now[0] >= was[0]
            assert (int(now[1]) > int(was[1])) or now[2] == was[2]
            assert int(now[1]) >= int(was[1])
            moved += now[2] != was[2]
        before = after
    assert moved > 0
