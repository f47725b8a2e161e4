"""A long piece of work in a process of its own: it can be ended, and takes nothing down with it when it breaks."""

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from config import logging

Result = TypeVar("Result")
# Not forked: a fork of a process with threads may inherit a lock that nobody will ever open.
_SPAWN = multiprocessing.get_context("spawn")
_MEMORY = 2 * 1024**3  # bytes of address space; a file that wants more ends its own reading, not the machine
_LOOK = 0.1  # seconds between two looks at whether it is to be ended
_GENTLE = 10  # what answers people goes first


class Apart(Exception):
    """The work came to nothing. how: "died" (the process ended by itself), "time" (it took too long) or "stopped"."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


def apart(
    work: Callable[..., Result],
    *arguments: Any,
    seconds: float,
    stopping: Callable[[], bool] = lambda: False,
    heard: Callable[[Any], object] = lambda _: None,
) -> Result:
    """What `work(*arguments, tell)` returns in another process; what it raises is raised here.

    Everything passed must be picklable, `work` a function of a module. seconds: it is ended after so many; stopping:
    asked all the while whether to end it; heard: called here with what the work tells. Raises Apart.
    """
    ours, theirs = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_work, args=(theirs, work, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        return _answer(ours, time.monotonic() + seconds, stopping, heard)  # type: ignore[no-any-return]
    except EOFError as error:
        raise Apart("died") from error
    finally:
        process.kill()
        process.join()
        ours.close()


def _answer(ours: Connection, until: float, stopping: Callable[[], bool], heard: Callable[[Any], object]) -> Any:
    while True:
        if ours.poll(_LOOK):
            what, value = ours.recv()
            if what == "raised":
                raise value
            if what == "done":
                return value
            heard(value)
        if stopping():
            raise Apart("stopped")
        if time.monotonic() > until:
            raise Apart("time")


def _work(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked ends it
    os.nice(_GENTLE)
    logging.configure()  # as every process of ours: one JSON line an event, nobody's words in it
    with suppress(ValueError, OSError):  # a machine may allow less already
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    with suppress(BrokenPipeError):  # nobody waits for it any more
        try:
            done = work(*arguments, lambda said: pipe.send(("said", said)))
        except Exception as error:
            pipe.send(("raised", error))
        else:
            pipe.send(("done", done))
