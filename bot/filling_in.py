"""After something is done: what its report still lacks is asked for in the 1:1 chat, one question at a time.

The state is what was answered (models/report_answer.py) and what was asked last, both in the database: one may stop
after any answer and go on another day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot import answers, linking, small_talk
from bot.choosing import is_own, may_report
from bot.items import item_of
from bot.keeping import bind, write
from bot.messages import dialogue
from bot.messages.dialogue import Asking
from bot.messages.parts import Part
from bot.reading import Reading
from bot.scene import ASKED_IN_ENGLISH, Outcome, Scene
from bot.standing import standing_of
from config.files import load_catalogues
from config.items import Element
from models import inbox, progress, report_answer
from models.assignment import Occurrence, hold
from models.figures import Owed
from models.fiscal import fiscal_bounds
from models.link_check import last_day
from models.passwords import names_who
from models.records import StaffRecord
from models.report_answer import Answer
from models.report_gaps import Report, reports_of
from models.thaitext import fold_digits, squeeze

_ASKS = re.compile(rf"fill/(\d{{1,18}})/([a-z_/]{{1,40}})(?:#(\d{{1,18}}))?({ASKED_IN_ENGLISH})?")
_COMMAND = re.compile(r"(?:ตอบต่อ|กรอกต่อ|เพิ่มสรุปผล|(continue))(?:ข้อ)?([oei]\d{1,3})?(?:ค่ะ|คะ|ครับ)?", re.IGNORECASE)
_THAI = re.compile("[ก-๛]")
_WHOLE = "มีครบแล้ว"


@dataclass(frozen=True)
class Question:
    """What we asked somebody to tell: an element of one occurrence; instead_of: the answer it would replace.

    english: it was asked in English, so that "two villages, 14 March" is answered in English too.
    """

    occurrence_id: int
    element: str
    instead_of: int | None = None
    english: bool = False


def question_of(asks: str | None) -> Question | None:
    """The question of ours behind a message's `asks`; None for any other."""
    found = _ASKS.fullmatch(asks or "")
    if found is None:
        return None
    return Question(int(found[1]), found[2], int(found[3]) if found[3] else None, found[4] is not None)


# ── asking ──


def after_done(session: Session, scene: Scene, done: Sequence[int]) -> tuple[Outcome, tuple[Part, ...]]:
    """What follows a "done": in the 1:1 chat the first question, in a group the button that leads there.

    done: occurrence ids.
    """
    wanting = _wanting(session, scene, progress.of_occurrences(session, scene.agency.id, done))
    if not wanting:
        return Outcome(), ()
    one, report = wanting[0]
    if scene.is_private:
        return _ask(session, scene, one, report), ()
    code = one.codes[0] if one.codes else None
    return Outcome(), dialogue.way_to_private(scene.voice, scene.agency.line_basic_id, code)


def follow_up(session: Session, scene: Scene, occurrence_id: int, asks: str | None) -> Outcome:
    """The next question after a photo or file came for something; thanks where it answered the last, in `asks`."""
    question = question_of(asks)
    scene = replace(scene, english=question.english if question else scene.english)  # a photo has no words
    found = progress.of_occurrences(session, scene.agency.id, [occurrence_id])
    then = after_done(session, scene, [one.occurrence_id for one in found if not one.is_open])[0]
    if then.answer or not found or question is None or question.occurrence_id != occurrence_id:
        return then
    return Outcome(dialogue.complete(scene.voice, item_of(session, scene, found[0])), about=(occurrence_id,))


def on_continue(
    session: Session, scene: Scene, person: StaffRecord, occurrence_id: int | None, code: str | None = None
) -> Outcome:
    """‹ตอบต่อ›: the next question about one thing, the only one that lacks something, or a list to choose from."""
    if not scene.is_private:
        return Outcome(dialogue.come_privately(scene.voice, scene.agency.line_basic_id))
    wanting = to_fill(session, scene, person)
    meant = [(one, report) for one, report in wanting if occurrence_id in (None, one.occurrence_id)]
    meant = [(one, report) for one, report in meant if code is None or code in one.codes]
    if len(meant) == 1:
        return _ask(session, scene, *meant[0])
    if meant:
        return listed(session, scene, meant)
    return Outcome(dialogue.nothing_missing(scene.voice))


def on_command(session: Session, scene: Scene, person: StaffRecord, words: str) -> Outcome | None:
    """ "ตอบต่อ O12" typed, or sent by the group's button; None for other words."""
    found = _COMMAND.fullmatch(fold_digits(squeeze(words[:80])))
    if found is None:
        return None
    scene = replace(scene, english=found[1] is not None)
    return on_continue(session, scene, person, None, found[2].upper() if found[2] else None)


def to_fill(session: Session, scene: Scene, person: StaffRecord) -> list[tuple[Owed, Report]]:
    """The person's own finished things whose report lacks something: of the running year, then of the one before."""
    who = standing_of(session, person)
    some = [one for year in _years(session, scene) for one in progress.of_year(session, scene.agency.id, year)]
    return _wanting(session, scene, [one for one in some if not one.is_open and is_own(one, who)])


def _years(session: Session, scene: Scene) -> tuple[int, ...]:
    """The running fiscal year and, while its report may still be asked about, the one before."""
    year = progress.current_year(session, scene.agency.id, scene.today)
    if year is None:
        return ()
    return (year, year - 1) if scene.today <= last_day(fiscal_bounds(year - 1)[1]) else (year,)


def listed(session: Session, scene: Scene, wanting: Sequence[tuple[Owed, Report]]) -> Outcome:
    """Finished things that lack something, each with its button."""
    rows = [(item_of(session, scene, one), one.occurrence_id, report.lacks) for one, report in wanting]
    return Outcome(dialogue.to_fill(scene.voice, rows))


def _wanting(session: Session, scene: Scene, some: Sequence[Owed]) -> list[tuple[Owed, Report]]:
    reports = reports_of(session, scene.agency.id, some, load_catalogues())
    found = [(one, reports[one.occurrence_id]) for one in some if one.occurrence_id in reports]
    return [(one, report) for one, report in found if report.lacks]


def _ask(session: Session, scene: Scene, one: Owed, report: Report) -> Outcome:
    asking = _asking(one, report)
    words = dialogue.ask(scene.voice, item_of(session, scene, one), asking)
    return Outcome(words, about=(one.occurrence_id,), asks=_asks(scene, asking))


def _asking(one: Owed, report: Report) -> Asking:
    place = len(report.needed) - len(report.lacks) + 1
    return Asking(one.occurrence_id, report.lacks[0], place, len(report.needed))


def _asks(scene: Scene, asking: Asking, instead_of: int | None = None) -> str:
    place = f"fill/{asking.occurrence_id}/{asking.element.key}"
    return place + (f"#{instead_of}" if instead_of else "") + (ASKED_IN_ENGLISH if scene.english else "")


# ── answers ──


def on_words(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    question: Question,
    words: str,
    reading: Reading | None,
    meant: bool = False,
) -> Outcome | None:
    """What somebody typed after a question of ours; None when it is another report, a request or a question.

    meant: a press said that the words are the answer.
    """
    found = progress.of_occurrences(session, scene.agency.id, [question.occurrence_id])
    if not found or found[0].is_open or not may_report(found[0], standing_of(session, person)):
        return None  # taken back or reopened since it was asked: what is said of it now is a report
    one, report = found[0], reports_of(session, scene.agency.id, found, load_catalogues()).get(question.occurrence_id)
    element = next((e for e in report.needed if e.key == question.element), None) if report else None
    if report is None or element is None:
        return None
    scene = replace(scene, english=scene.english or (question.english and not _THAI.search(words)))
    if answers.puts_off(words, reading):
        return Outcome(dialogue.put_off(scene.voice))
    shared = linking.shared_in(words)
    if answers.is_no_answer(words, reading, one.codes) or (shared and set(shared.codes) - set(one.codes)):
        return None
    urls = reading.urls if reading else answers.links_in(words)
    if answers.only_done(words, reading) and report.lacks and not urls:
        asking = _asking(one, report)
        again = dialogue.ask_again(scene.voice, item_of(session, scene, one), asking)
        return Outcome(again, about=(one.occurrence_id,), asks=_asks(scene, asking))
    doubted = None if meant or urls else _doubted(session, scene, one, report, element, question, words)
    if doubted:
        return doubted
    told = "" if shared else answers.without_links(words) if urls else words  # "O20 หลักฐาน https://…" tells no result
    return _keep(session, scene, person, one, element, question, words, told, urls)


def _doubted(
    session: Session, scene: Scene, one: Owed, report: Report, element: Element, question: Question, words: str
) -> Outcome | None:
    """Small talk is not kept and the question asked again; what may be some is kept with a press.

    Not so where a figure or a day is wanted: that it lacks is said of the answer itself.
    """
    asking = (
        _asking(one, report) if report.lacks and not question.instead_of else Asking(one.occurrence_id, element, 1, 1)
    )
    item, asks = item_of(session, scene, one), _asks(scene, asking, question.instead_of)
    if small_talk.is_surely(words):
        return Outcome(dialogue.not_noted(scene.voice, item, asking), about=(one.occurrence_id,), asks=asks)
    in_words = element.kind == "text" and not question.instead_of
    if scene.event_id is None or not in_words or not small_talk.may_be(words):
        return None
    rows = [(item, one.occurrence_id, element)]
    return Outcome(dialogue.whose_answer(scene.voice, rows, scene.event_id), about=(one.occurrence_id,), asks=asks)


def tell_with_report(session: Session, scene: Scene, person: StaffRecord, one: Owed, words: str) -> None:
    """Result and outcome that a report of "done" plainly tells with it are kept as answers."""
    occurrence = session.get_one(Occurrence, one.occurrence_id)
    for key, told in answers.told_with_report(words).items():
        report_answer.keep(session, occurrence, key, told, person.id, scene.event_id, scene.now)


def on_whole(session: Session, scene: Scene, person: StaffRecord, occurrence_id: int) -> Outcome:
    """‹มีครบแล้ว›: all that the published thing must show is there."""
    question = Question(occurrence_id, "element/shown")
    stand = report_answer.answers_of(session, scene.agency.id, [occurrence_id]).get(occurrence_id, ())
    if any(answer.element == question.element for answer in stand):  # a second press confirms nothing more
        return on_continue(session, scene, person, occurrence_id)
    return on_words(session, scene, person, question, _WHOLE, None, meant=True) or Outcome(dialogue.gone(scene.voice))


def on_put_off(scene: Scene) -> Outcome:
    """‹ตอบภายหลัง›"""
    return Outcome(dialogue.put_off(scene.voice))


def on_amend(session: Session, scene: Scene, person: StaffRecord, answer_id: int) -> Outcome:
    """‹แก้คำตอบ›: asks for it anew; the old words stand until the new ones come."""
    found = _answer(session, scene, person, answer_id)
    if found is None:
        return Outcome(dialogue.gone(scene.voice))
    answer, one, element = found
    inbox.repeat(session, scene.event_id, answer.event_id)
    words = dialogue.amend(scene.voice, item_of(session, scene, one), element, answer.words, answer.id)
    asks = _asks(scene, Asking(one.occurrence_id, element, 1, 1), answer.id)
    return Outcome(words, about=(one.occurrence_id,), asks=asks)


def on_erase(session: Session, scene: Scene, person: StaffRecord, answer_id: int) -> Outcome:
    """‹ลบคำตอบเดิม›"""
    found = _answer(session, scene, person, answer_id)
    if found is None:
        return Outcome(dialogue.gone(scene.voice))
    answer, one, element = found
    report_answer.end(session, [answer], "withdrawn", scene.now)
    return Outcome(dialogue.erased(scene.voice, item_of(session, scene, one), element), about=(one.occurrence_id,))


def _keep(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    one: Owed,
    element: Element,
    question: Question,
    words: str,
    told: str,
    urls: Sequence[str],
) -> Outcome:
    """Write answers and links down, say them back, ask on. told: what of the words is the answer."""
    occurrence = hold(session, one.occurrence_id)
    replaced = report_answer.answer_by_id(session, scene.agency.id, question.instead_of or 0)
    if replaced and replaced.occurrence_id == one.occurrence_id:
        report_answer.end(session, [replaced], "replaced", scene.now)
    links = bind(session, scene, person, occurrence, words, urls)
    kept = write(session, scene, person, one, occurrence, element, told)
    session.flush()
    report = reports_of(session, scene.agency.id, [one], load_catalogues())[one.occurrence_id]
    then, item = _asking(one, report) if report.lacks else None, item_of(session, scene, one)
    if element.kind == "evidence" and kept and then and then.element.kind == "evidence":
        said = dialogue.ask_proof(scene.voice, item, kept[0], then)
    else:
        said = dialogue.noted(scene.voice, item, kept, links, then, person.name, any(map(names_who, urls)))
    return Outcome(said, about=(one.occurrence_id,), asks=_asks(scene, then) if then else None)


def _answer(session: Session, scene: Scene, person: StaffRecord, answer_id: int) -> tuple[Answer, Owed, Element] | None:
    answer = report_answer.answer_by_id(session, scene.agency.id, answer_id)
    found = progress.of_occurrences(session, scene.agency.id, [answer.occurrence_id]) if answer else []
    if answer is None or not found or not may_report(found[0], standing_of(session, person)):
        return None
    report = reports_of(session, scene.agency.id, found, load_catalogues()).get(answer.occurrence_id)
    element = next((e for e in report.needed if e.key == answer.element), None) if report else None
    return (answer, found[0], element) if element else None
