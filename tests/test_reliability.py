"""The real web and worker processes killed at commits, at calls to LINE and at random: nothing lost, no push twice."""

import random
from pathlib import Path

from bench.databases import Ground
from bench.killing.run import Run, killing

SEED, POINTS, AT_RANDOM = 20, 10, 6


def killed(place: Ground, workers: int) -> Run:
    """A sample of the points, each once, and some random moments; `python -m bench reliability` does them all."""
    with killing(place, workers, SEED) as office:
        points = office.look()
        for point in random.Random(SEED).sample(points, POINTS):
            office.kill_at(point)
        for _ in range(AT_RANDOM):
            office.kill_at_random()
        return office.end()


def test_processes_killed_anywhere_lose_nothing_and_say_no_push_twice(database_url: str, tmp_path: Path):
    run = killed(Ground("", database_url, tmp_path), 1 if database_url.startswith("sqlite") else 3)
    assert sum(run.kills.values()) >= POINTS // 2 + AT_RANDOM
    assert run.verdict is not None
    assert run.verdict.asked > 40
    assert (run.verdict.lost, run.verdict.twice, run.verdict.rules) == ((), (), 0)
