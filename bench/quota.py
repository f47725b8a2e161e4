"""A year of one office of 20 people, by how often somebody speaks in its group: what LINE would count."""

import json
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import structlog
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.table import Figures
from config.settings import load
from models import contacts, people
from models.agency import Agency
from models.database import transaction
from tasks.house import House
from tasks.rehearsal.account import Rehearsal
from tasks.rehearsal.habits import Habits
from tasks.rehearsal.play import rehearse
from wsgi import create_app

ROOT = Path(__file__).parent.parent
ROSTER, DEMO_PLAN = ROOT / "demo" / "staff.csv", ROOT / "demo" / "plan.md"
SAMPLES = ROOT / "tests" / "samples"
REAL = ROOT.parent / "shared" / "seeds"  # real documents of five offices, where they are at hand
UNITS = "สำนักปลัด,กองคลัง,กองช่าง,กองการศึกษา,กองสวัสดิการสังคม"
SLUG, YEAR = "office", "2570"
SPEAKS = (0, 1, 3, 10)
# What a document dates in a past year, or says without a date, the coordinator dates as many do: by half-year's end.
NO_DATE = "31 มีนาคม 2570"
# And where it gives nobody any duty, three are added by hand.
NO_DUTY = ((1, "ภายในเดือนธันวาคม"), (2, "ไตรมาสละ 1 ครั้ง"), (3, "ภายในเดือนมกราคม"))
LATE_DAYS = 10  # past the seventh day, when the executives are told
HEAVY = "17 measures, all units, monthly"  # far more than any real plan asks for
HEADINGS = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
"""


@dataclass(frozen=True)
class Case:
    """A plan, and what makes its year harder: people late with their reports, or nobody a friend of the account."""

    plan: Path | None
    late_days: int = 0
    friends: bool = True

    @property
    def name(self) -> str:
        """As the table has it; a real document goes by its number."""
        plan = self.plan
        named = HEAVY if plan is None else f"real {plan.stem[:3]}" if plan.parent == REAL else plan.stem
        named = "demo" if plan == DEMO_PLAN else named
        late = f", {self.late_days} days late" if self.late_days else ""
        return f"{named}{late}{'' if self.friends else ', no friends'}"


def bench() -> Iterator[Figures]:
    """Every plan at every rate. As an office begins: one group of everybody, all registered, all friends."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for rows in pool.map(_figures, _cases()):
            yield from rows


def _cases() -> list[Case]:
    own = [file for file in sorted(SAMPLES.glob("*.txt")) if file.with_suffix(".json").exists()]
    demo = Case(DEMO_PLAN)
    harder = (replace(demo, late_days=LATE_DAYS), replace(demo, friends=False))
    return [demo, *harder, Case(None), *(Case(plan) for plan in (*sorted(REAL.glob("*.txt")), *own))]


def _figures(case: Case) -> list[Figures]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="quota-") as folder:
        app = _office(Path(folder), case)
        house: House = app.extensions["tamngan"]
        with transaction(house.engine) as session:
            office = session.scalars(select(Agency)).one()
            if not case.friends:
                _register_in_the_group(session, office.id)
        rows = [
            _row(case.name, speaks, rehearse(house, office.id, int(YEAR), Habits(speaks, case.late_days)))
            for speaks in SPEAKS
        ]
        house.engine.dispose()
    return rows


def _register_in_the_group(session: Session, agency_id: int) -> None:
    """Everybody is known by account, and nobody added the bot: no push reaches them but the group's."""
    now = datetime(2026, 10, 1, tzinfo=UTC)
    for person in people.roster(session, agency_id):
        met = contacts.meet(session, agency_id, f"U{person.id:032x}", None, now)
        contacts.bind_at_once(session, met.id, person.id, now)


def _row(plan: str, speaks: int, year: Rehearsal) -> Figures:
    counted = [month.counted for month in year.months]
    return {
        "plan": plan,
        "speaks a day": speaks,
        "reminders": sum(month.reminders for month in year.months),
        "counted": sum(counted),
        "most in a month": max(counted),
        "% of naive": round(100 * sum(counted) / year.naive_counted, 2) if year.naive_counted else 0,
        "late": sum(month.late for month in year.months),
        "undelivered": sum(month.undelivered for month in year.months),
        "by month": " ".join(map(str, counted)),
    }


def _office(folder: Path, case: Case) -> Flask:
    """Set up by the operator's commands, every duty dated."""
    clock = folder / "clock"
    clock.write_text("2026-10-01T08:00:00+07:00\n")
    settings = load({"DATA_DIR": str(folder), "SECRET_KEY": "bench-secret-key-0123456789", "CLOCK_FILE": str(clock)})
    app = create_app(settings, wake=lambda: None)
    _run(app, "db", "upgrade")
    _run(app, "agency", "create", SLUG, "--name", "องค์การบริหารส่วนตำบลตัวอย่าง", "--units", UNITS)
    _run(app, "staff", "import", str(ROSTER), "--agency", SLUG)
    _run(app, "plan", "import", str(case.plan or _heavy(folder)), "--agency", SLUG, "--fiscal-year", YEAR)
    rows = json.loads(_run(app, "duty", "list", "--agency", SLUG, "--format", "json"))
    for duty in (row["id"] for row in rows if row["id"] and not row["due"]):
        _run(app, "duty", "schedule", str(duty), NO_DATE, "--agency", SLUG)
    for number, phrase in () if any(row["id"] for row in rows) else NO_DUTY:
        added = ("duty", "add", str(number), phrase, *UNITS.split(","))
        _run(app, *added, "--agency", SLUG, "--fiscal-year", YEAR)
    return app


def _heavy(folder: Path) -> Path:
    file = folder / "heavy.txt"
    lines = (f"O{n} เรื่องที่ {n}\tทุกกอง\tสรุปผลงาน\tรายงานผลทุกเดือน\n" for n in range(1, 18))
    file.write_text(HEADINGS + "".join(lines), encoding="utf-8")
    return file


def _run(app: Flask, *words: str) -> str:
    """What a command prints. Raises RuntimeError when it fails."""
    with app.app_context():
        done = app.test_cli_runner().invoke(args=list(words))
    if done.exit_code:
        raise RuntimeError(f"flask {words[0]} {words[1]}: {done.output}")
    return done.stdout


def worst(rows: Sequence[Figures]) -> list[Figures]:
    """By rate, the worst of all plans in each column."""
    columns = ("most in a month", "% of naive", "late", "undelivered")
    return [
        {"speaks a day": speaks, **{c: max(row[c] for row in rows if row["speaks a day"] == speaks) for c in columns}}
        for speaks in SPEAKS
    ]
