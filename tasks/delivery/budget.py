"""What the rest of the month will need in counted messages, what is kept for urgent things, what will not go. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Foreseen:
    """One reminder that will be due in a chat on a working day, and whom LINE reaches of those it names (staff ids)."""

    chat_id: int
    day: date
    rank: int
    occurrence_id: int
    people: tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """What a push to a chat costs, and on what share of the last working days somebody spoke there (0 to 1)."""

    cost: int
    spoken: float


@dataclass(frozen=True)
class Need:
    """One digest: its day, its most urgent rank, the counted messages it is expected to take, what it is about.

    Expected: where people speak on nine days of ten, a tenth of what a push would cost.
    """

    day: date
    rank: int
    cost: float
    occurrences: tuple[int, ...]


@dataclass(frozen=True)
class Shortage:
    """What the rest of the month needs, how much is missing, and the occurrences that will not be pushed.

    urgent: even of what is due on its day something would not go.
    """

    needed: int
    missing: int
    urgent: bool
    occurrences: tuple[int, ...]


def needs(foreseen: Iterable[Foreseen], places: Mapping[int, Place]) -> tuple[Need, ...]:
    """One digest a chat and day, pushed the cheaper way: to all of the chat, or to the people who answer."""
    digests: dict[tuple[date, int], list[Foreseen]] = {}
    for one in foreseen:
        digests.setdefault((one.day, one.chat_id), []).append(one)
    return tuple(_need(day, places[chat_id], some) for (day, chat_id), some in sorted(digests.items()))


def _need(day: date, place: Place, some: Sequence[Foreseen]) -> Need:
    people = {person for one in some for person in one.people}
    cost = min(len(people), place.cost) if all(one.people for one in some) else place.cost
    occurrences = tuple(sorted({one.occurrence_id for one in some}))
    return Need(day, min(one.rank for one in some), cost * (1 - place.spoken), occurrences)


def kept(needed: Sequence[Need], ranks: Iterable[int], reserve: int, reserved_for: int) -> dict[int, int]:
    """Rank → counted messages that it must leave for what is more urgent this month.

    reserve: kept besides for what no plan foretells, from every rank less urgent than reserved_for.
    """
    return {
        rank: math.ceil(sum(need.cost for need in needed if need.rank < rank)) + _aside(rank, reserve, reserved_for)
        for rank in ranks
    }


def shortage(needed: Sequence[Need], left: int, reserve: int, reserved_for: int, urgent_rank: int) -> Shortage | None:
    """What will not go when the most urgent is said first; None when there is enough for everything."""
    spent, unsent = 0.0, []
    for need in sorted(needed, key=lambda need: (need.rank, need.day)):
        if need.cost and spent + need.cost > left - _aside(need.rank, reserve, reserved_for):
            unsent.append(need)
        else:
            spent += need.cost
    if not unsent:
        return None
    return Shortage(
        needed=math.ceil(sum(need.cost for need in needed)),
        missing=math.ceil(sum(need.cost for need in unsent)),
        urgent=any(need.rank <= urgent_rank for need in unsent),
        occurrences=tuple(dict.fromkeys(i for need in unsent for i in need.occurrences)),
    )


def _aside(rank: int, reserve: int, reserved_for: int) -> int:
    return reserve if rank > reserved_for else 0
