"""Forks the service's processes on demand, with everything imported already: a new one stands in milliseconds.

`python -m bench.killing.nursery`, in the environment they shall have, reads a line of JSON for each wish and answers
with one.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from gunicorn.app.wsgiapp import WSGIApplication

import wsgi
from bench.killing.points import ROOT, Doom, arm
from tasks import scheduling
from tasks.__main__ import main as work

SWEEP, TICK = 0.15, 0.3  # seconds: the same timetable, sooner, so that a second holds more moments to be killed at


def main() -> None:
    """Serve until the input ends; what still runs then is ended too."""
    forked: set[int] = set()
    for line in sys.stdin:
        wish = json.loads(line)
        print(json.dumps(_fork(wish, forked) if wish["do"] == "fork" else _poll(wish["pid"], forked)), flush=True)
    for pid in forked:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _fork(wish: dict[str, Any], forked: set[int]) -> dict[str, Any]:
    pid = os.fork()
    if pid:
        forked.add(pid)
        return {"pid": pid}
    try:
        _become(wish)
    finally:
        os._exit(1)


def _become(wish: dict[str, Any]) -> None:
    """A process group of its own, so that gunicorn's two processes can be ended together."""
    os.setsid()
    log = os.open(wish["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(ROOT)
    arm(Doom(Path(wish["note"]), **wish["armed"]))
    if wish["kind"] == "worker":
        scheduling.SWEEP_SECONDS, scheduling.TICK_SECONDS = SWEEP, TICK
        os._exit(work())
    sys.modules.pop("wsgi")  # gunicorn loads the application itself, in the process that serves
    sys.argv = ["gunicorn", "--config", "gunicorn.conf.py"]
    WSGIApplication("%(prog)s").run()


def _poll(pid: int, forked: set[int]) -> dict[str, Any]:
    """Whether a process that was forked here is gone."""
    if pid in forked and os.waitpid(pid, os.WNOHANG)[0]:
        forked.discard(pid)
    return {"gone": pid not in forked}


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if wsgi.app.import_name != "tamngan":
        raise RuntimeError("the children would serve something else")
    main()
