"""One commit for all webhooks that wait: a commit on the disk costs the same for one event as for fifty."""

import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from sqlalchemy import Engine

from models import inbox
from models.inbox import NewEvent

PATIENCE = 1.5  # seconds a webhook waits for its commit: LINE gives up after two
MOST_AT_ONCE = 200  # webhooks of one commit: more would make the first of them wait for the last
IDLE_SECONDS = 5.0  # without webhooks the thread ends; the next one starts another


class NotStored(Exception):
    """The events are not on the disk, or not in time. LINE delivers them again, so it is to be told."""


class _Request:
    """The events of one webhook; `settled` is locked until they are on the disk or their storing has failed."""

    __slots__ = ("error", "is_given_up", "rows", "settled")

    def __init__(self, rows: Sequence[inbox.Row]) -> None:
        self.rows = rows
        self.error: Exception | None = None
        self.is_given_up = False
        self.settled = threading.Lock()
        self.settled.acquire()


class GroupCommit:
    """Stores events for the threads of one process: one thread writes, in one statement whatever waits by then.

    wake is called after a commit with new events in it. The thread starts with the first webhook, so after gunicorn
    has forked.
    """

    def __init__(self, engine: Engine, wake: Callable[[], None]) -> None:
        self._engine = engine
        self._wake = wake
        self._waiting: SimpleQueue[_Request] = SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def store(self, events: Sequence[NewEvent], patience: float = PATIENCE) -> None:
        """Return when the events are committed. Raises NotStored after `patience` seconds, or when it failed."""
        request = _Request([inbox.row_of(self._engine, event) for event in events])
        self._waiting.put(request)
        self._ensure_thread()
        if not request.settled.acquire(timeout=patience):
            request.is_given_up = True
            raise NotStored("the database took too long")
        if request.error is not None:
            raise NotStored("the database refused") from request.error

    def _ensure_thread(self) -> None:
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="group-commit", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while batch := self._next_batch():
            if self._commit(batch):
                self._wake()

    def _next_batch(self) -> list[_Request]:
        """Whatever waits, as soon as something does; nothing when the thread is to end."""
        batch: list[_Request] = []
        try:
            batch.append(self._waiting.get(timeout=IDLE_SECONDS))
            while len(batch) < MOST_AT_ONCE:
                batch.append(self._waiting.get_nowait())
        except Empty:
            if not batch:
                with self._start:  # whoever comes after this look finds no thread and starts another
                    if self._waiting.empty():
                        self._thread = None
                        return []
                return self._next_batch()
        return batch

    def _commit(self, batch: list[_Request]) -> int:
        """Store all in one statement; when that fails, each alone, so that one bad one takes no other with it."""
        try:
            stored = self._write(batch)
        except Exception as error:
            if len(batch) > 1:
                return sum(self._commit([one]) for one in batch if not one.is_given_up)
            stored, batch[0].error = 0, error
        for request in batch:
            request.settled.release()
        return stored

    def _write(self, batch: list[_Request]) -> int:
        return inbox.store(self._engine, [row for request in batch for row in request.rows])
