"""The items an assessment asks for in one fiscal year, with what each must show and tell, as frozen values. Pure."""

import tomllib
from dataclasses import dataclass
from typing import Any

KINDS = ("text", "number", "date", "shown", "evidence")


@dataclass(frozen=True)
class Element:
    """One thing the report of an item must have. ask: the question, without its particle; hint: what helps to answer.

    kind: text, number or date (told in words, with a figure or a day in them), shown (confirmed to stand in what
    was published) or evidence (a link, photo or file).
    """

    key: str
    label: str
    ask: str
    kind: str = "text"
    hint: str = ""


@dataclass(frozen=True)
class CatalogueItem:
    """An item as the assessor words it: its code of that year, its title, and what is asked besides the result."""

    code: str
    title: str
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Catalogue:
    """The items of one fiscal year (พ.ศ.) for one type of agency; codes change their meaning every year."""

    agency_type: str
    fiscal_year: int
    items: tuple[CatalogueItem, ...]


def parse_catalogue(text: str) -> Catalogue:
    """The text of a catalogue; a missing or misspelt part raises KeyError or ValueError naming it."""
    data = tomllib.loads(text)
    items = tuple(_item(row) for row in data["item"])
    if len({item.code for item in items}) != len(items):
        raise ValueError(f"a code stands twice in the catalogue of {data['fiscal_year']}")
    return Catalogue(data["agency_type"], data["fiscal_year"], items)


def _item(row: dict[str, Any]) -> CatalogueItem:
    unknown = set(row) - {"code", "title", "shows", "tell"}
    if unknown:
        raise ValueError(f"{row['code']}: what is {', '.join(sorted(unknown))}?")
    told = tuple(_told(row["code"], one) for one in row.get("tell", ()))
    return CatalogueItem(row["code"], row["title"], (*told, *_shown(row.get("shows", ()))))


def _told(code: str, row: dict[str, str]) -> Element:
    kind = row.get("kind", "text")
    if kind not in ("text", "number", "date"):
        raise ValueError(f"{code}: {kind} is no kind of words")
    return Element(f"element/{row['key']}", row["label"], row["ask"], kind, row.get("hint", ""))


def _shown(names: list[str]) -> tuple[Element, ...]:
    """All that the published thing must show is confirmed by one press."""
    if not names:
        return ()
    listed = ", ".join(names)
    return (Element("element/shown", "รายการที่ต้องแสดง", "ข้อมูลที่เผยแพร่มีครบหรือไม่", "shown", listed),)
