"""Makes bot/weights.py anew from our own labelled sentences: `python -m tests.replies_train`; the same every time."""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot import wording
from bot.likeness import ZERO, pieces_of

HERE = Path(__file__).parent
SENTENCES = HERE / "samples" / "replies_own.jsonl"
WEIGHTS = HERE.parent / "bot" / "weights.py"
ROUNDS, FIRST_STEP, SCALE, PIECES, SEEN = 14, 1.5, 8, 4000, 2
UNSAID = set("\"'\\ \t\n")  # characters that would not stand in the file as they are

Example = tuple[list[str], str]


def kind_of(line: dict[str, Any]) -> str | None:
    """The label as one word; None where codes differ in their states."""
    wanted = line["expect"]
    return wanted["status"] if wanted["intent"] == "report_status" else wanted["intent"]


def examples(lines: list[dict[str, Any]]) -> list[Example]:
    """Pieces seen in at least SEEN sentences, beside the label."""
    told = []
    for line in lines:
        said = wording.read(line["text"], line["addressed"])
        pieces = pieces_of(said.flat, line["addressed"], bool(said.codes), bool(line["quoted_code"]))
        if kind := kind_of(line):
            told.append((pieces, kind))
    seen = Counter(piece for pieces, _ in told for piece in pieces)
    return [(sorted(p for p in pieces if seen[p] >= SEEN and not UNSAID & set(p)), kind) for pieces, kind in told]


def train(told: list[Example]) -> dict[str, dict[str, float]]:
    """Weights by kind and piece: logistic regression over kinds by stochastic steps that grow smaller."""
    kinds = sorted({kind for _, kind in told})
    weights: dict[str, dict[str, float]] = {kind: defaultdict(float) for kind in kinds}
    order, chance = list(told), random.Random(1)
    for round_ in range(ROUNDS):
        chance.shuffle(order)
        step = FIRST_STEP / (1 + 0.3 * round_)
        for pieces, meant in order:
            share = 1 / math.sqrt(len(pieces))
            for kind, error in _errors(weights, pieces, meant, share):
                for piece in pieces:
                    weights[kind][piece] += step * share * error
    return weights


def _errors(
    weights: dict[str, dict[str, float]], pieces: list[str], meant: str, share: float
) -> Iterator[tuple[str, float]]:
    scores = {kind: share * sum(by[piece] for piece in pieces) for kind, by in weights.items()}
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
    lines = "\n".join(" ".join(entries[at : at + 6]) for at in range(0, len(entries), 6))
    names = "".join(f'    "{kind}",\n' for kind in kinds)
    doc = '"""What each character piece weighs for each kind of message; made by tests/replies_train.py: data. Pure."""'
    return f'{doc}\n\nSCALE = {SCALE}\nKINDS = (\n{names})\nPACKED = """\n{lines}\n"""\n'


def _letter(weight: float) -> str:
    """One printable character for a weight; the quotation mark, the backslash and "'" move to their neighbours."""
    code = ZERO + max(-44, min(44, round(weight * SCALE)))
    return chr(code + 1 if chr(code) in UNSAID else code)


def main() -> None:
    """Write the module."""
    told = examples([json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()])
    WEIGHTS.write_text(packed(train(told), told), encoding="utf-8")


if __name__ == "__main__":
    main()
