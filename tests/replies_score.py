"""How many lines of a corpus of replies are read as labelled, field by field: `python -m tests.replies_score FILE`."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tasks.commands.replies import group

FIELDS = ("intent", "status", "codes", "progress", "due", "urls", "per_code")


@dataclass
class Score:
    """What one corpus came to. misses: (id, field, wanted, read, text); the two lists hold texts."""

    lines: int = 0
    misses: list[tuple[str, str, object, object, str]] = field(default_factory=list)
    wrong_completed: list[str] = field(default_factory=list)
    answered_small_talk: list[str] = field(default_factory=list)

    def right(self, *names: str) -> float:
        """The share, in per cent, of lines right in all the named fields."""
        wrong = {identity for identity, name, *_ in self.misses if name in names}
        return round(100 * (self.lines - len(wrong)) / self.lines, 1)

    def figures(self) -> str:
        shares = " · ".join(f"{name} {self.right(name)}" for name in FIELDS)
        return (
            f"{self.lines} lines, % right: intent and status {self.right('intent', 'status')} · {shares} · "
            f"wrong completed {len(self.wrong_completed)} · answered small talk {len(self.answered_small_talk)}"
        )


def score(corpus: Path) -> Score:
    """Every line of the corpus through `flask replies read`, beside its label."""
    found = Score()
    for asked, told in answers(corpus):
        found.lines += 1
        for name, wanted, read in _differences(asked, told):
            found.misses.append((asked["id"], name, wanted, read, asked["text"]))
        if falsely_completed(asked, told):
            found.wrong_completed.append(asked["text"])
        if not asked["addressed"] and asked["expect"]["intent"] == "none" != told["intent"]:
            found.answered_small_talk.append(asked["text"])
    return found


def answers(corpus: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each line beside what the command prints for it."""
    text = corpus.read_text(encoding="utf-8")
    result = CliRunner().invoke(group, ["read"], input=text)
    assert result.exit_code == 0, result.output
    asked = [json.loads(line) for line in text.splitlines() if line.strip()]
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["id"] for a in asked] == [t["id"] for t in told]
    return list(zip(asked, told, strict=True))


def falsely_completed(asked: dict[str, Any], told: dict[str, Any]) -> bool:
    """Whether the line was read as completed, whole or for one code, where the label says otherwise."""
    meant = asked.get("per_code") or {}
    by_code = any(state == "completed" != meant.get(code) for code, state in (told["per_code"] or {}).items())
    return by_code or (told["status"] == "completed" != asked["expect"]["status"])


def _differences(asked: dict[str, Any], told: dict[str, Any]) -> Iterator[tuple[str, object, object]]:
    wanted = {"progress": None, **asked["expect"], "per_code": asked.get("per_code") or None}
    for name in FIELDS:
        read = told[name] or None if name == "per_code" else told[name]
        if read != wanted[name]:
            yield name, wanted[name], read


def main() -> None:
    """Figures of each corpus named; every miss too, unless --figures is given."""
    for name in (word for word in sys.argv[1:] if not word.startswith("--")):
        result = score(Path(name))
        for identity, what, wanted, read, text in [] if "--figures" in sys.argv else result.misses:
            print(f"{identity} {what}: {read!r}, not {wanted!r}: {text!r}")
        print(f"{Path(name).name}: {result.figures()}")


if __name__ == "__main__":
    main()
