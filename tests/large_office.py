"""An office of 60 measures, 12 units and 200 people with long names, and every message the product could say to it."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from itertools import cycle, islice
from random import Random
from types import UnionType
from typing import Any

import bot.messages
from bot.messages import cards, choices, dialogue, pages, parts
from bot.pressing import STEPS
from models.records import DueItem, Status

MEASURES, UNITS, PEOPLE = 60, 12, 200
SHARES = MEASURES * UNITS
_DAY = date(2027, 1, 12)


@dataclass(frozen=True)
class LargeOffice:
    """What the product is given for one parameter or field, by its name where that tells, else by its type.

    title, name, unit, words: as long as somebody could type them. chance: decides what is open either way.
    """

    title: str
    name: str
    unit: str
    words: str
    chance: Random

    def said_by(self, builder: Callable[..., Any]) -> list[dict[str, Any]]:
        """The messages of one builder, everything filled in."""
        hints = typing.get_type_hints(builder)
        hints.pop("return")
        messages: list[dict[str, Any]] = list(builder(**{name: self._of(hint, name) for name, hint in hints.items()}))
        return messages

    def _of(self, hint: Any, name: str) -> Any:
        if name in _NAMED:
            return _NAMED[name](self)
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin in (UnionType, typing.Union):
            return self._of(self.chance.choice(inner), name) if type(None) in inner else self._of(inner[0], name)
        if origin is tuple and Ellipsis not in inner:
            return tuple(self._of(one, "action" if name == "some" and one is str else "") for one in inner)
        if origin in (tuple, Sequence):
            several = [self._of(inner[0], _SINGULAR.get(name, "")) for _ in range(_DISTINCT)]
            return tuple(islice(cycle(several), _how_many(inner[0], name)))
        if origin is Mapping:
            return {f"{self.unit} {n}": self._of(inner[1], "people") for n in range(UNITS)}
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.chance.choice(list(hint))
        if is_dataclass(hint) or hasattr(hint, "_fields"):
            return typing.cast(Any, hint)(**self._fields(typing.cast(Any, hint)))
        return _PLAIN[hint](self)

    def _fields(self, record: type[Any]) -> dict[str, Any]:
        """Values for a data class or a named tuple, by its own names."""
        hints = typing.get_type_hints(record)
        names = [one.name for one in fields(record)] if is_dataclass(record) else list(hints)
        return {name: self._of(hints[name], name) for name in names}


def builders() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function under bot/messages that makes whole messages, by its name; parts has the pieces alone."""
    for module in pkgutil.iter_modules(bot.messages.__path__):
        found = importlib.import_module(f"bot.messages.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            own = function.__module__ == found.__name__ and found is not parts and not name.startswith("_")
            own = own and function is not dialogue.way_to_private  # actions of other messages
            if own and typing.get_type_hints(function).get("return") == parts.Messages:
                yield f"{module.name}.{name}", function


def _how_many(one: Any, name: str) -> int:
    """As many as the office could have of it; name "": inside of something else."""
    if name == "":
        return 8
    if name in ("who", "missing", "done", "noted", "units", "silent", "seen", "taken", "some"):
        return UNITS
    if name in ("further", "ways", "remarks", "codes", "quarters", "notes", "kept", "reports", "answer"):
        return 4
    if one in (str,) or name in ("candidates", "people", "found"):
        return PEOPLE
    return SHARES


def _item(office: LargeOffice) -> DueItem:
    everybody = tuple(f"{office.unit} {n}" for n in range(UNITS))
    return DueItem(**{**office._fields(DueItem), "who": everybody[: office.chance.choice((0, 1, UNITS))]})


_DISTINCT = 6  # of a sequence; the rest are these again, for a test that takes seconds
_SINGULAR = {"codes": "code", "remarks": "remark", "some": "some", "answer": "message", "offers": "offer"}
_PLAIN: dict[Any, Callable[[LargeOffice], Any]] = {
    str: lambda office: office.words,
    int: lambda office: office.chance.choice((0, 1, 7, 123_456)),
    bool: lambda office: office.chance.random() < 0.5,
    date: lambda _: _DAY,
    datetime: lambda _: datetime(2027, 1, 12, 3, tzinfo=UTC),
    type(None): lambda _: None,
    dict[str, Any]: lambda office: parts.press(office.words, "a=help"),
    DueItem: _item,
}
# By its name where not every text or number will do: what is looked up, and what only our own code gives.
_NAMED: dict[str, Callable[[LargeOffice], Any]] = {
    "title": lambda office: office.title,
    "name": lambda office: office.name,
    "asker": lambda office: office.name,
    "owed": lambda office: office.title,
    "unit": lambda office: office.unit,
    "collector": lambda office: office.chance.choice((None, office.unit)),
    "code": lambda office: f"O{office.chance.randint(1, 99)}",
    "action": lambda office: office.chance.choice(sorted(STEPS)),
    "intent": lambda office: office.chance.choice(["report_status", *choices.ACTION_OF]),
    "digits": lambda office: office.chance.choice(("thai", "arabic")),
    "particle": lambda office: office.chance.choice(("ค่ะ", "ครับ")),
    "quarter": lambda office: office.chance.randint(1, 4),
    "fiscal_year": lambda _: 2570,
    "kind": lambda office: office.chance.choice(("staff", "unit", "executives")),
    "url": lambda _: "https://tamngan.example/in/" + "x" * 120,
    "label": lambda _: pages.PAGES,
    "detail_url": lambda _: "https://tamngan.example/in/" + "x" * 120,
    "basic_id": lambda office: office.chance.choice((None, "@123abcde")),
    "line_user_id": lambda office: office.chance.choice((None, "U" + "0" * 32)),
    "keys": lambda _: {"u": 123_456, "q": 4, "m": _DAY, "p": 123_456, "at": _DAY},
    "skip": lambda office: office.chance.choice((0, 8, 300, 719, 2_000)),
    "draw": lambda office: office.chance.choice((cards.row, cards.standing)),
    "days_left": lambda office: office.chance.randint(-400, 400),
    "key": lambda _: "outcome",
    "offer": lambda office: office.chance.choice(("ack", "published")),
    "remark": lambda office: office.chance.choice(sorted(dialogue._REMARKS)),
    "message": lambda office: parts.text(office.words),
    "status": lambda office: office.chance.choice(list(Status)),
}
