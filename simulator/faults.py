"""Faults put in on purpose: what the next requests of an endpoint shall suffer."""

import socket
import time
from typing import Any

from flask import Response, g, request

from simulator.world import World

BEFORE = {"error_before", "cut_before", "rate_limit", "delay"}
AFTER = {"error_after", "cut_after", "malformed"}
RATE_LIMIT = "The API rate limit has been exceeded. Try again later."


def add(world: World, endpoint: str, kind: str, times: int = 1, status: int = 500, seconds: float = 0.0) -> None:
    """endpoint: a name of simulator/line_api.py ("push", "reply", "content", …) or "*".

    kind: error_before (answers `status`, nothing accepted) · error_after (accepted, yet answers `status`) ·
    cut_before, cut_after (the connection breaks without an answer) · delay (real `seconds`, then as usual) ·
    rate_limit (429) · malformed (accepted, answers 200 with what is not JSON). Raises ValueError for others.
    """
    if kind not in BEFORE | AFTER:
        raise ValueError(f"no such fault: {kind}; there are {', '.join(sorted(BEFORE | AFTER))}")
    world.faults.append({"endpoint": endpoint, "kind": kind, "times": times, "status": status, "seconds": seconds})


def take(world: World, endpoint: str) -> dict[str, Any] | None:
    """The fault this request shall suffer, counted down."""
    for fault in world.faults:
        if fault["endpoint"] in ("*", endpoint):
            fault["times"] -= 1
            if fault["times"] <= 0:
                world.faults.remove(fault)
            return dict(fault)
    return None


def before(fault: dict[str, Any]) -> tuple[dict[str, str], int] | None:
    """What to answer at once instead of working, or None to go on."""
    kind = fault["kind"]
    if kind == "delay":
        time.sleep(fault["seconds"])
    if kind == "error_before":
        return {"message": "Internal server error" if fault["status"] >= 500 else "Failed"}, fault["status"]
    if kind == "rate_limit":
        return {"message": RATE_LIMIT}, 429
    if kind == "cut_before":
        cut()
        return {"message": "the connection was cut"}, 500
    return None


def after(fault: dict[str, Any], answer: Response) -> Response:
    """Spoils the answer of work that was done."""
    kind = fault["kind"]
    if kind == "error_after":
        answer.status_code = fault["status"]
        answer.set_data(b'{"message": "Internal server error"}')
    if kind == "malformed":
        answer.set_data(b"<html>gateway</html>")
    if kind == "cut_after":
        cut()
    return answer


def cut() -> None:
    """Breaks the connection under the server: the client sees it closed without an answer."""
    g.cut = True
    request.get_data()  # kept for the log of requests, which could not read it any more
    request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
