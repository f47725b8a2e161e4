"""`flask rehearse`: a year played on a copy, counted as LINE counts, with nothing sent and nothing changed."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line import Channel, LineGateway
from config.files import load_policy
from config.settings import Settings
from models import agency, contacts, enrolment, people
from models.agency import Agency
from models.bangkok import bangkok_day
from models.database import make_engine, reading, transaction
from models.delivery import Delivery
from models.enrolment import RosterRow
from models.records import Role
from models.tables import METADATA
from models.unit import live_units
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.rehearsal import play
from tasks.rehearsal.account import account
from tasks.rehearsal.habits import Habits, speaking
from tasks.rehearsal.pretended import PretendedLine
from tasks.rehearsal.scratch import COPIED, LEFT_OUT
from wsgi import create_app

UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง")
# มานี runs ITA; กล้า and ธนา answer for one unit each, ชูใจ heads กองช่าง; วีระ is the clerk (ปลัด).
ROSTER = (
    ("มานี", "สำนักปลัด", Role.COORDINATOR),
    ("กล้า", "กองคลัง", Role.OFFICER),
    ("ธนา", "กองช่าง", Role.OFFICER),
    ("ชูใจ", "กองช่าง", Role.UNIT_HEAD),
    ("วีระ", None, Role.EXECUTIVE),
)
EVERYBODY = len(ROSTER)
HEADINGS = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
"""
ONE_DUTY = HEADINGS + "O12 รายงานผลการดำเนินงานประจำปี\tกองช่าง\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี\n"


@pytest.fixture
def app(database_url: str, tmp_path: Path, now: Any, settings_for: Callable[..., Settings]) -> Iterator[Any]:
    """An office of five on 30 November, its plan imported that day, not a single group or account known."""
    clock = tmp_path / "clock"
    clock.write_text(now.isoformat())
    made = create_app(settings_for(database_url, SECRET_KEY="k" * 20, CLOCK_FILE=str(clock)), wake=lambda: None)
    with transaction(made.extensions["tamngan"].engine) as session:
        office = agency.create(session, "demo", "อบต.ตัวอย่าง", 300, UNITS, now)
        units = {unit.name: unit.id for unit in live_units(session, office.id)}
        enrolment.update_roster(session, office.id, [RosterRow(n, None, units.get(u), r) for n, u, r in ROSTER], now)
        import_plan(session, office.id, read(parse_text(ONE_DUTY), 2570), Source("p", "0"), 2570, now)
    yield made
    made.extensions["tamngan"].engine.dispose()


def run(app: Any, *words: str) -> Result:
    args = ["rehearse", "--agency", "demo", "--fiscal-year", "2570", *words]
    return app.test_cli_runner().invoke(args=args)


def played(app: Any, *words: str) -> dict[str, Any]:
    done = run(app, "--format", "json", *words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def rows(url: str) -> dict[str, list[Any]]:
    engine = make_engine(url)
    with reading(engine) as session:
        found = {t.name: session.execute(select(t).order_by(*t.primary_key)).all() for t in METADATA.sorted_tables}
    engine.dispose()
    return found


def test_the_document_has_the_twelve_months_with_the_fields_of_the_contract(app: Any):
    found = played(app)
    assert [month["month"] for month in found["months"]] == [
        *("2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"),
        *("2027-04", "2027-05", "2027-06", "2027-07", "2027-08", "2027-09"),
    ]
    names = ["month", "reminders", "delivered", "replies", "pushes", "counted", "late", "undelivered"]
    assert all(list(month) == names for month in found["months"])
    assert (found["quota"], type(found["naive_counted"])) == (300, int)


def test_the_whole_year_is_played_though_the_plan_came_in_the_middle_of_it(app: Any):
    said = [(one["day"], one["stage"], one["addressee"]) for one in played(app)["reminders"]]
    assert said == [
        ("2026-12-01", "before-30", "กองช่าง"),
        ("2026-12-17", "before-14", "กองช่าง"),
        ("2026-12-24", "before-7", "กองช่าง"),
        ("2026-12-28", "before-3", "กองช่าง"),
        ("2026-12-30", "before-0", "กองช่าง"),
    ]


def figures(found: dict[str, Any], month: str) -> list[int]:
    """reminders, delivered, replies, pushes, counted, late, undelivered."""
    return next(list(row.values())[1:] for row in found["months"] if row["month"] == month)


def test_where_nobody_ever_speaks_each_reminder_costs_one_push_to_the_officer_who_answers(app: Any):
    found = played(app, "--speaks-per-day", "0")
    assert figures(found, "2026-12") == [5, 5, 0, 5, 5, 0, 0]
    assert found["naive_counted"] == 5 * EVERYBODY
    assert {one["way"] for one in found["reminders"]} == {"1:1 push"}


def test_where_people_speak_all_day_every_reminder_rides_on_a_free_reply(app: Any):
    found = played(app, "--speaks-per-day", "10")
    assert figures(found, "2026-12") == [5, 5, 5, 0, 0, 0, 0]
    assert {one["way"] for one in found["reminders"]} == {"reply"}


def test_who_is_ten_days_late_is_told_again_then_the_head_then_the_executive(app: Any):
    found = played(app, "--speaks-per-day", "0", "--late-days", "10")
    assert figures(found, "2026-12") == [5, 5, 0, 5, 5, 0, 0]
    # And for the executive: how things stand after the quarter, and a week after the report the card that puts it
    # before them, which they never acknowledge.
    assert figures(found, "2027-01") == [3, 3, 0, 5, 5, 0, 0]
    after = [(one["day"], one["stage"], one["addressee"]) for one in found["reminders"][5:]]
    assert sorted(after) == [
        ("2027-01-04", "after-1", "กองช่าง"),
        ("2027-01-04", "after-3", "หัวหน้ากองช่าง"),
        ("2027-01-07", "after-7", "ผู้บริหาร"),
    ]
    assert found["naive_counted"] == 8 * EVERYBODY


def test_where_nobody_is_a_friend_the_whole_group_is_pushed_to(app: Any):
    engine = app.extensions["tamngan"].engine
    with transaction(engine) as session:
        office = session.scalars(select(Agency)).one()
        for person in people.roster(session, office.id):
            met = contacts.meet(session, office.id, f"U{person.id:032x}", None, office.created_at)
            contacts.bind_at_once(session, met.id, person.id, office.created_at)
    found = played(app, "--speaks-per-day", "0")
    assert figures(found, "2026-12") == [5, 5, 0, 5, 5 * EVERYBODY, 0, 0]
    assert {one["way"] for one in found["reminders"]} == {"group push"}
    assert found["assumed"] == ["ยังไม่มีกลุ่มเจ้าหน้าที่ ถือว่ามีหนึ่งกลุ่ม"]


def test_with_too_small_a_quota_nothing_is_overrun_and_what_is_not_said_is_counted(app: Any):
    with transaction(app.extensions["tamngan"].engine) as session:
        session.scalars(select(Agency)).one().quota = 2
    found = played(app, "--speaks-per-day", "0")
    reminders, delivered, replies, pushes, counted, late, undelivered = figures(found, "2026-12")
    assert (found["quota"], reminders, replies) == (2, 5, 0)
    assert counted == pushes == 2
    assert delivered + undelivered == reminders
    assert undelivered > 0
    assert late == 0
    unsaid = [one for one in found["reminders"] if one["said"] is None]
    assert len(unsaid) == undelivered
    assert all(one["why"] and one["way"] is None for one in unsaid)


def test_what_line_counted_is_what_the_ledger_of_the_copy_says(app: Any, monkeypatch: pytest.MonkeyPatch):
    ledger: Counter[str] = Counter()

    def with_ledger(session: Session, *rest: Any) -> Any:
        for delivery in session.scalars(select(Delivery).where(Delivery.state == "accepted")):
            ledger[f"{bangkok_day(delivery.settled_at):%Y-%m}"] += delivery.cost
        return account(session, *rest)

    monkeypatch.setattr(play, "account", with_ledger)
    found = played(app, "--speaks-per-day", "1", "--late-days", "10")
    assert sum(ledger.values()) > 0
    assert {month["month"]: month["counted"] for month in found["months"] if month["counted"]} == +ledger


def test_the_pretended_line_counts_people_once_for_a_key_and_refuses_what_the_quota_does_not_hold(now: datetime):
    clock = play.JumpingClock(now)
    line, channel = PretendedLine(clock, 10, {"C1": 8}), Channel("s", "t")
    assert line.push(channel, "C1", [{}], "a") == line.push(channel, "C1", [{}], "a")
    assert (line.quota_used(channel), line.requests) == (8, 1)
    assert line.push(channel, "C1", [{}], "b").state == "limited"
    assert [line.push(channel, "U1", [{}], key).state for key in "cde"] == ["accepted", "accepted", "limited"]
    assert line.quota_used(channel) == 10
    clock.now = now + timedelta(days=1)
    assert (line.quota_used(channel), line.push(channel, "C1", [{}], "f").state) == (0, "accepted")


def test_the_pretended_line_takes_a_reply_once_and_within_its_minute(now: datetime):
    clock = play.JumpingClock(now)
    line, channel = PretendedLine(clock, 10, {}), Channel("s", "t")
    first, second = line.somebody_writes(), line.somebody_writes()
    assert [line.reply(channel, first, [{}]).state for _ in range(2)] == ["accepted", "refused"]
    clock.now = now + timedelta(seconds=61)
    assert line.reply(channel, second, [{}]).state == "refused"
    assert line.quota_used(channel) == 0


def test_people_write_once_in_each_part_of_the_working_day_at_moments_that_change(now: datetime):
    policy = load_policy()
    days = [speaking(date(2026, 12, n), 1, Habits(2), policy) for n in (1, 2)]
    for moments in days:
        assert [moment.time() < time(12, 30) for moment in moments] == [True, False]
        assert all(policy.opens <= moment.time() < policy.closes for moment in moments)
    assert days[0][0].time() != days[1][0].time()
    assert speaking(date(2026, 12, 1), 1, Habits(0), policy) == []


def test_the_table_names_months_what_was_assumed_and_each_digest(app: Any):
    done = run(app)
    assert done.exit_code == 0
    for words in ("2026-12", "! ยังไม่มีกลุ่มเจ้าหน้าที่", "จากโควตา 300", "2026-12-30", "O12", "กองช่าง"):
        assert words in done.stdout
    assert "ซ้อมเดือน 2026-10" in done.stderr


def test_twice_gives_the_same_and_the_offices_database_stays_as_it_was(app: Any, database_url: str):
    before = rows(database_url)
    first, second = played(app), played(app)
    assert first == second
    assert rows(database_url) == before


def test_without_groups_and_accounts_it_says_what_it_took_for_granted(app: Any):
    assert played(app)["assumed"] == [
        "ยังไม่มีกลุ่มเจ้าหน้าที่ ถือว่ามีหนึ่งกลุ่ม",
        "ยังไม่มีใครลงทะเบียน LINE ถือว่าทุกคนในทะเบียนลงทะเบียนและเป็นเพื่อนกับบัญชีแล้ว",
    ]


def test_line_itself_is_never_called(app: Any, monkeypatch: pytest.MonkeyPatch):
    def called(*_: Any, **__: Any) -> None:
        raise AssertionError("LINE was called")

    monkeypatch.setattr(LineGateway, "_request", called)
    assert sum(month["delivered"] for month in played(app)["months"]) == 5


def test_a_year_without_a_plan_is_named_with_the_cure(app: Any):
    done = app.test_cli_runner().invoke(args=["rehearse", "--agency", "demo", "--fiscal-year", "2571"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: ยังไม่มีแผนปี 2571 นำเข้าด้วย `flask plan import`\n"


def test_every_table_is_either_copied_or_left_behind_on_purpose():
    assert set(COPIED) | LEFT_OUT == {table.name for table in METADATA.sorted_tables}
    assert not set(COPIED) & LEFT_OUT
