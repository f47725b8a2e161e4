"""The simulator's own addresses under /_sim: what the page, the tests and the demo steer it with."""

import base64
from collections import deque
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from simulator import faults, view, webhooks
from simulator.clock import BANGKOK
from simulator.people import People, shown
from simulator.pressing import actions
from simulator.records import BOT
from simulator.webhooks import Dispatcher
from simulator.world import NoSuch, World

control = Blueprint("control", __name__, url_prefix="/_sim")
ACTS = {
    "say",
    "sticker",
    "send_content",
    "edit",
    "unsend",
    "press",
    "postback",
    "follow",
    "unfollow",
    "join",
    "leave",
    "member_joined",
    "member_left",
    "anything",
    "mark_read",
}
VIEW_WAIT_SECONDS = 5.0  # so that a clock file moved by another hand shows soon


def world() -> World:
    return current_app.config["world"]


def people() -> People:
    return current_app.config["people"]


def dispatcher() -> Dispatcher:
    return current_app.config["dispatcher"]


def body() -> dict[str, Any]:
    return request.get_json()


@control.errorhandler(NoSuch)
@control.errorhandler(ValueError)
@control.errorhandler(TypeError)
def wrong(problem: Exception) -> tuple[Response, int]:
    return jsonify(error=str(problem.args[0])), 404 if isinstance(problem, NoSuch) else 400


# -- people -----------------------------------------------------------------------------------------------------


@control.post("/users")
def add_user() -> Response:
    with world().change():
        return jsonify(asdict(world().add_user(**body())))


@control.patch("/users/<who>")
def alter_user(who: str) -> Response:
    with world().change():
        user = world().user(who)
        for name, value in body().items():
            setattr(user, name, value)
        return jsonify(asdict(user))


@control.post("/groups")
def add_group() -> Response:
    with world().change():
        return jsonify(asdict(world().add_group(**body())))


@control.get("/cast")
def cast() -> Response:
    return jsonify(
        bot={"user_id": world().bot.user_id, "name": world().bot.name},
        users=[asdict(u) for u in world().users.values()],
        groups=[asdict(g) for g in world().groups.values()],
    )


@control.post("/act/<any(%s):act>" % ", ".join(sorted(ACTS)))  # noqa: UP031 (braces would read as a converter)
def do(act: str) -> Response:
    result = getattr(people(), act)(**body())
    return jsonify(
        shown(result) if hasattr(result, "quote_token") else asdict(result) if hasattr(result, "id") else result
    )


# -- what was said ------------------------------------------------------------------------------------------------


@control.get("/messages")
def messages() -> Response:
    """chat, by=bot and after=<message id> narrow it down."""
    chat = request.args.get("chat")
    found = list(world().messages.values())
    if chat:
        found = world().in_chat(world().chat(chat))
    if request.args.get("by") == BOT:
        found = [m for m in found if m.sender == BOT]
    after = int(request.args.get("after", "0"))
    return jsonify([{**shown(m), "actions": actions(m.body)} for m in found if int(m.id) > after])


@control.get("/view")
def shown_page() -> Response:
    """The page's state as the person `as` sees it; with after=<version> it waits a little for something newer."""
    after = request.args.get("after")
    if after is not None:
        world().wait_for_change(int(after), VIEW_WAIT_SECONDS)
    with world().changed:
        seen = view.page(world(), request.args.get("as"))
        chat = request.args.get("chat")
        if chat in world().users or chat in world().groups:
            seen["conversation"] = view.conversation(world(), chat)
    return jsonify(seen)


@control.get("/content/<message_id>")
def content(message_id: str) -> Response:
    """The bytes of a photo or file, for the page."""
    message = world().message(message_id)
    return Response(base64.b64decode(message.content or ""), content_type=message.content_type)


# -- clock ------------------------------------------------------------------------------------------------------


@control.get("/clock")
def clock() -> Response:
    return jsonify(now=world().clock.now().isoformat(), simulated=world().clock.simulated)


@control.post("/clock")
def set_clock() -> Response:
    """{"set": ISO moment} · {"advance": {"days": 1}} · {"to": goal of simulator.clock.Clock.to}."""
    wish, hands = body(), world().clock
    with world().change():
        if "advance" in wish:
            hands.advance(**wish["advance"])
        elif "to" in wish:
            hands.to(wish["to"])
        else:
            moment = datetime.fromisoformat(wish["set"])
            hands.set(moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK))
    return clock()


# -- settings, quota, faults --------------------------------------------------------------------------------------


@control.get("/settings")
def settings() -> Response:
    return jsonify({**asdict(world().settings), "webhook": world().bot.webhook, "token": world().bot.token})


@control.patch("/settings")
def alter_settings() -> Response:
    with world().change():
        for name, value in body().items():
            owner = world().bot if name in ("webhook", "token", "secret") else world().settings
            if not hasattr(owner, name):
                raise ValueError(f"no such setting: {name}")
            setattr(owner, name, value)
    return settings()


@control.get("/quota")
def quota() -> Response:
    return jsonify(quota=world().quota, used=world().used(), month=world().month(), months=world().used_quota)


@control.post("/quota")
def set_quota() -> Response:
    """{"quota": 300 or null, "used": 12}; what is missing stays."""
    with world().change():
        if "quota" in body():
            world().quota = body()["quota"]
        if "used" in body():
            world().used_quota[world().month()] = body()["used"]
    return quota()


@control.get("/faults")
def list_faults() -> Response:
    return jsonify(world().faults)


@control.post("/faults")
def add_fault() -> Response:
    with world().change():
        faults.add(world(), **body())
    return list_faults()


@control.delete("/faults")
def clear_faults() -> Response:
    with world().change():
        world().faults.clear()
        world().settings.down = ""
    return list_faults()


# -- webhooks and logs --------------------------------------------------------------------------------------------


@control.post("/webhooks/release")
def release() -> Response:
    """Ends `hold` and sends what was held: {"batch": bool, "shuffle": bool, "seed": int}."""
    with world().change():
        world().settings.hold = False
    return jsonify(released=dispatcher().release(**body()))


@control.post("/webhooks/again")
def again() -> Response:
    """The last `count` events (or `ids`) once more: {"redelivery": bool, "batch": …, "shuffle": …, "seed": …}."""
    wish = body()
    redelivery, count, wanted = wish.pop("redelivery", False), wish.pop("count", 1), wish.pop("ids", None)
    chosen = [e for e in dispatcher().sent if e["webhookEventId"] in wanted] if wanted else dispatcher().last(count)
    dispatcher().send_again([webhooks.redelivered(e) if redelivery else e for e in chosen], **wish)
    return jsonify(sent=len(chosen))


@control.post("/webhooks/raw")
def raw() -> Response:
    """Any body: {"body": text, "signature": text, null (no header) or "valid"}; answers the log line."""
    text = body()["body"].encode()
    signature = body().get("signature", "valid")
    if signature == "valid":
        signature = webhooks.sign(world().bot.secret, text)
    return jsonify(dispatcher().post(text, signature, []))


@control.post("/webhooks/settle")
def settle() -> Response:
    return jsonify(settled=dispatcher().settle(body().get("seconds", 10.0)))


def log(lines: deque[dict[str, Any]]) -> Response:
    return jsonify(list(lines)[-int(request.args.get("last", "1000")) :])


@control.get("/webhooks")
def webhook_log() -> Response:
    return log(world().webhooks)


@control.get("/requests")
def request_log() -> Response:
    return log(world().requests)


@control.get("/violations")
def violations() -> Response:
    return jsonify(world().violations)
