"""Lists that people ask for: what is late, who has not reported, what a view holds, what is theirs."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot import filling_in, nudging
from bot.choosing import is_own
from bot.looking import allowed, day_of, owed_in, part_of, visible, year_of
from bot.messages import cards, guidance, lists, quota, summary
from bot.messages.english import chosen
from bot.messages.lists import Page
from bot.messages.parts import Messages
from bot.scene import Outcome, Scene
from bot.standing import standing_of
from bot.view import View
from models import figures, outbox, progress
from models.figures import Owed, due_items
from models.permissions import Action, may
from models.records import DueItem, StaffRecord
from models.thaidate import short_date

SEEN_AHEAD = 62  # days of "my work" shown: this month's and the next one's duties
Listing = Callable[[Session, Scene, StaffRecord, View, int], Outcome]


def on_overdue(session: Session, scene: Scene, person: StaffRecord, view: View, skip: int) -> Outcome:
    """What is open past its day, the longest first."""
    some = _seen(session, scene, person, view)
    if isinstance(some, Outcome):
        return some
    late = figures.overdue(some, day_of(scene, view))
    page, items = Page("overdue", view.keys, skip), _items(session, scene, view, late)
    voice = scene.agency.voice if view.is_narrow or view.as_of else scene.voice  # the names of a part are Thai
    title = chosen(voice, _title("งานเกินกำหนด", session, scene, view, some), "overdue")
    listed = lists.item_list(title, items, voice, page, empty=chosen(voice, "ไม่มีงานเกินกำหนด", "nothing late"))
    return Outcome(listed, about=_ids(late))


def on_items(session: Session, scene: Scene, person: StaffRecord, view: View, skip: int) -> Outcome:
    """Everything that a view holds, by day, with how it stands."""
    some = _seen(session, scene, person, view)
    if isinstance(some, Outcome):
        return some
    page, items = Page("items", view.keys, skip), by_day(session, scene, some, view)
    title = _title("รายการงาน", session, scene, view, some)
    voice = scene.agency.voice
    listed = lists.item_list(title, items, voice, page, empty="ไม่มีงานในส่วนนี้", draw=cards.standing)
    return Outcome(listed, about=_ids(some))


def on_missing(session: Session, scene: Scene, person: StaffRecord, view: View, skip: int) -> Outcome:
    """Who has said nothing yet about what is due soon or past."""
    some = _seen(session, scene, person, view)
    if isinstance(some, Outcome):
        return some
    silent = figures.not_reported(some, day_of(scene, view))
    if not silent:
        return Outcome(_nobody_missing(scene, view, some))
    by_unit: dict[str, list[Owed]] = {}
    for one in silent:
        by_unit.setdefault(one.unit_name or one.owner, []).append(one)
    everyone = _everyone(session, scene, view, silent)
    rows = [(name, len(mine), due_items(mine, everyone, day_of(scene, view))) for name, mine in by_unit.items()]
    remind = nudging.button_for(scene, person, view, some)
    return Outcome(lists.missing(rows, scene.voice, Page("missing", view.keys, skip), remind))


def _nobody_missing(scene: Scene, view: View, some: list[Owed]) -> Messages:
    today, still_open = day_of(scene, view), [one for one in some if one.is_open]
    late = len(figures.overdue(some, today))
    next_on = min((one.expected_on for one in still_open if one.expected_on >= today), default=None)
    is_past = today < scene.today
    return lists.nobody_missing(scene.voice, len(still_open), len(some), late, next_on, today, is_past)


def on_mine(session: Session, scene: Scene, person: StaffRecord, view: View, skip: int) -> Outcome:
    """What the person and their unit owe soon or already, with the buttons to answer on."""
    if year_of(session, scene, View()) is None:
        return Outcome(summary.no_plan(scene.voice))
    who = standing_of(session, person)
    mine = [o for o in owed_in(session, scene, View()) if o.is_open and is_own(o, who)]
    near = [o for o in mine if (o.expected_on - scene.today).days <= SEEN_AHEAD]
    items, voice = _items(session, scene, view, near), scene.voice
    title, none = chosen(voice, "งานของฉัน", "my tasks"), chosen(voice, "ช่วงสองเดือนนี้ไม่มีงานที่รอรายงาน", "nothing mine")
    listed = lists.item_list(title, items, voice, Page("mine", {}, skip), as_cards=True, empty=none)
    wanting = filling_in.to_fill(session, scene, person)
    lacking = filling_in.listed(session, scene, wanting).answer if wanting else ()
    return Outcome((*listed, *lacking), about=_ids(near))


def on_unsent(session: Session, scene: Scene, person: StaffRecord, view: View, skip: int) -> Outcome:
    """What this month's counted messages do not suffice for, as last told, without what was done since."""
    if not may(person.role, Action.SEE_ALL):
        return Outcome(guidance.not_allowed(scene.voice))
    told = outbox.of_key(session, scene.agency.id, f"quota/{scene.today:%Y-%m}/")
    ids = told[-1].content["unsent"] if told else []
    some = [one for one in progress.of_occurrences(session, scene.agency.id, ids) if one.is_open]
    page, items = Page("unsent", {}, skip), _items(session, scene, view, some)
    listed = lists.item_list(quota.WAITING, items, scene.agency.voice, page, empty="ไม่มีเรื่องที่รอโควตา")
    return Outcome(listed, about=_ids(some))


ASKED: dict[str, Listing] = {
    "mine": on_mine,
    "overdue": on_overdue,
    "missing": on_missing,
    "items": on_items,
    "unsent": on_unsent,
}


def by_day(session: Session, scene: Scene, some: list[Owed], view: View) -> tuple[DueItem, ...]:
    """What is open with who still owes it; a due date on which nobody owes anything more counts as finished."""
    still_open = [one for one in some if one.is_open]
    days = {(one.duty_id, one.due_on) for one in still_open}
    done = [one for one in some if (one.duty_id, one.due_on) not in days]
    found = (*_items(session, scene, view, still_open), *_items(session, scene, view, done))
    return tuple(sorted(found, key=lambda item: item.due_on))


def _seen(session: Session, scene: Scene, person: StaffRecord, view: View) -> list[Owed] | Outcome:
    """What the view holds as far as the reader may see it, or why nothing is shown."""
    if year_of(session, scene, view) is None:
        return Outcome(summary.no_plan(scene.voice))
    if view.unit_id is None and view.staff_id is None:
        return visible(session, person, owed_in(session, scene, view))
    seen = allowed(session, person, view)
    return owed_in(session, scene, seen) if seen else Outcome(guidance.own_unit_only(scene.voice))


def _title(what: str, session: Session, scene: Scene, view: View, some: list[Owed]) -> str:
    """Of what, when it is not of everything, and as of which day, when it is not this one."""
    of = f" · {part_of(session, scene, view).name_of(some)}" if view.is_narrow else ""
    return what + of + (f" ณ {short_date(view.as_of)}" if view.as_of else "")


def _items(session: Session, scene: Scene, view: View, some: list[Owed]) -> tuple[DueItem, ...]:
    return due_items(some, _everyone(session, scene, view, some), day_of(scene, view))


def _everyone(session: Session, scene: Scene, view: View, some: list[Owed]) -> list[Owed]:
    """All shares of the same duties, on the view's day."""
    if view.as_of is None:
        return progress.shares(session, scene.agency.id, some)
    return owed_in(session, scene, View(as_of=view.as_of, year=view.year))


def _ids(some: list[Owed]) -> tuple[int, ...]:
    return tuple(one.occurrence_id for one in some)
