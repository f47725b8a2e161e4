"""What follows when somebody reports on what is owed: it is written down and said back, or asked about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot import collecting, extending, filling_in, taking_back, telling
from bot.choosing import (
    Named,
    Standing,
    can_be_finished,
    is_own,
    last_done,
    next_open,
    own_instead,
    pointed_at,
    reportable,
    to_finish,
)
from bot.items import item_of
from bot.messages import choices, confirmation
from bot.messages.collecting import ask_for_another as for_another
from bot.messages.collecting import ask_whose as ask_own
from bot.messages.confirmation import Noted
from bot.report import Report, split
from bot.scene import Outcome, Scene, together
from bot.standing import standing_of
from models import progress, reply
from models.assignment import StepRefused, hold
from models.evidence import keep_link
from models.figures import Owed, due_items
from models.passwords import names_who
from models.records import StaffRecord, Status


def on_report(session: Session, scene: Scene, person: StaffRecord, report: Report, named: Named) -> Outcome:
    """Record what is certain, code by code; ask where several things may be meant, say so where nothing is."""
    everything = progress.owed(session, scene.agency.id)
    sure: dict[int, tuple[Owed, Report]] = {}
    unsure: list[Outcome] = []
    refused: list[tuple[Sequence[Owed], Report]] = []
    missed: list[str] = []
    besides: list[Owed] = []
    who = standing_of(session, person)
    for one_report, one_named in split(report, named, who):
        pointed = _pointed(everything, one_named, who, scene.today)
        chosen = _chosen(scene, pointed, everything, who, one_named, one_report)
        if one_named.doubtful and _claims_own(one_report, chosen, who):
            unsure.append(ask_whose(session, scene, chosen, one_report))
        elif len(chosen) == 1:
            sure.setdefault(chosen[0].occurrence_id, (chosen[0], one_report))
            besides += _named_beside(chosen[0], pointed, one_named)
        elif chosen:
            unsure.append(ask_which(session, scene, chosen, one_report))
        elif pointed and (one_named.codes or one_named.quoted):
            refused.append((pointed, one_report))
        elif not report.tells_units_apart:
            missed += one_named.codes
    # Whoever tells the units apart names another's share in passing: one short line says whose word it takes.
    passed = refused if report.tells_units_apart and (sure or unsure) else []
    told = [] if passed else refused[:1] if report.tells_units_apart else refused
    unsure += [_not_recorded(session, scene, person, *one) for one in told]
    if missed or not (sure or unsure):
        unsure.append(Outcome(confirmation.nothing_owed(scene.voice, missed or named.codes)))
    written = record(session, scene, person, list(sure.values()), goes_on=not unsure) if sure else Outcome()
    left = [*(one for one, _ in passed), *([one] for one in besides)]
    return together(written, *unsure, _left_to_owners(session, scene, who, left))


def _named_beside(recorded: Owed, pointed: Sequence[Owed], named: Named) -> list[Owed]:
    """The same due date's open shares of the other units named with the recorded one's: "กองคลังกับกองช่างเสร็จแล้ว"."""
    same = [one for one in pointed if (one.duty_id, one.due_on) == (recorded.duty_id, recorded.due_on)]
    others = [one for one in same if one.part == "doer" and one.unit_id != recorded.unit_id and one.is_open]
    return [one for one in others if {one.unit_id, one.section_id} & named.units]


def _claims_own(report: Report, chosen: Sequence[Owed], who: Standing) -> bool:
    """Whether a share of their own would be finished; what they gather is asked about on its own."""
    shares = [one for one in chosen if one.part != "collector"]
    return report.became is Status.COMPLETED and any(is_own(one, who) for one in shares)


def _left_to_owners(session: Session, scene: Scene, who: Standing, passed: Sequence[Sequence[Owed]]) -> Outcome:
    """Said of the shares that were told in passing and not recorded; of finished ones nothing need be said."""
    open_ = [pointed[0] for pointed in passed if not last_done(reportable(pointed, who))]
    items = [item_of(session, scene, one) for one in open_]
    return Outcome(confirmation.left_to_owners(scene.voice, items)) if items else Outcome()


def on_press(
    session: Session, scene: Scene, person: StaffRecord, shares: Sequence[Owed], only: int | None, report: Report
) -> Outcome:
    """A card's button: the presser's own share of the duty (`only`: of the one occurrence the card is about)."""
    meant = [one for one in shares if only in (None, one.occurrence_id)]
    if not meant:
        return Outcome(confirmation.gone(scene.voice))
    named = Named(quoted=tuple(one.occurrence_id for one in meant))
    chosen = _chosen(scene, meant, shares, standing_of(session, person), named, report)
    if len(chosen) == 1:
        return record(session, scene, person, [(chosen[0], report)])
    if chosen:
        return ask_which(session, scene, chosen, report)
    return _not_recorded(session, scene, person, meant, report)


def ask_instead(
    session: Session, scene: Scene, person: StaffRecord, report: Report, strays: Sequence[str], quoted: Sequence[int]
) -> Outcome:
    """Something named that is in no plan (strays: as typed) is nothing else: the person chooses from what they owe."""
    who, everything = standing_of(session, person), progress.owed(session, scene.agency.id)
    mine = [one for one in reportable(everything, who) if is_own(one, who) or one.occurrence_id in quoted]
    still_open = sorted(next_open(mine, scene.today), key=lambda one: one.occurrence_id not in quoted)
    if not still_open:
        return Outcome(choices.not_in_plan(scene.voice, strays))
    return ask_which(session, scene, still_open, report, strays)


def ask_which(
    session: Session, scene: Scene, chosen: Sequence[Owed], report: Report, strays: Sequence[str] = ()
) -> Outcome:
    """Buttons to choose from; each remembers the message it asks about, so that its words are not lost."""
    everyone = progress.shares(session, scene.agency.id, chosen)
    items = [due_items([one], everyone, scene.today)[0] for one in chosen]
    spoken = scene.event_id if report.statement.said else None
    words = choices.ask_which(
        scene.voice, items, report.statement.intent, report.became, spoken, report.until is not None, strays
    )
    return Outcome(words)


def ask_whose(session: Session, scene: Scene, chosen: Sequence[Owed], report: Report) -> Outcome:
    """Whether their own is meant, of a claim that may be another's; the button brings the words of then."""
    items = [item_of(session, scene, one) for one in chosen]
    action = choices.action_of(report.statement.intent, report.became)
    spoken = scene.event_id if report.statement.said else None
    return Outcome(ask_own(scene.voice, items, action, spoken), about=tuple(one.occurrence_id for one in chosen))


def record(
    session: Session, scene: Scene, person: StaffRecord, some: Sequence[tuple[Owed, Report]], goes_on: bool = True
) -> Outcome:
    """Write each report on its one occurrence down and say back what was understood, together.

    goes_on: no other question is asked beside, so that the one for what the year's report lacks may follow.
    """
    noted: list[Noted] = []
    others: list[Outcome] = []
    doubted = _doubted(session, scene, person, some)
    for one, report in some:
        if one.occurrence_id in doubted:
            continue
        if report.statement.intent == "request_extension":
            others.append(extending.ask(session, scene, person, one, report))
            continue
        if taking_back.is_overtaken(session, scene, one.occurrence_id, report.became, report.asked_in):
            others.append(Outcome(confirmation.overtaken(scene.voice, item_of(session, scene, one))))
            continue
        try:
            noted.append(_write(session, scene, person, one, report))
        except StepRefused as refusal:
            others.append(Outcome(confirmation.refused(scene.voice, item_of(session, scene, one), str(refusal))))
    others += [asked for asked in doubted.values() if asked]
    if not noted:
        return together(*others)
    about = tuple(i for one in noted for i in one.item.occurrence_ids)
    asks = "obstacle" if any(one.is_obstacle and not one.obstacle for one in noted) else None
    done = [one.item.occurrence_ids[0] for one in noted if one.became is Status.COMPLETED]
    asking, further = filling_in.after_done(session, scene, done if goes_on and not others and asks is None else ())
    hindered = tuple(note for one in noted for note in telling.of_obstacle(session, scene, person, one))
    words = confirmation.recorded(scene.voice, noted, person.name, further)
    told = Outcome(words, hindered, about, asks)
    return together(told, *others, asking)


def _doubted(
    session: Session, scene: Scene, person: StaffRecord, some: Sequence[tuple[Owed, Report]]
) -> dict[int, Outcome | None]:
    """Occurrence → the question to be answered first, once for all of them: another unit's work, or closing early."""
    who = standing_of(session, person)
    others = [(o, r) for o, r in some if not (r.sure or is_own(o, who) or o.staff_id in who.team)]
    asked: dict[int, Outcome | None] = dict.fromkeys((one.occurrence_id for one, _ in others), None)
    if others:
        asked[others[0][0].occurrence_id] = _ask_for_another(session, scene, others)
    for one, report in some:
        if one.occurrence_id not in asked and report.became is Status.COMPLETED and not report.closes:
            closing = collecting.ask_close(session, scene, one)
            asked |= {one.occurrence_id: closing} if closing else {}
    return asked


def _ask_for_another(session: Session, scene: Scene, some: Sequence[tuple[Owed, Report]]) -> Outcome:
    items = [
        (item_of(session, scene, one), choices.action_of(report.statement.intent, report.became))
        for one, report in some
    ]
    spoken = scene.event_id if some[0][1].statement.said else None
    day_known = some[0][1].until is not None
    words = for_another(scene.voice, items, spoken, day_known)
    return Outcome(words, about=tuple(one.occurrence_id for one, _ in some))


def _write(session: Session, scene: Scene, person: StaffRecord, one: Owed, report: Report) -> Noted:
    """Raises StepRefused when the occurrence cannot take the step."""
    occurrence = hold(session, one.occurrence_id)
    hindered = report.statement.intent == "report_obstacle"
    became = report.became or _unsaid(Status(occurrence.status), hindered)
    written = reply.record(session, occurrence, report.statement, became, person.id, scene.event_id, scene.now)
    if became is Status.COMPLETED:
        filling_in.tell_with_report(session, scene, person, one, report.statement.said)
        extending.no_longer_needed(session, one.agency_id, one.occurrence_id, scene.now)
    sender = (person.id, scene.event_id)
    links = sum(
        keep_link(session, one.agency_id, one.occurrence_id, written.id, url, scene.now, *sender) for url in report.urls
    )
    return Noted(
        item=item_of(session, scene, one),
        became=became,
        reply_id=written.id,
        links=links,
        obstacle=report.statement.obstacle,
        progress=report.statement.progress,
        is_obstacle=hindered,
        has_password=any(map(names_who, report.urls)),
    )


def _pointed(everything: Sequence[Owed], named: Named, who: Standing, today: date) -> Sequence[Owed]:
    pointed = pointed_at(everything, named, today)
    if not (named.codes and named.quoted):
        return pointed
    return own_instead(pointed, pointed_at(everything, replace(named, quoted=()), today), who)


def _chosen(
    scene: Scene, pointed: Sequence[Owed], everything: Sequence[Owed], who: Standing, named: Named, report: Report
) -> list[Owed]:
    """What of it the report is recorded on: with nothing named the person's own, of finished things a correction."""
    is_named = bool(named.codes or named.quoted)
    mine = [one for one in reportable(pointed, who) if is_named or is_own(one, who)]
    gathers = _closes(report) or named.everybody
    if report.became is Status.COMPLETED:
        gathered = [one for one in pointed if gathers and one.part == "collector" and is_own(one, who)]
        mine = gathered or [one for one in mine if gathers or can_be_finished(one, everything, named)]
    still_open = next_open(mine, scene.today)
    if report.became == Status.COMPLETED:
        still_open = to_finish(mine, still_open, scene.today)
    return last_done(mine) if not still_open and is_named and report.reopens else still_open


def _not_recorded(
    session: Session, scene: Scene, person: StaffRecord, pointed: Sequence[Owed], report: Report
) -> Outcome:
    """Why nothing can be recorded: it is finished already, or somebody else's."""
    mine = reportable(pointed, standing_of(session, person))
    gathering = [one for one in mine if one.part == "collector" and _closes(report)]
    done = last_done(gathering) or last_done(mine)
    if done and report.statement.intent == "report_obstacle" and report.became is not Status.COMPLETED:
        words = confirmation.ask_if_open(scene.voice, item_of(session, scene, done[0]), scene.event_id)
        return Outcome(words, about=(done[0].occurrence_id,))
    if done:
        return Outcome(confirmation.already_done(scene.voice, item_of(session, scene, done[0])))
    return Outcome(confirmation.not_yours(scene.voice, item_of(session, scene, pointed[0])))


def _closes(report: Report) -> bool:
    """Said of gathering in so many words: asked about, if units are missing."""
    return "รวบรวม" in report.statement.said


def _unsaid(status: Status, hindered: bool) -> Status:
    """Somebody whom something hinders has begun; otherwise the status stays as it is."""
    return Status.IN_PROGRESS if hindered and status == Status.NOT_STARTED else status
