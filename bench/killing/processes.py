"""The service's processes as the harness holds them: forked by the nursery, watched, killed, begun anew."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.killing.points import ROOT


@dataclass(frozen=True)
class Fate:
    """Where to die: at the nth passing of the point, by whoever of those armed is there first. grave: see `Doom`."""

    point: str
    nth: int
    grave: Path

    def who_died(self) -> int | None:
        """The id of the process that died of it, once one has."""
        with suppress(FileNotFoundError):
            return int(os.readlink(self.grave))
        return None


@dataclass(frozen=True)
class Process:
    """One worker, or gunicorn with the process that serves. note: the points it passed, one a line."""

    pid: int
    kind: str
    note: Path

    def passed(self) -> set[str]:
        """The points it passed so far."""
        return set(self.note.read_text().splitlines()) if self.note.exists() else set()

    def kill(self) -> None:
        """SIGKILL to the whole of it, gunicorn's own processes with it."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


class Nursery:
    """Forks processes of the service. Raises RuntimeError when it is gone itself."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder, self._count = folder, 0
        with (folder / "nursery.log").open("w") as log:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "bench.killing.nursery"],
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def fork(self, kind: str, fate: Fate | None = None) -> Process:
        """A new process of this kind, "worker" or "web", armed with a fate if any."""
        self._count += 1
        note = self._folder / f"{kind}-{self._count}.note"
        armed = fate and {"point": fate.point, "nth": fate.nth, "grave": str(fate.grave)}
        log = str(self._folder / f"{kind}.log")
        told = self._ask({"do": "fork", "kind": kind, "note": str(note), "log": log, "armed": armed or {}})
        return Process(told["pid"], kind, note)

    def is_gone(self, process: Process) -> bool:
        """Whether it has ended."""
        return bool(self._ask({"do": "poll", "pid": process.pid})["gone"])

    def bury(self, process: Process) -> None:
        """Kill it and wait until it is gone; one just forked may not lead its group yet."""
        while not self.is_gone(process):
            process.kill()
            time.sleep(0.005)

    def _ask(self, wish: dict[str, Any]) -> dict[str, Any]:
        if self._running.stdin is None or self._running.stdout is None:
            raise RuntimeError("the nursery has no pipes")
        self._running.stdin.write(json.dumps(wish) + "\n")
        self._running.stdin.flush()
        answer = self._running.stdout.readline()
        if not answer:
            raise RuntimeError(f"the nursery ended: {(self._folder / 'nursery.log').read_text()[-2000:]}")
        return dict(json.loads(answer))

    def close(self) -> None:
        """End it; what it forked must be buried before."""
        self._running.kill()
        self._running.wait()
        for pipe in (self._running.stdin, self._running.stdout):
            if pipe:
                pipe.close()


@contextmanager
def nursery(folder: Path, environment: Mapping[str, str]) -> Iterator[Nursery]:
    """A nursery until the end."""
    found = Nursery(folder, environment)
    try:
        yield found
    finally:
        found.close()
