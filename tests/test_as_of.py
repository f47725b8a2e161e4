"""How things stood on an earlier day: told later as they were told that day."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from models import progress
from models.assignment import Occurrence
from models.database import transaction
from models.figures import Owed
from models.records import Status
from models.reply import Statement, record, undo
from models.summaries import Summary
from tests import office_year
from tests.office_year import FIRST, live_a_day, moment

LATER = date(2027, 9, 30)


@pytest.fixture
def office(engine: Engine) -> int:
    with transaction(engine) as session:
        return office_year.make(session)


def without_what_is_not_kept(found: list[Owed]) -> list[Owed]:
    """Without what of_year says that the trail does not tell: what was acknowledged and is not any more."""
    return [one._replace(verified=False, published=False, asked_on=None) for one in found]


@pytest.mark.parametrize("seed", range(3))
def test_a_day_is_told_later_as_it_was_told_when_it_was_over(engine: Engine, office: int, seed: int):
    chance = Random(seed)
    told: dict[date, tuple[list[Owed], Summary]] = {}
    for n in range(25):
        day = FIRST + timedelta(days=8 * n)
        with transaction(engine) as session:
            live_a_day(session, office, day, chance)
            told[day] = (progress.of_year(session, office, 2570), progress.summary(session, office, 2570, day))
    with transaction(engine) as session:
        for day, (stood, figures) in told.items():
            again = progress.of_year(session, office, 2570, as_of=day)
            assert without_what_is_not_kept(again) == without_what_is_not_kept(stood), day
            found = progress.summary(session, office, 2570, LATER, as_of=day)
            assert (found.as_of, found.tally, found.units) == (day, figures.tally, figures.units)
            assert (found.obstacles, found.due_soon) == (figures.obstacles, figures.due_soon), day
            assert found.requested == figures.requested, day


def test_what_was_acknowledged_and_published_later_was_neither_before(engine: Engine, office: int):
    with transaction(engine) as session:
        one = next(o for o in progress.of_year(session, office, 2570) if "O27" in o.codes)
        office_year.finish(session, one, moment(FIRST))
        office_year.publish(session, one, moment(date(2026, 10, 5)))
        office_year.acknowledge(session, one, moment(date(2026, 10, 7)))
        days = [progress.of_year(session, office, 2570, as_of=date(2026, 10, n)) for n in (4, 5, 6, 7)]
    seen = [next(o for o in found if "O27" in o.codes) for found in days]
    assert [(o.status, o.published, o.verified) for o in seen] == [
        (Status.COMPLETED, False, False),
        (Status.COMPLETED, True, False),
        (Status.COMPLETED, True, False),
        (Status.COMPLETED, True, True),
    ]


def test_an_obstacle_taken_back_later_stood_in_the_way_until_then(engine: Engine, office: int):
    with transaction(engine) as session:
        one = next(o for o in progress.of_year(session, office, 2570) if "O27" in o.codes)
        stuck = Statement("รอเอกสาร", "report_obstacle", "ทดสอบ", obstacle="รอเอกสาร")
        row = session.get_one(Occurrence, one.occurrence_id)
        said = record(session, row, stuck, Status.IN_PROGRESS, None, None, moment(date(2026, 10, 5)))
        undo(session, said, None, None, moment(date(2026, 10, 9)))
        found = {
            n: [o.words for o in progress.summary(session, office, 2570, LATER, as_of=date(2026, 10, n)).obstacles]
            for n in (4, 5, 8, 9)
        }
    assert found == {4: [], 5: ["รอเอกสาร"], 8: ["รอเอกสาร"], 9: []}
