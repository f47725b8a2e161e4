"""The worker process: `python -m tasks` runs the timetable until it is told to stop."""

import gc
import signal
import sys
import threading

import structlog

from config import logging
from config.settings import SettingsError, load, warnings
from tasks.house import build
from tasks.scheduling import make_scheduler

log = structlog.get_logger()


def main() -> int:
    """Run until SIGTERM or SIGINT: nothing more is begun then, and what is on its way to LINE is settled first."""
    logging.configure()
    try:
        settings = load()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    for sentence in warnings(settings):
        log.warning("setting", what=sentence)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    house = build(settings)
    scheduler = make_scheduler(house, stop.is_set)
    # A quarter of a million objects that stay for ever: not to be gone through again and again for what could go.
    gc.freeze()
    scheduler.start()
    log.info("worker_started")
    stop.wait()
    scheduler.shutdown(wait=True)
    house.gateway.close()
    house.engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
