"""Instead of a push to a whole group: which reminders go to whom in 1:1 chats, for one counted message each. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A group's reminder: how urgent, whether its patience is over, and the people LINE reaches who answer for it."""

    id: int
    rank: int
    impatient: bool
    people: tuple[int, ...]


@dataclass(frozen=True)
class Move:
    """This message is said to these people, each in their own chat, and no more in the group."""

    message_id: int
    people: tuple[int, ...]


@dataclass(frozen=True)
class Spending:
    """Counted messages left; kept: by rank, how many of them are kept for what is more urgent."""

    left: int
    kept: Mapping[int, int]

    def allows(self, cost: int, rank: int) -> bool:
        """True when so many may be spent on something of this rank."""
        return cost <= self.left - self.kept.get(rank, 0)

    def why_not(self, cost: int, rank: int) -> str:
        """For the operator: what is missing."""
        kept = min(self.kept.get(rank, 0), self.left)
        aside = f" (กันไว้ {kept} สำหรับเรื่องเร่งด่วนกว่า)" if cost <= self.left else ""
        return f"โควตาเหลือ {self.left}{aside} ต้องใช้ {cost}"


def split(told: Sequence[Told], spending: Spending) -> tuple[Move, ...]:
    """Everybody who answers for an impatient reminder, the most urgent first, while there is something to spend.

    Where that is too much for all, one of them; where it is too much for one, the reminder stays in the group. What
    could still wait goes along when all its people are spoken to anyway.
    """
    chosen: set[int] = set()
    moves = []
    for one in sorted((one for one in told if one.impatient), key=lambda one: (one.rank, one.id)):
        people = _affordable(one, chosen, spending)
        chosen |= set(people)
        if people:
            moves.append(Move(one.id, people))
    riding = (one for one in told if not one.impatient and one.people and chosen.issuperset(one.people))
    return (*moves, *(Move(one.id, one.people) for one in riding))


def _affordable(one: Told, chosen: set[int], spending: Spending) -> tuple[int, ...]:
    first = next((person for person in one.people if person in chosen), *one.people[:1]) if one.people else None
    for people in (one.people, () if first is None else (first,)):
        if people and spending.allows(len(chosen.union(people)), one.rank):
            return people
    return ()
