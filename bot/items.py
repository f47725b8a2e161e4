"""One occurrence as the cards show it, as it stands now."""

from sqlalchemy.orm import Session

from bot.scene import Scene
from models import progress
from models.figures import Owed, due_items
from models.records import DueItem


def item_of(session: Session, scene: Scene, one: Owed) -> DueItem:
    """The occurrence read again, with how many of all units have handed in."""
    everyone = progress.of_duty(session, scene.agency.id, one.duty_id, one.due_on)
    now = next((o for o in everyone if o.occurrence_id == one.occurrence_id), one)
    return due_items([now], everyone, scene.today)[0]
