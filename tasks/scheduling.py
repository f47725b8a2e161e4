"""The timetable: short jobs that scan rows; the rows are the schedule and the lock, so any number may run."""

import threading
from collections.abc import Callable
from datetime import UTC

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from config.files import load_policy
from tasks.bots import learn_bots
from tasks.delivery.sender import deliver, drain
from tasks.evidence.erasing import erase_over
from tasks.evidence.fetching import fetch_waiting
from tasks.evidence.links import check_links
from tasks.evidence.storage import sweep_parts
from tasks.house import House, never
from tasks.housekeeping import tidy
from tasks.intake import take_in
from tasks.plan.draft_reading import read_waiting, tidy_drafts
from tasks.rehearsal.work import rehearse_waiting, tidy_rehearsals
from tasks.reminders.tick import tick

log = structlog.get_logger()
SWEEP_SECONDS = 1  # what the web process left behind
TICK_SECONDS = 2  # an indexed look for due rows; cheap, and the demo's clock jumps
ERASE_SECONDS = 5  # what a sender withdrew goes soon
LINKS_SECONDS = 20  # an indexed look for links that are due
TIDY_SECONDS = 3600


def rounds(house: House) -> None:
    """Everything once: events, contents people sent, due reminders, deliveries."""
    take_in(house)
    fetch_waiting(house)
    erase_over(house)
    tick(house.engine, house.clock(), load_policy())
    deliver(house, load_policy())


def make_scheduler(house: House, stopping: Callable[[], bool] = never) -> BackgroundScheduler:
    """The worker's timetable; a job that is late runs once, never twice at a time.

    stopping: asked by the rounds before they begin anything more.
    """
    policy = load_policy()
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    jobs: list[tuple[Callable[[], object], int]] = [
        (lambda: take_in(house, stopping), SWEEP_SECONDS),
        (lambda: fetch_waiting(house), SWEEP_SECONDS),
        (lambda: erase_over(house), ERASE_SECONDS),
        (lambda: check_links(house), LINKS_SECONDS),
        (lambda: tick(house.engine, house.clock(), policy, stopping), TICK_SECONDS),
        # Of their own: a reply token runs out while thousands of pushes are on their way.
        (lambda: deliver(house, policy, free_only=True, stopping=stopping), SWEEP_SECONDS),
        (lambda: drain(house, policy, stopping), SWEEP_SECONDS),
        (lambda: read_waiting(house, stopping), SWEEP_SECONDS),
        (lambda: rehearse_waiting(house, stopping), TICK_SECONDS),
        (lambda: tidy_drafts(house), TIDY_SECONDS),
        (lambda: tidy_rehearsals(house), TIDY_SECONDS),
        (lambda: tidy(house.engine, house.clock()), TIDY_SECONDS),
        (lambda: sweep_parts(house.settings), TIDY_SECONDS),
        (lambda: learn_bots(house), TIDY_SECONDS),
    ]
    for job, seconds in jobs:
        scheduler.add_job(_guarded(job), "interval", seconds=seconds)
        if seconds >= TIDY_SECONDS:  # a worker started anew each day would never come round to it
            scheduler.add_job(_guarded(job))
    return scheduler


def _guarded(job: Callable[[], object]) -> Callable[[], None]:
    """A round that breaks is logged and comes again; the rows it did not finish are still there."""

    def run() -> None:
        try:
            job()
        except Exception:
            log.exception("round_failed")

    return run


class Waker:
    """Runs intake and answers in the web process as soon as a webhook is stored, each in a thread of its own.

    Answers leave while the next events are being understood, and intake waits for no LINE. Pushes are the worker's:
    an answer must not wait behind them, since its token runs out.
    """

    def __init__(self, house: House) -> None:
        policy, self._stopping = load_policy(), threading.Event()
        stopping = self._stopping.is_set
        self._answers = _Woken("answers", lambda: deliver(house, policy, free_only=True, stopping=stopping), stopping)
        self._intake = _Woken("intake", lambda: take_in(house, stopping, self._answers.wake), stopping)

    def wake(self) -> None:
        """Ask for a run soon; the threads are started by the first call, so after gunicorn has forked."""
        self._intake.wake()

    def stop(self) -> None:
        """Begin nothing more, and return when what is on its way to LINE is settled; the worker sweeps up the rest."""
        self._stopping.set()
        for one in (self._intake, self._answers):
            one.join()


class _Woken:
    """One thread that does its work whenever it was asked to since it last began."""

    def __init__(self, name: str, work: Callable[[], object], stopping: Callable[[], bool]) -> None:
        self._name, self._work, self._stopping = name, _guarded(work), stopping
        self._wanted = threading.Event()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        self._wanted.set()
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def join(self) -> None:
        self._wanted.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._wanted.wait() and not self._stopping():
            self._wanted.clear()
            self._work()
