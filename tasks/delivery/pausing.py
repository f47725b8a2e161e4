"""Between two of a pass's transactions others get to write: SQLite has one writer, and who waits for it polls."""

import time

# Who waits for SQLite looks after 1, 2, 5, 10, 15, 20, 25, 25, 25, 50 and 50 ms, then every 100 ms: after a short
# transaction a short pause is not overlooked, after a long one, or by who has lost to others before, it would be.
# Half as long, and of six processes that drain one file the unluckiest waits past its patience (BUSY_MS).
SHORT, SHORT_PAUSE, LONGEST_PAUSE = 0.15, 0.05, 0.2


def pause_after(held: float) -> float:
    """Seconds for others to write after a transaction of `held` seconds: as long again, within bounds."""
    return min(held, SHORT_PAUSE if held < SHORT else LONGEST_PAUSE)


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
