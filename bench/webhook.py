"""POST /callback of signed one-event bodies on gunicorn, beside the same stack storing nothing."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import func, select

from bench.databases import KINDS, Ground, ground
from bench.load import Load, requests_for, send
from bench.ports import free_port, running
from bench.table import Figures
from models import agency
from models.agency import Agency
from models.database import make_engine, transaction
from models.inbox import InboxEvent

SECRET, BOT = "bench-secret", "U" + "0" * 32
CONNECTIONS, SECONDS, ROUNDS = 16, 2.0, 2
MOST_REQUESTS = 8_000  # in one round; made and signed before the clock runs
STORING, WORKING, BARE = "bench.doors:stored()", "wsgi:app", "bench.doors:bare()"
NAMES = {BARE: "nothing stored", STORING: "stored", WORKING: "stored and answered"}


def bench() -> Iterator[Figures]:
    """Rounds of each door in turn, so that a busy neighbour slows them all."""
    for kind in KINDS:
        with ground(kind) as place:
            _set_up(place)
            loads = _rounds(place)
            bare = loads[BARE].per_second
            for door, name in NAMES.items():
                yield _figures(f"{kind}: {name}", loads[door], bare)


def _figures(name: str, load: Load, bare: float) -> Figures:
    return {
        "door": name,
        "requests/s": round(load.per_second, 1),
        "p50 ms": round(load.percentile(0.5), 1),
        "p99 ms": round(load.percentile(0.99), 1),
        "put off": load.put_off,
        "of nothing stored": round(load.per_second / bare, 2),
    }


def _rounds(place: Ground) -> dict[str, Load]:
    """The door that answers comes first: what the others leave unanswered would keep it busy."""
    whole = {door: Load() for door in NAMES}
    with _served(place, WORKING) as port:
        answered = _add(whole[WORKING], port)
    with _served(place, BARE) as bare, _served(place, STORING) as storing:
        for _ in range(ROUNDS):
            _add(whole[BARE], bare)
            answered += _add(whole[STORING], storing)
    _check_all_stored(place, answered)
    return whole


def _add(whole: Load, port: int) -> int:
    waiting = list(islice(requests_for(SECRET, BOT), MOST_REQUESTS))
    warm = len(send(port, waiting, CONNECTIONS, 0.3).each)  # connections opened, code warm
    load = send(port, waiting, CONNECTIONS, SECONDS)
    whole.seconds += load.seconds
    whole.each += load.each
    whole.put_off += load.put_off
    return warm + len(load.each)


def _set_up(place: Ground) -> None:
    engine = make_engine(place.url)
    with transaction(engine) as session:
        office = agency.create(session, "bench", "องค์การบริหารส่วนตำบลตัวอย่าง", 300, (), datetime.now(UTC))
        session.get_one(Agency, office.id).line_bot_id = BOT
    engine.dispose()


def _check_all_stored(place: Ground, answered: int) -> None:
    engine = make_engine(place.url)
    with transaction(engine) as session:
        kept = session.scalar(select(func.count()).select_from(InboxEvent))
    engine.dispose()
    if (kept or 0) < answered:  # what was put off may have been stored later
        raise RuntimeError(f"{answered} webhooks were answered 200 and {kept} are stored")


@contextmanager
def _served(place: Ground, door: str) -> Iterator[int]:
    """gunicorn as in production with one process; yields its port when it answers."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": place.url,
        "DATA_DIR": str(place.folder),
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "bench-token",
        "LINE_API_BASE": "http://127.0.0.1:9",  # nothing that is said here wants an answer
        "SECRET_KEY": "bench-secret-key-0123456789",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", door]
    with running(command, port, environment, place.folder / f"{port}.log"):
        yield port
