"""One occurrence as the cards show it, as it stands now."""

from datetime import date

from sqlalchemy.orm import Session

from bot.scene import Scene
from models import progress
from models.figures import Owed, due_items
from models.records import DueItem


def item_of(session: Session, scene: Scene, one: Owed) -> DueItem:
    """The occurrence read again, with how many of all units have handed in."""
    return item_on(session, one, scene.today)


def item_on(session: Session, one: Owed, today: date) -> DueItem:
    """As item_of, where nobody spoke: on a Bangkok day."""
    everyone = progress.of_duty(session, one.agency_id, one.duty_id, one.due_on)
    now = next((o for o in everyone if o.occurrence_id == one.occurrence_id), one)
    return due_items([now], everyone, today)[0]
