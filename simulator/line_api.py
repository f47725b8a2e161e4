"""LINE's own addresses: what the bot calls, with LINE's answers, headers and refusals."""

import base64
import time
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, request

from simulator import faults, ids, limits, schema, sending
from simulator.records import Group
from simulator.sending import Refused
from simulator.world import World

api = Blueprint("line", __name__)
TOKEN_LIFE_SECONDS = 900
PAGE = 100
Answer = tuple[Response, int] | Response


def world() -> World:
    return current_app.config["world"]


# -- every request ----------------------------------------------------------------------------------------------


@api.before_request
def admit() -> Any:
    g.request_id, g.started, g.fault, g.counted = (
        ids.ulid(int(time.time() * 1000)).lower(),
        time.perf_counter(),
        None,
        0,
    )
    with world().change():
        g.fault = faults.take(world(), name_of_endpoint())
        down = world().settings.down
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


# -- messages ---------------------------------------------------------------------------------------------------


def answer_sent(sent: sending.Sent) -> Answer:
    g.counted = sent.counted
    return jsonify(sent.answer)


@api.post("/v2/bot/message/reply")
def reply() -> Answer:
    with world().change():
        return answer_sent(sending.reply(world(), body(), g.request_id))


@api.post("/v2/bot/message/push")
def push() -> Answer:
    with world().change():
        return answer_sent(sending.push(world(), body(), g.request_id, request.headers.get("X-Line-Retry-Key")))


@api.post("/v2/bot/message/multicast")
def multicast() -> Answer:
    with world().change():
        return answer_sent(sending.multicast(world(), body(), g.request_id, request.headers.get("X-Line-Retry-Key")))


@api.post("/v2/bot/message/validate/<any(reply, push, multicast, narrowcast, broadcast):way>")
def validate(way: str) -> Answer:
    sending.check("ValidateMessageRequest", body())
    return jsonify({})


@api.get("/v2/bot/message/quota")
def quota() -> Answer:
    limit = world().quota
    return jsonify({"type": "none"} if limit is None else {"type": "limited", "value": limit})


@api.get("/v2/bot/message/quota/consumption")
def consumption() -> Answer:
    return jsonify(totalUsage=world().used())


@api.post("/v2/bot/chat/loading/start")
def loading() -> Answer:
    problems = schema.problems("ShowLoadingAnimationRequest", body())
    if not problems and not body()["chatId"].startswith("U"):
        problems = [limits.problem("The chat is not a 1:1 chat", "chatId")]
    if not problems and body().get("loadingSeconds", 20) % 5:
        problems = [limits.problem("Must be a multiple of 5", "loadingSeconds")]
    if problems:
        raise Refused(400, f"The request body has {len(problems)} error(s)", details=problems)
    return jsonify({}), 202


@api.post("/v2/bot/chat/markAsRead")
def mark_as_read() -> Answer:
    sending.check("MarkMessagesAsReadByTokenRequest", body())
    return jsonify({})


# -- the bot, people and groups -----------------------------------------------------------------------------------


@api.get("/v2/bot/info")
def info() -> Answer:
    bot = world().bot
    return jsonify(
        userId=bot.user_id, basicId=bot.basic_id, displayName=bot.name, chatMode="bot", markAsReadMode="manual"
    )


@api.get("/v2/bot/profile/<user_id>")
def profile(user_id: str) -> Answer:
    user = world().users.get(user_id)
    if user is None or user.blocked or not (user.friend or user.wrote_at is not None):
        raise Refused(404, "Not found")
    return jsonify(displayName=user.name, userId=user.id, language="th")


def group_of(group_id: str) -> Group:
    group = world().groups.get(group_id)
    if group is None or not group.bot:
        raise Refused(404, "Not found")
    return group


@api.get("/v2/bot/group/<group_id>/summary")
def summary(group_id: str) -> Answer:
    return jsonify(groupId=group_of(group_id).id, groupName=group_of(group_id).name)


@api.get("/v2/bot/group/<group_id>/members/count")
def members_count(group_id: str) -> Answer:
    return jsonify(count=len(group_of(group_id).members))


@api.get("/v2/bot/group/<group_id>/member/<user_id>")
def member(group_id: str, user_id: str) -> Answer:
    if user_id not in group_of(group_id).members:
        raise Refused(404, "Not found")
    user = world().users[user_id]
    return jsonify(displayName=user.name, userId=user.id)


@api.get("/v2/bot/group/<group_id>/members/ids")
def members_ids(group_id: str) -> Answer:
    return page_of("memberIds", group_of(group_id).members)


@api.get("/v2/bot/followers/ids")
def followers_ids() -> Answer:
    return page_of("userIds", [u.id for u in world().users.values() if u.friend and not u.blocked])


def page_of(name: str, everybody: list[str]) -> Answer:
    if not world().settings.verified:
        raise Refused(403, "Access to this API is not available for your account")
    start = int(request.args.get("start", "0"))
    page: dict[str, Any] = {name: everybody[start : start + PAGE]}
    if start + PAGE < len(everybody):
        page["next"] = str(start + PAGE)
    return jsonify(page)


@api.post("/v2/bot/group/<group_id>/leave")
def leave(group_id: str) -> Answer:
    group_of(group_id)
    current_app.config["people"].leave(group_id)
    return jsonify({})


# -- what people sent ---------------------------------------------------------------------------------------------


def sent_content(message_id: str) -> Any:
    message = world().messages.get(message_id)
    if message is not None and message.unsent:
        raise Refused(410, "The message was unsent")
    if message is None or message.content is None:
        raise Refused(404, "Not found")
    return message


@api.get("/v2/bot/message/<message_id>/content")
def content(message_id: str) -> Answer:
    with world().change():
        message = sent_content(message_id)
        if message.preparing > 0:
            message.preparing -= 1
            return jsonify(message="The content is being prepared"), 202
    return Response(base64.b64decode(message.content), content_type=message.content_type)


@api.get("/v2/bot/message/<message_id>/content/transcoding")
def transcoding(message_id: str) -> Answer:
    message = sent_content(message_id)
    return jsonify(status="processing" if message.preparing > 0 else "succeeded")


# -- the channel --------------------------------------------------------------------------------------------------


@api.post("/oauth2/v3/token")
def token() -> Answer:
    form = request.form
    if form.get("grant_type") != "client_credentials":
        return jsonify(error="unsupported_grant_type", error_description="unsupported grant_type"), 400
    if (form.get("client_id"), form.get("client_secret")) != (world().bot.channel_id, world().bot.secret):
        return jsonify(error="invalid_client", error_description="invalid client_secret"), 400
    issued = ids.long_token()
    with world().change():
        world().access_tokens[issued] = world().clock.milliseconds() + TOKEN_LIFE_SECONDS * 1000
    return jsonify(token_type="Bearer", access_token=issued, expires_in=TOKEN_LIFE_SECONDS - 1)


@api.get("/v2/bot/channel/webhook/endpoint")
def webhook_endpoint() -> Answer:
    if world().bot.webhook is None:
        raise Refused(404, "Not found")
    return jsonify(endpoint=world().bot.webhook, active=True)


@api.put("/v2/bot/channel/webhook/endpoint")
def set_webhook_endpoint() -> Answer:
    sending.check("SetWebhookEndpointRequest", body())
    with world().change():
        world().bot.webhook = body()["endpoint"]
    return jsonify({})


@api.post("/v2/bot/channel/webhook/test")
def test_webhook_endpoint() -> Answer:
    line = current_app.config["dispatcher"].send_now([], url=body().get("endpoint"))
    success = 200 <= line["status"] < 300
    return jsonify(
        success=success,
        timestamp=world().clock.now().isoformat(),
        statusCode=line["status"],
        reason="OK" if success else line["error"] or "ERROR_STATUS_CODE",
        detail=line["error"] or str(line["status"]),
    )


@api.route("/v2/<path:rest>", methods=["GET", "POST", "PUT", "DELETE"])
def unknown(rest: str) -> Answer:
    raise Refused(404, "Not found")
