"""One office worked for by real processes while they are killed, point by point and at random, faults on."""

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bench.databases import Ground
from bench.killing.office import Office, office
from bench.killing.processes import Fate, Nursery, nursery
from bench.killing.verdict import Verdict, judge
from bench.ports import free_port, running
from config.files import load_policy
from models.bangkok import BANGKOK, bangkok_day
from models.database import reading
from models.holidays import work_calendar
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from simulator.client import SimulatorClient

TOKEN, SECRET = "killing-token", "killing-secret"
BEGIN = datetime(2026, 11, 2, 9, 0, tzinfo=BANGKOK)
FAULTS = ("error_before", "error_after", "cut_before", "cut_after", "rate_limit", "delay", "malformed")
LEASE = timedelta(seconds=61)  # after which what the killed one had claimed comes back
PATIENCE = 12.0  # real seconds to wait for something that must come
SETTLED = 900.0  # and for everything to settle: on a busy machine what is under way takes its time
A_DAY = 25  # kills, after which everything must settle and the next working day begins


@dataclass
class Run:
    """What one round of killing did. kills: by point, and "at random"; unreached: points that were not passed again."""

    kills: Counter[str] = field(default_factory=Counter)
    unreached: list[str] = field(default_factory=list)
    verdict: Verdict | None = None


class Killing:
    """The office, its processes and the clock they all take the time from."""

    def __init__(
        self, place: Ground, asked: Office, pen: Nursery, clock: Path, workers: int, rolls: random.Random
    ) -> None:
        self._place, self._office, self._pen, self._clock = place, asked, pen, clock
        self._now, self._rolls = BEGIN, rolls
        self._workers = [pen.fork("worker") for _ in range(workers)]
        self._web = pen.fork("web")
        self._passed: set[str] = set()
        self._tries = 0
        self.done = Run()

    def look(self) -> list[str]:
        """Let the processes work unharmed and learn which points they pass."""
        for _ in range(6):
            self._load()
            time.sleep(0.5)
        self._forward(timedelta(hours=3))
        self._settle()
        for one in (*self._workers, self._web):
            self._passed |= {f"{one.kind}: {point}" for point in one.passed()}
        return sorted(self._passed)

    def kill_at(self, point: str) -> None:
        """Whichever process is first there dies at this point, under load; another takes its place."""
        kind, _, name = point.partition(": ")
        if any(self._dies(kind, name, nth) for nth in (self._rolls.randint(1, 3), 1)):
            self.done.kills[point] += 1
        else:
            self.done.unreached.append(point)
        self._pass_time()

    def _dies(self, kind: str, point: str, nth: int) -> bool:
        """Whether one of the kind came to the point so often while there was work for it.

        The web process is given everything to do, or the workers would be there first.
        """
        self._tries += 1
        fate = Fate(point, nth, self._place.folder / f"grave-{self._tries}")
        self._renew(kind, fate)
        if kind == "web":
            self._bury_workers()
        end = time.monotonic() + PATIENCE / 2
        while fate.who_died() is None and time.monotonic() < end:
            self._load()
            _until(lambda: fate.who_died() is not None, 0.7)
        died = fate.who_died()
        if kind == "web":
            self._renew("worker")
        if kind == "web" or died is None:
            self._renew(kind)
        else:  # the others go on
            self._replace([one.pid for one in self._workers].index(died))
        return died is not None

    def kill_at_random(self) -> None:
        """One process dies at any moment, under load; another takes its place."""
        self._load()
        time.sleep(self._rolls.uniform(0.02, 0.6))
        if self._rolls.choice(("worker", "worker", "web")) == "web":
            self._renew("web")
        else:
            self._replace(self._rolls.randrange(len(self._workers)))
        self.done.kills["at random"] += 1
        self._pass_time()

    def end(self) -> Run:
        """Let everything settle without faults, and look at what became of it."""
        self._settle()
        self.done.verdict = judge(self._office)
        return self.done

    def close(self) -> None:
        """End the processes."""
        self._bury_workers()
        self._pen.bury(self._web)

    def _renew(self, kind: str, fate: Fate | None = None) -> None:
        """All of the kind are killed; those in their place are armed with the fate, if any."""
        if kind == "web":
            self._pen.bury(self._web)
            self._web = self._pen.fork("web", fate)
        else:
            self._bury_workers()
            self._workers = [self._pen.fork("worker", fate) for _ in self._workers]

    def _replace(self, at: int) -> None:
        """A worker is killed, if it is not dead already, and another takes its place."""
        self._pen.bury(self._workers[at])
        self._workers[at] = self._pen.fork("worker")

    def _bury_workers(self) -> None:
        for one in self._workers:
            self._pen.bury(one)

    def _load(self) -> None:
        """A report, two notices and a duty that falls due, and now and then a fault of LINE's."""
        self._office.type(1)
        self._office.notify(2, self._now)
        self._office.call_for(self._now)
        self._office.forget_what_line_told()
        if self._rolls.random() < 0.5:
            self._office.line.fault(
                self._rolls.choice(("push", "reply", "push")), self._rolls.choice(FAULTS), seconds=0.3
            )

    def _pass_time(self) -> None:
        """Claims run out; the day goes on until it is full, then everything must settle before the next."""
        self._forward(LEASE + timedelta(minutes=4))
        if sum(self.done.kills.values()) % A_DAY == 0:
            self._settle()
            self._office.finish_all(self._now)
            self._next_day()

    def _settle(self) -> None:
        """Without faults, with the clock running on, everything that waits is said or known to be in doubt.

        The day may not end before, or a request on its way would come to LINE a day late. Late in the day the clock
        goes slowly: what is said in working hours only is to be said before they end, however busy the machine is.
        """
        self._office.line.clear_faults()
        self._office.line.settle(PATIENCE)
        for one in [one for one in (*self._workers, self._web) if self._pen.is_gone(one)]:
            raise RuntimeError(f"a {one.kind} ended by itself; see its log in {self._place.folder}")
        end = time.monotonic() + SETTLED
        while self._open():
            if time.monotonic() > end:
                raise RuntimeError(f"something still waits after {SETTLED:.0f} seconds without faults")
            is_early = self._now.astimezone(BANGKOK).hour < 15
            self._forward(timedelta(minutes=15) if is_early else LEASE)
            time.sleep(0.4 if is_early else 1.0)

    def _open(self) -> int:
        with reading(self._office.engine) as session:
            said = select(func.count(OutboxMessage.id)).where(OutboxMessage.state.in_(("waiting", "sending")))
            heard = select(func.count(InboxEvent.id)).where(InboxEvent.state == "new")
            return int(session.scalar(said) or 0) + int(session.scalar(heard) or 0)

    def _forward(self, time_passed: timedelta) -> None:
        self._set(self._now + time_passed)

    def _next_day(self) -> None:
        day = bangkok_day(self._now) + timedelta(days=1)
        working = work_calendar(day.year, day.year + 1).on_or_after(day)
        self._set(datetime.combine(working, load_policy().opens, BANGKOK) + timedelta(minutes=30))

    def _set(self, moment: datetime) -> None:
        """Replaced at once, so that nobody reads half a line."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(moment.isoformat() + "\n")
        os.replace(fresh, self._clock)
        self._now = moment


@contextmanager
def killing(place: Ground, workers: int, seed: int) -> Iterator[Killing]:
    """The simulator, the office and the processes, until the end."""
    clock, line_port, port = place.folder / "clock", free_port(), free_port()
    clock.write_text(BEGIN.isoformat() + "\n")
    simulator = [sys.executable, "-m", "simulator", "--port", str(line_port), "--token", TOKEN, "--secret", SECRET]
    with ExitStack() as stack:
        stack.enter_context(
            running([*simulator, "--clock-file", str(clock)], line_port, _path(), place.folder / "line.log")
        )
        line = stack.enter_context(SimulatorClient(f"http://127.0.0.1:{line_port}"))
        asked = stack.enter_context(office(place.url, line, f"http://127.0.0.1:{port}/callback", BEGIN))
        pen = stack.enter_context(nursery(place.folder, _environment(place, line.url, clock, port)))
        found = Killing(place, asked, pen, clock, workers, random.Random(seed))  # noqa: S311 (no secret)
        stack.callback(found.close)
        yield found


def _environment(place: Ground, line: str, clock: Path, port: int) -> dict[str, str]:
    return {
        **_path(),
        "DATABASE_URL": place.url,
        "DATA_DIR": str(place.folder),
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_BASE": line,
        "CLOCK_FILE": str(clock),
        "SECRET_KEY": "killing-secret-key-0123456789",
        "PORT": str(port),
    }


def _path() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}


def _until(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
