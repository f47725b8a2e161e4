"""What stands in one person's, one unit's or the whole office's calendar, read from the rows."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.choosing import is_own
from bot.standing import standing_of
from config.files import load_policy
from models import agency, milestones, occurrence_history, people, progress
from models.agency import Agency
from models.bangkok import bangkok_day
from models.calendar_link import Whose
from models.figures import Owed
from models.fiscal import fiscal_year_of
from models.measure import Plan
from models.milestones import MilestoneRecord
from models.occurrence_history import Change
from models.records import StaffRecord
from models.unit import live_units
from models.workdays import WorkCalendar
from tasks.reminders.calendar import calendar_for
from tasks.reports.calendar_entries import Entry, of_occurrence, of_window, uid_of


def name_of(session: Session, agency_id: int, whose: Whose) -> str:
    """What the phone calls the calendar; a person's own needs no name in it."""
    if whose.staff_id is not None:
        return "งาน ITA ของฉัน"
    unit = next((one.name for one in live_units(session, agency_id) if one.id == whose.unit_id), None)
    return f"งาน ITA · {unit or agency.by_id(session, agency_id).name}"


def entries_of(session: Session, agency_id: int, whose: Whose, now: datetime) -> list[Entry]:
    """Everything of the current year's plan and later ones that this calendar shows, and the assessment's own steps.

    What is owed rings for those who owe it: in a person's and a unit's calendar, not in the whole office's.
    """
    today = bangkok_day(now)
    since = progress.current_year(session, agency_id, today) or fiscal_year_of(today)
    chosen = owed_for(session, agency_id, whose, since)
    office, days = _stamp(session, agency_id), calendar_for(session, agency_id, today)
    changed = occurrence_history.changes(session, agency_id)
    read = occurrence_history.plan_changed_at(session, agency_id, sorted({one.plan_id for one in chosen}))
    rings = () if whose.kind == "office" else tuple(sorted(load_policy().noted_before))
    shares = [_share(one, office, changed.get(one.occurrence_id), read[one.plan_id], days, rings) for one in chosen]
    years = sorted({since, fiscal_year_of(today)})
    steps = [step for year in years for step in milestones.of_year(session, agency_id, year)]
    return sorted((*shares, *(_step(one, office) for one in steps)), key=lambda one: (one.starts_on, one.uid))


def owed_for(session: Session, agency_id: int, whose: Whose, since_year: int) -> list[Owed]:
    """The occurrences of this and later fiscal years (พ.ศ.) that this calendar shows."""
    everything = progress.owed(session, agency_id, Plan.fiscal_year >= since_year)
    if whose.unit_id is not None:
        return [one for one in everything if whose.unit_id in (one.unit_id, one.section_id)]
    if whose.staff_id is None:
        return everything
    person = people.staff_by_id(session, agency_id, whose.staff_id)
    return _own(session, everything, person) if person else []


def _own(session: Session, everything: list[Owed], person: StaffRecord) -> list[Owed]:
    who = standing_of(session, person)
    return [one for one in everything if is_own(one, who)]


def _share(
    one: Owed, office: str, change: Change | None, read_at: datetime, days: WorkCalendar, rings: tuple[int, ...]
) -> Entry:
    uid = uid_of(office, "occurrence", str(one.occurrence_id))
    moves, at = (change.moves, change.at) if change else (0, None)
    return of_occurrence(one, uid, moves, max(at or read_at, read_at), days.on_or_before, rings)


def _step(one: MilestoneRecord, office: str) -> Entry:
    uid = uid_of(office, "milestone", f"{one.fiscal_year}/{one.key}")
    words = f"ปีงบประมาณ {one.fiscal_year}\nที่มา: {one.source}"
    return of_window(one.title, one.starts_on, one.ends_on, words, one.certain, uid, one.moves, one.changed_at)


def _stamp(session: Session, agency_id: int) -> str:
    """What tells this office from every other one anywhere: its short name and the moment it was made."""
    made = session.execute(select(Agency.slug, Agency.created_at).where(Agency.id == agency_id)).one()
    return f"{made.slug}/{made.created_at.isoformat()}"
