"""Runs the simulator: python -m simulator --port 8090 --webhook http://127.0.0.1:8080/callback."""

import argparse
import signal
import sys
import threading

from simulator.scenario import OFFICE
from simulator.server import start


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A pretended LINE platform.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--webhook", default="http://127.0.0.1:8080/callback")
    parser.add_argument("--secret", default="simulator-secret", help="channel secret")
    parser.add_argument("--token", default="simulator-token", help="long-lived channel access token")
    parser.add_argument("--channel-id", default="1234567890", help="for stateless tokens")
    parser.add_argument("--name", default="ตามงาน", help="the bot's display name")
    parser.add_argument("--clock-file", help="one ISO 8601 line; without it time is real")
    parser.add_argument("--state", help="JSON file that keeps everything between runs")
    parser.add_argument("--scenario", default=str(OFFICE), help="JSON file with the cast")
    return parser.parse_args()


def main() -> int:
    wish = arguments()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with start(
        port=wish.port, host=wish.host, webhook=wish.webhook, secret=wish.secret, token=wish.token,
        channel_id=wish.channel_id, name=wish.name, clock_file=wish.clock_file, state_file=wish.state,
        scenario=wish.scenario,
    ) as simulator:  # fmt: skip
        print(f"simulator: {simulator.url} → {wish.webhook}", flush=True)
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
