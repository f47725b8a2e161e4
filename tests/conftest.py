"""The ground every test stands on: databases that are real, a moment, and an office with people in it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine

from config.settings import Settings, load
from models.database import make_engine, transaction
from tests.browser import launched
from tests.databases import KINDS, PostgresGround, SqliteGround, open_ground
from tests.office import Office, make_office
from tests.pages import Pages, opened


@pytest.fixture(scope="session")
def grounds() -> Iterator[Callable[[str], SqliteGround | PostgresGround]]:
    """The server (or folder) that gives databases of a kind, opened when first asked for."""
    opened: dict[str, SqliteGround | PostgresGround] = {}

    def ground_of(kind: str) -> SqliteGround | PostgresGround:
        if kind not in opened:
            opened[kind] = open_ground(kind)
        return opened[kind]

    yield ground_of
    for ground in opened.values():
        ground.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run: to start one takes longer than most tests."""
    with launched() as browser:
        yield browser


@pytest.fixture
def ground(request: pytest.FixtureRequest, grounds: Callable[[str], Any]) -> SqliteGround | PostgresGround:
    """Where this test's databases come from."""
    return grounds(request.param)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that touches a database runs on each kind; TAMNGAN_TEST_DATABASES=sqlite leaves the other out.

    Long journeys marked one_database run on the first kind only: what differs between databases is tested apart.
    """
    if "ground" in metafunc.fixturenames:
        one = metafunc.definition.get_closest_marker("one_database") is not None
        metafunc.parametrize("ground", KINDS[:1] if one else KINDS, indirect=True)


@pytest.fixture
def database_url(ground: SqliteGround | PostgresGround) -> Iterator[str]:
    """A fresh database with every table, for tests that start processes of their own."""
    url = ground.fresh()
    yield url
    ground.drop(url)


@pytest.fixture
def bare_url(ground: SqliteGround | PostgresGround) -> Iterator[str]:
    """A fresh database without any table."""
    url = ground.fresh(tables=False)
    yield url
    ground.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A fresh database with every table: SQLite (a file) and PostgreSQL (a real server)."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def now() -> datetime:
    """Monday 30 November 2569, half past eight in the morning."""
    return datetime.fromisoformat("2026-11-30T08:30:00+07:00")


@pytest.fixture
def office(engine: Engine, now: datetime) -> Office:
    """อบต.ตัวอย่าง with its units and people, committed."""
    with transaction(engine) as session:
        return make_office(session, now)


@pytest.fixture
def settings_for(tmp_path: Path) -> Callable[..., Settings]:
    """Settings for one database as a process would read them, others by name: settings_for(url, PORT="9")."""

    def settings_of(url: str, **others: str) -> Settings:
        return load({"DATA_DIR": str(tmp_path), "DATABASE_URL": url, **others})

    return settings_of


@pytest.fixture
def pages(engine: Engine, office: Office, tmp_path: Path, now: datetime) -> Iterator[Pages]:
    """The pages of the office, at the moment `now`."""
    with opened(engine, office, tmp_path, now) as found:
        yield found
