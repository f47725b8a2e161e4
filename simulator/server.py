"""The simulator as a server: one host that plays api.line.me and api-data.line.me and shows the chats."""

import hashlib
import threading
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from simulator import line_directory, line_messages
from simulator.client import SimulatorClient
from simulator.clock import Clock
from simulator.control import control
from simulator.line_api import api
from simulator.people import People
from simulator.records import Bot
from simulator.scenario import play
from simulator.webhooks import Dispatcher
from simulator.world import World

SAVE_EVERY_SECONDS = 0.5


class QuietHandler(WSGIRequestHandler):
    """Says nothing on standard error: the simulator keeps its own log of requests."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing."""


class Simulator:
    """A running simulator; close it, or use it in a `with`."""

    def __init__(self, world: World, host: str, port: int) -> None:
        self.world = world
        self.dispatcher = Dispatcher(world)
        self.server = make_server(
            host, port, make_app(world, self.dispatcher), threaded=True, request_handler=QuietHandler
        )
        self.server.daemon_threads = True
        self.url = f"http://{host}:{self.server.server_port}"
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True),
            threading.Thread(target=self._save_now_and_then, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def client(self) -> SimulatorClient:
        return SimulatorClient(self.url)

    def close(self) -> None:
        self._stop.set()
        self.server.shutdown()
        for thread in self._threads:
            thread.join()
        self.server.server_close()
        self.dispatcher.close()
        self.world.save()

    def __enter__(self) -> "Simulator":
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def _save_now_and_then(self) -> None:
        while not self._stop.wait(SAVE_EVERY_SECONDS):
            self.world.save()


def make_app(world: World, dispatcher: Dispatcher) -> Flask:
    app = Flask(__name__, static_folder="page", static_url_path="/page")
    app.json.ensure_ascii = False
    app.config.update(world=world, dispatcher=dispatcher, people=People(world, dispatcher))
    assert line_messages.api is line_directory.api is api  # both hang their addresses on it when imported
    app.register_blueprint(api)
    app.register_blueprint(control)
    app.add_url_rule("/", "page", lambda: app.send_static_file("index.html"))
    return app


def start(
    port: int = 0,
    host: str = "127.0.0.1",
    webhook: str | None = None,
    secret: str = "simulator-secret",
    token: str | None = "simulator-token",
    channel_id: str = "1234567890",
    name: str = "ตามงาน",
    clock_file: str | Path | None = None,
    state_file: str | Path | None = None,
    scenario: str | Path | None = None,
) -> Simulator:
    """Starts in threads of this process; port 0 takes a free one. The scenario is played only without a kept state."""
    digest = hashlib.sha256(f"bot:{channel_id}".encode()).hexdigest()
    bot = Bot(f"U{digest[:32]}", f"@{digest[32:40]}", name, channel_id, secret, token, webhook)
    kept = state_file is not None and Path(state_file).exists()
    world = World(bot, Clock(clock_file), state_file)
    if scenario is not None and not kept:
        with world.change():
            play(world, scenario)
    return Simulator(world, host, port)
