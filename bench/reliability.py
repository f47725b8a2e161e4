"""Real processes killed at every commit and every call to LINE, and at random moments, under load with faults on."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bench.databases import KINDS, ground
from bench.killing.run import Killing, Run, killing
from bench.table import Figures

WORKERS = (1, 3)
EACH, AT_RANDOM = 20, 300  # on each ground
IN_VAIN = 20  # then a point is left out: processes of the other kind are always first to pass it, and each try waits
SEED = 2570


def bench(kinds: Sequence[str] = KINDS, workers: Sequence[int] = WORKERS) -> Iterator[Figures]:
    """Each database with one worker and with three; raises RuntimeError when anything was lost or said twice.

    Interrupted (SIGINT), a ground is settled and judged as far as it has come.
    """
    for kind in kinds:
        for many in workers:
            with ground(kind) as place, killing(place, many, SEED) as office:
                yield _figures(kind, many, _kill(office))


def grounds() -> dict[str, Callable[[], Iterator[Figures]]]:
    """Each ground by a name of its own, to be run beside another."""
    return {
        f"reliability-{kind.lower()}-{many}": partial(bench, (kind,), (many,)) for kind in KINDS for many in WORKERS
    }


def _kill(office: Killing) -> Run:
    """Round by round, each with its share of random moments, so that what is interrupted tells of every point."""
    interrupted = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: interrupted.set())
    points, kills = office.look(), office.done.kills
    while not interrupted.is_set():
        due = [one for one in points if kills[one] < EACH and office.done.unreached.count(one) < IN_VAIN]
        moments = min(AT_RANDOM // EACH, AT_RANDOM - kills["at random"])
        if not due and not moments:
            break
        print(f"{kills.total()} kills, {len(due)} of {len(points)} points to go", file=sys.stderr, flush=True)
        for act in (*(partial(office.kill_at, point) for point in due), *[office.kill_at_random] * moments):
            if not interrupted.is_set():
                act()
    return office.end()


def _figures(kind: str, workers: int, run: Run) -> Figures:
    verdict = run.verdict
    if verdict is None or not verdict.is_clean:
        raise RuntimeError(f"{kind}, {workers} workers: {verdict}")
    at_points = {point: count for point, count in run.kills.items() if point != "at random"}
    return {
        "database": kind,
        "workers": workers,
        "points": len(at_points),
        "killed at points": sum(at_points.values()),
        "fewest at one": min(at_points.values()),
        "never reached": len(set(run.unreached) - set(at_points)),
        "killed at random": run.kills["at random"],
        "asked": verdict.asked,
        "lost": len(verdict.lost),
        "twice": len(verdict.twice),
        "replies in doubt": verdict.doubts,
    }
