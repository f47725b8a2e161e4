"""A year of tens of thousands of due dates is read like a small one: no statement brings more than databases take."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select

from models import report_answer
from models.assignment import Occurrence
from models.batches import in_batches
from models.database import transaction
from models.evidence import keep_link
from models.evidence_records import evidence_of
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.reports.gather import _copies, _pictures
from tests.office import Office
from tests.test_web_report import PLAN

MANY = range(1, 40_001)  # SQLite takes 32,766 values in a statement


def test_ids_come_in_parts_and_in_their_order():
    assert [list(some) for some in in_batches(range(1, 1202))] == [
        list(range(1, 501)),
        list(range(501, 1001)),
        list(range(1001, 1202)),
    ]
    assert list(in_batches([])) == []


def test_what_the_first_and_the_last_part_bring_stays(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("plan.txt", "p"), 2570, now)
        rounds = session.scalars(select(Occurrence).order_by(Occurrence.id)).all()
        first, last = rounds[0], rounds[-1]
        for one in (first, last):
            keep_link(session, office.agency_id, one.id, None, "https://example.go.th/a", now)
        asked = [first.id, *range(50_000, 90_000), last.id]
        found = evidence_of(session, office.agency_id, asked)
        assert [len(found[n]) for n in (first.id, 50_000, last.id)] == [1, 0, 1]
        owed = [first.assignment_id, *range(50_000, 90_000), last.assignment_id]
        assert report_answer.last_rounds(session, office.agency_id, owed) == {first.id, last.id}


def test_evidence_answers_and_rounds_of_a_great_many_due_dates_are_read(engine: Engine):
    with transaction(engine) as session:
        assert len(evidence_of(session, 1, MANY)) == 40_000
        assert report_answer.answers_of(session, 1, MANY) == {}
        assert report_answer.last_rounds(session, 1, set(MANY)) == set()
        assert _copies(session, 1, MANY, datetime(2027, 9, 30, tzinfo=UTC)) == {}
        assert _pictures(session, 1, MANY) == {}
