"""Which duty a photo or file proves: the one just asked about or just reported, else it is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.choosing import is_own, reportable
from bot.items import item_of
from bot.messages import evidence as messages
from bot.scene import ASKED_IN_ENGLISH, Outcome, Scene
from bot.sent import sent_in, told_of
from bot.standing import standing_of
from models import evidence, file_names, inbox, progress
from models.codes import find_codes
from models.delivery import Asked
from models.evidence import Evidence, Sent
from models.figures import Owed
from models.inbox import InboxEvent
from models.permissions import Action, may
from models.records import StaffRecord
from models.reply import StatusReply

# "Right after a report": in a group other pictures follow soon, in the 1:1 chat nothing else is meant.
AFTER_REPORT_IN_GROUP = timedelta(minutes=5)
AFTER_REPORT = timedelta(hours=1)
PLACED_WITHIN = timedelta(hours=1)
JUST_DONE = timedelta(days=14)
AHEAD = timedelta(days=45)
BARE_CODE = 24  # letters: "ของ O12 ค่ะ" answers which, a longer sentence says something of its own


def on_content(
    session: Session, scene: Scene, person: StaffRecord, message: dict[str, Any], asked: Asked | None
) -> Outcome:
    """A photo, file, video or voice message by somebody of the office; in a group only what plainly answers."""
    sent = sent_in(scene, person, message)
    if sent is None:
        return Outcome()
    scene = replace(
        scene, english=bool(asked and asked.asks and asked.asks.endswith(ASKED_IN_ENGLISH))
    )  # a photo has no words
    siblings = evidence.in_set(session, scene.agency.id, scene.chat.id, sent.image_set) if sent.image_set else []
    if siblings:  # one confirmation for all of a set; the rest share what became of the first
        _join(session, scene, sent, siblings[0])
        return Outcome()
    meant, reply_id = _meant(session, scene, person, asked)
    if not meant and not scene.is_private:
        return Outcome()
    choices = meant or _likely(session, scene, person)
    if not choices:
        return Outcome(messages.nothing_to_prove(scene.voice))
    if file_names.is_refused(sent.file_name):  # nothing is kept, and nobody asked of what it would be
        return Outcome(messages.not_taken(scene.voice, person.name, messages.named(sent.kind, sent.file_name), ""))
    only = choices[0] if len(choices) == 1 else None
    row = evidence.keep_file(session, sent, only.occurrence_id if only else None, reply_id if only else None, scene.now)
    what = messages.named(row.kind, row.file_name, _parts_of(message))
    return _taken(session, scene, row, only, what) if only else _which(session, scene, row, choices, what)


def on_telling(
    session: Session, scene: Scene, person: StaffRecord, message: dict[str, Any], about: Sequence[int]
) -> Outcome:
    """Words that quote a photo or file of this chat, or tell of the one above, say what it proves by a code.

    A quoted one may be anybody's, "the picture above" is the speaker's own. about: what the message quoted speaks of.
    """
    text = str(message.get("text") or "")
    codes = find_codes(text).codes
    sent = told_of(session, scene, person, message, text) if codes or about else []
    if not sent:
        return Outcome()
    owed = progress.owed(session, scene.agency.id)
    of_it = [one for one in owed if (set(one.codes) & set(codes) if codes else one.occurrence_id in about)]
    chosen = _near(reportable(of_it, standing_of(session, person)), scene)
    some = [evidence.keep_file(session, one, None, None, scene.now) for one in sent] if chosen else []
    some = [row for row in some if row.occurrence_id is None and row.state != "gone"]
    if not some:
        return Outcome()
    if len(chosen) == 1:
        return _place(session, scene, some, chosen[0])
    return _which(session, scene, some[0], chosen, _said_of(some))


def adopt(session: Session, scene: Scene, person: StaffRecord, about: Sequence[int]) -> Outcome:
    """A report names one thing: what its reporter sent just before without a word belongs to it."""
    waiting = evidence.unplaced(session, scene.chat.id, person.id, scene.now - PLACED_WITHIN)
    named = progress.of_occurrences(session, scene.agency.id, about) if waiting and len(about) == 1 else []
    return _place(session, scene, waiting, named[0]) if named else Outcome()


def on_code(session: Session, scene: Scene, person: StaffRecord, text: str) -> Outcome | None:
    """A bare code answers "which duty does it prove?"; None when nothing waits for one."""
    codes = find_codes(text).codes if len(text) <= BARE_CODE else ()
    waiting = evidence.unplaced(session, scene.chat.id, person.id, scene.now - PLACED_WITHIN) if codes else []
    if not waiting:
        return None
    everything = [o for o in progress.owed(session, scene.agency.id) if set(o.codes) & set(codes)]
    chosen = _near(reportable(everything, standing_of(session, person)), scene)
    if not chosen:
        return None
    if len(chosen) == 1:
        return _place(session, scene, waiting, chosen[0])
    return _which(session, scene, waiting[0], chosen, _said_of(waiting))


def on_proof(session: Session, scene: Scene, person: StaffRecord, evidence_id: int, occurrence_id: int) -> Outcome:
    """The button that tells which duty it proves."""
    sent = evidence.with_its_set(session, scene.agency.id, evidence_id)
    some = [one for one in sent if one.state in ("waiting", "kept")]
    found = progress.of_occurrences(session, scene.agency.id, [occurrence_id])
    if not some or not found:
        return Outcome(messages.no_longer_there(scene.voice))
    if not _may_place(some[0], person) or not reportable(found, standing_of(session, person)):
        return Outcome(messages.not_your_evidence(scene.voice))
    if some[0].occurrence_id != occurrence_id and _is_acknowledged(session, scene, some[0]):
        return Outcome(messages.acknowledged(scene.voice))
    inbox.repeat(session, scene.event_id, some[0].event_id)  # the answer names the file
    return _place(session, scene, some, found[0])


def on_misfiled(session: Session, scene: Scene, person: StaffRecord, evidence_id: int, drop: bool) -> Outcome:
    """It does not prove this: taken off, and in the 1:1 chat asked again; drop: it is no evidence at all."""
    some = [one for one in evidence.with_its_set(session, scene.agency.id, evidence_id) if one.state != "gone"]
    if not some:
        return Outcome(messages.no_longer_there(scene.voice))
    if not _may_place(some[0], person):
        return Outcome(messages.not_your_evidence(scene.voice))
    if _is_acknowledged(session, scene, some[0]):
        return Outcome(messages.acknowledged(scene.voice))
    before = some[0].occurrence_id
    evidence.unbind(some, scene.now)
    others = [] if drop else [o for o in _likely(session, scene, person) if o.occurrence_id != before]
    if not others:
        return Outcome(messages.taken_out(scene.voice))
    return _which(session, scene, some[0], others, _said_of(some))


def _parts_of(message: dict[str, Any]) -> int:
    """How many photos were sent at once, as far as LINE tells."""
    image_set = message.get("imageSet")
    total = image_set.get("total") if isinstance(image_set, dict) else None
    return total if isinstance(total, int) and 0 < total <= 100 else 1


def _join(session: Session, scene: Scene, sent: Sent, first: Evidence) -> None:
    row = evidence.keep_file(session, sent, first.occurrence_id, first.reply_id, scene.now)
    if row.id != first.id:
        row.erase_after = first.erase_after


def _meant(session: Session, scene: Scene, person: StaffRecord, asked: Asked | None) -> tuple[list[Owed], int | None]:
    """What it plainly answers: the message quoted or the open question, else the sender's report of just now."""
    if asked and asked.occurrence_ids:
        live = progress.of_occurrences(session, scene.agency.id, asked.occurrence_ids)
        found = reportable(live, standing_of(session, person))
        if found:
            return found, None
    reported = _just_reported(session, scene, person)
    ids = list(dict.fromkeys(one.occurrence_id for one in reported))
    live = progress.of_occurrences(session, scene.agency.id, ids)
    return live, reported[0].id if len(live) == 1 else None


def meant_by(session: Session, scene: Scene, person: StaffRecord) -> list[Owed]:
    """What the sender's report of just now was about, else what is likely."""
    return _meant(session, scene, person, None)[0] or _likely(session, scene, person)


def _just_reported(session: Session, scene: Scene, person: StaffRecord) -> list[StatusReply]:
    """What the person's last report in this chat wrote down, unless it was taken back or is long ago."""
    since = scene.now - (AFTER_REPORT if scene.is_private else AFTER_REPORT_IN_GROUP)
    here = select(InboxEvent.source).where(InboxEvent.id == scene.event_id).scalar_subquery()
    undo = aliased(StatusReply)
    taken_back = select(undo.id).where(undo.undoes_id == StatusReply.id).exists()
    mine = (
        select(StatusReply)
        .join(InboxEvent, InboxEvent.id == StatusReply.event_id)
        .where(
            StatusReply.agency_id == scene.agency.id,
            StatusReply.staff_id == person.id,
            StatusReply.at >= since,
            StatusReply.undoes_id.is_(None),
            InboxEvent.source == here,
            ~taken_back,
        )
        .order_by(StatusReply.id.desc())
    )
    found = list(session.scalars(mine))
    return [one for one in found if one.event_id == found[0].event_id][::-1]


def _likely(session: Session, scene: Scene, person: StaffRecord) -> list[Owed]:
    """The person's own things that are open and near, or were finished lately; what was finished last comes first."""
    who = standing_of(session, person)
    own = [one for one in progress.owed(session, scene.agency.id) if is_own(one, who)]
    return _near(reportable(own, who), scene)


def _near(some: Sequence[Owed], scene: Scene) -> list[Owed]:
    """What is finished stays near however early it was finished; what is open comes near as its day does."""
    near = [
        one
        for one in some
        if (one.expected_on <= scene.today + AHEAD if one.is_open else one.expected_on >= scene.today - JUST_DONE)
    ]
    return sorted(near, key=lambda one: (one.is_open, one.expected_on))


def _may_place(one: Evidence, person: StaffRecord) -> bool:
    return one.staff_id == person.id or may(person.role, Action.REPORT_ANY)


def _is_acknowledged(session: Session, scene: Scene, one: Evidence) -> bool:
    """Whether an executive has acknowledged what it proves: then it is part of what was acknowledged."""
    proves = progress.of_occurrences(session, scene.agency.id, [one.occurrence_id or 0])
    return any(owed.verified for owed in proves)


def _place(session: Session, scene: Scene, some: Sequence[Evidence], one: Owed) -> Outcome:
    """Bind pieces to a thing owed and say so."""
    if not evidence.bind(session, some, one.occurrence_id):
        what = f" สำหรับ {messages.about(item_of(session, scene, one))}"
        return Outcome(messages.same_again(scene.voice, _said_of(some), what))
    return _taken(session, scene, some[0], one, _said_of(some))


def _said_of(some: Sequence[Evidence]) -> str:
    first = some[0]
    return messages.named(first.kind, first.file_name if len(some) == 1 else None, len(some))


def _taken(session: Session, scene: Scene, row: Evidence, one: Owed, what: str) -> Outcome:
    item = item_of(session, scene, one)
    told = (messages.received if _is_looked_at(row) else messages.taken)(scene.voice, what, item, row.id)
    return Outcome(told, about=(one.occurrence_id,))


def _is_looked_at(row: Evidence) -> bool:
    """Whether what is in it is still to tell if it can be kept."""
    return row.kind == "file" and row.state == "waiting"


def _which(session: Session, scene: Scene, row: Evidence, choices: Sequence[Owed], what: str) -> Outcome:
    items = [item_of(session, scene, one) for one in choices[: messages.MOST_CHOICES + 1]]
    return Outcome(messages.ask_which(scene.voice, what, items, row.id, _is_looked_at(row)))
