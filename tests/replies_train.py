"""Makes bot/weights.py anew from our own labelled sentences: `python -m tests.replies_train`; the same every time."""

import json
import math
import random
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot import wording
from bot.likeness import ZERO, pieces_of, share_of

HERE = Path(__file__).parent
NAMES = ("own", "held_out", "families")
SENTENCES = tuple(HERE / "samples" / f"replies_{name}.jsonl" for name in NAMES)
WEIGHTS = HERE.parent / "bot" / "weights.py"
ROUNDS, FIRST_STEP, SCALE, PIECES, SEEN = 14, 1.5, 8, 7500, 2
WIDTH = 110
UNSAID = set("\"'\\ \t\n")  # characters that would not stand in the file as they are

Example = tuple[list[str], str]
Shares = list[tuple[float, list[int]]]


def kind_of(line: dict[str, Any]) -> str | None:
    """The label as one word; None where codes differ in their states."""
    wanted = line["expect"]
    return wanted["status"] if wanted["intent"] == "report_status" else wanted["intent"]


def examples(lines: list[dict[str, Any]]) -> list[Example]:
    """Pieces seen in at least SEEN sentences, beside the label; an answer to a card says the same without the quote."""
    told = []
    for line in lines:
        said, kind = wording.read(line["text"], line["addressed"]), kind_of(line)
        for quoted in {False, bool(line["quoted_code"])} if kind else ():
            told.append((pieces_of(said, line["addressed"], quoted), kind))
    seen = Counter(piece for pieces, _ in told for piece in pieces)
    return [(sorted(p for p in pieces if seen[p] >= SEEN and not UNSAID & set(p)), kind) for pieces, kind in told]


def train(told: list[Example]) -> dict[str, dict[str, float]]:
    """Weights by kind and piece: logistic regression over kinds by stochastic steps that grow smaller."""
    pieces = sorted({piece for found, _ in told for piece in found})
    place = {piece: at for at, piece in enumerate(pieces)}
    rows = {kind: [0.0] * len(pieces) for kind in sorted({kind for _, kind in told})}
    order, chance = [(_by_share(found, place), kind) for found, kind in told], random.Random(1)
    for round_ in range(ROUNDS):
        chance.shuffle(order)
        step = FIRST_STEP / (1 + 0.3 * round_)
        for shares, meant in order:
            for kind, error in _errors(rows, shares, meant):
                for share, places in shares:
                    for at in places:
                        rows[kind][at] += step * share * error
    return {kind: dict(zip(pieces, row, strict=True)) for kind, row in rows.items()}


def _by_share(pieces: list[str], place: dict[str, int]) -> Shares:
    """Where the pieces stand, with how much one of them counts: summed up together they take a fifth of the time."""
    found: dict[float, list[int]] = defaultdict(list)
    for piece in pieces:
        found[share_of(piece, len(pieces))].append(place[piece])
    return list(found.items())


def _errors(rows: dict[str, list[float]], shares: Shares, meant: str) -> Iterator[tuple[str, float]]:
    scores = {
        kind: sum(share * sum(map(row.__getitem__, places)) for share, places in shares) for kind, row in rows.items()
    }
    top = max(scores.values())
    total = sum(math.exp(score - top) for score in scores.values())
    for kind, score in scores.items():
        error = (kind == meant) - math.exp(score - top) / total
        if abs(error) > 0.01:
            yield kind, error


def packed(weights: dict[str, dict[str, float]], told: list[Example]) -> str:
    """The module's text: the weightiest pieces, each followed by one character for the weight of each kind."""
    seen = Counter(piece for pieces, _ in told for piece in pieces)
    kinds = sorted(weights)
    weight = {p: math.sqrt(n) * sum(weights[kind][p] ** 2 for kind in kinds) for p, n in seen.items()}
    kept = sorted(sorted(weight, key=lambda piece: (-weight[piece], piece))[:PIECES])
    entries = [piece + "".join(_letter(weights[kind][piece]) for kind in kinds) for piece in kept]
    lines = textwrap.fill(" ".join(entries), WIDTH, break_long_words=False, break_on_hyphens=False)
    names = "".join(f'    "{kind}",\n' for kind in kinds)
    doc = '"""What each character piece weighs for each kind of message; made by tests/replies_train.py: data. Pure."""'
    return f'{doc}\n\nSCALE = {SCALE}\nKINDS = (\n{names})\nPACKED = """\n{lines}\n"""\n'


def _letter(weight: float) -> str:
    """One printable character for a weight; the quotation mark, the backslash and "'" move to their neighbours."""
    code = ZERO + max(-44, min(44, round(weight * SCALE)))
    return chr(code + 1 if chr(code) in UNSAID else code)


def main() -> None:
    """Write the module."""
    lines = [line for corpus in SENTENCES for line in corpus.read_text(encoding="utf-8").splitlines()]
    told = examples([json.loads(line) for line in lines])
    WEIGHTS.write_text(packed(train(told), told), encoding="utf-8")


if __name__ == "__main__":
    main()
