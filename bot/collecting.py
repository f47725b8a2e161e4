"""What several units owe and one gathers: who is missing, having them reminded, closing before all are through."""

from datetime import date

from sqlalchemy.orm import Session

from bot.choosing import is_own
from bot.items import item_of
from bot.messages import collecting as words
from bot.postback import Postback
from bot.scene import Outcome, Scene
from bot.standing import standing_of
from models import noticing, progress
from models.figures import Owed, due_items
from models.permissions import Action, may
from models.records import StaffRecord


def on_asked(session: Session, scene: Scene, person: StaffRecord, codes: tuple[str, ...]) -> Outcome | None:
    """ "O12 ใครยังไม่ส่ง"; None where the person may not see every unit's share, or nothing of several is owed."""
    shares = [o for o in progress.owed(session, scene.agency.id) if set(codes) & set(o.codes) and o.part == "doer"]
    open_days = sorted((o.expected_on, o.due_on, o.duty_id) for o in shares if o.is_open)
    if not open_days:
        return None
    _, due_on, duty_id = open_days[0]
    return _standing(session, scene, person, duty_id, due_on)


def on_press(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    """‹ใครยังไม่ส่ง› or ‹เตือนกองที่ยังไม่ส่ง› on one duty's card."""
    duty_id, due_on = press.number("d"), press.day("on")
    if duty_id is None or due_on is None:
        return Outcome()
    if press.action == "nudge":
        return _remind(session, scene, person, duty_id, due_on)
    return _standing(session, scene, person, duty_id, due_on) or Outcome(words.collector_only(scene.voice))


def ask_close(session: Session, scene: Scene, one: Owed) -> Outcome | None:
    """The question before gathering is closed while units are missing; None when none is."""
    everyone = progress.of_duty(session, scene.agency.id, one.duty_id, one.due_on)
    missing = [o.owner for o in everyone if o.part == "doer" and o.is_open]
    if one.part != "collector" or not missing:
        return None
    return Outcome(words.ask_close(scene.voice, item_of(session, scene, one), missing), about=(one.occurrence_id,))


def _standing(session: Session, scene: Scene, person: StaffRecord, duty_id: int, due_on: date) -> Outcome | None:
    everyone = progress.of_duty(session, scene.agency.id, duty_id, due_on)
    doers = [o for o in everyone if o.part == "doer"]
    gathers = _gathers(session, person, everyone)
    if not doers or not (gathers or may(person.role, Action.SEE_ALL)):
        return None
    missing = [o for o in doers if o.is_open]
    item = due_items(missing or doers, everyone, scene.today)[0]
    noted = [o.owner for o in missing if o.seen_on]
    done = [o.owner for o in doers if not o.is_open]
    may_remind = gathers or may(person.role, Action.REMIND_MISSING)
    told = words.standing(scene.voice, item, done, [o.owner for o in missing], noted, may_remind)
    return Outcome(told, about=tuple(o.occurrence_id for o in missing))


def _remind(session: Session, scene: Scene, person: StaffRecord, duty_id: int, due_on: date) -> Outcome:
    everyone = progress.of_duty(session, scene.agency.id, duty_id, due_on)
    doers = [o for o in everyone if o.part == "doer"]
    if not doers or not (_gathers(session, person, everyone) or may(person.role, Action.REMIND_MISSING)):
        return Outcome(words.collector_only(scene.voice))
    missing = [o for o in doers if o.is_open]
    item = due_items(missing or doers, everyone, scene.today)[0]
    if not missing:
        return Outcome(words.nobody_missing(scene.voice, item))
    asked = set(noticing.bring_up(session, missing, person.id, scene.now))
    if not asked:
        return Outcome(words.reminded_before(scene.voice, item))
    who = [o.owner for o in missing if o.occurrence_id in asked]
    return Outcome(words.reminded(scene.voice, item, who, len(missing) - len(who)))


def _gathers(session: Session, person: StaffRecord, everyone: list[Owed]) -> bool:
    who = standing_of(session, person)
    return any(o.part == "collector" and is_own(o, who) for o in everyone)
