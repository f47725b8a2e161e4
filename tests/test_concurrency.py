"""Many workers and many people at once: nothing is lost and nothing is said twice."""

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bench.ports import free_port, running
from bot.conversation import converse
from config.files import load_policy
from models import outbox
from models.assignment import Extension, Occurrence, StepRefused, ask_extension, decide_extension
from models.bangkok import bangkok_day
from models.chat import ChatType, group_joined, set_type
from models.database import transaction
from models.delivery import Delivery
from models.outbox import NewMessage, OutboxMessage
from models.records import Status
from models.reply import Statement, StatusReply, record
from tasks import intake
from tasks.delivery.sender import deliver
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.reminders.tick import tick
from tasks.scheduling import rounds
from tests.door import door_of
from tests.test_delivery import digests
from tests.town import STAFF_GROUP, UNITS, Town, town

PEOPLE = ("มานี", "วีระ", "กล้า", "ชูใจ", "ธนา", "สมคิด", "ดวงใจ", "ปิติ")


def plan_of(measures: int) -> str:
    """A plan whose every measure is owed by five units at the end of December."""
    head = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570\nองค์การบริหารส่วนตำบลตัวอย่าง\n"
    rows = (
        f"O{n} รายงานผลการดำเนินงานเรื่องที่ {n}\tทุกกอง\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี"
        for n in range(1, measures + 1)
    )
    return "\n".join([head, "ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม", *rows]) + "\n"


def owe(office: Town, measures: int) -> None:
    with transaction(office.house.engine) as session:
        reading = read(parse_text(plan_of(measures)), 2570)
        import_plan(session, office.agency_id, reading, Source("plan", "0"), 2570, office.now)


def notices(office: Town, count: int) -> None:
    """Groups of two people, each to be pushed one notice now."""
    groups = [office.line.group(f"กลุ่ม {n}", ["มานี", "กล้า"]) for n in range(count)]
    with transaction(office.house.engine) as session:
        for n, line_id in enumerate(groups):
            chat = group_joined(session, office.agency_id, line_id, office.now)
            set_type(session, chat.id, ChatType.STAFF, None, office.now)
            words = {"messages": [{"type": "text", "text": f"ประกาศที่ {n}"}], "about": [], "asks": None}
            notice = NewMessage(
                *(office.agency_id, chat.id, f"notice/{n}", "notice", "request", words),
                not_before=office.now,
                push_after=office.now,
                useless_after=office.now + timedelta(days=5),
            )
            outbox.enqueue(session, notice, office.now)


def said_twice(office: Town) -> list[tuple[str, str]]:
    """(chat, words) of bot messages heard more than once where each should be heard once."""
    heard = Counter((m["chat"], m["body"].get("text", "")) for m in office.line.inbox() if m["via"] == "push")
    return [pair for pair, count in heard.items() if count > 1]


def test_four_workers_at_once_do_everything_once(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        owe(office, 20)
        office.at("2026-12-01")
        notices(office, 20)
        door = door_of(office)
        for n in range(50):
            assert door.send(door.text(PEOPLE[n % 8], f"เรื่องที่ {n}")) == 200
        with ThreadPoolExecutor(4) as threads:
            for _ in range(3):
                list(threads.map(lambda _: rounds(office.house), range(4)))
        office.at("2026-12-01", "12:31")
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda _: rounds(office.house), range(4)))
        assert {event.state for event in door.stored()} == {"done"}
        assert door.answers() == 50
        with transaction(office.house.engine) as session:
            reminders = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "reminder")).all()
            assert len(reminders) == len({message.occurrence_id for message in reminders}) >= 100
            assert {message.state for message in reminders} == {"said"}
            keys = session.scalars(select(Delivery.retry_key).where(Delivery.way == "push")).all()
        assert len(office.line.requests("push")) == len(keys) == 20 + len(UNITS)
        assert digests(office, STAFF_GROUP) == 0  # each of the five who answer hears it alone, for less
        assert said_twice(office) == []
        assert office.line.violations() == []


def persist(round_of_work: Callable[..., object], *given: object) -> None:
    """As the service's next round does: who waited for SQLite's lock in vain, on a busy machine, comes again."""
    for _ in range(4):
        with suppress(OperationalError):
            round_of_work(*given)
            return
    round_of_work(*given)


def test_three_schedulers_and_three_workers_remind_of_each_of_2000_due_occurrences_once(
    database_url: str, tmp_path: Path
):
    with town(database_url, tmp_path) as office:
        owe(office, 400)
        office.at("2026-12-01")
        policy, house = load_policy(), office.house
        for clock in ("08:31", "13:31", "13:32"):  # called for, then pushed when nobody spoke, then nothing is left
            office.at("2026-12-01", clock)
            with ThreadPoolExecutor(6) as threads:
                schedulers = [threads.submit(persist, tick, house.engine, office.now, policy) for _ in range(3)]
                workers = [threads.submit(persist, deliver, house, policy) for _ in range(3)]
            assert [one.exception() for one in (*schedulers, *workers)] == [None] * 6
        with transaction(house.engine) as session:
            asked = select(OutboxMessage.occurrence_id, OutboxMessage.state).where(OutboxMessage.kind == "reminder")
            reminders = session.execute(asked).all()
            requests = session.scalar(select(func.count(Delivery.id)))
        assert Counter(state for _, state in reminders) == {"said": 2000}
        assert len({occurrence for occurrence, _ in reminders}) == 2000
        assert len(office.line.requests("push")) == requests
        assert said_twice(office) == []
        assert office.line.violations() == []


# -- two people at once --------------------------------------------------------------------------------------------


def at_once(engine: Engine, row: tuple[type, int], *steps: Callable[[Session, object], object]) -> list[object]:
    """Every step in a transaction of its own, begun with the same row read before any of them writes."""
    met = Barrier(len(steps))

    def take(step: Callable[[Session, object], object]) -> object:
        with transaction(engine) as session:
            found = session.get_one(*row)
            with suppress(BrokenBarrierError):  # SQLite lets one writer begin at a time: they never meet
                met.wait(timeout=0.5)
            try:
                return step(session, found)
            except StepRefused:
                return "refused"

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(take, steps))


def test_more_time_is_asked_for_two_years_ahead_at_most(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        owe(office, 1)
        with transaction(office.house.engine) as session:
            occurrence = session.scalars(select(Occurrence).limit(1)).one()
            farthest = bangkok_day(office.now) + timedelta(days=731)
            assert ask_extension(session, occurrence, farthest, None, 1, office.now).asked_until == farthest
            for day in (farthest + timedelta(days=1), date.max):
                with pytest.raises(StepRefused, match="2 ปี"):
                    ask_extension(session, occurrence, day, None, 1, office.now)


def test_of_two_who_decide_on_a_request_at_once_one_is_told_that_it_was_decided(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        owe(office, 1)
        engine, now = office.house.engine, office.now
        with transaction(engine) as session:
            occurrence = session.scalars(select(Occurrence).limit(1)).one()
            asked = ask_extension(session, occurrence, date(2027, 1, 15), None, 1, now).id
        told = at_once(
            *(engine, (Extension, asked)),
            lambda session, found: decide_extension(session, found, True, 1, now).extended_to,
            lambda session, found: decide_extension(session, found, False, 2, now).extended_to,
        )
        with transaction(engine) as session:
            extension = session.get_one(Extension, asked)
            granted = session.get_one(Occurrence, extension.occurrence_id).extended_to
        assert told.count("refused") == 1
        assert (extension.state == "approved") == (granted is not None) == (told[1] == "refused")


def test_of_two_reports_at_once_the_later_one_knows_of_the_earlier(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        owe(office, 1)
        engine, now = office.house.engine, office.now
        words = Statement("x", "report_status", "x")
        at_once(
            *(engine, (Occurrence, 1)),
            lambda session, found: record(session, found, words, Status.COMPLETED, 1, None, now),
            lambda session, found: record(session, found, words, Status.IN_PROGRESS, 2, None, now),
        )
        with transaction(engine) as session:
            first, second = session.scalars(select(StatusReply).order_by(StatusReply.id)).all()
            assert (first.was, second.was) == (Status.NOT_STARTED, first.became)
            assert session.get_one(Occurrence, 1).status == second.became


def test_an_event_claimed_anew_from_a_worker_that_was_too_slow_has_one_effect(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    met, heard = Barrier(2), []

    def slowly(*event: object) -> None:
        heard.append(event)
        with suppress(BrokenBarrierError):  # SQLite lets one writer begin at a time: they never meet
            met.wait(timeout=0.5)
        converse(*event)

    with town(database_url, tmp_path) as office:
        owe(office, 1)
        door = door_of(office)
        assert door.send(door.text("กล้า", "O1 กำลังทำค่ะ https://example.go.th/n/1")) == 200
        claimed = threading.Semaphore(0)
        monkeypatch.setattr(intake, "learn_name", lambda *_: (claimed.release(), met.wait(timeout=5)))
        monkeypatch.setattr(intake, "converse", slowly)
        with ThreadPoolExecutor(2) as threads:
            first = threads.submit(intake.take_one, office.house)
            assert claimed.acquire(timeout=5)
            office.at("2026-10-01", "08:40")  # the first one's claim has run out by now
            assert threads.submit(intake.take_one, office.house).result()
            assert first.result()
        assert len(heard) == door.answers() == 1
        with transaction(office.house.engine) as session:
            assert session.scalar(select(func.count(StatusReply.id))) == 1


# -- told to end ----------------------------------------------------------------------------------------------------


def test_the_web_process_told_to_end_settles_the_answer_that_is_on_its_way(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        settings, port = office.house.settings, free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": database_url,
            "DATA_DIR": str(tmp_path),
            "LINE_CHANNEL_SECRET": str(settings.line_channel_secret),
            "LINE_CHANNEL_ACCESS_TOKEN": str(settings.line_channel_access_token),
            "LINE_API_BASE": settings.line_api_base,
            "CLOCK_FILE": str(settings.clock_file),
            "SECRET_KEY": str(settings.secret_key),
            "PORT": str(port),
        }
        office.line.fault("reply", "delay", seconds=1.5)
        with running(
            [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"], port, environment, tmp_path / "w"
        ):
            office.line.set(webhook=f"http://127.0.0.1:{port}/callback")
            office.line.say("กล้า", None, "งานของฉัน")
            end = time.monotonic() + 60
            while not states(office) and time.monotonic() < end:
                time.sleep(0.02)
            assert states(office) == ["ready"]  # stored and on its way; now the process is told to end
        assert states(office) == ["accepted"]


def states(office: Town) -> list[str]:
    with transaction(office.house.engine) as session:
        return list(session.scalars(select(Delivery.state)))
