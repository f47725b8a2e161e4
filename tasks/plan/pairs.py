"""Rows of a result table joined to the plan rows of the same items in the same file. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from models.thaitext import squeeze
from tasks.plan import doubts
from tasks.plan.measures import named
from tasks.plan.rows import Entry

_RESULTS = ("result", "outcome", "progress", "obstacle")
_Key = tuple[tuple[str, ...], str]


def with_results(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Each plan row with the results another table tells of it, and a sentence for each row so taken up.

    Joined only where codes and title agree and one row of either kind carries them: the same code may name
    another item, and a result in the wrong place is worse than a measure told twice.
    """
    reports = [entry for entry in entries if entry.header.columns("result", "progress")]
    plans = [entry for entry in entries if not entry.header.columns(*_RESULTS)]
    if not reports or not plans:
        return tuple(entries), ()
    planned, reported = _single(plans), _single(reports)
    pairs = [(planned[key], reported[key]) for key in planned if key in reported]
    taken = {id(report) for _, report in pairs}
    told = {id(plan): _joined(plan, report) for plan, report in pairs}
    kept = tuple(told.get(id(entry), entry) for entry in entries if id(entry) not in taken)
    return kept, tuple(doubts.results_joined(report.lines) for _, report in pairs)


def _single(entries: Sequence[Entry]) -> dict[_Key, Entry]:
    """The rows by codes and title, without those whose name stands twice."""
    found: dict[_Key, Entry] = {}
    twice: set[_Key] = set()
    for entry in entries:
        name = named(entry)
        key = name.codes.codes, squeeze(name.title)
        if not key[1] or key in found:
            twice.add(key)
        found[key] = entry
    return {key: entry for key, entry in found.items() if key not in twice}


def _joined(plan: Entry, report: Entry) -> Entry:
    """The plan row with the report's columns that the plan does not fill itself, set beside its own."""
    known = {meaning for meaning, text in zip(plan.header.meanings, plan.texts, strict=True) if text}
    fresh = [i for i, meaning in enumerate(report.header.meanings) if meaning not in known and meaning != "ordinal"]
    header = replace(
        plan.header,
        headings=(*plan.header.headings, *(report.header.headings[i] for i in fresh)),
        meanings=(*plan.header.meanings, *(report.header.meanings[i] for i in fresh)),
        leaves=(*plan.header.leaves, *(report.header.leaves[i] for i in fresh)),
    )
    texts = (*plan.texts, *(report.texts[i] for i in fresh))
    return replace(plan, header=header, texts=texts, lines=(*plan.lines, *report.lines))
