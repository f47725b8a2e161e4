"""The demo's processes: started apart from the terminal, watched, and ended without leaving any behind."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests

from demo.ground import LINE_SECRET, LINE_TOKEN, ROOT, Ground
from demo.trouble import Trouble

START_SECONDS = 30.0
STOP_SECONDS = 8.0


@dataclass(frozen=True)
class Child:
    """One running process, leader of its own group, and where it writes."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path


@dataclass
class Children:
    """The processes of one demo. A Ctrl-C of the terminal reaches none of them: the demo ends them in its order."""

    ground: Ground
    running: list[Child] = field(default_factory=list)

    def start(self, name: str, *words: str, url: str | None = None) -> None:
        """Run `python WORDS…`; with url, return once it answers. Raises Trouble when it ends or stays silent."""
        log = self.ground.path(f"{name}.log")
        with log.open("ab") as output:
            process = subprocess.Popen(  # noqa: S603 (our own words)
                [sys.executable, *words],
                cwd=ROOT,
                env=self.ground.environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(Child(name, process, log))
        if url:
            self._wait_for(url)

    def check(self) -> None:
        """Raises Trouble naming a process that has ended by itself, and its log."""
        for child in self.running:
            code = child.process.poll()
            if code is not None:
                raise Trouble(f"{child.name} หยุดทำงาน (รหัส {code}) ดู {child.log} · it ended: see that log")

    def stop(self) -> None:
        """Ask the last started first, wait a little, and end what is left of their groups."""
        for child in reversed(self.running):
            child.process.terminate()
        for child in reversed(self.running):
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(STOP_SECONDS)
            with suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
        self.running.clear()

    def _wait_for(self, url: str) -> None:
        end = time.monotonic() + START_SECONDS
        while not answers(url):
            self.check()
            if time.monotonic() > end:
                child = self.running[-1]
                raise Trouble(f"{child.name} ไม่ตอบที่ {url} ดู {child.log} · no answer: see that log")
            time.sleep(0.1)


def answers(url: str) -> bool:
    """True when the address answers 200."""
    try:
        return requests.get(url, timeout=2).status_code == 200
    except requests.RequestException:
        return False


def start_line(children: Children) -> None:
    """The pretended LINE, with its clock and what it kept."""
    ground = children.ground
    children.start(
        "line", "-m", "simulator",
        "--port", str(ground.line_port), "--webhook", f"{ground.web_url}/callback",
        "--secret", LINE_SECRET, "--token", LINE_TOKEN,
        "--clock-file", str(ground.path("clock")), "--state", str(ground.path("simulator.json")),
        "--scenario", str(ground.path("scenario.json")),
        url=f"{ground.line_url}/_sim/clock",
    )  # fmt: skip


def start_service(children: Children) -> None:
    """The service as it is run anywhere: the web process and the worker."""
    ground = children.ground
    bind = f"127.0.0.1:{ground.web_port}"
    children.start("worker", "-m", "tasks")
    children.start(
        "web", "-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", bind, "wsgi:app",
        url=f"{ground.web_url}/healthz",
    )  # fmt: skip


def flask(ground: Ground, *commands: tuple[str, ...]) -> list[str]:
    """What the operator's commands print, one after the other. Raises Trouble with the words of the one that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "demo.commands"],
        cwd=ROOT,
        env=ground.environment(),
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        check=False,
    )
    if done.returncode:
        raise Trouble((done.stderr.strip().splitlines() or ["flask"])[-1])
    printed: list[str] = json.loads(done.stdout)
    return printed
