"""The reminder policy as frozen values: stages, working hours, urgencies, quota. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any


@dataclass(frozen=True)
class AfterStage:
    """One stage after the due date: how many days, and who is told (responsible, unit_head, executive)."""

    days: int
    tell: str


@dataclass(frozen=True)
class Ladder:
    """The days on which people are reminded; an office may keep its own (models/ladder.py).

    before: days before the due date, by rhythm. responsible, unit_head, executive: days after it on which each hears
    of it. Then those responsible again: from `first` days after it every so many days, so many times.
    """

    before: Mapping[str, tuple[int, ...]]
    responsible: int
    unit_head: int
    executive: int
    first: int
    every: int
    times: int


@dataclass(frozen=True)
class Urgency:
    """How soon a kind of message travels: rank (lower first), patience for a free reply, usefulness."""

    rank: int
    patience: timedelta
    useful: timedelta


@dataclass(frozen=True)
class Policy:
    """Stages by rhythm, stages after the due date, working hours, urgencies, the monthly quota.

    ladder: what the stages come from. noted_before: the days before the due date that are left once somebody has noted
    it. approval: the days after the finish on which executives hear of it. undecided: days after asking for more time
    on which it is brought up again. deciders: who decides on it, by the asker's role, both as models.records.Role has
    them; stand_in: who does where none of those is registered. before_meeting: working days before a meeting on which
    executives are told how things stand; after_quarter: days after a quarter's first working day until which they
    still are.
    """

    opens: time
    closes: time
    last_push: time
    ladder: Ladder
    after: tuple[AfterStage, ...]
    urgency: dict[str, Urgency]
    monthly_quota: int
    noted_before: frozenset[int]
    approval: tuple[int, ...]
    undecided: tuple[int, ...]
    deciders: dict[str, tuple[str, ...]]
    stand_in: tuple[str, ...]
    reserve_percent: int
    before_meeting: int
    after_quarter: int

    @property
    def before(self) -> Mapping[str, tuple[int, ...]]:
        """Days before the due date on which a duty is brought up, by its rhythm."""
        return self.ladder.before


def with_ladder(policy: Policy, ladder: Ladder) -> Policy:
    """The same policy with other days of reminding."""
    return replace(policy, ladder=ladder, after=_after(ladder))


def parse_policy(text: str) -> Policy:
    """The text of policy.toml; a missing or misspelt part raises KeyError or ValueError naming it."""
    data = tomllib.loads(text)
    ladder = parse_ladder(data)
    return Policy(
        opens=time.fromisoformat(data["hours"]["opens"]),
        closes=time.fromisoformat(data["hours"]["closes"]),
        last_push=time.fromisoformat(data["hours"]["last_push"]),
        ladder=ladder,
        after=_after(ladder),
        urgency={name: _urgency(row) for name, row in data["urgency"].items()},
        monthly_quota=data["quota"]["monthly"],
        noted_before=frozenset(data["noted"]["before"]),
        approval=tuple(data["approval"]["every"] * n for n in range(data["approval"]["times"] + 1)),
        undecided=tuple(data["undecided"]["after"]),
        deciders={role: tuple(rungs) for role, rungs in data["deciders"].items()},
        stand_in=tuple(data["stand_in"]["deciders"]),
        reserve_percent=data["quota"]["reserve_percent"],
        before_meeting=data["digest"]["before_meeting"],
        after_quarter=data["digest"]["after_quarter"],
    )


def parse_ladder(data: Mapping[str, Any]) -> Ladder:
    """The days of reminding as policy.toml, or an office's own row, has them; raises KeyError for a missing part."""
    days = {rung["tell"]: rung["days"] for rung in data["after"]}
    return Ladder(
        before={rhythm: tuple(sorted(listed, reverse=True)) for rhythm, listed in data["before"].items()},
        responsible=days["responsible"],
        unit_head=days["unit_head"],
        executive=days["executive"],
        first=data["weekly"]["first"],
        every=data["weekly"]["every"],
        times=data["weekly"]["times"],
    )


def _after(ladder: Ladder) -> tuple[AfterStage, ...]:
    named = [AfterStage(getattr(ladder, tell), tell) for tell in ("responsible", "unit_head", "executive")]
    rest = [AfterStage(ladder.first + ladder.every * n, "responsible") for n in range(ladder.times)]
    return tuple(sorted([*named, *rest], key=lambda stage: stage.days))


def _urgency(row: dict[str, int]) -> Urgency:
    return Urgency(row["rank"], timedelta(minutes=row["patience"]), timedelta(hours=row["useful"]))
