"""Looks at the links that are due: still there, on the office's own site, what stood there; dead ones are told of."""

from datetime import datetime
from urllib.parse import urlsplit

import structlog
from sqlalchemy.orm import Session

from bot.messages import evidence as messages
from config.files import load_policy
from models import link_check, outbox, people, progress
from models.agency import by_id
from models.assignment import hold
from models.bangkok import bangkok_day
from models.database import reading, transaction
from models.evidence import Evidence
from models.evidence_queue import ToCheck, claim_link, held, try_again
from models.figures import Owed, due_items
from models.fiscal import fiscal_year_of
from models.link_check import OUTAGE_AGAIN, Look
from models.outbox import NewMessage
from models.verification import publish
from tasks.evidence.addresses import is_on_site, is_public
from tasks.evidence.storage import Received, StorageError, received, storage_of
from tasks.evidence.visiting import MOST_BYTES, Answer, NotPublic, Rule, Unreached, Visit
from tasks.house import House
from tasks.reminders.addressees import Place, places

log = structlog.get_logger()
TOLD_AT_ONCE = 200


def check_links(house: House, rule: Rule = is_public) -> int:
    """Look at every link that is due, then tell the owners of those that died; returns how many were looked at.

    rule: which addresses may be connected to; anything but the default is for tests.
    """
    looked = 0
    while check_one(house, rule):
        looked += 1
    tell_dead(house)
    return looked


def check_one(house: House, rule: Rule) -> bool:
    """One link; True when there was one."""
    now = house.clock()
    with transaction(house.engine) as session:
        wanted = claim_link(session, now)
        if wanted is None:
            return False
        website = by_id(session, wanted.agency_id).website
    try:
        _note(house, wanted, find_look(house, wanted, website, rule))
    except StorageError as error:
        log.warning("link_not_copied", id=wanted.id, why=str(error))
        _later(house, wanted, str(error))
    except Exception as error:  # a page nobody thought of must not hold up the links behind it
        log.exception("link_not_looked_at", id=wanted.id)
        _later(house, wanted, type(error).__name__)
    return True


def _later(house: House, wanted: ToCheck, why: str) -> None:
    with transaction(house.engine) as session:
        try_again(session, wanted.id, house.clock() + OUTAGE_AGAIN, why)


def find_look(house: House, wanted: ToCheck, website: str | None, rule: Rule) -> Look:
    """What stands behind one link now, copied where a copy is called for. Raises StorageError."""
    try:
        with Visit(wanted.url, rule) as answer:
            found = Look(
                answer.seen,
                answer.status,
                answer.url[:2000],
                answer.verified and is_on_site(urlsplit(answer.url).hostname or "", website),
                None if answer.seen == "ok" else f"HTTP {answer.status}",
                answer.content_type,
            )
            return _copied(house, wanted, found, answer) if answer.seen == "ok" else found
    except NotPublic as error:
        return Look("refused", why=str(error))
    except Unreached as error:
        return Look("outage", why=str(error))


def _copied(house: House, wanted: ToCheck, found: Look, answer: Answer) -> Look:
    """With the hash of what stood there, and a dated copy where one is called for."""
    with received(house.settings, answer.pieces(), MOST_BYTES) as whole:
        seen = {**vars(found), "size": whole.size, "sha256": whole.sha256}
        with reading(house.engine) as session:
            wants_copy = link_check.wants_copy(session, wanted.id, whole.sha256, house.clock())
        return Look(**{**seen, "stored_as": _store(house, wanted, whole, answer) if wants_copy else None})


def _store(house: House, wanted: ToCheck, whole: Received, answer: Answer) -> str:
    """Kept as bytes that nothing opens by itself: a stranger's page may hold anything."""
    day = bangkok_day(house.clock())
    name = f"{wanted.agency_id}/{fiscal_year_of(day)}/links/{wanted.id:08d}-{day:%Y%m%d}-{whole.sha256[:12]}.bin"
    storage_of(house.settings).put(name, whole, "application/octet-stream")
    return name


def _note(house: House, wanted: ToCheck, look: Look) -> None:
    """Write the look down, unless the link was unbound meanwhile; what stands on the office's site is published."""
    now = house.clock()
    with transaction(house.engine) as session:
        occurrence = hold(session, wanted.occurrence_id)  # before its evidence, as whoever takes a report back does
        row = held(session, wanted.id)
        bound = row if row is not None and row.occurrence_id == occurrence.id else None
        if bound is not None:
            link_check.note(session, bound, look, occurrence.due_on, now)
            if look.seen == "ok" and look.official:
                publish(session, [occurrence.id], None, now)
    if bound is None and look.stored_as:
        storage_of(house.settings).remove(look.stored_as)


def tell_dead(house: House) -> None:
    """One notice a chat about all links of its people that died and were not told of yet."""
    now = house.clock()
    with transaction(house.engine) as session:
        for agency_id, rows in _dead(session).items():
            _tell_agency(session, agency_id, rows, now)


def _dead(session: Session) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    for row in link_check.untold(session, TOLD_AT_ONCE):
        found.setdefault(row.agency_id, []).append(row)
    return found


def _tell_agency(session: Session, agency_id: int, rows: list[Evidence], now: datetime) -> None:
    ids = [row.occurrence_id for row in rows if row.occurrence_id]
    live = {one.occurrence_id: one for one in progress.of_occurrences(session, agency_id, ids)}
    by_place: dict[Place, list[Evidence]] = {}
    for row in rows:
        row.told_at = now
        one = live.get(row.occurrence_id or 0)
        for place in places(session, agency_id, one, "responsible", now) if one else ():
            by_place.setdefault(place, []).append(row)
    for place, some in by_place.items():
        _tell_place(session, agency_id, place, some, live, now)


def _tell_place(
    session: Session, agency_id: int, place: Place, some: list[Evidence], live: dict[int, Owed], now: datetime
) -> None:
    urgency = load_policy().urgency["information"]
    names = [person.name for i in place.staff_ids if (person := people.staff_by_id(session, agency_id, i))]
    links = [(_named(live[row.occurrence_id or 0], now), row.url or "") for row in some]
    words = messages.dead_links(by_id(session, agency_id).voice, names, links)
    about = list(dict.fromkeys(row.occurrence_id for row in some))
    message = NewMessage(
        agency_id=agency_id,
        chat_id=place.chat_id,
        key=f"links/{place.chat_id}/{max(row.id for row in some)}/{now:%Y%m%d%H%M%S}",
        kind="notice",
        urgency="information",
        content={"messages": list(words), "about": about, "asks": None, "evidence": [row.id for row in some]},
        not_before=now,
        useless_after=now + urgency.useful,
        push_after=now + urgency.patience,
    )
    outbox.enqueue(session, message, now)


def _named(one: Owed, now: datetime) -> str:
    return messages.about(due_items([one], [one], bangkok_day(now))[0])
