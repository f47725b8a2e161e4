"""The assessment's own calendar as proposals: a pattern for every year, and what one year has of its own. Pure."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Proposal:
    """One step of the assessment: starts and ends as (month, day), both included; certain: announced, not guessed.

    fiscal_year (พ.ศ.): the one year it counts for, None for every year. stated: the Bangkok day it was written down.
    """

    key: str
    title: str
    starts: tuple[int, int]
    ends: tuple[int, int]
    source: str
    stated: date
    certain: bool = False
    fiscal_year: int | None = None


def parse_milestones(text: str) -> tuple[Proposal, ...]:
    """The text of milestones.toml; a missing or misspelt part raises KeyError or ValueError naming it."""
    return tuple(_proposal(row) for row in tomllib.loads(text)["milestone"])


def proposals_for(proposals: tuple[Proposal, ...], fiscal_year: int) -> tuple[Proposal, ...]:
    """What is proposed for a fiscal year, one a key: the year's own wording before the pattern."""
    found = {one.key: one for one in proposals if one.fiscal_year is None}
    found |= {one.key: one for one in proposals if one.fiscal_year == fiscal_year}
    return tuple(found.values())


def _proposal(row: dict[str, Any]) -> Proposal:
    unknown = set(row) - set(Proposal.__dataclass_fields__)
    if unknown:
        raise ValueError(f"{row.get('key')}: what is {', '.join(sorted(unknown))}?")
    return Proposal(**{**row, "starts": _day(row["starts"]), "ends": _day(row["ends"])})


def _day(text: str) -> tuple[int, int]:
    day = date.fromisoformat(f"2000-{text}")
    return day.month, day.day
