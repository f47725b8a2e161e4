"""What a worker weighs while it drains 1,000 and 100,000 waiting messages: `python -m bench memory`."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select

from bench.country import settle
from bench.databases import KINDS, Ground, ground
from bench.ports import ROOT, free_port, running
from bench.table import Figures
from config.files import load_policy
from config.settings import load
from models.agency import Agency
from models.assignment import Occurrence
from models.bangkok import BANGKOK
from models.chat import Chat, ChatType
from models.database import make_engine, transaction
from models.outbox import OutboxMessage
from models.people import Contact
from tasks.delivery.sender import deliver
from tasks.house import build

SIZES = (1_000, 100_000)
SECONDS = 12.0  # of draining: more than one page of chats is looked at
NOW = datetime(2026, 11, 30, 10, 30, tzinfo=BANGKOK)


def bench() -> Iterator[Figures]:
    """The worker's part alone, in a process of its own; the most that it weighed."""
    for kind in KINDS:
        for size in SIZES:
            with ground(kind) as place, _line(place) as line:
                _fill(place, size)
                weight, sent = _drained(place, line)
            yield {"database": kind, "waiting": size, "said meanwhile": sent, "MiB at most": weight}


def _drained(place: Ground, line: str) -> tuple[int, int]:
    """(MiB, messages said) of a process that drains for a while."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": place.url,
        "DATA_DIR": str(place.folder),
        "LINE_CHANNEL_SECRET": "bench-secret",
        "LINE_CHANNEL_ACCESS_TOKEN": "bench-token",
        "LINE_API_BASE": line,
        "CLOCK_FILE": str(place.folder / "clock"),
        "SECRET_KEY": "bench-secret-key-0123456789",
    }
    command = [sys.executable, "-m", "bench.memory"]
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    weight, sent = told.stdout.split()[-2:]
    return int(weight), int(sent)


def drain() -> None:
    """Drain what the environment names, then print the most this process weighed (MiB) and how much was said."""
    house, policy, end, sent = build(load(os.environ)), load_policy(), time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        sent += deliver(house, policy, stopping=lambda: time.monotonic() > end)
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(int(peak.split()[1]) // 1024, sent)


def _fill(place: Ground, chats: int) -> None:
    """One office with so many people, each with a reminder waiting whose patience is over."""
    engine = make_engine(place.url)
    settle(engine, 0, 1)
    with transaction(engine) as session:
        office = session.scalars(select(Agency)).one()
        office.quota = 100 * chats
        owed = session.scalars(select(Occurrence.id).order_by(Occurrence.id)).all()
        due = {one.id: one.due_on.isoformat() for one in session.scalars(select(Occurrence))}
        first = (session.scalar(select(func.max(Chat.id))) or 0) + 1
        of_office = {"agency_id": office.id}
        people = [
            {
                **of_office,
                "id": n,
                "line_user_id": f"U{n:032x}",
                "binding": "none",
                "created_at": NOW,
                "friend_since": NOW,
            }
            for n in range(1, chats + 1)
        ]
        session.execute(insert(Contact), people)
        places = [
            {**of_office, "id": first + n, "type": ChatType.PRIVATE, "contact_id": n + 1, "joined_at": NOW}
            for n in range(chats)
        ]
        session.execute(insert(Chat), places)
        session.execute(
            insert(OutboxMessage), [_waiting(office.id, first + n, owed[n % len(owed)], due, n) for n in range(chats)]
        )
    engine.dispose()


def _waiting(agency_id: int, chat_id: int, occurrence_id: int, due: dict[int, str], number: int) -> dict[str, object]:
    about = {"stage": "before-7", "tell": "responsible", "staff": [], "expected_on": due[occurrence_id]}
    return {
        "agency_id": agency_id,
        "chat_id": chat_id,
        "key": f"bench/{number}",
        "kind": "reminder",
        "urgency": "soon",
        "content": about,
        "not_before": NOW - timedelta(hours=2),
        "push_after": NOW - timedelta(hours=1),
        "useless_after": NOW + timedelta(days=1),
        "occurrence_id": occurrence_id,
        "state": "waiting",
        "created_at": NOW,
    }


@contextmanager
def _line(place: Ground) -> Iterator[str]:
    (place.folder / "clock").write_text(NOW.isoformat() + "\n")
    port = free_port()
    command = [sys.executable, "-m", "bench.line", str(port)]
    with running(command, port, {"PATH": os.environ["PATH"]}, Path(place.folder) / "line.log"):
        yield f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    drain()
