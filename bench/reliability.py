"""Real processes killed at every commit and every call to LINE, and at random moments, under load with faults on."""

from collections.abc import Iterator

from bench.databases import KINDS, ground
from bench.killing.run import Killing, Run, killing
from bench.table import Figures

WORKERS = (1, 3)
EACH, AT_RANDOM = 5, 75  # on each of the four grounds: 20 and 300 together
SEED = 2570


def bench() -> Iterator[Figures]:
    """Each database with one worker and with three; raises RuntimeError when anything was lost or said twice."""
    for kind in KINDS:
        for workers in WORKERS:
            with ground(kind) as place, killing(place, workers, SEED) as office:
                yield _figures(kind, workers, _kill(office))


def _kill(office: Killing) -> Run:
    points = office.look()
    for _ in range(EACH):
        for point in points:
            office.kill_at(point)
    for _ in range(AT_RANDOM):
        office.kill_at_random()
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
        "killed at random": run.kills["at random"],
        "asked": verdict.asked,
        "lost": len(verdict.lost),
        "twice": len(verdict.twice),
        "replies in doubt": verdict.doubts,
    }
