"""Digests waiting in many chats, said to a LINE that answers in 50 ms, beside the bare SDK."""

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
from models.outbox import NewMessage, enqueue
from tasks.delivery.sender import deliver
from tasks.house import House, build

TOKEN, SECRET = "bench-token", "bench-secret"
CHATS = 1_000
THREADS = 64
ALONE = 60  # requests of the single thread: enough for its pace
NOW = datetime(2026, 11, 30, 10, 30, tzinfo=BANGKOK)


def bench() -> Iterator[Figures]:
    """The service drains its outbox; then the SDK alone sends the same bodies to the same people."""
    drained: dict[str, float] = {}
    asked: list[PushMessageRequest] = []
    alone = together = 0.0
    for kind in KINDS:
        with ground(kind) as place, _line(place) as line:
            house = _house(place, line)
            _fill(house, CHATS)
            drained[kind] = _drain(house, CHATS)
            if not asked:
                asked = _bodies(house)
                together, alone = _bare(line, asked, THREADS), _bare(line, asked[:ALONE], 1)
            house.gateway.close()
            house.engine.dispose()
    yield _figures(f"SDK, {THREADS} threads", together, together)
    yield _figures("SDK, 1 thread", alone, together)
    for kind, pace in drained.items():
        yield _figures(f"outbox, {kind}", pace, together)


def _figures(what: str, pace: float, together: float) -> Figures:
    return {"what": what, "messages/s": round(pace, 1), f"of {THREADS} threads": round(pace / together, 2)}


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


def _fill(house: House, chats: int) -> None:
    """One office whose people each have a reminder waiting in their chat, patience over."""
    settle(house.engine, 0, 1)
    people = [f"U{number:032x}" for number in range(chats)]
    with transaction(house.engine) as session:
        session.scalars(select(Agency)).one().quota = 100 * chats  # the quota is not what is measured
        owed = session.scalars(select(Occurrence).order_by(Occurrence.id)).all()
        for number, person in enumerate(people):
            _wait(session, owed[number % len(owed)], person, number)


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
    """Messages a second until the outbox is empty. Raises RuntimeError unless LINE took every one."""
    policy = load_policy()
    began = time.perf_counter()
    while deliver(house, policy):
        pass
    seconds = time.perf_counter() - began
    with transaction(house.engine) as session:
        said = session.scalar(select(func.count()).select_from(Delivery).where(Delivery.state == "accepted"))
    if said != chats:
        raise RuntimeError(f"{said} of {chats} digests were said")
    return chats / seconds


def _bodies(house: House) -> list[PushMessageRequest]:
    with transaction(house.engine) as session:
        kept = session.scalars(select(Delivery).order_by(Delivery.id)).all()
        sent = [{"to": address_of(session, one.chat_id), **one.body} for one in kept]
    return [one for one in map(PushMessageRequest.from_dict, sent) if one]


def _bare(line: str, asked: Sequence[PushMessageRequest], threads: int) -> float:
    configuration = Configuration(host=line, access_token=TOKEN)
    configuration.connection_pool_maxsize = threads
    with ApiClient(configuration) as client, ThreadPoolExecutor(threads) as pool:
        api = MessagingApi(client)
        began = time.perf_counter()
        answers = list(pool.map(lambda one: api.push_message(one, x_line_retry_key=str(uuid.uuid4())), asked))
        return len(answers) / (time.perf_counter() - began)
