"""An answer to a question of ours written down: its links as evidence, its words, and what to point out about them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import answers
from bot.messages.dialogue import Kept
from bot.scene import Scene
from config.items import Element
from models import reply, report_answer
from models.assignment import Occurrence
from models.completeness import OUTCOME, RESULT, lacks, repeats
from models.evidence import keep_link
from models.figures import Owed
from models.measure import Measure
from models.records import StaffRecord, Status
from models.reply import Statement


def bind(
    session: Session, scene: Scene, person: StaffRecord, occurrence: Occurrence, words: str, urls: Sequence[str]
) -> int:
    """The links of an answer as evidence, under a row of the trail that edits take them off by; how many are new."""
    if not urls:
        return 0
    statement = Statement(words, "report_status", reply.LINK_IN_ANSWER)
    status = Status(occurrence.status)
    written = reply.record(session, occurrence, statement, status, person.id, scene.event_id, scene.now)
    of, whose = (occurrence.agency_id, occurrence.id, written.id), (person.id, scene.event_id)
    return sum(keep_link(session, *of, url, scene.now, *whose) for url in urls)


def write(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    one: Owed,
    occurrence: Occurrence,
    element: Element,
    words: str,
) -> list[Kept]:
    """One answer, or result and outcome where the words mark them; with what may be looked at again."""
    if not words:
        return []
    told = answers.parted(words) if element in (RESULT, OUTCOME) else {}
    named = {e.key: e for e in (RESULT, OUTCOME, element)}
    kept = []
    bare = answers.unlabelled(words, element.label, element.key)
    for key, said in (told or {element.key: bare}).items():
        remarks = _remarks(session, scene, one, named[key], said)
        answer = report_answer.keep(session, occurrence, key, said, person.id, scene.event_id, scene.now)
        kept.append(Kept(named[key], said, answer.id, remarks))
    return kept


def _remarks(session: Session, scene: Scene, one: Owed, element: Element, words: str) -> tuple[str, ...]:
    """What to point out, kindly: it stands already, repeats the plan or another row, or lacks its figure or day."""
    found = []
    mine = report_answer.answers_of(session, scene.agency.id, [one.occurrence_id]).get(one.occurrence_id, ())
    if any(answer.element == element.key for answer in mine):
        found.append("added")
    if element in (RESULT, OUTCOME):
        others = [answer.words for answer in mine if answer.element != element.key]
        if repeats(words, _plan_words(session, one)):
            found.append("plan")
        elif repeats(words, [*others, *report_answer.said_elsewhere(session, scene.agency.id, one.occurrence_id)]):
            found.append("another")
    return (*found, *filter(None, [lacks(element, words)]))


def _plan_words(session: Session, one: Owed) -> list[str]:
    """Every cell and step of the plan's row; last year's result among them."""
    measure = session.get_one(Measure, one.measure_id)
    values = [measure.title, *measure.content.values()]
    cells = [v for v in values if isinstance(v, str)]
    lists = [[w for w in v if isinstance(w, str)] for v in values if isinstance(v, list)]
    return [*cells, *(w for some in lists for w in some), *(" ".join(some) for some in lists)]
