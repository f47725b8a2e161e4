"""What follows from a pressed button: a card's four answers, registration, decisions, questions."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot import (
    answering,
    attaching,
    collecting,
    confirming,
    disowning,
    explaining,
    extending,
    filling_in,
    leftover,
    linking,
    listing,
    nudging,
    registration,
    reporting,
    taking_back,
    undecided,
    verifying,
)
from bot.choosing import is_own
from bot.decisions import decision_in
from bot.messages import choices, confirmation, guidance
from bot.postback import Postback, unpack
from bot.report import Report
from bot.scene import Outcome, Scene
from bot.spoken import said_then, with_words
from bot.standing import standing_of
from bot.view import view_of
from models import people, progress
from models.chat import ChatType
from models.figures import Owed, due_items
from models.records import StaffRecord, Status
from models.reply import Statement

# What a card's button says when it is pressed, and the step it asks for.
STEPS: dict[str, tuple[str, str, Status | None]] = {
    "done": ("เสร็จแล้ว", "report_status", Status.COMPLETED),
    "doing": ("กำลังทำ", "report_status", Status.IN_PROGRESS),
    "idle": ("ยังไม่ได้เริ่ม", "report_status", Status.NOT_STARTED),
    "stuck": ("ติดปัญหา", "report_obstacle", None),
    "later": ("ขอเลื่อน", "request_extension", None),
}


_DECIDING = ("confirm", "reject", "approve", "refuse", "withdraw", "because", "bare", "requests")
_PROOFS = ("proof", "misfiled")
_FILLING = ("fill", "wait", "amend", "erase", "whole")


def on_press(session: Session, scene: Scene, postback: dict[str, Any]) -> Outcome:
    """A press as LINE sent it; data that is not ours has no effect."""
    press = unpack(str(postback.get("data", "")))
    scene = replace(scene, english=press.values.get("en") == "1")
    if press.action in ("register", "privacy", "help", "iam"):
        return _for_everybody(session, scene, press)
    if not press.action or scene.chat.type == ChatType.PUBLIC:
        return Outcome()
    if scene.contact and scene.person is None:
        waits = scene.contact.binding == "pending"
        return Outcome(guidance.still_waiting(scene.voice) if waits else guidance.not_registered(scene.voice))
    if press.action in STEPS:
        return _on_step(session, scene, press, _picked_day(postback))
    if scene.person is None:
        return Outcome(guidance.sender_unknown(scene.voice))
    return _for_people(session, scene, scene.person, press)


def _for_everybody(session: Session, scene: Scene, press: Postback) -> Outcome:
    if press.action == "register":
        return registration.on_register(session, scene)
    if press.action == "iam":
        return registration.on_picked(session, scene, press.number("s") or 0)
    return registration.on_privacy(session, scene) if press.action == "privacy" else answering.on_help(session, scene)


def _for_people(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    """What somebody of the roster asks for; decisions are made in whatever chat asked for them."""
    if press.action in _DECIDING:
        return _on_deciding(session, scene, person, press)
    if not scene.is_of_office:
        return Outcome(guidance.group_not_ready(scene.voice))
    if press.action in _PROOFS:
        return _on_proof(session, scene, person, press)
    if press.action == "notmine":
        return disowning.on_told(session, scene, person, press.number("o") or 0, press.number("e") or 0)
    if press.action == "undo":
        reply_id, whole = press.number("r") or 0, press.number("all") == 1
        return taking_back.on_undo(session, scene, person, reply_id, whole)
    if press.action in verifying.ACTIONS:
        return verifying.on_press(session, scene, person, press)
    if press.action in _FILLING:
        return _on_filling(session, scene, person, press)
    if press.action == "nudge" or (press.action == "missing" and press.number("d")):
        return collecting.on_press(session, scene, person, press)
    return _on_asked(session, scene, person, press)


def _on_deciding(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    """Who somebody is, and requests for more time."""
    if press.action in ("confirm", "reject"):
        decide = confirming.on_confirm if press.action == "confirm" else confirming.on_reject
        return decide(session, scene, press.number("c") or 0, press.number("s") or 0)
    if press.action in ("approve", "refuse"):
        return _on_decision(session, scene, person, press)
    if press.action == "withdraw":
        return extending.take_back(session, scene, person, press.number("x") or 0)
    if press.action == "because":
        return explaining.on_meant(session, scene, person, press.number("x") or 0, press.number("e") or 0)
    if press.action == "bare":
        return explaining.on_bare(session, scene, person, press.number("x"))
    return undecided.listed(session, scene, person, press.number("n") or 0)


def _on_proof(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    """What a link, photo or file proves, or that it proves nothing."""
    if press.action == "proof":
        return attaching.on_proof(session, scene, person, press.number("e") or 0, press.number("o") or 0)
    if press.number("r"):
        return linking.on_misfiled(session, scene, person, press.number("r") or 0)
    return attaching.on_misfiled(session, scene, person, press.number("e") or 0, press.number("drop") == 1)


def _on_asked(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    """How things stand, lists, and reminding those whom a list names."""
    view, skip = view_of(press), press.number("n") or 0
    if press.action == "remind":
        return nudging.on_press(session, scene, person, view)
    if press.action == "summary":
        return answering.on_summary(session, scene, person, view, press.values.get("code"), skip)
    return listing.ASKED[press.action](session, scene, person, view, skip)


def _on_decision(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    """‹อนุมัติ› and ‹ไม่อนุมัติ›; a reason typed before stays its own message's, so that withdrawing it withdraws it."""
    why, event_id = "" if press.number("bare") else None, press.number("e")
    told = decision_in(said_then(session, scene, event_id) or "") if event_id else None
    if told and told.why:
        why, scene = told.why, replace(scene, event_id=event_id)
    return extending.decide(session, scene, person, press.number("x") or 0, press.action == "approve", why)


def _on_filling(session: Session, scene: Scene, person: StaffRecord, press: Postback) -> Outcome:
    """The questions that follow a "done"."""
    if press.action == "wait":
        return filling_in.on_put_off(scene)
    if press.action == "fill" and press.number("e"):
        event_id, element = press.number("e") or 0, press.values.get("k")
        return leftover.on_taken(session, scene, person, press.number("o") or 0, event_id, element)
    if press.action == "fill":
        return filling_in.on_continue(session, scene, person, press.number("o"))
    if press.action == "whole":
        return filling_in.on_whole(session, scene, person, press.number("o") or 0)
    change = filling_in.on_amend if press.action == "amend" else filling_in.on_erase
    return change(session, scene, person, press.number("r") or 0)


def _on_step(session: Session, scene: Scene, press: Postback, picked: date | None) -> Outcome:
    """One of a card's four buttons, for the presser's own share of the duty on that due date."""
    duty_id, due_on = press.number("d"), press.day("on")
    if duty_id is None or due_on is None:
        return Outcome()
    if not scene.is_of_office:
        return Outcome(guidance.group_not_ready(scene.voice))
    shares = progress.of_duty(session, scene.agency.id, duty_id, due_on)
    only = press.number("o")  # a card about one share only
    meant = [one for one in shares if only in (None, one.occurrence_id)]
    person = scene.person or _claimed(session, scene, press, meant)
    if person is None:
        return _ask_who(session, scene, press, meant, picked)
    until = picked or press.day("until")
    return reporting.on_press(session, scene, person, shares, only, _report(session, scene, press, until))


def _report(session: Session, scene: Scene, press: Postback, until: date | None) -> Report:
    words, intent, became = STEPS[press.action]
    how = "กดปุ่ม" if scene.contact else "กดปุ่ม (ระบุชื่อเอง)"
    sure, closes = press.number("sure") == 1, press.number("closes") == 1
    pressed = Report(Statement(words, intent, how), became, until=until, sure=sure, closes=closes)
    return with_words(session, scene, press.number("e"), pressed)


def _ask_who(session: Session, scene: Scene, press: Postback, shares: list[Owed], picked: date | None) -> Outcome:
    """LINE told no user: ask who it was instead of guessing."""
    if not shares:
        return Outcome(confirmation.gone(scene.voice))
    item = due_items(shares, shares, scene.today)[0]
    candidates = [(person.id, person.name) for person in _candidates(session, scene, shares)]
    return Outcome(choices.ask_who(scene.voice, item, press.action, candidates, picked))


def _candidates(session: Session, scene: Scene, shares: list[Owed]) -> list[StaffRecord]:
    everybody = people.roster(session, scene.agency.id)
    return [one for one in everybody if any(is_own(share, standing_of(session, one)) for share in shares)]


def _claimed(session: Session, scene: Scene, press: Postback, shares: list[Owed]) -> StaffRecord | None:
    """Who the presser said they are, where LINE does not tell; somebody known is never anybody else.

    Only the names that were offered count: nobody unseen speaks as who may report for anybody.
    """
    staff_id = press.number("s")
    if scene.contact is not None or staff_id is None:
        return None
    return next((one for one in _candidates(session, scene, shares) if one.id == staff_id), None)


def _picked_day(postback: dict[str, Any]) -> date | None:
    params = postback.get("params")
    try:
        return date.fromisoformat(str(params.get("date"))) if isinstance(params, dict) else None
    except ValueError:
        return None
