"""Writes the one initial migration anew from the models: `python -m models.migrations.draft`, until a first release."""

from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations.ops import DowngradeOps, UpgradeOps
from sqlalchemy import create_engine

from models.base import Moment
from models.tables import METADATA

FILE = Path(__file__).parent / "versions" / "0001_initial.py"
PAGE = '''"""Every table, its indexes and its rules, on SQLite and PostgreSQL alike."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    {up}


def downgrade() -> None:
    {down}
'''


def as_plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Our own types by what the database keeps: a migration must not change when the code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def draft() -> str:
    """The text of the initial migration: from an empty database to what the models say."""
    with create_engine("sqlite://").connect() as connection:
        script = produce_migrations(MigrationContext.configure(connection), METADATA)
    return PAGE.format(up=_body(script.upgrade_ops), down=_body(script.downgrade_ops))


def _body(steps: UpgradeOps | DowngradeOps | None) -> str:
    lines = render_python_code(steps, render_item=as_plain_type).splitlines() if steps else []
    return "\n".join(line for line in lines if "###" not in line).strip()


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(draft(), encoding="utf-8")
