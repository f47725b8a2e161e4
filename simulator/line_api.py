"""What holds for every address of LINE's: the token, faults, refusals, request ids and the log."""

import time
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, request

from simulator import faults, ids, limits
from simulator.sending import Refused
from simulator.world import World

api = Blueprint("line", __name__)
Answer = tuple[Response, int] | Response


def world() -> World:
    return current_app.config["world"]


@api.before_request
def admit() -> Any:
    g.request_id = ids.ulid(int(time.time() * 1000)).lower()
    g.started, g.counted = time.perf_counter(), 0
    down = world().settings.down
    with world().change():
        g.fault = None if down else faults.take(world(), name_of_endpoint())
    if down:
        if down == "cut":
            faults.cut()
        return jsonify(message="Service unavailable"), 503
    spoilt = faults.before(g.fault) if g.fault else None
    if spoilt:
        return jsonify(spoilt[0]), spoilt[1]
    return refuse_early()


def refuse_early() -> Answer | None:
    if request.path.startswith("/v2/") and not authorized():
        return jsonify(
            message="Authentication failed. Confirm that the access token in the authorization header is valid."
        ), 401
    if (request.content_length or 0) > limits.MOST_BYTES:
        return jsonify(message="Request Entity Too Large"), 413
    if request.path.startswith("/v2/") and request.method in ("POST", "PUT") and request.get_data():
        if request.mimetype != "application/json":
            return jsonify(message="Unsupported Media Type"), 415
        if not isinstance(request.get_json(silent=True), dict):
            return jsonify(message="The request body could not be parsed as JSON"), 400
    if request.headers.get("X-Line-Retry-Key") and name_of_endpoint() not in ("push", "multicast"):
        with world().change():
            world().violate("retry_key_not_allowed", endpoint=name_of_endpoint())
        return jsonify(message="The header 'X-Line-Retry-Key' is not supported by this API"), 400
    return None


def authorized() -> bool:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    until = world().access_tokens.get(token)
    if until is not None:
        return world().clock.milliseconds() <= until
    return bool(token) and token == world().bot.token


@api.after_request
def finish(answer: Response) -> Response:
    answer.headers["x-line-request-id"] = g.request_id
    if g.fault and g.fault["kind"] in faults.AFTER and answer.status_code < 400:
        answer = faults.after(g.fault, answer)
    with world().change():
        world().requests.append(log_line(answer))
    return answer


def log_line(answer: Response) -> dict[str, Any]:
    return {
        "time": world().clock.now().isoformat(),
        "method": request.method,
        "path": request.path,
        "endpoint": name_of_endpoint(),
        "status": 0 if g.get("cut") else answer.status_code,
        "request_id": g.request_id,
        "retry_key": request.headers.get("X-Line-Retry-Key"),
        "body": request.get_json(silent=True) if request.mimetype == "application/json" else None,
        "answer": answer.get_json(silent=True) if answer.mimetype == "application/json" else None,
        "fault": g.fault["kind"] if g.fault else None,
        "counted": g.counted,
        "milliseconds": round((time.perf_counter() - g.started) * 1000, 1),
    }


def name_of_endpoint() -> str:
    return (request.endpoint or "unknown").removeprefix("line.")


@api.errorhandler(Refused)
def refused(problem: Refused) -> Answer:
    answer = jsonify(problem.body)
    answer.headers.update(problem.headers)
    return answer, problem.status


def body() -> dict[str, Any]:
    return request.get_json(silent=True) or {}


@api.route("/v2/<path:rest>", methods=["GET", "POST", "PUT", "DELETE"])
def unknown(rest: str) -> Answer:
    raise Refused(404, "Not found")
