"""A long list in pages of a phone's patience. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
ROWS = 50


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list; number and last count from 1."""

    items: Sequence[Item]
    number: int
    last: int


def page_of(items: Sequence[Item], number: int | None, rows: int = ROWS) -> Page[Item]:
    """The page asked for, or the nearest there is."""
    wanted, last = place_of(len(items), number, rows)
    return Page(items[(wanted - 1) * rows : wanted * rows], wanted, last)


def place_of(count: int, number: int | None, rows: int = ROWS) -> tuple[int, int]:
    """(the page asked for or the nearest there is, the last page) of a list that is fetched page by page."""
    last = max(1, -(-count // rows))
    return min(max(number or 1, 1), last), last
