"""What the rules find in a message, as marks that stand beside its character pieces in bot/likeness.py. Pure."""

from collections.abc import Iterator

from bot import asking, claims, duewords, rules
from bot.wording import CUT, Clause, Wording

_OWN_STATE = "own"  # of a clause: nothing in it makes it somebody else's, a wish, a condition or a question
_VETOES = ("JOKE", "EXAMPLE", "HEARSAY", "OFF_TOPIC", "LAST_YEAR", "CONDITION", "ORDER", "THIRD_PERSON")
_LETTERS_A_STEP, _MOST_STEPS, _MOST_CLAUSES = 12, 6, 4


def marks_of(said: Wording, place: str) -> set[str]:
    """Every mark alone and with the place it was said in: "#OBSTACLE" and "#OBSTACLE/AQ"."""
    found = {*_of_words(said.flat), *_of_clauses(said.clauses)}
    return {f"#{mark}" for mark in found} | {f"#{mark}/{place}" for mark in found}


def _of_words(flat: str) -> Iterator[str]:
    yield from (name for name in rules.RULES if rules.has(name, flat))
    yield from (name for name, rule in claims.MARKS.items() if rule.search(flat))
    words = flat.replace(CUT, "")
    yield from (intent for rule, intent, _ in asking.QUESTIONS if rule.search(words))
    status = claims.status_of(flat)
    told = {
        "asks": rules.is_question(flat),
        "requests": asking.requests(words),
        "time": duewords.names_time(words),
        "only-time": duewords.only_time(words),
        "percent": claims.progress_of(flat) is not None,
        "only-seen": duewords.consists_of(rules.SEEN, flat),
        f"status-{status}": True,
        f"long-{min(_MOST_STEPS, len(words) // _LETTERS_A_STEP)}": True,
    }
    yield from (mark for mark, holds in told.items() if holds)


def _of_clauses(clauses: tuple[Clause, ...]) -> Iterator[str]:
    """Each clause's state with what takes it back in the same clause; a state without any of that is one's own."""
    yield f"clauses-{min(_MOST_CLAUSES, len(clauses))}"
    kind = "none"
    for clause in clauses:
        against = [name for name in _VETOES if rules.has(name, clause.flat)]
        if rules.is_question(clause.flat):
            against.append("asks")
        status = claims.status_of(clause.flat)
        kind = f"{status}-{'against' if against else _OWN_STATE}"
        yield f"clause-{kind}"
        yield from (f"clause-{status}-{name}" for name in against)
    yield f"last-{kind}"
