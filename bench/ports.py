"""A server in a process of its own: a free port for it, and the moment when it listens."""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 20.0  # seconds to begin listening


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str], log: Path) -> Iterator[None]:
    """The command, run in the repository from the moment it listens until the end.

    Raises RuntimeError with the end of its log when it does not begin to listen.
    """
    with log.open("w") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=said, stderr=said)  # noqa: S603
        try:
            _until_open(port, server, log)
            yield
        finally:
            server.terminate()
            server.wait()


def _until_open(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"a server did not start: {log.read_text()[-2000:]}")
