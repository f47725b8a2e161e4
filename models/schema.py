"""The schema of a database: which revision it stands at, and the ways up, down and to be compared."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from models.tables import METADATA

MIGRATIONS = Path(__file__).with_name("migrations")
COMPARING = {"autogenerate_plugins": ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]}
# Two releases started at once must not migrate together; any fixed number of our own will do.
RELEASE_LOCK = 0x7A319


class SchemaError(Exception):
    """There is no way from this database's revision to the one asked for; trying again cannot help."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up, whole or not at all; does nothing where it already stands."""
    _run(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema down; "base" drops every table with what is in it."""
    _run(engine, lambda config: command.downgrade(config, revision))


def head() -> str:
    """The revision this code was written for."""
    revision = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if revision is None:
        raise SchemaError(f"no migration in {MIGRATIONS}: the installation is not complete")
    return revision


def current(connection: Connection) -> str | None:
    """The revision a database stands at; None before the first migration."""
    return MigrationContext.configure(connection).get_current_revision()


def differences(connection: Connection) -> list[Any]:
    """What Alembic would change to make the database what the models say, CHECK constraints by name included."""
    return list(compare_metadata(MigrationContext.configure(connection, opts=COMPARING), METADATA))


def _run(engine: Engine, work: Callable[[Config], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": RELEASE_LOCK})
        config.attributes["connection"] = connection
        try:
            work(config)
        except CommandError as error:
            raise SchemaError(str(error)) from error
