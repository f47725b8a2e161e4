"""LINE's addresses for messages: reply, push, multicast, validate, quota, and the small signs of life."""

from flask import g, jsonify, request

from simulator import limits, schema, sending
from simulator.line_api import Answer, api, body, world
from simulator.sending import Refused


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
