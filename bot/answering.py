"""What people ask: how things stand, what is overdue, who has not reported, what is theirs."""

from sqlalchemy.orm import Session

from bot.choosing import is_own
from bot.messages import guidance, summary
from bot.messages.parts import Messages
from bot.scene import Outcome, Scene
from models import figures, progress
from models.agency import units
from models.figures import Owed, due_items
from models.permissions import Action, may
from models.records import StaffRecord

SEEN_AHEAD = 62  # days of "my work" shown: this month's and the next one's duties


def on_summary(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    unit_id: int | None = None,
    quarter: int | None = None,
    code: str | None = None,
) -> Outcome:
    """How things stand: for those who may see all the whole office, for others their own unit."""
    year = progress.current_year(session, scene.agency.id)
    if year is None:
        return Outcome(summary.no_plan(scene.voice))
    if not may(person.role, Action.SEE_ALL):
        unit_id = _own_unit(session, person)
        if unit_id is None:
            return Outcome(guidance.not_allowed(scene.voice))
    found = progress.summary(session, scene.agency.id, year, scene.today, unit_id, quarter, code)
    if found.tally.total == 0 and (unit_id or quarter or code):
        return Outcome(summary.nothing_there(scene.voice, code))
    if code:
        chosen = [o for o in progress.of_year(session, scene.agency.id, year) if code in o.codes]
        return Outcome(_listed(session, scene, f"สถานะ {code}", _visible(session, person, chosen)))
    return Outcome(summary.overview(found, scene.voice))


def on_overdue(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    """What is open past its day, the longest first."""
    late = figures.overdue(_visible(session, person, _year(session, scene)), scene.today)
    return Outcome(_listed(session, scene, "เกินกำหนด", late), about=tuple(o.occurrence_id for o in late))


def on_missing(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    """Who has said nothing yet about what is due soon or past."""
    silent = figures.not_reported(_visible(session, person, _year(session, scene)), scene.today)
    by_unit: dict[str, list[Owed]] = {}
    for one in silent:
        by_unit.setdefault(one.unit_name or one.owner, []).append(one)
    everyone = progress.shares(session, scene.agency.id, silent)
    rows = [(name, len(some), due_items(some, everyone, scene.today)) for name, some in by_unit.items()]
    return Outcome(summary.missing(rows, scene.voice))


def on_mine(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    """What the person and their unit owe soon or already."""
    parent = next((u.parent_id for u in units(session, person.agency_id) if u.id == person.unit_id), None)
    mine = [o for o in _year(session, scene) if o.is_open and is_own(o, person, parent)]
    near = [o for o in mine if (o.expected_on - scene.today).days <= SEEN_AHEAD]
    return Outcome(_listed(session, scene, "งานของฉัน", near), about=tuple(o.occurrence_id for o in near))


def on_help(scene: Scene) -> Outcome:
    """What one can say here."""
    return Outcome(guidance.help_for(scene.voice, scene.person.role if scene.person else None))


def _year(session: Session, scene: Scene) -> list[Owed]:
    year = progress.current_year(session, scene.agency.id)
    return progress.of_year(session, scene.agency.id, year) if year else []


def _visible(session: Session, person: StaffRecord, owed: list[Owed]) -> list[Owed]:
    """All for those who may see all; else the person's own unit's."""
    if may(person.role, Action.SEE_ALL):
        return owed
    unit_id = _own_unit(session, person)
    parent = next((u.parent_id for u in units(session, person.agency_id) if u.id == person.unit_id), None)
    return [o for o in owed if (unit_id and o.unit_id == unit_id) or is_own(o, person, parent)]


def _own_unit(session: Session, person: StaffRecord) -> int | None:
    """The top unit a person sits in."""
    found = {u.id: u.parent_id for u in units(session, person.agency_id)}
    return found.get(person.unit_id or 0) or person.unit_id


def _listed(session: Session, scene: Scene, title: str, some: list[Owed]) -> Messages:
    everyone = progress.shares(session, scene.agency.id, some)
    return summary.item_list(title, due_items(some, everyone, scene.today), scene.voice)
