"""Removes what is kept no longer: withdrawn by its sender, or unbound from every duty a month ago."""

from datetime import timedelta
from functools import partial
from itertools import takewhile

import structlog
from sqlalchemy import delete, select, update

from models.database import changed, transaction
from models.evidence import Evidence
from models.evidence_queue import ToErase, give_up, to_erase
from models.link_check import LinkCheck
from tasks.evidence.storage import StorageError, storage_of
from tasks.house import House

log = structlog.get_logger()
PAUSE = timedelta(minutes=10)


def erase_over(house: House) -> int:
    """Remove the bytes first and then what tells where they lay, so that none is forgotten; returns how many pieces."""
    with transaction(house.engine) as session:
        over = to_erase(session, house.clock())
    return sum(1 for _ in takewhile(partial(_erase, house), over))  # a store that is away is not asked for each


def _erase(house: House, one: ToErase) -> bool:
    with transaction(house.engine) as session:
        if not give_up(session, one):
            return True  # not to be removed any more, and no reason to let the others wait
        copies = select(LinkCheck.stored_as).where(LinkCheck.evidence_id == one.id, LinkCheck.stored_as.is_not(None))
        names = [name for name in (one.stored_as, *session.scalars(copies)) if name]
    try:
        for name in names:
            storage_of(house.settings).remove(name)
    except StorageError:
        log.warning("evidence_not_removed", id=one.id)
        _postpone(house, one)
        return False
    with transaction(house.engine) as session:
        if one.withdrawn:
            changed(session, update(Evidence).where(Evidence.id == one.id).values(stored_as=None))
        else:  # unless it was bound again meanwhile
            changed(session, delete(Evidence).where(Evidence.id == one.id, Evidence.occurrence_id.is_(None)))
    return True


def _postpone(house: House, one: ToErase) -> None:
    """It makes room for the others, unless it was bound again meanwhile."""
    with transaction(house.engine) as session:
        later = update(Evidence).where(Evidence.id == one.id, Evidence.occurrence_id.is_(None))
        changed(session, later.values(erase_after=house.clock() + PAUSE))
