"""A message withdrawn by its sender: its words go from everything that repeated them, what was said of it stays."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot import extending, taking_back, telling
from bot.scene import Outcome, Scene
from models import inbox, outbox, report_answer
from models.evidence import forget_event, tell_again
from models.reply import forget_words


def on_unsend(session: Session, scene: Scene, message_id: str) -> Outcome:
    """The message in every wording, and the presses from which its words followed once more.

    What it changed stays where it was said back; what nobody was told of is taken back with it.
    """
    events = inbox.events_of_message(session, scene.agency.id, message_id)
    taking_back.for_edit(session, scene, [event for event in events if _is_unanswered(session, scene, event)])
    for event_id in (*events, *inbox.repeating(session, events)):
        _forget(session, scene, event_id)
    return Outcome()


def _is_unanswered(session: Session, scene: Scene, event_id: int) -> bool:
    """Whether its answer waits still: whoever withdraws the message now has never read what was recorded."""
    answers = outbox.of_key(session, scene.agency.id, f"answer/{event_id}")
    return any(one.key == f"answer/{event_id}" and one.state == "waiting" for one in answers)


def _forget(session: Session, scene: Scene, event_id: int) -> None:
    inbox.forget_raw(session, event_id)
    extending.forget_reasons(session, scene, event_id)
    extending.forget_refusals(session, scene, event_id)
    for reply_id in forget_words(session, event_id):
        telling.forget_obstacle(session, scene, reply_id)
    report_answer.forget_words(session, event_id, scene.now)
    _forget_pieces(session, scene, forget_event(session, event_id, scene.now))
    _forget_notes(session, scene, f"sent_back/{event_id}/")
    for answer in outbox.of_key(session, scene.agency.id, f"answer/{event_id}"):
        if answer.key == f"answer/{event_id}":
            outbox.forget_words(session, answer, (), scene.now)


def _forget_pieces(session: Session, scene: Scene, pieces: Collection[int]) -> None:
    """What was told of files and links names them; other links of a notice not said yet are told of anew."""
    for one in pieces:
        _forget_notes(session, scene, f"evidence/{one}/")
    for note in outbox.of_key(session, scene.agency.id, "links/") if pieces else ():
        others = set(note.content["evidence"]) - set(pieces)
        if len(others) == len(note.content["evidence"]):
            continue
        if note.state == "waiting":
            tell_again(session, others)
        outbox.forget_words(session, note, (), scene.now)


def _forget_notes(session: Session, scene: Scene, opening: str) -> None:
    for note in outbox.of_key(session, scene.agency.id, opening):
        outbox.forget_words(session, note, (), scene.now)
