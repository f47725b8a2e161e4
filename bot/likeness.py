"""What a message resembles among sentences labelled by hand: a second opinion beside the rules.

Linear weights over pieces of two to four characters and over what the rules find (bot/marks.py): bot/weights.py, made
by `python -m tests.replies_train` (docs/decisions/0015-rules-first-and-a-second-opinion.md). Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import exp, sqrt

from bot.marks import marks_of
from bot.vocabulary import PARTICLE
from bot.weights import KINDS, PACKED, SCALE
from bot.wording import CUT, Wording, pattern

SHORTEST, LONGEST_PIECE = 2, 4
LONGEST = 400  # characters beyond which a message is no short reply, and the opinion worth nothing
ZERO = 78  # the character that packs the weight 0 ("N"): weights from -45 to 45 are printable on both sides
MARK = "#"  # begins what is no piece of the text
MARKED = 2  # times a piece's weight: one mark says more than one piece; 2 was best on sentences kept aside

_COURTESY = pattern(rf"(?:{PARTICLE}|\s|[👍👌🙏😊🙂😄🥰🎉🎊✨]){{1,6}}+$")


@dataclass(frozen=True)
class Likeness:
    """How much a message resembles each kind: shares that sum up to 1; empty where nothing can be said.

    known: the share, 0 to 1, of its pieces of three characters or more that any labelled sentence has.
    """

    shares: Mapping[str, float]
    known: float = 0.0

    @property
    def kind(self) -> str:
        """The kind it most resembles."""
        return max(self.shares, key=self.shares.__getitem__) if self.shares else "none"

    @property
    def sure(self) -> float:
        """How sure that is, 0 to 1."""
        return self.of(self.kind)

    def of(self, kind: str) -> float:
        """The share of one kind."""
        return self.shares.get(kind, 0.0)


def pieces_of(said: Wording, addressed: bool, quoted: bool) -> set[str]:
    """The character pieces of the words, and marks: of the rules, and of where it was said. Particles say nothing."""
    bare = tuple(replace(clause, flat=_COURTESY.sub("", clause.flat)) for clause in said.clauses)
    said = replace(said, clauses=bare, flat=CUT.join(clause.flat for clause in bare))
    text = f"^{said.flat.replace(MARK, '')}$"
    found = {text[at : at + n] for n in range(SHORTEST, LONGEST_PIECE + 1) for at in range(len(text) - n + 1)}
    place = ("A" if addressed else "U") + ("C" if said.codes else "Q" if quoted else "N")
    return found | {f"#{place[0]}", f"#{place[1]}"} | marks_of(said, place)


def share_of(piece: str, count: int) -> float:
    """How much one of so many pieces counts."""
    return (MARKED if piece[0] == MARK else 1) / sqrt(count)


def likeness(said: Wording, addressed: bool, quoted: bool) -> Likeness:
    """What the words most resemble; nothing sure for words longer than a reply."""
    if len(said.flat) > LONGEST:
        return Likeness({})
    pieces, weights = pieces_of(said, addressed, quoted), _weights()
    sums = [0.0] * len(KINDS)
    for piece in pieces:
        share = share_of(piece, len(pieces)) / SCALE
        for kind, packed in enumerate(weights.get(piece, "")):
            sums[kind] += share * (ord(packed) - ZERO)
    top = max(sums)
    parts = [exp(score - top) for score in sums]
    long = [piece in weights for piece in pieces if len(piece) > SHORTEST and piece[0] != MARK]
    shares = {kind: part / sum(parts) for kind, part in zip(KINDS, parts, strict=True)}
    return Likeness(shares, sum(long) / max(1, len(long)))


@cache
def _weights() -> dict[str, str]:
    """Piece by piece: its weight for each kind, one character each."""
    width = len(KINDS)
    return {entry[:-width]: entry[-width:] for entry in PACKED.split()}
