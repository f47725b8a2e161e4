"""Alembic's way in: runs the steps on the connection that models/schema.py hands over."""

from alembic import context

from models.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite can too, though Alembic supposes not: a step happens whole or not at all
)
with context.begin_transaction():
    context.run_migrations()
