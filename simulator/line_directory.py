"""LINE's addresses about the bot, people, groups, what people sent, and the channel itself."""

import base64
from typing import Any

from flask import Response, current_app, jsonify, request

from simulator import ids, sending
from simulator.line_api import Answer, api, body, world
from simulator.records import Group, Message
from simulator.sending import Refused

TOKEN_LIFE_SECONDS = 900
PAGE = 100


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


def sent_content(message_id: str) -> Message:
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
