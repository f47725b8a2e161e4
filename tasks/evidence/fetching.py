"""From a photo or file that somebody sent to its bytes in the store: claim, fetch in pieces, tell its kind, settle."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
import urllib3
from sqlalchemy.orm import Session

from bot.channels import channel_of
from bot.line import Channel, LineError
from bot.line_content import Content
from bot.messages import evidence as messages
from bot.messages.parts import Messages
from config.files import load_policy
from models import evidence
from models.agency import Agency
from models.bangkok import bangkok_day
from models.database import reading, transaction
from models.evidence import Evidence
from models.evidence_queue import ToFetch, claim_file, held, try_again
from models.fiscal import fiscal_year_of
from models.records import Voice
from models.secrets import SecretError
from tasks.evidence import telling
from tasks.evidence.kinds import Kind, kind_of
from tasks.evidence.storage import Received, StorageError, TooLarge, received, storage_of
from tasks.house import House

log = structlog.get_logger()
MEGABYTE = 1024 * 1024
# Seconds before the next try, by how many there were: a video is prepared for seconds, an outage lasts an hour or two.
PAUSES = (5, 15, 60, 300, 900, 1800, 3600)
GIVE_UP = timedelta(hours=24)  # LINE promises to keep contents for "a certain period" only


@dataclass(frozen=True)
class _Kept:
    """A content that is in the store."""

    kind: Kind
    size: int
    sha256: str
    stored_as: str


@dataclass(frozen=True)
class _Lost:
    """A content that will never be kept: the state it ends in, why, and what its sender is told (None: nothing)."""

    state: str
    why: str
    words: Callable[[Voice, str | None, str, str], Messages] | None = None


def fetch_waiting(house: House) -> int:
    """Fetch every content that is due now; returns how many were tried."""
    tried = 0
    while fetch_one(house):
        tried += 1
    return tried


def fetch_one(house: House) -> bool:
    """One content; True when there was one. A failure is tried again later and holds up no other."""
    now = house.clock()
    with transaction(house.engine) as session:
        wanted = claim_file(session, now)
    if wanted is None:
        return False
    fetched = _fetched(house, wanted)
    found = _later(house, wanted, fetched) if isinstance(fetched, str) else fetched
    if found is not None:
        unwanted = _settle(house, wanted, found)
        if unwanted is not None:
            _remove(house, unwanted)
    return True


def _fetched(house: House, wanted: ToFetch) -> _Kept | _Lost | str:
    """What came of it; a word of why where another try may help."""
    if not wanted.message_id:  # its process ended before the whole of it was here
        return _Lost("failed", "อัปโหลดไม่สำเร็จ")
    try:
        with reading(house.engine) as session:
            channel = channel_of(session.get_one(Agency, wanted.agency_id), house.settings)
        if channel is None:
            return "no channel"
        return _ask(house, wanted, channel)
    except (LineError, SecretError, StorageError) as error:
        return str(error)
    except urllib3.exceptions.HTTPError as error:
        return type(error).__name__


def _ask(house: House, wanted: ToFetch, channel: Channel) -> _Kept | _Lost | str:
    with house.gateway.content(channel, wanted.message_id) as content:
        if content.status == 200:
            return _keep(house, wanted, content)
        if content.status == 410:  # withdrawn by its sender, who knows
            return _Lost("gone", "ผู้ส่งยกเลิกข้อความแล้ว")
        if content.status == 404:
            return _Lost("gone", "LINE ไม่มีไฟล์นี้แล้ว", messages.send_again)
        return "still being prepared" if content.status == 202 else f"HTTP {content.status}"


def _keep(house: House, wanted: ToFetch, content: Content) -> _Kept | _Lost:
    most = house.settings.evidence_max_mb
    too_large = _Lost("failed", f"ใหญ่เกิน {most} MB", partial(messages.too_large, most_mb=most))
    if (content.length or 0) > most * MEGABYTE:
        return too_large
    try:
        with received(house.settings, content.pieces(), most * MEGABYTE) as whole:
            return _stored(house, wanted, whole)
    except TooLarge:
        return too_large


def _stored(house: House, wanted: ToFetch, whole: Received) -> _Kept | _Lost:
    with reading(house.engine) as session:
        row = session.get(Evidence, wanted.id)
        file_name = row.file_name if row else None
    kind = kind_of(whole.head, file_name, whole.members())
    if not kind.taken:
        return _Lost("failed", "ชนิดไฟล์ที่รับไม่ได้", messages.not_taken)
    year = fiscal_year_of(bangkok_day(wanted.at))
    name = f"{wanted.agency_id}/{year}/{wanted.id:08d}-{whole.sha256[:12]}{kind.ending}"
    storage_of(house.settings).put(name, whole, kind.content_type)
    return _Kept(kind, whole.size, whole.sha256, name)


def _later(house: House, wanted: ToFetch, why: str) -> _Lost | None:
    """Another try after a growing pause; after a day the sender is asked to send it again."""
    now = house.clock()
    if now - wanted.at >= GIVE_UP:
        return _Lost("failed", why, messages.send_again)
    log.warning("evidence_not_fetched", id=wanted.id, why=why, attempts=wanted.attempts)
    pause = PAUSES[min(wanted.attempts, len(PAUSES)) - 1]
    with transaction(house.engine) as session:
        try_again(session, wanted.id, now + timedelta(seconds=pause), why)
    return None


def _settle(house: House, wanted: ToFetch, found: _Kept | _Lost) -> str | None:
    """Write down what became of it, and tell its sender what they must know; what is stored but not wanted any more."""
    now = house.clock()
    with transaction(house.engine) as session:
        row = held(session, wanted.id)
        if row is None or row.state != "waiting":  # withdrawn meanwhile, or kept by who took it after our claim ran out
            theirs = row.stored_as if row else None
            return found.stored_as if isinstance(found, _Kept) and found.stored_as != theirs else None
        row.try_at, row.claimed_until = None, None
        if isinstance(found, _Kept):
            return _settle_kept(session, row, found, now)
        _settle_lost(session, row, found, now)
    return None


def _settle_kept(session: Session, row: Evidence, found: _Kept, now: datetime) -> str | None:
    voice, what, of = telling.voice_of(session, row), telling.what_of(row), telling.of_what(session, row, now)
    row.sha256, row.size, row.content_type = found.sha256, found.size, found.kind.content_type
    with session.no_autoflush:
        double = evidence.twin(session, row, row.occurrence_id) if row.occurrence_id else None
        other = evidence.elsewhere(session, row) if row.occurrence_id and not double else None
    if double is not None:
        evidence.unbind([row], now)
        row.state, row.why = "failed", "ส่งซ้ำ"
        telling.hint(session, row, "same", messages.same_again(voice, what, of), now)
        return found.stored_as
    row.state, row.stored_as, row.why = "kept", found.stored_as, None
    if other is not None:
        before = telling.item_named(session, other, now)
        telling.hint(session, row, "used", messages.used_before(voice, what, of, before), now) if before else None
    return None


def _settle_lost(session: Session, row: Evidence, found: _Lost, now: datetime) -> None:
    if found.words is not None and row.chat_id is not None:
        who, what, of = telling.sender_of(session, row), telling.what_of(row), telling.of_what(session, row, now)
        words = found.words(telling.voice_of(session, row), who, what, of)
        telling.tell(session, row, found.state, words, now, load_policy())
    row.state, row.why = found.state, found.why[:200]


def _remove(house: House, stored_as: str) -> None:
    try:
        storage_of(house.settings).remove(stored_as)
    except StorageError:
        log.warning("evidence_not_removed", stored_as=stored_as)
