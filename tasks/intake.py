"""From a stored event to its one effect: claim, understand, record and answer in one commit, or leave it be."""

from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import OperationalError

from bot.conversation import converse
from config.logging import machine_words
from models import inbox
from models.database import transaction
from models.inbox import InboxEvent
from tasks.house import House
from tasks.naming import learn_name

# Above inbox.ATTEMPTS: a process may be killed, or the database be away, without the event being to blame.
MOST_CLAIMS = 2 * inbox.ATTEMPTS
log = structlog.get_logger()


def take_in(
    house: House, stopping: Callable[[], bool] = lambda: False, after_each: Callable[[], object] = lambda: None
) -> int:
    """Handle every event that can be handled now; returns how many.

    stopping: asked before each; after_each: called after each, when its answer waits to be said.
    """
    handled = 0
    while not stopping() and take_one(house):
        handled += 1
        after_each()
    return handled


def take_one(house: House) -> bool:
    """One event; True when there was one. A broken one is tried again later and blocks nobody for ever."""
    now = house.clock()
    with transaction(house.engine) as session:
        claimed = inbox.claim(session, now)
    if claimed is None:
        return False
    if claimed.attempts > MOST_CLAIMS:
        _fail(house, claimed.id, "the process ended, or lost the database, each time", now)
        return True
    try:
        learn_name(house, claimed.id)
        with transaction(house.engine) as session:
            # Held until the effect is committed: who claimed it anew, when this worker was too slow, waits and sees.
            event = session.get_one(InboxEvent, claimed.id, with_for_update=True)
            if event.state == "new":
                converse(session, event, house.clock(), house.settings.pages)
                inbox.finish(session, event, house.clock())
    except OperationalError:  # the database is away or busy: the claim runs out and the event comes back
        raise
    except Exception as error:
        log.exception("event_failed", id=claimed.id, type=claimed.type)
        _fail(house, claimed.id, f"{type(error).__name__}: {machine_words(error)}".removesuffix(": "), house.clock())
    return True


def _fail(house: House, event_id: int, error: str, now: datetime) -> None:
    with transaction(house.engine) as session:
        inbox.fail(session, session.get_one(InboxEvent, event_id), now, error)
