"""Between two of a pass's transactions others get to write: SQLite has one writer, and who waits for it polls."""

import time
from itertools import accumulate

# Milliseconds after which whoever waits for SQLite looks again, by how often it has looked (sqliteDefaultBusyCallback
# in its main.c); the last for ever after.
_LOOKS = (1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100)
_LATE = 0.002  # seconds by which a sleeper may wake too late


def pause_after(held: float) -> float:
    """Seconds in which whoever waited all the `held` seconds of a transaction has certainly looked again."""
    gaps = zip(_LOOKS, accumulate(_LOOKS), strict=True)
    return next((gap for gap, waited in gaps if waited >= held * 1000), _LOOKS[-1]) / 1000 + _LATE


class Pauses:
    """One for each pass. Nothing where the database has many writers."""

    def __init__(self, one_writer: bool) -> None:
        self._one_writer = one_writer
        self._over = 0.0

    def begin(self) -> float:
        """Wait for what is left of the pause; the moment at which a transaction may begin."""
        time.sleep(max(0.0, self._over - time.monotonic()))
        return time.monotonic()

    def ended(self, began: float) -> None:
        """The transaction that began then is over: the pause runs while other work is done."""
        now = time.monotonic()
        self._over = now + pause_after(now - began) if self._one_writer else now
