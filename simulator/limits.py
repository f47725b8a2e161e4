"""LINE's lengths and counts for messages, which its OpenAPI description leaves out."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from simulator import flex_rules

MOST_BYTES = 2 * 1024 * 1024
TEXT, ALT_TEXT = 5_000, 1_500
QUICK_REPLIES, QUICK_LABEL, TEMPLATE_LABEL = 13, 20, 20
MENTIONS, SUBSTITUTIONS, EMOJI = 20, 100, 20
SUBSTITUTION_KEY = re.compile(r"[0-9A-Za-z_]{1,20}")
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
QUICK_REPLY_ONLY = {"camera", "cameraRoll", "location"}
URI_SCHEMES = ("http://", "https://", "line://", "tel:")
TEXT_LIMITS = {  # action property → most UTF-16 units
    "data": 300,
    "displayText": 300,
    "text": 300,
    "fillInText": 300,
    "uri": 1_000,
    "clipboardText": 1_000,
}
NEEDED = {  # what the description leaves optional and LINE refuses to miss
    "postback": ("data",),
    "message": ("text",),
    "uri": ("uri",),
    "datetimepicker": ("data", "mode"),
}
PICKER_FORMS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d:\d\d"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d"),
}
TEMPLATE_ACTIONS = {"buttons": (1, 4), "confirm": (2, 2), "carousel": (1, 3)}
Problem = dict[str, str]


def units(text: str) -> int:
    """UTF-16 code units, the way LINE counts a text's length."""
    return len(text.encode("utf-16-le")) // 2


def clusters(text: str) -> int:
    """Grapheme clusters as good as: marks, joiners and sara am belong to the letter before them."""
    joined = {"\u200d", "\u0e33", "\ufe0f"}
    return sum(1 for c in text if unicodedata.category(c) not in ("Mn", "Me") and c not in joined)


def problems(messages: list[dict[str, Any]]) -> list[Problem]:
    """What LINE would refuse in messages whose form is right already; empty when nothing."""
    found = [p for i, m in enumerate(messages) for p in _of_message(m, f"messages[{i}]")]
    if sum(len(mentions(m)) for m in messages) > MENTIONS:
        found.append(problem("The number of mentions is over the limit", "messages"))
    return found


def problem(message: str, where: str) -> Problem:
    return {"message": message, "property": where}


def mentions(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The mention targets of a textV2 message."""
    return [s["mentionee"] for s in message.get("substitution", {}).values() if s["type"] == "mention"]


def length(text: Any, least: int, most: int, where: str, count: Any = units) -> Iterator[Problem]:
    if isinstance(text, str) and not least <= count(text) <= most:
        yield problem(f"Length must be between {least} and {most}" if text else "May not be empty", where)


def _of_message(message: dict[str, Any], where: str) -> Iterator[Problem]:
    kind = message["type"]
    if kind in ("text", "textV2"):
        yield from length(message["text"], 1, TEXT, f"{where}.text")
    if kind == "textV2":
        yield from _substitution(message, where)
    if "altText" in message:
        yield from length(message["altText"], 1, ALT_TEXT, f"{where}.altText")
    if kind == "flex":
        yield from flex_rules.problems(message["contents"], f"{where}.contents", action_problems)
    if kind == "template":
        yield from _template(message["template"], f"{where}.template")
    for name in ("originalContentUrl", "previewImageUrl"):
        yield from flex_rules.https(message.get(name), f"{where}.{name}")
    yield from _sender(message.get("sender"), f"{where}.sender")
    yield from _quick_reply(message.get("quickReply"), f"{where}.quickReply")


def _substitution(message: dict[str, Any], where: str) -> Iterator[Problem]:
    given = message.get("substitution", {})
    kinds = [s["type"] for s in given.values()]
    if len(given) > SUBSTITUTIONS or kinds.count("mention") > MENTIONS or kinds.count("emoji") > EMOJI:
        yield problem("The number of substitutions is over the limit", f"{where}.substitution")
    for key in given:
        if not SUBSTITUTION_KEY.fullmatch(key):
            yield problem("Invalid substitution key", f"{where}.substitution.{key}")
    for found in PLACEHOLDER.finditer(message["text"]):
        if found[0] not in ("{{", "}}") and found[1] not in given:
            yield problem(f"No substitution for {found[0]}", f"{where}.text")


def _sender(sender: dict[str, Any] | None, where: str) -> Iterator[Problem]:
    if not sender:
        return
    yield from length(sender.get("name"), 1, 20, f"{where}.name", clusters)
    if "line" in str(sender.get("name", "")).lower().split():
        yield problem("The sender name is not allowed", f"{where}.name")
    yield from flex_rules.https(sender.get("iconUrl"), f"{where}.iconUrl")


def _quick_reply(quick: dict[str, Any] | None, where: str) -> Iterator[Problem]:
    if quick is None:
        return
    items = quick.get("items", [])
    if not 1 <= len(items) <= QUICK_REPLIES:
        yield problem(f"Size must be between 1 and {QUICK_REPLIES}", f"{where}.items")
    for i, item in enumerate(items):
        here = f"{where}.items[{i}]"
        yield from flex_rules.https(item.get("imageUrl"), f"{here}.imageUrl")
        if "action" not in item or item.get("type") != "action":
            yield problem("May not be empty", f"{here}.action" if "action" not in item else f"{here}.type")
        else:
            yield from action_problems(item["action"], f"{here}.action", QUICK_LABEL, quick=True)


def action_problems(action: dict[str, Any], where: str, label: int | None, quick: bool = False) -> Iterator[Problem]:
    """label: the most grapheme clusters of a label that must be there; None where a label is not shown."""
    kind = action["type"]
    if kind == "richmenuswitch" or (kind in QUICK_REPLY_ONLY and not quick):
        yield problem("This action is not allowed here", f"{where}.type")
    if label is not None and not action.get("label"):
        yield problem("May not be empty", f"{where}.label")
    yield from length(action.get("label"), 0, label or flex_rules.BUTTON_LABEL, f"{where}.label", clusters)
    for name in NEEDED.get(kind, ()):
        if not action.get(name):
            yield problem("May not be empty", f"{where}.{name}")
    for name, most in TEXT_LIMITS.items():
        yield from length(action.get(name), 1, most, f"{where}.{name}")
    if kind == "uri" and action.get("uri") and not action["uri"].startswith(URI_SCHEMES):
        yield problem("Invalid action URI", f"{where}.uri")
    if kind == "datetimepicker":
        form = PICKER_FORMS.get(action.get("mode", ""), PICKER_FORMS["date"])
        for name in ("initial", "min", "max"):
            if name in action and not form.fullmatch(action[name]):
                yield problem(f"Not a {action.get('mode')}", f"{where}.{name}")


def _template(template: dict[str, Any], where: str) -> Iterator[Problem]:
    kind = template["type"]
    columns = template.get("columns", []) if kind == "carousel" else [template]
    if kind == "carousel" and not 1 <= len(columns) <= 10:
        yield problem("Size must be between 1 and 10", f"{where}.columns")
    if kind == "image_carousel":
        return
    most = {"confirm": 240, "buttons": 160, "carousel": 120}[kind]
    for i, column in enumerate(columns):
        here = f"{where}.columns[{i}]" if kind == "carousel" else where
        decorated = kind != "confirm" and (column.get("title") or column.get("thumbnailImageUrl"))
        yield from length(column["text"], 1, 60 if decorated else most, f"{here}.text")
        yield from length(column.get("title"), 1, 40, f"{here}.title")
        least, limit = TEMPLATE_ACTIONS[kind]
        if not least <= len(column["actions"]) <= limit:
            yield problem(f"Size must be between {least} and {limit}", f"{here}.actions")
        for j, action in enumerate(column["actions"]):
            yield from action_problems(action, f"{here}.actions[{j}]", TEMPLATE_LABEL)
