"""What people ask: how things stand, what is overdue, who has not reported, what is theirs."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot import filling_in
from bot.choosing import is_own
from bot.messages import guidance, quota, summary
from bot.opening import page_url
from bot.scene import Outcome, Scene
from bot.standing import standing_of, top_unit
from models import figures, outbox, progress
from models.agency import resolve_unit
from models.figures import Owed, due_items
from models.permissions import Action, may
from models.records import DueItem, StaffRecord

SEEN_AHEAD = 62  # days of "my work" shown: this month's and the next one's duties
Asking = Callable[[Session, Scene, StaffRecord], Outcome]


def on_asked(
    session: Session, scene: Scene, person: StaffRecord, unit: str | None, quarter: int | None, code: str | None
) -> Outcome:
    """How things stand, asked in words; a unit's name that the office does not have finds nothing."""
    found = resolve_unit(session, scene.agency.id, unit) if unit else None
    if unit and found is None:
        return Outcome(summary.nothing_there(scene.voice, unit))
    return on_summary(session, scene, person, found.id if found else None, quarter, code)


def on_summary(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    unit_id: int | None = None,
    quarter: int | None = None,
    code: str | None = None,
) -> Outcome:
    """How things stand: for those who may see all the whole office, for others their own unit and no other."""
    year = progress.current_year(session, scene.agency.id, scene.today)
    if year is None:
        return Outcome(summary.no_plan(scene.voice))
    if code:
        return _on_code(session, scene, person, code, unit_id)
    if not may(person.role, Action.SEE_ALL):
        own = top_unit(session, person)
        if own is None or unit_id not in (None, own, person.unit_id):
            return Outcome(guidance.own_unit_only(scene.voice))
        unit_id = unit_id or own
    found = progress.summary(session, scene.agency.id, year, scene.today, unit_id, quarter)
    if found.tally.total == 0 and (unit_id or quarter):
        return Outcome(summary.nothing_there(scene.voice))
    details = page_url(session, scene, person, _page(unit_id, quarter))
    return Outcome(summary.overview(found, scene.voice, details))


def _page(unit_id: int | None, quarter: int | None) -> str:
    """The overview of the same scope, as its page's address."""
    wanted = [f"{name}={value}" for name, value in (("unit", unit_id), ("quarter", quarter)) if value]
    return "/overview" + ("?" + "&".join(wanted) if wanted else "")


def _on_code(session: Session, scene: Scene, person: StaffRecord, code: str, unit_id: int | None) -> Outcome:
    """Every due date of one item: who handed in, who did not."""
    of_code = [one for one in _year(session, scene) if code in one.codes]
    chosen = [o for o in _visible(session, person, of_code) if unit_id in (None, o.unit_id, o.section_id)]
    if not chosen:
        hidden = bool(of_code) and unit_id is None
        return Outcome(guidance.own_unit_only(scene.voice) if hidden else summary.nothing_there(scene.voice, code))
    items = _by_day(session, scene, chosen)
    return Outcome(summary.standing(code, items, scene.voice), about=_ids(chosen))


def on_overdue(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    """What is open past its day, the longest first."""
    if progress.current_year(session, scene.agency.id, scene.today) is None:
        return Outcome(summary.no_plan(scene.voice))
    late = figures.overdue(_visible(session, person, _year(session, scene)), scene.today)
    listed = summary.item_list("งานเกินกำหนด", _items(session, scene, late), scene.voice, empty="ไม่มีงานเกินกำหนด")
    return Outcome(listed, about=_ids(late))


def on_missing(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    """Who has said nothing yet about what is due soon or past."""
    if progress.current_year(session, scene.agency.id, scene.today) is None:
        return Outcome(summary.no_plan(scene.voice))
    silent = figures.not_reported(_visible(session, person, _year(session, scene)), scene.today)
    by_unit: dict[str, list[Owed]] = {}
    for one in silent:
        by_unit.setdefault(one.unit_name or one.owner, []).append(one)
    everyone = progress.shares(session, scene.agency.id, silent)
    rows = [(name, len(some), due_items(some, everyone, scene.today)) for name, some in by_unit.items()]
    return Outcome(summary.missing(rows, scene.voice))


def on_mine(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    """What the person and their unit owe soon or already, with the buttons to answer on."""
    if progress.current_year(session, scene.agency.id, scene.today) is None:
        return Outcome(summary.no_plan(scene.voice))
    who = standing_of(session, person)
    mine = [o for o in _year(session, scene) if o.is_open and is_own(o, who)]
    near = [o for o in mine if (o.expected_on - scene.today).days <= SEEN_AHEAD]
    items, none = _items(session, scene, near), "ช่วงสองเดือนนี้ไม่มีงานที่รอรายงาน"
    listed = summary.item_list("งานของฉัน", items, scene.voice, as_cards=True, empty=none)
    wanting = filling_in.to_fill(session, scene, person)
    lacking = filling_in.listed(session, scene, wanting).answer if wanting else ()
    return Outcome((*listed, *lacking), about=_ids(near))


def on_unsent(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    """What this month's counted messages do not suffice for, as last told, without what was done since."""
    if not may(person.role, Action.SEE_ALL):
        return Outcome(guidance.not_allowed(scene.voice))
    told = outbox.of_key(session, scene.agency.id, f"quota/{scene.today:%Y-%m}/")
    ids = told[-1].content["unsent"] if told else []
    some = [one for one in progress.of_occurrences(session, scene.agency.id, ids) if one.is_open]
    listed = summary.item_list(quota.WAITING, _items(session, scene, some), scene.voice, empty="ไม่มีเรื่องที่รอโควตา")
    return Outcome(listed, about=_ids(some))


def on_help(scene: Scene) -> Outcome:
    """What one can say here."""
    return Outcome(guidance.help_for(scene.voice, scene.person.role if scene.person else None))


ASKED: dict[str, Asking] = {"mine": on_mine, "overdue": on_overdue, "missing": on_missing, "unsent": on_unsent}


def _year(session: Session, scene: Scene) -> list[Owed]:
    year = progress.current_year(session, scene.agency.id, scene.today)
    return progress.of_year(session, scene.agency.id, year) if year else []


def _visible(session: Session, person: StaffRecord, owed: list[Owed]) -> list[Owed]:
    """All for those who may see all; else the person's own unit's."""
    if may(person.role, Action.SEE_ALL):
        return owed
    unit_id, who = top_unit(session, person), standing_of(session, person)
    return [o for o in owed if (unit_id and o.unit_id == unit_id) or is_own(o, who)]


def _items(session: Session, scene: Scene, some: list[Owed]) -> tuple[DueItem, ...]:
    return due_items(some, progress.shares(session, scene.agency.id, some), scene.today)


def _by_day(session: Session, scene: Scene, some: list[Owed]) -> tuple[DueItem, ...]:
    """What is open with who still owes it; a due date on which nobody owes anything more counts as finished."""
    still_open = [one for one in some if one.is_open]
    days = {(one.duty_id, one.due_on) for one in still_open}
    done = [one for one in some if (one.duty_id, one.due_on) not in days]
    found = (*_items(session, scene, still_open), *_items(session, scene, done))
    return tuple(sorted(found, key=lambda item: item.due_on))


def _ids(some: list[Owed]) -> tuple[int, ...]:
    return tuple(one.occurrence_id for one in some)
