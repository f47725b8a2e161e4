"""A year of tens of thousands of due dates is read like a small one: no statement brings more than databases take."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from models import report_answer
from models.batches import in_batches
from models.database import transaction
from models.evidence_records import evidence_of
from tasks.reports.gather import _copies, _pictures

MANY = range(1, 40_001)  # SQLite takes 32,766 values in a statement


def test_ids_come_in_parts_and_in_their_order():
    assert [list(some) for some in in_batches(range(1, 1202))] == [
        list(range(1, 501)),
        list(range(501, 1001)),
        list(range(1001, 1202)),
    ]
    assert list(in_batches([])) == []


def test_evidence_answers_and_rounds_of_a_great_many_due_dates_are_read(engine: Engine):
    with transaction(engine) as session:
        assert len(evidence_of(session, 1, MANY)) == 40_000
        assert report_answer.answers_of(session, 1, MANY) == {}
        assert report_answer.last_rounds(session, 1, set(MANY)) == set()
        assert _copies(session, 1, MANY, datetime(2027, 9, 30, tzinfo=UTC)) == {}
        assert _pictures(session, 1, MANY) == {}
