"""What both databases promise: aware moments, named people, rules that hold."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError, StatementError

from models.agency import Agency
from models.database import insert_once, is_reachable, reading, transaction
from models.own_days import DayOverride
from models.people import Staff
from tests.office import Office


def test_the_database_answers(engine: Engine) -> None:
    assert is_reachable(engine)


def test_a_moment_comes_back_aware_and_in_utc(engine: Engine, office: Office, now: datetime) -> None:
    with transaction(engine) as session:
        stored = session.get_one(Agency, office.agency_id).created_at
    assert stored == now
    assert stored.tzinfo == UTC


def test_a_naive_moment_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="naive datetime"), transaction(engine) as session:
        session.add(Agency(slug="a", name="ก", quota=300, created_at=datetime(2026, 11, 30)))


def test_a_role_nobody_knows_is_refused(engine: Engine, office: Office, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="ck_staff_role_known"), transaction(engine) as session:
        session.add(Staff(agency_id=office.agency_id, name="มานะ", role="king", created_at=now))


def test_an_error_leaves_nothing_behind(engine: Engine, now: datetime) -> None:
    def break_off() -> None:
        with transaction(engine) as session:
            session.add(Agency(slug="a", name="ก", quota=300, created_at=now))
            session.flush()
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        break_off()
    with transaction(engine) as session:
        assert session.scalars(select(Agency)).all() == []


def test_the_first_of_two_alike_is_new_and_the_second_is_not(engine: Engine, office: Office) -> None:
    row = {"agency_id": office.agency_id, "day": date(2026, 12, 31), "is_open": False, "reason": "หยุดพิเศษ"}
    with transaction(engine) as session:
        assert insert_once(session, DayOverride, row)
    with transaction(engine) as session:
        assert not insert_once(session, DayOverride, row)


def test_a_reader_waits_for_no_writer(engine: Engine, office: Office) -> None:
    with transaction(engine) as writer:
        writer.get_one(Agency, office.agency_id).name = "อบต.อื่น"
        writer.flush()
        with reading(engine) as reader:
            assert reader.get_one(Agency, office.agency_id).name != "อบต.อื่น"
