"""What a message resembles among sentences labelled by hand: a second opinion beside the rules.

Linear weights over pieces of two to four characters: bot/weights.py, made by `python -m tests.replies_train`
(docs/decisions/0015-rules-first-and-a-second-opinion.md). Pure.
"""

from dataclasses import dataclass
from functools import cache
from math import exp, sqrt

from bot.weights import KINDS, PACKED, SCALE

SHORTEST, LONGEST_PIECE = 2, 4
LONGEST = 400  # characters beyond which a message is no short reply, and the opinion worth nothing
ZERO = 78  # the character that packs the weight 0 ("N"): weights from -45 to 45 are printable on both sides


@dataclass(frozen=True)
class Likeness:
    """The kind a message most resembles, and how sure that is (0 to 1)."""

    kind: str
    sure: float


def pieces_of(flat: str, addressed: bool, named: bool, quoted: bool) -> set[str]:
    """The character pieces of flat words, with where they were said: to the bot, naming a code, or quoting a card."""
    text = f"^{flat}$"
    found = {text[at : at + n] for n in range(SHORTEST, LONGEST_PIECE + 1) for at in range(len(text) - n + 1)}
    return found | {"#A" if addressed else "#U", "#C" if named else "#Q" if quoted else "#N"}


def likeness(flat: str, addressed: bool, named: bool, quoted: bool) -> Likeness:
    """What the words most resemble; nothing sure for words longer than a reply."""
    if len(flat) > LONGEST:
        return Likeness("none", 0)
    pieces, weights = pieces_of(flat, addressed, named, quoted), _weights()
    sums = [0] * len(KINDS)
    for piece in pieces:
        for kind, packed in enumerate(weights.get(piece, "")):
            sums[kind] += ord(packed) - ZERO
    scores = [total / sqrt(len(pieces)) / SCALE for total in sums]
    top = max(scores)
    best = scores.index(top)
    return Likeness(KINDS[best], 1 / sum(exp(score - top) for score in scores))


@cache
def _weights() -> dict[str, str]:
    """Piece by piece: its weight for each kind, one character each."""
    width = len(KINDS)
    return {entry[:-width]: entry[-width:] for entry in PACKED.split()}
