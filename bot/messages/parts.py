"""The pieces every message is made of: LINE's JSON for text, mentions, cards and buttons. Pure."""

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.messages import lengths
from models import thaitext
from models.passwords import without_who
from models.records import Mention, Voice

Message = dict[str, Any]
Messages = tuple[Message, ...]
Part = dict[str, Any]

TEXT, ALT, BUTTON = 5000, 1500, 40  # LINE's limits; text and alt in UTF-16 units, labels in letters
MOST_MESSAGES, MENTIONS, BUBBLES = 5, 20, 12
BUBBLE_BYTES, CAROUSEL_BYTES = (
    29_000,
    49_000,
)  # a little under 30 KB and 50 KB, counted with Thai letters escaped

INK, GREY, LINE_GREY = "#1F2933", "#6B7785", "#E4E7EB"
GREEN, BLUE, AMBER, RED = "#1B8A5A", "#2F6FDE", "#B7791F", "#C0392B"

# Codes and addresses are names, not numbers: they stay as they are written; {u1} is a place LINE fills in.
_NAMES = re.compile(r"(?i:https?://|www\.)\S+|\b[OEI]\d{1,3}\b|\{[^{}]{1,20}\}")


def said(voice: Voice, *messages: Message) -> tuple[Message, ...]:
    """The messages as the office wants its digits; what buttons carry stays untouched."""
    if voice.digits != "thai":
        return messages
    return tuple(_in_thai_digits(message) for message in messages)


def _in_thai_digits(node: Any, key: str = "") -> Any:
    if isinstance(node, dict):
        action = node.get("type") in ("postback", "message", "uri", "datetimepicker")
        return {k: v if action and k != "label" else _in_thai_digits(v, k) for k, v in node.items()}
    if isinstance(node, list):
        return [_in_thai_digits(child) for child in node]
    return _thai_text(node) if key in ("text", "altText", "label") else node


def _thai_text(text: str) -> str:
    pieces, last = [], 0
    for name in _NAMES.finditer(text):
        pieces += [thaitext.to_thai_digits(text[last : name.start()]), name[0]]
        last = name.end()
    return "".join([*pieces, thaitext.to_thai_digits(text[last:])])


def question(voice: Voice) -> str:
    """The particle that ends a question or a request: คะ where statements end with ค่ะ."""
    return voice.particle.replace("ค่ะ", "คะ")


def text(words: str) -> Message:
    """A plain text message."""
    return {"type": "text", "text": lengths.shorten(words, TEXT) or "…"}


def named(people: Sequence[Mention], words: str) -> Message:
    """A line of names above the words: registered people are mentioned (at most 20), the others named plainly.

    Mentions are for groups only: LINE refuses them elsewhere.
    """
    names: list[str] = []
    given: dict[str, Part] = {}
    for person in people:
        if person.line_user_id and len(given) < MENTIONS:
            key = f"u{len(given) + 1}"
            given[key] = _mention(person.line_user_id)
            names.append(f"{{{key}}}")
        else:
            names.append(braced(name(person.name)))
    if not given:
        return text("\n".join(filter(None, (" ".join(name(p.name) for p in people), words))))
    return {
        "type": "textV2",
        "text": _fitting(names, braced(lengths.tidy(words, True))),
        "substitution": given,
    }


def _mention(user_id: str) -> Part:
    return {"type": "mention", "mentionee": {"type": "user", "userId": user_id}}


def _fitting(names: Sequence[str], words: str) -> str:
    """Names above the words; plain names give way first, since a mention must keep its place."""
    kept = list(names)
    while kept and lengths.units(_under(kept, words)) > TEXT:
        plain = [i for i, n in enumerate(kept) if not n.startswith("{u")]
        if not plain:
            return _under(kept, braced(lengths.shorten(words, TEXT // 2)))[:TEXT]
        kept.pop(plain[-1])
    return _under(kept, words)


def _under(names: Sequence[str], words: str) -> str:
    return f"{' '.join(names)}\n{words}" if names else words


def braced(words: str) -> str:
    """Braces doubled, as textV2 wants them where they are meant as braces."""
    return words.replace("{", "{{").replace("}", "}}")


def name(words: str, most: int = 60) -> str:
    """A person's or a unit's name, or what somebody said, short enough for one line and without a link's password."""
    return lengths.shorten(lengths.tidy(without_who(words)), most) or "—"


def label(words: str, most: int = BUTTON) -> str:
    """A button's label within LINE's count of letters."""
    return lengths.shorten(lengths.tidy(words), most, lengths.letters) or "—"


def press(words: str, data: str) -> Part:
    """An action that sends the data back to us."""
    return {"type": "postback", "label": label(words), "data": data}


def pick_day(words: str, data: str, first: date, shown: date) -> Part:
    """An action that asks for a day not before `first`, opened at `shown`."""
    days = {"initial": max(first, shown).isoformat(), "min": first.isoformat()}
    return {"type": "datetimepicker", "label": label(words), "data": data, "mode": "date", **days}


def link(words: str, address: str) -> Part:
    """An action that opens a page."""
    return {"type": "uri", "label": label(words), "uri": address}


def say(words: str, spoken: str) -> Part:
    """An action that lets the person say the words in the chat."""
    return {"type": "message", "label": label(words), "text": lengths.shorten(spoken, 300)}


def line(words: str, most: int = 300, **look: Any) -> Part:
    """A wrapped line of a card; look: LINE's own properties (size, weight, color, …)."""
    shown = lengths.shorten(words, most) or "—"
    return {"type": "text", "text": shown, "wrap": True, "size": "sm", "color": INK, **look}


def box(layout: str, contents: Sequence[Part], **look: Any) -> Part:
    """Parts beside (horizontal, baseline) or below each other (vertical)."""
    return {"type": "box", "layout": layout, "contents": list(contents), **look}


def button(action: Part, style: str = "secondary", **look: Any) -> Part:
    """A button of a card."""
    return {"type": "button", "action": action, "style": style, "height": "sm", **look}


def two_by_two(buttons: Sequence[Part]) -> Part:
    """Buttons in rows of two, so that four do not fill a phone."""
    rows = [
        box("horizontal", buttons[i : i + 2], spacing="sm") if len(buttons[i : i + 2]) > 1 else buttons[i]
        for i in range(0, len(buttons), 2)
    ]
    return box("vertical", rows, spacing="sm")


def bubble(body: Sequence[Part], footer: Sequence[Part] = (), size: str = "mega") -> Part:
    """One card."""
    card: Part = {"type": "bubble", "size": size, "body": box("vertical", body, spacing="sm")}
    return card | ({"footer": box("vertical", footer, spacing="sm")} if footer else {})


def flex(alt: str, bubbles: Sequence[Part]) -> Message:
    """A card, or several side by side; alt is what notifications and old phones show instead."""
    several = {"type": "carousel", "contents": list(bubbles)}
    contents = bubbles[0] if len(bubbles) == 1 else several
    return {"type": "flex", "altText": lengths.shorten(alt, ALT) or "…", "contents": contents}


def weight(part: Part) -> int:
    """Bytes of the JSON as LINE's SDK writes it, with Thai letters escaped: the stricter way LINE may measure."""
    return len(json.dumps(part))


def preceded(message: Message, words: str) -> Message:
    """The message with words before its own: above a text or a prompt's card; other messages stay as they are."""
    if message["type"] == "text":
        return {**message, "text": lengths.shorten(f"{words}\n{message['text']}", TEXT)}
    if message["type"] != "flex" or message["contents"]["type"] != "bubble":
        return message
    bubble_ = message["contents"]
    body = {**bubble_["body"], "contents": [line(words), *bubble_["body"]["contents"]]}
    alt = lengths.shorten(f"{words}\n{message['altText']}", ALT)
    return {**message, "altText": alt, "contents": {**bubble_, "body": body}}


def prompt(words: str, actions: Sequence[Part], alt: str | None = None) -> Message:
    """A small card: words and a few buttons, which unlike LINE's quick replies stay and work on a PC too."""
    return flex(alt or words, [bubble([line(words, most=1500)], [button(action) for action in actions])])


def codes(found: Sequence[str]) -> str:
    """ "O12, O13"; long lists are cut after six."""
    return ", ".join(found[:6]) + (f" และอีก {len(found) - 6} ข้อ" if len(found) > 6 else "")
