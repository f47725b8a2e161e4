"""Digests waiting in many chats, said to a LINE that answers in 50 ms, beside the bare SDK."""

import gc
import os
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, PushMessageRequest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.country import settle
from bench.databases import KINDS, Ground, ground
from bench.ports import free_port, running
from bench.table import Figures
from config.files import load_policy
from config.settings import load
from models import contacts
from models.agency import Agency
from models.assignment import Occurrence
from models.bangkok import BANGKOK
from models.chat import address_of, private_chat
from models.database import transaction
from models.delivery import Delivery
from models.outbox import NewMessage, OutboxMessage, enqueue
from tasks.delivery.sender import deliver
from tasks.house import House, build

TOKEN, SECRET = "bench-token", "bench-secret"
CHATS = 1_000
ROUNDS = 3
# Said before anything is timed: files are read and statements compiled once in the life of a process, and PostgreSQL
# plans for the tables as it last found them.
WARM = 500
THREADS = 64
NOW = datetime(2026, 11, 30, 10, 30, tzinfo=BANGKOK)


def bench() -> Iterator[Figures]:
    """In turns: the service drains its outbox, the SDK alone sends the same bodies to the same people.

    Rates of all rounds together, each database's beside those of the SDK taken between its rounds.
    """
    for kind in KINDS:
        with ground(kind) as place, _line(place) as line, _sdk(line) as api:
            house = _house(place, line)
            settle(house.engine, 0, 1)
            _round(house, api, WARM)
            _analyze(house)
            gc.freeze()  # as the service's processes do once they have started; the SDK gains by it too
            pairs = [_round(house, api, CHATS) for _ in range(ROUNDS)]
            drained, bare = (ROUNDS * CHATS / sum(seconds) for seconds in zip(*pairs, strict=True))
            yield _figures(f"SDK, {THREADS} threads, beside {kind}", bare, bare)
            yield _figures(f"outbox, {kind}", drained, bare)
            house.gateway.close()
            house.engine.dispose()


def _figures(what: str, pace: float, together: float) -> Figures:
    return {"what": what, "messages/s": round(pace, 1), f"of {THREADS} threads": round(pace / together, 2)}


def _round(house: House, api: MessagingApi, chats: int) -> tuple[float, float]:
    """Seconds that the outbox took, and the SDK for the same."""
    known = _fill(house, chats)
    drained = _drain(house, chats)
    return drained, _bare(api, _bodies(house, known))


def _analyze(house: House) -> None:
    """As autovacuum would in its time."""
    with house.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


@contextmanager
def _line(place: Ground) -> Iterator[str]:
    """Its address; a process of its own."""
    (place.folder / "clock").write_text(NOW.isoformat() + "\n")
    port = free_port()
    command = [sys.executable, "-m", "bench.line", str(port)]
    with running(command, port, {"PATH": os.environ["PATH"]}, place.folder / "line.log"):
        yield f"http://127.0.0.1:{port}"


def _house(place: Ground, line: str) -> House:
    return build(
        load(
            {
                "DATABASE_URL": place.url,
                "DATA_DIR": str(place.folder),
                "LINE_CHANNEL_SECRET": SECRET,
                "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
                "LINE_API_BASE": line,
                "CLOCK_FILE": str(place.folder / "clock"),
                "SECRET_KEY": "bench-secret-key-0123456789",
            }
        )
    )


def _fill(house: House, chats: int) -> int:
    """People of the office who have a reminder waiting in their chat, patience over; the last request before them."""
    with transaction(house.engine) as session:
        first = session.scalar(select(func.count()).select_from(OutboxMessage)) or 0
        session.scalars(select(Agency)).one().quota = 100 * ROUNDS * CHATS  # the quota is not what is measured
        owed = session.scalars(select(Occurrence).order_by(Occurrence.id)).all()
        for number in range(first, first + chats):
            _wait(session, owed[number % len(owed)], f"U{number:032x}", number)
        return session.scalar(select(func.max(Delivery.id))) or 0


def _wait(session: Session, owed: Occurrence, person: str, number: int) -> None:
    met = contacts.meet(session, owed.agency_id, person, None, NOW)
    contacts.followed(session, met.id, NOW)
    about = {"stage": "before-7", "tell": "responsible", "staff": [], "expected_on": owed.due_on.isoformat()}
    reminder = NewMessage(
        agency_id=owed.agency_id,
        chat_id=private_chat(session, met.id, NOW).id,
        key=f"bench/{number}",
        kind="reminder",
        urgency="soon",
        content=about,
        not_before=NOW - timedelta(hours=2),
        push_after=NOW - timedelta(hours=1),
        useless_after=NOW + timedelta(days=1),
        occurrence_id=owed.id,
    )
    enqueue(session, reminder, NOW)


def _drain(house: House, chats: int) -> float:
    """Seconds until the outbox is empty. Raises RuntimeError unless LINE took every one."""
    policy = load_policy()
    known = _said(house)
    began = time.perf_counter()
    while deliver(house, policy):
        pass
    seconds = time.perf_counter() - began
    if _said(house) - known != chats:
        raise RuntimeError(f"{_said(house) - known} of {chats} digests were said")
    return seconds


def _said(house: House) -> int:
    with transaction(house.engine) as session:
        accepted = select(func.count()).select_from(Delivery).where(Delivery.state == "accepted")
        return session.scalar(accepted) or 0


def _bodies(house: House, known: int) -> list[PushMessageRequest]:
    """What went out after that request."""
    with transaction(house.engine) as session:
        kept = session.scalars(select(Delivery).where(Delivery.id > known).order_by(Delivery.id)).all()
        sent = [{"to": address_of(session, one.chat_id), **one.body} for one in kept]
    return [one for one in map(PushMessageRequest.from_dict, sent) if one]


@contextmanager
def _sdk(line: str) -> Iterator[MessagingApi]:
    """The SDK with a connection for each thread, kept open from round to round as the service keeps its own."""
    configuration = Configuration(host=line, access_token=TOKEN)
    configuration.connection_pool_maxsize = THREADS
    with ApiClient(configuration) as client:
        yield MessagingApi(client)


def _bare(api: MessagingApi, asked: Sequence[PushMessageRequest]) -> float:
    """Seconds that the SDK takes by itself."""
    with ThreadPoolExecutor(THREADS) as pool:
        began = time.perf_counter()
        list(pool.map(lambda one: api.push_message(one, x_line_retry_key=str(uuid.uuid4())), asked))
        return time.perf_counter() - began
