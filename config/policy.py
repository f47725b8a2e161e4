"""The reminder policy as frozen values: stages, working hours, urgencies, quota. Pure."""

import tomllib
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any


@dataclass(frozen=True)
class AfterStage:
    """One stage after the due date: how many days, and who is told (responsible, unit_head, executive)."""

    days: int
    tell: str


@dataclass(frozen=True)
class Urgency:
    """How soon a kind of message travels: rank (lower first), patience for a free reply, usefulness."""

    rank: int
    patience: timedelta
    useful: timedelta


@dataclass(frozen=True)
class Policy:
    """Stages by rhythm, stages after the due date, working hours, urgencies, the monthly quota.

    noted_before: the days before the due date that are left once somebody has noted it. approval: the days after the
    finish on which executives hear of it. undecided: days after asking for more time on which it is brought up again.
    deciders: who decides on it, by the asker's role, both as models.records.Role has them.
    """

    opens: time
    closes: time
    last_push: time
    before: dict[str, tuple[int, ...]]
    after: tuple[AfterStage, ...]
    urgency: dict[str, Urgency]
    monthly_quota: int
    noted_before: frozenset[int]
    approval: tuple[int, ...]
    undecided: tuple[int, ...]
    deciders: dict[str, tuple[str, ...]]
    reserve_percent: int


def parse_policy(text: str) -> Policy:
    """The text of policy.toml; a missing or misspelt part raises KeyError or ValueError naming it."""
    data = tomllib.loads(text)
    return Policy(
        opens=time.fromisoformat(data["hours"]["opens"]),
        closes=time.fromisoformat(data["hours"]["closes"]),
        last_push=time.fromisoformat(data["hours"]["last_push"]),
        before={rhythm: tuple(sorted(days, reverse=True)) for rhythm, days in data["before"].items()},
        after=_after(data),
        urgency={name: _urgency(row) for name, row in data["urgency"].items()},
        monthly_quota=data["quota"]["monthly"],
        noted_before=frozenset(data["noted"]["before"]),
        approval=tuple(data["approval"]["every"] * n for n in range(data["approval"]["times"] + 1)),
        undecided=tuple(data["undecided"]["after"]),
        deciders={role: tuple(rungs) for role, rungs in data["deciders"].items()},
        reserve_percent=data["quota"]["reserve_percent"],
    )


def _after(data: dict[str, Any]) -> tuple[AfterStage, ...]:
    named = [AfterStage(row["days"], row["tell"]) for row in data["after"]]
    weekly = data["weekly"]
    rest = [AfterStage(weekly["first"] + weekly["every"] * n, "responsible") for n in range(weekly["times"])]
    return tuple(sorted([*named, *rest], key=lambda stage: stage.days))


def _urgency(row: dict[str, int]) -> Urgency:
    return Urgency(row["rank"], timedelta(minutes=row["patience"]), timedelta(hours=row["useful"]))
