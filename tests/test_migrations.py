"""The migrations lead from nothing to what the models say, and back, on both databases."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, inspect

from models import schema
from models.database import make_engine
from models.migrations import draft
from models.tables import METADATA

MODELS = Path(schema.__file__).parent


@pytest.fixture
def bare(bare_url: str) -> Iterator[Engine]:
    engine = make_engine(bare_url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def description(connection: Connection) -> dict[str, Any]:
    """All that a database tells of its tables, in an order of its own."""
    seen = inspect(connection)
    parts = ("columns", "pk_constraint", "foreign_keys", "unique_constraints", "indexes", "check_constraints")
    return {
        f"{table} {part}": sorted(as_words(getattr(seen, f"get_{part}")(table)))
        for table in METADATA.tables
        for part in parts
    }


def as_words(found: Any) -> list[str]:
    listed = found if isinstance(found, list) else [found]
    return [json.dumps(row, default=str, sort_keys=True, ensure_ascii=False) for row in listed]


def test_an_empty_database_comes_up_to_what_the_models_say(bare: Engine) -> None:
    schema.upgrade(bare)
    with bare.connect() as connection:
        assert schema.differences(connection) == []
        assert schema.current(connection) == schema.head()
    assert tables(bare) == {*METADATA.tables, "alembic_version"}


def test_a_migrated_database_is_a_created_one_to_the_last_rule(bare: Engine, engine: Engine) -> None:
    schema.upgrade(bare)
    with bare.connect() as migrated, engine.connect() as created:
        assert description(migrated) == description(created)


def test_a_second_upgrade_changes_nothing(bare: Engine) -> None:
    schema.upgrade(bare)
    schema.upgrade(bare)
    assert tables(bare) == {*METADATA.tables, "alembic_version"}


def test_the_way_down_leaves_nothing(bare: Engine) -> None:
    schema.upgrade(bare)
    schema.downgrade(bare, "base")
    assert tables(bare) == {"alembic_version"}
    with bare.connect() as connection:
        assert schema.current(connection) is None


def test_a_column_nobody_migrated_is_noticed(bare: Engine) -> None:
    schema.upgrade(bare)
    with bare.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_entry DROP COLUMN act")
    with bare.connect() as connection:
        (change,) = schema.differences(connection)
    assert (change[0], change[3].name) == ("add_column", "act")


def test_the_initial_migration_is_what_the_models_say() -> None:
    written = ast.parse(draft.FILE.read_text(encoding="utf-8"))
    drafted = ast.parse(draft.draft())
    assert ast.dump(written) == ast.dump(drafted), "run: .venv/bin/python -m models.migrations.draft"


def test_every_file_with_a_table_is_in_the_metadata() -> None:
    with_tables = {f.stem for f in MODELS.glob("*.py") if "__tablename__ = " in f.read_text(encoding="utf-8")}
    source = ast.parse((MODELS / "tables.py").read_text(encoding="utf-8"))
    imports = [node for node in source.body if isinstance(node, ast.ImportFrom) and node.module == "models"]
    assert {alias.name for node in imports for alias in node.names} == with_tables
