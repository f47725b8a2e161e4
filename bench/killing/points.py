"""Kill points: every commit and every call to LINE of a process, named by the code that makes it."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from bot.line import LineGateway
from models import inbox

ROOT = str(Path(__file__).parents[2])
ROOMS = ("bot", "tasks", "web", "models", "config")
CALLS = ("reply", "push", "quota", "quota_used", "member_count", "basic_id")
PLUMBING = ("models.database", "bench.killing.points")


class Doom:
    """Dies by SIGKILL at the nth passing of a point, unless another that is armed like it died there before.

    note: the points it passed, one a line; grave: a link that whoever dies makes first, with its process id in it.
    """

    def __init__(self, note: Path, point: str | None = None, nth: int = 1, grave: str | None = None) -> None:
        self._point, self._left, self._grave = point, nth, grave
        self._note = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._lock = threading.Lock()
        self._seen: set[str] = set()

    def passing(self, point: str) -> None:
        """Called at a point, by any thread."""
        with self._lock:
            if point not in self._seen:
                self._seen.add(point)
                os.write(self._note, f"{point}\n".encode())
            if point != self._point or self._grave is None:
                return
            self._left -= 1
            if self._left == 0:
                with suppress(FileExistsError):
                    os.symlink(str(os.getpid()), self._grave)
                    os.kill(os.getpid(), signal.SIGKILL)


def arm(doom: Doom) -> None:
    """From now on this process passes its points; only what a transaction of ours writes counts as a commit."""
    _wrap_commits(doom)
    _wrap(doom, inbox, "insert_bound_once", "commit of bot.group_commit")  # one statement, its own transaction
    for name in CALLS:
        _wrap(doom, LineGateway, name, f"LINE's answer to {name}")


def _wrap_commits(doom: Doom) -> None:
    commit = DefaultDialect.do_commit

    def do_commit(self: DefaultDialect, connection: Any) -> None:
        who = _committer()
        with _around(doom, who and f"commit of {who}"):
            commit(self, connection)

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


def _wrap(doom: Doom, owner: object, name: str, what: str) -> None:
    call: Callable[..., Any] = getattr(owner, name)

    def wrapped(*arguments: Any, **named: Any) -> Any:
        with _around(doom, what):
            return call(*arguments, **named)

    setattr(owner, name, wrapped)


@contextmanager
def _around(doom: Doom, what: str | None) -> Iterator[None]:
    if what:
        doom.passing(f"before {what}")
    yield
    if what:
        doom.passing(f"after {what}")


def _committer() -> str | None:
    """The function of ours that opened the transaction; None for a look that wrote nothing."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module == "models.database" and frame.f_code.co_name == "reading":
            return None
        if module.partition(".")[0] in ROOMS and module not in PLUMBING:
            line = frame.f_lineno - frame.f_code.co_firstlineno  # one function may open several
            return f"{module}.{frame.f_code.co_qualname}+{line}".replace(".<locals>", "")
        frame = frame.f_back
    return None
