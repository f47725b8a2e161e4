"""Somebody answers "noted" and no more: it is kept who and when; in a group nothing is said to it."""

from sqlalchemy.orm import Session

from bot.choosing import Named, is_own, next_open, pointed_at
from bot.messages import confirmation
from bot.scene import Outcome, Scene
from bot.standing import standing_of
from models import noticing, progress
from models.delivery import last_told
from models.records import StaffRecord


def on_noted(
    session: Session, scene: Scene, person: StaffRecord, codes: tuple[str, ...], quoted: tuple[int, ...]
) -> Outcome:
    """What was named or quoted; in a 1:1 chat else what the person was told of last. Only their own counts."""
    if not codes and not quoted and scene.is_private:
        quoted = last_told(session, scene.chat.id, scene.now)
    if codes or quoted:
        everything, who = progress.owed(session, scene.agency.id), standing_of(session, person)
        pointed = pointed_at(everything, Named(codes, quoted), scene.today)
        own = [one for one in pointed if is_own(one, who)]
        noticing.see(session, next_open(own, scene.today), person.id, scene.now)
    return Outcome(confirmation.acknowledged(scene.voice)) if scene.is_private else Outcome()
