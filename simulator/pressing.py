"""The actions of a message: which there are, in the order they are seen, and what a press of one says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.records import User

Action = dict[str, Any]


@dataclass(frozen=True)
class Pressed:
    """One press; data is None for actions that tell the bot nothing (uri, clipboard, camera…)."""

    user: User
    chat: str
    action: Action
    picked: str | None = None

    @property
    def data(self) -> str | None:
        return self.action["data"] if self.action["type"] in ("postback", "datetimepicker") else None

    @property
    def display_text(self) -> str | None:
        return self.action.get("displayText") or self.action.get("text")

    @property
    def params(self) -> dict[str, str] | None:
        """A picked value that the picker would not offer raises ValueError."""
        if self.action["type"] != "datetimepicker":
            return None
        if not self.picked:
            raise ValueError("a date picker needs a picked value")
        if not self.action.get("min", "") <= self.picked <= self.action.get("max", "9999"):
            raise ValueError("the picked value is outside of what the picker offers")
        return {self.action["mode"]: self.picked}


def actions(body: dict[str, Any]) -> list[Action]:
    """All actions of a message: those on the card from top to bottom, then the quick replies."""
    on_card = list(_walk({k: v for k, v in body.items() if k != "quickReply"}))
    return on_card + [item["action"] for item in body.get("quickReply", {}).get("items", [])]


def find_action(body: dict[str, Any], which: int | str) -> Action:
    """By place, by postback data, or by label; raises ValueError when there is none."""
    found = actions(body)
    if isinstance(which, int) and -len(found) <= which < len(found):
        return found[which]
    for name in ("data", "label", "text"):
        for action in found:
            if action.get(name) == which:
                return action
    raise ValueError(f"no action {which!r} among {[a.get('label') or a.get('data') for a in found]}")


def _walk(node: Any) -> Iterator[Action]:
    if isinstance(node, list):
        for child in node:
            yield from _walk(child)
    if isinstance(node, dict):
        if "action" in node:
            yield node["action"]
        yield from node.get("actions", [])
        for name in ("contents", "header", "hero", "body", "footer", "template", "columns"):
            if name in node:
                yield from _walk(node[name])
