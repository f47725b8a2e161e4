"""The ground the demo stands on: its folder, its ports and the settings of every process."""

import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
LINE_SECRET, LINE_TOKEN = "demo-channel-secret", "demo-channel-token"
# What the demo has written; --fresh and a set-up cut short take away these and nothing else of the folder.
WRITTEN = ("ready", "clock", "scenario.json", "simulator.json", "key", "tamngan.db*", "*.log")
PORTS_TRIED = 100


@dataclass(frozen=True)
class Ground:
    """One demo: a folder and two ports on this machine."""

    folder: Path
    line_port: int
    web_port: int

    @property
    def line_url(self) -> str:
        return f"http://127.0.0.1:{self.line_port}"

    @property
    def web_url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def is_ready(self) -> bool:
        """True once the office has been set up to the end."""
        return (self.folder / "ready").exists()

    def mark_ready(self) -> None:
        (self.folder / "ready").touch()

    def path(self, name: str) -> Path:
        return self.folder / name

    def clear(self) -> None:
        """Take away what an earlier demo wrote."""
        for file in (f for pattern in WRITTEN for f in self.folder.glob(pattern)):
            file.unlink()

    def environment(self) -> dict[str, str]:
        """The settings of every process. Each is given, so that none comes from a .env or the terminal instead."""
        return {
            **{name: value for name, value in os.environ.items() if name != "GUNICORN_CMD_ARGS"},
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / 'tamngan.db'}",
            "LINE_CHANNEL_SECRET": LINE_SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
            "LINE_CHANNEL_ID": "",
            "LINE_API_BASE": self.line_url,
            "PUBLIC_URL": self.web_url,
            "SECRET_KEY": self._key(),
            "CLOCK_FILE": str(self.path("clock")),
            "METRICS_TOKEN": "",
            "EVIDENCE_MAX_MB": "50",
            **dict.fromkeys((f"EVIDENCE_S3_{name}" for name in ("ENDPOINT", "BUCKET", "ACCESS_KEY", "SECRET_KEY")), ""),
            "PORT": str(self.web_port),
            "WEB_CONCURRENCY": "1",
            "FLASK_APP": "wsgi",
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
        }

    def _key(self) -> str:
        """The key stays the same from start to start: links made yesterday open today."""
        file = self.path("key")
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(32), encoding="ascii")
        return file.read_text(encoding="ascii")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The folder is ours until the process ends, however it ends; Trouble when another demo has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Trouble(f"เดโมเปิดอยู่แล้วใน {folder} · a demo is already running there") from error
        yield


def free_port(wished: int, taken: int = 0) -> int:
    """The wished port or the next one up that nobody listens on; 0: any."""
    for port in range(wished, wished + PORTS_TRIED) if wished else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found = int(probe.getsockname()[1])
            if found != taken:
                return found
    raise Trouble(f"ไม่มีพอร์ตว่างตั้งแต่ {wished} · no free port from {wished} on")
