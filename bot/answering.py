"""How things stand, as people ask for it: the whole year, a part of it, one item, as of today or an earlier day."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot import nudging
from bot.choosing import is_own
from bot.example import example_code
from bot.listing import ASKED, by_day
from bot.looking import allowed, owed_in, whose, year_of
from bot.messages import guidance, lists, summary
from bot.messages.lists import Page
from bot.messages.summary import Offers
from bot.opening import page_url
from bot.reading import Scope
from bot.scene import Outcome, Scene
from bot.standing import standing_of
from bot.view import View
from models import people, progress, verification
from models.permissions import Action, may
from models.records import StaffRecord
from models.unit import resolve_unit

LISTS = {"ask_overdue": "overdue", "ask_missing": "missing", "ask_my_tasks": "mine"}
SELF = frozenset({"ฉัน", "ผม", "หนู", "เรา", "ดิฉัน", "กระผม"})


def on_asked(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    intent: str,
    scope: Scope,
    unit_id: int | None,
    code: str | None,
) -> Outcome:
    """Something asked in words: how things stand, or one of the lists.

    unit_id: the unit named in the office's own words; a name that the office does not have finds nothing.
    """
    view = _meant(session, scene, person, scope, unit_id)
    if isinstance(view, Outcome):
        return view
    if intent in LISTS:
        return ASKED[LISTS[intent]](session, scene, person, view, 0)
    return on_summary(session, scene, person, view, code)


def _meant(session: Session, scene: Scene, person: StaffRecord, scope: Scope, unit_id: int | None) -> View | Outcome:
    """The view that the words name, or what is to be said instead."""
    unit = resolve_unit(session, scene.agency.id, scope.unit) if scope.unit else None
    if scope.unit and unit is None:
        return Outcome(summary.nothing_there(scene.voice, scope.unit))
    if scope.no_item:
        return Outcome(summary.nothing_there(scene.voice, scope.no_item))
    if scope.year and scope.year not in progress.years(session, scene.agency.id):
        return Outcome(summary.no_year(scene.voice, scope.year))
    if scope.as_of and scope.as_of > scene.today:
        return Outcome(summary.not_yet(scene.voice, scope.as_of))
    as_of = scope.as_of if scope.as_of != scene.today else None
    view = View(unit.id if unit else unit_id, scope.quarter, scope.month, None, as_of, scope.year)
    if scope.person is None:
        return view
    found = (person,) if scope.person in SELF else people.find_staff(session, scene.agency.id, scope.person)
    if not found:
        return Outcome(summary.nothing_there(scene.voice, scope.person))
    if len(found) > 1:
        return Outcome(summary.ask_person(scene.voice, scope.person, [(one.id, one.name) for one in found], view))
    return replace(view, unit_id=None, staff_id=found[0].id)


def on_summary(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    view: View | None = None,
    code: str | None = None,
    skip: int = 0,
) -> Outcome:
    """How things stand: for those who may see all the whole office, for others their own unit and no other."""
    view = view or View()
    year = year_of(session, scene, view)
    if year is None:
        return Outcome(summary.no_plan(scene.voice))
    if code:
        return _on_code(session, scene, person, code, view, skip)
    seen = allowed(session, person, view)
    if seen is None:
        return Outcome(guidance.own_unit_only(scene.voice))
    found = progress.summary(
        session,
        scene.agency.id,
        year,
        scene.today,
        seen.unit_id,
        seen.quarter,
        as_of=seen.as_of,
        month=seen.month,
        whose=whose(session, scene.agency.id, seen.staff_id),
    )
    if found.tally.total == 0 and (seen.is_narrow or seen.year):
        return Outcome(summary.nothing_there(scene.voice, year=seen.year))
    return Outcome(summary.overview(found, scene.voice, seen, _offers(session, scene, person, seen)))


def _offers(session: Session, scene: Scene, person: StaffRecord, view: View) -> Offers:
    """What may be done now; of a card that tells of an earlier day the page alone is left."""
    details = page_url(session, scene, person, _page(view))
    if view.as_of:
        return Offers(detail_url=details)
    remind = len(nudging.units_to_remind(person, view, owed_in(session, scene, view), scene.today))
    verifies = may(person.role, Action.VERIFY) and not view.is_narrow  # what waits is of the whole office
    waiting = verification.awaiting(session, scene.agency.id) if verifies else []
    return Offers(remind, len(waiting), details)


def _page(view: View) -> str:
    """The overview of the same part of the year, as its page's address."""
    parts = (
        *(("year", view.year), ("unit", view.unit_id), ("quarter", view.quarter), ("person", view.staff_id)),
        *(("month", view.month), ("asof", view.as_of)),
    )
    wanted = "&".join(f"{name}={value}" for name, value in parts if value)
    return f"/overview?{wanted}" if wanted else "/overview"


def _on_code(session: Session, scene: Scene, person: StaffRecord, code: str, view: View, skip: int) -> Outcome:
    """Every due date of one item: who handed in, who did not, what was acknowledged and published."""
    whole = View(as_of=view.as_of, year=view.year)
    of_code = [one for one in owed_in(session, scene, whole) if code in one.codes]
    seen = allowed(session, person, View(unit_id=view.unit_id))
    who = standing_of(session, person)
    chosen = [o for o in of_code if seen and (seen.unit_id in (None, o.unit_id, o.section_id))]
    chosen = chosen or [o for o in of_code if view.unit_id is None and is_own(o, who)]
    if not chosen:
        hidden = bool(of_code) and view.unit_id is None
        return Outcome(guidance.own_unit_only(scene.voice) if hidden else summary.nothing_there(scene.voice, code))
    keys = {"code": code, **replace(whole, unit_id=view.unit_id).keys}
    stamps = {"ack": Action.VERIFY, "published": Action.PUBLISH}
    offers = () if view.as_of else tuple(name for name, action in stamps.items() if may(person.role, action))
    items = by_day(session, scene, chosen, view)
    told = lists.standing(code, items, scene.voice, Page("summary", keys, skip), offers, view.as_of)
    return Outcome(told, about=tuple(one.occurrence_id for one in chosen))


def on_help(session: Session, scene: Scene) -> Outcome:
    """What one can say here."""
    code = example_code(session, scene.agency.id, scene.person) if scene.person else None
    return Outcome(guidance.help_for(scene.voice, scene.person.role if scene.person else None, code))
