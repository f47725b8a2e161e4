"""What follows from a pressed button: a card's four answers, registration, decisions, questions."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import answering, registration, reporting
from bot.choosing import is_own, reportable
from bot.messages import confirmation, guidance
from bot.postback import Postback, unpack
from bot.reporting import Report
from bot.scene import Outcome, Scene
from models import people, progress
from models.agency import units
from models.figures import Owed, due_items
from models.records import StaffRecord, Status
from models.reply import Statement

# What a card's button says when it is pressed, and the step it asks for.
STEPS: dict[str, tuple[str, str, Status | None]] = {
    "done": ("เสร็จแล้ว", "report_status", Status.COMPLETED),
    "doing": ("กำลังทำ", "report_status", Status.IN_PROGRESS),
    "stuck": ("ติดปัญหา", "report_obstacle", None),
    "later": ("ขอเลื่อน", "request_extension", None),
}


def on_press(session: Session, scene: Scene, postback: dict[str, Any]) -> Outcome:
    """A press as LINE sent it; data that is not ours has no effect."""
    press = unpack(str(postback.get("data", "")))
    if press.action in STEPS:
        return _on_step(session, scene, press, _picked_day(postback))
    if press.action in ("register", "privacy", "help"):
        return _for_everybody(session, scene, press)
    if press.action == "iam":
        return registration.on_picked(session, scene, press.number("s") or 0)
    if scene.contact is None or not press.action:
        return Outcome()
    if scene.person is None:
        return Outcome(guidance.not_registered(scene.voice))
    return _for_people(session, scene, scene.person, press)


def _for_everybody(session: Session, scene: Scene, press: Postback) -> Outcome:
    if press.action == "register":
        return registration.on_register(session, scene)
    return registration.on_privacy(session, scene) if press.action == "privacy" else answering.on_help(scene)


def _for_people(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    if press.action in ("confirm", "reject"):
        decide = registration.on_confirm if press.action == "confirm" else registration.on_reject
        return decide(session, scene, press.number("c") or 0, press.number("s") or 0)
    if press.action in ("approve", "refuse"):
        return reporting.on_decision(session, scene, person, press.number("x") or 0, press.action == "approve")
    if press.action == "undo":
        return reporting.on_undo(session, scene, person, press.number("r") or 0)
    if not scene.is_of_office:
        return Outcome(guidance.not_allowed(scene.voice))
    if press.action == "summary":
        code = press.values.get("code")
        return answering.on_summary(session, scene, person, press.number("u"), press.number("q"), code)
    ask = {"mine": answering.on_mine, "overdue": answering.on_overdue, "missing": answering.on_missing}
    return ask[press.action](session, scene, person)


def _on_step(session: Session, scene: Scene, press: Postback, until: date | None) -> Outcome:
    """One of a card's four buttons, for the presser's own share of the duty on that due date."""
    duty_id, due_on = press.number("d"), press.day("on")
    if duty_id is None or due_on is None or not scene.is_of_office:
        return Outcome()
    shares = progress.of_duty(session, scene.agency.id, duty_id, due_on)
    if press.number("o") is not None:  # a card about one share only
        shares = [one for one in shares if one.occurrence_id == press.number("o")]
    person = scene.person or _claimed(session, scene, press)
    if person is None:
        return _unknown_presser(session, scene, press, shares)
    mine = reportable(shares, person, _parent_unit(session, person))
    mine = [one for one in mine if one.part != "collector"] or mine  # gathering has a card of its own
    if not mine:
        items = due_items(shares, shares, scene.today)
        return Outcome(confirmation.not_yours(scene.voice, items[0]) if items else ())
    words, intent, became = STEPS[press.action]
    still_open = [one for one in mine if one.is_open]
    if not still_open and became != Status.IN_PROGRESS:  # "under way" said of a finished thing opens it again
        return Outcome(confirmation.already_done(scene.voice, due_items(mine[:1], shares, scene.today)[0]))
    report = Report(Statement(words, intent, _how(scene)), became, until=until)
    return reporting.record_all(session, scene, person, still_open or mine[:1], report)


def _unknown_presser(session: Session, scene: Scene, press: Postback, shares: list[Owed]) -> Outcome:
    """LINE told no user, or nobody on the roster: ask who it was instead of guessing."""
    if scene.contact is not None:
        return Outcome(guidance.not_registered(scene.voice))
    if not shares:
        return Outcome()
    item = due_items(shares, shares, scene.today)[0]
    candidates = [(p.id, p.name) for p in _candidates(session, scene, shares)]
    return Outcome(confirmation.ask_who(scene.voice, item, press.action, candidates))


def _candidates(session: Session, scene: Scene, shares: list[Owed]) -> list[StaffRecord]:
    everybody = people.roster(session, scene.agency.id)
    parents = {u.id: u.parent_id for u in units(session, scene.agency.id)}
    return [p for p in everybody if any(is_own(o, p, parents.get(p.unit_id or 0)) for o in shares)]


def _claimed(session: Session, scene: Scene, press: Postback) -> StaffRecord | None:
    """Who the presser said they are, where LINE does not tell; somebody known is never anybody else."""
    staff_id = press.number("s")
    if scene.contact is not None or staff_id is None:
        return None
    return people.staff_by_id(session, scene.agency.id, staff_id)


def _how(scene: Scene) -> str:
    return "กดปุ่ม" if scene.contact else "กดปุ่ม (ระบุชื่อเอง)"


def _picked_day(postback: dict[str, Any]) -> date | None:
    params = postback.get("params")
    try:
        return date.fromisoformat(str(params.get("date"))) if isinstance(params, dict) else None
    except ValueError:
        return None


def _parent_unit(session: Session, person: StaffRecord) -> int | None:
    return next((u.parent_id for u in units(session, person.agency_id) if u.id == person.unit_id), None)
