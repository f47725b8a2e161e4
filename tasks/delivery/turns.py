"""Whose chat is looked at next in one pass: answers first, then office by office, none of them on all lines. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

FEW = 4  # chats of an office at first: LINE may have to be asked for its quota before the others are looked at
MISSES = 3  # requests of one office in a row that came to nothing: the rest of the pass is for the others


@dataclass(frozen=True)
class Turn:
    """A chat in which something can be done now. uncounted: a group whose people LINE was not asked for today."""

    chat_id: int
    agency_id: int
    has_answer: bool = False
    uncounted: bool = False


class Turns:
    """The chats of one pass in the order they came, and what each office has on its way to LINE."""

    def __init__(self, chats: Iterable[Turn], each: int) -> None:
        """each: requests one office may have on their way at a time."""
        self._waiting = list(chats)
        self._each = each
        self._flying: Counter[int] = Counter()
        self._misses: Counter[int] = Counter()
        self._met: set[int] = set()
        self._parked: dict[int, list[Turn]] = {}

    def take(self, limit: int) -> list[Turn]:
        """The next chats, at most so many; those of offices that have enough on their way keep their place."""
        taken: list[Turn] = []
        begun = Counter(self._flying)
        for place, turn in enumerate(self._waiting):
            if len(taken) == limit:
                self._waiting = [*self._passed_over(taken, place), *self._waiting[place:]]
                return self._meet(taken)
            if self._may_go(turn, begun[turn.agency_id]):
                taken.append(turn)
                begun[turn.agency_id] += 1
        self._waiting = self._passed_over(taken, len(self._waiting))
        return self._meet(taken)

    def _meet(self, taken: list[Turn]) -> list[Turn]:
        self._met |= {turn.agency_id for turn in taken}
        return taken

    def first(self, turns: Iterable[Turn]) -> None:
        """These come next: more is to be said there."""
        self._waiting[:0] = turns

    def park(self, turn: Turn) -> bool:
        """Until its office's quota is known; True for the first, which is not kept: LINE is to be asked for it."""
        if turn.agency_id in self._parked:
            self._parked[turn.agency_id].append(turn)
            return False
        self._parked[turn.agency_id] = []
        return True

    def unpark(self, agency_id: int) -> None:
        """LINE has told the quota, or is known to be silent."""
        self.first(self._parked.pop(agency_id, ()))

    def sent(self, agency_id: int) -> None:
        """A request of the office is on its way."""
        self._flying[agency_id] += 1

    def landed(self, agency_id: int, effect: bool | None) -> None:
        """It came back. effect: True when LINE took it, False when it came to nothing for want of a working LINE."""
        self._flying[agency_id] -= 1
        if effect is not None:
            self._misses[agency_id] = 0 if effect else self._misses[agency_id] + 1

    def _may_go(self, turn: Turn, begun: int) -> bool:
        asking = turn.agency_id in self._parked and not turn.has_answer
        most = self._each if turn.has_answer or turn.agency_id in self._met else FEW
        return not asking and begun < most and self._misses[turn.agency_id] < MISSES

    def _passed_over(self, taken: list[Turn], place: int) -> list[Turn]:
        gone = {id(turn) for turn in taken}
        return [turn for turn in self._waiting[:place] if id(turn) not in gone]
