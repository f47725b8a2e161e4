"""Row ids in parts that one statement may bring: databases limit how many values a statement holds. Pure."""

from collections.abc import Iterator, Sequence

MOST = 500  # far below SQLite's 32,766 and PostgreSQL's 65,535, beside whatever else a statement brings


def in_batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in order, at most 500 at a time; nothing for none."""
    return (ids[n : n + MOST] for n in range(0, len(ids), MOST))
