"""What was said is forgotten after its time and not before, and a worker that starts tidies at once."""

from datetime import timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.date import DateTrigger
from sqlalchemy import select

from models.chat import Chat
from models.database import transaction
from models.delivery import Delivery, SentMessage
from models.outbox import NewMessage, OutboxMessage, enqueue
from tasks import scheduling
from tasks.housekeeping import tidy
from tests.town import Town, town


def log_of(found: Town) -> list[int]:
    with transaction(found.house.engine) as session:
        return [len(session.scalars(select(table)).all()) for table in (OutboxMessage, Delivery, SentMessage)]


def test_what_was_said_is_kept_a_fiscal_year_and_ninety_days(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        office.say("มานี", "วิธีใช้")
        now = office.now
        with transaction(office.house.engine) as session:
            chat_id = session.scalars(select(Chat.id)).first() or 0
            waits = NewMessage(office.agency_id, chat_id, "w", "answer", "soon", {}, now, now + timedelta(days=999))
            enqueue(session, waits, now)
        kept = log_of(office)
        assert min(kept) >= 1
        tidy(office.house.engine, now + timedelta(days=455))
        assert log_of(office) == kept
        tidy(office.house.engine, now + timedelta(days=455, seconds=1))
        assert log_of(office) == [1, 0, 0], "what still waits stays"


def test_a_worker_tidies_as_soon_as_it_starts(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    tidied: list[bool] = []
    monkeypatch.setattr(scheduling, "tidy", lambda *_: tidied.append(True))
    with town(database_url, tmp_path) as office:
        jobs = scheduling.make_scheduler(office.house).get_jobs()
        for job in jobs:
            if isinstance(job.trigger, DateTrigger):
                job.func()
    assert tidied == [True]
