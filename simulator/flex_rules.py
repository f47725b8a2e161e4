"""What LINE refuses in a Flex message beyond its description: sizes, colours, lengths, and what may stand where."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

BUBBLE_BYTES, CAROUSEL_BYTES, BUBBLES = 30 * 1024, 50 * 1024, 12
BUTTON_LABEL = 40
KEYWORD_SIZE = r"none|xs|sm|md|lg|xl|xxl"
PIXELS = r"\d{1,5}(\.\d{1,4})?px"
PERCENT = r"\d{1,3}(\.\d{1,4})?%"
TEXT_SIZE = re.compile(rf"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|{PIXELS}")
SPACE = re.compile(rf"{KEYWORD_SIZE}|{PIXELS}")
PADDING = re.compile(rf"{KEYWORD_SIZE}|{PIXELS}|{PERCENT}")
OFFSET = re.compile(rf"{KEYWORD_SIZE}|-?{PIXELS}|-?{PERCENT}")
MEASURE = re.compile(rf"{PIXELS}|{PERCENT}")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
FORMS = {  # property → the form of its value, wherever it stands
    "spacing": SPACE,
    "margin": SPACE,
    "cornerRadius": SPACE,
    "lineSpacing": re.compile(PIXELS),
    "borderWidth": re.compile(rf"none|light|normal|medium|semi-bold|bold|{PIXELS}"),
    "width": MEASURE,
    "height": MEASURE,
    "maxWidth": MEASURE,
    "maxHeight": MEASURE,
    "paddingAll": PADDING,
    "paddingTop": PADDING,
    "paddingBottom": PADDING,
    "paddingStart": PADDING,
    "paddingEnd": PADDING,
    "offsetTop": OFFSET,
    "offsetBottom": OFFSET,
    "offsetStart": OFFSET,
    "offsetEnd": OFFSET,
    "color": COLOUR,
    "backgroundColor": COLOUR,
    "borderColor": COLOUR,
    "separatorColor": COLOUR,
    "startColor": COLOUR,
    "endColor": COLOUR,
    "centerColor": COLOUR,
    "aspectRatio": re.compile(r"\d{1,6}(\.\d{1,4})?:\d{1,6}(\.\d{1,4})?"),
}
SIZES = {
    "text": TEXT_SIZE,
    "span": TEXT_SIZE,
    "icon": TEXT_SIZE,
    "image": re.compile(rf"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|full|{PIXELS}|{PERCENT}"),
}
INSIDE = {
    "horizontal": {"box", "button", "image", "text", "separator", "filler"},  # a video stands in a hero only
    "vertical": {"box", "button", "image", "text", "separator", "filler"},
    "baseline": {"icon", "text", "filler"},
}
BLOCKS = ("header", "hero", "body", "footer")
HEROES = {"box", "image", "video"}
Problem = dict[str, str]
ActionCheck = Callable[..., Iterator[Problem]]


def problems(container: dict[str, Any], where: str, check_action: ActionCheck) -> Iterator[Problem]:
    """container: a bubble or carousel whose form is right already."""
    if container["type"] == "bubble":
        yield from _bubble(container, where, check_action)
        return
    bubbles = container["contents"]
    if not 1 <= len(bubbles) <= BUBBLES:
        yield _problem(f"Size must be between 1 and {BUBBLES}", f"{where}.contents")
    if len({b.get("size", "mega") for b in bubbles}) > 1:
        yield _problem("Bubbles of one carousel must have one size", f"{where}.contents")
    yield from _weight(container, CAROUSEL_BYTES, where)
    for i, bubble in enumerate(bubbles):
        yield from _bubble(bubble, f"{where}.contents[{i}]", check_action)


def weight(container: dict[str, Any]) -> int:
    """Bytes of the JSON with Thai letters escaped, as LINE's SDKs send it: the stricter of the two readings."""
    return len(json.dumps(container, separators=(",", ":")))


def https(url: Any, where: str) -> Iterator[Problem]:
    if isinstance(url, str) and (not url.startswith("https://") or len(url) > 2_000):
        yield _problem("Must be an HTTPS URL of at most 2000 characters", where)


def _problem(message: str, where: str) -> Problem:
    return {"message": message, "property": where}


def _weight(container: dict[str, Any], most: int, where: str) -> Iterator[Problem]:
    if weight(container) > most:
        yield _problem(f"The size of the JSON is over {most} bytes", where)


def _bubble(bubble: dict[str, Any], where: str, check_action: ActionCheck) -> Iterator[Problem]:
    yield from _weight(bubble, BUBBLE_BYTES, where)
    if not any(block in bubble for block in BLOCKS):
        yield _problem("At least one block must be specified", where)
    if bubble.get("hero", {}).get("type", "box") not in HEROES:
        yield _problem("A hero is a box, an image or a video", f"{where}.hero")
    if "action" in bubble:
        yield from check_action(bubble["action"], f"{where}.action", None)
    for name, style in bubble.get("styles", {}).items():
        yield from _forms(style, f"{where}.styles.{name}")
    for block in BLOCKS:
        if block in bubble:
            yield from _component(bubble[block], f"{where}.{block}", check_action)


def _component(node: dict[str, Any], where: str, check_action: ActionCheck) -> Iterator[Problem]:
    yield from _forms(node, where)
    if node["type"] == "text" and not node.get("text") and not node.get("contents"):
        yield _problem("must be non-empty text", f"{where}.text")
    if "action" in node:
        yield from check_action(node["action"], f"{where}.action", BUTTON_LABEL if node["type"] == "button" else None)
    for name in ("url", "previewUrl"):
        yield from https(node.get(name), f"{where}.{name}")
    for i, child in enumerate(node.get("contents", [])):
        here = f"{where}.contents[{i}]"
        if node["type"] == "box" and child["type"] not in INSIDE[node["layout"]]:
            yield _problem(f"{child['type']} may not stand in a {node['layout']} box", here)
        yield from _component(child, here, check_action)


def _forms(node: dict[str, Any], where: str) -> Iterator[Problem]:
    forms = {**FORMS, "size": SIZES[node["type"]]} if node.get("type") in SIZES else FORMS
    if node.get("type") == "button":
        forms = {k: v for k, v in forms.items() if k != "height"}  # a button's height is "sm" or "md"
    for name, form in forms.items():
        value = node.get(name)
        if isinstance(value, str) and not form.fullmatch(value):
            yield _problem("invalid property", f"{where}.{name}")
    for name in ("flex", "maxLines"):
        if isinstance(node.get(name), int) and node[name] < 0:
            yield _problem("must be greater than or equal to 0", f"{where}.{name}")
    if "background" in node:
        yield from _forms(node["background"], f"{where}.background")
