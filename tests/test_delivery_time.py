"""Delivery over time: pauses that grow, closing time, the month's end, a silent LINE, and being told to end."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bench.ports import ROOT
from bot.line import Answer, LineGateway
from models import agency
from models.bangkok import BANGKOK
from models.chat import Chat, ChatType, group_joined, set_member_count, set_type
from models.database import transaction
from models.delivery import Delivery
from models.outbox import NewMessage, OutboxMessage, enqueue
from tasks.delivery import sender
from tests.town import STAFF_GROUP, Town, town, words_of

MORNING = "2026-12-01"
LAST_WORKING_DAY, FIRST_OF_NEXT_MONTH = "2026-12-30", "2027-01-04"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """An office on a working day at ten, with nothing to say yet."""
    with town(database_url, tmp_path) as found:
        found.at(MORNING, "10:00")
        yield found
        assert found.line.violations() == []


def notify(found: Town, count: int = 1, useful: timedelta = timedelta(days=6), slug: str = "demo") -> None:
    """Notices to be pushed now into the staff group, which then comes to nothing new but them."""
    with transaction(found.house.engine) as session:
        owner = agency.by_slug(session, slug)
        assert owner is not None
        chat_id = session.scalars(
            select(Chat.id).where(Chat.type == ChatType.STAFF, Chat.agency_id == owner.id)
        ).first()
        for n in range(count):
            words = {"messages": [{"type": "text", "text": f"ประกาศ {n}"}], "about": [], "asks": None}
            notice = NewMessage(
                *(owner.id, chat_id, f"notice/{n}", "notice", "request", words),
                not_before=found.now,
                push_after=found.now,
                useless_after=found.now + useful,
            )
            enqueue(session, notice, found.now)


def request(found: Town) -> Delivery:
    with transaction(found.house.engine) as session:
        return session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(1)).one()


def pauses(found: Town, tries: int) -> list[float]:
    """Seconds from each try to the next, each made at the moment it is due."""
    waited = []
    for _ in range(tries):
        found.work()
        waited.append((request(found).try_at - found.now).total_seconds())
        found.line.set_clock(request(found).try_at.astimezone(BANGKOK).isoformat())
    return waited


def test_a_push_that_gets_no_answer_is_tried_after_ever_longer_pauses(office: Town):
    office.line.fault("push", "error_before", 100)
    notify(office)
    assert pauses(office, 8) == [2, 4, 8, 16, 32, 64, 128, 256]
    assert len({one["retry_key"] for one in office.line.requests("push")}) == 1
    assert len(office.line.requests("push")) == 8


def test_what_is_still_unanswered_at_closing_time_is_tried_again_when_the_office_opens(office: Town):
    office.at(MORNING, "16:15")
    office.line.fault("push", "error_after")
    office.line.fault("push", "error_before", 100)
    notify(office)
    pauses(office, 9)
    office.at(MORNING, "17:00")
    office.work()
    made = len(office.line.requests("push"))
    assert request(office).try_at == datetime(2026, 12, 2, 8, 30, tzinfo=BANGKOK)
    office.at(MORNING, "20:00")
    office.work()
    assert len(office.line.requests("push")) == made
    office.line.clear_faults()
    office.at("2026-12-02", "08:30")
    office.work()
    assert [one["status"] for one in office.line.requests("push")][-1] == 409  # the first of all had been taken
    assert len({one["retry_key"] for one in office.line.requests("push")}) == 1
    assert request(office).state == "accepted"
    assert len(office.heard(STAFF_GROUP)) == 1


def test_what_line_refuses_for_the_months_quota_goes_out_once_when_the_next_month_begins(
    office: Town, monkeypatch: pytest.MonkeyPatch
):
    office.at(LAST_WORKING_DAY, "10:00")
    office.line.set_quota(100, used=100)
    with monkeypatch.context() as behind:
        behind.setattr(LineGateway, "quota_used", lambda *_: 0)  # LINE's figure is approximate, and lags
        notify(office)
        office.work()
    assert [one["status"] for one in office.line.requests("push")] == [429]
    for clock in ("10:30", "11:01", "13:00", "16:00"):
        office.at(LAST_WORKING_DAY, clock)
        office.work()
    with transaction(office.house.engine) as session:
        waiting = session.scalars(select(OutboxMessage)).one()
        assert (waiting.state, str(waiting.why).startswith("โควตาเหลือ 0")) == ("waiting", True)
    for clock in ("08:30", "08:45", "10:00"):
        office.at(FIRST_OF_NEXT_MONTH, clock)
        office.work()
    assert [one["status"] for one in office.line.requests("push")] == [429, 200]
    assert [words_of(one) for one in office.heard(STAFF_GROUP)] == ["ประกาศ 0"]


def neighbour(found: Town, chats: int) -> int:
    """Another office with so many groups, a notice waiting in each; its row number."""
    with transaction(found.house.engine) as session:
        owner = agency.create(session, "silent", "อบต.ข้างเคียง", 10_000, ["กองคลัง"], found.now)
        for n in range(chats):
            chat = group_joined(session, owner.id, f"C{n:032x}", found.now)
            set_type(session, chat.id, ChatType.STAFF, None, found.now)
            set_member_count(session, chat.id, 1, found.now)
            words = {"messages": [{"type": "text", "text": f"ถึงกลุ่ม {n}"}], "about": [], "asks": None}
            notice = NewMessage(
                *(owner.id, chat.id, f"notice/{n}", "notice", "request", words),
                not_before=found.now,
                push_after=found.now,
                useless_after=found.now + timedelta(days=5),
            )
            enqueue(session, notice, found.now)
        return owner.id


def test_while_line_is_silent_for_one_office_another_is_served_and_nothing_of_the_first_is_lost(
    office: Town, monkeypatch: pytest.MonkeyPatch
):
    office.line.set_quota(None)
    silent = neighbour(office, 300)
    notify(office)
    served, begun = threading.Event(), Counter[int]()
    ask_line = sender.ask_line

    def ask(house: Any, one: Any) -> Answer:
        begun[one.agency_id] += 1
        if one.agency_id == silent:
            assert served.wait(60), "the other office was not served meanwhile"
            return Answer("unclear", None, "ReadTimeoutError")
        answer = ask_line(house, one)
        served.set()
        return answer

    monkeypatch.setattr(sender, "ask_line", ask)
    office.work()
    assert begun[office.agency_id] == 1
    assert begun[silent] <= sender.EACH < sender.LINES  # after so many misses the rest was not begun
    assert len(office.heard(STAFF_GROUP)) == 1
    with transaction(office.house.engine) as session:
        states = Counter(session.scalars(select(OutboxMessage.state).where(OutboxMessage.agency_id == silent)))
    assert states == {"sending": begun[silent], "waiting": 300 - begun[silent]}


@pytest.mark.one_database
def test_the_worker_told_to_end_settles_what_is_on_its_way_and_leaves_the_rest_to_the_next(
    office: Town, database_url: str, tmp_path: Path
):
    office.line.set_quota(None)
    settings = office.house.settings
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "DATA_DIR": str(tmp_path),
        "LINE_CHANNEL_SECRET": str(settings.line_channel_secret),
        "LINE_CHANNEL_ACCESS_TOKEN": str(settings.line_channel_access_token),
        "LINE_API_BASE": settings.line_api_base,
        "CLOCK_FILE": str(settings.clock_file),
        "SECRET_KEY": str(settings.secret_key),
    }
    notify(office, 12)  # five to a request, one request of a chat at a time
    office.line.fault("push", "delay", 12, seconds=0.5)
    with (tmp_path / "worker.log").open("w") as log:
        worker = subprocess.Popen([sys.executable, "-m", "tasks"], cwd=ROOT, env=environment, stderr=log)
        try:
            until(lambda: states_of(office)["ready"] == 1)
        finally:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(60) == 0
    assert states_of(office) == {"accepted": 1}
    assert len(office.heard(STAFF_GROUP)) == 5
    office.line.clear_faults()
    office.work()
    assert states_of(office) == {"accepted": 3}
    assert sorted(words_of(one) for one in office.heard(STAFF_GROUP)) == sorted(f"ประกาศ {n}" for n in range(12))


def states_of(found: Town) -> Counter[str]:
    with transaction(found.house.engine) as session:
        return Counter(session.scalars(select(Delivery.state)))


def until(true: Any) -> None:
    end = time.monotonic() + 60
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    assert true()
