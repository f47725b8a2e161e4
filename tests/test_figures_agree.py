"""Chat, digest, picture, page, report, calendar and CSV agree on every figure of a random office-year."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.answering import on_summary
from bot.messages import digest
from bot.messages.parts import Message
from bot.scene import Scene
from bot.view import View
from models import agency, people, progress
from models.bangkok import bangkok_day
from models.calendar_link import Whose
from models.database import transaction
from models.records import ChatRecord
from models.summaries import Summary, Tally
from models.unit import live_units
from tasks.reminders.digests import Digest, _drawn
from tasks.reports.calendar_entries import STATUS_WORDS
from tasks.reports.calendar_sources import entries_of
from tasks.reports.report import prepare
from tasks.reports.summary_picture import as_data
from tasks.reports.write_csv import write_csv
from tasks.reports.write_json import write_json
from tests import office_year
from tests.office import Office
from tests.office_year import FIRST, live_a_day, moment
from tests.pages import Pages, opened

Figures = tuple[int, int, int, int]  # completed, in progress, not started, overdue
DAYS = 20


def in_chat(session: Session, agency_id: int, today: date, view: View) -> Figures:
    """What the card in the executive's 1:1 chat says."""
    office, (person, *_) = agency.by_id(session, agency_id), people.executives(session, agency_id)
    scene = Scene(office, ChatRecord(1, agency_id, "private"), None, moment(today, 9), person)
    return told_by(on_summary(session, scene, person, view).answer)


def told_by(messages: Sequence[Message]) -> Figures:
    """The figures of a card by its alt text; all zero where nothing is there to tell of."""
    words = messages[0]["altText"] if messages else ""
    found = re.search(r"เสร็จแล้ว (\d+) · กำลังทำ (\d+) · ยังไม่เริ่ม (\d+) · เกินกำหนด (\d+)", words)
    return tuple(map(int, found.groups())) if found else (0, 0, 0, 0)  # type: ignore[return-value]


def in_digest(session: Session, agency_id: int, today: date, quarter: int | None) -> Figures:
    """What the executives are told without asking: of the whole year before a meeting, or of a quarter."""
    draw = partial(digest.after_quarter, quarter=quarter) if quarter else partial(digest.before_meeting, meets_on=today)
    told = Digest("digest/any", moment(today, 9), draw, 2570, quarter)
    return told_by(_drawn(session, agency.by_id(session, agency_id), told, today))


def in_picture(found: Summary) -> tuple[Figures, Figures]:
    """The picture's figures, and what its bars, one for each unit, come to."""
    data = as_data(found, "อบต.ตัวอย่าง", thai_digits=False)
    bars = [[piece["count"] for piece in unit["pieces"]] for unit in data["units"]]
    assert data["more_units"] == ""
    return tuple(one["count"] for one in data["figures"]), tuple(map(sum, zip(*bars, strict=True)))  # type: ignore[return-value]


def on_page(pages: Pages, view: View) -> Figures:
    """What the overview says under the same filters."""
    names = (("unit", view.unit_id), ("quarter", view.quarter), ("asof", view.as_of))
    words = pages.signed_in("ปิติ").read("/overview?" + "&".join(f"{k}={v}" for k, v in names if v))
    found = re.search(r"เสร็จแล้ว (\d+) กำลังทำ (\d+) ยังไม่เริ่ม (\d+) เกินกำหนด (\d+)", words)
    assert found, words[:400]
    return tuple(map(int, found.groups()))  # type: ignore[return-value]


def in_report(session: Session, agency_id: int, as_of: date) -> tuple[Figures, Figures]:
    """The figures that the machine-readable report tells, and those that its duties one by one come to."""
    report = prepare(session, agency_id, 2570, as_of)
    told = json.loads(write_json(report.facts, report.layout))
    rows = list(csv.DictReader(io.StringIO(write_csv(report.layout).decode("utf-8-sig"))))
    columns = {c["heading"] for measure in told["measures"] for c in measure["columns"]}
    assert columns <= set(rows[0]), "CSV has the report's own columns"
    for measure in told["measures"]:
        for column in measure["columns"]:
            assert (
                any(column["text"] in {row[column["heading"]].lstrip("'"), ""} for row in rows)
                or "\n" in column["text"]
            )
    shares = [share for measure in told["measures"] for share in measure["duties"]]
    names = ("completed", "in_progress", "not_started", "overdue")
    return tuple(told["figures"][name] for name in names), reckoned(  # type: ignore[return-value]
        [(s["status"], date.fromisoformat(s["extended_to"] or s["due_on"])) for s in shares], as_of
    )


def in_calendar(session: Session, agency_id: int, today: date) -> Figures:
    """What the office's calendar shows, each entry on the day on which it is expected."""
    statuses = {words: status.value for status, words in STATUS_WORDS.items()}
    entries = entries_of(session, agency_id, Whose(), moment(today, 9))
    return reckoned([(statuses[e.category], e.starts_on) for e in entries if e.category in statuses], today)


def reckoned(some: list[tuple[str, date]], today: date) -> Figures:
    """(status, expected on) → the four figures, by their own definition."""
    late = [status != "completed" and on < today for status, on in some]
    of = lambda wanted: sum(status == wanted and not is_late for (status, _), is_late in zip(some, late, strict=True))  # noqa: E731
    return of("completed"), of("in_progress"), of("not_started"), sum(late)


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(2))
def test_every_surface_tells_the_same_figures(engine: Engine, tmp_path: Path, seed: int):
    chance = Random(seed)
    with transaction(engine) as session:
        agency_id = office_year.make(session)
        days = [FIRST + timedelta(days=9 * n + chance.randint(0, 3)) for n in range(DAYS)]
        for day in days:
            live_a_day(session, agency_id, day, chance, acts=3)
        today = days[-1] + timedelta(days=chance.randint(1, 90))
        units = [unit.id for unit in live_units(session, agency_id)]
        (mayor,) = people.executives(session, agency_id)
    past = chance.choice(days)
    views = [View(), View(as_of=past), *(View(unit_id=u) for u in units), *(View(quarter=q) for q in range(1, 5))]
    office = Office(agency_id, {}, {"ปิติ": mayor.id})
    with opened(engine, office, tmp_path, moment(today, 9)) as pages:
        for view in views:
            with transaction(engine) as session:
                found = progress.summary(
                    session,
                    agency_id,
                    2570,
                    bangkok_day(moment(today, 9)),
                    view.unit_id,
                    view.quarter,
                    as_of=view.as_of,
                )
                told = in_chat(session, agency_id, today, view)
                if view in (View(), View(quarter=view.quarter)):
                    assert in_digest(session, agency_id, today, view.quarter) == told, view
                if found.tally.total:
                    assert in_picture(found) == (told, told), view
            assert told == on_page(pages, view) == _figures(found.tally), view
    with transaction(engine) as session:
        whole = in_chat(session, agency_id, today, View())
        assert sum(in_chat(session, agency_id, today, View(quarter=2))) == sum(_quarter(session, agency_id))
        assert in_report(session, agency_id, today) == (whole, whole)
        assert in_report(session, agency_id, past) == (in_chat(session, agency_id, today, View(as_of=past)),) * 2
        assert in_calendar(session, agency_id, today) == whole
        assert whole[0] > 0 < whole[3], "a year in which something was done and something is late"


def _figures(tally: Tally) -> Figures:
    return astuple(tally)  # type: ignore[return-value]


def _quarter(session: Session, agency_id: int) -> list[int]:
    everything = progress.of_year(session, agency_id, 2570)
    return [date(2027, 1, 1) <= one.due_on <= date(2027, 3, 31) for one in everything]
