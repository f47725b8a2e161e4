"""Writes down who says and presses what where in an office on the simulator, cards drawn as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.bangkok import BANGKOK
from models.thaidate import short_date
from tests.journeys import Office

BOT = "ตามงาน"
_UNDER = "        "  # what a speaker says on further lines stands under the first


@dataclass
class Record:
    """Acts like an office's people and keeps the transcript: each place and moment once, then speaker and words."""

    office: Office
    lines: list[str] = field(default_factory=list)
    _heading: str = ""

    # -- acts -----------------------------------------------------------------------------------------------------

    def say(self, who: str, words: str, where: str | None = None, **how: Any) -> str:
        """Somebody types; the id of the message."""
        called = f"@{BOT} " if how.get("mention_bot") else ""
        return self._act(who, where, f"{called}{words}", lambda: self.office.town.line.say(who, where, words, **how))

    def answer(self, who: str, words: str, where: str) -> str:
        """Somebody types, quoting the bot's last message of a place."""
        card = self.office.town.heard(where)[-1]["id"]
        quoting = lambda: self.office.town.line.say(who, where, words, quote=card)  # noqa: E731
        return self._act(who, where, f"(ตอบกลับการ์ดของ{BOT}) {words}", quoting)

    def press(self, who: str, label: str, where: str | None = None, picked: str | None = None) -> None:
        """Somebody presses the newest button of this label."""
        place = where or who
        card = next(m for m in reversed(self.office.town.heard(place)) if label in labels(m))
        day = f" เลือก {short_date(datetime.fromisoformat(picked).date())}" if picked else ""
        press = lambda: self.office.town.line.press(who, card["id"], label, picked)  # noqa: E731
        self._act(who, where, f"(กด ‹{label}›{day})", press)

    def photo(self, who: str, where: str | None = None) -> str:
        """Somebody sends a photo."""
        content = b"\xff\xd8\xff\xe0 a photo"
        return self._act(who, where, "(ส่งรูป)", lambda: self.office.town.line.send_image(who, where, content))

    def edit(self, who: str, message: str, words: str, where: str | None = None) -> None:
        """Somebody corrects what they wrote."""
        self._act(who, where, f"(แก้ข้อความเดิมเป็น) {words}", lambda: self.office.town.line.edit(message, words))

    def unsend(self, who: str, message: str, where: str | None = None) -> None:
        """Somebody withdraws what they wrote."""
        self._act(who, where, "(ยกเลิกข้อความที่ส่ง)", lambda: self.office.town.line.unsend(message))

    def at(self, day: str, clock: str) -> None:
        """Time goes by; what is due is said."""
        before = self.office.last_id()
        self.office.town.at(day, clock)
        self.office.town.work()
        self._heard(before, "")

    def _act(self, who: str, where: str | None, shown: str, act: Any) -> Any:
        before = self.office.last_id()
        done = act()
        self.office.town.work()
        self._place(where or who)
        self._speak(who, [shown])
        self._heard(before, where or who)
        return done

    # -- what was said --------------------------------------------------------------------------------------------

    def _heard(self, before: str | None, here: str) -> None:
        """The answer where it was asked first, then what was said elsewhere, chat by chat."""
        names = self._names()
        new = [(names[m["chat"]], m) for m in self.office.town.line.inbox(None, before)]
        for place in sorted({place for place, _ in new}, key=lambda place: (place != here, place)):
            self._place(place)
            for message in (m for where, m in new if where == place):
                self._speak(BOT, drawn(message["body"], names))

    def _names(self) -> dict[str, str]:
        cast = self.office.town.line.cast()
        return {one["id"]: one["name"] for one in (*cast["users"], *cast["groups"])}

    def _place(self, place: str) -> None:
        now = self.office.town.now.astimezone(BANGKOK)
        where = f"กลุ่ม {place}" if place in self.office.town.groups else f"แชตส่วนตัวของ{place}"
        heading = f"── {where} · {short_date(now.date())} {now:%H:%M} น."
        if heading != self._heading:
            self.lines += ["", heading] if self.lines else [heading]
        self._heading = heading

    def _speak(self, who: str, said: list[str]) -> None:
        first, *more = [line for one in said for line in one.split("\n")] or [""]
        self.lines += [f"{who}: {first}", *(f"{_UNDER}{line}" for line in more)]


def labels(message: dict[str, Any]) -> list[str]:
    return [action["label"] for action in message["actions"] if "label" in action]


def drawn(body: dict[str, Any], names: dict[str, str]) -> list[str]:
    """A message as lines of text: a card's words between bars, its buttons as ‹…›."""
    if body["type"] == "flex":
        contents = body["contents"]
        cards = contents["contents"] if contents["type"] == "carousel" else [contents]
        several = len(cards) > 1
        return [line for n, card in enumerate(cards, 1) for line in _card(card, n if several else 0)]
    words = str(body.get("text", f"({body['type']})"))
    for key, part in (body.get("substitution") or {}).items():
        words = words.replace(f"{{{key}}}", "@" + names[part["mentionee"]["userId"]])
    quick = [item["action"]["label"] for item in body.get("quickReply", {}).get("items", [])]
    return [words, *_buttons(quick)]


def _card(card: dict[str, Any], number: int) -> list[str]:
    words = list(_words(card.get("body", {})))
    buttons = _buttons(list(_actions(card)))
    return [*([f"[การ์ด {number}]"] if number else []), *words, *buttons]


def _words(part: dict[str, Any]) -> Iterator[str]:
    if part.get("type") == "text":
        yield part["text"]
    elif part.get("layout") in ("horizontal", "baseline"):
        beside = [words for one in part["contents"] if (words := " ".join(_words(one)))]
        yield from [" · ".join(beside)] if beside else []
    else:
        for one in part.get("contents", []):
            yield from _words(one)


def _actions(part: dict[str, Any]) -> Iterator[str]:
    if part.get("type") == "button":
        yield part["action"]["label"]
    for one in (*part.get("contents", []), part.get("footer"), part.get("body")):
        if isinstance(one, dict):
            yield from _actions(one)


def _buttons(found: list[str]) -> list[str]:
    return [" ".join(f"‹{label}›" for label in found)] if found else []
