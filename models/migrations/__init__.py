"""The steps from one schema to the next, run by models/schema.py through Alembic."""
