"""How the web process is served; PORT and WEB_CONCURRENCY come from the platform."""

import gc
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # gunicorn reads this file before it looks beside it

from gunicorn.glogging import Logger

from config.logging import configure
from config.settings import SettingsError, load


class JsonLogger(Logger):
    """gunicorn's own words as JSON like everybody's; no access log, since addresses of feeds are secrets."""

    def setup(self, cfg):
        super().setup(cfg)
        configure()


def post_worker_init(worker):
    """What is loaded stays for ever: not to be gone through again and again for what could go."""
    gc.freeze()


def worker_exit(server, worker):
    """What is on its way to LINE is settled before the process ends."""
    waker = getattr(worker.wsgi, "extensions", {}).get("tamngan-waker")
    if waker is not None:
        waker.stop()


try:
    settings = load()
except SettingsError as error:
    sys.exit(str(error))

wsgi_app = "wsgi:app"
bind = f"0.0.0.0:{settings.port}"
workers = settings.web_concurrency
worker_class = "gthread"  # sync workers serve one request at a time while each waits for the disk
threads = 32
keepalive = 75  # longer than the usual proxy keeps a connection, so that it is never the one to be surprised
timeout = 60
graceful_timeout = 30
control_socket_disable = True  # a socket file nobody uses, outside the service's own folders
logger_class = JsonLogger
