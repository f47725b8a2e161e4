"""One commit for many webhooks: what is told to be stored is stored, and one bad event takes no other with it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import Engine, select

from bot import group_commit
from bot.group_commit import GroupCommit, NotStored
from models import inbox
from models.database import transaction
from models.inbox import InboxEvent, NewEvent
from tests.office import Office

NOBODY = 999_999  # no office of this number: its events break the foreign key, and with it the whole statement


class Gate:
    """Stands before the database: holds back the first batch until it is opened, and counts what each brought."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.batches: list[int] = []
        self.arrived, self.opened = threading.Event(), threading.Event()
        self._store = inbox.store
        monkeypatch.setattr(inbox, "store", self._counted)

    def _counted(self, engine, rows) -> int:
        self.batches.append(len(rows))
        self.arrived.set()
        assert self.opened.wait(timeout=10)
        return self._store(engine, rows)


@pytest.fixture
def event_of(office: Office, now: datetime) -> Callable[..., NewEvent]:
    """event_of("E1"): an event of our office, unless told otherwise."""

    def event(name: str, agency_id: int = office.agency_id) -> NewEvent:
        return NewEvent(agency_id, name, "message", None, "chat", now, now, {"text": f"ข้อความ {name}"})

    return event


def stored(engine: Engine) -> list[str]:
    with transaction(engine) as session:
        return sorted(session.scalars(select(InboxEvent.webhook_event_id)))


def outcome(commit: GroupCommit, *events: NewEvent) -> str:
    try:
        commit.store(events, patience=10)
    except NotStored:
        return "not stored"
    return "stored"


def behind_the_first(gate: Gate, commit: GroupCommit, first: NewEvent, others: list[NewEvent]) -> list[str]:
    """What the others are told, who all came while the first was being written."""
    with ThreadPoolExecutor(len(others) + 1) as threads:
        told = [threads.submit(outcome, commit, first)]
        assert gate.arrived.wait(timeout=10)
        told += [threads.submit(outcome, commit, event) for event in others]
        while commit._waiting.qsize() < len(others):
            time.sleep(0.001)
        gate.opened.set()
        return [one.result() for one in told]


def test_webhooks_that_wait_together_are_stored_in_one_commit(
    engine: Engine, event_of: Callable[..., NewEvent], monkeypatch: pytest.MonkeyPatch
):
    gate, woken = Gate(monkeypatch), []
    commit = GroupCommit(engine, lambda: woken.append(True))
    names = [f"E{n}" for n in range(1, 9)]
    told = behind_the_first(gate, commit, event_of("E0"), [event_of(name) for name in names])
    assert told == ["stored"] * 9
    assert gate.batches == [1, 8]
    assert stored(engine) == ["E0", *names]


def test_an_event_that_cannot_be_stored_takes_no_other_webhook_with_it(
    engine: Engine, event_of: Callable[..., NewEvent], monkeypatch: pytest.MonkeyPatch
):
    gate = Gate(monkeypatch)
    others = [event_of("E1"), event_of("BAD", NOBODY), event_of("E2")]
    told = behind_the_first(gate, GroupCommit(engine, lambda: None), event_of("E0"), others)
    assert told == ["stored", "stored", "not stored", "stored"]
    assert stored(engine) == ["E0", "E1", "E2"]


def test_of_one_webhook_all_events_are_stored_or_none(engine: Engine, event_of: Callable[..., NewEvent]):
    commit = GroupCommit(engine, lambda: None)
    assert outcome(commit, event_of("E1"), event_of("BAD", NOBODY)) == "not stored"
    assert stored(engine) == []
    many = [event_of(f"M{n:03}") for n in range(120)]
    assert outcome(commit, *many, *many) == "stored"
    assert len(stored(engine)) == 120


def test_who_has_waited_too_long_is_told_so_and_delivers_again(
    engine: Engine, event_of: Callable[..., NewEvent], monkeypatch: pytest.MonkeyPatch
):
    gate, commit = Gate(monkeypatch), GroupCommit(engine, lambda: None)
    with pytest.raises(NotStored, match="too long"):
        commit.store([event_of("E1")], patience=0.05)
    gate.opened.set()
    assert outcome(commit, event_of("E1")) == "stored"
    assert stored(engine) == ["E1"]


def test_only_what_is_new_wakes_anybody(engine: Engine, event_of: Callable[..., NewEvent]):
    woken = threading.Semaphore(0)
    commit = GroupCommit(engine, woken.release)
    assert outcome(commit, event_of("E1")) == "stored"
    assert woken.acquire(timeout=10)
    assert outcome(commit, event_of("E1")) == "stored"
    assert outcome(commit, event_of("E2")) == "stored"
    assert woken.acquire(timeout=10)
    assert not woken.acquire(blocking=False)


def test_the_thread_ends_when_nothing_comes_and_the_next_webhook_starts_another(
    engine: Engine, event_of: Callable[..., NewEvent], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(group_commit, "IDLE_SECONDS", 0.01)
    commit = GroupCommit(engine, lambda: None)
    for name in ("E1", "E2"):
        assert outcome(commit, event_of(name)) == "stored"
        while commit._thread is not None:
            time.sleep(0.001)
    assert stored(engine) == ["E1", "E2"]
